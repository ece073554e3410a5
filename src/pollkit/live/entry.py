"""How a phone comes in by a printed code."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pollkit.domain.ballots import RoomPhone
from pollkit.errors import CodeNotAccepted
from pollkit.i18n import _
from pollkit.live.attendance import Attendee
from pollkit.store import Repositories
from pollkit.store.repositories.entry_codes import Claim, code_hash

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom


async def enter_by_code(room: LiveRoom, code: str, token_hash: bytes, language: str) -> Attendee:
    """Lets a phone in; by a code that was freed it goes on in the place of the phone that had it,
    so that nobody answers twice.

    Raises:
        CodeNotAccepted: the code is not of this event, or another phone uses it.
    """
    event_id = room.event.id
    hashed = await asyncio.to_thread(code_hash, event_id, code)

    def work(repos: Repositories) -> tuple[Claim, bytes | None, RoomPhone | None]:
        claim, before = repos.entry_codes.claim(event_id, hashed, token_hash)
        if claim is Claim.MOVED:
            return claim, before, repos.rooms.phone(event_id, token_hash)
        is_in = claim in (Claim.FIRST, Claim.OWN)
        return claim, None, repos.rooms.join(event_id, token_hash, language) if is_in else None

    async with room.one_move:
        claim, before, phone = await room.write(work)
        if phone is None:
            raise CodeNotAccepted(_refusal(claim))
        attendee = room.attendance.replace(before, phone)
        if claim is Claim.MOVED:
            await room.write_and_read(lambda _repos: None)
    return attendee


def _refusal(claim: Claim) -> str:
    if claim is Claim.TAKEN:
        return _(
            "Another phone uses this code. Is it yours? Ask the facilitator to free this code, "
            "and try again."
        )
    return _("This code is not for this event. Please compare it with your card.")
