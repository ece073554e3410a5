"""An option as a row that can be chosen anywhere on it: its mark, its picture, its words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
)

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import Look
from pollkit.desktop.widgets.option_mark import LETTERS, option_letter, paint_option_shape

_WRAP = int(Qt.TextFlag.TextWordWrap)


class RowFace:
    """What stands on a row, and how it is measured and painted."""

    def __init__(self, button: QAbstractButton, look: Look, place: int, has_shape: bool) -> None:
        """
        Args:
            place: of the option, from 0.
            has_shape: it carries its letter and shape, as on every surface.
        """
        self._button = button
        self._look = look
        self.place = place
        self._has_shape = has_shape and not look.shows_digits and place < len(LETTERS)
        self.words = ""
        self.picture: QPixmap | None = None
        self.badge = ""  # drawn in the mark instead of a tick, such as the place in a ranking
        self.text_px = look.text

    def show_words(self, words: str, spoken: str = "") -> None:
        """`spoken`: what a screen reader says beside the words, such as what a picture shows."""
        if words != self.words or not self._button.accessibleName():
            self.words = words
            self._button.setText(words.replace("&", "&&"))  # a mnemonic is nobody's wish here
            self._button.setAccessibleName(words or spoken)
            self._button.setAccessibleDescription(spoken)
            self._button.updateGeometry()
            self._button.update()

    def height_for(self, width: int) -> int:
        words = self._metrics().boundingRect(
            QRect(0, 0, max(width - self._beside_words(), 40), 10_000), _WRAP, self.words
        )
        tallest = max(words.height(), 0 if self.picture is None else self.picture.height())
        return max(self._look.row, tallest + 2 * self._look.padding)

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        frame = self._button.rect().adjusted(self._look.padding + 2, 0, -self._look.padding, 0)
        x = frame.left()
        x = self._paint_mark(painter, x)
        if self._look.shows_digits and self.place < 10:
            x = self._paint_digit(painter, x)
        if self._has_shape:
            x = self._paint_shape(painter, x)
        if self.picture is not None:
            x = self._paint_picture(painter, x)
        self._paint_words(painter, QRect(x, 0, frame.right() - x, frame.height()))

    def _beside_words(self) -> int:
        """The width of all that is not words."""
        look = self._look
        width = 2 * look.padding + 2 + look.mark + theme.S
        if look.shows_digits and self.place < 10:
            width += 18
        if self._has_shape:
            width += self._shape_width() + theme.S
        if self.picture is not None:
            width += self.picture.width() + theme.M
        return width

    def _paint_ground(self, painter: QPainter) -> None:
        button, palette = self._button, _palette()
        frame = QRectF(button.rect()).adjusted(1, 1, -1, -1)
        ground, edge, thickness = QPalette.ColorRole.Base, QPalette.ColorRole.Mid, 1.0
        if button.isChecked():
            ground, edge, thickness = QPalette.ColorRole.Light, QPalette.ColorRole.Accent, 2.0
        elif button.underMouse() and button.isEnabled():
            edge = QPalette.ColorRole.Accent
        painter.setBrush(palette.color(ground))
        painter.setPen(QPen(palette.color(edge), thickness))
        painter.drawRoundedRect(frame, 8, 8)
        if button.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2))
            painter.drawRoundedRect(frame.adjusted(2.5, 2.5, -2.5, -2.5), 6, 6)

    def _paint_mark(self, painter: QPainter, x: int) -> int:
        side, palette = self._look.mark, _palette()
        frame = QRectF(self._turned(QRect(x, self._middle(side), side, side)))
        is_checked = self._button.isChecked()
        painter.setBrush(
            palette.color(QPalette.ColorRole.Accent if is_checked else QPalette.ColorRole.Base)
        )
        edge = QPalette.ColorRole.Accent if is_checked else QPalette.ColorRole.Mid
        painter.setPen(QPen(palette.color(edge), 1.5))
        radius = side / 2 if isinstance(self._button, QRadioButton) else 4
        painter.drawRoundedRect(frame, radius, radius)
        if is_checked:
            self._paint_inside_mark(painter, frame)
        return x + side + theme.S

    def _paint_inside_mark(self, painter: QPainter, frame: QRectF) -> None:
        colour = _palette().color(QPalette.ColorRole.HighlightedText)
        if self.badge:
            font = QFont(self._button.font())
            font.setPixelSize(round(frame.height() * 0.7))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.badge)
            return
        painter.setPen(QPen(colour, max(2.0, frame.height() / 9)))
        x, y, side = frame.x(), frame.y(), frame.height()
        corners = ((0.26, 0.52), (0.44, 0.70), (0.76, 0.32))
        points = [QPoint(round(x + a * side), round(y + b * side)) for a, b in corners]
        painter.drawPolyline(points)

    def _paint_digit(self, painter: QPainter, x: int) -> int:
        font = QFont(self._button.font())
        font.setPixelSize(theme.SMALL)
        painter.setFont(font)
        painter.setPen(_palette().color(QPalette.ColorRole.PlaceholderText))
        frame = self._turned(QRect(x, 0, 14, self._button.height()))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str((self.place + 1) % 10))
        return x + 18

    def _paint_shape(self, painter: QPainter, x: int) -> int:
        side, palette = self._look.mark, _palette()
        is_dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
        whole = self._turned(QRect(x, self._middle(side), self._shape_width(), side))
        shape, letter = QRectF(whole), QRectF(whole)
        is_rtl = self._button.layoutDirection() is Qt.LayoutDirection.RightToLeft
        shape.setWidth(side)
        letter.setWidth(whole.width() - side)
        if is_rtl:
            shape.moveRight(whole.right() + 1)
        else:
            letter.moveLeft(shape.right())
        paint_option_shape(painter, shape, self.place, is_dark)
        font = QFont(self._button.font())
        font.setPixelSize(self.text_px)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, option_letter(self.place))
        return x + self._shape_width() + theme.S

    def _paint_picture(self, painter: QPainter, x: int) -> int:
        assert self.picture is not None
        width, height = self.picture.width(), self.picture.height()
        frame = self._turned(QRect(x, self._middle(height), width, height))
        painter.drawPixmap(frame.topLeft(), self.picture)
        return x + width + theme.M

    def _paint_words(self, painter: QPainter, frame: QRect) -> None:
        painter.setFont(self._font())
        painter.setPen(self._ink())
        side = Qt.AlignmentFlag.AlignLeft
        if self._button.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            side = Qt.AlignmentFlag.AlignRight
        flags = _WRAP | int(Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(self._turned(frame), flags, self.words)

    def _ink(self) -> QColor:
        role = QPalette.ColorRole.Text
        if not self._button.isEnabled():
            role = QPalette.ColorRole.PlaceholderText
        return _palette().color(role)

    def _font(self) -> QFont:
        font = QFont(self._button.font())
        font.setPixelSize(self.text_px)
        if self._button.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _metrics(self) -> QFontMetrics:
        """Of the heavier face: a row does not grow when it is chosen."""
        font = self._font()
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)

    def _shape_width(self) -> int:
        return self._look.mark + round(self.text_px * 1.3)

    def _middle(self, height: int) -> int:
        return (self._button.height() - height) // 2

    def _turned(self, frame: QRect) -> QRect:
        button = self._button
        return QStyle.visualRect(button.layoutDirection(), button.rect(), frame)


class OneOfThem(QRadioButton):
    """An option of which one is chosen; arrow keys lead to the next."""

    def __init__(self, look: Look, place: int, has_shape: bool = True) -> None:
        super().__init__()
        self.face = RowFace(self, look, place, has_shape)
        _let_grow(self)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, self.face.height_for(240))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, self.face.height_for(10_000))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self.face.height_for(width)

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            self.face.paint(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        _leave_return(event) or super().keyPressEvent(event)


class SomeOfThem(QCheckBox):
    """An option of which several may be chosen."""

    def __init__(self, look: Look, place: int, has_shape: bool = True) -> None:
        super().__init__()
        self.face = RowFace(self, look, place, has_shape)
        _let_grow(self)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, self.face.height_for(240))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, self.face.height_for(10_000))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self.face.height_for(width)

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            self.face.paint(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        _leave_return(event) or super().keyPressEvent(event)


def _palette() -> QPalette:
    """The application's: a style sheet leaves its marks on a button's own (Qt 6.11)."""
    return QApplication.palette()


def _let_grow(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    # Else the row is not painted anew when the pointer comes and goes.
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)


def _leave_return(event: QKeyEvent) -> bool:
    """Return goes on to the next question: the row leaves it to its card."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    event.ignore()
    return True
