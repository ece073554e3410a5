"""Who did not come again, and whether the others stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from pollkit.domain.analysis.distributions import normal_interval
from pollkit.domain.analysis.intervals import Estimate
from pollkit.domain.analysis.scores import Scores
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Beyond this the two differ in a way that matters (Ho, Imai, King & Stuart 2007).
LARGEST_ALIKE = 0.25
# How much worse than before those who left may have become, in standard deviations.
WORST_PLAUSIBLE = -0.5


@dataclass(frozen=True)
class Attrition:
    """Those who stayed against those who left, at the start.

    Attributes:
        difference: stayers minus leavers, in pooled standard deviations; None where one of the
            groups is too small or nobody differs.
        stayed_share: of all who were there at the start.
    """

    difference: Estimate | None
    stayed_share: float

    @property
    def differs(self) -> bool:
        return self.difference is not None and abs(self.difference.value) > LARGEST_ALIKE


@dataclass(frozen=True)
class ChangeBounds:
    """The mean change of everybody who was there at the start, if those who left had ...

    Attributes:
        observed: of those who stayed alone.
        unchanged: ... not changed at all.
        worst: ... become worse by half a standard deviation of before.
    """

    observed: float
    unchanged: float
    worst: float


def attrition(stayers: Scores, leavers: Scores, confidence: float = 0.95) -> Attrition:
    """The standardised mean difference at the start (Cohen's d, pooled SD); its variance is
    (n₁ + n₂)/(n₁n₂) + d²/2(n₁ + n₂) (Hedges & Olkin 1985), its interval normal.

    Nothing is said of why people left, nor of what was not asked.
    """
    n1, n2 = stayers.n, leavers.n
    if n1 + n2 == 0:
        raise NotEstimable(_("There is no score."))
    share = n1 / (n1 + n2)
    if min(n1, n2) < 2 or stayers.squares + leavers.squares == 0:
        return Attrition(None, share)
    sd = sqrt((stayers.squares + leavers.squares) / (n1 + n2 - 2))
    d = (stayers.mean - leavers.mean) / sd
    se = sqrt((n1 + n2) / (n1 * n2) + d * d / (2 * (n1 + n2)))
    return Attrition(Estimate(d, normal_interval(d, se, confidence), n1 + n2), share)


def attrition_of_share(
    stayed_hits: int, stayed: int, left_hits: int, left: int, confidence: float = 0.95
) -> Attrition:
    """The same for a share (Austin 2009, Stat Med 28:3083): (p₁ - p₂)/√((p₁q₁ + p₂q₂)/2)."""
    if stayed + left == 0:
        raise NotEstimable(_("There is no answer."))
    share = stayed / (stayed + left)
    if min(stayed, left) < 2:
        return Attrition(None, share)
    p1, p2 = stayed_hits / stayed, left_hits / left
    spread = sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / 2)
    if spread == 0:
        return Attrition(None, share)
    d, n = (p1 - p2) / spread, stayed + left
    se = sqrt(n / (stayed * left) + d * d / (2 * n))
    return Attrition(Estimate(d, normal_interval(d, se, confidence), n), share)


def bounds(change: Scores, sd_before: float, leavers: int) -> ChangeBounds:
    """What those who left could do to the mean change.

    Args:
        change: of those who stayed, higher = better.
        leavers: how many were there at the start only.
    """
    if change.n == 0:
        raise NotEstimable(_("Nobody answered both times."))
    share = change.n / (change.n + leavers)
    unchanged = share * change.mean
    worst = unchanged + (1 - share) * WORST_PLAUSIBLE * sd_before
    return ChangeBounds(change.mean, unchanged, worst)
