"""The window of a computer that was handed over: the whole screen, and no way out but the PIN."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import FOR_ONESELF, Surface, qt_direction
from pollkit.desktop.answering.card import keeping_words
from pollkit.desktop.answering.page import QuestionPage
from pollkit.desktop.answering.pictures import Pictures
from pollkit.desktop.answering.view import Keeping
from pollkit.desktop.caseworker.consent_panel import ConsentPanel
from pollkit.desktop.caseworker.kiosk.pages import (
    CodePage,
    EndPage,
    MissingPage,
    NeutralPage,
    PinPage,
    StopPage,
    WelcomePage,
)
from pollkit.desktop.caseworker.kiosk.presenter import KioskPresenter
from pollkit.desktop.caseworker.kiosk.state import Cover, KioskState, Stage
from pollkit.desktop.caseworker.own_code_panel import OwnCodePanel
from pollkit.desktop.voice import NoVoice, Voice
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.consent import GivenBy
from pollkit.i18n import _, speaking
from pollkit.usecases.linking_schemes import standard_scheme

ABSENT_MS = 180_000
_TRY_AGAIN_MS = 3000
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}


class KioskWindow(QWidget):
    over = Signal()  # the PIN was given: the window goes

    def __init__(
        self, presenter: KioskPresenter, pictures: Pictures, absent_ms: int = ABSENT_MS
    ) -> None:
        super().__init__(
            None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presenter = presenter
        self._voice: Voice = NoVoice()
        self._shown = ("", "")
        self._stage = Stage.WELCOME
        self.welcome, self.code, self.stop_page = WelcomePage(), CodePage(), StopPage()
        self.own_code = OwnCodePanel(standard_scheme(), is_large=True)
        self.consent, self.missing, self.end = ConsentPanel(is_large=True), MissingPage(), EndPage()
        self.consent.show_givers(False)
        self.page = QuestionPage(Surface(FOR_ONESELF, pictures), widest=980)
        self.neutral, self.pin = NeutralPage(), PinPage()
        self.hide_now = Button("", "quiet", "ph.eye-slash")
        self.aloud = Button("", "quiet", "ph.speaker-high")
        self.stop = Button("", "quiet", "ph.hand-palm")
        self.team = Button("", "quiet", "ph.lock-simple")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.count = label("", "muted")
        self.keeping = label("", "small")
        self.back = Button("", "large")
        self.decline = Button("", "large")
        self.go_on = Button("", "large_primary")
        self._absent = QTimer(self, interval=absent_ms)
        self._again = QTimer(self, interval=_TRY_AGAIN_MS)
        self._place_parts()
        self._connect_parts()
        presenter.on_changed = self.render_state
        self.render_state()

    def open(self) -> None:
        # Without a window manager nobody else makes it as large as the screen.
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._absent.start()

    def take_voice(self, voice: Voice) -> None:
        """Found meanwhile; what cannot speak the language is not offered."""
        self._voice = voice
        self.render_state()

    def put_away(self) -> None:
        """As the program ends, or after the PIN: a draft stays a draft."""
        self.page.commit()
        self._presenter.on_changed = lambda: None
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        for timer in (self._absent, self._again):
            timer.stop()
        self.neutral.run(False)
        self._voice.stop()
        QGuiApplication.clipboard().clear()
        self.hide()
        self.deleteLater()

    def render_state(self) -> None:
        state = self._presenter.state
        if state.is_over:
            self.over.emit()
            return
        with speaking(state.language):
            self._render_words(state)
        self.setLayoutDirection(qt_direction(state.language))
        self._render_cover(state)
        self._render_retry(state)

    def _render_words(self, state: KioskState) -> None:
        page = {
            Stage.WELCOME: self.welcome,
            Stage.CODE: self.code,
            Stage.OWN_CODE: self.own_code,
            Stage.CONSENT: self.consent,
            Stage.QUESTIONS: self.asking,
            Stage.STOPPING: self.stop_page,
            Stage.REVIEW: self.missing,
        }.get(state.stage, self.end)
        for one in (self.welcome, self.code, self.stop_page, self.missing, self.end, self.pin):
            one.render_state(state)
        self.consent.show_words(state.consent_words, state.language)
        if page is self.own_code:
            self.own_code.show_words(state.language)
        self._render_tools(state)
        self._render_question(state)
        self.stack.setCurrentWidget(page)
        self._begin_page(state)

    def _render_tools(self, state: KioskState) -> None:
        self.hide_now.setText(_("Hide the screen (Esc)"))
        self.aloud.setText(_("Read aloud"))
        self.stop.setText(_("Stop"))
        self.team.setText(_("For the team"))
        is_read = state.stage in (Stage.CONSENT, Stage.QUESTIONS)
        self.aloud.setVisible(is_read and self._voice.can_speak(state.language))
        self.stop.setVisible(state.stage in (Stage.QUESTIONS, Stage.REVIEW))

    def _render_question(self, state: KioskState) -> None:
        shown = (state.address or str(state.place), state.language)
        if shown != self._shown:
            self._voice.stop()
            self.page.clear()
        self.page.show_lines(state.lines, state.language, gap=theme.L)
        self.progress.setMaximum(max(1, state.count))
        self.progress.setValue(state.place + 1)
        self.count.setText(_("{n} of {m}").format(n=state.place + 1, m=state.count))
        self.keeping.setText(keeping_words(state.keeping))
        self.back.setText(_("Back"))
        self.back.setVisible(state.can_go_back)
        self.go_on.setText(_("Next") if state.place + 1 < state.count else _("Finish"))
        self.decline.setText(_("I would rather not say"))
        self.decline.setVisible(state.can_decline)
        self.decline.setChecked(state.has_declined)

    def _begin_page(self, state: KioskState) -> None:
        """The keys go to that with which a new page begins."""
        shown = (state.address or str(state.place), state.language)
        is_new = shown != self._shown or self._stage is not state.stage
        self._shown, self._stage = shown, state.stage
        if not is_new or state.cover is not Cover.NONE:
            return
        QGuiApplication.clipboard().clear()
        if state.stage is Stage.QUESTIONS and self.page.cards:
            self.page.focus_question()
            return
        first = {
            Stage.WELCOME: self.welcome.begin,
            Stage.CODE: self.code.code,
            Stage.OWN_CODE: next(iter(self.own_code.lists.values())),
            Stage.CONSENT: self.consent.yes,
            Stage.QUESTIONS: self.go_on,
            Stage.STOPPING: self.stop_page.go_on,
        }.get(state.stage, self.end.next)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _render_cover(self, state: KioskState) -> None:
        covers = {Cover.HIDDEN: self.neutral, Cover.LEFT: self.pin, Cover.PIN: self.pin}
        shown = covers.get(state.cover, self.inside)
        self.neutral.run(shown is self.neutral)
        if shown is self.covers.currentWidget():
            return
        self.covers.setCurrentWidget(shown)
        if state.cover is not Cover.NONE:
            self._voice.stop()
            self.pin.clear()
        focus = {Cover.HIDDEN: self.neutral, Cover.NONE: self.go_on}.get(state.cover, self.pin.pin)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if state.cover is Cover.NONE and state.stage is Stage.QUESTIONS:
            self.page.focus_question()

    def _render_retry(self, state: KioskState) -> None:
        fails = state.keeping is Keeping.NOT_SAVED
        if fails != self._again.isActive():
            self._again.start() if fails else self._again.stop()

    def _place_parts(self) -> None:
        self.progress.setFixedWidth(200)
        self.decline.setCheckable(True)
        self.asking = QWidget()
        line = row(self.back, None, self.decline, self.go_on, gap=theme.M)
        head = row(self.progress, self.count, None, self.keeping, gap=theme.M)
        asking = column(head, self.page, line, gap=theme.M)
        asking.setContentsMargins(theme.XXL, 0, theme.XXL, theme.L)
        asking.setStretch(1, 1)
        self.asking.setLayout(asking)
        self.stack = QStackedWidget()
        for part in (
            self.welcome, self.code, self.own_code, self.consent, self.asking, self.stop_page,
            self.missing, self.end,
        ):  # fmt: skip
            self.stack.addWidget(part)
        tools = row(self.hide_now, self.aloud, None, self.stop, self.team, gap=theme.S)
        tools.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        self.inside = QWidget()
        inside = column(tools, self.stack, gap=theme.S)
        inside.setStretch(1, 1)
        self.inside.setLayout(inside)
        self.covers = QStackedWidget()
        for part in (self.inside, self.neutral, self.pin):
            self.covers.addWidget(part)
        self.setLayout(column(self.covers))

    def _connect_parts(self) -> None:
        presenter = self._presenter
        self.welcome.language_chosen.connect(presenter.speak)
        self.welcome.begun.connect(presenter.begin)
        self.code.entered.connect(presenter.enter_code)
        self.code.without_card.connect(presenter.begin_without_card)
        self.code.own_wanted.connect(presenter.make_own_code)
        self.own_code.made.connect(presenter.keep_own_code)
        self.own_code.skipped.connect(self._on_own_code_skipped)
        self.consent.said.connect(self._on_consent_said)
        self.page.answered.connect(presenter.answer)
        self.page.more_wanted.connect(presenter.add_one)
        self.page.went_past_end.connect(self._on_go_on_clicked)
        self.stop_page.stopped.connect(presenter.stop)
        self.stop_page.went_on.connect(presenter.go_back)
        self.missing.question_wanted.connect(presenter.go_to)
        self.end.next_wanted.connect(presenter.welcome_next)
        self.hide_now.clicked.connect(self._on_hide_clicked)
        self.aloud.clicked.connect(self._on_aloud_clicked)
        self.stop.clicked.connect(presenter.ask_to_stop)
        self.team.clicked.connect(presenter.want_back)
        self.back.clicked.connect(self._on_back_clicked)
        self.decline.clicked.connect(self._on_decline_clicked)
        self.go_on.clicked.connect(self._on_go_on_clicked)
        self.neutral.touched_twice.connect(presenter.show_again)
        self.pin.entered.connect(presenter.enter_pin)
        self.pin.allowed.connect(presenter.go_on_by_pin)
        self.pin.left.connect(presenter.leave_pin)
        self._absent.timeout.connect(presenter.note_absence)
        self._again.timeout.connect(presenter.try_again)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Alt+F4 asks for the PIN, like the button."""
        event.ignore()
        self._presenter.want_back()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Whoever looks at another program must not leave answers on the screen behind it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.page.commit()
            self._presenter.hide()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Escape hides before any field sees it; no field opens its menu."""
        kind = event.type()
        if kind in _TOUCHES:
            self._absent.start()
        if kind is QEvent.Type.ContextMenu:
            return True
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        if not event.isAutoRepeat():
            self.page.commit()
            cover = self._presenter.state.cover
            {Cover.NONE: self._presenter.hide, Cover.HIDDEN: self._presenter.show_again}.get(
                cover, lambda: None
            )()
        return True

    @Slot()
    def _on_own_code_skipped(self) -> None:
        self._presenter.keep_own_code({})

    @Slot(bool, object)
    def _on_consent_said(self, is_given: bool, _given_by: GivenBy) -> None:
        self._presenter.consent(is_given)

    @Slot()
    def _on_hide_clicked(self) -> None:
        self.page.commit()
        self._presenter.hide()

    @Slot()
    def _on_aloud_clicked(self) -> None:
        self._voice.say(self._presenter.words_aloud(), self._presenter.state.language)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.page.commit()
        self._presenter.go_back()

    @Slot()
    def _on_decline_clicked(self) -> None:
        self._presenter.decline()

    @Slot()
    def _on_go_on_clicked(self) -> None:
        self.page.commit()
        self._presenter.go_on()
