"""Questionnaires: the list, and from it the editor and the way in from a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pollkit.desktop.doors import Door
from pollkit.desktop.surroundings import Surroundings
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.questionnaires import Questionnaire
from pollkit.i18n import _
from pollkit.store import Workspace

if TYPE_CHECKING:
    from pollkit.desktop.questionnaires.editor.screen import QuestionnaireScreen
    from pollkit.desktop.questionnaires.importing.screen import ImportScreen
    from pollkit.desktop.questionnaires.list.screen import QuestionnairesScreen
    from pollkit.desktop.questionnaires.trial.screen import TrialScreen


class QuestionnairesDoor(QObject):
    """`page` is the one that is open behind `door`, which is the caseworker's or the evaluator's;
    None where the questionnaires are not open there."""

    page_changed = Signal(object)  # Door
    said = Signal(str)
    undo_offered = Signal(str, object)  # what was done, what takes it back

    def __init__(
        self, workspace: Workspace, around: Surroundings, screens: QStackedWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._around = around
        self._screens = screens
        self.door = Door.COLLECT
        self._list: QuestionnairesScreen | None = None
        self._editor: QuestionnaireScreen | None = None
        self._import: ImportScreen | None = None
        self._trial: TrialScreen | None = None

    @property
    def page(self) -> Screen | None:
        return self._trial or self._editor or self._import or self._list

    def page_behind(self, door: Door) -> Screen | None:
        return self.page if door is self.door else None

    @Slot()
    def show_for_collecting(self) -> None:
        self.show_list(Door.COLLECT)

    @Slot()
    def show_for_review(self) -> None:
        self.show_list(Door.REVIEW)

    def show_list(self, door: Door) -> None:
        from pollkit.desktop.questionnaires.list.presenter import QuestionnairesPresenter
        from pollkit.desktop.questionnaires.list.screen import QuestionnairesScreen

        self.put_away()
        self.door = door
        presenter = QuestionnairesPresenter(self._workspace, self._around.tasks.follow)
        self._list = QuestionnairesScreen(presenter, self._around.hub)
        self._list.closed.connect(self.leave)
        self._list.edit_wanted.connect(self.edit)
        self._list.file_wanted.connect(self._on_file_wanted)
        self._list.export_wanted.connect(self._on_export_wanted)
        self._list.archived.connect(self._on_archived)
        self._screens.addWidget(self._list)
        self.page_changed.emit(self.door)

    @Slot(object)
    def edit(self, questionnaire: Questionnaire) -> None:
        from pollkit.desktop.kept_pictures import WorkspacePictures
        from pollkit.desktop.questionnaires.editor.presenter import EditorPresenter
        from pollkit.desktop.questionnaires.editor.screen import QuestionnaireScreen
        from pollkit.usecases.questionnaires import keep_draft

        self._close_editor()
        follow, workspace = self._around.tasks.follow, self._workspace
        presenter = EditorPresenter(
            questionnaire,
            keep=lambda changed: follow(keep_draft(workspace, changed)),
            pictures=WorkspacePictures(workspace.attachments, self._around.tasks),
        )
        self._editor = QuestionnaireScreen(presenter)
        self._editor.closed.connect(self._on_editor_closed)
        self._editor.export_wanted.connect(self._on_editor_export_wanted)
        self._editor.trial_wanted.connect(self._on_trial_wanted)
        self._screens.addWidget(self._editor)
        self.page_changed.emit(self.door)

    def step_back(self) -> None:
        """Out of a choice that is being made, else out of the page."""
        page = self.page
        if page is not None and page is self._trial:
            self._close_trial()
            self.page_changed.emit(self.door)
        elif page is not None and page is self._editor:
            if not self._editor.leave_picking():
                self._on_editor_closed()
        elif page is not None and page is self._import:
            self._close_import()
            self.page_changed.emit(self.door)
        elif self._list is not None and not self._list.leave_picking():
            self.leave()

    @Slot()
    def leave(self) -> None:
        self.put_away()
        self.page_changed.emit(self.door)

    def commit(self) -> None:
        """Keeps what is typed; called before anything leads away."""
        if self._editor is not None:
            self._editor.commit()

    def put_away(self) -> None:
        """Keeps what is typed, as a version."""
        self._close_editor()
        self._close_import()
        page, self._list = self._list, None
        self._drop(page)

    def _close_editor(self) -> None:
        from pollkit.usecases.questionnaires import save_version

        self._close_trial()
        page, self._editor = self._editor, None
        if page is not None:
            page.commit()
            self._around.tasks.follow(save_version(self._workspace, page.questionnaire))
            self._drop(page)

    def _close_trial(self) -> None:
        page, self._trial = self._trial, None
        self._drop(page)

    def _close_import(self) -> None:
        page, self._import = self._import, None
        self._drop(page)

    def _drop(self, page: Screen | None) -> None:
        if page is not None:
            self._screens.removeWidget(page)
            page.deleteLater()

    @Slot()
    def _on_editor_closed(self) -> None:
        self._close_editor()
        self.page_changed.emit(self.door)

    @Slot()
    def _on_file_wanted(self) -> None:
        self.open_import().ask_for_file()

    def open_import(self) -> ImportScreen:
        from pollkit.desktop.questionnaires.importing.presenter import ImportPresenter
        from pollkit.desktop.questionnaires.importing.screen import ImportScreen

        self._close_import()
        self._import = ImportScreen(ImportPresenter(self._around.tasks))
        self._import.closed.connect(self.step_back)
        self._import.taken.connect(self._on_taken)
        self._screens.addWidget(self._import)
        self.page_changed.emit(self.door)
        return self._import

    @Slot(object)
    def _on_taken(self, questionnaire: Questionnaire) -> None:
        if self._list is not None:
            self._list.take(questionnaire)
        self._close_import()
        self.edit(questionnaire)

    @Slot(object)
    def _on_export_wanted(self, questionnaire: Questionnaire) -> None:
        self._export(questionnaire)

    @Slot()
    def _on_editor_export_wanted(self) -> None:
        if self._editor is not None:
            self._export(self._editor.questionnaire)

    def _export(self, questionnaire: Questionnaire) -> None:
        from pollkit.desktop.questionnaires.exporting import export_form

        export_form(questionnaire, self._around.tasks, self._screens, self.said.emit)

    @Slot()
    def _on_trial_wanted(self) -> None:
        from pollkit.desktop.questionnaires.trial.presenter import TrialPresenter
        from pollkit.desktop.questionnaires.trial.screen import TrialScreen

        assert self._editor is not None
        asked = self._editor.questionnaire
        presenter = TrialPresenter(asked.instrument, asked.main, self._around.clock)
        self._trial = TrialScreen(presenter, self._workspace.attachments.path)
        self._trial.closed.connect(self.step_back)
        self._screens.addWidget(self._trial)
        self.page_changed.emit(self.door)

    @Slot(object, str)
    def _on_archived(self, questionnaire_id: UUID, title: str) -> None:
        words = _("“{title}” is in the archive.").format(title=title)
        page = self._list
        self.undo_offered.emit(words, lambda: self._restore(page, questionnaire_id))

    def _restore(self, page: QuestionnairesScreen | None, questionnaire_id: UUID) -> None:
        if page is not None and page is self._list:
            page.restore(questionnaire_id)
