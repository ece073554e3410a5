"""Whether those who could not be linked differ from those who were, in what they said before.

Standardised differences say how large a difference is whatever the number of people: the means'
difference in units of the pooled standard deviation, and for shares that of Austin (2009). Their
intervals are those of Hedges and Olkin (1985).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from pollkit.domain.analysis.disclosure import SMALLEST_GROUP
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind

# Of a standardised difference, beyond which groups are called unbalanced.
NOTABLE = 0.25
_Z_95 = 1.959964


@dataclass(frozen=True)
class Difference:
    """One item, or one of its options or statements: linked people beside those who are not.

    Attributes:
        part: the option whose share is compared, or the statement; "" = the item's own mean.
        linked, others: means, or shares from 0 to 1; None where fewer than five people answered.
        linked_n, others_n: how many answered.
        standardised: (others - linked) in standard deviations; None where one of them is None, or
            everybody gave the same answer.
        low, high: its 95 % interval.
    """

    item: str
    part: str
    linked_n: int
    others_n: int
    linked: float | None = None
    others: float | None = None
    standardised: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_notable(self) -> bool:
        return self.standardised is not None and abs(self.standardised) > NOTABLE


def compare_groups(
    instrument: Instrument,
    linked: Sequence[Mapping[str, Choice]],
    others: Sequence[Mapping[str, Choice]],
) -> tuple[Difference, ...]:
    """In the order of the items; without those that are answered in words, ranked or placed."""
    found: list[Difference] = []
    for item in instrument.items:
        for part in _parts(item):
            sides = [_values(item, part, answers) for answers in (linked, others)]
            is_share = item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE)
            found.append(_difference(item.name, part, *sides, is_share=is_share))
    return tuple(found)


def standardised_mean_difference(first: Sequence[float], second: Sequence[float]) -> float | None:
    """(second - first) by the pooled standard deviation; None where nobody differs."""
    freedom = len(first) + len(second) - 2
    pooled = (len(first) - 1) * variance(first) + (len(second) - 1) * variance(second)
    spread = math.sqrt(pooled / freedom)
    return (fmean(second) - fmean(first)) / spread if spread else None


def standardised_share_difference(first: float, second: float) -> float | None:
    """(second - first) by the mean of both variances (Austin 2009); None where nobody differs."""
    spread = math.sqrt((first * (1 - first) + second * (1 - second)) / 2)
    return (second - first) / spread if spread else None


def interval(standardised: float, first_n: int, second_n: int) -> tuple[float, float]:
    """95 % (Hedges and Olkin 1985)."""
    both = first_n + second_n
    error = math.sqrt(both / (first_n * second_n) + standardised**2 / (2 * both))
    return standardised - _Z_95 * error, standardised + _Z_95 * error


def _parts(item: Item) -> Sequence[str]:
    if item.kind in (ItemKind.SCALE, ItemKind.NUMBER):
        return ("",)
    if item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.MATRIX):
        return item.codes
    return ()


def _values(item: Item, part: str, answers: Sequence[Mapping[str, Choice]]) -> list[float]:
    """Of those who answered."""
    choices = [one[item.name] for one in answers if item.name in one]
    if item.kind is ItemKind.SCALE:
        return [float(choice.codes[0]) for choice in choices if choice.codes]
    if item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        return [float(part in choice.codes) for choice in choices]
    told = (choice.value(part or "number") for choice in choices)
    return [float(value) for value in told if value is not None]


def _difference(
    item: str, part: str, linked: list[float], others: list[float], *, is_share: bool
) -> Difference:
    """Small groups are left out: their means would be single people's answers."""
    sizes = len(linked), len(others)
    if min(sizes) < SMALLEST_GROUP:
        return Difference(item, part, *sizes)
    means = fmean(linked), fmean(others)
    if is_share:
        standardised = standardised_share_difference(*means)
    else:
        standardised = standardised_mean_difference(linked, others)
    if standardised is None:
        return Difference(item, part, *sizes, *means)
    return Difference(item, part, *sizes, *means, standardised, *interval(standardised, *sizes))
