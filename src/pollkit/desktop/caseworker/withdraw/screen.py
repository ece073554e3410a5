"""The page on which a person's answers are taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.own_code_page import OwnCodePage
from pollkit.desktop.caseworker.withdraw.presenter import (
    ErasedLine,
    WithdrawPresenter,
    WithdrawState,
)
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import short_day
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import card, column, middle, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import _, current_language
from pollkit.usecases.linking_schemes import standard_scheme


class WithdrawScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: WithdrawPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.code = TextField("", 40)
        self.code.setProperty("is_large", True)
        self.look_up = Button(_("Look up"), "primary", "ph.magnifying-glass")
        self.own = Button(_("No card: by the seven answers…"), "quiet", "ph.list-numbers")
        self.questions = OwnCodePage(standard_scheme(), current_language())
        self.trouble = label("", "danger", wraps=True)
        self.near = label("", wraps=True)
        self.found = label("", "lead", wraps=True)
        self.erases = label("", wraps=True)
        self.erase = Button(_("Erase all of it…"), "danger", "ph.eraser")
        self.outcome = label("", "good", wraps=True)
        self.asking: QMessageBox | None = None
        self._place_parts()
        self.back.clicked.connect(self.closed)
        self.code.returnPressed.connect(self._on_look_up)
        self.look_up.clicked.connect(self._on_look_up)
        self.own.clicked.connect(self._on_own_clicked)
        self.questions.closed.connect(self._on_questions_left)
        self.questions.panel.skipped.connect(self._on_questions_left)
        self.questions.panel.made.connect(self._on_answers_given)
        self.erase.clicked.connect(self._on_erase_clicked)
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
        self.found.setText(_found_words(state))
        self.erases.setText("\n".join(map(_line_words, state.erases)))
        self.erase.setEnabled(not state.is_busy)
        self.look_up.setEnabled(not state.is_busy)
        self.outcome.setText(state.outcome)
        for part in (self.trouble, self.near, self.found, self.erases, self.outcome):
            part.setVisible(bool(part.text()))
        self.erase.setVisible(bool(state.code))

    def _place_parts(self) -> None:
        entry = column(
            label(
                _(
                    "Everything that was gathered under a code is erased: all waves, drafts, the "
                    "history, consent and links, here and in this computer's backups. Only the "
                    "note stays that somebody took their answers back."
                ),
                wraps=True,
            ),
            field_label(_("Scan the card, or type its code"), self.code),
            row(self.code, self.look_up),
            row(self.own, None),
            self.trouble,
            self.near,
            self.found,
            self.erases,
            row(self.erase, None),
            self.outcome,
            gap=theme.S,
        )
        parts = column(label(_("Withdraw by code"), "title"), card(entry, theme.XL), gap=theme.L)
        page = column(row(self.back, None), middle(parts, 680), margin=theme.L, gap=theme.M)
        page.setStretch(1, 1)
        self._first_page = QWidget()
        self._first_page.setLayout(page)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._first_page)
        self.pages.addWidget(self.questions)
        self.setLayout(column(self.pages, gap=0))

    def _ask(self) -> None:
        question = QMessageBox(self)
        question.setTextFormat(Qt.TextFormat.PlainText)
        code = self._presenter.state.code
        question.setText(_("Erase everything of {code}?").format(code=code))
        question.setInformativeText(_("This cannot be undone by anybody."))
        erase = question.addButton(_("Erase"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(_("Keep it"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        question.setEscapeButton(keep)
        erase.clicked.connect(self._on_erase_confirmed)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.asking = question
        question.open()

    @Slot()
    def _on_look_up(self) -> None:
        self._presenter.look_up(self.code.text())

    @Slot()
    def _on_own_clicked(self) -> None:
        self.pages.setCurrentWidget(self.questions)

    @Slot()
    def _on_questions_left(self) -> None:
        self.pages.setCurrentWidget(self._first_page)

    @Slot(object)
    def _on_answers_given(self, answers: dict[str, str]) -> None:
        self.pages.setCurrentWidget(self._first_page)
        self._presenter.look_up_answers(answers)

    @Slot()
    def _on_erase_clicked(self) -> None:
        self._ask()

    @Slot()
    def _on_erase_confirmed(self) -> None:
        self.code.clear()
        self._presenter.erase()


def _line_words(line: ErasedLine) -> str:
    return f"• {line.words}" + (f" · {short_day(line.day)}" if line.day else "")


def _found_words(state: WithdrawState) -> str:
    if not state.code:
        return ""
    if not state.erases:
        return _("{code} has no response yet; the code itself is erased.").format(code=state.code)
    return _("This is erased for {code}:").format(code=state.code)
