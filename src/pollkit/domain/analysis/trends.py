"""The same question again and again of different people (pulses), and gaps between two groups."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.distributions import t_interval, two_sided
from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.scores import Scores
from pollkit.domain.analysis.unpaired import mean_difference
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Two points always lie on a line.
FEWEST_POINTS = 3


@dataclass(frozen=True)
class Trend:
    """A straight line through the pulses.

    Attributes:
        slope: per unit of time; n is the number of pulses.
        start: the line's height at time 0.
        p: two-sided, that there is no trend.
        roughness: how far the pulses lie off the line, over what chance alone does; much above 1:
            a straight line is not the story.
    """

    slope: Estimate
    start: float
    p: float
    roughness: float


@dataclass(frozen=True)
class Gap:
    """How two groups differ on one question, and whether the gap changed.

    Attributes:
        before, after: second group minus first.
        closing: after minus before; below 0 = the gap closes, where it was above.
    """

    before: Estimate
    after: Estimate
    closing: Estimate


def trend(
    times: ArrayLike, values: ArrayLike, standard_errors: ArrayLike, confidence: float = 0.95
) -> Trend:
    """The inverse-variance weighted line through (k,) pulses of different people.

    Its standard error is stretched by the roughness where that is above 1 (as Knapp & Hartung 2003
    do for regressions), with t on k - 2. Assumes that the pulses ask people who are chosen alike.
    """
    x, y, se = (np.asarray(given, np.float64) for given in (times, values, standard_errors))
    if not x.shape == y.shape == se.shape or x.ndim != 1 or (se <= 0).any():
        raise NotEstimable(_("Each pulse needs its time, its figure and a standard error."))
    if np.unique(x).size < FEWEST_POINTS:
        raise NotEstimable(_("A trend needs at least three times."))
    w = 1 / se**2
    centre = float(w @ x / w.sum())
    spread = float(w @ (x - centre) ** 2)
    slope = float(w @ ((x - centre) * y)) / spread
    start = float(w @ y / w.sum()) - slope * centre
    k = x.size
    rough = float(w @ (y - start - slope * x) ** 2) / (k - 2)
    error = sqrt(max(1.0, rough) / spread)
    interval = t_interval(slope, error, k - 2, confidence)
    return Trend(Estimate(slope, interval, k), start, two_sided(slope / error, k - 2), sqrt(rough))


def trend_of_means(times: ArrayLike, pulses: list[Scores], confidence: float = 0.95) -> Trend:
    """The trend of the mean scores of the pulses."""
    errors = [sqrt(pulse.variance / pulse.n) if pulse.n > 1 else nan for pulse in pulses]
    if not all(error > 0 for error in errors):
        raise NotEstimable(_("Each pulse needs at least two different scores."))
    return trend(times, [pulse.mean for pulse in pulses], errors, confidence)


def gap_over_time(
    first_before: Scores,
    second_before: Scores,
    first_after: Scores,
    second_after: Scores,
    confidence: float = 0.95,
) -> Gap:
    """Whether the gap between the groups changed; all four of different people, by Welch."""
    before = mean_difference(first_before, second_before, confidence)
    after = mean_difference(first_after, second_after, confidence)
    parts = [
        group.variance / group.n
        for group in (first_before, second_before, first_after, second_after)
    ]
    sizes = [g.n - 1 for g in (first_before, second_before, first_after, second_after)]
    change, se = after.difference.value - before.difference.value, sqrt(sum(parts))
    n = before.difference.n + after.difference.n
    if se == 0:
        return Gap(
            before.difference, after.difference, Estimate(change, Interval(change, change), n)
        )
    df = sum(parts) ** 2 / sum(part**2 / size for part, size in zip(parts, sizes, strict=True))
    closing = Estimate(change, t_interval(change, se, df, confidence), n)
    return Gap(before.difference, after.difference, closing)
