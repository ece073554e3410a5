"""A part of a form that is folded away until it is wanted; its line says what is set in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import ElidedLabel
from pollkit.desktop.widgets.panels import column


class Fold(QFrame):
    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self._title = title
        self.head = Button(title, "fold", "ph.caret-right")
        self.head.setCheckable(True)
        self._summary = ElidedLabel("", "small")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S)
        line.addWidget(self.head)
        line.addWidget(self._summary, 1)
        self._inside = QWidget()
        inside = column(content)
        inside.setContentsMargins(26, theme.XS, 0, theme.S)  # under the title's first letter
        self._inside.setLayout(inside)
        self.setLayout(column(line, self._inside, gap=0))
        self.head.toggled.connect(self._on_head_toggled)
        self.open(False)

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def open(self, is_open: bool) -> None:
        self.head.setChecked(is_open)
        self._on_head_toggled(is_open)

    def say(self, summary: str) -> None:
        """What is set inside, shown while it is folded."""
        self._summary.setText(summary)
        self.head.setAccessibleName(f"{self._title}: {summary}" if summary else self._title)

    def _on_head_toggled(self, is_open: bool) -> None:
        self._inside.setVisible(is_open)
        self._summary.setVisible(not is_open)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        closed = "ph.caret-left" if mirrored else "ph.caret-right"
        self.head.set_icon("ph.caret-down" if is_open else closed)
