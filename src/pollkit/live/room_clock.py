"""The clock of what is open: when it closes by itself, and who has more time than the others.

Time is the wall clock's, since it must mean the same after a restart. A phone may ask for more as
often as WCAG 2.2.1 wants it, ten times, by half of the clock's length and at least 20 s each.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

from pollkit.domain.rooms import MoreTime, Room, seconds_until
from pollkit.errors import EnvironmentFault

log = logging.getLogger(__name__)

MOST_TIMES = 10
_LEAST_MORE_S = 20.0
# So long the phones have to come back where the time ran out while the room was down.
_AFTER_RESTART_S = 10.0
_TRY_AGAIN_S = 1.0


def now() -> datetime:
    return datetime.now(UTC)


class RoomClock:
    """Follows the room's moves; `on_time_up` is called once the clock has run out and again when
    nobody has more time."""

    def __init__(self, grace_s: float, on_time_up: Callable[[], Awaitable[None]]) -> None:
        self._grace = timedelta(seconds=grace_s)
        self._on_time_up = on_time_up
        self._ends_at: datetime | None = None
        self._length = timedelta()
        self._more: dict[bytes, MoreTime] = {}
        self._waiting: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        return self._ends_at is not None

    @property
    def is_out(self) -> bool:
        """Whether the time of those who asked for no more is over."""
        return self._ends_at is not None and self._ends_at <= now()

    def follow(
        self, room: Room, more: Mapping[bytes, MoreTime], asked_at: datetime | None = None
    ) -> None:
        """To be called after each move, and at the start with the time `asked_at` which what is
        open was opened; else that is now."""
        self._more = dict(more)
        if room.ends_at is not None and self._ends_at is None:
            self._length = room.ends_at - (asked_at or now())
        elif room.ends_at is not None and self._ends_at is not None:
            self._length += max(room.ends_at - self._ends_at, timedelta())
        self._ends_at = room.ends_at
        self._wait_anew()

    def look_again(self) -> None:
        """Says that time is up, if it is, without waiting for those who have more."""
        self._stop_waiting()
        self._waiting = asyncio.get_running_loop().create_task(self._say())

    def close(self) -> None:
        self._stop_waiting()

    def takes(self, token_hash: bytes) -> bool:
        """Whether this phone is in time, or its answer may have been on its way in time."""
        if self._ends_at is None:
            return True
        return now() <= self._end_of(token_hash, self._ends_at) + self._grace

    def is_in_time(self, token_hash: bytes) -> bool:
        return self._ends_at is None or now() < self._end_of(token_hash, self._ends_at)

    def seconds_left(self, token_hash: bytes) -> int | None:
        if self._ends_at is None:
            return None
        return seconds_until(self._end_of(token_hash, self._ends_at), now())

    def can_have_more(self, token_hash: bytes) -> bool:
        if self._ends_at is None or not self.is_in_time(token_hash):
            return False
        more = self._more.get(token_hash)
        return more is None or more.times < MOST_TIMES

    def with_more(self, token_hash: bytes) -> MoreTime | None:
        """What this phone would have once it is given more; None if it may not."""
        if self._ends_at is None or not (self.can_have_more(token_hash) and self._length):
            return None
        before = self._more.get(token_hash)
        longer = max(self._length / 2, timedelta(seconds=_LEAST_MORE_S))
        end = self._end_of(token_hash, self._ends_at) + longer
        return MoreTime(end, 1 if before is None else before.times + 1)

    def give(self, token_hash: bytes, more: MoreTime) -> None:
        """Takes up what is on disk."""
        self._more[token_hash] = more
        self._wait_anew()

    def with_more_time(self) -> list[bytes]:
        """Tokens of the phones whose own end is later than the clock's, and still to come."""
        ends_at, at = self._ends_at, now()
        if ends_at is None:
            return []
        return [token for token, more in self._more.items() if more.ends_at > max(ends_at, at)]

    @property
    def who_had_more(self) -> frozenset[bytes]:
        return frozenset(self._more)

    def late_end(self) -> datetime | None:
        """The end that a room gets whose clock ran out while it was down; None if there is time."""
        least = now() + timedelta(seconds=_AFTER_RESTART_S)
        return least if self._ends_at is not None and self._ends_at < least else None

    def _end_of(self, token_hash: bytes, ends_at: datetime) -> datetime:
        more = self._more.get(token_hash)
        return ends_at if more is None else max(ends_at, more.ends_at)

    def _wait_anew(self) -> None:
        self._stop_waiting()
        if self._ends_at is not None:
            self._waiting = asyncio.get_running_loop().create_task(self._wait(self._ends_at))

    def _stop_waiting(self) -> None:
        # The call that time is up makes the move itself, and must not end itself by it.
        if self._waiting is not None and self._waiting is not asyncio.current_task():
            self._waiting.cancel()
        self._waiting = None

    async def _wait(self, ends_at: datetime) -> None:
        if ends_at > now():
            await _sleep_until(ends_at)
        elif later := [self._more[token].ends_at for token in self.with_more_time()]:
            await _sleep_until(max(later))
        await self._say()

    async def _say(self) -> None:
        while True:
            try:
                await self._on_time_up()
            except EnvironmentFault as fault:
                log.warning("closing in time was put off: %s", type(fault).__name__)
                await asyncio.sleep(_TRY_AGAIN_S)
            else:
                return


async def _sleep_until(moment: datetime) -> None:
    while (left := (moment - now()).total_seconds()) > 0:
        await asyncio.sleep(left)
