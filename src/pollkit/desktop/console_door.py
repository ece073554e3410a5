"""The console of the room that is open: how it comes, what it is told, how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pollkit.desktop.surroundings import Surroundings
from pollkit.domain.events import Event
from pollkit.store import Workspace

if TYPE_CHECKING:
    from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
    from pollkit.desktop.facilitator.console.screen import ConsoleScreen


class ConsoleDoor(QObject):
    """`console` is there from `opened` to `left`; one at a time."""

    opened = Signal(object)  # ConsoleScreen
    left = Signal()
    stayed = Signal()
    edit_wanted = Signal(object, object)  # Event, names of the questions that the room has seen
    news_shown = Signal()
    wall_languages_chosen = Signal(object, tuple)  # the event's id, language tags
    wall_screen_chosen = Signal(str)

    def __init__(
        self, workspace: Workspace, around: Surroundings, screens: QStackedWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._around = around
        self._screens = screens
        self.console: ConsoleScreen | None = None
        around.hub.changed.connect(self._on_hub_changed)

    @Slot(object)
    def open(self, event: Event) -> None:
        """The console shows before its room is there; to ask for it twice does nothing more."""
        from pollkit.desktop.facilitator.console.screen import ConsoleScreen
        from pollkit.desktop.facilitator.wall.album import Album
        from pollkit.desktop.facilitator.wall.window import WallWindow
        from pollkit.desktop.facilitator.ways.of_room import ways_of_room

        if self.console is not None:
            return
        around = self._around
        presenter = self._presenter(event)
        wall = WallWindow(event, album=Album(self._workspace.attachments.path))
        wall.speak(around.wall_languages(event.id))
        wall.choose_screen(around.wall_screen())
        ways = ways_of_room(presenter, around.hub, around.tasks)
        self.console = ConsoleScreen(presenter, around.hub, wall, ways)
        self._connect(self.console)
        self._screens.addWidget(self.console)
        self.opened.emit(self.console)
        self.console.open()

    def hang_up(self) -> None:
        """Asks nothing, because the window goes; a running room goes on."""
        if self.console is not None:
            self.console.hang_up()
            self.console.wall.deleteLater()

    def _presenter(self, event: Event) -> ConsolePresenter:
        from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
        from pollkit.desktop.facilitator.console.screen import status_topic
        from pollkit.usecases.events import save_event

        around, workspace = self._around, self._workspace
        topic, path = status_topic(event), workspace.path
        return ConsolePresenter(
            event,
            lambda: around.start_room(path, event.id),
            around.tasks,
            lambda: around.hub.announce(frozenset({topic})),
            save=lambda changed: save_event(workspace, changed).result(),
        )

    def _connect(self, console: ConsoleScreen) -> None:
        console.wall_languages_chosen.connect(self.wall_languages_chosen)
        console.wall_screen_chosen.connect(self.wall_screen_chosen)
        console.left.connect(self._on_console_left)
        console.stayed.connect(self.stayed)
        console.edit_wanted.connect(self._on_console_edit_wanted)
        console.news_shown.connect(self.news_shown)

    def _put_away(self, console: ConsoleScreen) -> None:
        self._screens.removeWidget(console)
        console.close()
        console.wall.deleteLater()
        console.deleteLater()

    def _follow_edits(self, console: ConsoleScreen) -> None:
        """Shows what the room takes up: an event that can be asked as it stands."""
        from pollkit.usecases.events import ready_to_ask

        event = self._event_of(console)
        if not ready_to_ask(event):
            console.take_event(event)

    def _look_at(self, topics: frozenset[str]) -> None:
        if self.console is not None and "events" in topics:
            self._follow_edits(self.console)

    def _event_of(self, console: ConsoleScreen) -> Event:
        """As it is kept: the editor may be ahead of the room."""
        with self._workspace.read() as repos:
            return repos.events.get(console.event_shown.id)

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        self._look_at(topics)

    @Slot()
    def _on_console_edit_wanted(self) -> None:
        assert self.console is not None
        self.edit_wanted.emit(self._event_of(self.console), self.console.begun)

    @Slot()
    def _on_console_left(self) -> None:
        console, self.console = self.console, None
        assert console is not None
        self._put_away(console)
        self.left.emit()
