"""The end of a sitting: what is missing, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.interview.presenter import InterviewState, OpenPoint, Stage
from pollkit.desktop.caseworker.two_line_button import TwoLineButton
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, middle, row
from pollkit.domain.codes import spaced
from pollkit.i18n import _, ngettext


class ReviewPanel(QWidget):
    """Lists what must be answered or mended; each leads to its question."""

    question_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wraps=True)
        self.counts = label("", wraps=True)
        self._points = column(gap=theme.XS)
        self._shown: tuple[OpenPoint, ...] = ()
        self.buttons: list[Button] = []
        parts = column(self.title, self.counts, self._points, gap=theme.M)
        self.setLayout(column(ScrolledColumn(middle(parts, 720)), margin=theme.XL))

    def render_state(self, state: InterviewState) -> None:
        points = state.open_points
        self.title.setText(_title_words(points))
        self.counts.setText(_count_words(state))
        if points != self._shown:
            self._shown = points
            for button in self.buttons:
                self._points.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = [self._button(point) for point in points]
            for button in self.buttons:
                self._points.addWidget(button)

    def first_control(self) -> QWidget | None:
        return self.buttons[0] if self.buttons else None

    def _button(self, point: OpenPoint) -> Button:
        button = TwoLineButton(point.text, point.message, "caution")
        button.clicked.connect(lambda: self.question_wanted.emit(point.address))
        return button


class EndPanel(QWidget):
    """Thanks, and the code to write down where it is new."""

    next_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picture = Picture("ph.check-circle", 56)
        self.title = label("", "title", wraps=True)
        self.words = label("", "muted", wraps=True)
        self.code_words = label("", wraps=True)
        self.code = label("", "code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.another = Button(_("Next person"), "primary", "ph.user-plus")
        self.leave = Button(_("Back to the project"), "secondary")
        for part in (self.title, self.words, self.code_words, self.code):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        parts = column(row(None, self.picture, None), self.title, self.words, gap=theme.M)
        parts.insertStretch(0, 2)
        parts.addSpacing(theme.M)
        parts.addWidget(self.code_words)
        parts.addWidget(self.code)
        parts.addSpacing(theme.M)
        parts.addLayout(row(None, self.another, self.leave, None, gap=theme.M))
        parts.addStretch(3)
        parts.setContentsMargins(theme.XL, 0, theme.XL, 0)
        self.setLayout(parts)
        self.another.clicked.connect(self.next_wanted)
        self.leave.clicked.connect(self.left)

    def render_state(self, state: InterviewState) -> None:
        is_refused = state.stage is Stage.REFUSED
        self.picture.show_icon("ph.hand-palm" if is_refused else "ph.check-circle")
        if is_refused:
            self.title.setText(_("That is all right"))
            self.words.setText(
                _("It is recorded that this person did not want to answer, and nothing else.")
            )
        else:
            self.title.setText(_("Finished and saved"))
            self.words.setText(_("Thank the person. Their answers are on this computer."))
        shows_code = bool(state.code) and state.is_new_code and not is_refused
        self.code_words.setText(_("This is the person's code. Please write it on their card:"))
        self.code.setText(spaced(state.code) if shows_code else "")
        self.code_words.setVisible(shows_code)
        self.code.setVisible(shows_code)


def _title_words(points: tuple[OpenPoint, ...]) -> str:
    if not points:
        return _("Everything that must be answered is answered")
    return ngettext(
        "{n} question needs a look before you finish",
        "{n} questions need a look before you finish",
        len(points),
    ).format(n=len(points))


def _count_words(state: InterviewState) -> str:
    parts = [
        ngettext("{n} answered", "{n} answered", state.answered - state.declined).format(
            n=state.answered - state.declined
        )
    ]
    if state.declined:
        parts.append(_("{n} would rather not say").format(n=state.declined))
    if left := state.asked - state.answered:
        parts.append(ngettext("{n} left open", "{n} left open", left).format(n=left))
    return " · ".join(parts)
