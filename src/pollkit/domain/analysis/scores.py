"""Scores as the counts of their values: what everything else here is computed from.

However many respondents there are, a scale has few different scores; the cost of a statistic does
not grow with the number of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, log10, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pollkit.errors import NotEstimable
from pollkit.i18n import _

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
# One score for each respondent; None and NaN = none.
Given = ArrayLike | Sequence[float | None]

# 0.3 and 0.1 + 0.2 are one score: what a mean of items leaves beyond this is rounding.
_DIGITS = 12


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores of one group at one time.

    Attributes:
        values: (m,) different scores, ascending.
        counts: (m,) how many respondents have each, at least 1.
    """

    values: Floats
    counts: Counts

    @classmethod
    def of(cls, scores: Given) -> Scores:
        """From one score for each respondent; who has none is left out."""
        raw = _floats(scores)
        return cls.counted(raw, np.ones(raw.shape, np.int64))

    @classmethod
    def counted(cls, values: ArrayLike, counts: ArrayLike) -> Scores:
        """From values, which may repeat, and how many have each."""
        given, weights = _floats(values), _whole(counts, "counts")
        if given.shape != weights.shape:
            raise NotEstimable(_("There must be as many counts as values."))
        kept = ~np.isnan(given) & (weights > 0)
        found, where = np.unique(rounded(given[kept]), return_inverse=True)
        return cls(found, np.bincount(where, weights[kept], found.size).astype(np.int64))

    @cached_property
    def n(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def mean(self) -> float:
        """NaN without a score."""
        return float(self.values @ self.counts) / self.n if self.n else nan

    @cached_property
    def squares(self) -> float:
        """The sum of squared deviations from the mean."""
        return float(((self.values - self.mean) ** 2) @ self.counts) if self.n else 0.0

    @property
    def variance(self) -> float:
        """On n - 1; NaN below two scores."""
        return self.squares / (self.n - 1) if self.n > 1 else nan

    @property
    def sd(self) -> float:
        return sqrt(self.variance)

    def count(self, wanted: NDArray[np.bool_]) -> int:
        """Of the values for which `wanted` (m,) is true."""
        return int(self.counts[wanted].sum())

    def at(self, place: int) -> float:
        """The score at a place of the ordered respondents, from 0."""
        return float(self.values[np.searchsorted(np.cumsum(self.counts), place, side="right")])

    @property
    def median(self) -> float:
        return (self.at((self.n - 1) // 2) + self.at(self.n // 2)) / 2 if self.n else nan


@dataclass(frozen=True, eq=False)
class PairedScores:
    """The scores of the same respondents twice.

    Attributes:
        before, after: (m,) different pairs.
        counts: (m,) how many respondents have each pair.
    """

    before: Floats
    after: Floats
    counts: Counts

    @classmethod
    def of(cls, before: Given, after: Given) -> PairedScores:
        """From two scores for each respondent, in the same order; who lacks one is left out."""
        raw = _floats(before)
        return cls.counted(raw, after, np.ones(raw.shape, np.int64))

    @classmethod
    def counted(cls, before: Given, after: Given, counts: ArrayLike) -> PairedScores:
        one, two, weights = _floats(before), _floats(after), _whole(counts, "counts")
        if not one.shape == two.shape == weights.shape:
            raise NotEstimable(_("Before and after must have the same length."))
        kept = ~np.isnan(one) & ~np.isnan(two) & (weights > 0)
        one, two = one[kept], two[kept]
        both = np.concatenate([one, two])
        pairs = np.column_stack([rounded(one, both), rounded(two, both)])
        found, at, where = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
        sums = np.bincount(where.ravel(), weights[kept], len(found)).astype(np.int64)
        # As they came: the difference of two rounded thirds may round to either side.
        return cls(one[at], two[at], sums)

    @classmethod
    def of_table(cls, table: ArrayLike, scores: ArrayLike) -> PairedScores:
        """From who moved where: (k, k) counts, rows before, columns after; scores (k,)."""
        cells, points = square(table), _floats(scores)
        if points.shape != (len(cells),):
            raise NotEstimable(_("There must be one score for each row of the table."))
        k = len(points)
        return cls.counted(np.repeat(points, k), np.tile(points, k), cells.ravel())

    @cached_property
    def first(self) -> Scores:
        return Scores.counted(self.before, self.counts)

    @cached_property
    def second(self) -> Scores:
        return Scores.counted(self.after, self.counts)

    @cached_property
    def change(self) -> Scores:
        """After minus before."""
        size = np.concatenate([self.before, self.after])
        return Scores.counted(rounded(self.after - self.before, size), self.counts)

    @property
    def n(self) -> int:
        return self.first.n

    @cached_property
    def correlation(self) -> float:
        """Pearson's; NaN where everyone has the same score at one of the times."""
        scale = sqrt(self.first.squares * self.second.squares)
        moments = (self.before - self.first.mean) * (self.after - self.second.mean)
        return float(moments @ self.counts) / scale if scale > 0 else nan


def rounded(values: Floats, size: Floats | None = None) -> Floats:
    """To 12 digits of the largest, so that equal scores are equal numbers."""
    magnitude = np.abs(values if size is None else size)
    largest = float(magnitude.max()) if magnitude.size else 0.0
    if largest == 0.0:
        return values
    # + 0.0 makes one zero of the two.
    return np.round(values, _DIGITS - ceil(log10(largest))) + 0.0


def merged(*groups: Floats) -> Floats:
    """The different values of several groups, ascending.

    Each group was rounded by its own largest value: what differs by less than two steps of the
    coarsest rounding is one value (62.0341606805 of one group is 62.03416068 of another).
    """
    both: Floats = np.sort(np.concatenate(groups))
    largest = float(np.abs(both).max()) if both.size else 0.0
    if largest == 0.0:
        return both[:1]
    step = 10.0 ** (ceil(log10(largest)) - _DIGITS)
    is_new: NDArray[np.bool_] = np.concatenate([[True], np.diff(both) > 2 * step])
    return both[is_new]


def square(table: ArrayLike) -> Counts:
    """A table of counts with as many rows as columns."""
    cells = _whole(table, "table")
    if cells.ndim != 2 or cells.shape[0] != cells.shape[1] or len(cells) < 2:
        raise NotEstimable(_("The table must have as many columns as rows, at least two."))
    return cells


def _floats(values: Given) -> Floats:
    try:
        found = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise NotEstimable(_("Scores must be numbers.")) from wrong
    if np.isinf(found).any():
        raise NotEstimable(_("Scores must be numbers."))
    return found


def _whole(values: ArrayLike, name: str) -> Counts:
    found = np.asarray(values, dtype=np.float64)
    if not np.isfinite(found).all() or (found < 0).any() or (found % 1).any():
        raise NotEstimable(_("“{name}” must hold whole numbers of people.").format(name=name))
    return found.astype(np.int64)
