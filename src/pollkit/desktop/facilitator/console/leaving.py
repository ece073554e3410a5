"""Whether the room goes on when its console is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from pollkit.i18n import _, ngettext


class LeavingQuestion(QMessageBox):
    """Deletes itself once it is answered, each answer with a signal of its own."""

    leave_wanted = Signal()
    shut_wanted = Signal()
    stay_wanted = Signal()

    def __init__(self, joined: int, parent: QWidget) -> None:
        """`joined` people are in the room."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(_("The room is open"))
        self.setText(
            ngettext(
                "The room is open, with {n} person in it.",
                "The room is open, with {n} people in it.",
                joined,
            ).format(n=joined)
        )
        self.setInformativeText(
            _(
                "It can go on without this window, and you can come back to it. If you close it, "
                "all answers so far are kept and the phones are told to wait."
            )
        )
        stay = self.addButton(_("Stay here"), QMessageBox.ButtonRole.RejectRole)
        self.addButton(_("Leave it running"), QMessageBox.ButtonRole.AcceptRole)
        self.addButton(_("Close the room"), QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.finished.connect(self._on_finished)

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self._answer()

    def _answer(self) -> None:
        role = self.buttonRole(self.clickedButton())
        self.deleteLater()
        if role is QMessageBox.ButtonRole.AcceptRole:
            self.leave_wanted.emit()
        elif role is QMessageBox.ButtonRole.DestructiveRole:
            self.shut_wanted.emit()
        else:
            self.stay_wanted.emit()
