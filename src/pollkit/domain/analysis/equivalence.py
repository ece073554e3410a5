"""Whether nothing that matters changed: the absence of evidence is not evidence of absence."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

from pollkit.domain.analysis.distributions import (
    normal_interval,
    normal_tail,
    t_interval,
    t_tail,
)
from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.scores import PairedScores
from pollkit.errors import NotEstimable
from pollkit.i18n import _


@dataclass(frozen=True)
class Equivalence:
    """Two one-sided tests.

    Attributes:
        estimate: with the interval at 1 - 2α (90 % for α = 0.05) that must lie within the bounds.
        lower, upper: t (or z) against each bound; p_lower, p_upper: that the true figure is not
            above the lower, not below the upper one.
        p: the larger of both.
        is_equivalent: p < α.
        wide: the interval at 1 - α, as printed elsewhere.
    """

    estimate: Estimate
    bounds: Interval
    lower: float
    p_lower: float
    upper: float
    p_upper: float
    df: float
    is_equivalent: bool
    wide: Interval

    @property
    def p(self) -> float:
        return max(self.p_lower, self.p_upper)


def equivalence_of_change(
    pairs: PairedScores, low: float, high: float, alpha: float = 0.05
) -> Equivalence:
    """Schuirmann 1987 (J Pharmacokinet Biopharm 15:657) on the mean change.

    Args:
        low, high: the largest changes that do not matter, in points of the scale, as the protocol
            fixed them beforehand.
    """
    if pairs.n < 2:
        raise NotEstimable(_("At least two people who answered both times are needed."))
    change = pairs.change
    return equivalence(change.mean, change.sd / sqrt(change.n), low, high, change.n, alpha)


def equivalence(
    value: float, se: float, low: float, high: float, n: int, alpha: float = 0.05, df: float = -1
) -> Equivalence:
    """The same from a figure and its standard error.

    Args:
        df: of t; -1 = n - 1, inf = normal, as for a pooled effect.
    """
    if not low < high or not se > 0:
        raise NotEstimable(_("The lower bound must lie below the upper one."))
    degrees = n - 1 if df == -1 else df
    lower, upper = (value - low) / se, (value - high) / se
    p_lower, p_upper = _tail(lower, degrees), _tail(-upper, degrees)
    narrow = _around(value, se, degrees, 1 - 2 * alpha)
    return Equivalence(
        Estimate(value, narrow, n),
        Interval(low, high),
        lower,
        p_lower,
        upper,
        p_upper,
        degrees,
        max(p_lower, p_upper) < alpha,
        _around(value, se, degrees, 1 - alpha),
    )


def _tail(t: float, df: float) -> float:
    return normal_tail(t) if df == inf else t_tail(t, df)


def _around(value: float, se: float, df: float, confidence: float) -> Interval:
    if df == inf:
        return normal_interval(value, se, confidence)
    return t_interval(value, se, df, confidence)
