"""The first screen: three doors."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.doors import Door
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import _


class DoorCard(Button):
    """A door as a large button: a picture, its name, one sentence."""

    def __init__(self, door: Door) -> None:
        super().__init__("", "card")
        self.setAccessibleName(door.title)
        self.setAccessibleDescription(door.words)
        picture = Picture(door.icon, 40)
        title = label(door.title, "lead", wraps=True)
        words = label(door.words, "muted", wraps=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shortcut = label(f"Alt+{door.value}", "small")
        inside = column(picture, title, words, margin=theme.XL, gap=theme.S)
        inside.addStretch(1)
        inside.addWidget(shortcut)
        self.setLayout(inside)
        for part in (picture, title, words, shortcut):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumSize(QSize(360, 300))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(300, 240)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(220, 240)


class HomeScreen(Screen):
    door_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        title = label(_("What would you like to do?"), "display", wraps=True)
        words = label(
            _("Everything stays on this computer. No account, no internet."), "muted", wraps=True
        )
        self.cards = [DoorCard(door) for door in (Door.RUN, Door.COLLECT, Door.REVIEW)]
        inside = QWidget()
        inside.setMaximumWidth(1060)
        parts = column(title, words, gap=theme.S)
        parts.addSpacing(theme.L)
        parts.addLayout(row(*self.cards, gap=theme.L))
        inside.setLayout(parts)
        outer = column(margin=theme.XXL)
        outer.addStretch(2)
        outer.addLayout(row(inside))
        outer.addStretch(3)
        self.setLayout(outer)
        self.cards[0].clicked.connect(lambda: self.door_chosen.emit(Door.RUN))
        self.cards[1].clicked.connect(lambda: self.door_chosen.emit(Door.COLLECT))
        self.cards[2].clicked.connect(lambda: self.door_chosen.emit(Door.REVIEW))
        self.begin_at(self.cards[0])
