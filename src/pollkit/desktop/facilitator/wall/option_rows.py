"""The options of a question as rows: shape, letter, words; each with its bar once revealed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    FittedText,
    Lettering,
    fit,
    line_height,
    natural_width,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_colour, option_letter

_STEPS = 10
_SIDE_LABEL = 0.36
_WIDEST_SIDE_LABEL = 0.5
# Wide apart, a few rows no longer look like one list.
_MOST_ROW_LINES = 2.6
_LEAST_PITCH_BESIDE = 1.3
_LEAST_PITCH_ABOVE = 1.45
_AMPLE_PITCH_ABOVE = 1.8


@dataclass(frozen=True)
class Row:
    """`place` counts from 0 and gives letter, shape and colour; None for a scale's points."""

    label: str
    place: int | None


@dataclass(frozen=True)
class BarRow:
    row: Row
    count: int
    number: str


def rows_need(sheet: Sheet, rows: int) -> float:
    """The least height in which so many options can be read, each on one line."""
    return rows * line_height(sheet.sizes.option.least) * 1.15


def bars_need(sheet: Sheet, bars: list[BarRow], width: float) -> float:
    """The least height in which so many bars can be read with all of their words on one line."""
    size = sheet.sizes.option.least
    beside = _widest_label(sheet, bars, size) <= width * _WIDEST_SIDE_LABEL
    lines = _LEAST_PITCH_BESIDE if beside else _LEAST_PITCH_ABOVE
    return len(bars) * line_height(size) * lines + 1


def draw_rows(sheet: Sheet, rows: list[Row], frame: QRectF) -> None:
    """Options without numbers; none is left out: words lose their end first."""
    size, lines = _row_size(sheet, rows, frame)
    start = _mark_width(size, rows)
    heights = [_label(row.label, frame.width() - start, size, lines).height for row in rows]
    gap = _gap(frame.height(), sum(heights), len(rows), size)
    y = frame.y()
    for row, height in zip(rows, heights, strict=True):
        place = QRectF(frame.x(), y, frame.width(), height)
        _draw_label(sheet, row, place, size, lines, start)
        y += height + gap


def draw_bars(sheet: Sheet, bars: list[BarRow], base: int, frame: QRectF) -> None:
    """Bars with label and number; the longest fills the room, or stands for half of the base if
    no option has as many: a few answers must not look like a landslide."""
    scale = max([bar.count for bar in bars] + [base / 2, 1])
    for step in range(_STEPS):
        size = _step(sheet.sizes.option, step)
        if _fits_beside(sheet, bars, frame, size, _SIDE_LABEL):
            _draw_beside(sheet, bars, scale, frame, size)
            return
    size = sheet.sizes.option.least
    thick_above = frame.height() / len(bars) >= line_height(size) * _AMPLE_PITCH_ABOVE
    if not thick_above and _fits_beside(sheet, bars, frame, size, _WIDEST_SIDE_LABEL):
        _draw_beside(sheet, bars, scale, frame, size)
    elif frame.height() / len(bars) >= line_height(size) * _LEAST_PITCH_ABOVE:
        _draw_above(sheet, bars, scale, frame)
    else:
        _draw_beside(sheet, bars, scale, frame, size)


def _fits_beside(
    sheet: Sheet, bars: list[BarRow], frame: QRectF, size: float, widest_share: float
) -> bool:
    is_high_enough = frame.height() / len(bars) >= line_height(size) * _LEAST_PITCH_BESIDE
    widest = _widest_label(sheet, bars, size)
    return is_high_enough and widest <= frame.width() * widest_share


def _widest_label(sheet: Sheet, bars: list[BarRow], size: float) -> float:
    rows = [bar.row for bar in bars]
    widest = max(natural_width(row.label, size) for row in rows)
    return widest + _mark_width(size, rows) + sheet.sizes.gap + 1


def _draw_beside(
    sheet: Sheet, bars: list[BarRow], scale: float, frame: QRectF, size: float
) -> None:
    rows = [bar.row for bar in bars]
    start = _mark_width(size, rows)
    label_width = min(_widest_label(sheet, bars, size), frame.width() * _WIDEST_SIDE_LABEL)
    pitch = min(frame.height() / len(bars), line_height(size) * _MOST_ROW_LINES)
    thick = min(pitch * 0.66, line_height(size) * 1.4)
    sheet.is_crowded |= pitch < line_height(size) * 1.05
    for place, bar in enumerate(bars):
        top = frame.y() + pitch * place
        label_frame = QRectF(frame.x(), top, label_width - sheet.sizes.gap, pitch)
        _draw_label(sheet, bar.row, label_frame, size, 1, start)
        left = frame.x() + label_width
        track = QRectF(left, top + (pitch - thick) / 2, frame.right() - left, thick)
        _draw_bar(sheet, bar, scale, track, _number_width(bars, size), size)
    _draw_base_line(sheet, frame.x() + label_width, frame.y(), pitch * len(bars))


def _draw_above(sheet: Sheet, bars: list[BarRow], scale: float, frame: QRectF) -> None:
    """Each label over its bar. Where bars are slimmer than a line their numbers stand in a column
    at the end of the row, so that no number touches the next label."""
    size = sheet.sizes.option.least
    rows = [bar.row for bar in bars]
    start, line = _mark_width(size, rows), line_height(size)
    number_width = _number_width(bars, size)
    width = frame.width() - start - number_width - sheet.sizes.gap
    lines = 2 if frame.height() / len(bars) >= line * 2.6 else 1
    heights = [_label(row.label, width, size, lines).height for row in rows]
    if sum(heights) + line * 0.45 * len(bars) > frame.height():
        lines, heights = 1, [line] * len(bars)
    spare = (frame.height() - sum(heights)) / len(bars)
    # Letters that reach below the line must not touch the bar.
    air = line * 0.07
    spare -= air
    thick = min(spare * 0.62, line * 1.2)
    sheet.is_crowded |= thick < line * 0.4
    gap = min(spare - thick, line * 0.7)
    y = frame.y()
    for bar, height in zip(bars, heights, strict=True):
        words = QRectF(frame.x(), y, start + width, height)
        _draw_label(sheet, bar.row, words, size, lines, start)
        track = QRectF(frame.x() + start, y + height + air, frame.width() - start, thick)
        if thick >= line * 0.9:
            _draw_bar(sheet, bar, scale, track, number_width, size)
        else:
            column = QRectF(frame.right() - number_width, y, number_width, height + thick)
            _draw_bar_apart(sheet, bar, scale, track, column, size)
        y += height + air + thick + gap


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


def _step(span: Span, step: int) -> float:
    return span.ideal + (span.least - span.ideal) * step / (_STEPS - 1)


def _draw_base_line(sheet: Sheet, x: float, top: float, height: float) -> None:
    thin = max(1.0, sheet.sizes.gap * 0.1)
    sheet.draw_panel(QRectF(x - thin, top, thin, height), sheet.colours.muted)


def _draw_label(
    sheet: Sheet, row: Row, frame: QRectF, size: float, lines: int, start: float
) -> None:
    exact = Span(size, size)
    words = QRectF(frame.x() + start, frame.y(), frame.width() - start, frame.height())
    taken = sheet.write(row.label, words, exact, most_lines=lines, stand=0.5)
    if row.place is None:
        return
    first_line = QRectF(frame.x(), taken.y(), start, line_height(size))
    side = size * 0.86
    sheet.draw_shape(
        QRectF(first_line.x(), first_line.center().y() - side / 2, side, side), row.place
    )
    letter = QRectF(first_line.x() + side + size * 0.35, first_line.y(), size, first_line.height())
    sheet.write(option_letter(row.place), letter, exact, bold=True, most_lines=1)


def _mark_width(size: float, rows: list[Row]) -> float:
    return 0.0 if all(row.place is None for row in rows) else size * 2.4


def _row_size(sheet: Sheet, rows: list[Row], frame: QRectF) -> tuple[float, int]:
    """The largest size of letters at which all rows fit, and the lines that each may take."""
    span = sheet.sizes.option
    for lines in (3, 2, 1):
        for step in range(_STEPS):
            size = _step(span, step)
            width = frame.width() - _mark_width(size, rows)
            fitted = [_label(row.label, width, size, lines) for row in rows]
            height = sum(text.height for text in fitted) + size * 0.25 * (len(rows) - 1)
            if height <= frame.height() and (lines == 1 or not any(t.is_elided for t in fitted)):
                return size, lines
    return span.least, 1


def _label(label: str, width: float, size: float, lines: int) -> FittedText:
    return fit(
        Lettering(label, width, lines * line_height(size) * 1.2, size, size, most_lines=lines)
    )


def _gap(height: float, taken: float, rows: int, size: float) -> float:
    return min((height - taken) / max(1, rows - 1), size * 1.1) if rows > 1 else 0.0


def _colour(sheet: Sheet, bar: BarRow) -> QColor:
    if bar.row.place is None:
        return sheet.colours.accent
    return option_colour(bar.row.place, sheet.colours.is_dark)
