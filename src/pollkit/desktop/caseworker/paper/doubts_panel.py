"""Where two entries of a sheet differ: which one stands on the paper?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.paper.presenter import Doubt
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label, rule
from pollkit.desktop.widgets.panels import column, row
from pollkit.i18n import _


class DoubtsPanel(QFrame):
    settled = Signal(str, bool)  # address, whether the second entry is right

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Doubt, ...] = ()
        self._parts: list[QWidget] = []
        self.title = label(_("The two entries differ. What stands on the paper?"), "strong")
        self._lines = column(self.title, gap=theme.L)
        self._lines.addStretch(1)
        self.setLayout(self._lines)

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        if tuple(doubts) == self._shown:
            return
        self._shown = tuple(doubts)
        for part in self._parts:
            self._lines.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._part(doubt) for doubt in doubts]
        for place, part in enumerate(self._parts, start=1):
            self._lines.insertWidget(place, part)

    def _part(self, doubt: Doubt) -> QWidget:
        part = QWidget()
        first = Button(doubt.first or _("left open"), "secondary")
        second = Button(doubt.second or _("left open"), "secondary")
        first.setAccessibleDescription(doubt.prompt)
        second.setAccessibleDescription(doubt.prompt)
        first.clicked.connect(lambda: self.settled.emit(doubt.address, False))
        second.clicked.connect(lambda: self.settled.emit(doubt.address, True))
        part.setLayout(
            column(
                label(doubt.prompt, wraps=True),
                row(first, second, None),
                rule(),
                gap=theme.S,
            )
        )
        return part
