"""Taking in a spreadsheet: the list of what to mend beside the sheet, and each try at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.importing.notes_list import NotesList
from pollkit.desktop.questionnaires.importing.presenter import ImportPresenter, ImportState
from pollkit.desktop.questionnaires.importing.sheet_view import SheetView
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.keys import add_keys
from pollkit.desktop.widgets.labels import ElidedLabel, field_label, label
from pollkit.desktop.widgets.panels import EmptyState, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.formats.xlsform import SUFFIXES, Note, Repair
from pollkit.i18n import LANGUAGE_NAMES, _, language_name, ngettext


class ImportScreen(Screen):
    taken = Signal(object)  # Questionnaire
    closed = Signal()

    def __init__(self, presenter: ImportPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        presenter.on_shown = self.render_state
        self.title = ElidedLabel(_("From a spreadsheet"), "lead")
        self.state = label("", wraps=False)
        self.undo = icon_button("ph.arrow-counter-clockwise", _("Undo"))
        self.again = Button(_("Read the file again"), "secondary", "ph.arrow-clockwise")
        self.other = Button(_("Another file"), "secondary", "ph.folder-open")
        self.back = Button(_("Back"), "secondary", "ph.arrow-left")
        self.take = Button(_("Take it"), "primary", "ph.check")
        self.notes = NotesList()
        self.count = label("", "label", wraps=True)
        self.mend_all = Button("", "secondary", "ph.wrench")
        self.language = ChoiceField(_("Texts without a language are in"))
        self._tabs = row(gap=theme.XS)
        self._tabs.addStretch(1)
        self._sheets = QButtonGroup(self)
        self.table = SheetView(_("The sheet"))
        self.choose = Button(_("Choose a file"), "primary", "ph.folder-open")
        self.empty = EmptyState(
            "ph.table",
            _("A questionnaire from a spreadsheet"),
            _(
                "XLSForm is how Kobo, ODK, SurveyCTO and others write questionnaires in a "
                "spreadsheet. Whatever does not fit is listed beside the sheet and can be mended "
                "here; the file itself is never changed."
            ),
            self.choose,
        )
        self._place_parts()
        self._connect_parts()
        self.render_state()
        self.begin_at(self.choose)

    def ask_for_file(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = _("Spreadsheets ({endings})").format(endings=endings)
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose an XLSForm"), "", kinds)
        if name:
            self._presenter.read(Path(name))

    def render_state(self) -> None:
        state = self._presenter.state
        self.title.setText(_("From a spreadsheet") if state.path is None else state.path.name)
        words, role = _state_words(state)
        self.state.setText(words)
        if self.state.property("text_role") != role:
            self.state.setProperty("text_role", role)
            self.state.style().polish(self.state)
        self.undo.setEnabled(state.can_undo and not state.is_reading)
        self.again.setVisible(state.path is not None)
        self.other.setVisible(state.path is not None)
        self.take.setEnabled(state.can_be_taken and not state.is_reading)
        self.take.setVisible(state.sheets is not None)
        self.body.setCurrentWidget(self.empty if state.sheets is None else self.work)
        if state.sheets is not None:
            self._show_work(state)

    def _show_work(self, state: ImportState) -> None:
        assert state.sheets is not None
        self.notes.show_notes(state.notes)
        self.count.setText(_count_words(state))
        self.mend_all.setText(
            ngettext("Mend it", "Mend all {n}", state.repairable).format(n=state.repairable)
        )
        self.mend_all.setVisible(state.repairable > 0)
        self._show_language(state)
        names = [sheet.name for sheet in state.sheets.sheets]
        if [button.accessibleName() for button in self._sheets.buttons()] != names:
            self._name_tabs(names)
        self._show_sheet()

    def _show_language(self, state: ImportState) -> None:
        """Only a form in one language can lack a word on which it is."""
        self.spoken.setVisible(len(state.languages) == 1)
        if len(state.languages) == 1:
            known = dict.fromkeys((state.languages[0], *LANGUAGE_NAMES))
            self.language.offer([(tag, language_name(tag)) for tag in known], state.languages[0])

    def _name_tabs(self, names: list[str]) -> None:
        for button in self._sheets.buttons():
            self._sheets.removeButton(button)
            button.hide()
            button.deleteLater()
        for place, name in enumerate(names):
            button = Button(name.replace("&", "&&"), "chip")
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setChecked(place == 0)
            self._sheets.addButton(button, place)
            self._tabs.insertWidget(place, button)

    def _show_sheet(self) -> None:
        state = self._presenter.state
        if state.sheets is None or not state.sheets.sheets:
            return
        place = min(max(self._sheets.checkedId(), 0), len(state.sheets.sheets) - 1)
        sheet = state.sheets.sheets[place]
        about = [note for note in state.notes if note.sheet.casefold() == sheet.name.casefold()]
        current = self.table.currentIndex()
        self.table.show_sheet(sheet, about)
        if current.isValid():
            self.table.setCurrentIndex(self.table.model().index(current.row(), current.column()))

    def _place_parts(self) -> None:
        head = QFrame()
        head.setObjectName("header")
        bar = row(
            self.title, self.state, self.undo, self.again, self.other, self.back, self.take,
            gap=theme.M,
        )  # fmt: skip
        bar.setStretch(0, 1)
        bar.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        head.setLayout(bar)
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(400)
        top = row(self.count, self.mend_all)
        top.setStretch(0, 1)
        top.setContentsMargins(theme.M, theme.M, theme.M, 0)
        side.setLayout(column(top, self.notes, gap=0))
        self.work = QFrame()
        self.spoken = QWidget()
        words = field_label(_("Texts without a language are in"), self.language)
        self.spoken.setLayout(row(words, self.language))
        self._tabs.addWidget(self.spoken)
        right = column(self._tabs, self.table, margin=theme.M, gap=theme.S)
        inside = QHBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(side)
        inside.addLayout(right, 1)
        self.work.setLayout(inside)
        self.body = QStackedWidget()
        self.body.addWidget(self.empty)
        self.body.addWidget(self.work)
        self.setLayout(column(head, self.body, gap=0))

    def _connect_parts(self) -> None:
        self.choose.clicked.connect(self.ask_for_file)
        self.other.clicked.connect(self.ask_for_file)
        self.again.clicked.connect(self._presenter.read_again)
        self.undo.clicked.connect(self._presenter.undo)
        self.back.clicked.connect(self.closed)
        self.take.clicked.connect(self._on_take_clicked)
        self.mend_all.clicked.connect(self._presenter.repair_all)
        self.notes.note_chosen.connect(self._on_note_chosen)
        self.notes.repair_wanted.connect(self._on_repair_wanted)
        self.language.committed.connect(self._on_language_committed)
        self._sheets.idClicked.connect(self._on_sheet_chosen)
        self.table.cell_written.connect(self._on_cell_written)
        add_keys(self, {"Ctrl+Z": self.undo.click, "F5": self.again.click})

    @Slot()
    def _on_take_clicked(self) -> None:
        self.taken.emit(self._presenter.take())

    @Slot(object)
    def _on_repair_wanted(self, repair: Repair) -> None:
        self._presenter.repair(repair)

    @Slot(object)
    def _on_note_chosen(self, note: Note) -> None:
        self._presenter.choose(note)
        sheets = self._presenter.state.sheets
        names = [] if sheets is None else [sheet.name.casefold() for sheet in sheets.sheets]
        if note.sheet.casefold() in names:
            self._sheets.button(names.index(note.sheet.casefold())).setChecked(True)
            self._show_sheet()
            self.table.go_to(note.row, note.column)

    @Slot()
    def _on_language_committed(self) -> None:
        self._presenter.speak(str(self.language.chosen()))

    @Slot(int)
    def _on_sheet_chosen(self, _place: int) -> None:
        self._show_sheet()

    @Slot(int, str, str)
    def _on_cell_written(self, number: int, header: str, text: str) -> None:
        sheets = self._presenter.state.sheets
        assert sheets is not None
        name = sheets.sheets[self._sheets.checkedId()].name
        self._presenter.write_cell(name, number, header, text)


def _state_words(state: ImportState) -> tuple[str, str]:
    """The sentence at the top, and its tone."""
    if state.trouble:
        return state.trouble, "danger"
    if state.is_reading:
        return _("Reading …"), "small"
    if state.form is None:
        return "", "small"
    if state.can_be_taken:
        return _("It can be taken."), "good"
    return _("It cannot be taken yet."), "danger"


def _count_words(state: ImportState) -> str:
    count = state.refusals
    rest = len(state.notes) - count
    if count:
        words = ngettext("{n} thing must be mended", "{n} things must be mended", count)
        return words.format(n=count)
    if rest:
        return ngettext("{n} note", "{n} notes", rest).format(n=rest)
    return _("Nothing to say: everything fits.")
