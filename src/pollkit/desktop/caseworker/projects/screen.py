"""Collect: the projects and the chosen one."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from pollkit.desktop.caseworker.projects.doubts import doubts_in
from pollkit.desktop.caseworker.projects.list_panel import ProjectListPanel
from pollkit.desktop.caseworker.projects.package_panel import PackagePanel
from pollkit.desktop.caseworker.projects.presenter import ProjectsPresenter
from pollkit.desktop.caseworker.projects.sheet import ProjectSheetPanel
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import EmptyState, column
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.waves import Mode
from pollkit.i18n import _
from pollkit.store import Workspace
from pollkit.usecases.packages import SUFFIX

TOPICS = {"programmes", "waves", "respondents", "responses", "instruments"}


class ProjectsScreen(Screen):
    collect_wanted = Signal(object, object)  # wave id, Mode
    resume_wanted = Signal(object)  # response id
    new_wanted = Signal()
    set_up_wanted = Signal(object)  # project id
    wave_wanted = Signal(object, object)  # project id, wave id or None
    links_wanted = Signal(object)  # project id
    print_wanted = Signal(object)  # project id
    save_wanted = Signal(object)  # project id
    take_wanted = Signal(object)  # project id
    version_wanted = Signal(object)  # wave id
    withdraw_wanted = Signal(object)  # project id
    find_wanted = Signal(object)  # project id
    questionnaires_wanted = Signal()

    def __init__(
        self,
        presenter: ProjectsPresenter,
        workspace: Workspace,
        hub: ChangeHub,
        tasks: Tasks,
        offered: tuple[Mode, ...],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._workspace = workspace
        self._tasks = tasks
        self.list = ProjectListPanel()
        self.sheet = ProjectSheetPanel(offered)
        self.package = PackagePanel()
        self.open_first = Button(_("Open a project package…"), "primary", "ph.folder-open")
        self.begin_first = Button(_("Begin a project yourself"), "secondary", "ph.plus")
        self.write_first = Button(_("Questionnaires"), "quiet", "ph.list-bullets")
        self.empty = EmptyState(
            "ph.clipboard-text",
            _("Your projects will be here"),
            _(
                "A project asks the same people before and after, without their names: on this "
                "computer, in an interview, on phones or on paper. Open the package that the "
                "evaluator has given you, or begin a project of your own."
            ),
            self.open_first,
            self.begin_first,
            self.write_first,
        )
        self._place_parts()
        self._connect_parts(hub)
        self.begin_at(self.list.list)
        presenter.on_changed = self.render_state
        self.refresh()

    def refresh(self) -> None:
        """Shows what is known at once; what is worth a look is worked out elsewhere and follows."""
        self._presenter.refresh()
        self.render_state()
        self._look_for_doubts()

    def _look_for_doubts(self) -> None:
        sheet = self._presenter.state.sheet
        if sheet is not None:
            waves = tuple(one.wave.id for one in sheet.waves if one.tally.finished)
            self._tasks.run(
                lambda _task: doubts_in(self._workspace, waves), self._presenter.take_doubts
            )

    def select(self, project_id: UUID) -> None:
        self._presenter.select(project_id)
        self._look_for_doubts()

    def say(self, words: str, is_trouble: bool = False) -> None:
        self._presenter.say(words, is_trouble)

    @property
    def selected(self) -> UUID | None:
        return self._presenter.selected

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.refresh()

    def render_state(self) -> None:
        state = self._presenter.state
        self.list.render_state(state)
        self.list.setVisible(bool(state.rows))
        self.package.render_state(state.package)
        self.package.setVisible(state.package is not None)
        if state.sheet is not None:
            self.sheet.render_state(state)
            self.pages.setCurrentWidget(self.sheet)
        else:
            self.pages.setCurrentWidget(self.empty)

    def _place_parts(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self.sheet)
        self.pages.addWidget(self.empty)
        right = QWidget()
        right.setLayout(column(self.package, self.pages, gap=0))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([320, 900])
        self.setLayout(column(split, gap=0))

    def _connect_parts(self, hub: ChangeHub) -> None:
        self.list.project_chosen.connect(self._on_project_chosen)
        self.list.new_wanted.connect(self.new_wanted)
        self.list.package_wanted.connect(self._on_package_wanted)
        self.list.questionnaires_wanted.connect(self.questionnaires_wanted)
        self.empty.step_taken.connect(self._on_step_taken)
        self.package.opened.connect(self._presenter.open_examined)
        self.package.left.connect(self._presenter.forget_examined)
        self.sheet.collect_wanted.connect(self.collect_wanted)
        self.sheet.resume_wanted.connect(self.resume_wanted)
        self.sheet.wave_wanted.connect(self._on_wave_wanted)
        self.sheet.set_up_wanted.connect(self._on_set_up_wanted)
        self.sheet.links_wanted.connect(self._on_links_wanted)
        self.sheet.withdraw_wanted.connect(self._on_withdraw_wanted)
        self.sheet.find_wanted.connect(self._on_find_wanted)
        self.sheet.package_wanted.connect(self._on_save_wanted)
        self.sheet.version_wanted.connect(self.version_wanted)
        for wanted, told in (
            (self.sheet.print_wanted, self.print_wanted),
            (self.sheet.save_wanted, self.save_wanted),
            (self.sheet.take_wanted, self.take_wanted),
        ):
            wanted.connect(lambda told=told: told.emit(self.selected))
        hub.changed.connect(self._on_hub_changed)
        for keys, slot in (
            ("Ctrl+N", self.new_wanted.emit),
            ("Ctrl+O", self._on_package_wanted),
            ("Ctrl+L", self.sheet.collect.click),
            ("Ctrl+F", self.sheet.look_up.click),
        ):
            QShortcut(QKeySequence(keys), self, activated=slot)  # type: ignore[call-overload]

    def _choose_package(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Open a project package"), "", _("Project packages") + f" (*{SUFFIX})"
        )
        if path:
            self._presenter.examine(Path(path))

    def _choose_place(self) -> None:
        sheet = self._presenter.state.sheet
        assert sheet is not None
        path, _kind = QFileDialog.getSaveFileName(
            self,
            _("Save the project's package"),
            f"{sheet.title}{SUFFIX}",
            _("Project packages") + f" (*{SUFFIX})",
        )
        if path:
            self._presenter.save_package(Path(path))

    def _look_at(self, topics: frozenset[str]) -> None:
        if self.isVisible() and topics & TOPICS:
            self.refresh()

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        self._look_at(topics)

    @Slot(object)
    def _on_project_chosen(self, project_id: UUID) -> None:
        self._presenter.select(project_id)
        self._look_for_doubts()

    @Slot()
    def _on_package_wanted(self) -> None:
        self._choose_package()

    @Slot()
    def _on_save_wanted(self) -> None:
        self._choose_place()

    @Slot(int)
    def _on_step_taken(self, step: int) -> None:
        (self._choose_package, self.new_wanted.emit, self.questionnaires_wanted.emit)[step]()

    @Slot(object)
    def _on_wave_wanted(self, wave_id: UUID | None) -> None:
        self.wave_wanted.emit(self.selected, wave_id)

    @Slot()
    def _on_set_up_wanted(self) -> None:
        self.set_up_wanted.emit(self.selected)

    @Slot()
    def _on_links_wanted(self) -> None:
        self.links_wanted.emit(self.selected)

    @Slot()
    def _on_withdraw_wanted(self) -> None:
        self.withdraw_wanted.emit(self.selected)

    @Slot()
    def _on_find_wanted(self) -> None:
        self.find_wanted.emit(self.selected)
