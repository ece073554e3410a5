"""One field of a sheet: its number and question, what is typed, and what that stands for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.caseworker.paper.presenter import FieldLine, Key
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row


class FieldRow(QFrame):
    typed = Signal(tuple, str)
    left_by_enter = Signal(tuple)

    def __init__(self, line: FieldLine) -> None:
        super().__init__()
        self.key: Key = line.key
        self.number = label(line.number, "strong")
        self.number.setFixedWidth(44)
        self.prompt = label(line.prompt, wraps=True)
        self.hint = label(line.hint, "small")
        self.field = TextField(f"{line.number} {line.prompt}", 2000)
        self.field.setMinimumWidth(200)
        self.field.setMaximumWidth(320)
        self.means = label("", "small", wraps=True)
        words = column(self.prompt, self.hint, gap=0)
        answer = column(self.field, self.means, gap=2)
        parts = row(self.number, words, answer, gap=theme.M)
        parts.setAlignment(self.number, Qt.AlignmentFlag.AlignTop)
        parts.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        parts.setAlignment(answer, Qt.AlignmentFlag.AlignTop)
        parts.setStretch(1, 3)
        parts.setStretch(2, 2)
        self.setLayout(parts)
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self._on_return)

    def show_line(self, line: FieldLine) -> None:
        if self.field.text() != line.typed:
            self.field.setText(line.typed)
        self.prompt.setText(line.prompt)
        self.field.setAccessibleName(f"{line.number} {line.prompt}")
        self.means.setText(line.problem or line.means)
        role = "danger" if line.problem else "small"
        if self.means.property("text_role") != role:
            self.means.setProperty("text_role", role)
            self.means.style().polish(self.means)

    @Slot(str)
    def _on_edited(self, typed: str) -> None:
        self.typed.emit(self.key, typed)

    @Slot()
    def _on_return(self) -> None:
        self.left_by_enter.emit(self.key)
