"""Four posters that are told apart at a glance, drawn from simple shapes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen


def poster(name: str, wide: int, high: int) -> QImage:
    """`name` is one of river, square, hall and bridge."""
    pixels = QImage(wide, high, QImage.Format.Format_RGB32)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(wide / 100, high / 100)
    painter.setPen(Qt.PenStyle.NoPen)
    _DRAWN[name](painter)
    painter.end()
    return pixels


def _river(painter: QPainter) -> None:
    painter.fillRect(0, 0, 100, 100, QColor("#F6B26B"))
    painter.setBrush(QColor("#FFF2CC"))
    painter.drawEllipse(QPointF(68, 34), 12, 12)
    painter.setBrush(QColor("#2F5D50"))
    painter.drawRect(QRectF(0, 48, 100, 52))
    water = QPainterPath(QPointF(60, 48))
    water.cubicTo(20, 60, 90, 74, 20, 100)
    water.lineTo(75, 100)
    water.cubicTo(110, 74, 50, 60, 68, 48)
    painter.fillPath(water, QColor("#6FA8DC"))


def _square(painter: QPainter) -> None:
    painter.fillRect(0, 0, 100, 100, QColor("#EADFCF"))
    for step, colour in enumerate(("#C9A77C", "#DDBF98", "#B5895A", "#7A5C4A")):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(50, 56), 42 - 11 * step, 34 - 9 * step)
    painter.setBrush(QColor("#3C6E71"))
    for x in (6, 26, 62, 80):
        painter.drawRect(QRectF(x, 6, 14, 18))


def _hall(painter: QPainter) -> None:
    painter.fillRect(0, 0, 100, 100, QColor("#FCE5CD"))
    painter.setBrush(QColor("#A61E4D"))
    painter.drawPolygon([QPointF(4, 42), QPointF(50, 10), QPointF(96, 42)])
    painter.fillRect(8, 42, 84, 46, QColor("#C2255C"))
    painter.setBrush(QColor("#FFF0F6"))
    for x in (14, 40, 66):
        painter.drawRoundedRect(QRectF(x, 54, 20, 44), 10, 14)
    painter.fillRect(0, 88, 100, 12, QColor("#5F3B47"))


def _bridge(painter: QPainter) -> None:
    painter.fillRect(0, 0, 100, 100, QColor("#CFE2F3"))
    painter.fillRect(0, 66, 100, 34, QColor("#3D85C6"))
    painter.setPen(QPen(QColor("#434343"), 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(8, 22, 84, 88), 0, 180 * 16)
    painter.drawLine(QPointF(0, 60), QPointF(100, 60))
    painter.setPen(QPen(QColor("#434343"), 1.4))
    for x, top in ((22, 34), (36, 26), (50, 23), (64, 26), (78, 34)):
        painter.drawLine(QPointF(x, top), QPointF(x, 60))


_DRAWN: dict[str, Callable[[QPainter], None]] = {
    "river": _river, "square": _square, "hall": _hall, "bridge": _bridge,
}  # fmt: skip
