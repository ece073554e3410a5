"""The room: which question is on the wall, and in which state.

    waiting → reading (optional) → open → closed → revealed
                                     ↑        │        │
                                     └────────┴────────┘  reopen

Each verb returns the next room with a version one higher; phones and walls are sent that version
as a whole, never a difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from pollkit.domain.instruments import Instrument
from pollkit.errors import IllegalMove
from pollkit.i18n import _


class QuestionState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"


class Move(StrEnum):
    """What a facilitator can do."""

    SHOW = "show"  # put a question on the wall as it stands, such as an earlier result
    READ = "read"  # show the question, take no answers yet
    ASK = "ask"
    CLOSE = "close"
    REVEAL = "reveal"
    REOPEN = "reopen"
    CLEAR = "clear"  # set the answers aside and start again
    RESTORE = "restore"  # take the answers back that the last clear set aside
    NEXT = "next"
    END = "end"
    BLANK = "blank"  # toggles


@dataclass(frozen=True)
class Question:
    """An item on the wall. `round` starts at 1; `cleared` are rounds that do not count."""

    item: str
    state: QuestionState = QuestionState.WAITING
    round: int = 1
    cleared: tuple[int, ...] = ()


@dataclass(frozen=True)
class Room:
    """The state of one event's room. `current` is None before the first question and at the end."""

    event_id: UUID
    questions: tuple[Question, ...]
    current: str | None = None
    version: int = 0
    is_blank: bool = False
    has_ended: bool = False

    def question(self, item: str) -> Question:
        for question in self.questions:
            if question.item == item:
                return question
        raise IllegalMove(_("This question is not part of the event."))

    @property
    def on_wall(self) -> Question | None:
        return None if self.current is None else self.question(self.current)

    @property
    def next_item(self) -> str | None:
        """The question after the current one; the first if none is on the wall."""
        items = [question.item for question in self.questions]
        place = -1 if self.current is None else items.index(self.current)
        return items[place + 1] if place + 1 < len(items) else None

    def allowed_moves(self) -> frozenset[Move]:
        """The moves that make sense now, for the question on the wall."""
        moves = {Move.BLANK, Move.END} if not self.has_ended else set()
        if self.has_ended:
            return frozenset()
        question = self.on_wall
        if self.next_item is not None and not self._takes_answers:
            moves.add(Move.NEXT)
        if question is not None:
            moves |= _MOVES_IN[question.state] | {Move.SHOW}
            if question.cleared and question.state is QuestionState.WAITING:
                moves.add(Move.RESTORE)
        return frozenset(moves)

    @property
    def _takes_answers(self) -> bool:
        return self.on_wall is not None and self.on_wall.state is QuestionState.OPEN

    def make(self, move: Move, item: str | None = None) -> Room:
        """The room after a move; `item` names another question to put on the wall first.

        Raises:
            IllegalMove: the move is not allowed in this state.
        """
        room = self if item is None or item == self.current else self._put_on_wall(item)
        if move not in room.allowed_moves():
            raise IllegalMove(_("That is not possible right now. The room has moved on."))
        return replace(room._moved(move), version=self.version + 1)

    def _put_on_wall(self, item: str) -> Room:
        self.question(item)
        if self._takes_answers:
            raise IllegalMove(_("Close the open question first."))
        return replace(self, current=item)

    def _moved(self, move: Move) -> Room:
        if move is Move.BLANK:
            return replace(self, is_blank=not self.is_blank)
        if move is Move.END:
            return replace(self, has_ended=True, current=None, is_blank=False)
        if move is Move.NEXT:
            return replace(self, current=self.next_item, is_blank=False)
        if move is Move.SHOW:
            return replace(self, is_blank=False)
        assert self.on_wall is not None
        return self._with(_AFTER[move](self.on_wall))

    def _with(self, changed: Question) -> Room:
        questions = tuple(changed if q.item == changed.item else q for q in self.questions)
        return replace(self, questions=questions, is_blank=False)


def new_room(event_id: UUID, instrument: Instrument) -> Room:
    return Room(event_id, tuple(Question(item.name) for item in instrument.items))


_MOVES_IN: Mapping[QuestionState, frozenset[Move]] = {
    QuestionState.WAITING: frozenset({Move.READ, Move.ASK}),
    QuestionState.READING: frozenset({Move.ASK}),
    QuestionState.OPEN: frozenset({Move.CLOSE, Move.CLEAR}),
    QuestionState.CLOSED: frozenset({Move.REVEAL, Move.REOPEN, Move.CLEAR}),
    QuestionState.REVEALED: frozenset({Move.REOPEN, Move.CLEAR}),
}

_AFTER = {
    Move.READ: lambda q: replace(q, state=QuestionState.READING),
    Move.ASK: lambda q: replace(q, state=QuestionState.OPEN),
    Move.CLOSE: lambda q: replace(q, state=QuestionState.CLOSED),
    Move.REVEAL: lambda q: replace(q, state=QuestionState.REVEALED),
    Move.REOPEN: lambda q: replace(q, state=QuestionState.OPEN),
    Move.CLEAR: lambda q: replace(
        q, state=QuestionState.WAITING, round=q.round + 1, cleared=(*q.cleared, q.round)
    ),
    Move.RESTORE: lambda q: replace(
        q, state=QuestionState.CLOSED, round=q.cleared[-1], cleared=q.cleared[:-1]
    ),
}
