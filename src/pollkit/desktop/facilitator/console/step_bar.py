"""The foot of the console: the next step, and what else can be done now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.facilitator.splits import SplitChoice
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import row
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move, QuestionState
from pollkit.i18n import _

_ICONS = {
    Move.READ: "ph.eye",
    Move.TAKE_BACK: "ph.lock-simple",
    Move.ASK: "ph.megaphone-simple",
    Move.CLOSE: "ph.lock-simple",
    Move.VOTE: "ph.thumbs-up",
    Move.REVEAL: "ph.chart-bar-horizontal",
    Move.NEXT: "ph.arrow-right",
    Move.END: "ph.flag",
}
# What is needed now and then, in the menu; and the keys that do it.
_MORE = (Move.VOTE, Move.CLOSE, Move.LOCK, Move.HIDE, Move.LIVE, Move.HAND_OVER)
MORE_KEYS = {
    Move.VOTE: "V",
    Move.CLOSE: "X",
    Move.LOCK: "L",
    Move.HIDE: "H",
    Move.LIVE: "A",
    Move.HAND_OVER: "P",
}
_LEAST_WIDTH = 860
_LARGE = f"min-height: 42px; min-width: 230px; font-size: {theme.LEAD}px;"


class StepBar(QWidget):
    step_taken = Signal()
    move_wanted = Signal(Move)
    split_wanted = Signal(object)  # item name, None for no split
    shift_toggled = Signal()
    palette_toggled = Signal()
    room_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[SplitChoice, ...] | None = None
        self._split_by: str | None = None
        self.step = Button("", "primary")
        self.close_room = Button(_("Close the room"), "primary", "ph.sign-out")
        for button in (self.step, self.close_room):
            # The window's style sheet sets a height of its own, which setMinimumSize cannot beat.
            button.setStyleSheet(_LARGE)
        self.read = Button(_("Show first"), "secondary", "ph.eye")
        self.reopen = Button(_("Reopen"), "secondary", "ph.arrow-counter-clockwise")
        self.second = Button(_("Second round"), "secondary", "ph.repeat")
        self.skip = Button(_("Skip"), "secondary", "ph.skip-forward")
        self.clear = Button(_("Clear"), "secondary", "ph.eraser")
        self.split = Button(_("Split by"), "secondary", "ph.columns")
        self.split.attach_menu(QMenu(self.split))
        self.shift = Button(_("Who moved"), "secondary", "ph.arrows-left-right")
        self.shift.setCheckable(True)
        self.quick = Button(_("Quick question"), "secondary", "ph.lightning")
        self.quick.setCheckable(True)
        self.more = Button(_("More"), "secondary", "ph.dots-three")
        self.more.attach_menu(QMenu(self.more))
        self.actions_of = {move: QAction(self.more.menu()) for move in _MORE}
        self.blank = Button(_("Blank"), "secondary", "ph.monitor")
        self.blank.setCheckable(True)
        self.end = Button(_("End"), "quiet", "ph.flag")
        self._describe()
        others = (
            self.read, self.skip, self.reopen, self.second, self.clear, self.split, self.shift,
            None, self.quick, self.more, self.blank, self.end,
        )  # fmt: skip
        for other in others:
            # A click must not take the space bar away from the next step; Tab still leads here.
            if other is not None:
                other.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(row(self.step, self.close_room, *others))
        # In this order they are left with their icon where there is no room for the words.
        self._folding = (
            self.more, self.blank, self.quick, self.clear, self.reopen, self.split, self.shift,
            self.second, self.skip, self.read,
        )  # fmt: skip
        self._words = {button: button.text() for button in self._folding}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.step.clicked.connect(self.step_taken)
        self.close_room.clicked.connect(self.room_closed)
        self.shift.clicked.connect(self.shift_toggled)
        self.quick.clicked.connect(self.palette_toggled)
        for button, move in (*self._movers(), (self.blank, Move.BLANK)):
            button.clicked.connect(lambda _checked, move=move: self.move_wanted.emit(move))
        for move, action in self.actions_of.items():
            action.triggered.connect(lambda _checked, move=move: self.move_wanted.emit(move))
            self.more.menu().addAction(action)

    def _movers(self) -> tuple[tuple[Button, Move], ...]:
        return (
            (self.read, Move.READ),
            (self.skip, Move.NEXT),
            (self.reopen, Move.REOPEN),
            (self.second, Move.SECOND_ROUND),
            (self.clear, Move.CLEAR),
            (self.end, Move.END),
        )

    def render_state(self, state: ConsoleState) -> None:
        is_live = state.line is Line.LIVE
        is_free = is_live and state.busy is None
        self._render_step(state)
        self.close_room.setVisible(state.has_ended and is_live)
        reads_anyway = state.step is not None and state.step.move is Move.READ
        is_waiting = state.question is QuestionState.WAITING
        self.read.setVisible(is_waiting and not reads_anyway)
        self.skip.setVisible(is_waiting and Move.NEXT in state.allowed)
        is_settled = state.question in (QuestionState.CLOSED, QuestionState.REVEALED)
        self.reopen.setVisible(is_settled)
        self.second.setVisible(is_settled)
        self.clear.setVisible(
            state.question not in (None, QuestionState.WAITING, QuestionState.READING)
        )
        for button, move in self._movers():
            button.setEnabled(is_free and move in state.allowed)
        self.blank.setEnabled(is_live and Move.BLANK in state.allowed)
        self.blank.setChecked(state.is_blank)
        self._words[self.blank] = _("Light the wall") if state.is_blank else _("Blank")
        self.end.setVisible(not state.has_ended)
        self.end.setText(_("Press again to end") if state.is_ending else _("End"))
        self.shift.setVisible(state.can_shift)
        self.shift.setEnabled(is_free)
        self.shift.setChecked(state.shift is not None)
        self.quick.setVisible(not state.has_ended)
        self.quick.setEnabled(is_free and not state.progress)
        self.quick.setChecked(state.is_asking)
        self._render_more(state, is_free)
        self._render_split(state, is_free)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A row of icons at the least: words must not make the window wider than its screen."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        for button in self._folding:
            button.setText(self._words[button])
            button.setAccessibleName(self._words[button])
        for button in self._folding:
            layout.invalidate()
            if layout.sizeHint().width() <= self.width():
                break
            button.setText("")

    def _render_more(self, state: ConsoleState, is_free: bool) -> None:
        words = {
            Move.LOCK: _("Let new phones in again")
            if state.is_locked
            else _("Lock the door: no new phones"),
            Move.VOTE: _("Gather more ideas") if state.is_voting else _("Let them vote"),
            Move.CLOSE: _("Close"),
            Move.HIDE: _("Hide the result"),
            Move.LIVE: _("Stop showing answers as they come")
            if state.shows_live
            else _("Show answers as they come"),
            Move.HAND_OVER: _("Everyone at their own pace from here"),
        }
        for move, action in self.actions_of.items():
            action.setText(f"{words[move]}\t{MORE_KEYS[move]}")
            action.setEnabled(is_free and move in state.allowed)
        is_ideas = state.item is not None and state.item.kind is ItemKind.IDEAS
        for move in (Move.VOTE, Move.CLOSE):
            action = self.actions_of[move]
            action.setVisible(is_ideas)
            action.setEnabled(is_ideas and action.isEnabled())
        self.more.setVisible(not state.has_ended)
        self.more.setEnabled(any(action.isEnabled() for action in self.actions_of.values()))

    def _describe(self) -> None:
        """Keys in the tool tips, reasons for those who hear them."""
        for button, words, keys in (
            (self.step, _("The next step"), _("Space")),
            (self.read, _("Shows the question without its options, before it opens"), "R"),
            (self.reopen, _("Takes answers again"), "O"),
            (self.second, _("Asks again, and keeps these answers to compare with"), "2"),
            (self.skip, _("Goes to the next question without asking this one"), "N"),
            (self.shift, _("Compares with the answers before: who moved where"), "M"),
            (self.quick, _("Asks something that needs no preparation"), "Q"),
            (self.more, _("What is needed now and then"), "F10"),
            (self.clear, _("Sets the answers aside and begins again; they can be taken back"), "C"),
            (
                self.split,
                _("Splits the result by an earlier question"),
                "S",
            ),
            (self.blank, _("Makes the wall dark, or light again"), "B"),
            (self.end, _("Ends the event for everyone"), "Ctrl+E"),
        ):
            button.setToolTip(f"{words} ({keys})")
            button.setAccessibleDescription(f"{words} ({keys})")

    def _render_step(self, state: ConsoleState) -> None:
        step = state.step
        self.step.setVisible(not state.has_ended)
        # Enabled while a move is under way: a button that is disabled loses the focus, and with
        # it the space bar. The presenter takes no second step meanwhile.
        self.step.setEnabled(state.line in (Line.OPENING, Line.LIVE))
        if state.line is Line.OPENING:
            self.step.setText(_("Opening the room …"))
        elif state.busy is not None:
            self.step.setText(busy_words(state.busy))
        elif step is not None:
            ends = step.move is Move.END and state.is_ending
            self.step.setText(_("Press again to end") if ends else step.words)
            self.step.set_icon(_ICONS[step.move])

    def _render_split(self, state: ConsoleState, is_free: bool) -> None:
        self.split.setVisible(bool(state.split_choices))
        self.split.setEnabled(is_free)
        if (state.split_choices, state.split_by) == (self._choices, self._split_by):
            return
        self._choices, self._split_by = state.split_choices, state.split_by
        menu = self.split.menu()
        menu.clear()
        self._add_choice(menu, _("No split"), None)
        for choice in state.split_choices:
            # A single & would underline the next letter.
            self._add_choice(menu, choice.text.replace("&", "&&"), choice.item)

    def _add_choice(self, menu: QMenu, words: str, item: str | None) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(item == self._split_by)
        action.setData(item)
        action.triggered.connect(self._on_choice_triggered)
        menu.addAction(action)

    @Slot()
    def _on_choice_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.split_wanted.emit(action.data())


def busy_words(move: Move) -> str:
    return {
        Move.CLOSE: _("Closing …"),
        Move.REVEAL: _("Counting the last answers …"),
        Move.TAKE_BACK: _("Closing …"),
        Move.END: _("Ending …"),
    }.get(move, _("One moment …"))
