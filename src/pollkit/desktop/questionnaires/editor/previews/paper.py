"""An item as it stands on the printed form: its number, its words, boxes and lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop.questionnaires.editor.previews.phone import described
from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.paper_forms.sheets import PaperQuestion, Shape, paper_form
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
        self._title, self._language = "", "en"
        self._question: PaperQuestion | None = None
        self._height = 200
        self.setAccessibleName(_("Preview on paper"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_item(self, instrument: Instrument, item: Item | None, language: str) -> None:
        self._language = language
        self._question = None
        self._title = in_language(instrument.title, language) or "…"
        if item is not None:
            self._question = _question_of(instrument, item, language)
            self._title = in_language(item.texts, language)
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
        pen = _PaperPen(painter, QFont(self.font()), direction(self._language) == "rtl")
        if painter is not None and pen.is_mirrored:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if self._question is not None:
            with speaking(self._language):
                _draw_question(pen, self._question)
        elif self._title:
            pen.write(self._title, 16, bold=True)
        else:
            with speaking(self._language):
                pen.write(_("Not on paper"), 13, grey=True)
        return pen.y


def _question_of(instrument: Instrument, item: Item, language: str) -> PaperQuestion | None:
    """As the form prints it; None for what paper cannot ask, and for a section."""
    questions = paper_form(instrument, language).questions
    return next((one for one in questions if one.item == item.name), None)


@dataclass
class _PaperPen:
    """Draws one thing under the other; without a painter it only measures."""

    painter: QPainter | None
    font: QFont
    is_mirrored: bool
    y: float = float(_PAD)

    def write(
        self, text: str, size: int, bold: bool = False, grey: bool = False, indent: float = 0
    ) -> None:
        if not text:
            return
        font = self._sized(size, bold)
        width = _WIDTH - 2 * _PAD - indent
        flags = int(Qt.TextFlag.TextWordWrap | self._side() | Qt.AlignmentFlag.AlignAbsolute)
        box = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10_000), flags, text)
        x = _PAD if self.is_mirrored else _PAD + indent
        if self.painter is not None:
            self.painter.setFont(font)
            self.painter.setPen(_GREY if grey else _INK)
            self.painter.drawText(QRectF(x, self.y, width, box.height()), flags, text)
        self.y += box.height() + 6

    def tick(self, words: str, is_round: bool) -> None:
        top = self.y
        self.write(words, 13, indent=26)
        self._box(QRectF(self._from_side(0, 15), top + 1, 15, 15), is_round)

    def row_of_boxes(self, labels: tuple[str, ...]) -> None:
        """Each with its number above it."""
        step = (_WIDTH - 2 * _PAD) / max(len(labels), 5)
        for place, words in enumerate(labels):
            x = self._from_side(place * step, step)
            self._letter(QRectF(x, self.y, step, 14), words, 11, Qt.AlignmentFlag.AlignCenter)
            self._box(QRectF(x + step / 2 - 7.5, self.y + 16, 15, 15), True)
        self.y += 40

    def cells(self, *groups: int) -> None:
        """One box for each digit, a gap between groups."""
        x = 0.0
        for count in groups:
            for _place in range(count):
                self._box(QRectF(self._from_side(x, 22), self.y, 22, 26), False)
                x += 24
            x += 10
        self.y += 34

    def lines(self, count: int) -> None:
        for _line in range(count):
            self.y += 22
            if self.painter is not None:
                self.painter.setPen(QPen(_GREY, 0.8))
                self.painter.drawLine(_PAD, int(self.y), _WIDTH - _PAD, int(self.y))
        self.y += 8

    def _letter(self, frame: QRectF, words: str, size: int, flags: Qt.AlignmentFlag) -> None:
        if self.painter is not None:
            self.painter.setFont(self._sized(size, False))
            self.painter.setPen(_INK)
            self.painter.drawText(frame, int(flags), words)

    def _box(self, frame: QRectF, is_round: bool) -> None:
        if self.painter is None:
            return
        self.painter.setPen(QPen(_INK, 1.2))
        self.painter.setBrush(_WHITE)
        radius = frame.width() / 2 if is_round else 2
        self.painter.drawRoundedRect(frame, radius, radius)

    def _sized(self, size: int, bold: bool) -> QFont:
        font = QFont(self.font)
        font.setPixelSize(size)
        font.setBold(bold)
        return font

    def _side(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if self.is_mirrored else Qt.AlignmentFlag.AlignLeft

    def _from_side(self, x: float, width: float) -> float:
        return _WIDTH - _PAD - x - width if self.is_mirrored else _PAD + x


def _draw_question(pen: _PaperPen, asked: PaperQuestion) -> None:
    pen.write(asked.when, 11, grey=True)
    number = f"{asked.number}.  " if asked.number else ""
    pen.write(number + (asked.text or "…"), 14, bold=bool(asked.number))
    pen.write(asked.hint, 12, grey=True)
    _draw_answer(pen, asked)
    pen.write(asked.after, 12, grey=True)


def _draw_answer(pen: _PaperPen, asked: PaperQuestion) -> None:
    points = tuple(box.digit for box in asked.boxes)
    if asked.shape in (Shape.ONE, Shape.SEVERAL, Shape.NUMBERS):
        for box in asked.boxes[:_MOST_DRAWN]:
            pen.tick(box.label, asked.shape is Shape.ONE)
        if len(asked.boxes) > _MOST_DRAWN:
            pen.write("…", 13)
    elif asked.shape is Shape.ROW:
        pen.row_of_boxes(points)
        _write_ends(pen, asked, points)
    elif asked.shape is Shape.TABLE:
        for _code, words in asked.rows:
            pen.write(words, 13)
            pen.row_of_boxes(points)
        _write_ends(pen, asked, points)
    elif asked.shape is Shape.DIGITS:
        pen.cells(max(1, min(asked.size, 10)))
    elif asked.shape is Shape.DATE:
        pen.cells(2, 2, 4)
    elif asked.shape is Shape.TIME:
        pen.cells(2, 2)
    elif asked.shape is Shape.LINES:
        pen.lines(max(1, min(asked.size, 6)))


def _write_ends(pen: _PaperPen, asked: PaperQuestion, points: tuple[str, ...]) -> None:
    ends = [f"{points[0]} = {asked.low}"] if asked.low else []
    ends += [f"{points[-1]} = {asked.high}"] if asked.high else []
    pen.write(" · ".join(ends), 12, grey=True)
