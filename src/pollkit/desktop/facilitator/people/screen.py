"""People: printed codes on the left, the list of who is invited and the check-in on the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
)

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.people.presenter import PeoplePresenter, PeopleState
from pollkit.desktop.scanning.scan import ScanPresenter
from pollkit.desktop.scanning.scan_part import ScanPart
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import NumberField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.invitations import Invitation
from pollkit.domain.people import AsksFor
from pollkit.i18n import _, ngettext
from pollkit.usecases.entry_codes import MOST_CODES

_CODE = Qt.ItemDataRole.UserRole
_SOME_CODES = 40


class PeopleScreen(Screen):
    closed = Signal()

    def __init__(
        self,
        presenter: PeoplePresenter,
        scan: ScanPresenter | None = None,
        hub: ChangeHub | None = None,
    ) -> None:
        """Without `scan` and `hub` codes come from a scanner or the keyboard alone."""
        super().__init__()
        self._presenter = presenter
        self._scan_presenter = scan
        self.camera = None if scan is None or hub is None else ScanPart(scan, hub)
        self._shown: tuple[Invitation, ...] | None = None
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.said = label("", wraps=True)
        self.codes = label("", "muted", wraps=True)
        self.count = NumberField(_("How many new codes"), 1, MOST_CODES)
        self.count.show_value(_SOME_CODES)
        self.print_codes = Button(_("Make and print codes…"), "secondary", "ph.printer")
        self.lost_code = TextField(_("Code to free"), 20)
        self.free = Button(_("Free this code"), "secondary", "ph.lock-simple-open")
        self.scan = TextField(_("Scan a card, or type a code or a name"), 80)
        self.enter = Button(_("Check in"), "primary", "ph.check")
        self.head = label("", "lead")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Who is invited"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.take_back = Button(_("Take the check-in back"), "quiet", "ph.arrow-counter-clockwise")
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(_("Names to invite, one a line"))
        self.names.setTabChangesFocus(True)
        self.names.setFixedHeight(90)
        self.add = Button(_("Add to the list"), "secondary", "ph.user-plus")
        self.print_list = Button(_("Print invitations…"), "secondary", "ph.printer")
        self.forget = Button(_("Delete all names"), "quiet", "ph.trash")
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.scan)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None
        if self._scan_presenter is not None:
            self._scan_presenter.close()

    def render_state(self) -> None:
        state = self._presenter.state
        self.said.setText(state.said)
        role = "good" if state.is_good else "danger"
        if self.said.property("text_role") != role:
            self.said.setProperty("text_role", role)
            self.said.style().polish(self.said)
        self.codes.setText(_codes_words(state))
        self.head.setText(_came_words(state))
        for button in (self.print_codes, self.free, self.enter, self.add):
            button.setEnabled(not state.is_busy)
        has_names = bool(state.invited)
        self.print_list.setEnabled(has_names and not state.is_busy)
        self.forget.setEnabled((has_names or state.names_kept > 0) and not state.is_busy)
        if state.invited != self._shown:
            self._shown = state.invited
            self.list.clear()
            for one in state.invited:
                item = QListWidgetItem(_line_words(one))
                item.setData(_CODE, one.code)
                self.list.addItem(item)
        self._render_choice()

    def _render_choice(self) -> None:
        code = self._chosen_code()
        came = {one.code for one in self._presenter.state.invited if one.came_at is not None}
        self.take_back.setEnabled(code in came)

    def _chosen_code(self) -> str:
        chosen = self.list.selectedItems()
        return str(chosen[0].data(_CODE)) if chosen else ""

    def _place_parts(self) -> None:
        self.count.setMaximumWidth(120)
        codes = column(
            label(_("Printed codes"), "lead"),
            self.codes,
            field_label(_("How many new codes"), self.count),
            row(self.count, self.print_codes, None),
            label(
                _("Only a scrambled form is stored: print them now, they cannot be shown again."),
                "small",
                wraps=True,
            ),
            field_label(_("Code to free"), self.lost_code),
            row(self.lost_code, self.free),
            label(
                _("For somebody with a new phone: it goes on in the place of the first."),
                "small",
                wraps=True,
            ),
            gap=theme.S,
        )
        if self.camera is not None:
            codes.addSpacing(theme.L)
            codes.addWidget(label(_("Check-in by camera"), "lead"))
            codes.addWidget(self.camera)
        codes.addStretch(1)
        whole = column(
            row(label(_("People"), "title"), None, self.back),
            self.said,
            row(card(codes, theme.L), card(self._check_in_part(), theme.L), gap=theme.L),
            margin=theme.XL,
            gap=theme.M,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _check_in_part(self) -> QVBoxLayout:
        part = column(
            self.head,
            label(
                _("A check-in says who came. It leads to no answer, and no phone."),
                "muted",
                wraps=True,
            ),
            field_label(_("Scan a card, or type a code or a name"), self.scan),
            row(self.scan, self.enter),
            self.list,
            row(self.take_back, None, self.forget),
            field_label(_("Names to invite, one a line"), self.names),
            self.names,
            row(self.add, self.print_list, None),
            label(
                _("Names stay on this computer, outside all results and copies."),
                "small",
                wraps=True,
            ),
            gap=theme.S,
        )
        part.setStretchFactor(self.list, 1)
        return part

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.print_codes.clicked.connect(self._on_print_codes_clicked)
        self.free.clicked.connect(self._on_free_clicked)
        self.lost_code.returnPressed.connect(self._on_free_clicked)
        self.scan.returnPressed.connect(self._on_scanned)
        self.enter.clicked.connect(self._on_scanned)
        self.add.clicked.connect(self._on_add_clicked)
        self.print_list.clicked.connect(self._on_print_list_clicked)
        self.take_back.clicked.connect(self._on_take_back_clicked)
        self.forget.clicked.connect(self._on_forget_clicked)
        self.list.itemSelectionChanged.connect(self._render_choice)

    def _path_for(self, name: str) -> Path | None:
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the cards"), name, "PDF (*.pdf)")
        return Path(path) if path else None

    def _print_codes(self) -> None:
        path = self._path_for(_("codes") + ".pdf")
        if path is not None:
            self._presenter.print_codes(self.count.value(), path)

    def _print_list(self) -> None:
        path = self._path_for(_("invitations") + ".pdf")
        if path is not None:
            self._presenter.print_invitations(path)

    def _ask_to_forget(self) -> None:
        question = QMessageBox(self)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(_("Delete all names and check-ins of this event?"))
        question.setInformativeText(_("This cannot be undone. Answers are not touched."))
        delete = question.addButton(_("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(
            question.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        )
        delete.clicked.connect(self._presenter.forget)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    @Slot()
    def _on_print_codes_clicked(self) -> None:
        self._print_codes()

    @Slot()
    def _on_print_list_clicked(self) -> None:
        self._print_list()

    @Slot()
    def _on_free_clicked(self) -> None:
        self._presenter.free(self.lost_code.text())
        self.lost_code.clear()

    @Slot()
    def _on_scanned(self) -> None:
        self._presenter.check_in(self.scan.text())
        self.scan.clear()

    @Slot()
    def _on_add_clicked(self) -> None:
        self._presenter.invite(self.names.toPlainText())
        self.names.clear()

    @Slot()
    def _on_take_back_clicked(self) -> None:
        self._presenter.take_back(self._chosen_code())

    @Slot()
    def _on_forget_clicked(self) -> None:
        self._ask_to_forget()


def _codes_words(state: PeopleState) -> str:
    made = ngettext("{n} code made", "{n} codes made", state.codes_made).format(n=state.codes_made)
    used = ngettext("{n} in use", "{n} in use", state.codes_used).format(n=state.codes_used)
    words = f"{made} · {used}"
    if state.event.asks_for is not AsksFor.CODE:
        return words + " · " + _("this event does not ask for codes; set it where you edit it")
    return words


def _came_words(state: PeopleState) -> str:
    if not state.invited:
        return _("Check-in: nobody is on the list yet")
    return _("Check-in: {came} of {invited} came").format(
        came=state.came, invited=len(state.invited)
    )


def _line_words(one: Invitation) -> str:
    if one.came_at is None:
        return _("○ {name}").format(name=one.name)
    moment = one.came_at.astimezone().strftime("%H:%M")
    return _("✓ {name} · {time}").format(name=one.name, time=moment)
