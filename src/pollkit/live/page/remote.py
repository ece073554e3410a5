"""The remote control's page: the question, the notes, the counts and the next step; no result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pollkit.domain.events import Event
from pollkit.domain.next_step import next_move
from pollkit.domain.rooms import Move, QuestionState, Room
from pollkit.domain.texts import in_language
from pollkit.i18n import words
from pollkit.live.page.templates import REMOTE_SCRIPT, render

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom

_NOT_ASKED = frozenset({QuestionState.WAITING, QuestionState.READING})


class RemoteTrouble(StrEnum):
    REVOKED = "revoked"  # an old code, a forged one, or a phone that has none
    TAKEN = "taken"
    MOVED_ON = "moved_on"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True)
class RemoteView:
    """What the facilitator's phone may know: how many, never which."""

    event: Event
    room: Room
    joined: int
    connected: int
    asked: int
    answered: int


def remote_view(room: LiveRoom) -> RemoteView:
    question = room.live.get(room.room.current)
    asked = 0 if question is None else room.live.asked_count(question, room.attendance)
    answered = 0 if question is None else question.answered
    connected = room.attendance.connected()
    return RemoteView(room.event, room.room, room.joined, connected, asked, answered)


def render_remote(
    view: RemoteView, language: str, pin: str, trouble: RemoteTrouble | None = None
) -> str:
    _ = words(language).gettext
    return render(
        "remote.html",
        language,
        title=_("Remote control"),
        event=view.event.title_in(language),
        pin=pin,
        screen=render_remote_screen(view, language, pin),
        notice="" if trouble is None else _trouble_words(trouble, language)[1],
        remote_js=REMOTE_SCRIPT,
    )


def render_remote_screen(view: RemoteView, language: str, pin: str) -> str:
    room, event = view.room, view.event
    question = room.on_wall
    item = None if question is None else event.instrument.item(question.item)
    move = next_move(room, event)
    others = [
        (one, said)
        for one, said in _move_words(view, language).items()
        if one in (Move.BLANK, Move.NEXT) and one is not move and one in room.allowed_moves()
    ]
    return render(
        "remote_screen.html",
        language,
        pin=pin,
        version=room.version,
        stem="" if item is None else in_language(item.texts, language, event.languages),
        state=_state_words(view, language),
        counts=_count_words(view, language),
        notes="" if item is None else item.notes,
        step=None if move is None else (move, _move_words(view, language)[move]),
        others=others,
        earlier=_earlier(view, language),
    )


def render_remote_trouble(language: str, trouble: RemoteTrouble) -> str:
    title, advice = _trouble_words(trouble, language)
    return render("trouble.html", language, title=title, advice=advice, back=None)


def _earlier(view: RemoteView, language: str) -> list[tuple[str, str]]:
    """Questions that can be shown again as they stand."""
    room, event = view.room, view.event
    if room.open_questions or room.has_ended:
        return []
    return [
        (item.name, in_language(item.texts, language, event.languages))
        for item in event.instrument.items
        if item.name != room.current and room.question(item.name).state not in _NOT_ASKED
    ]


def _count_words(view: RemoteView, language: str) -> str:
    _ = words(language).gettext
    here = _("{connected} connected, {joined} joined").format(
        connected=view.connected, joined=view.joined
    )
    question = view.room.on_wall
    if question is None or question.state in _NOT_ASKED:
        return here
    return (
        _("{answered} of {asked} answered").format(answered=view.answered, asked=view.asked)
        + " · "
        + here
    )


def _state_words(view: RemoteView, language: str) -> str:
    _ = words(language).gettext
    if view.room.has_ended:
        return _("The event has ended.")
    if view.room.is_blank:
        return _("The wall is dark.")
    question = view.room.on_wall
    if question is None:
        return _("Nothing is asked yet.") if view.room.next_item else ""
    return {
        QuestionState.WAITING: _("Not shown yet"),
        QuestionState.READING: _("Shown, takes no answers yet"),
        QuestionState.OPEN: _("Open"),
        QuestionState.CLOSED: _("Closed, not revealed"),
        QuestionState.REVEALED: _("Revealed"),
    }[question.state]


def _move_words(view: RemoteView, language: str) -> dict[Move, str]:
    _ = words(language).gettext
    is_first = view.room.current is None
    return {
        Move.READ: _("Show the question"),
        Move.ASK: _("Ask"),
        Move.CLOSE: _("Close"),
        Move.TAKE_BACK: _("Take back and close"),
        Move.REVEAL: _("Reveal"),
        Move.NEXT: _("First question") if is_first else _("Next question"),
        Move.BLANK: _("Light the wall") if view.room.is_blank else _("Blank the wall"),
        Move.VOTE: _("Let them vote"),
    }


def _trouble_words(trouble: RemoteTrouble, language: str) -> tuple[str, str]:
    _ = words(language).gettext
    return {
        RemoteTrouble.REVOKED: (
            _("This phone is not the remote control."),
            _("Scan the code for the remote control on the facilitator's laptop again."),
        ),
        RemoteTrouble.TAKEN: (
            _("Another phone is the remote control."),
            _("If that is not yours, make a new code on the laptop: the other phone is out then."),
        ),
        RemoteTrouble.MOVED_ON: ("", _("The room has moved on. Please look, and tap again.")),
        RemoteTrouble.NOT_SAVED: ("", _("The laptop cannot write just now. Please try again.")),
    }[trouble]
