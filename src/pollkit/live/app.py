"""The room's web application: six paths, a frozen list; everything else is nothing here.

Plain ASGI: six routes need no framework, and any ASGI server can carry them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from pollkit.live.attendance import Attendee
from pollkit.live.fan_out import FanOut
from pollkit.live.limits import RoomLimits, Tries, UnconnectedJoins
from pollkit.live.live_room import LiveRoom
from pollkit.live.page import Trouble, render_error_page
from pollkit.live.replies import Receive, Send, send_page, send_refusal
from pollkit.live.requests import Refused, Request, read_request
from pollkit.live.screens import Screens

log = logging.getLogger(__name__)

# Method and path of everything the network can ask of a room.
ROUTES = (
    ("GET", "/"),
    ("POST", "/"),
    ("GET", "/{pin}"),
    ("GET", "/{pin}/stream"),
    ("GET", "/{pin}/now"),
    ("POST", "/{pin}/vote"),
    ("POST", "/{pin}/language"),
)

Route = Callable[["RoomApp", Request, Receive, Send], Awaitable[None]]


class RoomApp:
    """Answers phones. `hosts` are the only values of Host that are answered at all."""

    def __init__(self, room: LiveRoom, limits: RoomLimits) -> None:
        from pollkit.live import routes

        self.room = room
        self.limits = limits
        self.fan_out = FanOut()
        self.screens = Screens(room)
        self.hosts: frozenset[bytes] = frozenset()
        self.is_closing = False
        self.last_asked = asyncio.get_running_loop().time()
        self.wrong_pins = Tries(limits.wrong_pins_per_minute, limits.wrong_pins_per_minute_at_all)
        self.unconnected_joins = UnconnectedJoins(limits.unconnected_joins_per_minute)
        self._loop = asyncio.get_running_loop()
        self._routes: dict[str, dict[str, Route]] = {}
        for method, path in ROUTES:
            told = self._routes.setdefault(path.replace("{pin}", room.pin), {})
            told[method] = routes.BY_ROUTE[method, path]

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        self.last_asked = self._loop.time()
        try:
            request = read_request(scope, self.hosts)
        except Refused as refused:
            await send_refusal(send, refused.status, refused.why, closes=True)
            return
        if self.is_closing:
            await send_refusal(send, 503, "The room is closing.", closes=True)
            return
        methods = self._routes.get(request.path)
        if methods is None:
            await self._answer_unknown(request, send)
            return
        route = methods.get(request.method)
        if route is None:
            allowed = ", ".join(sorted(methods)).encode()
            await send_refusal(
                send, 405, "Not like this.", more=((b"allow", allowed),), closes=True
            )
            return
        await route(self, request, receive, send)

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
        return self.wrong_pins.is_used_up(request.address, self._loop.time())

    def note_wrong_pin(self, request: Request) -> None:
        self.wrong_pins.note(request.address, self._loop.time())

    async def _answer_unknown(self, request: Request, send: Send) -> None:
        """404 for all there is not. A path that starts with six digits was a try at the PIN."""
        pin = request.path[1:].split("/", 1)[0]
        if not (len(pin) == 6 and pin.isascii() and pin.isdigit()) or pin == self.room.pin:
            await send_refusal(send, 404, "Nothing here.", closes=True)
            return
        language = request.language(self.room.event.languages)
        if self.must_wait(request):
            page = render_error_page(language, Trouble.TOO_MANY_TRIES, "/")
            await send_page(send, page, status=429, more=((b"retry-after", b"60"),))
            return
        self.note_wrong_pin(request)
        await send_page(send, render_error_page(language, Trouble.WRONG_PIN, "/"), status=404)
