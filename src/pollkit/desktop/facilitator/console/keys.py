"""The console's keys, and those of a clicker while the wall has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pollkit.desktop.facilitator.console.clock_bar import MORE_S
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.question_card import QuestionCard
from pollkit.desktop.facilitator.console.room_side import RoomSide
from pollkit.desktop.facilitator.console.step_bar import MORE_KEYS, StepBar
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.widgets.buttons import Button


class ConsoleKeys(QObject):
    """A key presses the button that it stands for: what cannot be clicked now does nothing."""

    def __init__(self, presenter: ConsolePresenter, wall: WallWindow, screen: QWidget) -> None:
        super().__init__(screen)
        self._presenter = presenter
        self._wall = wall
        self._screen = screen
        for keys in ("+", "Shift++"):
            self.add(keys, self._on_more_time_asked)
        for keys in ("F5", "F11"):
            self.add(keys, self._on_full_screen_asked)
        self.add("S", self._on_split_asked)
        wall.next_asked.connect(self._on_next_asked)
        wall.back_asked.connect(self._on_back_asked)
        wall.blank_asked.connect(self._on_blank_asked)

    def stand_for(
        self, steps: StepBar, card: QuestionCard, side: RoomSide, ways_in: Button
    ) -> None:
        for keys, button in (
            ("B", steps.blank),
            (".", steps.blank),
            ("R", steps.read),
            ("O", steps.reopen),
            ("C", steps.clear),
            ("2", steps.second),
            ("N", steps.skip),
            ("M", steps.shift),
            ("Q", steps.quick),
            ("K", card.clock.stop),
            ("Ctrl+E", steps.end),
            ("W", side.wall_panel.toggle),
            ("J", side.wall_panel.card_size),
            ("T", card.table),
            ("I", ways_in),
        ):
            self.add(keys, button.click)
        for move, keys in MORE_KEYS.items():
            self.add(keys, steps.actions_of[move].trigger)
        self.add("Shift+S", steps.split.showMenu)
        self.add("F10", steps.more.showMenu)

    def take(self, event: QKeyEvent) -> bool:
        """Whether the key was one that leads on or back, and is dealt with."""
        if event.isAutoRepeat():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_PageDown):
            self._presenter.take_step()
        elif event.key() == Qt.Key.Key_PageUp:
            self._presenter.go_back()
        else:
            return False
        return True

    def add(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)

    @Slot()
    def _on_more_time_asked(self) -> None:
        self._presenter.add_time(MORE_S)

    @Slot()
    def _on_full_screen_asked(self) -> None:
        self._wall.turn_full_screen()

    @Slot()
    def _on_split_asked(self) -> None:
        self._presenter.split_by_next()

    @Slot()
    def _on_next_asked(self) -> None:
        self._presenter.take_step()

    @Slot()
    def _on_back_asked(self) -> None:
        self._presenter.go_back()

    @Slot()
    def _on_blank_asked(self) -> None:
        self._presenter.toggle_blank()
