"""What is still to do, each line a way to the field where it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.state import Trouble
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import column


class TroubleList(QWidget):
    trouble_chosen = Signal(object)  # Trouble

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Trouble, ...] = ()
        self.buttons: list[Button] = []
        self._lines = column(gap=theme.XS)
        self.setLayout(self._lines)
        self.hide()

    def show_troubles(self, troubles: tuple[Trouble, ...]) -> None:
        self.setVisible(bool(troubles))
        if troubles == self._shown:
            return
        self._shown = troubles
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for trouble in troubles:
            button = Button(f"⚠  {trouble.message}", "problem")
            button.clicked.connect(
                lambda _checked, trouble=trouble: self.trouble_chosen.emit(trouble)
            )
            self.buttons.append(button)
            self._lines.addWidget(button)
