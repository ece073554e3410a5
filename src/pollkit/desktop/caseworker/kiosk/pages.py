"""The kiosk's pages besides its questions: welcome, code, stop, what is missing, the end, the PIN.

They speak the respondent's language: whoever shows them does so inside `speaking(...)`.
"""

from __future__ import annotations

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QLineEdit, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.kiosk.state import Cover, KioskState, Stage
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import window_locale
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.wrapped_row import WrappedRow
from pollkit.domain.codes import spaced
from pollkit.i18n import _, language_name

_WIDEST = 900


class WelcomePage(QWidget):
    language_chosen = Signal(str)
    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "display_plain", wraps=True)
        self.words = label("", "plain_lead", wraps=True)
        self.languages: dict[str, Button] = {}
        self._languages = WrappedRow(gap=theme.M)
        self.begin = Button("", "large_primary")
        parts = column(self.title, self.words, gap=theme.L)
        parts.addLayout(self._languages)
        parts.addLayout(row(self.begin, None))
        _centre(self, parts)
        self.begin.clicked.connect(self.begun)

    def render_state(self, state: KioskState) -> None:
        self.title.setText(state.title or _("A few questions"))
        self.words.setText(
            _(
                "Nobody asks for your name. You can leave out any question and stop at any time. "
                "The Esc key hides the screen at once, and brings it back."
            )
        )
        self.begin.setText(_("Begin"))
        if len(state.languages) > 1 and not self.languages:
            self._offer(state.languages)
        for tag, button in self.languages.items():
            button.setChecked(tag == state.language)

    def _offer(self, tags: tuple[str, ...]) -> None:
        for tag in tags:
            button = Button(language_name(tag), "large")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, tag=tag: self.language_chosen.emit(tag))
            self.languages[tag] = button
            self._languages.addWidget(button)


class CodePage(QWidget):
    entered = Signal(str)
    without_card = Signal()
    own_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "display_plain", wraps=True)
        self.words = label("", "plain_lead", wraps=True)
        self.code = TextField("", 40)
        self.code.setProperty("is_large", True)
        self.code.setMaximumWidth(420)
        self.enter = Button("", "large_primary")
        self.trouble = label("", "danger", wraps=True)
        self.none = Button("", "large")
        self.own = Button("", "large")
        parts = column(self.title, self.words, row(self.code, self.enter, None), gap=theme.L)
        parts.addWidget(self.trouble)
        parts.addLayout(row(self.none, self.own, None, gap=theme.M))
        _centre(self, parts)
        self.code.returnPressed.connect(self._on_entered)
        self.enter.clicked.connect(self._on_entered)
        self.none.clicked.connect(self.without_card)
        self.own.clicked.connect(self.own_wanted)

    def render_state(self, state: KioskState) -> None:
        self.title.setText(_("Do you have a card with a code?"))
        self.words.setText(
            _(
                "Type the code, or hold the card before the scanner. The code stands for you; your "
                "name is not asked."
            )
        )
        self.code.setAccessibleName(_("Code"))
        self.enter.setText(_("Go on"))
        self.none.setText(_("I have no card"))
        self.own.setText(_("A few questions instead of a card"))
        self.own.setVisible(state.can_make_code)
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))
        if state.stage is not Stage.CODE:
            self.code.clear()

    @Slot()
    def _on_entered(self) -> None:
        self.entered.emit(self.code.text())


class StopPage(QWidget):
    stopped = Signal()
    went_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "display_plain", wraps=True)
        self.words = label("", "plain_lead", wraps=True)
        self.go_on = Button("", "large")
        self.stop = Button("", "large")
        _centre(
            self,
            column(
                self.title, self.words, row(self.go_on, self.stop, None, gap=theme.M), gap=theme.L
            ),
        )
        self.go_on.clicked.connect(self.went_on)
        self.stop.clicked.connect(self.stopped)

    def render_state(self, _state: KioskState) -> None:
        self.title.setText(_("Do you want to stop?"))
        self.words.setText(
            _("If you stop, what you have said so far is deleted. That is all right.")
        )
        self.go_on.setText(_("Go on answering"))
        self.stop.setText(_("Stop and delete"))


class MissingPage(QWidget):
    question_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "display_plain", wraps=True)
        self._rows = column(gap=theme.S)
        self.buttons: list[Button] = []
        parts = column(self.title, gap=theme.L)
        parts.addLayout(self._rows)
        _centre(self, parts)

    def render_state(self, state: KioskState) -> None:
        self.title.setText(_("Please look at these once more:"))
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for address, words in state.open_points:
            button = Button(words.replace("&", "&&"), "large")
            button.clicked.connect(lambda _c, address=address: self.question_wanted.emit(address))
            self.buttons.append(button)
            self._rows.addWidget(button)


class EndPage(QWidget):
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picture = Picture("ph.check-circle", 72)
        self.title = label("", "display_plain", wraps=True)
        self.words = label("", "plain_lead", wraps=True)
        self.code_words = label("", "plain_lead", wraps=True)
        self.code = label("", "code")
        self.next = Button("", "large_primary")
        parts = column(row(self.picture, None), self.title, self.words, gap=theme.L)
        parts.addWidget(self.code_words)
        parts.addLayout(row(self.code, None))
        parts.addLayout(row(self.next, None))
        _centre(self, parts)
        self.next.clicked.connect(self.next_wanted)

    def render_state(self, state: KioskState) -> None:
        is_refused = state.stage is Stage.REFUSED
        self.picture.show_icon("ph.hand-palm" if is_refused else "ph.check-circle")
        self.title.setText(_("That is all right.") if is_refused else _("Thank you!"))
        if is_refused:
            words = _("None of your answers were kept. Please give the computer back.")
        else:
            words = _("Your answers are sealed: nobody can see them here any more.")
        self.words.setText(words)
        shows_code = bool(state.new_code) and not is_refused
        self.code_words.setText(_("This is your code. Please write it down and keep it:"))
        self.code.setText(spaced(state.new_code) if shows_code else "")
        # Letters and digits from left to right, in every language.
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for part in (self.code_words, self.code):
            part.setVisible(shows_code)
        self.next.setText(_("Next person"))
        self.next.setVisible(not state.is_for_one)


class NeutralPage(QWidget):
    """What a hidden screen shows: the time of day, as any computer might."""

    touched_twice = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.clock = label("", "display")
        self.day = label("", "muted")
        for part in (self.clock, self.day):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        parts = column(self.clock, self.day, gap=theme.S)
        parts.insertStretch(0, 1)
        parts.addStretch(1)
        self.setLayout(parts)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Clock"))
        self._timer = QTimer(self, interval=5000)
        self._timer.timeout.connect(self._show_time)

    def run(self, is_shown: bool) -> None:
        if is_shown and not self._timer.isActive():
            self._show_time()
            self._timer.start()
        elif not is_shown:
            self._timer.stop()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        self.touched_twice.emit()

    @Slot()
    def _show_time(self) -> None:
        now = QDateTime.currentDateTime()
        locale = window_locale()
        self.clock.setText(locale.toString(now.time(), locale.FormatType.ShortFormat))
        self.day.setText(locale.toString(now.date(), locale.FormatType.LongFormat))


class PinPage(QWidget):
    """For the caseworker: the way back, or on; digits by key or by touch."""

    entered = Signal(str)
    allowed = Signal(str)  # the person may go on
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wraps=True)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setProperty("is_large", True)
        self.pin.setMaxLength(12)
        self.trouble = label("", "danger", wraps=True)
        self.back = Button("", "large_primary")
        self.go_on = Button("", "large")
        self.leave = Button("", "large")
        pad = QGridLayout()
        pad.setSpacing(theme.S)
        keys = QWidget()
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a number pad is never turned
        keys.setLayout(pad)
        for place, digit in enumerate("123456789⌫0"):
            key = Button(digit, "large")
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _checked, digit=digit: self._type(digit))
            spot = {"⌫": (3, 0), "0": (3, 1)}.get(digit, (place // 3, place % 3))
            pad.addWidget(key, *spot)
        inside = QWidget()
        inside.setFixedWidth(380)
        parts = column(self.title, self.pin, self.trouble, gap=theme.M)
        parts.addWidget(keys)
        for button in (self.back, self.go_on, self.leave):
            parts.addWidget(button)
        inside.setLayout(parts)
        whole = column(row(None, inside, None))
        whole.insertStretch(0, 1)
        whole.addStretch(1)
        self.setLayout(whole)
        self.pin.returnPressed.connect(self._on_returned)
        self.back.clicked.connect(self._on_back_clicked)
        self.go_on.clicked.connect(self._on_go_on_clicked)
        self.leave.clicked.connect(self.left)
        self._is_left = False

    def render_state(self, state: KioskState) -> None:
        self._is_left = state.cover is Cover.LEFT
        paused = _("Paused. Please give the computer to the team.")
        self.title.setText(paused if self._is_left else _("For the team"))
        self.pin.setAccessibleName(_("PIN"))
        self.pin.setPlaceholderText(_("PIN"))
        self.trouble.setText(state.pin_trouble)
        self.trouble.setVisible(bool(state.pin_trouble))
        self.back.setText(_("Take the computer back"))
        self.go_on.setText(_("Let the person go on"))
        self.go_on.setVisible(self._is_left)
        self.leave.setText(_("Back to the questions"))
        self.leave.setVisible(not self._is_left)

    def clear(self) -> None:
        self.pin.clear()

    def _type(self, digit: str) -> None:
        self.pin.setText(self.pin.text()[:-1] if digit == "⌫" else self.pin.text() + digit)

    @Slot()
    def _on_returned(self) -> None:
        self._on_back_clicked()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.entered.emit(self.pin.text())
        self.pin.clear()

    @Slot()
    def _on_go_on_clicked(self) -> None:
        self.allowed.emit(self.pin.text())
        self.pin.clear()


def _centre(page: QWidget, parts: QLayout) -> None:
    inside = QWidget()
    inside.setMaximumWidth(_WIDEST)
    inside.setLayout(parts)
    line = row()
    line.addStretch(1)
    line.addWidget(inside, 1000)
    line.addStretch(1)
    whole = column(line, margin=theme.XL)
    whole.insertStretch(0, 1)
    whole.addStretch(2)
    page.setLayout(whole)
