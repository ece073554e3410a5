"""The projects on the left: list, new, open a package."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.caseworker.projects.presenter import ProjectsState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.i18n import _


class ProjectListPanel(QFrame):
    project_chosen = Signal(object)
    new_wanted = Signal()
    package_wanted = Signal()
    questionnaires_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setMinimumWidth(260)
        self.new = Button(_("New"), "secondary", "ph.plus")
        self.new.setAccessibleName(_("New project"))
        self.list = TwoLineList(_("Projects"))
        self.package = Button(_("Open a project package…"), "quiet", "ph.folder-open")
        self.questionnaires = Button(_("Questionnaires"), "quiet", "ph.list-bullets")
        head = row(label(_("Projects"), "lead"), None, self.new)
        self.setLayout(
            column(head, self.list, self.package, self.questionnaires, margin=theme.M, gap=theme.S)
        )
        self.list.line_chosen.connect(self.project_chosen)
        self.new.clicked.connect(self.new_wanted)
        self.package.clicked.connect(self.package_wanted)
        self.questionnaires.clicked.connect(self.questionnaires_wanted)

    def render_state(self, state: ProjectsState) -> None:
        chosen = None if state.sheet is None else state.sheet.project.id
        lines = [ListLine(one.id, one.title, one.second) for one in state.rows]
        self.list.show_lines(lines, chosen)
