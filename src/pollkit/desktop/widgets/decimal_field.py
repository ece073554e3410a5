"""A number as people write it: with a comma or a point, in any script's digits."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.answers import number_text, read_number
from pollkit.i18n import _


class DecimalField(QWidget):
    """What is no number stays in the field with a word about it, and is not handed over."""

    committed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown: str | None = None
        self.field = TextField(name, 20)
        self.field.setMaximumWidth(200)
        self.wrong = label("", "danger", wraps=True)
        self.wrong.hide()
        self.heading: QLabel = field_label(name, self.field)
        self.setLayout(column(self.heading, self.field, self.wrong, gap=theme.XS))
        self.field.committed.connect(self._take)

    def show_number(self, number: str | None) -> None:
        self._shown = number
        self.field.show_text(number or "")
        self._say("")

    def number(self) -> str | None:
        """The decimal, "" typed being None; what was shown where no number is typed."""
        typed = self.field.text().strip()
        if not typed:
            return None
        number = read_number(typed)
        return self._shown if number is None else number_text(number)

    def commit(self) -> None:
        self.field.commit()

    def _take(self) -> None:
        typed = self.field.text().strip()
        if typed and read_number(typed) is None:
            self._say(_("Please write one number, such as 12 or 3.5."))
            return
        self._say("")
        self.committed.emit()

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.field.setAccessibleDescription(words)
