"""The name of an item or a section: what expressions call it, and the column of its answers."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.i18n import _


class NameField(QWidget):
    """What cannot be a name stays in the field with a word about it."""

    rename_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.field = TextField(_("Name"), 64)
        self.field.setMaximumWidth(260)
        self.wrong = label("", "danger", wraps=True)
        self.wrong.hide()
        heading = field_label(_("Name, for conditions and columns"), self.field)
        self.setLayout(column(heading, row(self.field, None), self.wrong, gap=theme.XS))
        self.field.committed.connect(self._on_committed)

    def show_name(self, leaf: str) -> None:
        self._shown = leaf
        self.field.show_text(leaf)
        self.refuse("")

    def refuse(self, why: str) -> None:
        self.wrong.setText(why)
        self.wrong.setVisible(bool(why))
        self.field.setAccessibleDescription(why)

    def commit(self) -> None:
        self.field.commit()

    @Slot()
    def _on_committed(self) -> None:
        if self.field.text().strip() != self._shown:
            self.rename_wanted.emit(self.field.text().strip())
