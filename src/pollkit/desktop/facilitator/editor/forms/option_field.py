"""The words of one option; takes lists and pictures that are pasted or dropped on it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence

from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.picture_source import may_hold_picture, picture_in


class OptionField(TextField):
    lines_pasted = Signal(str)  # as they are, before they would become one long line
    picture_given = Signal(object)  # Path or bytes

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.takes_pictures = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        pasted = QGuiApplication.clipboard().mimeData()
        if not event.matches(QKeySequence.StandardKey.Paste):
            super().keyPressEvent(event)
        elif self._is_picture(pasted):
            self.picture_given.emit(picture_in(pasted) or b"")
        elif "\n" in pasted.text().strip():
            self.lines_pasted.emit(pasted.text())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if self._is_picture(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        if self._is_picture(event.mimeData()):
            event.acceptProposedAction()
            self.picture_given.emit(picture_in(event.mimeData()) or b"")
        else:
            super().dropEvent(event)

    def _is_picture(self, content: QMimeData) -> bool:
        """Text wins over a picture of it, which some programs copy as well."""
        has_words = content.hasText() and not content.hasUrls()
        return self.takes_pictures and may_hold_picture(content) and not has_words
