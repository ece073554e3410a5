"""Intervals that hold for all options of a question at once, by Sison and Glaz.

`shares.goodman` is the one to show; this one is narrower for many options of similar size.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log, pi, sqrt

import numpy as np

from pollkit.domain.analysis.intervals import Interval
from pollkit.domain.analysis.scores import Floats
from pollkit.errors import NotEstimable
from pollkit.i18n import _


def sison_glaz(counts: Sequence[int], confidence: float = 0.95) -> tuple[Interval, ...]:
    """Sison & Glaz 1995 (JASA 90:366): the least c for which counts within c of those seen are as
    sure as said, by truncated Poisson counts and an Edgeworth expansion."""
    n = sum(counts)
    if n == 0 or len(counts) < 2:
        raise NotEstimable(_("There is no answer."))
    before, c = 0.0, 0
    while c <= n:
        now = _sureness(counts, n, c)
        if before < confidence <= now:
            break
        before, c = now, c + 1
    c -= 1
    part = (confidence - before) / (now - before)
    return tuple(
        Interval(max(0.0, count / n - c / n), min(1.0, count / n + c / n + 2 * part / n))
        for count in counts
    )


def _sureness(counts: Sequence[int], n: int, c: int) -> float:
    """The chance that each count lies within c of the one seen."""
    moments = [_truncated(count, c) for count in counts]
    mean, variance, third, fourth = (sum(one[place] for one in moments) for place in range(4))
    if variance <= 0:
        return 0.0
    skew, peak = third / variance**1.5, fourth / variance**2
    z = (n - mean) / sqrt(variance)
    edge = 1 + skew * (z**3 - 3 * z) / 6 + peak * (z**4 - 6 * z**2 + 3) / 24
    edge += skew**2 * (z**6 - 15 * z**4 + 45 * z**2 - 15) / 72
    inside = sum(log(one[4]) for one in moments)
    # 1 over the Poisson chance of n in all.
    all_of_n = -(n * log(n) - n - lgamma(n + 1))
    density = edge * exp(-z * z / 2) / sqrt(2 * pi) / sqrt(variance)
    return float(exp(all_of_n + inside) * density)


def _truncated(count: int, c: int) -> tuple[float, float, float, float, float]:
    """Mean, variance, third and fourth cumulant of a Poisson count within c, and its chance."""
    if count == 0:
        chances = np.array([exp(0.0)])
        values: Floats = np.zeros(1)
    else:
        values = np.arange(max(0, count - c), count + c + 1, dtype=np.float64)
        chances = np.array([exp(v * log(count) - count - lgamma(v + 1)) for v in values])
    whole = float(chances.sum())
    p = chances / whole
    mean = float(p @ values)
    second, third, fourth = (float(p @ (values - mean) ** power) for power in (2, 3, 4))
    return mean, second, third, fourth - 3 * second**2, whole
