"""Two groups of different people, or the same people twice without knowing who is who."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, nan, sqrt

import numpy as np

from pollkit.domain.analysis.distributions import (
    normal_interval,
    normal_tail,
    small_sample_factor,
    t_interval,
    two_sided,
)
from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.paired import Effect
from pollkit.domain.analysis.scores import Counts, Floats, Scores, merged
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# The exact distribution of U without ties is counted out up to this product of sizes.
_EXACT_PRODUCT = 10_000


@dataclass(frozen=True)
class MeanDifference:
    """Second minus first with Welch's interval; t, df and p are Welch's, two-sided.

    NaN where no score of either group differs.
    """

    difference: Estimate
    se: float
    t: float
    df: float
    p: float


@dataclass(frozen=True)
class RankDifference:
    """Whether the second group tends to score higher.

    Attributes:
        u: pairs of one of each group in which the second's is higher, ties half.
        superiority: u/(n₁n₂), P(second > first) + P(equal)/2, with the interval of Brunner &
            Munzel; None where the groups do not overlap.
        delta: Cliff's δ = 2·superiority - 1, the rank-biserial correlation.
        p: two-sided Mann-Whitney; exact without ties in small groups, else normal with tie and
            continuity correction.
        p_greater: that the second scores higher.
        p_brunner_munzel: does not assume equal spread; NaN where the groups do not overlap.
    """

    u: float
    superiority: Estimate
    delta: float
    p: float
    p_greater: float
    is_exact: bool
    p_brunner_munzel: float


def mean_difference(first: Scores, second: Scores, confidence: float = 0.95) -> MeanDifference:
    """Welch 1947 (Biometrika 34:28) with Satterthwaite's df; equal spread is not assumed.

    Used on before and after of unmatched people it takes them for different people: the interval
    is too wide if many are the same.
    """
    if first.n < 2 or second.n < 2:
        raise NotEstimable(_("Each group must have at least two scores."))
    one, two = first.variance / first.n, second.variance / second.n
    difference, se = second.mean - first.mean, sqrt(one + two)
    if se == 0:
        sure = Estimate(difference, Interval(difference, difference), first.n + second.n)
        return MeanDifference(sure, 0.0, nan, nan, nan)
    df = (one + two) ** 2 / (one**2 / (first.n - 1) + two**2 / (second.n - 1))
    interval = t_interval(difference, se, df, confidence)
    t = difference / se
    estimate = Estimate(difference, interval, first.n + second.n)
    return MeanDifference(estimate, se, t, df, two_sided(t, df))


def pooled_t(first: Scores, second: Scores, confidence: float = 0.95) -> MeanDifference:
    """Student's t for equal spread; Welch is the one to report."""
    df = first.n + second.n - 2
    se = _pooled_sd(first, second) * sqrt(1 / first.n + 1 / second.n)
    difference = second.mean - first.mean
    t = difference / se if se > 0 else nan
    estimate = Estimate(difference, t_interval(difference, se, df, confidence), df + 2)
    return MeanDifference(estimate, se, t, df, two_sided(t, df))


def effect_between(first: Scores, second: Scores, confidence: float = 0.95) -> Effect:
    """d_s, second minus first in pooled standard deviations, and Hedges' g_s = J(n₁ + n₂ - 2)d.

    Variance of g: 1/n₁ + 1/n₂ + g²/2(n₁ + n₂) (Hedges & Olkin 1985); the interval of g is normal.
    """
    sd = _pooled_sd(first, second)
    if sd == 0:
        raise NotEstimable(_("The scores do not differ, so there is nothing to measure them by."))
    n, df = first.n + second.n, first.n + second.n - 2
    d = (second.mean - first.mean) / sd
    g = small_sample_factor(df) * d
    variance = 1 / first.n + 1 / second.n + g * g / (2 * n)
    return Effect(d, g, variance, normal_interval(g, sqrt(variance), confidence), df)


def rank_difference(first: Scores, second: Scores, confidence: float = 0.95) -> RankDifference:
    """Mann & Whitney 1947, Brunner & Munzel 2000 (Biom J 42:17), and the chance that somebody of
    the second group scores higher than somebody of the first."""
    if first.n == 0 or second.n == 0:
        raise NotEstimable(_("Each group must have at least one score."))
    one, two = _side_by_side(first, second)
    below = np.cumsum(one) - one
    u = float(two @ (below + one / 2))
    superiority = u / (first.n * second.n)
    has_ties = bool((one + two > 1).any())
    is_exact = not has_ties and first.n * second.n <= _EXACT_PRODUCT
    if is_exact:
        low, high = _exact_u(u, first.n, second.n)
    else:
        low, high = _normal_u(u, one + two, first.n, second.n)
    se, df = _brunner_munzel(one, two, first.n, second.n)
    interval = t_interval(superiority, se, df, confidence) if se > 0 else None
    if interval is not None:
        interval = Interval(max(0.0, interval.low), min(1.0, interval.high))
    p_bm = two_sided((superiority - 0.5) / se, df) if se > 0 else nan
    return RankDifference(
        u,
        Estimate(superiority, interval, first.n + second.n),
        2 * superiority - 1,
        min(1.0, 2 * min(low, high)),
        high,
        is_exact,
        p_bm,
    )


def _pooled_sd(first: Scores, second: Scores) -> float:
    if first.n + second.n < 3 or not first.n or not second.n:
        raise NotEstimable(_("Each group must have at least two scores."))
    return sqrt((first.squares + second.squares) / (first.n + second.n - 2))


def _side_by_side(first: Scores, second: Scores) -> tuple[Counts, Counts]:
    values = merged(first.values, second.values)
    one, two = np.zeros(values.size, np.int64), np.zeros(values.size, np.int64)
    np.add.at(one, np.abs(values[:, None] - first.values).argmin(axis=0), first.counts)
    np.add.at(two, np.abs(values[:, None] - second.values).argmin(axis=0), second.counts)
    return one, two


def _exact_u(u: float, n1: int, n2: int) -> tuple[float, float]:
    """P(U <= u), P(U >= u) without ties: how many orders of the groups give each U."""
    ways = [1] + [0] * (n1 * n2)
    for step in range(1, n1 + 1):
        # Multiplied by (1 - q^(n2 + step)) / (1 - q^step), the Gaussian binomial's factors.
        for place in range(n1 * n2, n2 + step - 1, -1):
            ways[place] -= ways[place - n2 - step]
        for place in range(step, n1 * n2 + 1):
            ways[place] += ways[place - step]
    total, place = comb(n1 + n2, n1), round(u)
    return sum(ways[: place + 1]) / total, sum(ways[place:]) / total


def _normal_u(u: float, tied: Counts, n1: int, n2: int) -> tuple[float, float]:
    n = n1 + n2
    ties = float((tied.astype(float) ** 3 - tied).sum())
    if n < 2 or ties == n**3 - n:
        return 1.0, 1.0
    spread = sqrt(n1 * n2 / 12 * ((n + 1) - ties / (n * (n - 1))))
    off = u - n1 * n2 / 2
    return normal_tail((-off - 0.5) / spread), normal_tail((off - 0.5) / spread)


def _brunner_munzel(one: Counts, two: Counts, n1: int, n2: int) -> tuple[float, float]:
    """The standard error of the superiority and its df; 0 where there is none."""
    if n1 < 2 or n2 < 2:
        return 0.0, nan
    above = (np.cumsum(two) - two / 2) / n2
    below = (np.cumsum(one) - one / 2) / n1
    first, second = _spread(above, one) / n1, _spread(below, two) / n2
    total = first + second
    if total <= 0:
        return 0.0, nan
    return sqrt(total), total**2 / (first**2 / (n1 - 1) + second**2 / (n2 - 1))


def _spread(placements: Floats, counts: Counts) -> float:
    n = int(counts.sum())
    mean = float(placements @ counts) / n
    return float(((placements - mean) ** 2) @ counts) / (n - 1)
