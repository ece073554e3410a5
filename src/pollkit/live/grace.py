"""Which votes are taken at this moment: those of open questions, and for about two seconds after
closing what was on its way."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from pollkit.domain.rooms import Room
from pollkit.domain.ways_in import WITHOUT_SCREEN
from pollkit.errors import EnvironmentFault
from pollkit.live.live_question import LiveQuestion
from pollkit.live.room_clock import now
from pollkit.live.sealing import Key, seal_all
from pollkit.store import Repositories

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom

log = logging.getLogger(__name__)


class Grace:
    """`closing` names the questions that are closed and not sealed yet."""

    def __init__(self, room: LiveRoom, seconds: float) -> None:
        self.closing: frozenset[str] = frozenset()
        self._room = room
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        # Item -> the round whose votes are taken; of those, what is closed and takes late ones.
        self._takes: dict[str, int] = {}
        self._late: dict[str, int] = {}
        # None = from everyone; else only from those who had more time.
        self._late_from: frozenset[bytes] | None = None
        self._unsealed: tuple[Key, ...] = ()
        self._ends = 0.0
        self._late_seal: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        return bool(self._unsealed)

    def takes(self, item: str, round_: int, token_hash: bytes) -> bool:
        if self._takes.get(item) != round_:
            return False
        is_for_all = item not in self._late or self._late_from is None
        return is_for_all or token_hash in (self._late_from or ())

    def take_none_of(self, keys: Iterable[Key]) -> None:
        for item, _round in keys:
            self._takes.pop(item, None)

    def follow(self, room: Room) -> None:
        opened = {question.item: question.round for question in room.open_questions}
        if room.beside is not None:
            opened[room.beside.item] = room.beside.round
        self._takes = {**self._late, **opened}

    def may_be_under_way(self, closing: Iterable[LiveQuestion]) -> bool:
        """Whether somebody who is asked has not answered yet."""
        if self._seconds <= 0:
            return False
        live = self._room.live
        return any(
            live.asks(question.item, one) and not question.has_answer_of(one)
            for question in closing
            for one in self._room.attendance
            if one.channel not in WITHOUT_SCREEN and not one.is_over
        )

    def late_tokens(self) -> frozenset[bytes] | None:
        """Whose answers may still come: everyone's, unless their time was over long ago."""
        ends_at = self._room.room.ends_at
        if ends_at is None or now() <= ends_at + timedelta(seconds=self._seconds):
            return None
        return self._room.clock.who_had_more

    def begin(self, keys: tuple[Key, ...], late_from: frozenset[bytes] | None) -> None:
        self._unsealed = keys
        self._late = dict(keys)
        self._late_from = late_from
        self._takes = {**self._takes, **self._late}
        self._ends = self._loop.time() + self._seconds
        self._late_seal = self._loop.create_task(self._seal_in_time(keys))

    async def end(self, reopened: str | None) -> None:
        """Seals all but a question that is opened again, once their time is over."""
        rest = tuple(key for key in self._unsealed if key[0] != reopened)
        if rest:
            await asyncio.sleep(self._ends - self._loop.time())
            await self._seal(rest)
        self._unsealed = ()
        self.closing = frozenset()
        self._late, self._late_from = {}, None

    async def close(self) -> None:
        """Takes nothing more, and seals what waits for it."""
        self._takes = {}
        if self._unsealed:
            await self._seal(self._unsealed)
        if self._late_seal is not None:
            self._late_seal.cancel()

    async def _seal_in_time(self, keys: tuple[Key, ...]) -> None:
        await asyncio.sleep(self._seconds)
        async with self._room.one_move:
            if self._unsealed == keys:
                try:
                    await self._seal(keys)
                except EnvironmentFault as fault:
                    # The votes are on disk; the next move tries again.
                    log.warning("sealing was put off: %s", type(fault).__name__)

    async def _seal(self, keys: tuple[Key, ...]) -> None:
        self.take_none_of(keys)
        self._late, self._late_from = {}, None
        room = self._room

        def work(repos: Repositories) -> None:
            seal_all(repos, room.event, room.room, room.attendance, room.rude_words, keys)

        self.closing = frozenset()
        await room.write_and_read(work)
        self._unsealed = ()
