"""The pen with which the phone's preview is painted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPixmap

from pollkit.desktop import theme
from pollkit.desktop.widgets.option_mark import option_letter, paint_option_shape

PHONE_WIDTH = 288
PHONE_PAD = 16
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class PhonePen:
    """Draws one thing under the other, from the top, from the side where the script begins."""

    def __init__(
        self, painter: QPainter | None, palette: QPalette, font: QFont, is_mirrored: bool
    ) -> None:
        self.y = float(PHONE_PAD)
        self._painter = painter
        self._palette = palette
        self._font = font
        self._is_mirrored = is_mirrored
        self._inside = PHONE_WIDTH - 2 * PHONE_PAD

    def write(
        self, text: str, size: int, tone: str, bold: bool = False, at_end: bool = False,
        is_centred: bool = False,
    ) -> None:  # fmt: skip
        if not text:
            return
        height = self._height_of(text, size, bold, self._inside)
        frame = QRectF(PHONE_PAD, self.y, self._inside, height)
        self._text(frame, text, size, tone, bold, at_end, is_centred)
        self.y += height + theme.S

    def draw_line(self) -> None:
        if self._painter is not None:
            self._painter.setPen(self._colour("hairline"))
            self._painter.drawLine(PHONE_PAD, int(self.y), PHONE_WIDTH - PHONE_PAD, int(self.y))
        self.y += theme.M

    def draw_option(
        self, place: int | None, words: str, is_round: bool, picture: Path | None = None
    ) -> None:
        """`place` chooses the mark; None = a choice without one."""
        before = 40 if place is None else 82
        height, frame = self._row(words, before + 10, below=64 if picture is not None else 0)
        top = QRectF(frame.x(), frame.y(), frame.width(), height - (64 if picture else 0))
        self._tick(self._placed(top, 12, 18, 18), is_round)
        self._named(top, top.height(), place, words, 40)
        if picture is not None and self._painter is not None:
            pixels = QPixmap(str(picture))
            size = pixels.size().scaled(160, 56, Qt.AspectRatioMode.KeepAspectRatio)
            low = QRectF(frame.x(), top.bottom(), frame.width(), 56)
            shown = self._placed(low, before, size.width(), size.height())
            self._painter.drawPixmap(shown, pixels, QRectF(pixels.rect()))
        self.y += height + theme.S

    def _row(
        self, words: str, taken: float, below: float = 0, least: float = 46.0
    ) -> tuple[float, QRectF]:
        """Height and frame of a row in which `taken` pixels are not for its words."""
        text = self._height_of(words, theme.BODY, False, self._inside - taken)
        height = max(least, text + 18) + below
        frame = QRectF(PHONE_PAD, self.y, self._inside, height)
        self._frame(frame)
        return height, frame

    def _named(
        self, frame: QRectF, height: float, place: int | None, words: str, x: float,
    ) -> None:  # fmt: skip
        """Mark, letter and words, from `x` on."""
        if place is not None:
            if self._painter is not None:
                is_dark = self._palette.color(QPalette.ColorRole.Window).lightness() < 128
                paint_option_shape(self._painter, self._placed(frame, x, 16, 16), place, is_dark)
            letter = self._placed(frame, x + 22, 16, height)
            self._text(letter, option_letter(place), theme.SMALL, "ink", True)
            x += 42
        wide = self._inside - x - 10
        self._text(self._placed(frame, x, wide, height), words, theme.BODY, "ink", False)

    def draw_points(self, points: Sequence[str], height: float = 52.0) -> None:
        gap, least = 5.0, 44.0
        a_row = min(len(points), max(1, int((self._inside + gap) // (least + gap))))
        width = (self._inside - gap * (a_row - 1)) / a_row
        for place, point in enumerate(points):
            line, column = divmod(place, a_row)
            x = column * (width + gap)
            x = self._inside - x - width if self._is_mirrored else x
            box = QRectF(PHONE_PAD + x, self.y + line * (height + gap), width, height)
            self._frame(box)
            self._text(box, point, theme.LEAD, "ink", True, is_centred=True)
        self.y += ((len(points) - 1) // a_row + 1) * (height + gap) + theme.XS

    def write_named(self, place: int, words: str) -> None:
        """A statement with its mark, without a frame."""
        height = max(24.0, self._height_of(words, theme.BODY, False, self._inside - 52))
        frame = QRectF(PHONE_PAD, self.y, self._inside, height)
        self._named(frame, height, place, words, 0)
        self.y += height + theme.XS

    def draw_ranked(self, place: int, words: str) -> None:
        """An option with an empty place before it, to be tapped in order."""
        height, frame = self._row(words, 104)
        self._tick(self._placed(frame, 10, 30, 30), is_round=False)
        self._named(frame, height, place, words, 50)
        self.y += height + theme.S

    def draw_share(self, place: int, words: str) -> None:
        """An option, and below it its points with fewer and more."""
        height, frame = self._row(words, 64, below=44)
        top = QRectF(frame.x(), frame.y(), frame.width(), height - 44)
        self._named(top, top.height(), place, words, 12)
        low = QRectF(frame.x(), top.bottom() - 4, frame.width(), 40)
        for x, width, sign in ((152, 40, "−"), (104, 44, "0"), (50, 40, "+")):
            box = self._placed(low, self._inside - x, width, 36)
            self._frame(box)
            self._text(box, sign, theme.LEAD, "ink", sign != "0", is_centred=True)
        self.y += height + theme.S

    def draw_chip(self, place: int, words: str) -> None:
        """What is taken up before it is placed."""
        height, frame = self._row(words, 64, least=38.0)
        self._named(frame, height, place, words, 12)
        self.y += height + theme.XS

    def draw_square(self, left: str, right: str, bottom: str, top: str) -> None:
        side = self._inside * 0.72
        self.write(top, theme.SMALL, "muted", is_centred=True)
        square = QRectF(PHONE_PAD + (self._inside - side) / 2, self.y, side, side)
        self._frame(square)
        if self._painter is not None:
            self._painter.setPen(QPen(self._colour("hairline"), 1))
            middle = square.center()
            self._painter.drawLine(
                QPointF(middle.x(), square.y()), QPointF(middle.x(), square.bottom())
            )
            self._painter.drawLine(
                QPointF(square.x(), middle.y()), QPointF(square.right(), middle.y())
            )
        self.y = square.bottom() + theme.XS
        self.write(bottom, theme.SMALL, "muted", is_centred=True)
        self._draw_sides(f"← {left}", f"{right} →")

    def _draw_sides(self, left: str, right: str) -> None:
        """Left stays left in every script: the picture's sides are meant."""
        half = self._inside / 2 - theme.S
        height = max(self._height_of(words, theme.SMALL, False, half) for words in (left, right))
        first = QRectF(PHONE_PAD, self.y, half, height)
        second = first.translated(half + 2 * theme.S, 0)
        self._text(first, left, theme.SMALL, "muted", False, at_end=self._is_mirrored)
        self._text(second, right, theme.SMALL, "muted", False, at_end=not self._is_mirrored)
        self.y += height + theme.S

    def draw_picture(self, path: Path | None, width: int, height: int, hint: str) -> None:
        """The picture as wide as the phone; a frame with words where its file is gone."""
        shape = height / max(width, 1)
        frame = QRectF(PHONE_PAD, self.y, self._inside, max(40.0, self._inside * min(shape, 1.4)))
        if self._painter is not None:
            pixels = QPixmap(str(path)) if path is not None else QPixmap()
            if pixels.isNull():
                self._frame(frame)
                self._text(frame, hint, theme.SMALL, "muted", False, is_centred=True)
            else:
                size = pixels.size().scaled(
                    frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
                )
                shown = QRectF(0, 0, size.width(), size.height())
                shown.moveCenter(frame.center())
                self._painter.drawPixmap(shown, pixels, QRectF(pixels.rect()))
        self.y = frame.bottom() + theme.S

    def draw_field(self, width: float = 1.0, after: str = "") -> None:
        """A field of one line; `width` as a share of the phone's."""
        wide = self._inside * width
        frame = QRectF(PHONE_PAD, self.y, self._inside, 44)
        self._frame(self._placed(frame, 0, wide, 44))
        if after:
            rest = self._placed(frame, wide + theme.S, self._inside - wide - theme.S, 44)
            self._text(rest, after, theme.BODY, "ink", False)
        self.y += 44 + theme.S

    def draw_box(self, height: float) -> None:
        self._frame(QRectF(PHONE_PAD, self.y, self._inside, height))
        self.y += height + theme.M

    def draw_send(self, words: str) -> None:
        frame = QRectF(PHONE_PAD, self.y + theme.XS, self._inside, 46)
        if self._painter is not None:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._colour("accent"))
            self._painter.drawRoundedRect(frame, 8, 8)
        self._text(frame, words, theme.BODY, "on_accent", True, is_centred=True)
        self.y += 46 + theme.M

    def _frame(self, frame: QRectF) -> None:
        if self._painter is not None:
            self._painter.setPen(QPen(self._colour("muted"), 1.5))
            self._painter.setBrush(self._colour("surface"))
            self._painter.drawRoundedRect(frame, 8, 8)

    def _tick(self, frame: QRectF, is_round: bool) -> None:
        if self._painter is not None:
            self._painter.setPen(QPen(self._colour("muted"), 1.5))
            self._painter.setBrush(self._colour("surface"))
            radius = 9 if is_round else 3
            self._painter.drawRoundedRect(frame, radius, radius)

    def _placed(self, frame: QRectF, x: float, width: float, height: float) -> QRectF:
        """A part of the frame, `x` from the side where the script begins, in its middle."""
        left = frame.right() - x - width if self._is_mirrored else frame.x() + x
        return QRectF(left, frame.center().y() - height / 2, width, height)

    def _text(
        self,
        frame: QRectF,
        text: str,
        size: int,
        tone: str,
        bold: bool,
        at_end: bool = False,
        is_centred: bool = False,
    ) -> None:
        if self._painter is None:
            return
        side = Qt.AlignmentFlag.AlignLeft
        if self._is_mirrored is not at_end:
            side = Qt.AlignmentFlag.AlignRight
        if is_centred:
            side = Qt.AlignmentFlag.AlignHCenter
        self._painter.setFont(self._sized(size, bold))
        self._painter.setPen(self._colour(tone))
        # The text's own direction, so that its full stop and its numbers stand where they belong.
        self._painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._is_mirrored else Qt.LayoutDirection.LeftToRight
        )
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | side
        # AlignAbsolute: the side is already the right one for the script.
        self._painter.drawText(frame, int(flags | Qt.AlignmentFlag.AlignAbsolute), text)

    def _height_of(self, text: str, size: int, bold: bool, width: float) -> float:
        metrics = QFontMetricsF(self._sized(size, bold))
        return metrics.boundingRect(QRectF(0, 0, width, 10_000), _WRAP, text).height()

    def _sized(self, size: int, bold: bool) -> QFont:
        font = QFont(self._font)
        font.setPixelSize(size)
        font.setBold(bold)
        return font

    def _colour(self, tone: str) -> QColor:
        return self._palette.color(_TONES[tone])


_TONES = {
    "ink": QPalette.ColorRole.WindowText,
    "muted": QPalette.ColorRole.PlaceholderText,
    "hairline": QPalette.ColorRole.Midlight,
    "surface": QPalette.ColorRole.Base,
    "accent": QPalette.ColorRole.Accent,
    "on_accent": QPalette.ColorRole.HighlightedText,
}
