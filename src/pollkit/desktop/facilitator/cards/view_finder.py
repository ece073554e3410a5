"""The camera's picture with each recognised card outlined, and its letter with its shape."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop.widgets.option_mark import option_colour, paint_option_shape
from pollkit.i18n import _
from pollkit.paper.card_watch import CardSight
from pollkit.paper.cards import LETTERS, CardReading

# Bright on the dark plate that carries the letter, whatever the camera sees behind it.
_PLATE = QColor(20, 23, 26, 225)
_PLATE_INK = QColor("#FFFFFF")


class ViewFinder(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 180)
        self.setAccessibleName(_("Picture of the camera"))
        self._sight: CardSight | None = None
        self._image = QImage()
        self._letters = LETTERS
        self._is_mirrored = True
        self._shows_letters = True
        self._words = ""

    def show_sight(
        self, sight: CardSight | None, letters: str, is_mirrored: bool, shows_letters: bool
    ) -> None:
        """
        Args:
            letters: those that count; cards with others are marked with a question mark.
            shows_letters: else a card is only ticked off.
        """
        if sight is not self._sight:
            self._sight = sight
            self._image = _image(sight)
        self._letters = letters
        self._is_mirrored = is_mirrored
        self._shows_letters = shows_letters
        self.update()

    def show_words(self, words: str) -> None:
        """What stands there while there is no picture."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(800, 450)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        if self._sight is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self._words)
        else:
            self._paint_sight(painter, self._sight)
        painter.end()

    def _paint_sight(self, painter: QPainter, sight: CardSight) -> None:
        scale = min(self.width() / sight.width, self.height() / sight.height)
        frame = QRectF(0, 0, sight.width * scale, sight.height * scale)
        frame.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        painter.save()
        if self._is_mirrored:
            painter.translate(frame.center().x() * 2, 0)
            painter.scale(-1, 1)
        painter.drawImage(frame, self._image)
        painter.restore()
        for reading in sight.readings:
            self._paint_card(painter, frame, scale, reading)

    def _paint_card(
        self, painter: QPainter, frame: QRectF, scale: float, reading: CardReading
    ) -> None:
        place = LETTERS.index(reading.letter)
        counts = reading.letter in self._letters
        corners = QPolygonF([self._shown(frame, scale, corner) for corner in reading.corners])
        colour = option_colour(place, dark=True) if counts else QColor("#F0C36D")
        if not self._shows_letters and counts:
            colour = QColor("#8FD6A4")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, paint in ((5.0, QColor("#14171A")), (2.5, colour)):
            painter.setPen(QPen(paint, width, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolygon(corners)
        # Whether a letter counts is no secret; which one it is, is.
        words = "✓" if not self._shows_letters else reading.letter
        self._paint_plate(painter, corners.boundingRect(), words if counts else "?", place)

    def _paint_plate(self, painter: QPainter, box: QRectF, words: str, place: int) -> None:
        height = min(max(box.height() * 0.3, 16.0), 34.0)
        has_shape = words in LETTERS
        plate = QRectF(0, 0, height * (1.8 if has_shape else 1.0), height)
        plate.moveCenter(box.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(plate, height * 0.2, height * 0.2)
        font = QFont(self.font())
        font.setPixelSize(round(height * 0.66))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(_PLATE_INK)
        if not has_shape:
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
            return
        shape = QRectF(
            plate.x() + height * 0.22, plate.y() + height * 0.22, height * 0.56, height * 0.56
        )
        paint_option_shape(painter, shape, place, dark=True)
        text = QRectF(plate.x() + height * 0.8, plate.y(), height * 0.95, height)
        painter.setPen(_PLATE_INK)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, words)

    def _shown(self, frame: QRectF, scale: float, corner: tuple[float, float]) -> QPointF:
        x, y = corner[0] * scale, corner[1] * scale
        return QPointF(
            frame.right() - x if self._is_mirrored else frame.left() + x, frame.top() + y
        )


def _image(sight: CardSight | None) -> QImage:
    if sight is None:
        return QImage()
    stride = sight.width * 3
    # Copied: Qt only borrows the bytes, and the next picture replaces them.
    return QImage(
        sight.pixels, sight.width, sight.height, stride, QImage.Format.Format_RGB888
    ).copy()
