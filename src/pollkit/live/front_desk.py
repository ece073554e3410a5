"""What every answer of the room needs to know: who asks, what the room shows, what is too much."""

from __future__ import annotations

import asyncio

from pollkit.live.accepted import AcceptedAnswers
from pollkit.live.attendance import Attendee
from pollkit.live.fan_out import FanOut
from pollkit.live.limits import RoomLimits, Tries, UnconnectedJoins
from pollkit.live.live_room import LiveRoom
from pollkit.live.pictures import Pictures
from pollkit.live.requests import Request
from pollkit.live.screens import Screens


class FrontDesk:
    """One room as its phones meet it. `last_asked` is the loop's time of the newest request."""

    def __init__(self, room: LiveRoom, limits: RoomLimits) -> None:
        self.room = room
        self.limits = limits
        self.fan_out = FanOut()
        self.screens = Screens(room)
        self.accepted = AcceptedAnswers()
        self.pictures = Pictures(room.attachments)
        self.unconnected_joins = UnconnectedJoins(limits.unconnected_joins_per_minute)
        self._wrong_pins = Tries(limits.wrong_pins_per_minute, limits.wrong_pins_per_minute_at_all)
        self._wrong_codes = Tries(limits.wrong_pins_per_minute, limits.wrong_pins_per_minute_at_all)
        self._loop = asyncio.get_running_loop()
        self.last_asked = self._loop.time()

    def note_request(self) -> None:
        self.last_asked = self._loop.time()

    def push(self) -> None:
        """Sends every phone the screen of the room as it is now."""
        self.screens.forget()
        attendees, frame = self.room.attendance, self.screens.frame

        def frame_for(token_hash: bytes) -> bytes | None:
            attendee = attendees.get(token_hash)
            return None if attendee is None else frame(attendee)

        self.fan_out.publish(frame_for)

    def attendee(self, request: Request) -> Attendee | None:
        """The phone that asks, if it has joined this room."""
        token_hash = request.token_hash
        attendee = None if token_hash is None else self.room.attendance.get(token_hash)
        if attendee is not None:
            attendee.seen_at = self.last_asked
        return attendee

    def must_wait(self, request: Request) -> bool:
        """Whether this address has tried too many PINs to be told whether another is right."""
        return self._wrong_pins.is_used_up(request.address, self._loop.time())

    def codes_used_up(self, request: Request) -> bool:
        """Whether this address has tried too many codes from cards."""
        return self._wrong_codes.is_used_up(request.address, self._loop.time())

    def note_wrong_code(self, request: Request) -> None:
        self._wrong_codes.note(request.address, self._loop.time())

    def note_join(self, request: Request, attendee: Attendee) -> None:
        self.unconnected_joins.note(request.address, attendee, self._loop.time())

    def note_wrong_pin(self, request: Request) -> None:
        self._wrong_pins.note(request.address, self._loop.time())
