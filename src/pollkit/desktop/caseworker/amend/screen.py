"""The page on which a response is found by its code, and an answer changed with the reason."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AT_THE_DESK, Surface
from pollkit.desktop.answering.page import QuestionPage
from pollkit.desktop.answering.pictures import Pictures
from pollkit.desktop.caseworker.amend.presenter import (
    AmendPresenter,
    AmendState,
    AnswerLine,
    found_words,
)
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import short_day
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.i18n import _


class AmendScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: AmendPresenter, pictures: Pictures) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: tuple[AnswerLine, ...] = ()
        self._editing = ""
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.code = TextField("", 40)
        self.look_up = Button(_("Find"), "primary", "ph.magnifying-glass")
        self.trouble = label("", "danger", wraps=True)
        self.near = label("", wraps=True)
        self.found = TwoLineList(_("Responses"))
        self.said = label("", "good", wraps=True)
        self.hint = label("", "muted", wraps=True)
        self.answers: dict[str, _AnswerRow] = {}
        self.page = QuestionPage(Surface(AT_THE_DESK, pictures))
        self.reason = TextField("", 200)
        self.save = Button(_("Change the answer"), "primary", "ph.check")
        self.keep = Button(_("Leave it as it was"), "secondary")
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.code)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        self.trouble.setText(state.trouble)
        near = _("Known codes that are close: {codes}").format(codes=", ".join(state.near))
        self.near.setText(near if state.near else "")
        self.said.setText(state.said)
        self.hint.setText(_hint_words(state))
        for part in (self.trouble, self.near, self.said, self.hint):
            part.setVisible(bool(part.text()))
        lines = [ListLine(one.response_id, one.wave, found_words(one)) for one in state.found]
        chosen = None if state.chosen is None else state.chosen.response_id
        self.found.show_lines(lines, chosen)
        self._render_answers(state)
        self._render_edit(state)
        self.pages.setCurrentWidget(self.list if state.editing is None else self.form)

    def _render_answers(self, state: AmendState) -> None:
        if state.lines == self._shown:
            return
        self._shown = state.lines
        for gone in self.answers.values():
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.answers = {line.address: _AnswerRow(line, state.can_change) for line in state.lines}
        for place, shown in enumerate(self.answers.values()):
            self._rows.insertWidget(place, shown)
            shown.change_wanted.connect(self._presenter.begin_edit)

    def _render_edit(self, state: AmendState) -> None:
        address = "" if state.editing is None else state.editing.address
        if address != self._editing:
            self._editing = address
            self.page.clear()
            self.reason.show_text("")
        if state.editing is not None:
            self.page.show_lines([state.editing], state.editing.language)
            if self.page.address == "" and not self.reason.hasFocus():
                self.page.focus_question(address)

    def _place_parts(self) -> None:
        self._rows = column(gap=theme.S)
        body = column(self._rows)
        body.addStretch(1)
        self.list = ScrolledColumn(body)
        edit = column(
            self.page,
            field_label(_("Why is it changed? (never a name)"), self.reason),
            self.reason,
            row(self.save, self.keep, None, gap=theme.M),
            gap=theme.S,
        )
        edit.setStretch(0, 1)
        inside = QWidget()
        inside.setMaximumWidth(784)
        inside.setLayout(edit)
        self.form = QWidget()
        self.form.setLayout(row(inside, gap=0))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.form)
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(320)
        entry = column(
            row(self.back, None),
            label(_("Find a response"), "lead"),
            field_label(_("Scan the card, or type its code"), self.code),
            self.code,
            row(self.look_up, None),
            self.near,
            self.found,
            margin=theme.M,
            gap=theme.S,
        )
        entry.setStretch(6, 1)
        side.setLayout(entry)
        right = column(self.trouble, self.said, self.hint, self.pages, margin=theme.L, gap=theme.S)
        right.setStretch(3, 1)
        whole = row(side, gap=0)
        whole.addLayout(right, 1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.code.returnPressed.connect(self._on_look_up)
        self.look_up.clicked.connect(self._on_look_up)
        self.found.line_chosen.connect(self._presenter.choose)
        self.page.answered.connect(self._on_answered)
        self.page.went_past_end.connect(self._on_went_past_end)
        self.save.clicked.connect(self._on_save_clicked)
        self.reason.returnPressed.connect(self._on_save_clicked)
        self.keep.clicked.connect(self._presenter.leave_edit)

    @Slot()
    def _on_look_up(self) -> None:
        self._presenter.look_up(self.code.text())

    @Slot(str, tuple)
    def _on_answered(self, _address: str, words: tuple[str, ...]) -> None:
        self._presenter.write(words)

    @Slot()
    def _on_went_past_end(self) -> None:
        self.reason.setFocus()

    @Slot()
    def _on_save_clicked(self) -> None:
        self.page.commit()
        self._presenter.save(self.reason.text())


class _AnswerRow(QFrame):
    """A question, its answer, what it was before; and the way to change it."""

    change_wanted = Signal(str)

    def __init__(self, line: AnswerLine, can_change: bool) -> None:
        super().__init__()
        words = line.words or (_("would rather not say") if line.is_unsaid else _("no answer"))
        self.change = Button(_("Change"), "quiet", "ph.pencil-simple")
        self.change.setAccessibleName(_("Change: {question}").format(question=line.text))
        head = row(label(line.number, "muted"), gap=theme.S)
        head.addWidget(label(line.text, wraps=True), 1)
        head.addWidget(self.change)
        parts = column(head, label(words, "strong", wraps=True), gap=theme.XS)
        for old in line.old:
            was = _("was “{words}” until {day}: {reason}").format(
                words=old.words, day=short_day(old.changed_on), reason=old.reason
            )
            parts.addWidget(label(was, "small", wraps=True))
        inside = card(parts, theme.M)
        self.setLayout(column(inside))
        self.change.setVisible(can_change)
        self.change.clicked.connect(lambda: self.change_wanted.emit(line.address))


def _hint_words(state: AmendState) -> str:
    if state.chosen is None:
        if state.code:
            return _("Choose the wave on the left.")
        return _("The answers of one person in one wave, found by the code that they keep.")
    if not state.can_change:
        return _("Only a finished response is changed here. A draft is gone on with.")
    return ""
