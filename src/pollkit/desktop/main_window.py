"""The window: header, screens, notices. It only leads from one screen to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.doors import Door
from pollkit.desktop.home import HomeScreen
from pollkit.desktop.surroundings import Location, Surroundings
from pollkit.desktop.widgets.header import Header
from pollkit.desktop.widgets.panels import EmptyState, NoticeBar, column
from pollkit.i18n import _

# The first picture of the window needs none of these; `furnish` brings them once it is there.
if TYPE_CHECKING:
    from uuid import UUID

    from pollkit.desktop.facilitator.console.screen import ConsoleScreen
    from pollkit.desktop.facilitator.editor.screen import EditorScreen
    from pollkit.desktop.facilitator.events.screen import EventsScreen
    from pollkit.domain.events import Event
    from pollkit.store import Workspace


class MainWindow(QMainWindow):
    language_chosen = Signal(str)
    appearance_chosen = Signal(str)
    contrast_chosen = Signal(bool)
    wall_languages_chosen = Signal(object, tuple)  # an event's id, language tags
    wall_screen_chosen = Signal(str)
    closed = Signal()

    def __init__(self, around: Surroundings, location: Location | None = None) -> None:
        super().__init__()
        self._around = around
        self.setWindowTitle("PollKit")
        self.setMinimumSize(960, 600)
        self.header = Header(around.theme.appearance, around.theme.wants_contrast)
        self.notice = NoticeBar()
        self.home = HomeScreen()
        self.waiting = _waiting_screen()
        self._location = location or Location()
        self.is_furnished = False
        self._closes_after_room = False
        self._act: Callable[[], None] = lambda: None
        self._place_parts()
        self._connect_screens()
        self._add_shortcuts()
        self.open_door(Door.HOME)

    def furnish(self, workspace: Workspace) -> None:
        """Brings the screens behind the doors, once the workspace is open, and goes to the place
        at which the window is to open; a door that was chosen meanwhile comes first."""
        from pollkit.desktop.collect_door import CollectDoor
        from pollkit.desktop.console_door import ConsoleDoor
        from pollkit.desktop.editor_door import EditorDoor
        from pollkit.desktop.evaluator.screen import ReviewScreen
        from pollkit.desktop.facilitator.events.presenter import EventsPresenter
        from pollkit.desktop.facilitator.events.screen import EventsScreen
        from pollkit.desktop.network_door import NetworkDoor
        from pollkit.desktop.questionnaires_door import QuestionnairesDoor
        from pollkit.desktop.room_door import RoomDoor
        from pollkit.desktop.series_door import SeriesDoor
        from pollkit.desktop.shortcuts import ShortcutsScreen

        around = self._around
        presenter = EventsPresenter(workspace, around.tasks.follow, around.clock)
        self._workspace = workspace
        self.room_door = RoomDoor(
            workspace, around.tasks, around.start_room, around.find_room, self
        )
        self.events: EventsScreen = EventsScreen(
            presenter, workspace, around.hub, around.tasks, self.room_door.running_room
        )
        self.network_door = NetworkDoor(workspace, around, self._screens, self)
        self.console_door = ConsoleDoor(workspace, around, self._screens, self)
        self.editor_door = EditorDoor(workspace, around, self._screens, self)
        self.series_door = SeriesDoor(workspace, around, self._screens, self)
        self.collect_door = CollectDoor(workspace, around, self._screens, self)
        self.questionnaires_door = QuestionnairesDoor(workspace, around, self._screens, self)
        self.review = ReviewScreen()
        self.shortcuts = ShortcutsScreen()
        for screen in (self.events, self.review, self.shortcuts):
            self._screens.addWidget(screen)
        self._connect_furniture()
        self.is_furnished = True
        wanted = self._location
        self.go_to(wanted if self._door is Door.HOME else Location(self._door, wanted.event_id))
        self.room_door.look()

    def go_to(self, location: Location) -> None:
        if location.event_id is not None:
            self.events.select(location.event_id)
        self.open_door(location.door)

    @property
    def location(self) -> Location:
        return Location(self._door, self.events.selected) if self.is_furnished else self._location

    @property
    def console(self) -> ConsoleScreen | None:
        return self.console_door.console if self.is_furnished else None

    @property
    def editor(self) -> EditorScreen | None:
        return self.editor_door.editor if self.is_furnished else None

    def open_door(self, door: Door) -> None:
        if self.editor is not None:
            self.editor.commit()
        if self.is_furnished:
            self.questionnaires_door.commit()
        self._door = door
        self.header.show_door(door)
        self._show(self._screen_behind(door))

    def go_live(self, event: Event) -> None:
        """Opens the room, or takes up the one that still runs, and its console."""
        self.room_door.go_live(event)

    def report_trouble(self, words: str) -> None:
        self._act = lambda: None
        self.notice.say(words, is_trouble=True)

    def _tell_of_room(self, event: Event) -> None:
        if self.console is None:
            self._act = lambda: self.go_live(event)
            words = _("The room of “{title}” is still open.").format(title=event.title)
            self.notice.say(words, _("Continue live"))

    def offer_undo(self, words: str, undo: Callable[[], None]) -> None:
        self._act = undo
        self.notice.say(words, _("Undo"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """A live room is not left without a word: its console asks, and the window follows."""
        if self.console is not None:
            event.ignore()
            self._put_pages_away()
            self._closes_after_room = True
            self.open_door(Door.RUN)
            self.console.ask_to_leave()
            return
        self._put_pages_away()
        self.closed.emit()
        super().closeEvent(event)

    def let_go(self) -> None:
        """Asks nothing: keeps what is being typed and hangs up; a running room goes on."""
        self._put_pages_away()
        if self.is_furnished:
            self.console_door.hang_up()
            self.network_door.take_console(None)

    def _return_from_console(self) -> None:
        self.network_door.take_console(None)
        self.header.lock_language(False)
        self.open_door(Door.RUN)
        if self._closes_after_room:
            self.close()

    def _put_pages_away(self) -> None:
        """Keeps what is typed in them."""
        if self.is_furnished:
            self.editor_door.put_away()
            self.network_door.put_away()
            self.collect_door.put_away()
            self.questionnaires_door.put_away()

    def _screen_behind(self, door: Door) -> QWidget:
        if door is Door.HOME:
            return self.home
        if not self.is_furnished:
            return self.waiting
        questionnaires = self.questionnaires_door.page_behind(door)
        if questionnaires is not None:
            return questionnaires
        return {
            Door.RUN: self.editor
            or self.network_door.page
            or self.console
            or self.series_door.page
            or self.events,
            Door.COLLECT: self.collect_door.screen,
            Door.REVIEW: self.review,
        }[door]

    def _place_parts(self) -> None:
        self._screens = QStackedWidget()
        for screen in (self.home, self.waiting):
            self._screens.addWidget(screen)
        foot = column(self.notice)
        foot.setContentsMargins(theme.M, 0, theme.M, theme.S)
        inside = QWidget()
        inside.setObjectName("screen")
        inside.setLayout(column(self.header, self._screens, foot, gap=0))
        self.setCentralWidget(inside)

    def _connect_screens(self) -> None:
        self.header.door_chosen.connect(self._on_door_chosen)
        self.header.shortcuts_wanted.connect(self._on_shortcuts_wanted)
        self.header.language_chosen.connect(self.language_chosen)
        self.header.appearance_chosen.connect(self.appearance_chosen)
        self.header.contrast_chosen.connect(self.contrast_chosen)
        self.home.door_chosen.connect(self._on_door_chosen)
        self.notice.action_taken.connect(self._on_notice_action_taken)

    def _connect_furniture(self) -> None:
        self.shortcuts.closed.connect(self._on_shortcuts_closed)
        self.room_door.opened.connect(self.console_door.open)
        self.room_door.open_room_found.connect(self._on_open_room_found)
        self.console_door.opened.connect(self._on_console_opened)
        self.console_door.left.connect(self._on_console_left)
        self.console_door.stayed.connect(self._on_console_stayed)
        self.console_door.edit_wanted.connect(self.editor_door.edit)
        self.console_door.news_shown.connect(self._on_console_news_shown)
        self.console_door.wall_languages_chosen.connect(self.wall_languages_chosen)
        self.console_door.wall_screen_chosen.connect(self.wall_screen_chosen)
        self.collect_door.shown.connect(self._on_collect_page_shown)
        door = self.questionnaires_door
        self.collect_door.projects.questionnaires_wanted.connect(door.show_for_collecting)
        self.review.questionnaires_wanted.connect(door.show_for_review)
        door.page_changed.connect(self.open_door)
        door.said.connect(self._on_network_said)
        door.undo_offered.connect(self.offer_undo)
        self.editor_door.opened.connect(self._on_editor_opened)
        self.editor_door.left.connect(self._on_editor_left)
        self.editor_door.question_removed.connect(self._on_question_removed)
        self.events.live_wanted.connect(self._on_live_wanted)
        self.events.edit_wanted.connect(self.editor_door.edit)
        self.events.network_wanted.connect(self.network_door.show_network)
        self.events.people_wanted.connect(self.network_door.show_people)
        self.events.rehearsal_wanted.connect(self._on_rehearsal_wanted)
        self.events.takeover_wanted.connect(self.network_door.show_takeover)
        self.events.compare_wanted.connect(self.series_door.show_series)
        self.series_door.shown.connect(self._on_series_page_changed)
        self.series_door.left.connect(self._on_series_page_changed)
        self.network_door.shown.connect(self._on_network_page_changed)
        self.network_door.left.connect(self._on_network_page_changed)
        self.network_door.live_wanted.connect(self._on_live_wanted)
        self.network_door.said.connect(self._on_network_said)
        self.events.event_archived.connect(self._on_event_archived)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Alt+0", lambda: self.open_door(Door.HOME)),
            ("Alt+1", lambda: self.open_door(Door.RUN)),
            ("Alt+2", lambda: self.open_door(Door.COLLECT)),
            ("Alt+3", lambda: self.open_door(Door.REVIEW)),
            ("F1", self._on_shortcuts_wanted),
            ("Esc", self._on_escape),
            ("Ctrl+Q", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _show(self, screen: QWidget) -> None:
        """What was said about the screen before is overtaken."""
        if screen is not self._screens.currentWidget():
            self.notice.hide()
        self._screens.setCurrentWidget(screen)
        screen.setFocus()

    @Slot(int)
    def _on_door_chosen(self, door: int) -> None:
        self.open_door(Door(door))

    @Slot()
    def _on_shortcuts_wanted(self) -> None:
        self._show_shortcuts()

    def _show_shortcuts(self) -> None:
        if self.is_furnished:
            self._show(self.shortcuts)
            self.shortcuts.back.setFocus()

    @Slot()
    def _on_shortcuts_closed(self) -> None:
        self.open_door(self._door)

    @Slot()
    def _on_escape(self) -> None:
        self._step_back()

    def _step_back(self) -> None:
        """One step towards home."""
        shown = self._screens.currentWidget()
        if self.is_furnished and shown is self.shortcuts:
            self.open_door(self._door)
        elif self.editor is not None and shown is self.editor:
            self.editor_door.step_back()
        elif self.is_furnished and shown is self.network_door.page:
            self.network_door.leave()
        elif self.is_furnished and shown is self.series_door.page:
            self.series_door.leave()
        elif self.is_furnished and shown is self.questionnaires_door.page:
            self.questionnaires_door.step_back()
        elif self.is_furnished and shown is self.collect_door.page:
            self.collect_door.leave()
        elif self.console is not None and shown is self.console:
            self.console.ask_to_leave()
        else:
            self.open_door(Door.HOME)

    def _return_from_editor(self, event_id: UUID) -> None:
        if self.console is not None:
            self.open_door(Door.RUN)
        else:
            self.go_to(Location(Door.RUN, event_id))

    @Slot(object)
    def _on_live_wanted(self, event: Event) -> None:
        self.go_live(event)

    @Slot(object, int)
    def _on_rehearsal_wanted(self, event: Event, people: int) -> None:
        self._around.rehearse(event.id, people)
        self.notice.say(_("The rehearsal opens in a window of its own. Go live there."))

    @Slot(object)
    def _on_open_room_found(self, event: Event) -> None:
        self._tell_of_room(event)

    @Slot(object)
    def _on_console_opened(self, console: ConsoleScreen) -> None:
        self.network_door.take_console(console)
        self.header.lock_language(True)
        self.open_door(Door.RUN)

    @Slot()
    def _on_console_news_shown(self) -> None:
        self.editor_door.follow_room(self.console)

    @Slot()
    def _on_console_stayed(self) -> None:
        self._closes_after_room = False

    @Slot()
    def _on_console_left(self) -> None:
        self._return_from_console()

    @Slot()
    def _on_network_page_changed(self) -> None:
        self.open_door(Door.RUN)

    @Slot()
    def _on_series_page_changed(self) -> None:
        self.open_door(Door.RUN)

    @Slot()
    def _on_collect_page_shown(self) -> None:
        # A window made anew in another language would lose the page.
        self.header.lock_language(self.collect_door.page is not None or self.console is not None)
        self.open_door(Door.COLLECT)

    @Slot(str)
    def _on_network_said(self, words: str) -> None:
        self._act = lambda: None
        self.notice.say(words)

    @Slot()
    def _on_editor_opened(self) -> None:
        self.open_door(Door.RUN)

    @Slot(object)
    def _on_editor_left(self, event_id: UUID) -> None:
        self._return_from_editor(event_id)

    @Slot(object)
    def _on_question_removed(self, undo: Callable[[], None]) -> None:
        self.offer_undo(_("The question is removed."), undo)

    @Slot(object, str)
    def _on_event_archived(self, event_id: UUID, title: str) -> None:
        self.offer_undo(
            _("“{title}” is in the archive.").format(title=title),
            lambda: self.events.restore(event_id),
        )

    @Slot()
    def _on_notice_action_taken(self) -> None:
        self._act()


def _waiting_screen() -> EmptyState:
    return EmptyState(
        "ph.hourglass", _("Opening your workspace"), _("This takes a moment after a start.")
    )
