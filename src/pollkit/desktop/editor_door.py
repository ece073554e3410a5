"""The editor of an event: how it opens before the list or the console, and how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pollkit.desktop.surroundings import Surroundings
from pollkit.domain.events import Event
from pollkit.store import Workspace

if TYPE_CHECKING:
    from pollkit.desktop.facilitator.console.screen import ConsoleScreen
    from pollkit.desktop.facilitator.editor.screen import EditorScreen


class EditorDoor(QObject):
    """`editor` is there from `opened` until it is put away; whatever is typed there is saved."""

    opened = Signal()
    left = Signal(object)  # the event's id
    question_removed = Signal(object)  # what brings it back

    def __init__(
        self, workspace: Workspace, around: Surroundings, screens: QStackedWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._around = around
        self._screens = screens
        self.editor: EditorScreen | None = None

    @Slot(object, object)
    def edit(self, event: Event, begun: frozenset[str]) -> None:
        """`begun` are the names of the questions that a room has seen."""
        from pollkit.desktop.facilitator.editor.presenter import EditorPresenter
        from pollkit.desktop.facilitator.editor.screen import EditorScreen
        from pollkit.desktop.kept_pictures import WorkspacePictures
        from pollkit.usecases.events import save_event

        tasks, workspace = self._around.tasks, self._workspace
        presenter = EditorPresenter(
            event,
            save=lambda changed: tasks.follow(save_event(workspace, changed)),
            pictures=WorkspacePictures(workspace.attachments, tasks),
            begun=begun,
        )
        self.put_away()
        self.editor = EditorScreen(presenter)
        self.editor.closed.connect(self._on_editor_closed)
        self.editor.question_removed.connect(self._on_question_removed)
        self._screens.addWidget(self.editor)
        self.opened.emit()

    def step_back(self) -> None:
        """Out of a choice that is being made, else out of the editor."""
        if self.editor is not None and not self.editor.leave_picking():
            self.leave()

    def leave(self) -> None:
        assert self.editor is not None
        event_id = self.editor.event_shown.id
        self.put_away()
        self.left.emit(event_id)

    def put_away(self) -> None:
        """Keeps what is typed; nothing is shown instead."""
        if self.editor is not None:
            self.editor.commit()
            self._screens.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None

    def follow_room(self, console: ConsoleScreen | None) -> None:
        """Marks what the console's room has seen, where it is that of the same event."""
        # A console that is being left may still hear the last of its room.
        if console is None or self.editor is None:
            return
        if self.editor.event_shown.id == console.event_shown.id:
            self.editor.take_begun(console.begun)

    @Slot()
    def _on_editor_closed(self) -> None:
        self.leave()

    @Slot()
    def _on_question_removed(self) -> None:
        assert self.editor is not None
        self.question_removed.emit(self.editor.undo.click)
