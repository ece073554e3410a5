"""The figures of a result as tables: the same in page, document, sheet and CSV.

Call inside `speaking(language)`; `language` chooses the words of the instrument.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pollkit.charts import numerals, wording
from pollkit.charts.findings import by_mean, by_score
from pollkit.charts.palette import letter
from pollkit.charts.sheet import base_sentence
from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT, Tally
from pollkit.domain.analysis.values import ninths
from pollkit.domain.boards import PostState
from pollkit.domain.instruments import SURENESS, Item, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _

Cell: TypeAlias = str | int | float | None


class Measure(StrEnum):
    """What a column holds; figures are kept unrounded."""

    WORDS = "words"
    COUNT = "count"
    SHARE = "share"  # 0 .. 1; None where few answered
    MEAN = "mean"  # with one decimal
    NUMBER = "number"  # as people gave it


@dataclass(frozen=True)
class Column:
    """`key` heads it in a CSV file, `heading` in words."""

    key: str
    heading: str
    measure: Measure


@dataclass(frozen=True)
class Figures:
    """The first column names the row, and is a code where the second is its words. None = not
    known, or withheld."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def result_figures(result: QuestionResult, language: str) -> tuple[Figures, ...]:
    """The tables of any kind but the choices and open text: those have their own; of a quiz
    question and of sureness for every kind."""
    item, tally = result.item, result.tally
    if tally.is_withheld or tally.answered == 0:
        return ()
    make = _TABLES.get(item.kind, [])
    tables = [table(result, language) for table in make]
    if tally.sureness:
        tables.append(_sureness(result, language))
    return tuple(tables)


def words_of_cell(cell: Cell, measure: Measure, language: str) -> str:
    """A cell as people read it."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return wording.isolated(cell, language)
    match measure:
        case Measure.COUNT:
            return numerals.number(int(cell), language)
        case Measure.SHARE:
            return numerals.percent(round(cell * 1_000_000), 1_000_000, language)
        case Measure.MEAN:
            return numerals.one_decimal(cell, language)
        case _:
            return numerals.short_decimal(cell, language)


def _caption(what: str, result: QuestionResult, language: str) -> str:
    return _("{what}, {base}").format(what=what, base=base_sentence(result, language))


def _statements(result: QuestionResult, language: str) -> Figures:
    item = result.item
    ends = [
        item.point_label(point, language) for point in (item.scale_points[0], item.scale_points[-1])
    ]
    what = _("How many chose each point from “{low}” to “{high}”").format(
        low=wording.isolated(wording.plain(ends[0]), language),
        high=wording.isolated(wording.plain(ends[1]), language),
    )
    columns = (
        *_named("statement", _("Statement")),
        Column("answered", _("People"), Measure.COUNT),
        Column("mean", _("Average"), Measure.MEAN),
        *(Column(f"point_{point}", point, Measure.COUNT) for point in item.scale_points),
    )
    nothing = (None,) * item.points
    rows = tuple(
        (*_option(item, part.code, language), part.answered, part.mean, *(part.counts or nothing))
        for part in result.tally.parts
    )
    return Figures(_caption(what, result, language), columns, rows)


def _ranks(result: QuestionResult, language: str) -> Figures:
    item = result.item
    places = range(1, (item.most_choices or len(item.codes)) + 1)
    columns = (
        *_named("option", _("Option")),
        Column("score", _("Score"), Measure.MEAN),
        Column("mean_place", _("Mean place"), Measure.MEAN),
        Column("ranked_by", _("People"), Measure.COUNT),
        *(
            Column(
                f"place_{n}", _("Place {n}").format(n=numerals.number(n, language)), Measure.COUNT
            )
            for n in places
        ),
    )
    rows = tuple(
        (*_option(item, part.code, language), part.score, part.mean, part.answered, *part.counts)
        for part in by_score(result.tally.parts)
    )
    return Figures(_caption(_("Scores and places"), result, language), columns, rows)


def _points(result: QuestionResult, language: str) -> Figures:
    columns = (
        *_named("option", _("Option")),
        Column("mean_points", _("Points on average"), Measure.MEAN),
        Column("given_by", _("People who gave it points"), Measure.COUNT),
    )
    rows = tuple(
        (*_option(result.item, part.code, language), part.mean, part.answered)
        for part in by_mean(result.tally.parts)
    )
    return Figures(_caption(_("Points out of 100"), result, language), columns, rows)


def _places(result: QuestionResult, language: str) -> Figures:
    left, right, bottom, top = (
        wording.isolated(end, language) for end in wording.end_words(result.item, language)
    )
    columns = (
        *_named("option", _("Placed")),
        Column("placed_by", _("People"), Measure.COUNT),
        Column(
            "middle_x",
            _("From {low} (0) to {high} (100)").format(low=left, high=right),
            Measure.NUMBER,
        ),
        Column(
            "middle_y",
            _("From {low} (0) to {high} (100)").format(low=bottom, high=top),
            Measure.NUMBER,
        ),
    )
    rows = tuple(
        (
            *_option(result.item, part.code, language),
            part.answered,
            *(
                (None, None)
                if part.middle is None
                else (round(part.middle.x, 1), round(part.middle.y, 1))
            ),
        )
        for part in result.tally.parts
    )
    return Figures(_caption(_("The middle of all places"), result, language), columns, rows)


def _pins(result: QuestionResult, language: str) -> Figures:
    columns = (
        Column("part", _("Part of the picture"), Measure.WORDS),
        Column("pins", _("Pins"), Measure.COUNT),
    )
    rows = tuple(zip(wording.place_words(), ninths(result.tally.pins), strict=True))
    return Figures(_caption(_("Pins in each part of the picture"), result, language), columns, rows)


def _bins(result: QuestionResult, language: str) -> Figures:
    numbers = result.tally.numbers
    assert numbers is not None
    columns: tuple[Column, ...] = (
        Column("range", wording.unit_words(result.item, language) or _("Number"), Measure.WORDS),
        Column("count", _("People"), Measure.COUNT),
    )
    rows: list[tuple[Cell, ...]] = [
        (wording.bin_words(one, language), one.count) for one in numbers.bins
    ]
    if result.tally.shows_percent:
        columns += (Column("share", _("Share"), Measure.SHARE),)
        rows = [
            (*row, one.count / result.tally.answered)
            for row, one in zip(rows, numbers.bins, strict=True)
        ]
    what = _("How many gave a number in each range")
    return Figures(_caption(what, result, language), columns, tuple(rows))


def _summary(result: QuestionResult, language: str) -> Figures:
    numbers = result.tally.numbers
    assert numbers is not None
    columns = (
        Column("measure", _("Measure"), Measure.WORDS),
        Column("value", wording.unit_words(result.item, language) or _("Number"), Measure.NUMBER),
    )
    rows: list[tuple[Cell, ...]] = [
        (_("Median"), numbers.median),
        (_("Average"), numbers.mean),
        (_("Smallest"), numbers.given[0]),
        (_("Largest"), numbers.given[-1]),
    ]
    rows += [(_("The right answer"), float(right)) for right in result.item.right]
    if result.item.right and result.item.right_within:
        rows.append((_("Right within ±"), float(result.item.right_within)))
    rows += [(_("Closest answer"), number) for number in numbers.closest]
    return Figures(_("All numbers together"), columns, tuple(rows))


def _words(result: QuestionResult, language: str) -> Figures:
    tally = result.tally
    columns = (
        Column("word", _("Word"), Measure.WORDS),
        Column("count", _("People"), Measure.COUNT),
        *((Column("share", _("Share"), Measure.SHARE),) if tally.shows_percent else ()),
    )
    rows = tuple(
        (
            wording.plain(word.text),
            word.count,
            *((word.count / tally.answered,) if tally.shows_percent else ()),
        )
        for word in tally.words
    )
    return Figures(_caption(_("How many people wrote each word"), result, language), columns, rows)


def _posts(result: QuestionResult, language: str) -> Figures:
    """Questions say whether they were answered, and their categories where they have some."""
    item, tally = result.item, result.tally
    is_asked = item.kind is ItemKind.QUESTIONS
    columns = (
        Column("text", _("Question") if is_asked else _("Idea"), Measure.WORDS),
        Column("votes", _("Votes"), Measure.COUNT),
        *((Column("category", _("Category"), Measure.WORDS),) if item.options else ()),
        *((Column("answered", _("Answered"), Measure.WORDS),) if is_asked else ()),
    )
    yes, no = _("yes"), _("no")
    rows = tuple(
        (
            wording.plain(post.text),
            post.supports,
            *((_category(item, post.category, language),) if item.options else ()),
            *((yes if post.state is PostState.ANSWERED else no,) if is_asked else ()),
        )
        for post in tally.posts
    )
    what = _("What the room asked") if is_asked else _("What the room proposed")
    return Figures(_caption(what, result, language), columns, rows)


def _category(item: Item, code: str | None, language: str) -> str | None:
    return None if code is None else wording.option_words(item, code, language)


def _sureness(result: QuestionResult, language: str) -> Figures:
    tally = result.tally
    columns = [
        Column("sureness", _("How sure"), Measure.WORDS),
        Column("count", _("People"), Measure.COUNT),
    ]
    rows: list[tuple[Cell, ...]] = [
        (wording.sureness_words(step), count)
        for step, count in zip(SURENESS, tally.sureness, strict=True)
    ]
    if tally.sureness_right:
        columns.append(Column("right", _("Of them right"), Measure.COUNT))
        columns.append(Column("right_share", _("Share right"), Measure.SHARE))
        rows = [
            (*row, right, right / said if said >= FEWEST_FOR_PERCENT else None)
            for row, right, said in zip(rows, tally.sureness_right, tally.sureness, strict=True)
        ]
    return Figures(_("How sure people were"), tuple(columns), tuple(rows))


def _named(key: str, heading: str) -> tuple[Column, Column]:
    return (
        Column(key, _("Code"), Measure.WORDS),
        Column("label", heading, Measure.WORDS),
    )


def _option(item: Item, code: str, language: str) -> tuple[str, str]:
    return code, wording.option_words(item, code, language)


def row_name(item: Item, code: str, label: str, language: str) -> str:
    """An option's words as they head a row: with its letter, where it has one in the picture."""
    words = wording.isolated(label, language)
    if item.kind is ItemKind.MATRIX:
        return words
    return f"{letter(item.codes.index(code))}  {words}"


def right_share(tally: Tally) -> float | None:
    """Of those who answered a quiz question, None below ten answers."""
    if tally.right is None or not tally.shows_percent:
        return None
    return tally.right / tally.answered


_TABLES: dict[ItemKind, list[Callable[[QuestionResult, str], Figures]]] = {
    ItemKind.MATRIX: [_statements],
    ItemKind.RANKING: [_ranks],
    ItemKind.POINTS: [_points],
    ItemKind.GRID: [_places],
    ItemKind.PIN: [_pins],
    ItemKind.NUMBER: [_bins, _summary],
    ItemKind.WORDS: [_words],
    ItemKind.QUESTIONS: [_posts],
    ItemKind.IDEAS: [_posts],
}
