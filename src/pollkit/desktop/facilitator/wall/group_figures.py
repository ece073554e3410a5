"""Group by group where there is one figure to a group, or to each of its options."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF

from pollkit.charts import numerals, wording
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.labelled_rows import lay_rows
from pollkit.desktop.facilitator.wall.lettering import Align, fit, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.marks import DotsMark
from pollkit.desktop.facilitator.wall.option_rows import Row
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.split_rows import (
    Cell,
    draw_cells,
    draw_split,
    draw_suppressed,
    note_lines,
    split_needs,
)
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import Group, Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, Item
from pollkit.domain.texts import in_language
from pollkit.i18n import _, current_language

# The words of each end, of the width; a track is at the least twice as wide.
_END_SHARE, _END_LINES = 0.2, 3


def scale_groups_need(sheet: Sheet, split: Split, item: Item, event: Event, width: float) -> float:
    if item.points > MOST_OPTIONS_ON_A_WALL:
        return number_groups_need(sheet, split, item, event, width)
    return split_needs(sheet, split, item, event, width)


def draw_scale_groups(sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF) -> None:
    """The means of a long scale; of a short one, how many stand at each point."""
    if item.points <= MOST_OPTIONS_ON_A_WALL:
        draw_split(sheet, split, item, event, frame)
        return
    low, high = (wording.plain(in_language(t, current_language())) for t in _ends(item))
    first, last = item.scale_points[0], item.scale_points[-1]
    _draw_dots(
        sheet, split, event, frame, lambda group: group.result.mean,
        (float(first), float(last)), (f"{first} {low}".strip(), f"{last} {high}".strip()),
        _("average of each group"),
    )  # fmt: skip


def number_groups_need(sheet: Sheet, split: Split, item: Item, event: Event, width: float) -> float:
    line = line_height(sheet.sizes.option.least)
    return line * (1.5 * len(split.groups) + note_lines(split) + 1.3)


def draw_number_groups(sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF) -> None:
    """The middle answer of each group, on the line of all numbers."""
    bins = [b for g in split.groups if g.result.numbers for b in g.result.numbers.bins]
    low, high = min((b.low for b in bins), default=0.0), max((b.high for b in bins), default=1.0)
    unit = wording.plain(in_language(item.unit, current_language()))
    ends = (numerals.short_decimal(low, current_language()), f"{_short(high)} {unit}".strip())
    _draw_dots(
        sheet, split, event, frame,
        lambda group: None if group.result.numbers is None else group.result.numbers.median,
        (low, high), ends, _("middle answer of each group"),
    )  # fmt: skip


def draw_statement_groups(
    sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF
) -> None:
    """The mean of each statement."""
    span = max(item.points - 1, 1)

    def cells(result: Tally) -> list[Cell]:
        return [_cell(part.mean, item.lowest, span) for part in result.parts]

    draw_cells(sheet, split, item, event, frame, cells)


def draw_rank_groups(sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF) -> None:
    """The mean score of each option: the longest bar of a row is that group's favourite."""
    best = item.most_choices or len(item.codes)

    def cells(result: Tally) -> list[Cell]:
        return [_cell(part.score, 0, best) for part in result.parts]

    draw_cells(sheet, split, item, event, frame, cells)


def draw_point_groups(sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF) -> None:
    """The mean points of each option."""
    means = [part.mean or 0 for group in split.groups for part in group.result.parts]
    most = max([*means, 1])

    def cells(result: Tally) -> list[Cell]:
        return [_cell(part.mean, 0, most) for part in result.parts]

    draw_cells(sheet, split, item, event, frame, cells)


def _cell(value: float | None, lowest: float, span: float) -> Cell:
    if value is None:
        return Cell("–", 0.0)
    return Cell(numerals.one_decimal(value, current_language()), (value - lowest) / span)


def _ends(item: Item) -> tuple[dict[str, str], dict[str, str]]:
    return dict(item.low_label), dict(item.high_label)


def _short(value: float) -> str:
    return numerals.short_decimal(value, current_language())


def _draw_dots(
    sheet: Sheet, split: Split, event: Event, frame: QRectF,
    figure_of: Callable[[Group], float | None], span: tuple[float, float], ends: tuple[str, str],
    heading: str,
) -> None:  # fmt: skip
    """A rail for each group with a dot at its figure, all on one scale."""
    by = event.instrument.item(split.by)
    bottom = draw_suppressed(sheet, split, frame)
    if not split.groups:
        return
    size, line = sheet.sizes.small.least, line_height(sheet.sizes.small.least)
    rows = [Row(words.group_label(group, by, event), None) for group in split.groups]
    room = QRectF(frame.x(), frame.y() + line * 1.3, frame.width(), 0)
    foot = max((_end_height(sheet, end, frame.width() * _END_SHARE) for end in ends), default=line)
    room.setBottom(bottom - foot - line * 0.2)
    top = QRectF(frame.x(), frame.y(), frame.width(), line)
    sheet.write(heading, top, Span(size, size), sheet.colours.muted, most_lines=1)
    tail = natural_width("n = 999", size) + sheet.sizes.gap
    room.setWidth(room.width() - tail)
    tracks = lay_rows(sheet, rows, room)
    pad = sheet.sizes.option.least
    for group, track in zip(split.groups, tracks, strict=True):
        figure = figure_of(group)
        if figure is not None:
            _draw_dot(sheet, figure, span, track.adjusted(pad, 0, -pad, 0))
        place = QRectF(frame.right() - tail, track.y(), tail, track.height())
        sheet.write(
            f"n\u00a0=\u00a0{numerals.number(group.result.answered, current_language())}", place,
            Span(size, size), sheet.colours.muted, Align.RIGHT, most_lines=1, stand=0.5,
        )  # fmt: skip
    under = QRectF(tracks[-1].x(), bottom - foot - line * 0.15, tracks[-1].width(), foot)
    for end, align in zip(ends, (Align.LEFT, Align.RIGHT), strict=True):
        half = QRectF(under)
        half.setWidth(frame.width() * _END_SHARE)
        if align is Align.RIGHT:
            half.moveRight(under.right())
        sheet.write(end, half, Span(size, size), sheet.colours.muted, align, most_lines=_END_LINES)


def _end_height(sheet: Sheet, end: str, width: float) -> float:
    size = sheet.sizes.small.least
    frame = QRectF(0, 0, width, line_height(size) * (_END_LINES + 0.2))
    return fit(sheet.lettering(end, frame, Span(size, size), most_lines=_END_LINES)).height


def _draw_dot(sheet: Sheet, figure: float, span: tuple[float, float], rail: QRectF) -> None:
    size = sheet.sizes.small.least
    thin = max(2.0, rail.height() * 0.06)
    line = QRectF(rail.x(), rail.center().y() - thin / 2, rail.width(), thin)
    sheet.draw_panel(line, sheet.colours.hairline)
    share = (figure - span[0]) / ((span[1] - span[0]) or 1)
    x = rail.x() + rail.width() * min(max(share, 0.0), 1.0)
    radius = rail.height() * 0.27
    spot = QRectF(x - radius, rail.center().y() - radius, 2 * radius, 2 * radius)
    at = sheet.mirrored(spot)
    sheet.add(DotsMark(at, (QPointF(at.center()),), radius, sheet.colours.accent, 1.0))
    text = _short(round(figure, 1))
    width = natural_width(text, size, bold=True) + 2
    left = x + radius + size * 0.3
    if left + width > rail.right():
        left = x - radius - size * 0.3 - width
    sheet.write(
        text, QRectF(left, rail.y(), width, rail.height()), Span(size, size), bold=True,
        most_lines=1, stand=0.5, moves=True,
    )  # fmt: skip
