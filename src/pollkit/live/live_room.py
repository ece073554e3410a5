"""One event's room while it runs: its moves, and what phones and console may know of it.

Lives in the event loop of the room's process. The store is the truth: memory follows a commit and
never leads it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import Split, earlier_splitters
from pollkit.domain.ballots import Choice, StoredVote, Vote
from pollkit.domain.corrections import begun_items
from pollkit.domain.events import Event
from pollkit.domain.problems import problems
from pollkit.domain.rooms import Move, Question, QuestionState, Room
from pollkit.domain.views import (
    HeadCount,
    JoinAddress,
    PhoneScene,
    PhoneView,
    RoomStatus,
    phone_scene,
)
from pollkit.errors import EnvironmentFault, IllegalMove
from pollkit.i18n import _
from pollkit.live.attendance import Attendance, Attendee
from pollkit.live.limits import RoomLimits
from pollkit.live.on_wall import OnWall, count_asked, read_on_wall
from pollkit.live.vote_writer import VoteWriter
from pollkit.store import Repositories, Workspace

log = logging.getLogger(__name__)

_SETTLED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})


class LiveRoom:
    """The verbs of a running room.

    `on_room` is called when phones must be told something new, `on_news` after any change that the
    console should see.
    """

    def __init__(self, workspace: Workspace, event_id: UUID, limits: RoomLimits) -> None:
        self.on_room: Callable[[], None] = lambda: None
        self.on_news: Callable[[], None] = lambda: None
        self.addresses: tuple[JoinAddress, ...] = ()
        self.pin = ""
        self.attachments = workspace.attachments
        self._workspace = workspace
        self._loop = asyncio.get_running_loop()
        self._grace_s = limits.close_grace_s
        self._writer = VoteWriter(workspace, event_id, self._on_votes_stored)
        with workspace.read() as repos:
            self.event: Event = repos.events.get(event_id)
            self.room: Room = repos.rooms.load(event_id)
            self.attendance = Attendance(event_id, self._writer, repos.rooms.phones(event_id))
            # The store forgets the phones at the end: what the last pages need stays here.
            self._joined_at_end = repos.rooms.joined(event_id)
        self._boxes_at_end: dict[tuple[str, int], frozenset[bytes]] = {}
        self._on_wall: OnWall | None = None
        self._one_move = asyncio.Lock()
        # The question and round whose votes are taken; the one that is closed and not yet sealed.
        self._takes: tuple[str, int] | None = None
        self._unsealed: tuple[str, int] | None = None
        self._grace_ends = 0.0
        self._late_seal: asyncio.Task[None] | None = None
        self._split_by: str | None = None

    async def open(self, port: int) -> None:
        """Takes the room up where the store has it, a question that was closing included. The port
        is kept, so that the next start can have the same address and the QR code still holds."""

        def work(repos: Repositories) -> None:
            self.pin = repos.rooms.pin(self.event.id)
            repos.rooms.set_last_port(self.event.id, port)
            self._seal_what_is_closed(repos)

        await self._write(work, self.room)

    async def close(self) -> None:
        """Returns when everything that was accepted is on disk."""
        async with self._one_move:
            self._takes = None
            if self._unsealed is not None:
                await self._seal()
        if self._late_seal is not None:
            self._late_seal.cancel()
        await self._writer.drain()

    # What phones do

    def takes(self, item: str, round_: int) -> bool:
        """Whether votes for this question and round are taken at this moment."""
        return self._takes == (item, round_)

    def asks(self, attendee: Attendee) -> bool:
        return self._on_wall is None or self._on_wall.asks(attendee)

    async def stored_answer(self, attendee: Attendee, item: str, round_: int) -> Choice | None:
        """What a question that takes no votes any more holds for this phone; None if nothing, a
        choice without content if it lies in the box and cannot be told apart."""
        respondent_id = attendee.phone.respondent_id

        def look() -> Choice | None:
            with self._workspace.read() as repos:
                boxes = self._boxes_at_end if self.room.has_ended else {}
                in_box = boxes.get((item, round_)) or repos.rooms.in_box(
                    self.event.id, item, round_
                )
                if attendee.phone.token_hash in in_box:
                    return Choice()
                if respondent_id is None:
                    return None
                ballots = repos.rooms.ballots(self.event.id, item)
            return next((b.choice for b in ballots if b.respondent_id == respondent_id), None)

        return await asyncio.to_thread(look)

    def cast(self, vote: Vote) -> asyncio.Future[StoredVote]:
        """Done once the vote is on disk. The caller has checked that it is taken and asked."""
        return self._writer.cast(vote)

    def class_of(self, attendee: Attendee) -> tuple[bool, bool]:
        """What decides a phone's screen besides its language: whether it is asked, and whether its
        ballot is in the box."""
        wall = self._on_wall
        return self.asks(attendee), wall is not None and attendee.phone.token_hash in wall.in_box

    def phone_view(self, attendee: Attendee, notice: str | None = None) -> PhoneView:
        """What this phone may see, its own answer included."""
        view = self.class_view(attendee.phone.language, *self.class_of(attendee))
        if view.item is None and notice is None:
            return view
        mine = None if self._on_wall is None else self._on_wall.choice_of(attendee)
        return replace(view, mine=mine, notice=notice)

    def class_view(self, language: str, is_asked: bool, is_in_box: bool) -> PhoneView:
        """What all phones of one class may see."""
        wall, scene = self._on_wall, phone_scene(self.room, is_asked)
        view = PhoneView(self.event, language, self.room.version, scene)
        if wall is None or scene in {PhoneScene.WELCOME, PhoneScene.END}:
            return view
        result = self.result() if scene is PhoneScene.RESULT else None
        return replace(
            view, item=wall.item, round=wall.question.round, result=result, is_in_box=is_in_box
        )

    # What the facilitator does and sees

    async def move(self, move: Move, item: str | None = None) -> None:
        """Makes a move; returns when it is on disk.

        A closed question takes answers that were on their way for a grace of about 2 s; every
        further move except to blank or to reopen waits for its end. So to close is immediate, and
        the chart that is revealed is final.

        Raises:
            IllegalMove: the room's state does not allow it; nothing has changed.
        """
        async with self._one_move:
            following = self.room.make(move, item)
            if move is Move.END and self._is_open:
                await self._make(self.room.make(Move.CLOSE), Move.CLOSE)
                following = self.room.make(Move.END)
            if self._unsealed is not None and move is not Move.BLANK:
                await self._end_grace(is_reopened=move is Move.REOPEN and item in self._current)
            await self._make(following, move)
        self.on_room()

    def split_by(self, item: str | None) -> None:
        if item is not None:
            self.event.instrument.item(item)
            if not self.event.answers_tied:
                raise IllegalMove(
                    _("Answers can only be split where the event keeps each person's together.")
                )
        self._split_by = item
        self.on_news()

    def status(self) -> RoomStatus:
        return RoomStatus(
            room=self.room,
            heads=self._heads(),
            addresses=self.addresses,
            pin=self.pin,
            result=self.result(),
            split=self._split(),
        )

    def result(self) -> Tally | None:
        if self._on_wall is None:
            return None
        return self._on_wall.result(self.attendance, self.event.population)

    def refresh_event(self) -> None:
        """Takes up what was changed in the event meanwhile, such as a question that was added; an
        event that could not be asked as it stands waits until it is complete."""
        with self._workspace.read() as repos:
            event = repos.events.get(self.event.id)
        if event == self.event or problems(event.instrument) or not _still_holds(event, self.room):
            return
        self.event = event
        self.room = _with_every_item(self.room, event)
        if self._on_wall is not None:
            self._on_wall.item = event.instrument.item(self._on_wall.item.name)
        self.on_room()
        self.on_news()

    def _heads(self) -> HeadCount:
        wall = self._on_wall
        return HeadCount(
            joined=self._joined_at_end if self.room.has_ended else len(self.attendance),
            connected=self.attendance.connected(),
            asked=0 if wall is None else wall.asked_count(self.attendance),
            answered=0 if wall is None else len(wall.by_person),
        )

    def _split(self) -> Split | None:
        if self._on_wall is None or self._split_by is None:
            return None
        by = self.event.instrument.item(self._split_by)
        earlier = earlier_splitters(self.event.instrument, self._on_wall.item, by)
        return self._on_wall.split(by, earlier)

    # How a move reaches the store

    @property
    def _is_open(self) -> bool:
        question = self.room.on_wall
        return question is not None and question.state is QuestionState.OPEN

    @property
    def _current(self) -> tuple[str | None, ...]:
        return None, self.room.current

    async def _make(self, following: Room, move: Move) -> None:
        asked = self._asked_for(following, move)
        ends = self._on_wall.key if self._on_wall is not None and self._is_open else None
        has_grace = move is Move.CLOSE and self._may_be_under_way()
        seals = ends if move in {Move.CLOSE, Move.CLEAR} and not has_grace else None
        if seals is not None:
            # From here on no vote is taken, so none can follow the seal in the writer's order.
            self._takes = None

        def work(repos: Repositories) -> None:
            if seals is not None:
                repos.rooms.seal(self.event.id, *seals)
            if move is Move.END:
                self._keep_for_last_pages(repos)
            repos.rooms.save(following, move, asked=asked)

        await self._write(work, following)
        if has_grace and ends is not None:
            self._begin_grace(ends)

    def _keep_for_last_pages(self, repos: Repositories) -> None:
        self._joined_at_end = repos.rooms.joined(self.event.id)
        self._boxes_at_end = {
            (question.item, question.round): repos.rooms.in_box(
                self.event.id, question.item, question.round
            )
            for question in self.room.questions
        }

    def _asked_for(self, following: Room, move: Move) -> int | None:
        """How many are asked, where the move makes that worth keeping."""
        wall = self._on_wall
        if move in {Move.CLOSE, Move.CLEAR}:
            return None if wall is None else wall.asked_count(self.attendance)
        if move in {Move.ASK, Move.REOPEN} and following.current is not None:
            item = self.event.instrument.item(following.current)
            return count_asked(item, self.attendance, {} if wall is None else wall.earlier)
        return None

    async def _write(self, work: Callable[[Repositories], None], following: Room) -> None:
        """Makes memory follow the store, read behind the write and in the same transaction."""

        def write_then_read(repos: Repositories) -> OnWall | None:
            work(repos)
            return read_on_wall(repos, self.event, following, self.attendance)

        try:
            self._on_wall = await self._writer.write(write_then_read)
            self.room = following
        finally:
            wall = self._on_wall
            self._takes = wall.key if wall is not None and self._is_open else None
            self.on_news()

    def _on_votes_stored(self, votes: list[Vote], stored: list[StoredVote]) -> None:
        wall = self._on_wall
        if wall is None:
            return
        item, round_ = wall.key
        for vote, kept in zip(votes, stored, strict=True):
            if kept.revision and vote.item == item and vote.round == round_:
                attendee = self.attendance.get(vote.token_hash)
                person = vote.token_hash if attendee is None else attendee.person
                wall.count_in(vote.token_hash, person, kept)
        self.on_news()

    # The grace after closing

    def _may_be_under_way(self) -> bool:
        """Whether somebody who is asked has not answered yet."""
        wall = self._on_wall
        if wall is None or self._grace_s <= 0:
            return False
        return any(wall.asks(one) and not wall.has_answer_of(one) for one in self.attendance)

    def _begin_grace(self, key: tuple[str, int]) -> None:
        self._takes = self._unsealed = key
        self._grace_ends = self._loop.time() + self._grace_s
        self._late_seal = self._loop.create_task(self._seal_after_grace(key))

    async def _seal_after_grace(self, key: tuple[str, int]) -> None:
        await asyncio.sleep(self._grace_s)
        async with self._one_move:
            if self._unsealed == key:
                try:
                    await self._seal()
                except EnvironmentFault as fault:
                    # The votes are on disk; the next move tries again.
                    log.warning("sealing was put off: %s", type(fault).__name__)

    async def _end_grace(self, is_reopened: bool) -> None:
        if is_reopened:
            self._unsealed = None
            return
        await asyncio.sleep(self._grace_ends - self._loop.time())
        await self._seal()

    async def _seal(self) -> None:
        key = self._unsealed
        assert key is not None
        self._takes = None

        def work(repos: Repositories) -> None:
            repos.rooms.seal(self.event.id, *key)

        await self._write(work, self.room)
        self._unsealed = None

    def _seal_what_is_closed(self, repos: Repositories) -> None:
        """A crash may have come between closing a question and sealing its ballots."""
        for question in self.room.questions:
            key = (self.event.id, question.item, question.round)
            if question.state in _SETTLED and repos.rooms.votes(*key):
                repos.rooms.seal(*key)


def _with_every_item(room: Room, event: Event) -> Room:
    """The room with the questions that its event has now, in the event's order."""
    known = {question.item: question for question in room.questions}
    names = [item.name for item in event.instrument.items]
    return replace(room, questions=tuple(known.get(name, Question(name)) for name in names))


def _still_holds(event: Event, room: Room) -> bool:
    """Whether the event still has every question that this room has begun."""
    return begun_items(room) <= {item.name for item in event.instrument.items}
