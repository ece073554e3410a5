"""One question's result by the answer to another: a row for each group, a column for each option,
so that the bars of one option stand under one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import Align, fit, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.split_legend import (
    draw_legend,
    draw_mark,
    has_labelled_columns,
    legend_height,
)
from pollkit.desktop.widgets.option_mark import option_colour
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import OF_STATEMENTS, SMALLEST_GROUP, Group, Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _, ngettext

_MOST_NAME_LINES, _FEW_COLUMNS = 3, 4


def split_needs(sheet: Sheet, split: Split, item: Item, event: Event, width: float) -> float:
    """The least height in which the groups can be read."""
    by = event.instrument.item(split.by)
    frame = QRectF(0, 0, width, 0)
    pitch = (width - _group_width(sheet, split, item, by, event, frame)) / len(item.codes)
    lines = 1.4 + len(split.groups) * 1.05 + note_lines(split)
    legend = 0.0
    if not has_labelled_columns(sheet, item, event, pitch):
        legend = legend_height(sheet, item, event, width)
    return line_height(sheet.sizes.small.least) * lines + legend


@dataclass(frozen=True)
class Cell:
    """A figure with a bar of this share of its column."""

    text: str
    share: float


def draw_split(sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF) -> None:
    """How many of each group chose each option."""
    draw_cells(sheet, split, item, event, frame, _counts)


def draw_cells(
    sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF,
    cells_of: Callable[[Tally], list[Cell]],
) -> None:  # fmt: skip
    """`cells_of` gives a group's figures, one for each of the item's codes."""
    by = event.instrument.item(split.by)
    bottom = draw_suppressed(sheet, split, frame)
    width = _group_width(sheet, split, item, by, event, frame)
    is_labelled = has_labelled_columns(
        sheet, item, event, (frame.width() - width) / len(item.codes)
    )
    top = frame.y() if is_labelled else draw_legend(sheet, item, event, frame)
    heads = QRectF(frame.x(), top, frame.width(), line_height(sheet.sizes.small.least) * 2.1)
    top = _draw_heads(sheet, item, by, event, heads, width, is_labelled) + sheet.sizes.gap * 0.5
    if not split.groups:
        return
    names = [words.group_label(group, by, event) for group in split.groups]
    heights = _row_heights(sheet, names, _name_width(sheet, width), bottom - top)
    sheet.is_crowded |= min(heights) < line_height(sheet.sizes.small.least)
    for group, name, height in zip(split.groups, names, heights, strict=True):
        row = QRectF(frame.x(), top, frame.width(), height)
        _draw_group(sheet, group, name, item, row, width, min(heights), cells_of(group.result))
        top += height


def _counts(result: Tally) -> list[Cell]:
    return [Cell(str(option.count), option.share or 0.0) for option in result.options]


def _row_heights(sheet: Sheet, names: list[str], width: float, room: float) -> list[float]:
    """All alike where each name then has its lines; else a longer name has the higher row."""
    size = sheet.sizes.small.least
    line, endless = line_height(size) * 1.03, QRectF(0, 0, width, room * 9)
    wishes = [sheet.lettering(name, endless, Span(size, size), bold=True) for name in names]
    wanted = [fit(wish).line_count for wish in wishes]
    for most in range(_MOST_NAME_LINES, 0, -1):
        lines = [min(count, most) for count in wanted]
        if sum(lines) * line <= room:
            break
    pitch = min(room / len(names), line * 3)
    if pitch >= max(lines) * line or sum(lines) * line > room:
        return [pitch] * len(names)
    spare = min((room - sum(lines) * line) / len(names), line * 2)
    return [count * line + spare for count in lines]


def _name_width(sheet: Sheet, width: float) -> float:
    return width - _count_width(sheet) - sheet.sizes.gap * 1.4


def _count_width(sheet: Sheet) -> float:
    return natural_width("99", sheet.sizes.small.least) + 2


def note_lines(split: Split) -> float:
    """What the note under the groups takes, in lines."""
    return 1.2 if _note(split) else 0.0


def _note(split: Split) -> str:
    """What is kept back, in one sentence; "" if nothing is."""
    if split.suppressed == 0:
        return _gaps(split)
    return ngettext(
        "{n} answer is not shown: groups of fewer than {least} stay private.",
        "{n} answers are not shown: groups of fewer than {least} stay private.",
        split.suppressed,
    ).format(n=split.suppressed, least=SMALLEST_GROUP)


def _gaps(split: Split) -> str:
    """Whether single figures are kept back: too few of a group rated that statement, or too few
    pins of all lie in that part."""
    results = [group.result for group in split.groups]
    parts = [part for result in results if result.kind in OF_STATEMENTS for part in result.parts]
    if any(None in result.regions for result in results):
        return _("– stands for parts with too few pins: whose they are stays private.")
    if any(part.is_withheld for part in parts) and results[0].kind is ItemKind.GRID:
        return _("What fewer than {least} of a group placed is left out: it stays private.").format(
            least=SMALLEST_GROUP
        )
    if any(part.mean is None and part.middle is None for part in parts):
        return _("– stands for fewer than {least} people: they stay private.").format(
            least=SMALLEST_GROUP
        )
    return ""


def draw_suppressed(sheet: Sheet, split: Split, frame: QRectF) -> float:
    """Says in words that answers are kept back; returns where the groups must end."""
    if not note_lines(split):
        return frame.bottom()
    line, text = line_height(sheet.sizes.small.least), _note(split)
    place = QRectF(frame.x(), frame.bottom() - line, frame.width(), line)
    sheet.write(text, place, sheet.sizes.small, sheet.colours.muted, most_lines=1)
    return place.y() - sheet.sizes.gap * 0.4


def _group_width(
    sheet: Sheet, split: Split, item: Item, by: Item, event: Event, frame: QRectF
) -> float:
    size = sheet.sizes.small.least
    labels = [words.group_label(group, by, event) for group in split.groups]
    widest = max((natural_width(label, size, bold=True) for label in labels), default=0.0)
    widest += natural_width("99", size) + sheet.sizes.gap * 1.5 + 4
    return min(widest, frame.width() * (0.4 if len(item.codes) <= _FEW_COLUMNS else 0.34))


def _draw_heads(
    sheet: Sheet, item: Item, by: Item, event: Event, heads: QRectF, group_width: float,
    is_labelled: bool,
) -> float:  # fmt: skip
    """What the groups are, and the option over each column; returns the end."""
    size = sheet.sizes.small.least
    asked = QRectF(heads.x(), heads.y(), group_width - sheet.sizes.gap, heads.height())
    end = sheet.write(
        words.stem(by, event), asked, Span(size, size), sheet.colours.muted, most_lines=2
    ).bottom()
    pitch = (heads.width() - group_width) / len(item.codes)
    for place, code in enumerate(item.codes):
        x = heads.x() + group_width + pitch * place
        spot = QRectF(x, heads.y(), pitch - sheet.sizes.gap * 0.5, heads.height())
        if item.kind is ItemKind.SCALE:
            taken = sheet.write(code, spot, Span(size, size), bold=True, most_lines=1)
        else:
            label = words.option_label(item, code, event) if is_labelled else ""
            taken = draw_mark(sheet, place, spot, label)
        end = max(end, taken.bottom())
    return end


def _draw_group(
    sheet: Sheet, group: Group, name: str, item: Item, row: QRectF, width: float, least: float,
    cells: list[Cell],
) -> None:  # fmt: skip
    """`least` is the height of the lowest row, by which all bars are equally thick."""
    size = sheet.sizes.small.least
    exact = Span(size, size)
    lines = max(1, min(_MOST_NAME_LINES, int(row.height() // line_height(size))))
    label = QRectF(row.x(), row.y(), _name_width(sheet, width), row.height())
    sheet.write(name, label, exact, bold=True, most_lines=lines, stand=0.5)
    count_width = _count_width(sheet) + sheet.sizes.gap * 0.6
    count = QRectF(label.right(), row.y(), count_width, row.height())
    sheet.write(
        str(group.result.answered), count, exact, sheet.colours.muted, Align.RIGHT, most_lines=1,
        stand=0.5,
    )  # fmt: skip
    pitch = (row.width() - width) / len(item.codes)
    for number, cell in enumerate(cells):
        _draw_cell(
            sheet, cell.text, cell.share,
            number if item.kind is not ItemKind.SCALE else None,
            QRectF(row.x() + width + pitch * number, row.y(), pitch, row.height()), least,
        )  # fmt: skip


def _draw_cell(
    sheet: Sheet, text: str, share: float, place: int | None, cell: QRectF, least: float
) -> None:
    size = sheet.sizes.small.least
    number_width = natural_width(text, size, bold=True) + 2
    room = max(0.0, cell.width() - number_width - sheet.sizes.gap * 1.4)
    thick = min(least * 0.62, line_height(size) * 1.2)
    top = cell.y() + (cell.height() - thick) / 2
    thin = max(1.0, sheet.sizes.gap * 0.1)
    sheet.draw_panel(
        QRectF(cell.x() - thin, cell.y() + cell.height() * 0.08, thin, cell.height() * 0.84),
        sheet.colours.hairline,
    )
    number = fit(
        sheet.lettering(
            text, QRectF(0, 0, number_width, cell.height() * 2), Span(size, size), bold=True,
            most_lines=1,
        )
    )  # fmt: skip
    colour = sheet.colours.accent if place is None else option_colour(place, sheet.colours.is_dark)
    sheet.draw_bar(QRectF(cell.x(), top, room * share, thick), colour, number)
