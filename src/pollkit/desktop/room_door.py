"""The way into a room: which one is open already, and what if it is that of another event."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from pollkit.desktop.facilitator.events.presenter import shown_title
from pollkit.desktop.tasks import Tasks
from pollkit.domain.events import Event
from pollkit.i18n import _
from pollkit.store import Workspace
from pollkit.usecases.events import check_ready
from pollkit.usecases.ports import RoomFinder, RoomStarter


class RoomDoor(QObject):
    """There can be one room in a workspace: where another event's is open, the person chooses."""

    opened = Signal(object)  # Event: its console shall be shown
    open_room_found = Signal(object)  # Event

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        start_room: RoomStarter,
        find_room: RoomFinder,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._tasks = tasks
        self._start_room = start_room
        self._find_room = find_room
        self._window = window
        self.question: OtherRoomQuestion | None = None

    def running_room(self) -> UUID | None:
        """Not from the window's thread: it may take a moment."""
        return self._find_room(self._workspace.path)

    def look(self) -> None:
        """Tells of a room that a window has left open, by a wish or by a crash."""
        self._find(self._tell)

    def go_live(self, event: Event) -> None:
        self._find(lambda running: self._go_live_beside(event, running))

    def _find(self, on_found: Callable[[UUID | None], None]) -> None:
        self._tasks.run(lambda _task: self.running_room(), on_found)

    def _tell(self, running: UUID | None) -> None:
        if running is not None:
            self.open_room_found.emit(self._event(running))

    def _go_live_beside(self, event: Event, running: UUID | None) -> None:
        if running == event.id:
            self.opened.emit(event)
            return
        check_ready(event)
        if running is None:
            self.opened.emit(event)
        elif self.question is None:
            self._ask(self._event(running), event)

    def _ask(self, other: Event, wanted: Event) -> None:
        self.question = OtherRoomQuestion(shown_title(other), self._window)
        self.question.return_wanted.connect(lambda: self.opened.emit(other))
        self.question.exchange_wanted.connect(lambda: self._exchange(other, wanted))
        self.question.finished.connect(self._on_question_finished)
        self.question.open()

    def _exchange(self, other: Event, wanted: Event) -> None:
        start_room, path = self._start_room, self._workspace.path
        self._tasks.run(
            lambda _task: start_room(path, other.id).shut(), lambda _shut: self.opened.emit(wanted)
        )

    def _event(self, event_id: UUID) -> Event:
        with self._workspace.read() as repos:
            return repos.events.get(event_id)

    @Slot(int)
    def _on_question_finished(self, _result: int) -> None:
        self.question = None


class OtherRoomQuestion(QMessageBox):
    """Deletes itself once it is answered; to stay as things are emits nothing."""

    return_wanted = Signal()
    exchange_wanted = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        """`title` is that of the event whose room is open."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(_("Another room is open"))
        self.setText(_("The room of “{title}” is still open.").format(title=title))
        self.setInformativeText(
            _(
                "This computer holds one room at a time. If you close the other one, all its "
                "answers so far are kept, and you can open it again later."
            )
        )
        stay = self.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.back = self.addButton(_("Go to the open room"), QMessageBox.ButtonRole.AcceptRole)
        self.exchange = self.addButton(
            _("Close it and open this one"), QMessageBox.ButtonRole.DestructiveRole
        )
        self.setDefaultButton(self.back)
        self.setEscapeButton(stay)
        self.finished.connect(self._on_finished)

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self._answer()

    def _answer(self) -> None:
        if self.clickedButton() is self.back:
            self.return_wanted.emit()
        elif self.clickedButton() is self.exchange:
            self.exchange_wanted.emit()
