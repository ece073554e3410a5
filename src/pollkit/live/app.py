"""The room's web application: a frozen list of paths; everything else is nothing here.

Plain ASGI: so few routes need no framework, and any ASGI server can carry them.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pollkit.live import remote, routes
from pollkit.live.front_desk import FrontDesk
from pollkit.live.page import Trouble, render_error_page
from pollkit.live.replies import Receive, Send, send_page, send_refusal
from pollkit.live.requests import Refused, Request, read_request
from pollkit.live.voting import cast_vote

Route = Callable[[FrontDesk, Request, Receive, Send], Awaitable[None]]

# Method and path of everything the network can ask of a room.
ROUTES: Mapping[tuple[str, str], Route] = {
    ("GET", "/"): routes.ask_for_pin,
    ("POST", "/"): routes.try_pin,
    ("GET", "/{pin}"): routes.show_page,
    ("GET", "/{pin}/stream"): routes.stream,
    ("GET", "/{pin}/now"): routes.show_now,
    ("POST", "/{pin}/vote"): cast_vote,
    ("POST", "/{pin}/who"): routes.say_who,
    ("POST", "/{pin}/language"): routes.set_language,
    ("POST", "/{pin}/time"): routes.give_more_time,
    ("POST", "/{pin}/go"): routes.go,
    ("POST", "/{pin}/next"): routes.begin_next_turn,
    ("GET", "/{pin}/kiosk"): routes.open_kiosk,
    ("GET", "/{pin}/picture/{sha256}"): routes.show_picture,
}

# What the facilitator's own phone may ask as well, while the remote control is switched on. At any
# other time these paths are nothing here, as every other.
REMOTE_ROUTES: Mapping[tuple[str, str], Route] = {
    ("GET", "/{pin}/remote/{key}"): remote.take_remote,
    ("GET", "/{pin}/remote"): remote.show_remote,
    ("GET", "/{pin}/remote/now"): remote.show_remote_now,
    ("POST", "/{pin}/remote/do"): remote.make_move,
}

# 64 hex digits at the end of a path stand for `{sha256}` in ROUTES.
_REMOTE_KEY = re.compile(r"\A(/[0-9]{6}/remote/)[A-Za-z0-9_-]{22}\Z")
_PICTURE = re.compile(r"\A(/[0-9]{6}/picture/)[0-9a-f]{64}\Z")


class RoomApp:
    """Answers phones. `hosts` are the only values of Host that are answered at all."""

    def __init__(self, desk: FrontDesk) -> None:
        self.hosts: frozenset[bytes] = frozenset()
        self.is_closing = False
        self._desk = desk
        self._routes: dict[str, dict[str, Route]] = {}
        self._remote_routes: dict[str, dict[str, Route]] = {}
        for found, routes_of in ((self._routes, ROUTES), (self._remote_routes, REMOTE_ROUTES)):
            for (method, path), route in routes_of.items():
                found.setdefault(path.replace("{pin}", desk.room.pin), {})[method] = route

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        self._desk.note_request()
        try:
            request = read_request(scope, self.hosts)
        except Refused as refused:
            await send_refusal(send, refused.status, refused.why, closes=True)
            return
        if self.is_closing:
            await send_refusal(send, 503, "The room is closing.", closes=True)
            return
        methods = self._routes.get(_PICTURE.sub(r"\1{sha256}", request.path))
        if methods is None and self._desk.room.remote is not None:
            methods = self._remote_routes.get(_REMOTE_KEY.sub(r"\1{key}", request.path))
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
        await route(self._desk, request, receive, send)

    async def _answer_unknown(self, request: Request, send: Send) -> None:
        """404 for all there is not. A path that starts with six digits was a try at the PIN."""
        pin = request.path[1:].split("/", 1)[0]
        if not (len(pin) == 6 and pin.isascii() and pin.isdigit()) or pin == self._desk.room.pin:
            await send_refusal(send, 404, "Nothing here.", closes=True)
            return
        language = request.language(self._desk.room.event.languages)
        if self._desk.must_wait(request):
            page = render_error_page(language, Trouble.TOO_MANY_TRIES, "/")
            await send_page(send, page, status=429, more=((b"retry-after", b"60"),))
            return
        self._desk.note_wrong_pin(request)
        await send_page(send, render_error_page(language, Trouble.WRONG_PIN, "/"), status=404)
