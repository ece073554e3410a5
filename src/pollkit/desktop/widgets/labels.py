"""Labels that show what people typed as they typed it: never as rich text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(text: str = "", text_role: str = "", wraps: bool = False) -> QLabel:
    """`text_role` is one of display, title, lead, muted, small, label, good, caution, danger."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if text_role:
        made.setProperty("text_role", text_role)
    return made


def field_label(text: str, field: QWidget) -> QLabel:
    """The words above a field; the field takes them as its accessible name."""
    made = label(text, "label")
    made.setBuddy(field)
    field.setAccessibleName(text.replace("&", ""))
    return made


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit; the whole text is in its tool tip."""

    def __init__(self, text: str = "", text_role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if text_role:
            self.setProperty("text_role", text_role)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        fits = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            fits,
            self.foregroundRole(),
        )
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        # Tool tips guess rich text: a leading blank line of plain text cannot be taken for it.
        self.setToolTip(plain_tool_tip(self.text()) if is_cut else "")


def plain_tool_tip(text: str) -> str:
    """Text for a tool tip, which Qt would else read as HTML where it looks like it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>" if escaped else ""


def rule() -> QFrame:
    """A hairline between two parts."""
    line = QFrame()
    line.setProperty("rule", True)
    return line
