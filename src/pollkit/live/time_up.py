"""When answers end by the clock, and who may go on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pollkit.domain.rooms import Move
from pollkit.live.own_pace import asked_of
from pollkit.live.room_clock import now

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom

# What these open closes after the question's own seconds, if it has any.
TIMED = frozenset({Move.ASK, Move.SECOND_ROUND})


def end_after(
    room: LiveRoom, move: Move, item: str | None, seconds: float | None
) -> datetime | None:
    """When what the move opens closes; None where no clock runs then."""
    if seconds is None and move in TIMED:
        wanted = item or room.room.current
        items = room.event.instrument.items
        seconds = next((one.seconds for one in items if one.name == wanted), None)
    return None if seconds is None else now() + timedelta(seconds=seconds)


def still_answering(room: LiveRoom) -> list[bytes]:
    """Tokens of those who asked for more time and have not answered all yet."""
    found = []
    for token_hash in room.clock.with_more_time():
        attendee = room.attendance.get(token_hash)
        if attendee is not None and any(
            not question.has_answer_of(attendee) for question in asked_of(room.live, attendee)
        ):
            found.append(token_hash)
    return found


async def end_in_time(room: LiveRoom) -> None:
    """Closes what is open, unless somebody has more time: then the others are told at least that
    theirs is over."""
    async with room.one_move:
        if not room.clock.is_out or not room.room.open_questions:
            return
        move = Move.TAKE_BACK if room.is_at_own_pace else Move.CLOSE
        if still_answering(room):
            move = Move.CLOCK
        ends_at = room.room.ends_at if move is Move.CLOCK else None
        await room.make(room.room.make(move, ends_at=ends_at), move)
    room.on_room()
