"""Run a poll: the events and the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.events.export_panel import ExportPanel
from pollkit.desktop.facilitator.events.list_panel import EventListPanel
from pollkit.desktop.facilitator.events.presenter import EventsPresenter, shown_title
from pollkit.desktop.facilitator.events.sheet import EventSheetPanel
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import EmptyState, column
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.events import Event
from pollkit.domain.results import EventResults
from pollkit.i18n import _
from pollkit.store import Workspace
from pollkit.usecases.results import event_results

EXAMPLE = "transatlantic-day"


class EventsScreen(Screen):
    live_wanted = Signal(object)  # Event
    edit_wanted = Signal(object, object)  # Event, names of the questions that a room has seen
    network_wanted = Signal(object)  # Event
    people_wanted = Signal(object)  # Event
    rehearsal_wanted = Signal(object, int)  # Event, with so many made-up people
    takeover_wanted = Signal()
    compare_wanted = Signal(object)  # id of the chosen event, or None
    event_archived = Signal(object, str)  # id, title

    def __init__(
        self,
        presenter: EventsPresenter,
        workspace: Workspace,
        hub: ChangeHub,
        tasks: Tasks,
        running_room: Callable[[], UUID | None],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._workspace = workspace
        self._tasks = tasks
        self._running_room = running_room
        self.list = EventListPanel()
        self.sheet = EventSheetPanel(workspace.attachments.path)
        self.export = ExportPanel(workspace, tasks)
        self.new = Button(_("New event"), "primary", "ph.plus")
        self.example = Button(_("Open the demo event"), "secondary", "ph.lightbulb")
        self.empty = EmptyState(
            "ph.presentation-chart",
            _("Your events will be here"),
            _(
                "An event is a meeting with its questions. Begin with one of your own, or look at "
                "a ready example first."
            ),
            self.new,
            self.example,
        )
        self.no_choice = EmptyState(
            "ph.magnifying-glass",
            _("Nothing to show"),
            _("Choose an event on the left, or search for other words."),
        )
        self._place_parts()
        self._connect_parts()
        hub.changed.connect(self._on_hub_changed)
        self.begin_at(self.list.list)
        self.refresh()

    def refresh(self) -> None:
        self._presenter.refresh()
        self._render_and_count()

    def restore(self, event_id: UUID) -> None:
        self._presenter.restore(event_id)

    def select(self, event_id: UUID) -> None:
        self._presenter.select(event_id)
        self._render_and_count()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.refresh()
        self._tasks.run(lambda _task: self._running_room(), self._on_room_found)

    @property
    def selected(self) -> UUID | None:
        sheet = self._presenter.state.sheet
        return None if sheet is None else sheet.event.id

    def render_state(self) -> None:
        state = self._presenter.state
        self.list.render_state(state)
        is_blank = state.total == 0 and not state.shows_archived
        self.list.setVisible(not is_blank or state.archived > 0)
        if state.sheet is not None:
            self.sheet.render_state(state.sheet)
            self.pages.setCurrentWidget(self.right)
        else:
            self.pages.setCurrentWidget(self.empty if is_blank else self.no_choice)

    def _place_parts(self) -> None:
        foot = column(self.export)
        foot.setContentsMargins(theme.M, 0, theme.M, theme.XS)
        self.right = QWidget()
        self.right.setLayout(column(self.sheet, foot, gap=0))
        self.pages = QStackedWidget()
        for page in (self.right, self.empty, self.no_choice):
            self.pages.addWidget(page)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.list)
        split.addWidget(self.pages)
        split.setStretchFactor(1, 1)
        split.setSizes([320, 900])
        self.setLayout(column(split, gap=theme.XS))

    def _connect_parts(self) -> None:
        self.list.event_chosen.connect(self._on_event_chosen)
        self.list.event_opened.connect(self._on_edit_wanted)
        self.list.searched.connect(self._on_searched)
        self.list.archive_shown.connect(self._on_archive_shown)
        self.list.new_wanted.connect(self._on_new_wanted)
        self.list.takeover_wanted.connect(self.takeover_wanted)
        self.list.compare_wanted.connect(self._on_compare_wanted)
        self.list.kit_wanted.connect(self._on_kit_wanted)
        self.empty.step_taken.connect(self._on_step_taken)
        self.sheet.live_wanted.connect(self._on_live_wanted)
        self.sheet.edit_wanted.connect(self._on_edit_wanted)
        self.sheet.network_wanted.connect(self._on_network_wanted)
        self.sheet.people_wanted.connect(self._on_people_wanted)
        self.sheet.rehearsal_wanted.connect(self._on_rehearsal_wanted)
        self.sheet.export_wanted.connect(self._on_export_wanted)
        self.sheet.duplicate_wanted.connect(self._on_duplicate_wanted)
        self.sheet.archive_wanted.connect(self._on_archive_wanted)
        self.sheet.restore_wanted.connect(self._on_restore_wanted)
        for keys, slot in (
            ("Ctrl+N", self._on_new_wanted),
            ("Ctrl+F", self._on_find_wanted),
            ("Ctrl+E", self.sheet.edit.click),
            ("Ctrl+D", self.sheet.duplicate.click),
            ("Ctrl+L", self.sheet.go_live.click),
        ):
            QShortcut(QKeySequence(keys), self, activated=slot)  # type: ignore[call-overload]
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self.list.list,
            activated=self.sheet.archive.click,
            context=Qt.ShortcutContext.WidgetShortcut,
        )  # type: ignore[call-overload]

    def _render_and_count(self) -> None:
        """Shows the sheet at once; the answers are counted elsewhere and follow."""
        self.render_state()
        sheet = self._presenter.state.sheet
        if sheet is not None:
            self.export.show_event(sheet.event)
            self.export.offer_splits(sheet.split_choices)
        if sheet is not None and sheet.asked:
            event_id = sheet.event.id
            self._tasks.run(
                lambda _task: _count(self._workspace, event_id), on_done=self._on_results_counted
            )

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        self._look_at(topics)

    def _look_at(self, topics: frozenset[str]) -> None:
        # Out of sight nothing is read: coming back into sight reads it all (showEvent).
        if self.isVisible() and any(t == "events" or t.startswith("room:") for t in topics):
            self.refresh()

    @Slot(object)
    def _on_event_chosen(self, event_id: UUID) -> None:
        self.select(event_id)

    @Slot(str)
    def _on_searched(self, words: str) -> None:
        self._presenter.search(words)
        self._render_and_count()

    @Slot(bool)
    def _on_archive_shown(self, is_wanted: bool) -> None:
        self._presenter.show_archived(is_wanted)
        self._render_and_count()

    @Slot()
    def _on_new_wanted(self) -> None:
        self.edit_wanted.emit(self._presenter.create(), frozenset())

    @Slot()
    def _on_compare_wanted(self) -> None:
        self.compare_wanted.emit(self.selected)

    @Slot(str)
    def _on_kit_wanted(self, name: str) -> None:
        self._presenter.create_from_kit(name)

    @Slot()
    def _on_example_wanted(self) -> None:
        self._presenter.create_from_kit(EXAMPLE)

    @Slot(int)
    def _on_step_taken(self, step: int) -> None:
        (self._on_new_wanted, self._on_example_wanted)[step]()

    @Slot()
    def _on_find_wanted(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    @Slot()
    def _on_live_wanted(self) -> None:
        self.live_wanted.emit(self._chosen())

    @Slot()
    def _on_edit_wanted(self) -> None:
        self.edit_wanted.emit(self._chosen(), self._begun())

    @Slot()
    def _on_people_wanted(self) -> None:
        self.people_wanted.emit(self._chosen())

    @Slot()
    def _on_network_wanted(self) -> None:
        self.network_wanted.emit(self._chosen())

    @Slot(int)
    def _on_rehearsal_wanted(self, people: int) -> None:
        self.rehearsal_wanted.emit(self._chosen(), people)

    @Slot()
    def _on_export_wanted(self) -> None:
        self.export.open()

    @Slot()
    def _on_duplicate_wanted(self) -> None:
        self.edit_wanted.emit(self._presenter.duplicate(), frozenset())

    @Slot()
    def _on_archive_wanted(self) -> None:
        event = self._chosen()
        self._presenter.archive()
        self.event_archived.emit(event.id, shown_title(event))

    @Slot()
    def _on_restore_wanted(self) -> None:
        self._presenter.restore(self._chosen().id)

    def _on_room_found(self, running: UUID | None) -> None:
        self._presenter.take_running(running)
        self._render_and_count()

    def _on_results_counted(self, results: EventResults) -> None:
        self._presenter.take_results(results)
        self.render_state()

    def _begun(self) -> frozenset[str]:
        sheet = self._presenter.state.sheet
        assert sheet is not None
        return sheet.begun

    def _chosen(self) -> Event:
        sheet = self._presenter.state.sheet
        assert sheet is not None
        return sheet.event


def _count(workspace: Workspace, event_id: UUID) -> EventResults:
    with workspace.read() as repos:
        return event_results(repos, event_id)
