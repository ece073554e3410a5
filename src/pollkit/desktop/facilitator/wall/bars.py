"""Options with their bars: words beside the bar, above it or, where there is little room, on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from pollkit.desktop.facilitator.wall.lettering import Align, fit, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.option_rows import Row, draw_label, label_fit, mark_width
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_colour

_STEPS = 10
_SIDE_LABEL = 0.36
_WIDEST_SIDE_LABEL = 0.5
# Wide apart, a few rows no longer look like one list.
_MOST_ROW_LINES = 2.6
_LEAST_PITCH_BESIDE = 1.3
_LEAST_PITCH_ABOVE = 1.45
_AMPLE_PITCH_ABOVE = 1.8
_MOST_LABEL_LINES = 3
# In lines of letters: the slimmest bar under its words with the air around it; the room of words
# on their bar.
_SLIM, _ON_BAR = 0.5, 1.12
# Of 255: words keep their contrast on a bar so light.
_TINT = 80


@dataclass(frozen=True)
class BarRow:
    row: Row
    count: float
    number: str


def bars_need(sheet: Sheet, bars: list[BarRow], width: float) -> float:
    """The height in which so many bars can be read with all of their words, a line of air with
    each."""
    size = sheet.sizes.option.least
    if _widest_label(sheet, bars, size) <= width * _WIDEST_SIDE_LABEL:
        return len(bars) * line_height(size) * _LEAST_PITCH_BESIDE + 1
    air = len(bars) * line_height(size) * (_LEAST_PITCH_ABOVE - 1)
    return sum(_label_heights(sheet, bars, width)) + air + 1


def least_bars_need(sheet: Sheet, bars: list[BarRow], width: float) -> float:
    """The same with the words on their bars."""
    least = sum(_label_heights(sheet, bars, width)) * (1 + (_ON_BAR - 1) / 2) + 2
    return min(least, bars_need(sheet, bars, width))


def draw_bars(sheet: Sheet, bars: list[BarRow], base: float, frame: QRectF) -> None:
    """Bars with label and number; the longest fills the room, or stands for half of the base if
    no option has as many: a few answers must not look like a landslide."""
    scale = max([bar.count for bar in bars] + [base / 2, 1])
    for step in range(_STEPS):
        size = sheet.sizes.option.at(step / (_STEPS - 1))
        if _fits_beside(sheet, bars, frame, size, _SIDE_LABEL):
            _draw_beside(sheet, bars, scale, frame, size)
            return
    size = sheet.sizes.option.least
    line, pitch = line_height(size), frame.height() / len(bars)
    heights = _label_heights(sheet, bars, frame.width())
    if pitch < line * _AMPLE_PITCH_ABOVE and _fits_beside(
        sheet, bars, frame, size, _WIDEST_SIDE_LABEL
    ):
        _draw_beside(sheet, bars, scale, frame, size)
    elif sum(heights) + line * _SLIM * len(bars) <= frame.height():
        _draw_above(sheet, bars, scale, frame, heights)
    elif pitch < line * _LEAST_PITCH_ABOVE and max(heights) <= line:
        _draw_beside(sheet, bars, scale, frame, size)
    else:
        _draw_on_bars(sheet, bars, scale, frame, heights)


def _label_heights(sheet: Sheet, bars: list[BarRow], width: float) -> list[float]:
    """Of labels that stand above or on their bars, with the numbers at the end of the row."""
    size, rows = sheet.sizes.option.least, [bar.row for bar in bars]
    room = width - mark_width(size, rows) - _number_width(bars, size) - sheet.sizes.gap
    return [label_fit(row.label, room, size, _MOST_LABEL_LINES).height for row in rows]


def _fits_beside(
    sheet: Sheet, bars: list[BarRow], frame: QRectF, size: float, widest_share: float
) -> bool:
    is_high_enough = frame.height() / len(bars) >= line_height(size) * _LEAST_PITCH_BESIDE
    widest = _widest_label(sheet, bars, size)
    return is_high_enough and widest <= frame.width() * widest_share


def _widest_label(sheet: Sheet, bars: list[BarRow], size: float) -> float:
    rows = [bar.row for bar in bars]
    widest = max(natural_width(row.label, size) for row in rows)
    return widest + mark_width(size, rows) + sheet.sizes.gap + 1


def _draw_beside(
    sheet: Sheet, bars: list[BarRow], scale: float, frame: QRectF, size: float
) -> None:
    rows = [bar.row for bar in bars]
    start = mark_width(size, rows)
    label_width = min(_widest_label(sheet, bars, size), frame.width() * _WIDEST_SIDE_LABEL)
    pitch = min(frame.height() / len(bars), line_height(size) * _MOST_ROW_LINES)
    thick = min(pitch * 0.66, line_height(size) * 1.4)
    sheet.is_crowded |= pitch < line_height(size) * 1.05
    for place, bar in enumerate(bars):
        top = frame.y() + pitch * place
        label_frame = QRectF(frame.x(), top, label_width - sheet.sizes.gap, pitch)
        draw_label(sheet, bar.row, label_frame, size, 1, start)
        left = frame.x() + label_width
        track = QRectF(left, top + (pitch - thick) / 2, frame.right() - left, thick)
        _draw_bar(sheet, bar, scale, track, _number_width(bars, size), size)
    _draw_base_line(sheet, frame.x() + label_width, frame.y(), pitch * len(bars))


def _draw_above(
    sheet: Sheet, bars: list[BarRow], scale: float, frame: QRectF, heights: list[float]
) -> None:
    """Each label over its bar. Where bars are slimmer than a line their numbers stand in a column
    at the end of the row, so that no number touches the next label."""
    size = sheet.sizes.option.least
    start, line = mark_width(size, [bar.row for bar in bars]), line_height(size)
    number_width = _number_width(bars, size)
    width = frame.width() - start - number_width - sheet.sizes.gap
    # Letters that reach below the line must not touch the bar.
    air = line * 0.07
    spare = (frame.height() - sum(heights)) / len(bars) - air
    thick = min(spare * 0.62, line * 1.2)
    gap = min(spare - thick, line * 0.7)
    y = frame.y()
    for bar, height in zip(bars, heights, strict=True):
        words = QRectF(frame.x(), y, start + width, height)
        draw_label(sheet, bar.row, words, size, _MOST_LABEL_LINES, start, reach=air + thick)
        track = QRectF(frame.x() + start, y + height + air, frame.width() - start, thick)
        if thick >= line * 0.9:
            _draw_bar(sheet, bar, scale, track, number_width, size)
        else:
            column = QRectF(frame.right() - number_width, y, number_width, height + thick)
            _draw_bar_apart(sheet, bar, scale, track, column, size)
        y += height + air + thick + gap


def _draw_on_bars(
    sheet: Sheet, bars: list[BarRow], scale: float, frame: QRectF, heights: list[float]
) -> None:
    """Light bars as high as their words, which stand on them; a stripe has the full colour."""
    size = sheet.sizes.option.least
    start, line = mark_width(size, [bar.row for bar in bars]), line_height(size)
    number_width = _number_width(bars, size)
    spare = (frame.height() - sum(heights)) / len(bars)
    sheet.is_crowded |= spare < line * (_ON_BAR - 1) * 0.5
    gap = max(0.0, min(spare * 0.5, line * 0.25))
    pad = max(0.0, min(spare - gap, line * 0.3))
    y = frame.y()
    for bar, height in zip(bars, heights, strict=True):
        row = QRectF(frame.x(), y, frame.width(), height + pad)
        words = QRectF(row)
        words.setRight(row.right() - number_width - sheet.sizes.gap)
        draw_label(sheet, bar.row, words, size, _MOST_LABEL_LINES, start)
        colour = _colour(sheet, bar)
        left = row.x() + start - size * 0.24
        length = (row.right() - number_width - sheet.sizes.gap - left) * bar.count / scale
        light = QColor(colour)
        light.setAlpha(_TINT)
        sheet.draw_bar(QRectF(left, y, length, row.height()), light, None)
        sheet.draw_bar(QRectF(left, y, min(size * 0.18, length), row.height()), colour, None)
        column = QRectF(row.right() - number_width, y, number_width, row.height())
        sheet.write(
            bar.number, column, Span(size, size), align=Align.RIGHT, bold=True, most_lines=1,
            stand=0.5, moves=True,
        )  # fmt: skip
        y += row.height() + gap


def _draw_bar(
    sheet: Sheet, bar: BarRow, scale: float, track: QRectF, number_width: float, size: float
) -> None:
    room = QRectF(0, 0, number_width, size * 3)
    number = fit(sheet.lettering(bar.number, room, Span(size, size), bold=True, most_lines=1))
    length = (track.width() - number_width - sheet.sizes.gap) * bar.count / scale
    frame = QRectF(track.x(), track.y(), length, track.height())
    sheet.draw_bar(frame, _colour(sheet, bar), number)


def _draw_bar_apart(
    sheet: Sheet, bar: BarRow, scale: float, track: QRectF, column: QRectF, size: float
) -> None:
    length = (track.width() - column.width() - sheet.sizes.gap) * bar.count / scale
    sheet.draw_bar(QRectF(track.x(), track.y(), length, track.height()), _colour(sheet, bar), None)
    sheet.write(
        bar.number, column, Span(size, size), align=Align.RIGHT, bold=True, most_lines=1,
        stand=0.5, moves=True,
    )  # fmt: skip


def _number_width(bars: list[BarRow], size: float) -> float:
    return max(natural_width(bar.number, size, bold=True) for bar in bars) + 2


def _draw_base_line(sheet: Sheet, x: float, top: float, height: float) -> None:
    thin = max(1.0, sheet.sizes.gap * 0.1)
    sheet.draw_panel(QRectF(x - thin, top, thin, height), sheet.colours.muted)


def _colour(sheet: Sheet, bar: BarRow) -> QColor:
    if bar.row.place is None:
        return sheet.colours.accent
    return option_colour(bar.row.place, sheet.colours.is_dark)
