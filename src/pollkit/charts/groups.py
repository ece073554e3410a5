"""One question by the answer to another: a row for each group, a column of bars for each option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.analysis.splits import Group, Split
from pollkit.domain.analysis.values import Part
from pollkit.domain.events import Event
from pollkit.domain.instruments import POINTS_IN_ALL, Item, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _

# Of the names' sizes the largest at which no word has to be cut.
_NAME_SIZES = (SMALL, 8.5, 7.5, 6.8)
_MANY = 5
_BAR = 10.0
_MARK = 15.0


@dataclass(frozen=True)
class Head:
    """A column's name, with the option's mark if it is one."""

    words: str
    mark: int | None = None


@dataclass(frozen=True)
class GroupCell:
    """One figure of a group; `small` beside it, `share` as a bar under it."""

    value: str
    small: str = ""
    share: float | None = None

    @property
    def words(self) -> str:
        return f"{self.value} · {self.small}" if self.small else self.value


@dataclass(frozen=True)
class _Grid:
    """Columns for the options, beside the groups' names; in points."""

    name_room: float
    left: float
    step: float
    gap: float

    def column(self, place: int) -> float:
        return self.left + place * self.step

    @property
    def room(self) -> float:
        return self.step - self.gap


def draw_groups(
    drawing: Drawing, result: QuestionResult, split: Split, event: Event, language: str, y: float
) -> float:
    """Every option keeps a baseline of its own, so that groups can be compared in each of them."""
    item, by = result.item, event.instrument.item(split.by)
    heads = group_heads(item, language)
    grid = _grid(len(heads))
    y = _draw_heads(drawing, heads, grid, y)
    for group in split.groups:
        drawing.line([(MARGIN, y), (MARGIN + ROOM, y)], drawing.palette.hairline, 0.8)
        y = _draw_group(drawing, group, by, grid, language, y + 4, item)
    drawing.line([(MARGIN, y), (MARGIN + ROOM, y)], drawing.palette.hairline, 0.8)
    return y + 6


def _grid(options: int) -> _Grid:
    name_room, gap = (ROOM * 0.27, 12.0) if options <= _MANY else (ROOM * 0.21, 7.0)
    left = MARGIN + name_room + 12
    # The last column needs no gap behind it.
    return _Grid(name_room, left, (MARGIN + ROOM + gap - left) / max(options, 1), gap)


def _draw_heads(drawing: Drawing, heads: Sequence[Head], grid: _Grid, top: float) -> float:
    bottom = top
    size = _size_for([head.words for head in heads], grid.room)
    for place, head in enumerate(heads):
        x, y = grid.column(place), top
        if head.mark is not None:
            drawing.mark(head.mark, x, y, _MARK)
            y += _MARK + 2
        bottom = max(bottom, drawing.paragraph(head.words, x, y, grid.room, size, most_lines=5))
    return bottom + 6


def _size_for(labels: list[str], room: float) -> float:
    words = [word for label in labels for word in label.split()]
    fitting = (
        size for size in _NAME_SIZES if all(fonts.width(word, size) <= room for word in words)
    )
    return next(fitting, _NAME_SIZES[-1])


def _draw_group(
    drawing: Drawing, group: Group, by: Item, grid: _Grid, language: str, y: float, item: Item
) -> float:
    tally = group.result
    name = wording.group_words(group, by, language)
    bottom = drawing.paragraph(name, MARGIN, y, grid.name_room, LABEL, bold=True, most_lines=4)
    base = wording.answered_words(tally.answered, language)
    bottom = drawing.paragraph(base, MARGIN, bottom, grid.name_room, SMALL, drawing.palette.muted)
    heads = group_heads(item, language)
    for place, cell in enumerate(group_cells(item, tally, language)):
        x = grid.column(place)
        baseline = y + LABEL * LINE - LABEL * 0.34
        drawing.text(cell.value, x, baseline, LABEL, bold=True)
        beside = fonts.width(cell.value, LABEL, bold=True) + fonts.width(cell.small, SMALL) + 3
        if beside <= grid.room:  # the table has it where the columns are narrow
            drawing.text(cell.small, x + grid.room, baseline, SMALL, align="end")
        if cell.share is None:
            continue
        top = y + LABEL * LINE + 3
        drawing.bar(x, top, grid.room, _BAR, drawing.palette.track, "track")
        mark = heads[place].mark
        colour = drawing.palette.accent if mark is None else drawing.palette.mark(mark)
        if cell.share:
            drawing.bar(x, top, grid.room * cell.share, _BAR, colour, "bar")
    return max(bottom, y + LABEL * LINE + 3 + _BAR) + 8


def group_heads(item: Item, language: str) -> tuple[Head, ...]:
    """What is told of each group, in columns: options, statements, or what is measured."""
    if item.kind is ItemKind.NUMBER:
        return Head(_("Median")), Head(_("Average"))
    if item.kind is ItemKind.PIN:
        return tuple(Head(words) for words in wording.place_words())
    unmarked = (ItemKind.SCALE, ItemKind.MATRIX)
    return tuple(
        Head(wording.option_words(item, code, language), None if item.kind in unmarked else place)
        for place, code in enumerate(item.codes)
    )


def group_cells(item: Item, tally: Tally, language: str) -> tuple[GroupCell, ...]:
    """A group's figures, in the order of the heads."""
    if tally.options:
        return tuple(_counted(option, tally, language) for option in tally.options)
    if tally.parts:
        return tuple(_measured(item, part, language) for part in tally.parts)
    if tally.numbers is not None:
        both = (tally.numbers.median, tally.numbers.mean)
        return tuple(GroupCell(wording.with_unit(round(n, 2), item, language)) for n in both)
    return tuple(
        GroupCell("–" if count is None else numerals.number(count, language))
        for count in tally.regions
    )


def _counted(option: OptionCount, tally: Tally, language: str) -> GroupCell:
    count = numerals.number(option.count, language)
    if not tally.shows_percent:
        return GroupCell(count, "", option.share or 0)
    share = numerals.percent(option.count, tally.answered, language)
    return GroupCell(count, share, option.share or 0)


def _measured(item: Item, part: Part, language: str) -> GroupCell:
    if part.is_withheld or (part.mean is None and part.score is None and part.middle is None):
        return GroupCell("–")
    people = numerals.number(part.answered, language)
    if item.kind is ItemKind.GRID and part.middle is not None:
        x, y = (numerals.number(round(n), language) for n in (part.middle.x, part.middle.y))
        return GroupCell(f"{x} · {y}", people)
    if item.kind is ItemKind.MATRIX:
        share = ((part.mean or 0) - item.lowest) / (item.points - 1)
        return GroupCell(numerals.one_decimal(part.mean or 0, language), people, share)
    if item.kind is ItemKind.RANKING:
        score = part.score or 0
        best = item.most_choices or len(item.codes)
        return GroupCell(numerals.one_decimal(score, language), "", score / best)
    mean = part.mean or 0
    return GroupCell(numerals.one_decimal(mean, language), "", mean / POINTS_IN_ALL)
