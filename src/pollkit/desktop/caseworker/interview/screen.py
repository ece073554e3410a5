"""The interview on the screen: pages on the left, the questions of one in the middle, its end
below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QInputDialog, QProgressBar, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AT_THE_DESK, Surface
from pollkit.desktop.answering.card import keeping_words
from pollkit.desktop.answering.page import QuestionPage
from pollkit.desktop.answering.pictures import Pictures
from pollkit.desktop.answering.view import Keeping
from pollkit.desktop.caseworker.consent_panel import ConsentPanel
from pollkit.desktop.caseworker.interview.ending import EndPanel, ReviewPanel
from pollkit.desktop.caseworker.interview.presenter import (
    InterviewPresenter,
    InterviewState,
    PageLine,
    Stage,
)
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import ElidedLabel, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.domain.codes import spaced
from pollkit.domain.consent import GivenBy
from pollkit.i18n import LANGUAGE_NAMES, _, ngettext

_TRY_AGAIN_MS = 3000


class InterviewScreen(Screen):
    paused = Signal()  # a draft is left
    ended = Signal()  # finished or refused: back to the project
    next_wanted = Signal()  # the same wave, another person

    def __init__(self, presenter: InterviewPresenter, pictures: Pictures) -> None:
        super().__init__()
        self._presenter = presenter
        self.pause = Button(_("Pause"), "quiet", "ph.arrow-left")
        self.title = ElidedLabel("", "lead")
        self.who = label("", "muted")
        self.keeping = label("", "small")
        self.language = ChoiceField(_("Language of the questions"))
        self.refuse = Button(_("Stop…"), "quiet", "ph.hand-palm")
        self.refuse.setToolTip(_("They would rather not answer"))
        self.refuse.setAccessibleDescription(_("They would rather not answer"))
        self.pages = TwoLineList(_("Pages"))
        self.page = QuestionPage(Surface(AT_THE_DESK, pictures))
        self.consent = ConsentPanel()
        self.review = ReviewPanel()
        self.end = EndPanel()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Answered"))
        self.count = label("", "muted")
        self.back = Button(_("Back"), "secondary", "ph.arrow-left")
        self.go_on = Button("", "primary", "ph.arrow-right")
        self._shown_page = ""
        self._again = QTimer(self, interval=_TRY_AGAIN_MS)
        self._place_parts()
        self._connect_parts()
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        """Keeps what is typed; the draft stays."""
        self._again.stop()
        self.page.commit()
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        self._render_head(state)
        self.stack.setCurrentWidget(
            {
                Stage.CONSENT: self.consent,
                Stage.QUESTIONS: self.work,
                Stage.REVIEW: self.review,
            }.get(state.stage, self.end)
        )
        self.consent.show_words(state.consent_words, state.language)
        self._render_questions(state)
        self.review.render_state(state)
        self.end.render_state(state)
        self._render_foot(state)
        self._render_focus(state)

    def focus_stage(self) -> None:
        """Gives the keys to that with which the stage begins."""
        stage = self._presenter.state.stage
        if stage is Stage.QUESTIONS:
            self.page.focus_question(self._presenter.state.focus)
        else:
            self._first_control(stage).setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_parts(self) -> None:
        head = QFrame()
        head.setObjectName("header")
        line = row(self.pause, gap=theme.M)
        line.addWidget(self.title, 1)
        for beside in (self.who, self.keeping, self.language, self.refuse):
            line.addWidget(beside)
        line.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        head.setLayout(line)
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(250)
        side.setLayout(column(self.pages, margin=theme.S))
        questions = column(self.page)
        questions.setContentsMargins(theme.L, theme.L, theme.S, 0)
        right = QWidget()
        right.setLayout(questions)
        self.work = QWidget()
        self.work.setLayout(row(side, right, gap=0))
        self.stack = QStackedWidget()
        for part in (self.work, self.consent, self.review, self.end):
            self.stack.addWidget(part)
        self.progress.setFixedWidth(250 - 2 * theme.M)
        self.foot = QFrame()
        foot = row(self.progress, self.count, None, self.back, self.go_on, gap=theme.M)
        foot.setContentsMargins(theme.M, theme.S, theme.L, theme.S)
        self.foot.setLayout(foot)
        whole = column(head, self.stack, self.foot, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.pause.clicked.connect(self._on_pause_clicked)
        self.refuse.clicked.connect(self._on_refuse_clicked)
        self.language.committed.connect(self._on_language_committed)
        self.pages.line_chosen.connect(self._on_page_chosen)
        self.page.answered.connect(self._on_answered)
        self.page.declined.connect(self._on_declined)
        self.page.more_wanted.connect(self._on_more_wanted)
        self.page.less_wanted.connect(self._on_less_wanted)
        self.page.went_past_end.connect(self._on_went_past_end)
        self.page.reached.connect(self._on_reached)
        self.consent.said.connect(self._on_consent_said)
        self.review.question_wanted.connect(self._on_question_wanted)
        self.back.clicked.connect(self._on_back_clicked)
        self.go_on.clicked.connect(self._on_go_on_clicked)
        self.end.next_wanted.connect(self.next_wanted)
        self.end.left.connect(self.ended)
        self._again.timeout.connect(self._on_again_timeout)
        for keys, slot in (
            ("PgDown", self.go_on.click),
            ("PgUp", self.back.click),
            ("Ctrl+L", self._on_language_wanted),
        ):
            QShortcut(QKeySequence(keys), self, activated=slot)  # type: ignore[call-overload]

    def _render_head(self, state: InterviewState) -> None:
        self.title.setText(f"{state.wave_title} · {state.title}")
        self.who.setText(_("Code {code}").format(code=spaced(state.code)) if state.code else "")
        is_asking = state.stage in (Stage.CONSENT, Stage.QUESTIONS, Stage.REVIEW)
        self.keeping.setText(keeping_words(state.keeping) if is_asking else "")
        role = "danger" if state.keeping is Keeping.NOT_SAVED else "small"
        self.keeping.setProperty("text_role", role)
        self.keeping.style().polish(self.keeping)
        names = [(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in state.languages]
        self.language.offer(names, state.language)  # type: ignore[arg-type]
        self.language.setVisible(is_asking and len(state.languages) > 1)
        self.refuse.setVisible(is_asking)
        self.pause.setText(_("Pause") if is_asking else _("Back to the project"))
        fails = state.keeping is Keeping.NOT_SAVED
        if fails != self._again.isActive():
            self._again.start() if fails else self._again.stop()

    def _render_questions(self, state: InterviewState) -> None:
        lines = [_page_line(n, page) for n, page in enumerate(state.pages)]
        self.pages.show_lines(lines, state.page)
        shown = f"{state.page}/{state.pages[state.page].title}" if state.pages else ""
        if shown != self._shown_page:
            self._shown_page = shown
            self.page.clear()
        self.page.show_lines(state.lines, state.language)

    def _render_foot(self, state: InterviewState) -> None:
        self.foot.setVisible(state.stage in (Stage.QUESTIONS, Stage.REVIEW))
        self.progress.setMaximum(max(1, state.asked))
        self.progress.setValue(state.answered)
        words = ngettext("{n} of {m} answered", "{n} of {m} answered", state.asked)
        self.count.setText(words.format(n=state.answered, m=state.asked))
        is_review = state.stage is Stage.REVIEW
        self.back.setEnabled(is_review or state.page > 0)
        if is_review:
            self.go_on.setText(_("Finish"))
            self.go_on.set_icon("ph.check")
            self.go_on.setEnabled(not state.open_points)
        else:
            last = state.is_last_page
            self.go_on.setText(_("To the end") if last else _("Next page"))
            self.go_on.set_icon("ph.arrow-right")
            self.go_on.setEnabled(True)

    def _render_focus(self, state: InterviewState) -> None:
        if state.focus and state.stage is Stage.QUESTIONS:
            self.page.focus_question(state.focus)
            self._presenter.focus_taken()
        elif self.focusWidget() is None or not self.focusWidget().isVisible():
            self._first_control(state.stage).setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_control(self, stage: Stage) -> QWidget:
        return {
            Stage.CONSENT: self.consent.yes,
            Stage.QUESTIONS: self.go_on,
            Stage.REVIEW: self.review.first_control() or self.go_on,
        }.get(stage, self.end.another)

    def _ask_to_refuse(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("They would rather not answer"))
        dialog.setLabelText(
            _(
                "The response ends here as refused, and what was said until now is not kept.\n"
                "Why, in a few words (never a name; may be left empty):"
            )
        )
        dialog.setOkButtonText(_("End as refused"))
        dialog.setCancelButtonText(_("Go on asking"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self._on_reason_given)
        dialog.open()

    @Slot()
    def _on_pause_clicked(self) -> None:
        self.page.commit()
        (self.paused if self._presenter.is_under_way else self.ended).emit()

    @Slot()
    def _on_refuse_clicked(self) -> None:
        self._ask_to_refuse()

    @Slot(str)
    def _on_reason_given(self, reason: str) -> None:
        self._presenter.refuse(reason)

    @Slot()
    def _on_language_committed(self) -> None:
        self._presenter.speak(str(self.language.chosen()))

    @Slot()
    def _on_language_wanted(self) -> None:
        self.language.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def _on_page_chosen(self, place: int) -> None:
        self._presenter.go_to_page(place)

    @Slot(str, tuple)
    def _on_answered(self, address: str, words: tuple[str, ...]) -> None:
        self._presenter.answer(address, words)

    @Slot(str, bool)
    def _on_declined(self, address: str, is_declined: bool) -> None:
        self._presenter.decline(address, is_declined)

    @Slot(str)
    def _on_more_wanted(self, section: str) -> None:
        self._presenter.add_one(section)

    @Slot(str)
    def _on_less_wanted(self, section: str) -> None:
        self._presenter.remove_one(section)

    @Slot()
    def _on_went_past_end(self) -> None:
        self._presenter.go_on()

    @Slot(str)
    def _on_reached(self, address: str) -> None:
        self._presenter.reach(address)

    @Slot(bool, object)
    def _on_consent_said(self, is_given: bool, given_by: GivenBy) -> None:
        self._presenter.consent(is_given, given_by)

    @Slot(str)
    def _on_question_wanted(self, address: str) -> None:
        self._presenter.go_to_question(address)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.page.commit()
        self._presenter.go_back()

    @Slot()
    def _on_go_on_clicked(self) -> None:
        self.page.commit()
        self._presenter.take_next_step()

    @Slot()
    def _on_again_timeout(self) -> None:
        self._presenter.try_again()


def _page_line(place: int, page: PageLine) -> ListLine:
    if page.asked and page.answered == page.asked:
        second = _("✓ all answered")
    else:
        second = ngettext("{n} of {m} answered", "{n} of {m} answered", page.asked).format(
            n=page.answered, m=page.asked
        )
    title = _("Page {n}").format(n=page.title) if page.title.isdecimal() else page.title
    return ListLine(place, title, second if page.asked else _("to read"))
