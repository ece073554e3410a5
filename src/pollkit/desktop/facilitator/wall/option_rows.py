"""The options of a question as rows: shape, letter, words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import (
    FittedText,
    Lettering,
    fit,
    line_height,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_letter
from pollkit.domain.instruments import Image

_STEPS = 10
_MOST_LINES = 3
# Between two rows, in sizes of letters.
_AIR = 0.25
# The side of an option's picture beside its bar, in sizes of letters.
_THUMB = 1.7


@dataclass(frozen=True)
class Row:
    """`place` counts from 0 and gives letter, shape and colour; None for a scale's points."""

    label: str
    place: int | None
    image: Image | None = None


def rows_need(sheet: Sheet, rows: list[Row], width: float) -> float:
    """The least height in which the options can be read with all of their words."""
    size = sheet.sizes.option.least
    return _height(rows, width, size, _MOST_LINES) + size * _AIR * (len(rows) - 1) + 1


def rows_fit(sheet: Sheet, rows: list[Row], frame: QRectF) -> bool:
    """Whether all words can be read at the least size of letters."""
    size = sheet.sizes.option.least
    room = frame.width() - mark_width(size, rows)
    labels = (label_fit(row.label, room, size, _MOST_LINES) for row in rows)
    is_high_enough = rows_need(sheet, rows, frame.width()) <= frame.height()
    return is_high_enough and not any(label.is_elided or label.is_torn for label in labels)


def draw_rows(sheet: Sheet, rows: list[Row], frame: QRectF) -> None:
    """Options without numbers; none is left out: words lose their end first."""
    size, lines = _row_size(sheet, rows, frame)
    start = mark_width(size, rows)
    heights = [label_fit(row.label, frame.width() - start, size, lines).height for row in rows]
    gap = _gap(frame.height(), sum(heights), len(rows), size)
    y = frame.y()
    for row, height in zip(rows, heights, strict=True):
        place = QRectF(frame.x(), y, frame.width(), height)
        draw_label(sheet, row, place, size, lines, start)
        y += height + gap


def draw_label(
    sheet: Sheet, row: Row, frame: QRectF, size: float, lines: int, start: float,
    stand: float = 0.5, reach: float = 0.0,
) -> None:  # fmt: skip
    """Shape, letter and words, with the option's picture before them; `start` is what stands
    before the words, `reach` how far the picture may go below them."""
    exact = Span(size, size)
    words = QRectF(frame.x() + start, frame.y(), frame.width() - start, frame.height())
    taken = sheet.write(row.label, words, exact, most_lines=lines, stand=stand)
    if row.place is None:
        return
    left = frame.x()
    if row.image is not None:
        height = min((frame.height() + reach) * 0.94, size * _THUMB)
        middle = frame.center().y() + reach / 2
        thumb = QRectF(left, middle - height / 2, size * _THUMB, height)
        sheet.draw_image(row.image, thumb)
        left += size * (_THUMB + 0.3)
    first_line = QRectF(left, taken.y(), start, line_height(size))
    side = size * 0.86
    sheet.draw_shape(
        QRectF(first_line.x(), first_line.center().y() - side / 2, side, side), row.place
    )
    letter = QRectF(first_line.x() + side + size * 0.35, first_line.y(), size, first_line.height())
    sheet.write(option_letter(row.place), letter, exact, bold=True, most_lines=1)


def mark_width(size: float, rows: list[Row]) -> float:
    if all(row.place is None for row in rows):
        return 0.0
    has_pictures = any(row.image is not None for row in rows)
    return size * (2.4 + (_THUMB + 0.3 if has_pictures else 0.0))


def _row_size(sheet: Sheet, rows: list[Row], frame: QRectF) -> tuple[float, int]:
    """The largest size of letters at which all rows fit, and the lines that each may take."""
    span, between = sheet.sizes.option, len(rows) - 1
    for lines in (_MOST_LINES, 2):
        for step in range(_STEPS):
            size = span.at(step / (_STEPS - 1))
            width = frame.width() - mark_width(size, rows)
            height = _height(rows, frame.width(), size, lines) + size * _AIR * between
            labels = (label_fit(row.label, width, size, lines) for row in rows)
            is_lost = any(label.is_elided or label.is_torn for label in labels)
            if height <= frame.height() and not is_lost:
                return size, lines
    is_just_high_enough = _height(rows, frame.width(), span.least, _MOST_LINES) <= frame.height()
    return span.least, _MOST_LINES if is_just_high_enough else 1


def _height(rows: list[Row], width: float, size: float, lines: int) -> float:
    """Of the labels alone."""
    room = width - mark_width(size, rows)
    return sum(label_fit(row.label, room, size, lines).height for row in rows)


def label_fit(label: str, width: float, size: float, lines: int) -> FittedText:
    return fit(
        Lettering(label, width, lines * line_height(size) * 1.2, size, size, most_lines=lines)
    )


def _gap(height: float, taken: float, rows: int, size: float) -> float:
    return min((height - taken) / max(1, rows - 1), size * 1.1) if rows > 1 else 0.0
