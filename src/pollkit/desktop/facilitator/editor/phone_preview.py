"""How a question looks on a phone: painted after the attendee page, in any of the languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.phone_kinds import PhoneQuestion, draw_question
from pollkit.desktop.widgets.phone_pen import PHONE_PAD, PHONE_WIDTH, PhonePen
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.problems import shown_texts
from pollkit.domain.texts import in_language
from pollkit.i18n import _, direction, speaking


class PhonePreview(QWidget):
    """A picture, not a form: nothing in it takes the focus; the description says what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._event: Event | None = None
        self._item: Item | None = None
        self._language = "en"
        self._pictures: Mapping[str, Path] = {}
        self._height = 360
        self.setAccessibleName(_("Preview of the phone"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_question(
        self, event: Event, item: Item | None, language: str, pictures: Mapping[str, Path]
    ) -> None:
        """`pictures` are the files of the question's pictures, by their hashes."""
        self._event, self._item, self._language = event, item, language
        self._pictures = pictures
        self._height = max(360, int(self._draw(None)) + 2 * PHONE_PAD)
        self.setAccessibleDescription(self._described())
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
        if self._event is None:
            return 0.0
        pen = PhonePen(painter, self.palette(), self.font(), direction(self._language) == "rtl")
        event = self._event
        pen.write(event.title_in(self._language), theme.SMALL, "muted")
        pen.draw_line()
        with speaking(self._language):
            if self._item is None:
                pen.write(_("You are in."), 22, "ink", bold=True)
                pen.write(_("The next question appears here by itself."), theme.BODY, "ink")
            else:
                draw_question(pen, PhoneQuestion(self._item, self._language, self._pictures))
        return pen.y

    def _described(self) -> str:
        if self._item is None:
            return ""
        texts = shown_texts(self._item)
        return ". ".join(filter(None, (in_language(text, self._language) for text in texts)))
