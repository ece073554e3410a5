"""The questionnaires of the workspace: a list, the chosen one, and the ways to begin another."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.questionnaires.list.presenter import ListState, QuestionnairesPresenter, Sheet
from pollkit.desktop.questionnaires.list.sheet_panel import SheetPanel
from pollkit.desktop.questionnaires.list.starters_page import StartersPage
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import day_in_short
from pollkit.desktop.widgets.fields import SearchField
from pollkit.desktop.widgets.keys import add_keys
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import EmptyState, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.domain.editing.tree import numbers
from pollkit.domain.questionnaires import Questionnaire
from pollkit.i18n import _, ngettext

TOPIC = "questionnaires"


class QuestionnairesScreen(Screen):
    edit_wanted = Signal(object)  # Questionnaire
    export_wanted = Signal(object)  # Questionnaire
    file_wanted = Signal()
    archived = Signal(object, str)  # id, title
    closed = Signal()

    def __init__(self, presenter: QuestionnairesPresenter, hub: ChangeHub) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.new = Button(_("New"), "secondary", "ph.plus")
        self.new.setAccessibleName(_("New questionnaire"))
        self.search = SearchField(_("Search questionnaires"))
        self.list = TwoLineList(_("Questionnaires"))
        self.nothing = label("", "muted", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.archive = QCheckBox()
        self.sheet = SheetPanel()
        self.starters = StartersPage()
        self.first = Button(_("Begin a questionnaire"), "primary", "ph.plus")
        self.file = Button(_("Open a spreadsheet"), "secondary", "ph.table")
        self.empty = EmptyState(
            "ph.list-bullets",
            _("Your questionnaires will be here"),
            _(
                "What people are asked before and after a project, at the door or once a week. "
                "Begin with a ready one, with a spreadsheet of yours, or with an empty page."
            ),
            self.first,
            self.file,
        )
        self._place_parts()
        self._connect_parts(hub)
        self.begin_at(self.list)
        self.refresh()

    def refresh(self) -> None:
        self._presenter.refresh()
        self.render_state()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.refresh()

    def render_state(self) -> None:
        state = self._presenter.state
        chosen = None if state.sheet is None else state.sheet.questionnaire.id
        self.list.show_lines([_line(one) for one in state.shown], chosen)
        self.nothing.setText(_nothing_words(state))
        self.nothing.setVisible(not state.shown)
        self.list.setVisible(bool(state.shown))
        self.archive.setText(_("Show the archive ({n})").format(n=state.archived))
        self.archive.setVisible(bool(state.archived) or state.shows_archived)
        self.archive.setChecked(state.shows_archived)
        is_blank = not state.total and not state.archived
        self.search.setVisible(not is_blank)
        if state.sheet is not None:
            self.sheet.render_state(state.sheet)
        if self.pages.currentWidget() is not self.starters:
            self.pages.setCurrentWidget(self.sheet if state.sheet is not None else self.empty)

    def leave_picking(self) -> bool:
        """Back from the ways to begin; False where they were not shown."""
        if self.pages.currentWidget() is not self.starters:
            return False
        self.pages.setCurrentWidget(self.empty)
        self.render_state()
        self.list.setFocus()
        return True

    def restore(self, questionnaire_id: UUID) -> None:
        self._presenter.restore(questionnaire_id)

    def take(self, questionnaire: Questionnaire) -> None:
        """Keeps a new one, which came from elsewhere, and chooses it."""
        self.leave_picking()
        self._presenter.take(questionnaire)

    def _place_parts(self) -> None:
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(300)
        head = row(label(_("Questionnaires"), "lead"), None, self.new)
        side.setLayout(
            column(
                row(self.back, None), head, self.search, self.nothing, self.list, self.archive,
                margin=theme.M,
            )
        )  # fmt: skip
        self.pages = QStackedWidget()
        for page in (self.empty, self.sheet, self.starters):
            self.pages.addWidget(page)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self.pages, 1)
        self.setLayout(whole)

    def _connect_parts(self, hub: ChangeHub) -> None:
        hub.changed.connect(self._on_hub_changed)
        self.back.clicked.connect(self.closed)
        self.new.clicked.connect(self._open_starters)
        self.first.clicked.connect(self._open_starters)
        self.file.clicked.connect(self.file_wanted)
        self.search.textEdited.connect(self._on_searched)
        self.archive.clicked.connect(self._on_archive_clicked)
        self.list.line_chosen.connect(self._on_line_chosen)
        self.list.line_opened.connect(self._on_edit_clicked)
        self.sheet.edit.clicked.connect(self._on_edit_clicked)
        self.sheet.duplicate.clicked.connect(self._on_duplicate_clicked)
        self.sheet.export.clicked.connect(self._on_export_clicked)
        self.sheet.archive.clicked.connect(self._on_put_away_clicked)
        self.starters.cancelled.connect(self.leave_picking)
        self.starters.file_wanted.connect(self.file_wanted)
        self.starters.empty_wanted.connect(self._on_empty_wanted)
        self.starters.starter_chosen.connect(self._on_starter_chosen)
        add_keys(
            self,
            {
                "Ctrl+N": self._open_starters,
                "Ctrl+E": self.sheet.edit.click,
                "Ctrl+D": self.sheet.duplicate.click,
                "Ctrl+F": self.search.setFocus,
            },
        )

    def _open_starters(self) -> None:
        self.starters.offer()
        self.pages.setCurrentWidget(self.starters)
        self.starters.focus_first()

    def _sheet(self) -> Sheet:
        sheet = self._presenter.state.sheet
        assert sheet is not None
        return sheet

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        if TOPIC in topics and self.isVisible():
            self.refresh()

    @Slot(str)
    def _on_searched(self, words: str) -> None:
        self._presenter.search(words)
        self.render_state()

    @Slot(bool)
    def _on_archive_clicked(self, is_shown: bool) -> None:
        self._presenter.show_archive(is_shown)
        self.render_state()

    @Slot(object)
    def _on_line_chosen(self, questionnaire_id: UUID) -> None:
        self._presenter.select(questionnaire_id)
        self.leave_picking()
        self.render_state()

    @Slot()
    def _on_edit_clicked(self) -> None:
        self.edit_wanted.emit(self._sheet().questionnaire)

    @Slot()
    def _on_duplicate_clicked(self) -> None:
        self._presenter.duplicate()

    @Slot()
    def _on_export_clicked(self) -> None:
        self.export_wanted.emit(self._sheet().questionnaire)

    @Slot()
    def _on_put_away_clicked(self) -> None:
        sheet = self._sheet()
        self._presenter.archive()
        if not sheet.questionnaire.is_archived:
            self.archived.emit(sheet.questionnaire.id, sheet.title)

    @Slot()
    def _on_empty_wanted(self) -> None:
        self.leave_picking()
        self.edit_wanted.emit(self._presenter.begin_empty())

    @Slot(str)
    def _on_starter_chosen(self, name: str) -> None:
        self.leave_picking()
        self.edit_wanted.emit(self._presenter.begin_with(name))


def _line(questionnaire: Questionnaire) -> ListLine:
    count = len(numbers(questionnaire.instrument))
    second = ngettext("{n} question", "{n} questions", count).format(n=count)
    if questionnaire.changed_at is not None:
        second += f" · {day_in_short(questionnaire.changed_at)}"
    title = questionnaire.title or _("Questionnaire without a title")
    return ListLine(questionnaire.id, title, second)


def _nothing_words(state: ListState) -> str:
    if state.search:
        return _("No questionnaire has these words in its title.")
    return _("The archive is empty.") if state.shows_archived else _("No questionnaires yet.")
