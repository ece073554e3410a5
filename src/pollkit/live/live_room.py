"""One event's room while it runs: its moves, and what phones and console may know of it.

Lives in the event loop of the room's process. The store is the truth: memory follows a commit and
never leads it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.ballots import Channel, StoredVote, Vote
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS
from pollkit.domain.people import AsksFor
from pollkit.domain.problems import problems
from pollkit.domain.rooms import MoreTime, Move, Pace, QuestionState, Room
from pollkit.domain.text_edits import WRITTEN
from pollkit.domain.views import JoinAddress
from pollkit.errors import IllegalMove
from pollkit.i18n import _
from pollkit.live.attendance import Attendance, Attendee
from pollkit.live.board_desk import BoardDesk
from pollkit.live.edited_event import still_holds, with_every_item
from pollkit.live.grace import Grace
from pollkit.live.limits import RoomLimits
from pollkit.live.live_question import LiveQuestion, LiveQuestions, read_live
from pollkit.live.opening import asked_for, call_back, closed_by
from pollkit.live.own_pace import asked_of, place_of
from pollkit.live.remote_key import Remote
from pollkit.live.room_clock import RoomClock, now
from pollkit.live.rude_words import RudeWords
from pollkit.live.sealing import seal_all, seal_what_is_closed
from pollkit.live.time_up import end_after, end_in_time, still_answering
from pollkit.live.turns import Turns
from pollkit.live.vote_writer import VoteWriter
from pollkit.store import Repositories, Workspace

log = logging.getLogger(__name__)

T = TypeVar("T")

_SETTLED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})
_CLOSING = frozenset({Move.CLOSE, Move.TAKE_BACK})
_HAVE_GRACE = _CLOSING | {Move.ASIDE}
# What does not wait for answers that are on their way.
_NEED_NO_CHART = frozenset({Move.BLANK, Move.LOCK})
# What opens a question: phones that are at the board beside it come back to the wall's question.
_CALL_BACK = frozenset({Move.READ, Move.ASK, Move.REOPEN, Move.SECOND_ROUND, Move.HAND_OVER})
# So many phones before a locked door are told apart; a flood must not fill the memory.
_MOST_TURNED_AWAY = 10_000

Key = tuple[str, int]  # item, round


class LiveRoom:
    """The verbs of a running room.

    `on_room` is called when phones must be told something new, `on_news` after any change that the
    console should see, `on_board` when a screen that was made before shows old posts or numbers.
    """

    def __init__(self, workspace: Workspace, event_id: UUID, limits: RoomLimits) -> None:
        self.on_room: Callable[[], None] = lambda: None
        self.on_news: Callable[[], None] = lambda: None
        self.on_board: Callable[[], None] = lambda: None
        self.addresses: tuple[JoinAddress, ...] = ()
        self.pin = ""
        self.kiosk_url = ""
        self.opened_at: datetime | None = None
        self.attachments = workspace.attachments
        self._workspace = workspace
        self._loop = asyncio.get_running_loop()
        self._writer = VoteWriter(workspace, event_id, self.take_up)
        with workspace.read() as repos:
            self.event: Event = repos.events.get(event_id)
            self.room: Room = repos.rooms.load(event_id)
            self.attendance = Attendance(event_id, self._writer, repos.rooms.phones(event_id))
            # The store forgets the phones at the end: what the last pages need stays here.
            self._joined_at_end = repos.rooms.joined(event_id)
            self.rude_words = RudeWords(self.event.languages)
            may_pass_on = self.event.asks_for is not AsksFor.CODE
            self.turns = Turns(may_pass_on and repos.rooms.may_pass_on(event_id))
            self.boards = BoardDesk(self, repos.rooms.large_post(event_id))
        self._boxes_at_end: dict[Key, frozenset[bytes]] = {}
        self.live = LiveQuestions()
        self.clock = RoomClock(limits.close_grace_s, lambda: end_in_time(self))
        self._grace = Grace(self, limits.close_grace_s)
        self.one_move = asyncio.Lock()
        self._before_door: set[bytes] = set()
        self.shows_scores = False
        # Off until it is switched on here; a restart switches it off.
        self.remote: Remote | None = None

    @property
    def joined(self) -> int:
        """How many have ever come in."""
        return self._joined_at_end if self.room.has_ended else len(self.attendance)

    async def open(self, port: int) -> None:
        """Takes the room up where the store has it, a question that was closing included. The port
        is kept, so that the next start can have the same address and the QR code still holds."""

        def work(repos: Repositories) -> None:
            self.pin = repos.rooms.pin(self.event.id)
            repos.rooms.set_last_port(self.event.id, port)
            self.opened_at = repos.rooms.go_live(self.event.id, now())
            seal_what_is_closed(repos, self.event, self.room)

        if any(item.kind in {*WRITTEN, *OF_POSTS} for item in self.event.instrument.items):
            # The lists take 0.15 s to read, which no phone should wait for.
            await asyncio.to_thread(self.rude_words.are_in, "")
        await self._write(work, self.room)
        if (staying := self.room.staying) is not None and staying.is_untouched:
            async with self.one_move:
                await self.make(self.room.make(Move.ASIDE), Move.ASIDE)
        if (ends_at := self.clock.late_end()) is not None:
            async with self.one_move:
                await self.make(self.room.make(Move.CLOCK, ends_at=ends_at), Move.CLOCK)

    async def close(self) -> None:
        """Returns when everything that was accepted is on disk."""
        async with self.one_move:
            self.clock.close()
            await self._grace.close()
        self.boards.close()
        await self._writer.drain()

    def switch_remote(self, is_on: bool) -> None:
        """To switch on what is on makes a new key, and puts out the phone that had the old one."""
        self.remote = Remote() if is_on else None
        self.on_news()

    # The door

    @property
    def turned_away(self) -> int:
        """How many phones found the door locked since it was locked last."""
        return len(self._before_door)

    def turn_away(self, token_hash: bytes) -> None:
        if len(self._before_door) < _MOST_TURNED_AWAY:
            self._before_door.add(token_hash)
            self.on_news()

    # What phones do

    def takes(self, item: str, round_: int, attendee: Attendee) -> bool:
        """Whether this phone's votes for a question and round are taken at this moment."""
        token_hash = attendee.phone.token_hash
        if not self._grace.takes(item, round_, token_hash):
            return False
        if self.is_staying(item):
            return not attendee.is_over
        if not self.turns.take(attendee, item, round_, is_at_own_pace=self.is_at_own_pace):
            return False
        return self.clock.takes(token_hash)

    def is_staying(self, item: str) -> bool:
        staying = self.room.staying
        return staying is not None and staying.item == item

    def asks(self, attendee: Attendee, item: str) -> bool:
        question = self.live.get(item)
        return question is None or self.live.asks(question.item, attendee)

    def read(self) -> AbstractContextManager[Repositories]:
        """What is on disk now; any thread."""
        return self._workspace.read()

    def in_box_at_end(self, item: str, round_: int) -> frozenset[bytes]:
        """Whose ballot was in the box when the event ended; the store has forgotten it since."""
        return self._boxes_at_end.get((item, round_), frozenset())

    def cast(self, vote: Vote) -> asyncio.Future[StoredVote]:
        """Done once the vote is on disk. The caller has checked that it is taken and asked."""
        return self._writer.cast(vote)

    @property
    def is_at_own_pace(self) -> bool:
        return self.room.pace is Pace.SELF

    def go(self, attendee: Attendee, item: str) -> None:
        """Takes the phone to another of the questions that its owner answers at their own pace, or
        to the board that stays open and back."""
        attendee.is_aside = self.is_staying(item) and attendee.channel is not Channel.KIOSK
        if any(question.item.name == item for question in asked_of(self.live, attendee)):
            attendee.place = item

    async def give_more_time(self, attendee: Attendee) -> bool:
        """Lets this phone answer beyond the end of the clock; False if it is too late, or if it has
        asked ten times."""
        token_hash = attendee.phone.token_hash
        async with self.one_move:
            more = self.clock.with_more(token_hash)
            if more is None:
                return False
            await self._writer.write(
                lambda repos: repos.rooms.keep_more_time(self.event.id, token_hash, more)
            )
            self.clock.give(token_hash, more)
        self.on_news()
        return True

    # What the facilitator does and sees

    async def move(self, move: Move, item: str | None = None, seconds: float | None = None) -> None:
        """Makes a move; returns when it is on disk.

        A closed question takes answers that were on their way for a grace of about 2 s; every
        further move except to blank or to reopen waits for its end. So to close is immediate, and
        the chart that is revealed is final.

        While some have asked for more time, to close ends the time of the others; to close again
        does not wait for anybody.

        Args:
            seconds: how long what the move opens is open, or a clock runs from now; None = the
                question's own time, or no clock.

        Raises:
            IllegalMove: the room's state does not allow it; nothing has changed.
        """
        async with self.one_move:
            ends_at = end_after(self, move, item, seconds)
            if move in _CLOSING and not self.clock.is_out and still_answering(self):
                self.room.make(move, item)  # refused if it does not fit
                move, item, ends_at = Move.CLOCK, None, now()
            following = self.room.make(move, item, ends_at)
            if move is Move.VOTE:
                self.boards.check_ideas()
            if move is Move.END and self.room.open_questions:
                closing = Move.TAKE_BACK if self.is_at_own_pace else Move.CLOSE
                await self.make(self.room.make(closing), closing)
                following = self.room.make(Move.END)
            if self._grace.is_running and move not in _NEED_NO_CHART:
                await self._grace.end(following.current if move is Move.REOPEN else None)
            await self.make(following, move)
            self.shows_scores &= move in _NEED_NO_CHART
            if move in _CALL_BACK:
                call_back(self.attendance)
            if not self.room.is_locked:
                self._before_door.clear()
        self.on_room()

    async def add_time(self, seconds: float) -> None:
        """Moves the end of the clock; where none runs, one of so many seconds begins."""
        ends_at = self.room.ends_at
        left = 0.0 if ends_at is None else max(0.0, (ends_at - now()).total_seconds())
        await self.move(Move.CLOCK, seconds=left + seconds)

    async def write(self, work: Callable[[Repositories], T]) -> T:
        """Returns once it is on disk; what the room knows does not change by it."""
        return await self._writer.write(work)

    async def write_and_read(self, work: Callable[[Repositories], None]) -> None:
        """Writes, and takes up what the store has afterwards. Only within `one_move`."""
        await self._write(work, self.room)

    async def between_moves(self, work: Callable[[VoteWriter], Awaitable[T]]) -> T:
        """Does something while no move is made: what is open stays open meanwhile."""
        async with self.one_move:
            return await work(self._writer)

    async def allow_passing_on(self, is_allowed: bool) -> None:
        """Whether a phone may go round, one person after the other."""
        event_id = self.event.id
        if is_allowed and self.event.asks_for is AsksFor.CODE:
            raise IllegalMove(
                _("In this event each person needs a phone, for a code of their own.")
            )
        async with self.one_move:
            await self._writer.write(
                lambda repos: repos.rooms.set_may_pass_on(event_id, is_allowed)
            )
            self.turns.may_pass_on = is_allowed
        self.on_room()
        self.on_news()

    def result(self) -> Tally | None:
        question = self.live.get(self.room.current)
        if question is None:
            return None
        asked = self.live.asked_count(question, self.attendance)
        return question.result(asked, self.event.population)

    def refresh_event(self) -> None:
        """Takes up what was changed in the event meanwhile, such as a question that was added; an
        event that could not be asked as it stands waits until it is complete."""
        with self._workspace.read() as repos:
            event = repos.events.get(self.event.id)
        if event == self.event or problems(event.instrument) or not still_holds(event, self.room):
            return
        self.event = event
        self.rude_words = RudeWords(event.languages)
        self.room = with_every_item(self.room, event)
        for question in self.live:
            question.item = event.instrument.item(question.item.name)
        self.on_room()
        self.on_news()

    @property
    def asked_at(self) -> datetime | None:
        """When what is on the wall, or else the first of what is open, was opened."""
        question = self.live.get(self.room.current)
        if question is not None:
            return question.asked_at
        return min((q.asked_at for q in self.live.open if q.asked_at), default=None)

    def question_of(self, attendee: Attendee) -> LiveQuestion | None:
        """What this phone is shown."""
        if attendee.is_aside and self.live.beside is not None:
            return self.live.beside
        if self.is_at_own_pace:
            return place_of(self.live, attendee)
        return self.live.get(self.room.current)

    def show_scores(self, is_shown: bool) -> None:
        """Puts the best of a quiz on the wall until the next step."""
        if is_shown and not (self.event.answers_tied and self.event.asks_for.is_named):
            raise IllegalMove(
                _("Scores need names, and an event that keeps one person's answers together.")
            )
        self.shows_scores = is_shown
        self.on_news()

    # How a move reaches the store

    async def make(self, following: Room, move: Move) -> None:
        closing = closed_by(self.live, following)
        has_grace = move in _HAVE_GRACE and self._grace.may_be_under_way(closing)
        seals = [] if has_grace else [question.key for question in closing]
        asked, asked_each = asked_for(self, following, move)
        late_from = self._grace.late_tokens() if has_grace else None
        if seals:
            # From here on no vote is taken, so none can follow the seal in the writer's order.
            self._grace.take_none_of(seals)

        def work(repos: Repositories) -> None:
            seal_all(repos, self.event, self.room, self.attendance, self.rude_words, seals)
            if move is Move.END:
                self._keep_for_last_pages(repos)
            repos.rooms.save(following, move, asked=asked, asked_each=asked_each)

        if has_grace:
            self._grace.closing = frozenset(question.item.name for question in closing)
        await self._write(work, following)
        if has_grace:
            self._grace.begin(tuple(question.key for question in closing), late_from)

    def _keep_for_last_pages(self, repos: Repositories) -> None:
        self._joined_at_end = repos.rooms.joined(self.event.id)
        self._boxes_at_end = {
            (question.item, question.round): repos.rooms.in_box(
                self.event.id, question.item, question.round
            )
            for question in self.room.questions
        }

    async def _write(self, work: Callable[[Repositories], None], following: Room) -> None:
        """Makes memory follow the store, read behind the write and in the same transaction."""

        def write_then_read(repos: Repositories) -> tuple[LiveQuestions, dict[bytes, MoreTime]]:
            work(repos)
            live = read_live(
                repos, self.event, following, self.attendance, self.rude_words, self._grace.closing
            )
            return live, repos.rooms.more_times(self.event.id)

        try:
            self.live, more = await self._writer.write(write_then_read)
            self.room = following
            self.clock.follow(following, more, self.asked_at)
        finally:
            self._grace.follow(self.room)
            self.on_news()

    def take_up(self, votes: list[Vote], stored: list[StoredVote]) -> None:
        """Follows votes that have just been stored."""
        get = self.live.get
        for vote, kept in zip(votes, stored, strict=True):
            question = get(vote.item)
            if question is not None and kept.revision and vote.round == question.question.round:
                question.hold_rude((kept.choice,), self.rude_words)
                attendee = self.attendance.get(vote.token_hash)
                if attendee is None:
                    question.count_in(vote.token_hash, vote.token_hash, kept)
                    continue
                question.count_in(vote.token_hash, attendee.person, kept, attendee.channel)
                attendee.answered = vote.item, vote.round
        self.on_news()
        if self.clock.is_out and self.room.open_questions and not still_answering(self):
            self.clock.look_again()  # nobody is left to wait for
