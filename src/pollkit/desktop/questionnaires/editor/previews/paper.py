"""An item as it stands on paper: its number, its words, boxes to tick and lines to write on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop.questionnaires.editor.previews.phone import described
from pollkit.domain.editing.condition_words import condition_in_words
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _, direction, speaking

_WIDTH = 300
_PAD = 16
# Paper is white in every theme.
_INK, _GREY, _WHITE = QColor("#1B1F24"), QColor("#59616B"), QColor("#FFFFFF")
_MOST_DRAWN = 24


class PaperPreview(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Instrument, Item | None, str] | None = None
        self._height = 200
        self.setAccessibleName(_("Preview on paper"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_item(self, instrument: Instrument, item: Item | None, language: str) -> None:
        self._shown = (instrument, item, language)
        self._height = max(200, int(self._draw(None)) + _PAD)
        self.setAccessibleDescription(described(item, language))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDTH, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_GREY, 1))
        painter.setBrush(_WHITE)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter | None) -> float:
        if self._shown is None:
            return 0.0
        instrument, item, language = self._shown
        pen = _PaperPen(painter, QFont(self.font()), direction(language) == "rtl")
        if item is None:
            pen.write(in_language(instrument.title, language) or "…", 16, bold=True)
            return pen.y
        with speaking(language):
            pen.write(condition_in_words(item.rules.relevant, instrument, language), 11, grey=True)
            asked = [i for i in instrument.items if i.kind not in _UNNUMBERED]
            names = [i.name for i in asked]
            number = f"{names.index(item.name) + 1}.  " if item.name in names else ""
            pen.write(number + (in_language(item.texts, language) or "…"), 14, bold=True)
            pen.write(in_language(item.hint, language), 12, grey=True)
            _draw_answer(pen, item, language)
        return pen.y


_UNNUMBERED = frozenset({ItemKind.NOTE, ItemKind.HIDDEN})


@dataclass
class _PaperPen:
    """Draws one thing under the other; without a painter it only measures."""

    painter: QPainter | None
    font: QFont
    is_mirrored: bool
    y: float = float(_PAD)

    def write(
        self, text: str, size: int, bold: bool = False, grey: bool = False, indent: float = 0
    ) -> float:
        """Returns the height of what was written."""
        if not text:
            return 0
        font = QFont(self.font)
        font.setPixelSize(size)
        font.setBold(bold)
        width = _WIDTH - 2 * _PAD - indent
        side = Qt.AlignmentFlag.AlignRight if self.is_mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(Qt.TextFlag.TextWordWrap | side | Qt.AlignmentFlag.AlignAbsolute)
        box = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10_000), flags, text)
        x = _PAD if self.is_mirrored else _PAD + indent
        if self.painter is not None:
            self.painter.setFont(font)
            self.painter.setPen(_GREY if grey else _INK)
            self.painter.drawText(QRectF(x, self.y, width, box.height()), flags, text)
        self.y += box.height() + 6
        return float(box.height())

    def tick(self, words: str, is_round: bool) -> None:
        top = self.y
        self.write(words, 13, indent=26)
        self._box(QRectF(self._from_side(0, 15), top + 1, 15, 15), is_round)

    def boxes(self, labels: tuple[str, ...]) -> None:
        """A row of boxes, each with its number above it."""
        step = (_WIDTH - 2 * _PAD) / max(len(labels), 5)
        font = QFont(self.font)
        font.setPixelSize(11)
        for place, words in enumerate(labels):
            x = self._from_side(place * step, step)
            if self.painter is not None:
                self.painter.setFont(font)
                self.painter.setPen(_INK)
                frame = QRectF(x, self.y, step, 14)
                self.painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), words)
            self._box(QRectF(x + step / 2 - 7.5, self.y + 16, 15, 15), True)
        self.y += 40

    def cells(self, count: int, after: str = "") -> None:
        """One box for each digit."""
        for place in range(count):
            self._box(QRectF(self._from_side(place * 24, 22), self.y, 22, 26), False)
        if after and self.painter is not None:
            font = QFont(self.font)
            font.setPixelSize(13)
            self.painter.setFont(font)
            self.painter.setPen(_INK)
            x = self._from_side(count * 24 + 6, 100)
            frame = QRectF(x, self.y, 100, 26)
            side = Qt.AlignmentFlag.AlignRight if self.is_mirrored else Qt.AlignmentFlag.AlignLeft
            self.painter.drawText(frame, int(side | Qt.AlignmentFlag.AlignVCenter), after)
        self.y += 34

    def lines(self, count: int) -> None:
        for _line in range(count):
            self.y += 22
            if self.painter is not None:
                self.painter.setPen(QPen(_GREY, 0.8))
                self.painter.drawLine(_PAD, int(self.y), _WIDTH - _PAD, int(self.y))
        self.y += 8

    def _box(self, frame: QRectF, is_round: bool) -> None:
        if self.painter is None:
            return
        self.painter.setPen(QPen(_INK, 1.2))
        self.painter.setBrush(_WHITE)
        radius = frame.width() / 2 if is_round else 2
        self.painter.drawRoundedRect(frame, radius, radius)

    def _from_side(self, x: float, width: float) -> float:
        return _WIDTH - _PAD - x - width if self.is_mirrored else _PAD + x


def _draw_answer(pen: _PaperPen, item: Item, language: str) -> None:
    labels = tuple(in_language(option.texts, language) or "…" for option in item.options)
    if item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        for words in labels[:_MOST_DRAWN]:
            pen.tick(words, item.kind is ItemKind.SINGLE)
        if len(labels) > _MOST_DRAWN:
            pen.write("…", 13)
    elif item.kind is ItemKind.RANKING:
        pen.write(_("Write 1 beside the best, then 2, 3 …"), 12, grey=True)
        for words in labels[:_MOST_DRAWN]:
            pen.tick(words, False)
    elif item.kind is ItemKind.SCALE:
        pen.boxes(item.scale_points)
        _write_ends(pen, item, language)
    elif item.kind is ItemKind.MATRIX:
        for words in labels:
            pen.write(words, 13)
            pen.boxes(item.scale_points)
        _write_ends(pen, item, language)
    elif item.kind is ItemKind.NUMBER:
        digits = len((item.largest or "999").partition(".")[0])
        pen.cells(min(digits, 10), in_language(item.unit, language))
    elif item.kind is ItemKind.DATE:
        pen.cells(8, _("day, month, year"))
    elif item.kind is ItemKind.TIME:
        pen.cells(4)
    elif item.kind is ItemKind.MOMENT:
        pen.cells(8, _("day, month, year"))
        pen.cells(4)
    elif item.kind in (ItemKind.TEXT, ItemKind.WORDS):
        pen.lines(3)


def _write_ends(pen: _PaperPen, item: Item, language: str) -> None:
    points = item.scale_points
    low, high = (in_language(end, language) for end in (item.low_label, item.high_label))
    ends = [f"{points[0]} = {low}"] if low else []
    ends += [f"{points[-1]} = {high}"] if high else []
    pen.write(" · ".join(ends), 12, grey=True)
