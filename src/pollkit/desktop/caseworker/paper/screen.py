"""Sheets typed in: code and fields on the left, what became of them on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.paper.doubts_panel import DoubtsPanel
from pollkit.desktop.caseworker.paper.field_row import FieldRow
from pollkit.desktop.caseworker.paper.presenter import (
    Key,
    PaperEntryPresenter,
    PaperEntryState,
    Stage,
)
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import LANGUAGE_NAMES, _, current_language, ngettext


class PaperEntryScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: PaperEntryPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._rows: dict[Key, FieldRow] = {}
        self._row_order: list[Key] = []
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.title = label("", "title", wraps=True)
        self.says = label("", "muted", wraps=True)
        self.language = ChoiceField(_("Language of the sheet"))
        self.code = TextField("", 60)
        self.code_problem = label("", "danger", wraps=True)
        self.consent_words = label(_("Does the sheet have the person’s consent?"))
        self.yes = QRadioButton(_("Yes"))
        self.no = QRadioButton(_("No"))
        self._consent = QButtonGroup(self)
        self.keep = Button("", "primary", "ph.check")
        self.leave = Button(_("Leave this check"), "quiet")
        self.trouble = label("", "danger", wraps=True)
        self.done = label("", "strong", wraps=True)
        self.left_out = label("", wraps=True)
        self.counts = label("", wraps=True)
        self.rate = label("", wraps=True)
        self.again = Button(_("Type a sheet in a second time"), "secondary")
        self.doubts = DoubtsPanel()
        self._fields = column(gap=theme.M)
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.code)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        is_again = state.stage is not Stage.ENTRY
        title = _("A second time: “{wave}”") if is_again else _("Paper of “{wave}”")
        self.title.setText(title.format(wave=state.wave_title))
        self.says.setText(
            _("Type what stands on the paper, without looking up what was typed before.")
            if is_again
            else _("Type the digit beside each marked box. “-” where they would rather not say.")
        )
        self._render_head(state)
        self._render_fields(state)
        self._render_side(state)

    def _render_head(self, state: PaperEntryState) -> None:
        names = [(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in state.languages]
        self.language.offer(names, state.language)  # type: ignore[arg-type]
        self.language.setVisible(len(state.languages) > 1)
        self.language.setEnabled(state.stage is Stage.ENTRY)
        if self.code.text() != state.code:
            self.code.setText(state.code)
        self.code.setReadOnly(state.stage is not Stage.ENTRY)
        self.code_problem.setText(state.code_problem)
        self.code_problem.setVisible(bool(state.code_problem))
        asks = state.asks_consent and state.stage is Stage.ENTRY
        for widget in (self.consent_words, self.yes, self.no):
            widget.setVisible(asks)
        self._consent.setExclusive(False)
        self.yes.setChecked(state.has_consent is True)
        self.no.setChecked(state.has_consent is False)
        self._consent.setExclusive(True)

    def _render_fields(self, state: PaperEntryState) -> None:
        keys = [line.key for line in state.lines]
        if keys != self._row_order:
            self._make_rows(state)
        for line in state.lines:
            self._rows[line.key].show_line(line)
        is_settling = state.stage is Stage.SETTLE
        self._sheet.setVisible(not is_settling)
        self.doubts.setVisible(is_settling)
        self.doubts.show_doubts(state.doubts)

    def _render_side(self, state: PaperEntryState) -> None:
        is_again = state.stage is Stage.AGAIN
        self.keep.setText(_("Compare") if is_again else _("Keep this sheet"))
        self.keep.setVisible(state.stage is not Stage.SETTLE)
        self.leave.setVisible(state.stage is not Stage.ENTRY)
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))
        self.done.setText(state.done)
        self.done.setVisible(bool(state.done))
        lines = [f"{question}: {why}" for question, why in state.left_out]
        self.left_out.setText(
            "\n".join([_("On the paper, but not asked of this person:"), *lines]) if lines else ""
        )
        self.left_out.setVisible(bool(lines))
        quality = state.quality
        self.counts.setText(
            ngettext("{n} sheet is kept.", "{n} sheets are kept.", quality.sheets).format(
                n=quality.sheets
            )
        )
        self.rate.setText(_rate_words(quality.checked, quality.rate))
        self.again.setVisible(state.stage is Stage.ENTRY and bool(quality.next_to_check))

    def _make_rows(self, state: PaperEntryState) -> None:
        for old in self._rows.values():
            self._fields.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = {line.key: FieldRow(line) for line in state.lines}
        self._row_order = list(self._rows)
        for place, one in enumerate(self._rows.values()):
            self._fields.insertWidget(place, one)
            one.typed.connect(self._on_field_typed)
            one.left_by_enter.connect(self._on_field_left)

    def _place_parts(self) -> None:
        self._consent.addButton(self.yes)
        self._consent.addButton(self.no)
        head = column(
            row(
                column(field_label(_("Code on the sheet (scan or type)"), self.code), self.code),
                column(field_label(_("Language of the sheet"), self.language), self.language),
                None,
                gap=theme.L,
            ),
            self.code_problem,
            row(self.consent_words, self.yes, self.no, None),
            gap=theme.S,
        )
        self._fields.addStretch(1)
        self._sheet = QWidget()
        inside = column(head, self._fields, gap=theme.L)
        self._sheet.setLayout(inside)
        left = ScrolledColumn(column(card(column(self._sheet, self.doubts)), gap=0))
        side = column(
            self.keep,
            self.leave,
            self.trouble,
            self.done,
            self.left_out,
            label(_("How well it goes"), "strong"),
            self.counts,
            self.rate,
            self.again,
            gap=theme.M,
        )
        side.addStretch(1)
        right = QWidget()
        right.setFixedWidth(300)
        right.setLayout(side)
        body = row(left, right, gap=theme.L)
        body.setStretch(0, 1)
        page = column(
            row(self.back, None), self.title, self.says, body, margin=theme.L, gap=theme.S
        )
        page.setStretch(3, 1)
        self.setLayout(page)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.language.committed.connect(self._on_language_committed)
        self.code.textEdited.connect(self._on_code_typed)
        self.code.returnPressed.connect(self._on_code_left)
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self._on_no_clicked)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.leave.clicked.connect(self._on_leave_clicked)
        self.again.clicked.connect(self._on_again_clicked)
        self.doubts.settled.connect(self._on_settled)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self._on_keep_clicked)
        self.keep.setToolTip(_("Ctrl+S"))

    def _focus_after(self, key: Key | None) -> None:
        place = -1 if key is None else self._row_order.index(key)
        if place + 1 < len(self._row_order):
            field = self._rows[self._row_order[place + 1]].field
            field.setFocus(Qt.FocusReason.TabFocusReason)
            field.selectAll()
        else:
            self.keep.setFocus(Qt.FocusReason.TabFocusReason)

    def _keep(self) -> None:
        before = self._presenter.state.kept
        self._presenter.keep()
        if self._presenter.state.kept > before:
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(tuple, str)
    def _on_field_typed(self, key: Key, typed: str) -> None:
        self._presenter.type_field(key, typed)

    @Slot(tuple)
    def _on_field_left(self, key: Key) -> None:
        self._focus_after(key)

    @Slot()
    def _on_code_left(self) -> None:
        self._focus_after(None)

    @Slot(str)
    def _on_code_typed(self, typed: str) -> None:
        self._presenter.type_code(typed)

    @Slot()
    def _on_language_committed(self) -> None:
        self._presenter.choose_language(str(self.language.chosen()))

    @Slot()
    def _on_yes_clicked(self) -> None:
        self._presenter.say_consent(True)

    @Slot()
    def _on_no_clicked(self) -> None:
        self._presenter.say_consent(False)

    @Slot()
    def _on_keep_clicked(self) -> None:
        self._keep()

    @Slot()
    def _on_leave_clicked(self) -> None:
        self._presenter.leave_again()

    @Slot()
    def _on_again_clicked(self) -> None:
        self._presenter.begin_again()
        self._focus_after(None)

    @Slot(str, bool)
    def _on_settled(self, address: str, takes_second: bool) -> None:
        self._presenter.settle(address, takes_second)


def _rate_words(checked: int, rate: float | None) -> str:
    if rate is None:
        return _("One sheet in ten is typed in a second time; that shows how often one errs.")
    return ngettext(
        "{n} sheet was typed in twice: {rate} of the answers differed.",
        "{n} sheets were typed in twice: {rate} of the answers differed.",
        checked,
    ).format(n=checked, rate=_percent(rate))


def _percent(share: float) -> str:
    from babel.numbers import format_percent

    return format_percent(share, format="0.0\u00a0%", locale=current_language())
