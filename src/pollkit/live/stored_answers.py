"""What a closed question holds for a phone whose "saved" was lost on the way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pollkit.domain.ballots import Choice
from pollkit.live.attendance import Attendee

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom


async def stored_answer(
    room: LiveRoom, attendee: Attendee, item: str, round_: int
) -> tuple[Choice, str | None] | None:
    """The phone's choice and receipt in a question that takes no votes any more; None if nothing, a
    choice without content if it lies in the box and cannot be told apart."""
    question = room.room.question(item)
    if round_ not in (question.round, *question.before):
        return None
    return await asyncio.to_thread(_look_up, room, attendee, item, round_)


def _look_up(
    room: LiveRoom, attendee: Attendee, item: str, round_: int
) -> tuple[Choice, str | None] | None:
    respondent_id, event_id = attendee.phone.respondent_id, room.event.id
    with room.read() as repos:
        at_end = room.in_box_at_end(item, round_) if room.room.has_ended else frozenset()
        if attendee.phone.token_hash in (at_end or repos.rooms.in_box(event_id, item, round_)):
            return Choice(), None
        if respondent_id is None:
            return None
        ballots = repos.rooms.ballots(event_id, item, round_)
    mine = (ballot for ballot in ballots if ballot.respondent_id == respondent_id)
    return next(((ballot.choice, ballot.receipt) for ballot in mine), None)
