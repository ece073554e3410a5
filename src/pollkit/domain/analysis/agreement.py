"""Whether those who score proposals or answers see the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.scores import Floats
from pollkit.errors import NotEstimable
from pollkit.i18n import _

METRICS = ("nominal", "ordinal", "interval", "ratio")
# Krippendorff 2004: from here on it can be relied on, from there on only tentatively.
GOOD, TENTATIVE = 0.80, 0.667
_DRAWN = 2000


@dataclass(frozen=True)
class IntraclassCorrelations:
    """Shrout & Fleiss 1979 (Psychol Bull 86:420); `k` = of the mean of all raters.

    Attributes:
        random, random_k: ICC(2,1), ICC(2,k): raters are a sample, and their level counts.
        single, single_k: ICC(1,1), ICC(1,k): each unit by other raters.
        fixed, fixed_k: ICC(3,1), ICC(3,k): these raters only, their level does not count.
    """

    single: float
    random: float
    fixed: float
    single_k: float
    random_k: float
    fixed_k: float


@dataclass(frozen=True)
class Panel:
    """What a panel's scores say of its members and its ranking.

    Attributes:
        severity: each rater's mean deviation from the units' means; below 0 = strict.
        in_top: each unit's chance to be among the best when another panel like this scored.
    """

    severity: tuple[float, ...]
    in_top: tuple[float, ...]


def krippendorff(
    ratings: ArrayLike | Sequence[Sequence[float | None]],
    metric: str = "nominal",
    seed: int = 20261124,
    confidence: float = 0.95,
) -> Estimate:
    """Krippendorff's α (2011, Computing Krippendorff's Alpha-Reliability) over the coincidences of
    values within units; 1 = all agree, 0 = as by chance.

    Missing ratings are allowed; units with fewer than two count for nothing. The interval draws
    units anew (bootstrap of whole units, percentiles); None below three units. n: units that count.

    Args:
        ratings: (raters, units), NaN or None = not rated. Nominal codes are numbers too.
    """
    if metric not in METRICS:
        raise NotEstimable(_("The metrics are {names}.").format(names=", ".join(METRICS)))
    values, counts = _counts(ratings)
    within = _coincidences(counts)
    value = _alpha(within.sum(axis=0), values, metric)
    if len(counts) < 3:
        return Estimate(value, None, len(counts))
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), _DRAWN)
    pooled = np.tensordot(drawn, within, axes=1)
    spread = [_alpha(one, values, metric) for one in pooled]
    tail = 100 * (1 - confidence) / 2
    low, high = np.percentile(spread, [tail, 100 - tail])
    return Estimate(value, Interval(float(low), float(high)), len(counts))


def icc(ratings: ArrayLike) -> IntraclassCorrelations:
    """(units, raters) without gaps, by two-way analysis of variance."""
    x = _full(ratings)
    n, k = x.shape
    rows, columns = x.mean(axis=1), x.mean(axis=0)
    grand = float(x.mean())
    bms = k * float(((rows - grand) ** 2).sum()) / (n - 1)
    jms = n * float(((columns - grand) ** 2).sum()) / (k - 1)
    inside = float(((x - rows[:, None]) ** 2).sum())
    wms = inside / (n * (k - 1))
    ems = (inside - jms * (k - 1)) / ((n - 1) * (k - 1))
    return IntraclassCorrelations(
        _ratio(bms - wms, bms + (k - 1) * wms),
        _ratio(bms - ems, bms + (k - 1) * ems + k * (jms - ems) / n),
        _ratio(bms - ems, bms + (k - 1) * ems),
        _ratio(bms - wms, bms),
        _ratio(bms - ems, bms + (jms - ems) / n),
        _ratio(bms - ems, bms),
    )


def panel(ratings: ArrayLike, top: int, seed: int = 20261124) -> Panel:
    """Who is strict, and how firm the ranking is: raters are drawn anew 2,000 times.

    Args:
        ratings: (units, raters), NaN = not rated; each unit at least once.
        top: how many units are taken; of equals, the share.
    """
    x = np.asarray(ratings, np.float64)
    if x.ndim != 2 or np.isnan(x).all(axis=1).any() or not 0 < top <= len(x):
        raise NotEstimable(_("Each unit must be rated at least once."))
    off = x - np.nanmean(x, axis=1)[:, None]
    rated = (~np.isnan(x)).sum(axis=0)
    severity = np.where(rated > 0, np.nansum(off, axis=0) / np.maximum(rated, 1), 0.0)
    rng = np.random.default_rng(seed)
    raters = x.shape[1]
    drawn = rng.multinomial(raters, np.full(raters, 1 / raters), _DRAWN).astype(float)
    sums = drawn @ np.nan_to_num(x).T
    sizes = drawn @ (~np.isnan(x)).T.astype(float)
    # A unit that none of the drawn raters saw keeps its own mean.
    means = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.nanmean(x, axis=1))
    cut = -np.sort(-means, axis=1)[:, top - 1 : top]
    above, level = (means > cut + 1e-9), np.abs(means - cut) <= 1e-9
    left = top - above.sum(axis=1, keepdims=True)
    chances = (above + level * left / level.sum(axis=1, keepdims=True)).mean(axis=0)
    return Panel(tuple(severity.tolist()), tuple(chances.tolist()))


def _counts(
    ratings: ArrayLike | Sequence[Sequence[float | None]],
) -> tuple[Floats, Floats]:
    """The different values, and how often each occurs in each unit that two rated."""
    x = np.asarray(ratings, np.float64)
    if x.ndim != 2:
        raise NotEstimable(_("There must be a row for each rater, a column for each unit."))
    values = np.unique(x[~np.isnan(x)])
    counts = (x[:, :, None] == values).sum(axis=0).astype(np.float64)
    counts = counts[counts.sum(axis=1) > 1]
    if not counts.size:
        raise NotEstimable(_("No unit was rated twice."))
    return values, counts


def _coincidences(counts: Floats) -> Floats:
    """(units, values, values): each pair of ratings of a unit, weighing 1/(m - 1)."""
    pairs = counts[:, :, None] * counts[:, None, :]
    place = np.arange(counts.shape[1])
    pairs[:, place, place] -= counts
    coincidences: Floats = pairs / (counts.sum(axis=1) - 1)[:, None, None]
    return coincidences


def _alpha(coincidences: Floats, values: Floats, metric: str) -> float:
    margins = coincidences.sum(axis=1)
    n = float(margins.sum())
    distance = _distances(values, margins, metric)
    expected = float(margins @ distance @ margins) / (n * (n - 1))
    observed = float((coincidences * distance).sum()) / n
    # Everybody always says the same: nothing to tell agreement from.
    return 1.0 if expected == 0 else 1 - observed / expected


def _distances(values: Floats, margins: Floats, metric: str) -> Floats:
    away: Floats = values[:, None] - values[None, :]
    if metric == "nominal":
        return np.asarray(away != 0, np.float64)
    if metric == "interval":
        return np.asarray(away**2, np.float64)
    if metric == "ratio":
        total = values[:, None] + values[None, :]
        parts = np.divide(away, total, out=np.zeros_like(away), where=total != 0)
        return np.asarray(parts**2, np.float64)
    middles = np.cumsum(margins) - margins / 2
    return np.asarray((middles[:, None] - middles[None, :]) ** 2, np.float64)


def _full(ratings: ArrayLike) -> Floats:
    x = np.asarray(ratings, np.float64)
    if x.ndim != 2 or min(x.shape) < 2 or np.isnan(x).any():
        raise NotEstimable(_("Every rater must have rated every unit; there must be two of each."))
    return x


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0
