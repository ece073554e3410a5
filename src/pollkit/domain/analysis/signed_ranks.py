"""Whether the same people moved up or down, by ranks: for single items, few people, odd shapes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import atanh, sqrt, tanh

import numpy as np

from pollkit.domain.analysis.distributions import (
    binomial_at,
    binomial_up_to,
    normal_tail,
)
from pollkit.domain.analysis.intervals import Estimate, Interval, normal_quantile
from pollkit.domain.analysis.scores import Counts, Floats, Scores
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Up to here the null distribution is counted out (milliseconds); beyond, it is normal to four
# places.
EXACT_UP_TO = 200


@dataclass(frozen=True)
class SignedRank:
    """Wilcoxon's signed-rank test.

    Attributes:
        up, down: T⁺ and T⁻, the rank sums of those who rose and fell.
        moved: how many did either.
        p: two-sided; 1 where nobody moved.
        p_up: one-sided, that people rose.
        rank_biserial: (T⁺ - T⁻)/(T⁺ + T⁻), -1 .. 1; positive = rose, whatever is tested. None
            where nobody moved. Its interval is by Fisher's z; None at the ends.
        is_exact: counted out for these very ranks, ties and zeros included.
        zeros: "pratt" or "dropped".
    """

    up: float
    down: float
    n: int
    moved: int
    p: float
    p_up: float
    rank_biserial: Estimate | None
    is_exact: bool
    zeros: str


@dataclass(frozen=True)
class SignTest:
    """Of those who moved, how many rose; `mid_p` is two-sided."""

    up: int
    moved: int
    p: float
    p_up: float
    mid_p: float
    mid_p_up: float


def signed_rank(
    change: Scores,
    zeros: str = "pratt",
    exact: bool | None = None,
    continuity: bool = False,
    confidence: float = 0.95,
) -> SignedRank:
    """Wilcoxon's test of changes (after minus before), exact given the ranks that there are.

    With Pratt's zeros (1959, JASA 54:655) those who did not move are ranked with the others and
    then left out; "dropped" leaves them out first, as R does. The null distribution is that of
    flipping each sign, over doubled mid-ranks: SciPy's "exact" ignores ties and zeros, its "auto"
    turns normal from 14 on (1.17), R's default is normal wherever there are any. Assumes that
    changes are symmetric about their middle.

    Args:
        exact: None = up to EXACT_UP_TO people who moved.
        continuity: of the normal approximation.
    """
    if zeros not in ("pratt", "dropped"):
        raise NotEstimable(_("Zeros are either “pratt” or “dropped”."))
    if change.n == 0:
        raise NotEstimable(_("Nobody answered both times."))
    ranks, rose, fell = _ranked(change, zeros)
    up, down = float(ranks @ rose), float(ranks @ fell)
    tied = (rose + fell).astype(np.int64)
    moved = int(tied.sum())
    counted = moved <= EXACT_UP_TO if exact is None else exact
    if moved == 0:
        return SignedRank(0.0, 0.0, change.n, 0, 1.0, 1.0, None, counted, zeros)
    tails = _exact_tails(ranks, tied, up) if counted else _normal_tails(ranks, tied, up, continuity)
    p = min(1.0, 2 * min(tails))
    effect = _rank_biserial(up, down, moved, confidence)
    return SignedRank(up, down, change.n, moved, p, tails[1], effect, counted, zeros)


def sign_test(change: Scores) -> SignTest:
    """Binomial on those who moved (Conover 1999, 3.4); assumes nothing of how far they moved."""
    up, down = change.count(change.values > 0), change.count(change.values < 0)
    n = up + down
    if n == 0:
        return SignTest(0, 0, 1.0, 1.0, 1.0, 1.0)
    at = binomial_at(up, n)
    at_most, at_least = binomial_up_to(up, n), binomial_up_to(down, n)
    both = min(1.0, 2 * min(at_most, at_least))
    middle = 1 - at if up == down else 2 * min(at_most, at_least) - at
    return SignTest(up, n, both, at_least, middle, at_least - at / 2)


def typical_change(change: Scores, confidence: float = 0.95) -> Estimate:
    """Hodges & Lehmann 1963: the median of all averages of two changes (Walsh averages), each with
    itself too.

    The interval lies between two of them, by the signed-rank distribution without ties; where
    there are ties it is at least as sure as said. None below six people at 95 %.
    """
    n = change.n
    if n == 0:
        raise NotEstimable(_("Nobody answered both times."))
    values, counts = change.values, change.counts
    rows, columns = np.triu_indices(values.size)
    weights = counts[rows] * counts[columns]
    same = rows == columns
    weights[same] = counts * (counts + 1) // 2
    walsh = Scores.counted((values[rows] + values[columns]) / 2, weights)
    cut = _walsh_cut(n, confidence)
    total = n * (n + 1) // 2
    interval = None if cut < 1 else Interval(walsh.at(cut - 1), walsh.at(total - cut))
    return Estimate(walsh.median, interval, n)


def _ranked(change: Scores, zeros: str) -> tuple[Floats, Counts, Counts]:
    """The mid-rank of each size of change, and how many rose and fell by it."""
    sizes = np.unique(np.abs(change.values))
    rose, fell = np.zeros(sizes.size, np.int64), np.zeros(sizes.size, np.int64)
    is_up, is_down = change.values > 0, change.values < 0
    rose[np.searchsorted(sizes, change.values[is_up])] = change.counts[is_up]
    fell[np.searchsorted(sizes, -change.values[is_down])] = change.counts[is_down]
    still = sizes == 0
    alike = rose + fell
    alike[still] = change.counts[change.values == 0] if zeros == "pratt" else 0
    ranks = np.cumsum(alike) - (alike - 1) / 2
    return ranks[~still], rose[~still], fell[~still]


def _exact_tails(ranks: Floats, tied: Counts, up: float) -> tuple[float, float]:
    """P(T⁺ <= up), P(T⁺ >= up) when every sign is a coin."""
    doubled = np.repeat(np.rint(2 * ranks).astype(np.int64), tied)
    place = round(2 * up)
    mirrored = int(doubled.sum()) - place
    chances = _sign_flips(doubled, min(place, mirrored))
    small = float(chances.sum())
    large = 1 - small + float(chances[-1])
    return (small, large) if place <= mirrored else (large, small)


def _sign_flips(ranks: Counts, most: int) -> Floats:
    """P(sum = 0, 1, ... most) of the ranks (whole numbers) that a fair coin picks."""
    # Ways are counted, not chances: whole numbers until they pass 2⁵³, and never above 2ⁿ.
    ways = np.zeros(most + 1)
    ways[0] = 1.0
    reach = 0
    for rank in np.sort(ranks).tolist():
        if rank > most:
            break
        reach = min(reach + rank, most)
        ways[rank : reach + 1] += ways[: reach + 1 - rank]
    return ways / 2.0**ranks.size


def _normal_tails(ranks: Floats, tied: Counts, up: float, continuity: bool) -> tuple[float, float]:
    spread = sqrt(float(ranks**2 @ tied) / 4)
    off = up - float(ranks @ tied) / 2
    half = 0.5 if continuity else 0.0
    return normal_tail((-off - half) / spread), normal_tail((off - half) / spread)


def _rank_biserial(up: float, down: float, moved: int, confidence: float) -> Estimate:
    """Kerby 2014; the standard error as in R's effectsize."""
    r = (up - down) / (up + down)
    if abs(r) >= 1:
        return Estimate(r, None, moved)
    se = sqrt((2 * moved**3 + 3 * moved**2 + moved) / 6) / (moved * (moved + 1) / 2)
    half = normal_quantile(confidence) * se
    return Estimate(r, Interval(tanh(atanh(r) - half), tanh(atanh(r) + half)), moved)


@cache
def _walsh_cut(n: int, confidence: float) -> int:
    """Which Walsh average from each end; below 1: none is sure enough."""
    tail = (1 - confidence) / 2
    if n > EXACT_UP_TO:
        centre, spread = n * (n + 1) / 4, sqrt(n * (n + 1) * (2 * n + 1) / 24)
        return int(centre - normal_quantile(confidence) * spread)
    chances = np.cumsum(_sign_flips(np.arange(1, n + 1), n * (n + 1) // 4))
    # The interval between the k-th ones misses with 2·P(T <= k - 1).
    return int(np.searchsorted(chances, tail, side="right"))
