"""From the answers to a scale's items to one score for each respondent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, nan

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.scores import Floats, Given
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Scale
from pollkit.errors import NotEstimable
from pollkit.i18n import _


@dataclass(frozen=True)
class Member:
    """One item of a scale, or one statement of a matrix.

    Attributes:
        statement: of a matrix; "" = the item is no matrix.
        points: code -> points; empty = the answer is a number itself.
        low, high: the range that the item declares, never the one that was observed; None for
            numbers, which therefore cannot be turned round.
    """

    item: str
    statement: str
    points: Mapping[str, float]
    low: float | None
    high: float | None
    is_reversed: bool


def members_of(instrument: Instrument, scale: Scale) -> tuple[Member, ...]:
    """What a scale is made of, in its order."""
    return tuple(_member(instrument, name, name in scale.reverse_keyed) for name in scale.items)


def item_points(members: Sequence[Member], responses: Iterable[Mapping[str, Choice]]) -> Floats:
    """(n_respondents, n_members) points, turned round where the scale says so; NaN = no answer.

    Args:
        responses: each one's item name -> choice.
    """
    rows = [[_points(member, response) for member in members] for response in responses]
    return np.array(rows, np.float64).reshape(-1, len(members))


def score(points: ArrayLike, least: int | None = None) -> Floats:
    """(n,) the mean of each respondent's answered items, on the items' metric; NaN = too few.

    What is missing counts as the respondent's own mean (Downey & King 1998, J Soc Psychol
    138:175), which supposes that a skipped item would have been answered like the others.

    Args:
        points: (n, k), already turned round, NaN = not answered.
        least: how many must be answered; None = three of four (`Scale.min_answered`).
    """
    given = matrix(points)
    answered = (~np.isnan(given)).sum(axis=1)
    wanted = max(1, ceil(0.75 * given.shape[1]) if least is None else least)
    sums = np.nansum(given, axis=1)
    return np.where(answered >= wanted, sums / np.maximum(answered, 1), nan)


def turned(points: Given, low: float, high: float) -> Floats:
    """low + high - x, with the range that the scale declares: that of the answers would shift the
    scores of whoever used less of it.

    Raises:
        NotEstimable: an answer lies outside the range.
    """
    given = np.asarray(points, np.float64)
    if ((given < low) | (given > high)).any():
        raise NotEstimable(
            _("An answer lies outside the scale from {low} to {high}.").format(
                low=f"{low:g}", high=f"{high:g}"
            )
        )
    return low + high - given


def scored(
    items: ArrayLike,
    scale_range: tuple[float, float],
    reverse: Iterable[int] = (),
    least: int | None = None,
) -> Floats:
    """Scores from plain numbers: (n, k) answers as given, None or NaN = skipped.

    Args:
        reverse: which columns, from 0, are turned round.
    """
    given = matrix(items).copy()
    # Twice turned is as given, and looked at.
    given = turned(turned(given, *scale_range), *scale_range)
    for column in reverse:
        if not 0 <= column < given.shape[1]:
            raise NotEstimable(_("There is no item {number}.").format(number=column))
        given[:, column] = turned(given[:, column], *scale_range)
    return score(given, least)


def scale_scores(
    instrument: Instrument, scale: Scale, responses: Iterable[Mapping[str, Choice]]
) -> Floats:
    """(n,) each respondent's score on one scale; NaN = too few items answered."""
    return score(item_points(members_of(instrument, scale), responses), scale.min_answered)


def score_range(members: Sequence[Member]) -> tuple[float, float] | None:
    """The lowest and the highest score there can be; None where an item declares no range."""
    lows = [member.low for member in members if member.low is not None]
    highs = [member.high for member in members if member.high is not None]
    if not members or len(lows) < len(members):
        return None
    return sum(lows) / len(lows), sum(highs) / len(highs)


def matrix(points: ArrayLike) -> Floats:
    """(n, k) numbers, NaN = no answer."""
    try:
        given = np.asarray(points, np.float64)
    except (TypeError, ValueError) as wrong:
        raise NotEstimable(_("Answers must be numbers.")) from wrong
    if given.ndim != 2 or given.shape[1] == 0:
        raise NotEstimable(_("There must be a row for each respondent, a column for each item."))
    return given


def _member(instrument: Instrument, name: str, is_reversed: bool) -> Member:
    items = {item.name: item for item in instrument.items}
    item, statement = items.get(name), ""
    if item is None:
        whole, _dot, statement = name.rpartition(".")
        item = items.get(whole)
        if item is None or item.kind is not ItemKind.MATRIX or statement not in item.codes:
            raise NotEstimable(
                _("“{name}” is in the scale and not in the questionnaire.").format(name=name)
            )
    points = _points_of(item)
    if not points and is_reversed:
        raise NotEstimable(
            _("“{name}” has no highest answer, so it cannot count the other way round.").format(
                name=name
            )
        )
    low, high = (min(points.values()), max(points.values())) if points else (None, None)
    return Member(item.name, statement, points, low, high, is_reversed)


def _points_of(item: Item) -> Mapping[str, float]:
    """A point is its number. Options whose codes are whole numbers count as these, the others of
    the same item, such as "don't know", as no answer; where none is a number, 1, 2, 3 ..."""
    if item.kind in (ItemKind.SCALE, ItemKind.MATRIX):
        return {point: float(point) for point in item.scale_points}
    if item.kind is ItemKind.NUMBER:
        return {}
    if item.kind is not ItemKind.SINGLE:
        raise NotEstimable(_("Answers to “{name}” cannot be added up.").format(name=item.name))
    numbered = {code: float(code) for code in item.codes if code.removeprefix("-").isdecimal()}
    if len(numbered) > 1:
        return numbered
    return {code: float(place) for place, code in enumerate(item.codes, 1)}


def _points(member: Member, response: Mapping[str, Choice]) -> float:
    choice = response.get(member.item)
    if choice is None:
        return nan
    if member.statement:
        code = choice.value(member.statement)
    elif not member.points:
        return _number(choice.value("number"))
    else:
        code = choice.codes[0] if choice.codes else None
    points = member.points.get(code or "", nan)
    if member.is_reversed and member.low is not None and member.high is not None:
        return member.low + member.high - points
    return points


def _number(text: str | None) -> float:
    try:
        return float(text) if text else nan
    except ValueError:
        return nan
