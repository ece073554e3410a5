"""The room: which question is on the wall, and in which state.

    waiting → reading (optional) → open → closed → revealed
                                     ↑        │  ⇄  │        hide
                                     ├────────┴─────┤        reopen
                                     └──────────────┘        second round: a round of its own

At the presenter's pace one question is open at most. Handed over, all that were not asked yet are
open together, and each phone goes through them by itself until they are taken back, closed.

A board that stays open takes posts beside all of that, whatever is on the wall.

Each verb returns the next room with a version one higher; phones and walls are sent that version
as a whole, never a difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
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


class Pace(StrEnum):
    """Who decides when the next question comes."""

    PRESENTER = "presenter"
    SELF = "self"


class Move(StrEnum):
    """What a facilitator can do."""

    SHOW = "show"  # put a question on the wall as it stands, such as an earlier result
    READ = "read"  # show the question, take no answers yet
    ASK = "ask"
    CLOSE = "close"
    REVEAL = "reveal"
    HIDE = "hide"  # take a revealed result off the wall and the phones
    REOPEN = "reopen"
    SECOND_ROUND = "second_round"  # ask again; the earlier answers stay, to compare with
    CLEAR = "clear"  # set the answers aside and start again
    RESTORE = "restore"  # take the answers back that the last clear set aside
    NEXT = "next"
    END = "end"
    BLANK = "blank"  # toggles
    LIVE = "live"  # toggles: the wall shows what comes in while it comes in
    VOTE = "vote"  # toggles: of ideas, gather no more and vote on them
    CLOCK = "clock"  # set, move or stop the time at which answers end
    HAND_OVER = "hand_over"  # everyone answers what is left at their own pace
    TAKE_BACK = "take_back"  # close all that was handed over
    LOCK = "lock"  # toggles: no new phone comes in; who is in stays and answers
    ASIDE = "aside"  # toggles: the board that stays open takes posts; the wall stays as it is


@dataclass(frozen=True)
class Question:
    """An item on the wall. `round` starts at 1 and is the one that counts; `cleared` are rounds
    that do not count, `before` earlier ones that stay to be compared with. `shows_live` puts the
    result on the wall before it is revealed; `is_voting` once ideas are voted on. What `stays` is
    open beside the other questions."""

    item: str
    state: QuestionState = QuestionState.WAITING
    round: int = 1
    cleared: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    shows_live: bool = False
    is_voting: bool = False
    stays: bool = False

    @property
    def is_untouched(self) -> bool:
        """Whether nobody could answer it yet, in any round."""
        return self.state in _NOT_ASKED and not self.cleared and not self.before


@dataclass(frozen=True)
class Room:
    """The state of one event's room. `current` is None before the first question, while everyone
    goes at their own pace, and at the end; `ends_at` is when what is open closes by itself, with a
    time zone, None where no clock runs. `is_locked` while no new phone is let in."""

    event_id: UUID
    questions: tuple[Question, ...]
    current: str | None = None
    version: int = 0
    is_blank: bool = False
    has_ended: bool = False
    pace: Pace = Pace.PRESENTER
    ends_at: datetime | None = None
    is_locked: bool = False

    def question(self, item: str) -> Question:
        for question in self.questions:
            if question.item == item:
                return question
        raise IllegalMove(_("This question is not part of the event."))

    @property
    def on_wall(self) -> Question | None:
        return None if self.current is None else self.question(self.current)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What is answered now, in the event's order, without what is open beside it."""
        return tuple(q for q in self.questions if q.state is QuestionState.OPEN and not q.stays)

    @property
    def staying(self) -> Question | None:
        """The board that can be open beside the other questions, in whatever state."""
        return next((question for question in self.questions if question.stays), None)

    @property
    def beside(self) -> Question | None:
        """What takes posts beside the other questions, or on the wall, until it is closed."""
        staying = self.staying
        return staying if staying is not None and staying.state is QuestionState.OPEN else None

    @property
    def next_item(self) -> str | None:
        """The question after the current one; the first if none is on the wall. What stays open
        is no step on the way, and leads back to the first that was not asked."""
        rest = self._from_wall
        later = rest[1:] if self._is_on_the_way else self._not_asked(rest)
        return next((question.item for question in later if not question.stays), None)

    @property
    def left_to_ask(self) -> tuple[str, ...]:
        """The questions that were not asked yet, from the one on the wall on."""
        return tuple(q.item for q in self._not_asked(self._from_wall) if not q.stays)

    @property
    def _is_on_the_way(self) -> bool:
        return self.on_wall is not None and not self.on_wall.stays

    @property
    def _from_wall(self) -> tuple[Question, ...]:
        if self.on_wall is None or self.on_wall.stays:
            return self.questions
        return self.questions[self.questions.index(self.on_wall) :]

    def _not_asked(self, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        return tuple(question for question in questions if question.state in _NOT_ASKED)

    def allowed_moves(self) -> frozenset[Move]:
        """The moves that make sense now, for the question on the wall."""
        if self.has_ended:
            return frozenset()
        moves = {Move.BLANK, Move.END, Move.LOCK}
        if self.staying is not None:
            moves.add(Move.ASIDE)
        if self.open_questions:
            moves.add(Move.CLOCK)
        if self.pace is Pace.SELF:
            return frozenset(moves | {Move.TAKE_BACK})
        question = self.on_wall
        if not self.open_questions:
            moves |= {Move.NEXT} if self.next_item is not None else set()
            moves |= {Move.HAND_OVER} if self.left_to_ask else set()
        if question is not None:
            moves |= _MOVES_IN[question.state] | {Move.SHOW}
            if question.cleared and question.state is QuestionState.WAITING:
                moves.add(Move.RESTORE)
        return frozenset(moves)

    def make(self, move: Move, item: str | None = None, ends_at: datetime | None = None) -> Room:
        """The room after a move; `item` names another question to put on the wall first, `ends_at`
        is the end of what the move opens, or the new one of a moved clock.

        Raises:
            IllegalMove: the move is not allowed in this state.
        """
        is_here = item is None or item == self.current or move is Move.ASIDE
        room = self if is_here else self._put_on_wall(item or "")
        if move not in room.allowed_moves():
            raise IllegalMove(_("That is not possible right now. The room has moved on."))
        if move not in _LEAVE_THE_CLOCK:
            room = replace(room, ends_at=ends_at)
        moved = room._moved(move)
        if not moved.open_questions:
            moved = replace(moved, ends_at=None)
        return replace(moved, version=self.version + 1)

    def _put_on_wall(self, item: str) -> Room:
        self.question(item)
        if self.pace is Pace.SELF:
            raise IllegalMove(_("Take the questions back first: everyone is answering them."))
        if self.open_questions:
            raise IllegalMove(_("Close the open question first."))
        return replace(self, current=item)

    def _moved(self, move: Move) -> Room:
        if move is Move.BLANK:
            return replace(self, is_blank=not self.is_blank)
        if move is Move.LOCK:
            return replace(self, is_locked=not self.is_locked)
        if move is Move.CLOCK:
            return self
        if move is Move.ASIDE:
            return replace(self, questions=self._changed(_turned(self.staying)))
        if move is Move.END:
            everything = tuple(q.item for q in self.questions)
            ended = replace(self, questions=self._closed(everything), pace=Pace.PRESENTER)
            return replace(ended, has_ended=True, current=None, is_blank=False, is_locked=False)
        if move is Move.NEXT:
            return replace(self, current=self.next_item, is_blank=False)
        if move is Move.SHOW:
            return replace(self, is_blank=False)
        if move is Move.HAND_OVER:
            return self._handed_over()
        if move is Move.TAKE_BACK:
            return self._taken_back()
        assert self.on_wall is not None
        return self._with(_AFTER[move](self.on_wall))

    def _handed_over(self) -> Room:
        left = set(self.left_to_ask)
        questions = tuple(
            replace(q, state=QuestionState.OPEN) if q.item in left else q for q in self.questions
        )
        return replace(self, questions=questions, pace=Pace.SELF, current=None, is_blank=False)

    def _taken_back(self) -> Room:
        """All that was open is closed, and the first of it on the wall, to be revealed."""
        items = tuple(question.item for question in self.open_questions)
        back = replace(self, questions=self._closed(items), pace=Pace.PRESENTER)
        return replace(back, current=next(iter(items), None), is_blank=False)

    def _closed(self, items: tuple[str, ...]) -> tuple[Question, ...]:
        return tuple(
            replace(q, state=QuestionState.CLOSED)
            if q.state is QuestionState.OPEN and q.item in items
            else q
            for q in self.questions
        )

    def _changed(self, changed: Question) -> tuple[Question, ...]:
        return tuple(changed if q.item == changed.item else q for q in self.questions)

    def _with(self, changed: Question) -> Room:
        return replace(self, questions=self._changed(changed), is_blank=False)


@dataclass(frozen=True)
class MoreTime:
    """A phone's own end of the time to answer, and how often it has asked for more."""

    ends_at: datetime
    times: int


def seconds_until(ends_at: datetime | None, now: datetime) -> int | None:
    """Whole seconds that are left, the last one begun counted; None without an end."""
    if ends_at is None:
        return None
    return max(0, math.ceil((ends_at - now).total_seconds()))


def new_room(event_id: UUID, instrument: Instrument) -> Room:
    return Room(event_id, tuple(Question(i.name, stays=i.stays_open) for i in instrument.items))


def _turned(staying: Question | None) -> Question:
    assert staying is not None
    is_open = staying.state is QuestionState.OPEN
    return replace(staying, state=QuestionState.CLOSED if is_open else QuestionState.OPEN)


def _fresh_round(question: Question) -> int:
    return max(question.round, *question.cleared, *question.before, 0) + 1


_NOT_ASKED = frozenset({QuestionState.WAITING, QuestionState.READING})
_LEAVE_THE_CLOCK = frozenset({Move.BLANK, Move.LIVE, Move.LOCK, Move.ASIDE})

_MOVES_IN: Mapping[QuestionState, frozenset[Move]] = {
    QuestionState.WAITING: frozenset({Move.READ, Move.ASK}),
    QuestionState.READING: frozenset({Move.ASK}),
    QuestionState.OPEN: frozenset({Move.CLOSE, Move.CLEAR, Move.LIVE, Move.VOTE}),
    QuestionState.CLOSED: frozenset(
        {Move.REVEAL, Move.REOPEN, Move.SECOND_ROUND, Move.CLEAR, Move.LIVE}
    ),
    QuestionState.REVEALED: frozenset({Move.HIDE, Move.REOPEN, Move.SECOND_ROUND, Move.CLEAR}),
}

_AFTER = {
    Move.READ: lambda q: replace(q, state=QuestionState.READING),
    Move.ASK: lambda q: replace(q, state=QuestionState.OPEN),
    Move.CLOSE: lambda q: replace(q, state=QuestionState.CLOSED),
    Move.REVEAL: lambda q: replace(q, state=QuestionState.REVEALED),
    Move.HIDE: lambda q: replace(q, state=QuestionState.CLOSED, shows_live=False),
    Move.LIVE: lambda q: replace(q, shows_live=not q.shows_live),
    Move.VOTE: lambda q: replace(q, is_voting=not q.is_voting, shows_live=False),
    Move.REOPEN: lambda q: replace(q, state=QuestionState.OPEN, shows_live=False),
    Move.SECOND_ROUND: lambda q: replace(
        q,
        state=QuestionState.OPEN,
        round=_fresh_round(q),
        before=(*q.before, q.round),
        shows_live=False,
        is_voting=False,
    ),
    Move.CLEAR: lambda q: replace(
        q,
        state=QuestionState.WAITING,
        round=_fresh_round(q),
        cleared=(*q.cleared, q.round),
        shows_live=False,
        is_voting=False,
    ),
    Move.RESTORE: lambda q: replace(
        q, state=QuestionState.CLOSED, round=q.cleared[-1], cleared=q.cleared[:-1]
    ),
}
