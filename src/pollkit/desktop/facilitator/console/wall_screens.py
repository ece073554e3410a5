"""The screen that the wall fills, where there is more than one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.wall.window import IN_WINDOW
from pollkit.desktop.widgets.labels import field_label
from pollkit.desktop.widgets.panels import column
from pollkit.i18n import _


class WallScreens(QWidget):
    chosen = Signal(str)  # a screen's name, IN_WINDOW, or "" for whichever is free

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[str, ...] | None = None
        self.screens = QComboBox()
        head = field_label(_("Screen of the wall"), self.screens)
        self.setLayout(column(head, self.screens, gap=theme.XS))
        self.screens.activated.connect(self._on_screens_activated)

    def show_choice(self, wanted: str) -> None:
        """Hidden with a single screen, on which the wall can only be a window."""
        self.offer([screen.name() for screen in QGuiApplication.screens()], wanted)

    def offer(self, names: Sequence[str], wanted: str) -> None:
        self.setVisible(len(names) > 1)
        # One that was chosen before and is unplugged now stays in the list.
        extra = [wanted] if wanted not in ("", IN_WINDOW, *names) else []
        offered = (*names, *extra)
        if offered != self._offered:
            self._offered = offered
            self.screens.clear()
            self.screens.addItem(_("Whichever is free"), "")
            for name in offered:
                self.screens.addItem(name, name)
            self.screens.addItem(_("None: in a window"), IN_WINDOW)
        self.screens.setCurrentIndex(self.screens.findData(wanted))

    @Slot(int)
    def _on_screens_activated(self, place: int) -> None:
        self.chosen.emit(str(self.screens.itemData(place)))
