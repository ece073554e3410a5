"""The letter, shape and colour by which an option is known on every surface: always in this order,
so that nobody needs to tell colours apart."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.i18n import _

LETTERS = "ABCDEFG"

_LIGHT = ("#0072B2", "#C25400", "#007A5E", "#A0528A", "#8C6D00", "#5F6B76", "#7A5C4A")
_DARK = ("#4BA3E3", "#F08A3C", "#35B892", "#D68BC0", "#D9B93B", "#A7B1BB", "#C2A38F")


def option_letter(place: int) -> str:
    """`place` counts from 0; the letters begin again after the seventh."""
    return LETTERS[place % len(LETTERS)]


def option_colour(place: int, dark: bool) -> QColor:
    colours = _DARK if dark else _LIGHT
    return QColor(colours[place % len(colours)])


def option_shape(place: int, frame: QRectF) -> QPainterPath:
    """The outline of the shape, within the square that fits in the frame's middle."""
    side = min(frame.width(), frame.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(frame.center())
    path = QPainterPath()
    match place % len(LETTERS):
        case 0:
            inset = side * 0.04
            path.addEllipse(square.adjusted(inset, inset, -inset, -inset))
        case 1:
            path.addPolygon(_corners(square, ((0.5, 0.03), (1, 0.93), (0, 0.93))))
        case 2:
            inset = side * 0.09
            path.addRect(square.adjusted(inset, inset, -inset, -inset))
        case 3:
            path.addPolygon(
                _corners(square, ((0.5, -0.03), (1.03, 0.5), (0.5, 1.03), (-0.03, 0.5)))
            )
        case 4:
            path.addPolygon(_star(square))
        case 5:
            path.addPolygon(_corners(square, _around(6, 0.5, math.pi / 6)))
        case _:
            path.addPolygon(_corners(square, _PLUS))
    path.closeSubpath()
    return path


def paint_option_shape(painter: QPainter, frame: QRectF, place: int, dark: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(option_shape(place, frame), option_colour(place, dark))
    painter.restore()


class OptionMark(QWidget):
    """The shape with its letter, the size of the font; `place` counts from 0."""

    def __init__(self, place: int, dark: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._dark = dark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Option {letter}").format(letter=option_letter(place)))

    def set_dark(self, dark: bool) -> None:
        self._dark = dark
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        height = self.fontMetrics().height()
        return QSize(round(height * 2.1), height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        side = self.height() * 0.78
        x, letter_x = 1.0, side + 7.0
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x, letter_x = self.width() - side - 1.0, 0.0
        paint_option_shape(
            painter, QRectF(x, (self.height() - side) / 2, side, side), self._place, self._dark
        )
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        letter_frame = QRectF(letter_x, 0, self.width() - side - 7.0, self.height())
        painter.drawText(letter_frame, Qt.AlignmentFlag.AlignCenter, option_letter(self._place))


_PLUS = (
    (0.34, 0.05), (0.66, 0.05), (0.66, 0.34), (0.95, 0.34), (0.95, 0.66), (0.66, 0.66),
    (0.66, 0.95), (0.34, 0.95), (0.34, 0.66), (0.05, 0.66), (0.05, 0.34), (0.34, 0.34),
)  # fmt: skip


def _corners(square: QRectF, points: tuple[tuple[float, float], ...]) -> QPolygonF:
    side = square.width()
    return QPolygonF([QPointF(square.x() + x * side, square.y() + y * side) for x, y in points])


def _around(count: int, radius: float, start: float = 0.0) -> tuple[tuple[float, float], ...]:
    angles = (start - math.pi / 2 + 2 * math.pi * turn / count for turn in range(count))
    return tuple((0.5 + radius * math.cos(a), 0.5 + radius * math.sin(a)) for a in angles)


def _star(square: QRectF) -> QPolygonF:
    outer = _around(5, 0.56)
    inner = _around(5, 0.25, math.pi / 5)
    spikes = tuple(point for pair in zip(outer, inner, strict=True) for point in pair)
    return _corners(square.translated(0, square.width() * 0.04), spikes)
