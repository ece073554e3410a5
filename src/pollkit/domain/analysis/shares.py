"""Shares and how they differ between groups; `intervals.wilson` is the interval to show.

The others are here to compare with what other programs print.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt

import numpy as np

from pollkit.domain.analysis.distributions import (
    beta_quantile,
    binomial_at,
    binomial_up_to,
    chi2_quantile,
    normal_interval,
    root,
)
from pollkit.domain.analysis.intervals import Estimate, Interval, normal_quantile, wilson
from pollkit.errors import NotEstimable
from pollkit.i18n import _


def wilson_corrected(hits: int, n: int, confidence: float = 0.95) -> Interval:
    """Wilson's interval with continuity correction (Newcombe 1998, Stat Med 17:857, method 4)."""
    _check(hits, n)
    z, p = normal_quantile(confidence), hits / n
    low = 2 * hits + z * z - 1 - z * sqrt(max(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), 0))
    high = 2 * hits + z * z + 1 + z * sqrt(max(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1), 0))
    scale = 2 * (n + z * z)
    return Interval(
        0.0 if hits == 0 else max(0.0, low / scale), 1.0 if hits == n else min(1.0, high / scale)
    )


def clopper_pearson(hits: int, n: int, confidence: float = 0.95) -> Interval:
    """The "exact" interval (Clopper & Pearson 1934, Biometrika 26:404), wider than said."""
    _check(hits, n)
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else beta_quantile(tail, hits, n - hits + 1)
    high = 1.0 if hits == n else beta_quantile(1 - tail, hits + 1, n - hits)
    return Interval(low, high)


def mid_p(hits: int, n: int, confidence: float = 0.95) -> Interval:
    """Clopper-Pearson's with half the chance of what was seen (Newcombe 1998, method 6)."""
    _check(hits, n)
    tail = (1 - confidence) / 2

    def above(p: float) -> float:
        return 1 - binomial_up_to(hits, n, p) + binomial_at(hits, n, p) / 2 - tail

    def below(p: float) -> float:
        return binomial_up_to(hits, n, p) - binomial_at(hits, n, p) / 2 - tail

    return Interval(
        0.0 if hits == 0 else root(above, 1e-15, hits / n),
        1.0 if hits == n else root(below, hits / n, 1 - 1e-15),
    )


def agresti_coull(hits: int, n: int, confidence: float = 0.95, plus_four: bool = False) -> Interval:
    """Two things have this name: z² people are added, half of them hits (Agresti & Coull 1998, Am
    Stat 52:119); or four whatever the confidence, their rule of thumb for 95 %."""
    _check(hits, n)
    added = 4.0 if plus_four else normal_quantile(confidence) ** 2
    p = (hits + added / 2) / (n + added)
    return normal_interval(p, sqrt(p * (1 - p) / (n + added)), confidence)


def wald(hits: int, n: int, confidence: float = 0.95) -> Interval:
    """p ± z√(pq/n), to compare with old texts; never to be shown: of 0 of 20 it
    says [0, 0]."""
    _check(hits, n)
    p = hits / n
    return normal_interval(p, sqrt(p * (1 - p) / n), confidence)


def finite_normal(hits: int, n: int, population: int, confidence: float = 0.95) -> Interval:
    """Cochran 1977, 3.6: normal with finite population and continuity correction."""
    half = normal_quantile(confidence) * finite_se(hits, n, population) + 1 / (2 * n)
    return Interval(hits / n - half, hits / n + half)


def finite_se(hits: int, n: int, population: int) -> float:
    """√((1 - n/N) pq/(n - 1))."""
    _check(hits, n)
    if n < 2 or population < n:
        raise NotEstimable(_("The population cannot be smaller than those who answered."))
    p = hits / n
    return sqrt((1 - n / population) * p * (1 - p) / (n - 1))


def finite_exact(hits: int, n: int, population: int, confidence: float = 0.95) -> Interval:
    """The hypergeometric's Clopper-Pearson: the numbers of hits in the population that do not make
    what was seen unlikely, as shares."""
    _check(hits, n)
    if population < n:
        raise NotEstimable(_("The population cannot be smaller than those who answered."))
    tail, total = (1 - confidence) / 2, comb(population, n)

    def at_least(whole: int) -> float:
        return _ways(whole, population, n, range(hits, n + 1)) / total

    def at_most(whole: int) -> float:
        return _ways(whole, population, n, range(hits + 1)) / total

    possible = range(hits, population - n + hits + 1)
    low = next(whole for whole in possible if at_least(whole) > tail)
    high = next(whole for whole in reversed(possible) if at_most(whole) > tail)
    return Interval(low / population, high / population)


def binomial_test(hits: int, n: int, p: float) -> float:
    """Two-sided: the chance of everything that is no more likely than what was seen."""
    _check(hits, n)
    chances = np.array([binomial_at(k, n, p) for k in range(n + 1)])
    return min(1.0, float(chances[chances <= chances[hits] * (1 + 1e-7)].sum()))


def goodman(counts: Sequence[int], confidence: float = 0.95) -> tuple[Interval, ...]:
    """All options at once (Goodman 1965, Technometrics 7:247): Wilson's with χ²(1) at
    1 - (1 - confidence)/k."""
    n, k = sum(counts), len(counts)
    if n == 0 or k < 2:
        raise NotEstimable(_("There is no answer."))
    z2 = chi2_quantile(1 - (1 - confidence) / k, 1)
    halves = [z2 * (z2 + 4 * count * (n - count) / n) for count in counts]
    return tuple(
        Interval(
            (z2 + 2 * count - sqrt(half)) / (2 * (n + z2)),
            (z2 + 2 * count + sqrt(half)) / (2 * (n + z2)),
        )
        for count, half in zip(counts, halves, strict=True)
    )


def share_difference(
    hits_1: int, n_1: int, hits_2: int, n_2: int, confidence: float = 0.95
) -> Estimate:
    """Second minus first with Newcombe's hybrid score interval (1998, Stat Med 17:873, method 10).

    Assumes different, independent people. statsmodels 0.15 has another interval, "score", which is
    wrong (its issue 10269).
    """
    _check(hits_1, n_1)
    _check(hits_2, n_2)
    one, two = wilson(hits_1, n_1, None, confidence), wilson(hits_2, n_2, None, confidence)
    p1, p2 = hits_1 / n_1, hits_2 / n_2
    low = p2 - p1 - sqrt((p2 - two.low) ** 2 + (one.high - p1) ** 2)
    high = p2 - p1 + sqrt((two.high - p2) ** 2 + (p1 - one.low) ** 2)
    return Estimate(p2 - p1, Interval(low, high), n_1 + n_2)


def miettinen_nurminen(
    hits_1: int, n_1: int, hits_2: int, n_2: int, confidence: float = 0.95, factor: bool = True
) -> Interval:
    """The score interval of second minus first (1985, Stat Med 4:213); without its factor N/(N - 1)
    it is Mee's (1984)."""
    _check(hits_1, n_1)
    _check(hits_2, n_2)
    n, z = n_1 + n_2, normal_quantile(confidence)
    stretch = n / (n - 1) if factor else 1.0
    seen = hits_2 / n_2 - hits_1 / n_1

    def off(delta: float) -> float:
        p2 = _restricted(hits_2, n_2, hits_1, n_1, delta)
        p1 = p2 - delta
        variance = (p2 * (1 - p2) / n_2 + p1 * (1 - p1) / n_1) * stretch
        return (seen - delta) / sqrt(max(variance, 1e-300))

    edge = 1 - 1e-10
    return Interval(
        -1.0 if off(-edge) < z else root(lambda d: off(d) - z, -edge, seen),
        1.0 if off(edge) > -z else root(lambda d: off(d) + z, seen, edge),
    )


def _check(hits: int, n: int) -> None:
    if n < 1 or not 0 <= hits <= n:
        raise NotEstimable(_("There must be between none and all hits among at least one answer."))


def _ways(whole: int, population: int, n: int, seen: range) -> int:
    return sum(comb(whole, k) * comb(population - whole, n - k) for k in seen)


def _restricted(x1: int, n1: int, x2: int, n2: int, delta: float) -> float:
    """p₁'s likeliest value where p₁ - p₂ = delta."""
    low, high = max(0.0, delta), min(1.0, 1 + delta)

    def slope(p: float) -> float:
        return _score(x1, n1, p) + _score(x2, n2, p - delta)

    a, b = low + 1e-13, high - 1e-13
    if slope(a) <= 0:
        return low
    if slope(b) >= 0:
        return high
    return root(slope, a, b)


def _score(hits: int, n: int, p: float) -> float:
    return hits / p - (n - hits) / (1 - p)
