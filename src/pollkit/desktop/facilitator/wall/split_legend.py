"""Which option a column of a split belongs to: its words over the column, or in a legend above."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import FittedText, fit, line_height
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_letter
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind

_MOST_LABELLED_COLUMNS = 4
_HEAD_LINES, _MOST_LINES = 2, 3


@dataclass(frozen=True)
class _LegendRow:
    codes: tuple[str, ...]
    columns: int
    height: float


def has_labelled_columns(sheet: Sheet, item: Item, event: Event, pitch: float) -> bool:
    """Whether the words of a few options fit over their columns."""
    if item.kind is ItemKind.SCALE or len(item.codes) > _MOST_LABELLED_COLUMNS:
        return False
    width = pitch - sheet.sizes.gap * 0.5 - mark_width(sheet)
    fitted = (_fitted(sheet, item, event, code, width, _HEAD_LINES) for code in item.codes)
    return not any(text.is_elided or text.is_torn for text in fitted)


def legend_height(sheet: Sheet, item: Item, event: Event, width: float) -> float:
    rows = _rows(sheet, item, event, width)
    return sum(row.height for row in rows) + (sheet.sizes.gap * 0.4 if rows else 0)


def draw_legend(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> float:
    """Returns the end of the legend."""
    size, gap = sheet.sizes.small.least, sheet.sizes.gap
    y = frame.y()
    for row in _rows(sheet, item, event, frame.width()):
        width = (frame.width() - gap * (row.columns - 1)) / row.columns
        for column, code in enumerate(row.codes):
            spot = QRectF(frame.x() + (width + gap) * column, y, width, row.height)
            label = words.option_label(item, code, event)
            if item.kind is ItemKind.SCALE:
                sheet.write(label, spot, Span(size, size), sheet.colours.muted, most_lines=1)
            else:
                draw_mark(sheet, item.codes.index(code), spot, label)
        y += row.height
    return y + (gap * 0.4 if y > frame.y() else 0)


def draw_mark(sheet: Sheet, place: int, spot: QRectF, label: str) -> QRectF:
    """Shape, letter and words; returns what they take."""
    size = sheet.sizes.small.least
    line, side = line_height(size), size * 0.86
    sheet.draw_shape(QRectF(spot.x(), spot.y() + (line - side) / 2, side, side), place)
    letter = QRectF(spot.x() + side + size * 0.3, spot.y(), size, line)
    taken = sheet.write(option_letter(place), letter, Span(size, size), bold=True, most_lines=1)
    if not label:
        return taken
    start = mark_width(sheet)
    rest = QRectF(spot.x() + start, spot.y(), spot.width() - start, spot.height())
    lines = max(1, int((spot.height() + 1) // line))
    return sheet.write(label, rest, Span(size, size), most_lines=lines)


def mark_width(sheet: Sheet) -> float:
    """Of shape and letter."""
    return sheet.sizes.small.least * 2.16


def _rows(sheet: Sheet, item: Item, event: Event, width: float) -> list[_LegendRow]:
    """A scale's two ends; else all options, two in a row where that takes less height."""
    size, codes = sheet.sizes.small.least, item.codes
    line = line_height(size)
    if item.kind is ItemKind.SCALE:
        return [_LegendRow((codes[0], codes[-1]), 2, line)]
    half = (len(codes) + 1) // 2
    ways: list[list[tuple[str, ...]]] = [
        [codes[row::half] for row in range(half)],
        [(code,) for code in codes],
    ]
    laid = [_measured(sheet, item, event, way, width) for way in ways]
    return min((rows for rows in laid if rows), key=lambda rows: sum(r.height for r in rows))


def _measured(
    sheet: Sheet, item: Item, event: Event, way: list[tuple[str, ...]], width: float
) -> list[_LegendRow]:
    """Empty if words would be lost in a row of several."""
    columns = max(len(codes) for codes in way)
    room = (width - sheet.sizes.gap * (columns - 1)) / columns - mark_width(sheet)
    line, rows = line_height(sheet.sizes.small.least), []
    for codes in way:
        fitted = [_fitted(sheet, item, event, code, room, _MOST_LINES) for code in codes]
        if columns > 1 and any(text.is_elided or text.is_torn for text in fitted):
            return []
        rows.append(_LegendRow(codes, columns, line * max(text.line_count for text in fitted)))
    return rows


def _fitted(
    sheet: Sheet, item: Item, event: Event, code: str, width: float, lines: int
) -> FittedText:
    size = sheet.sizes.small.least
    frame = QRectF(0, 0, max(width, 1.0), line_height(size) * (lines + 0.3))
    label = words.option_label(item, code, event)
    return fit(sheet.lettering(label, frame, Span(size, size), most_lines=lines))
