"""How well the items of a scale hang together: (n, k) points, turned round where they must be."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.distributions import f_quantile
from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.scores import Floats, Scores
from pollkit.domain.analysis.scoring import matrix
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Below these, reliability is "too few to judge" (evaluation, 2.7).
FEWEST_ITEMS = 3
FEWEST_FOR_OMEGA = 50
# A heap at an end from which a scale cannot show change.
MUCH_AT_AN_END = 0.15
_LEAST_UNIQUE = 0.005
_MOST_TURNS = 200


@dataclass(frozen=True)
class Reliability:
    """How reliable a scale's scores are.

    Attributes:
        coefficient: None where there are too few items or people to judge.
        name: "alpha", "spearman_brown" for two items, "" without.
        omega: None below FEWEST_FOR_OMEGA people or FEWEST_ITEMS, or without a solution.
        standardised: α of standardised items.
        mean_correlation: between two items.
        item_totals: each item with the sum of the others; negative: maybe not turned round. NaN
            for an item that everyone answered alike.
        n: who answered all the items; others are left out here.
    """

    coefficient: Estimate | None
    name: str
    omega: float | None
    standardised: float
    mean_correlation: float
    item_totals: tuple[float, ...]
    n: int

    @property
    def maybe_unturned(self) -> tuple[int, ...]:
        """The items, from 0, that go against the others."""
        return tuple(place for place, r in enumerate(self.item_totals) if r < 0)


@dataclass(frozen=True)
class Ends:
    """The shares of scores at the lowest and the highest there can be (Terwee 2007, J Clin
    Epidemiol 60:34: above 15 % change that way cannot be seen well)."""

    floor: float
    ceiling: float

    @property
    def has_floor(self) -> bool:
        return self.floor > MUCH_AT_AN_END

    @property
    def has_ceiling(self) -> bool:
        return self.ceiling > MUCH_AT_AN_END


def reliability(points: ArrayLike, confidence: float = 0.95) -> Reliability:
    """α for three items and more, Spearman-Brown for two, and what shows an item gone wrong."""
    complete = _complete(matrix(points))
    n, k = complete.shape
    if n < 3 or k < 2:
        return Reliability(None, "", None, nan, nan, (nan,) * k, n)
    spread = np.cov(complete, rowvar=False)
    mean_r = _mean_correlation(spread)
    standardised = k * mean_r / (1 + (k - 1) * mean_r)
    totals = tuple(_item_total(spread, place) for place in range(k))
    if k == 2:
        stepped_up = None if np.isnan(mean_r) else Estimate(standardised, None, n)
        return Reliability(stepped_up, "spearman_brown", None, standardised, mean_r, totals, n)
    value = alpha_from(spread)
    interval = feldt(value, n, k, confidence) if value < 1 else None
    judged = None if np.isnan(value) else Estimate(value, interval, n)
    omega = omega_total(spread, n) if n >= FEWEST_FOR_OMEGA else None
    return Reliability(judged, "alpha", omega, standardised, mean_r, totals, n)


def alpha_from(covariance: ArrayLike) -> float:
    """Cronbach 1951 (Psychometrika 16:297) from (k, k) covariances: k/(k - 1)(1 - tr C/ΣC)."""
    c = np.asarray(covariance, np.float64)
    k, total = len(c), float(c.sum())
    return k / (k - 1) * (1 - float(np.trace(c)) / total) if total > 0 else nan


def feldt(alpha: float, n: int, k: int, confidence: float = 0.95) -> Interval:
    """Feldt, Woodruff & Salih 1987 (Appl Psychol Meas 11:93): 1 - (1 - α)F on n - 1 and
    (n - 1)(k - 1); n are those who answered all items, which pingouin 0.7 does not heed.
    """
    if n < 2 or k < 2:
        raise NotEstimable(_("At least two people and two items are needed."))
    df1, df2 = n - 1, (n - 1) * (k - 1)
    high, low = (f_quantile((1 + side * confidence) / 2, df1, df2) for side in (-1, 1))
    return Interval(1 - (1 - alpha) * low, 1 - (1 - alpha) * high)


def omega_total(covariance: ArrayLike, n: int) -> float | None:
    """McDonald 1999, one factor by maximum likelihood: (Σλ)²/((Σλ)² + Σθ).

    None below three items or FEWEST_FOR_OMEGA people, or where an item does not vary.
    """
    c = np.asarray(covariance, np.float64)
    sd = np.sqrt(np.diag(c))
    if len(c) < FEWEST_ITEMS or n < FEWEST_FOR_OMEGA or not (sd > 0).all():
        return None
    correlation = c / np.outer(sd, sd)
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        return None
    unique = _uniquenesses(correlation)
    common = float(_loadings(correlation, unique) @ sd) ** 2
    return common / (common + float(unique @ sd**2))


def omega_from_loadings(general: ArrayLike, groups: ArrayLike) -> tuple[float, float, float]:
    """ω hierarchical, ω total and α of standardised items with a general factor (k,) and group
    factors (k, m) (Zinbarg, Revelle, Yovel & Li 2005, Psychometrika 70:123)."""
    g, f = np.asarray(general, np.float64), np.asarray(groups, np.float64)
    common = np.outer(g, g) + f @ f.T
    correlation = common.copy()
    np.fill_diagonal(correlation, 1.0)
    total = float(correlation.sum())
    rest = float((1 - np.diag(common)).sum())
    return float(g.sum()) ** 2 / total, 1 - rest / total, alpha_from(correlation)


def ends(scores: Scores, low: float, high: float) -> Ends:
    """Who has the lowest and the highest score that the scale allows."""
    if scores.n == 0:
        raise NotEstimable(_("There is no score."))
    floor, ceiling = (scores.count(np.isclose(scores.values, end)) for end in (low, high))
    return Ends(floor / scores.n, ceiling / scores.n)


def _complete(points: Floats) -> Floats:
    return points[~np.isnan(points).any(axis=1)]


def _mean_correlation(spread: Floats) -> float:
    sd = np.sqrt(np.diag(spread))
    if not (sd > 0).all():
        return nan
    k = len(sd)
    return float((spread / np.outer(sd, sd)).sum() - k) / (k * (k - 1))


def _item_total(spread: Floats, place: int) -> float:
    others = np.arange(len(spread)) != place
    shared = float(spread[place, others].sum())
    scale = float(spread[place, place] * spread[np.ix_(others, others)].sum())
    return shared / sqrt(scale) if scale > 1e-18 else nan


def _loadings(correlation: Floats, unique: Floats) -> Floats:
    values, vectors = _scaled_roots(correlation, unique)
    size = sqrt(max(float(values[-1]) - 1, 0.0))
    loadings: Floats = np.sqrt(unique) * vectors[:, -1] * size
    return loadings if loadings.sum() >= 0 else -loadings


def _uniquenesses(correlation: Floats) -> Floats:
    """Of one factor by maximum likelihood, by Fisher scoring on their logarithms (Lawley & Maxwell
    1971, 4.4); at least 0.005, as in R's factanal.

    SciPy's L-BFGS-B (1.17) takes fifty times as long where OpenBLAS' threads share few cores.
    """
    unique: Floats = np.clip(0.5 / np.diag(np.linalg.inv(correlation)), _LEAST_UNIQUE, 1.0)
    for _turn in range(_MOST_TURNS):
        values, vectors = _scaled_roots(correlation, unique)
        small, rest = values[:-1], vectors[:, :-1]
        slope = rest**2 @ (1 - small)
        held = ((unique <= _LEAST_UNIQUE) & (slope > 0)) | ((unique >= 1.0) & (slope < 0))
        curve = (rest @ rest.T) ** 2
        curve[held] = curve[:, held] = 0.0
        curve[np.diag_indices_from(curve)] += 1e-9 + held
        step = np.clip(np.linalg.solve(curve, np.where(held, 0.0, slope)), -1.0, 1.0)
        moved = _down_hill(correlation, unique, step)
        if float(np.abs(np.log(moved / unique)).max()) < 1e-9:
            return moved
        unique = moved
    return unique


def _down_hill(correlation: Floats, unique: Floats, step: Floats) -> Floats:
    """The step, or as much of it as makes the fit no worse."""
    now = _misfit(correlation, unique)
    for _halving in range(30):
        moved: Floats = np.clip(unique * np.exp(-step), _LEAST_UNIQUE, 1.0)
        if _misfit(correlation, moved) <= now:
            return moved
        step = step / 2
    return unique


def _misfit(correlation: Floats, unique: Floats) -> float:
    small = _scaled_roots(correlation, unique)[0][:-1]
    return float((small - np.log(small)).sum()) - small.size


def _scaled_roots(correlation: Floats, unique: Floats) -> tuple[Floats, Floats]:
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    return values, vectors
