"""What a sheet is made of: texts, shapes, panels, bars, pictures.

A mark either fades in while a result is revealed, or grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from pollkit.desktop.facilitator.wall.lettering import FittedText
from pollkit.desktop.widgets.join_card import paint_code
from pollkit.desktop.widgets.option_mark import option_colour, paint_option_shape

FULL = 1.0


class Mark(Protocol):
    """Something painted within `frame`; `shown` runs from 0 to 1 while a result is revealed. What
    `fades` is painted whole, and its layer fades in."""

    @property
    def fades(self) -> bool: ...

    @property
    def frame(self) -> QRectF: ...

    def paint(self, painter: QPainter, shown: float) -> None: ...


@dataclass(frozen=True)
class TextMark:
    frame: QRectF
    fitted: FittedText
    colour: QColor
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        self.fitted.paint(painter, self.frame.x(), self.frame.y(), self.colour)


@dataclass(frozen=True)
class ShapeMark:
    frame: QRectF
    place: int
    is_dark: bool
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        paint_option_shape(painter, self.frame, self.place, self.is_dark)


@dataclass(frozen=True)
class PanelMark:
    frame: QRectF
    colour: QColor
    radius: float
    outline: QColor | None = None
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.outline is not None:
            painter.setPen(QPen(self.outline, max(1.0, self.radius * 0.14)))
        painter.setBrush(self.colour)
        painter.drawRoundedRect(self.frame, self.radius, self.radius)


@dataclass(frozen=True)
class CodeMark:
    frame: QRectF
    url: str
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        paint_code(painter, self.frame, self.url)


@dataclass(frozen=True)
class ImageMark:
    frame: QRectF
    image: QImage
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.frame, self.image)


@dataclass(frozen=True)
class LineMark:
    """A straight line, broken where it stands for a single number."""

    line: QLineF
    colour: QColor
    thick: float
    is_broken: bool = False
    fades: ClassVar[bool] = True

    @property
    def frame(self) -> QRectF:
        rim = self.thick
        box = QRectF(self.line.p1(), self.line.p2()).normalized()
        return box.adjusted(-rim, -rim, rim, rim)

    def paint(self, painter: QPainter, shown: float) -> None:
        style = Qt.PenStyle.DashLine if self.is_broken else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self.colour, self.thick, style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(self.line)


@dataclass(frozen=True)
class DotsMark:
    """Many single spots, so faint that those which lie on each other can be told."""

    frame: QRectF
    spots: Sequence[QPointF]
    radius: float
    colour: QColor
    opacity: float
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour)
        painter.setOpacity(self.opacity)
        for spot in self.spots:
            painter.drawEllipse(spot, self.radius, self.radius)
        painter.setOpacity(FULL)


@dataclass(frozen=True)
class PinsMark:
    """Pins that stand on their points, each with a light rim so that it is seen on any picture."""

    frame: QRectF
    spots: Sequence[QPointF]
    size: float
    colour: QColor
    rim: QColor
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.setPen(QPen(self.rim, max(1.0, self.size * 0.08)))
        painter.setBrush(self.colour)
        for spot in self.spots:
            painter.drawPath(self._outline.translated(spot))

    @property
    def _outline(self) -> QPainterPath:
        size, head = self.size, self.size * 0.36
        drop = QPainterPath(QPointF(0, 0))
        drop.quadTo(QPointF(-head * 0.4, -size * 0.32), QPointF(-head, -size + head))
        drop.arcTo(QRectF(-head, -size, 2 * head, 2 * head), 180, -180)
        drop.quadTo(QPointF(head * 0.4, -size * 0.32), QPointF(0, 0))
        hole = QPainterPath()
        hole.addEllipse(QPointF(0, -size + head), head * 0.4, head * 0.4)
        return drop.subtracted(hole)


@dataclass(frozen=True)
class BarMark:
    """A bar that grows from its base line to its final length, with its number at its end."""

    frame: QRectF
    colour: QColor
    grows_left: bool
    number: FittedText | None
    number_gap: float
    ink: QColor
    fades: ClassVar[bool] = False

    def paint(self, painter: QPainter, shown: float) -> None:
        bar = QRectF(self.frame)
        bar.setWidth(self.frame.width() * shown)
        if self.grows_left:
            bar.moveRight(self.frame.right())
        painter.fillRect(bar, self.colour)
        if self.number is None:
            return
        top = self.frame.center().y() - self.number.height / 2
        left = bar.right() + self.number_gap
        if self.grows_left:
            left = bar.left() - self.number_gap - self.number.wish.width
        self.number.paint(painter, left, top, self.ink)

    @property
    def number_frame(self) -> QRectF:
        """Where the number stands when the bar has grown; empty if it is written elsewhere."""
        if self.number is None:
            return QRectF()
        x = self.frame.right() + self.number_gap
        if self.grows_left:
            x = self.frame.left() - self.number_gap - self.number.widest
        top = self.frame.center().y() - self.number.height / 2
        return QRectF(x, top, self.number.widest, self.number.height)


@dataclass(frozen=True)
class ColumnMark:
    """A column that grows upwards from its foot."""

    frame: QRectF
    colour: QColor
    fades: ClassVar[bool] = False

    def paint(self, painter: QPainter, shown: float) -> None:
        height = self.frame.height() * shown
        column = QRectF(self.frame.x(), self.frame.bottom() - height, self.frame.width(), height)
        painter.fillRect(column, self.colour)


@dataclass(frozen=True)
class StackMark:
    """Shares side by side that open together from the base line; `shares` add up to 1."""

    frame: QRectF
    shares: tuple[float, ...]
    colours: tuple[QColor, ...]
    grows_left: bool
    seam: QColor
    fades: ClassVar[bool] = False

    def paint(self, painter: QPainter, shown: float) -> None:
        done = 0.0
        for share, colour in zip(self.shares, self.colours, strict=True):
            part = QRectF(self.frame)
            part.setWidth(self.frame.width() * share * shown)
            start = self.frame.width() * done * shown
            if self.grows_left:
                part.moveRight(self.frame.right() - start)
            else:
                part.moveLeft(self.frame.left() + start)
            painter.fillRect(part, colour)
            done += share
            if share > 0 and done < FULL - 1e-9:
                seam = part.left() if self.grows_left else part.right()
                painter.fillRect(QRectF(seam - 1, part.y(), 2, part.height()), self.seam)


@dataclass(frozen=True)
class BadgeMark:
    """An option's letter in its shape, on a plate that covers what lies below."""

    frame: QRectF
    place: int
    is_dark: bool
    letter: FittedText
    ink: QColor
    plate: QColor
    outline: QColor
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.setPen(QPen(option_colour(self.place, self.is_dark), max(1.0, self.rim * 0.5)))
        painter.setBrush(self.plate)
        painter.drawRoundedRect(self.frame, self.rim * 2, self.rim * 2)
        side = self.frame.height() * 0.62
        shape = QRectF(self.frame.x() + self.rim * 1.6, 0, side, side)
        shape.moveCenter(QPointF(shape.center().x(), self.frame.center().y()))
        paint_option_shape(painter, shape, self.place, self.is_dark)
        top = self.frame.center().y() - self.letter.height / 2
        self.letter.paint(painter, shape.right() + self.rim, top, self.ink)

    @property
    def rim(self) -> float:
        return self.frame.height() * 0.1
