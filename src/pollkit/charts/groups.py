"""One question by the answer to another: a row for each group, a column of bars for each option."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import Group, Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import QuestionResult

# Of the names' sizes the largest at which no word has to be cut.
_NAME_SIZES = (SMALL, 8.5, 7.5, 6.8)
_MANY = 5
_BAR = 10.0
_MARK = 15.0


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
    grid = _grid(len(item.codes))
    y = _draw_options(drawing, item, grid, language, y)
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


def _draw_options(drawing: Drawing, item: Item, grid: _Grid, language: str, top: float) -> float:
    bottom = top
    labels = [wording.option_words(item, code, language) for code in item.codes]
    size = _size_for(labels, grid.room)
    for place, label in enumerate(labels):
        x, y = grid.column(place), top
        if item.kind is not ItemKind.SCALE:
            drawing.mark(place, x, y, _MARK)
            y += _MARK + 2
        bottom = max(bottom, drawing.paragraph(label, x, y, grid.room, size, most_lines=5))
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
    for place, option in enumerate(tally.options):
        x = grid.column(place)
        count, share = _cell(tally, place, language)
        drawing.text(count, x, y + LABEL * LINE - LABEL * 0.34, LABEL, bold=True)
        drawing.text(share, x + grid.room, y + LABEL * LINE - LABEL * 0.34, SMALL, align="end")
        top = y + LABEL * LINE + 3
        drawing.bar(x, top, grid.room, _BAR, drawing.palette.track, "track")
        scale = item.kind is ItemKind.SCALE
        colour = drawing.palette.accent if scale else drawing.palette.mark(place)
        if option.share:
            drawing.bar(x, top, grid.room * option.share, _BAR, colour, "bar")
    return max(bottom, y + LABEL * LINE + 3 + _BAR) + 8


def _cell(tally: Tally, place: int, language: str) -> tuple[str, str]:
    """Count and share; "" instead of the share in a small group."""
    option = tally.options[place]
    count = numerals.number(option.count, language)
    if not tally.shows_percent:
        return count, ""
    return count, numerals.percent(option.count, tally.answered, language)
