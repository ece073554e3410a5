"""The first line of the console: whether the room is up, who is in it, and the way in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.facilitator.wall.words import ways_in
from pollkit.desktop.widgets.join_card import typed_pin
from pollkit.desktop.widgets.labels import ElidedLabel, label
from pollkit.desktop.widgets.panels import row
from pollkit.domain.rooms import QuestionState
from pollkit.i18n import _, ngettext


class HeadLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = label("", "lead")
        self.heads = ElidedLabel("")
        self.way_in = label("", "lead")
        self.way_in.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.way_in.setAccessibleName(_("Address for the phones"))
        layout = row(self.line, self.heads, self.way_in, gap=theme.L)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def render_state(self, state: ConsoleState) -> None:
        words, role = _line_words(state)
        self.line.setText(words)
        if self.line.property("text_role") != role:
            self.line.setProperty("text_role", role)
            self.line.style().polish(self.line)
        self.heads.setText(_head_words(state) if state.line is Line.LIVE else "")
        self.way_in.setText(_way_in_words(state))


def _head_words(state: ConsoleState) -> str:
    heads = state.heads
    answered = ngettext("{n} answered", "{n} answered", heads.answered).format(n=heads.answered)
    if ways := ways_in(heads, state.event):
        answered += f" ({ways})"
    present = (
        ngettext("{n} connected", "{n} connected", heads.connected).format(n=heads.connected),
        ngettext("{n} joined", "{n} joined", heads.joined).format(n=heads.joined),
    )
    # Where nothing is asked, "0 answered" would read as a loss.
    is_asked = state.question not in (None, QuestionState.WAITING, QuestionState.READING)
    said = (answered, *present) if is_asked else present
    return " · ".join((*said, *_door_words(state)))


def _door_words(state: ConsoleState) -> tuple[str, ...]:
    if not state.is_locked:
        return ()
    away = state.heads.turned_away
    locked = _("door locked")
    if not away:
        return (locked,)
    return locked, ngettext("{n} turned away", "{n} turned away", away).format(n=away)


def _line_words(state: ConsoleState) -> tuple[str, str]:
    match state.line:
        case Line.OPENING:
            return _("○ Opening the room …"), "muted"
        case Line.LIVE if state.has_ended:
            return _("○ Ended"), "muted"
        case Line.LIVE:
            return _live_words(state.live_min), "good"
        case Line.LOST:
            return _("○ No room"), "danger"
        case Line.SHUT:
            return _("○ Closed"), "muted"


def _live_words(minutes: int | None) -> str:
    """Since the event went live; nothing within the first minute."""
    if not minutes:
        return _("● Live")
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("● Live for {n} min").format(n=minutes)
    return _("● Live for {h} h {n} min").format(h=hours, n=rest)


def _way_in_words(state: ConsoleState) -> str:
    if state.line is not Line.LIVE or state.has_ended:
        return ""
    if state.address is None:
        return _("No network: phones cannot reach this computer.")
    return _("{address}   PIN {pin}").format(address=state.address.spoken, pin=typed_pin(state.pin))
