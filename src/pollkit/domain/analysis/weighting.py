"""Weights that bring a consultation's answers to a population's known shares.

Who answers a consultation has chosen to. Weights do not make them stand for the others: the
unweighted figure belongs beside the weighted one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.intervals import Estimate, Interval, normal_quantile
from pollkit.domain.analysis.scores import Floats
from pollkit.errors import NotEstimable
from pollkit.i18n import _

_CLOSE = 1e-8
_MOST_ROUNDS = 2000
_MOST_TURNS = 100
# No weight above this many times the mean.
LARGEST_WEIGHT = 5.0


@dataclass(frozen=True)
class Weights:
    """Weights of the cells of a table, mean 1 over the people.

    Attributes:
        cells: in the form of the table; 0 where there is nobody.
        effective_n: as many equal answers tell as much (Kish 1965): (Σw)²/Σw².
        design_effect: people over effective_n.
        is_trimmed: some reached LARGEST_WEIGHT; then the margins are met only nearly.
        largest_miss: the largest difference of a weighted share from its target.
    """

    cells: Floats
    effective_n: float
    design_effect: float
    is_trimmed: bool
    largest_miss: float


def fitted(seed: ArrayLike, margins: Sequence[ArrayLike]) -> Floats:
    """Iterative proportional fitting (Deming & Stephan 1940, Ann Math Stat 11:427).

    Args:
        seed: a table of any number of dimensions.
        margins: for each dimension its totals, all with the same sum.
    Raises:
        NotEstimable: a total is wanted where the table is empty, or the totals contradict it.
    """
    table = np.asarray(seed, np.float64).copy()
    targets = [np.asarray(margin, np.float64) for margin in margins]
    _check(table, targets)
    for _round in range(_MOST_ROUNDS):
        for axis, target in enumerate(targets):
            table *= _factors(table, axis, target)
        misses = [
            float(np.abs(_margin(table, axis) - target).max())
            for axis, target in enumerate(targets)
        ]
        if max(misses) <= _CLOSE * float(targets[0].sum()):
            return table
    raise NotEstimable(_("No weights fit these shares: some groups have too few answers."))


def rake(
    counts: ArrayLike, shares: Sequence[ArrayLike], largest: float = LARGEST_WEIGHT
) -> Weights:
    """Weights of people in two to four divisions at once.

    Weights above `largest` times their mean are cut to it and the rest fitted again; what then
    cannot be met is told.

    Args:
        counts: people in each cell; a dimension for each division.
        shares: of each division, what the population has; each adds up to 1.
    """
    people = np.asarray(counts, np.float64)
    n = float(people.sum())
    targets = [np.asarray(share, np.float64) for share in shares]
    _check(people, targets)
    targets = [target / target.sum() for target in targets]
    weights = _over(fitted(people, [n * target for target in targets]), people)
    is_trimmed = bool((weights > largest).any())
    if is_trimmed:
        weights = _trimmed_and_raked(weights, people, targets, largest)
    miss = _miss(weights, people, targets)
    n_eff, deff = kish(weights.ravel(), people.ravel())
    return Weights(weights, n_eff, deff, is_trimmed, miss)


def kish(weights: ArrayLike, counts: ArrayLike | None = None) -> tuple[float, float]:
    """The effective sample size (Σw)²/Σw² and the design effect n/n_eff.

    Args:
        counts: how many have each weight; None = one each.
    """
    w = np.asarray(weights, np.float64)
    c = np.ones(w.shape) if counts is None else np.asarray(counts, np.float64)
    squares = float(c @ w**2)
    if (w < 0).any() or squares == 0:
        raise NotEstimable(_("Weights must not be negative, and some must be above 0."))
    n_eff = float(c @ w) ** 2 / squares
    return n_eff, float(c.sum()) / n_eff


def weighted_share(
    hits: ArrayLike, counts: ArrayLike, weights: ArrayLike, confidence: float = 0.95
) -> Estimate:
    """A weighted share, by Wilson on the effective sample size; n stays that of people.

    Args:
        hits, counts, weights: of each cell.
    """
    x, c, w = (np.asarray(values, np.float64).ravel() for values in (hits, counts, weights))
    n_eff, _deff = kish(w, c)
    share = float(x @ w) / float(c @ w)
    z2 = normal_quantile(confidence) ** 2 / n_eff
    centre = (share + z2 / 2) / (1 + z2)
    half = float(np.sqrt(z2 * share * (1 - share) + z2**2 / 4)) / (1 + z2)
    interval = Interval(max(0.0, centre - half), min(1.0, centre + half))
    return Estimate(share, interval, int(c.sum()))


def _trimmed_and_raked(
    weights: Floats, people: Floats, targets: Sequence[Floats], largest: float
) -> Floats:
    """No weight above `largest` times the mean, as near to the targets as turns of cutting and
    fitting come."""
    n = float(people.sum())
    best = _trimmed(weights, people, largest)
    current = best
    for _round in range(_MOST_TURNS):
        for axis, target in enumerate(targets):
            current = current * _factors(people * current, axis, n * target)
        current = _trimmed(current, people, largest)
        if _miss(current, people, targets) >= _miss(best, people, targets) - _CLOSE:
            break
        best = current
    return best


def _trimmed(weights: Floats, people: Floats, largest: float) -> Floats:
    n = float(people.sum())
    for _round in range(_MOST_TURNS):
        # Cutting lowers the mean, and so the limit.
        limit = largest * float((weights * people).sum()) / n
        if float(weights.max()) <= limit * (1 + 1e-9):
            break
        weights = np.minimum(weights, limit)
    return weights * (n / float((weights * people).sum()))


def _miss(weights: Floats, people: Floats, targets: Sequence[Floats]) -> float:
    shares = people * weights / float(people.sum())
    return max(
        float(np.abs(_margin(shares, axis) - target).max()) for axis, target in enumerate(targets)
    )


def _check(table: Floats, targets: Sequence[Floats]) -> None:
    if table.ndim != len(targets) or table.sum() <= 0 or (table < 0).any():
        raise NotEstimable(_("There must be one list of totals for each division."))
    for axis, target in enumerate(targets):
        if target.shape != (table.shape[axis],) or (target < 0).any():
            raise NotEstimable(_("There must be one total for each group of a division."))
        if ((target > 0) & (_margin(table, axis) == 0)).any():
            raise NotEstimable(_("A group without any answer cannot be weighted: join it first."))
        if abs(float(target.sum()) - float(targets[0].sum())) > 1e-6 * float(targets[0].sum()):
            raise NotEstimable(_("The totals of the divisions do not add up to the same."))


def _margin(table: Floats, axis: int) -> Floats:
    others = tuple(other for other in range(table.ndim) if other != axis)
    return np.asarray(table.sum(axis=others), np.float64)


def _factors(table: Floats, axis: int, target: Floats) -> Floats:
    now = _margin(table, axis)
    factor = np.divide(target, now, out=np.zeros_like(now), where=now > 0)
    form = [1] * table.ndim
    form[axis] = -1
    return factor.reshape(form)


def _over(table: Floats, people: Floats) -> Floats:
    return np.divide(table, people, out=np.zeros_like(table), where=people > 0)
