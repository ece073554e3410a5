"""Before and after where only some of the people can be matched."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

from pollkit.domain.analysis.distributions import t_interval, two_sided
from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.paired import PairedChange, mean_change
from pollkit.domain.analysis.scores import PairedScores, Scores
from pollkit.domain.analysis.unpaired import MeanDifference, mean_difference
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# With fewer matched than this share, the comparison of waves as wholes leads (evaluation, 4).
FEWEST_MATCHED = 0.5


@dataclass(frozen=True)
class OverlapChange:
    """After minus before of everybody, matched or not; p is two-sided."""

    difference: Estimate
    se: float
    t: float
    df: float
    p: float


@dataclass(frozen=True)
class PartlyPaired:
    """A change told in three ways, of which one leads.

    Attributes:
        matched: of the people who could be matched; None below two.
        overlap: of everybody, heeding who is the same; None if it cannot be computed.
        unmatched: of everybody, as if nobody were the same; too careful.
        matched_share: the matched over the smaller of the two waves.
        leads: "matched", or "unmatched" below FEWEST_MATCHED.
    """

    matched: PairedChange | None
    overlap: OverlapChange | None
    unmatched: MeanDifference | None
    matched_share: float
    leads: str


def partly_paired(
    pairs: PairedScores, only_before: Scores, only_after: Scores, confidence: float = 0.95
) -> PartlyPaired:
    """The matched alone tell of change in people; the others are a check on whether those who
    could not be matched differ.

    Args:
        only_before, only_after: the scores of those without a partner.
    """
    before, after = _together(pairs.first, only_before), _together(pairs.second, only_after)
    smaller = min(before.n, after.n)
    if smaller == 0:
        raise NotEstimable(_("There is no score."))
    share = pairs.n / smaller
    matched = mean_change(pairs, confidence=confidence) if pairs.n > 1 else None
    both = smaller > 1
    return PartlyPaired(
        matched,
        overlapping(pairs, only_before, only_after, confidence) if both else None,
        mean_difference(before, after, confidence) if both else None,
        share,
        "matched" if matched is not None and share >= FEWEST_MATCHED else "unmatched",
    )


def overlapping(
    pairs: PairedScores, only_before: Scores, only_after: Scores, confidence: float = 0.95
) -> OverlapChange:
    """The partially overlapping samples t for equal spread (Derrick, Toher & White 2017, TQMP
    13:120).

    se = s_p √(1/n₁ + 1/n₂ - 2r n_c/(n₁n₂)), s_p pooled over everybody, r and n_c of the matched;
    df = (n_c - 1) + (n_a + n_b + n_c - 1)/(n_a + n_b + 2n_c) · (n_a + n_b). Assumes that who could
    be matched is chance. (The R package of the same authors is wrong one-sided.)
    """
    before, after = _together(pairs.first, only_before), _together(pairs.second, only_after)
    n_c, n_1, n_2 = pairs.n, before.n, after.n
    if min(n_1, n_2) < 2:
        raise NotEstimable(_("Each group must have at least two scores."))
    alone = only_before.n + only_after.n
    pooled = (before.squares + after.squares) / (n_1 + n_2 - 2)
    r = 0.0 if n_c < 2 or pairs.first.squares * pairs.second.squares == 0 else pairs.correlation
    se = sqrt(pooled * max(0.0, 1 / n_1 + 1 / n_2 - 2 * r * n_c / (n_1 * n_2)))
    df = n_c - 1 + (alone + n_c - 1) / (alone + 2 * n_c) * alone
    difference = after.mean - before.mean
    interval = t_interval(difference, se, df, confidence) if se > 0 else None
    estimate = Estimate(difference, interval or Interval(difference, difference), n_1 + n_2 - n_c)
    t = difference / se if se > 0 else nan
    return OverlapChange(estimate, se, t, df, two_sided(t, df))


def _together(one: Scores, two: Scores) -> Scores:
    return Scores.counted([*one.values, *two.values], [*one.counts, *two.counts])
