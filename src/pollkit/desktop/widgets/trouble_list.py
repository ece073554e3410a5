"""What is still to do, each line a way to the field where it is done."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import plain_tool_tip
from pollkit.desktop.widgets.panels import column


class Told(Protocol):
    """Something that is still to do, in one sentence."""

    @property
    def message(self) -> str: ...


class TroubleList(QWidget):
    trouble_chosen = Signal(object)  # the one of those shown

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Told, ...] = ()
        self.buttons: list[Button] = []
        self._lines = column(gap=theme.XS)
        self.setLayout(self._lines)
        self.hide()

    def show_troubles(self, troubles: tuple[Told, ...]) -> None:
        self.setVisible(bool(troubles))
        if troubles == self._shown:
            return
        self._shown = troubles
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for trouble in troubles:
            button = _TroubleButton(f"⚠  {trouble.message}")
            button.clicked.connect(
                lambda _checked, trouble=trouble: self.trouble_chosen.emit(trouble)
            )
            self.buttons.append(button)
            self._lines.addWidget(button)


class _TroubleButton(Button):
    """Ends in … where there is no room; the whole sentence is then in its tool tip."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "problem")
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        room = self.width() - 2 * 8
        fits = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(fits.replace("&", "&&"))
        self.setToolTip(plain_tool_tip(self._words) if fits != self._words else "")
