"""How a question looks on a phone: painted after the attendee page, in any of the languages."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.option_mark import option_letter, paint_option_shape
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _, direction, ngettext, speaking

_WIDTH = 288
_PAD = 16
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class PhonePreview(QWidget):
    """A picture, not a form: nothing in it takes the focus; the description says what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._event: Event | None = None
        self._item: Item | None = None
        self._language = "en"
        self._height = 360
        self.setAccessibleName(_("Preview of the phone"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_question(self, event: Event, item: Item | None, language: str) -> None:
        self._event, self._item, self._language = event, item, language
        self._height = max(360, int(self._draw(None)) + 2 * _PAD)
        self.setAccessibleDescription(self._described())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDTH, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 2))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 20, 20)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter | None) -> float:
        """The bottom of what is drawn; without a painter it is only measured."""
        if self._event is None:
            return 0.0
        pen = _Pen(painter, self.palette(), self.font(), direction(self._language) == "rtl")
        event = self._event
        pen.write(event.title_in(self._language), theme.SMALL, "muted")
        pen.draw_line()
        with speaking(self._language):
            if self._item is None:
                pen.write(_("You are in."), 22, "ink", bold=True)
                pen.write(_("The next question appears here by itself."), theme.BODY, "ink")
            else:
                self._draw_item(pen, self._item)
        return pen.y

    def _draw_item(self, pen: _Pen, item: Item) -> None:
        pen.write(in_language(item.texts, self._language) or "…", 20, "ink", bold=True)
        if item.kind is ItemKind.MULTIPLE:
            pen.write(_choices_words(item), theme.SMALL, "muted")
        if item.kind is ItemKind.TEXT:
            pen.draw_box(96)
        elif item.kind is ItemKind.SCALE:
            pen.draw_scale(item.points)
            _write_ends(pen, item, self._language)
        else:
            for place, option in enumerate(item.options):
                words = in_language(option.texts, self._language) or "…"
                pen.draw_option(place, words, is_round=item.kind is ItemKind.SINGLE)
        if item.kind in (ItemKind.TEXT, ItemKind.MULTIPLE):
            pen.draw_send(_("Send"))

    def _described(self) -> str:
        if self._item is None:
            return ""
        texts = [self._item.texts, *(option.texts for option in self._item.options)]
        return ". ".join(filter(None, (in_language(text, self._language) for text in texts)))


def _choices_words(item: Item) -> str:
    if item.most_choices is None:
        return _("Choose all that apply")
    most = item.most_choices
    return ngettext("Choose one answer", "Choose up to {n} answers", most).format(n=most)


def _write_ends(pen: _Pen, item: Item, language: str) -> None:
    low, high = in_language(item.low_label, language), in_language(item.high_label, language)
    if low:
        pen.write(f"1 · {low}", theme.SMALL, "muted")
    if high:
        pen.write(f"{item.points} · {high}", theme.SMALL, "muted", at_end=True)


class _Pen:
    """Draws one thing under the other, from the top, from the side where the script begins."""

    def __init__(
        self, painter: QPainter | None, palette: QPalette, font: QFont, is_mirrored: bool
    ) -> None:
        self.y = float(_PAD)
        self._painter = painter
        self._palette = palette
        self._font = font
        self._is_mirrored = is_mirrored
        self._inside = _WIDTH - 2 * _PAD

    def write(
        self, text: str, size: int, tone: str, bold: bool = False, at_end: bool = False
    ) -> None:
        height = self._height_of(text, size, bold, self._inside)
        self._text(QRectF(_PAD, self.y, self._inside, height), text, size, tone, bold, at_end)
        self.y += height + theme.S

    def draw_line(self) -> None:
        if self._painter is not None:
            self._painter.setPen(self._colour("hairline"))
            self._painter.drawLine(_PAD, int(self.y), _WIDTH - _PAD, int(self.y))
        self.y += theme.M

    def draw_option(self, place: int, words: str, is_round: bool) -> None:
        room = self._inside - 92
        height = max(46.0, self._height_of(words, theme.BODY, False, room) + 18)
        frame = QRectF(_PAD, self.y, self._inside, height)
        self._frame(frame)
        self._tick(self._placed(frame, 12, 18, 18), is_round)
        if self._painter is not None:
            is_dark = self._palette.color(QPalette.ColorRole.Window).lightness() < 128
            paint_option_shape(self._painter, self._placed(frame, 40, 16, 16), place, is_dark)
        letter = self._placed(frame, 62, 16, height)
        self._text(letter, option_letter(place), theme.SMALL, "ink", True)
        self._text(self._placed(frame, 82, room, height), words, theme.BODY, "ink", False)
        self.y += height + theme.S

    def draw_scale(self, points: int) -> None:
        gap, least = 5.0, 44.0
        a_row = max(1, int((self._inside + gap) // (least + gap)))
        a_row = min(points, a_row)
        width = (self._inside - gap * (a_row - 1)) / a_row
        for point in range(points):
            line, place = divmod(point, a_row)
            x = place * (width + gap)
            x = self._inside - x - width if self._is_mirrored else x
            box = QRectF(_PAD + x, self.y + line * (52 + gap), width, 52)
            self._frame(box)
            self._text(box, str(point + 1), theme.LEAD, "ink", True, is_centred=True)
        self.y += ((points - 1) // a_row + 1) * (52 + gap) + theme.XS

    def draw_box(self, height: float) -> None:
        self._frame(QRectF(_PAD, self.y, self._inside, height))
        self.y += height + theme.M

    def draw_send(self, words: str) -> None:
        frame = QRectF(_PAD, self.y + theme.XS, self._inside, 46)
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
