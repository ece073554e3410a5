"""How far the same people's scores moved from the first time to the second."""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, nan, sqrt

from pollkit.domain.analysis.distributions import (
    noncentrality,
    normal_interval,
    small_sample_factor,
    t_interval,
    two_sided,
)
from pollkit.domain.analysis.intervals import Estimate, Interval, normal_quantile, wilson
from pollkit.domain.analysis.scores import PairedScores, Scores
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Below this many pairs the lines are shown and nothing is tested (evaluation, table 2.0).
FEWEST_PAIRS = 6


@dataclass(frozen=True)
class PairedChange:
    """The mean change and Student's paired t.

    Attributes:
        change: after minus before, in points of the scale.
        t, df, p: two-sided; NaN where everyone moved by the same amount.
        correlation: of before and after; NaN where one of them does not vary.
        of_range: the change as a share of the scale's range; None without a declared range.
        is_too_few: below FEWEST_PAIRS, for which no test should be shown.
    """

    change: Estimate
    se: float
    t: float
    df: int
    p: float
    before: float
    after: float
    sd_before: float
    sd_after: float
    sd_change: float
    correlation: float
    of_range: float | None = None

    @property
    def is_too_few(self) -> bool:
        return self.change.n < FEWEST_PAIRS


@dataclass(frozen=True)
class Effect:
    """A standardised difference.

    Attributes:
        d: without the correction for small samples.
        g: with it: J · d.
        variance: of g, as a pooled estimate weighs it.
        interval: of `d` for d_z (exact), of `g` for the others.
        df: of J.
    """

    d: float
    g: float
    variance: float
    interval: Interval | None
    df: float


@dataclass(frozen=True)
class Responders:
    """How many moved, each share of all pairs.

    Attributes:
        threshold: how much a score must move to count; 0 = at all.
        superiority: P(after > before) + P(equal)/2, as observed.
    """

    improved: Estimate
    same: Estimate
    worse: Estimate
    counts: tuple[int, int, int]
    threshold: float
    superiority: float


def mean_change(
    pairs: PairedScores,
    scale_range: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> PairedChange:
    """Student 1908: d̄ ± t(n - 1) s_d/√n.

    Assumes that the people are independent of one another (see `clusters`) and that the mean of
    their changes is about normal. Says nothing of what caused the change.

    Args:
        scale_range: the lowest and highest score that the scale allows.
    """
    change = pairs.change
    if change.n < 2:
        raise NotEstimable(_("At least two people who answered both times are needed."))
    se = change.sd / sqrt(change.n)
    df = change.n - 1
    t = change.mean / se if se > 0 else nan
    span = None if scale_range is None else scale_range[1] - scale_range[0]
    return PairedChange(
        Estimate(change.mean, t_interval(change.mean, se, df, confidence), change.n),
        se,
        t,
        df,
        two_sided(t, df),
        pairs.first.mean,
        pairs.second.mean,
        pairs.first.sd,
        pairs.second.sd,
        change.sd,
        pairs.correlation,
        None if not span else change.mean / span,
    )


def effect_of_change(pairs: PairedScores, confidence: float = 0.95) -> Effect:
    """d_z: the mean change in standard deviations of the changes. For planning samples only: it
    grows with the correlation of before and after.

    d_z's interval inverts the noncentral t (Steiger & Fouladi 1997); g_z = J(n - 1) d_z with
    variance 1/n + g²/2n (Morris & DeShon 2002).
    """
    change = pairs.change
    if change.n < 2 or not change.sd > 0:
        raise NotEstimable(_("The changes do not differ, so there is nothing to measure them by."))
    d = change.mean / change.sd
    return effect_of_change_from(d, change.n, confidence)


def effect_of_change_from(d_z: float, n: int, confidence: float = 0.95) -> Effect:
    """The same from d_z and the number of pairs."""
    centre = noncentrality(d_z * sqrt(n), n - 1, confidence)
    g = small_sample_factor(n - 1) * d_z
    interval = Interval(centre.low / sqrt(n), centre.high / sqrt(n))
    return Effect(d_z, g, 1 / n + g * g / (2 * n), interval, n - 1)


def effect_on_scale(pairs: PairedScores, confidence: float = 0.95) -> Effect:
    """d_av: the mean change in average standard deviations of before and after, the effect size to
    report; g_av = J(2(n - 1)) d_av (Lakens 2013, Front Psychol 4:863, with its convention of J).

    The variance is the delta method's for bivariate normal scores, after Bonett 2008 (Psychol
    Methods 13:99) with the average SD for the root mean square: s_d²/(n s̄²) +
    d²(s₁² + s₂² + 2r²s₁s₂)/(8(n - 1)s̄²), times J². The interval is t on n - 1: a normal one held
    the truth in 92 of 100 groups of ten.
    """
    n, one, two = pairs.n, pairs.first.sd, pairs.second.sd
    average = (one + two) / 2
    if n < 2 or not average > 0:
        raise NotEstimable(_("The scores do not differ, so there is nothing to measure them by."))
    d = pairs.change.mean / average
    # Without a spread at one of the times the product is nought whatever r is.
    shared = 0.0 if one * two == 0 else 2 * pairs.correlation**2 * one * two
    variance = pairs.change.variance / (n * average**2)
    variance += d * d * (one**2 + two**2 + shared) / (8 * (n - 1) * average**2)
    factor = small_sample_factor(2 * (n - 1))
    g, variance = factor * d, factor**2 * variance
    interval = t_interval(g, sqrt(variance), n - 1, confidence)
    return Effect(d, g, variance, interval, 2 * (n - 1))


def effect_on_baseline(pairs: PairedScores, confidence: float = 0.95) -> Effect:
    """The mean change in standard deviations of before (SMCR; Morris 2008, Organ Res Methods
    11:364): J(n - 1) d̄/s_pre with variance 2(1 - r)/n + g²/2n, as metafor has it."""
    n, sd = pairs.n, pairs.first.sd
    if n < 2 or not sd > 0:
        raise NotEstimable(_("The scores do not differ, so there is nothing to measure them by."))
    d = pairs.change.mean / sd
    g = small_sample_factor(n - 1) * d
    r = 0.0 if pairs.second.squares == 0 else pairs.correlation
    variance = 2 * (1 - r) / n + g * g / (2 * n)
    return Effect(d, g, variance, normal_interval(g, sqrt(variance), confidence), n - 1)


def change_from_summary(
    before: float, after: float, sd_before: float, sd_after: float, correlation: float, n: int
) -> tuple[float, float, float]:
    """Mean change, its sampling variance and SD of the changes, from what a report prints."""
    sd = sqrt(sd_before**2 + sd_after**2 - 2 * correlation * sd_before * sd_after)
    return after - before, sd**2 / n, sd


def responders(pairs: PairedScores, threshold: float = 0.0, confidence: float = 0.95) -> Responders:
    """Who moved up, stayed, or moved down, by Wilson.

    Args:
        threshold: a change must be greater than this to count; see `reliable_change`.
    """
    if pairs.n == 0:
        raise NotEstimable(_("Nobody answered both times."))
    change = pairs.change
    up = change.count(change.values > threshold)
    down = change.count(change.values < -threshold)
    counts = (up, change.n - up - down, down)
    improved, same, worse = (
        Estimate(count / change.n, wilson(count, change.n, None, confidence), change.n)
        for count in counts
    )
    rose = change.count(change.values > 0)
    level = change.count(change.values == 0)
    superiority = (rose + level / 2) / change.n
    return Responders(improved, same, worse, counts, threshold, superiority)


def reliable_change(before: Scores, alpha: float, confidence: float = 0.95) -> float:
    """The change beyond which measurement error alone is no explanation: z·SEM·√2 with
    SEM = s_pre √(1 - α) (Jacobson & Truax 1991, J Consult Clin Psychol 59:12).

    Args:
        alpha: the scale's reliability, 0 .. 1.
    """
    if not 0 <= alpha <= 1:
        raise NotEstimable(_("A reliability lies between 0 and 1."))
    return normal_quantile(confidence) * before.sd * sqrt(1 - alpha) * sqrt(2)


def normal_superiority(d: float) -> float:
    """Φ(d): the share that would have improved if changes were normal; a footnote to
    `Responders.superiority`, which is what was observed."""
    return (1 + erf(d / sqrt(2))) / 2
