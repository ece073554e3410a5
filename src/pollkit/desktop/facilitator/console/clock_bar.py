"""The clock of the open question: how long it takes answers, and until when."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSpinBox, QWidget, QWidgetAction

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import row
from pollkit.domain.rooms import Move
from pollkit.i18n import _, ngettext

MORE_S = 30
_OFFERED_S = (20, 30, 60, 120, 300)
_LONGEST_S = 3600


class ClockBar(QWidget):
    time_added = Signal(float)  # seconds; begins a clock where none runs
    clock_stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time = label("", "lead")
        self.time.setAccessibleName(_("Time"))
        self.more = Button(_("+30 s"), "quiet", "ph.timer")
        self.stop = Button(_("Stop the clock"), "quiet", "ph.pause")
        self.start = Button(_("Set a clock"), "quiet", "ph.timer")
        self.start.attach_menu(self._menu())
        for button, words, keys in (
            (self.more, _("Gives everyone 30 seconds more"), "+"),
            (self.stop, _("Takes answers until you close"), "K"),
            (self.start, _("Closes the question by itself after a time"), "+"),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"{words} ({keys})")
            button.setAccessibleDescription(f"{words} ({keys})")
        self.setLayout(row(self.time, self.more, self.stop, self.start, gap=theme.XS))
        self.more.clicked.connect(self._on_more_clicked)
        self.stop.clicked.connect(self.clock_stopped)

    def render_state(self, state: ConsoleState) -> None:
        can_move = Move.CLOCK in state.allowed and state.line is Line.LIVE
        self.setVisible(can_move)
        has_clock = state.seconds_left is not None
        self.more.setVisible(has_clock)
        self.stop.setVisible(has_clock)
        self.start.setVisible(not has_clock)
        self.time.setText(time_words(state))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for seconds in _OFFERED_S:
            action = QAction(_length_words(seconds), menu)
            action.setData(seconds)
            action.triggered.connect(self._on_length_chosen)
            menu.addAction(action)
        menu.addSeparator()
        self.seconds = QSpinBox()
        self.seconds.setRange(5, _LONGEST_S)
        self.seconds.setValue(45)
        self.seconds.setSuffix(" " + _("s"))
        self.seconds.setAccessibleName(_("Seconds"))
        self.own = Button(_("Start"), "secondary")
        typed = QWidget()
        typed.setLayout(row(self.seconds, self.own, margin=theme.S))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(typed)
        menu.addAction(holder)
        self.own.clicked.connect(self._on_own_clicked)
        return menu

    @Slot()
    def _on_more_clicked(self) -> None:
        self.time_added.emit(float(MORE_S))

    @Slot()
    def _on_length_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.time_added.emit(float(action.data()))

    @Slot()
    def _on_own_clicked(self) -> None:
        self.start.menu().close()
        self.time_added.emit(float(self.seconds.value()))


def time_words(state: ConsoleState) -> str:
    """The seconds that are left, or else how long the question has been open."""
    if state.seconds_left:
        return _("{time} left").format(time=minutes(state.seconds_left))
    if state.seconds_left == 0 and state.has_more_time:
        return ngettext("{n} has more time", "{n} have more time", state.has_more_time).format(
            n=state.has_more_time
        )
    if state.seconds_left == 0:
        return _("Time is up")
    if state.open_s is None:
        return ""
    return _("open for {time}").format(time=minutes(state.open_s))


def minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _length_words(seconds: int) -> str:
    if seconds < 60:
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    return ngettext("{n} minute", "{n} minutes", seconds // 60).format(n=seconds // 60)
