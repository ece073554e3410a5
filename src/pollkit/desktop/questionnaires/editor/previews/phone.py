"""An item as a phone shows it, painted after the attendee page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.phone_kinds import PhoneQuestion, draw_question
from pollkit.desktop.widgets.phone_pen import PHONE_PAD, PHONE_WIDTH, PhonePen
from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.texts import in_language
from pollkit.i18n import _, direction, speaking


class PhonePreview(QWidget):
    """A picture, not a form: nothing in it takes the focus; the description says what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Instrument, Item | None, str] | None = None
        self._pictures: Mapping[str, Path] = {}
        self._height = 360
        self.setAccessibleName(_("Preview of the phone"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_item(
        self,
        instrument: Instrument,
        item: Item | None,
        language: str,
        pictures: Mapping[str, Path],
    ) -> None:
        """`pictures` are the files of the item's pictures, by their hashes."""
        self._shown = (instrument, item, language)
        self._pictures = pictures
        self._height = max(360, int(self._draw(None)) + 2 * PHONE_PAD)
        self.setAccessibleDescription(described(item, language))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(PHONE_WIDTH, self._height)

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
        if self._shown is None:
            return 0.0
        instrument, item, language = self._shown
        pen = PhonePen(painter, self.palette(), self.font(), direction(language) == "rtl")
        pen.write(in_language(instrument.title, language), theme.SMALL, "muted")
        pen.draw_line()
        with speaking(language):
            if item is None:
                pen.write(in_language(instrument.title, language) or "…", 22, "ink", bold=True)
            else:
                draw_question(pen, PhoneQuestion(item, language, self._pictures))
        return pen.y


def described(item: Item | None, language: str) -> str:
    """What a picture of an item shows, for those who do not see it."""
    if item is None:
        return ""
    texts = (item.texts, item.hint, *(option.texts for option in item.options[:20]))
    return ". ".join(filter(None, (in_language(text, language) for text in texts)))
