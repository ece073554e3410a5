"""A hall's web application: four paths, and only one of them carries anything of a person."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pollkit.errors import EnvironmentFault
from pollkit.live.hall.desk import HallDesk
from pollkit.live.hall.page import integrity, shell
from pollkit.live.hall.seal import BoxDamaged
from pollkit.live.limits import RoomLimits, Tries
from pollkit.live.page import Trouble, render_error_page, render_pin_page
from pollkit.live.replies import (
    Receive,
    Send,
    send_bytes,
    send_page,
    send_refusal,
    send_script,
    send_to,
)
from pollkit.live.requests import Refused, Request, read_body, read_request

log = logging.getLogger(__name__)

SEALED = b"application/octet-stream"


class HallApp:
    """`hosts` are the only values of Host that are answered at all."""

    # Method and path of everything the network can ask of a hall.
    ROUTES: Mapping[tuple[str, str], str] = {
        ("GET", "/"): "_ask_for_pin",
        ("POST", "/"): "_try_pin",
        ("GET", "/{pin}"): "_show_page",
        ("GET", "/{pin}/seal.js"): "_show_library",
        ("POST", "/{pin}/sealed"): "_open_sealed",
    }

    def __init__(
        self,
        desk: HallDesk,
        wave_id: str,
        pin: str,
        languages: tuple[str, ...],
        library: bytes,
        limits: RoomLimits,
        worker: ThreadPoolExecutor,
    ) -> None:
        """
        Args:
            library: the script that seals.
            worker: of one thread, which alone uses the desk.
        """
        self.hosts: frozenset[bytes] = frozenset()
        self.on_news: Callable[[], None] = lambda: None
        self._desk = desk
        self._wave_id = wave_id
        self._pin = pin
        self._languages = languages
        self._library = library
        self._worker = worker
        self._pages: dict[str, tuple[str, str]] = {}
        self._wrong_pins = Tries(limits.wrong_pins_per_minute, limits.wrong_pins_per_minute_at_all)
        # A phone is a key, and keys cost nothing: an address may bring so many new ones a minute.
        self._newcomers = Tries(
            limits.unconnected_joins_per_minute, 10 * limits.unconnected_joins_per_minute
        )
        self._routes: dict[str, dict[str, Callable[..., Awaitable[None]]]] = {}
        for (method, path), name in self.ROUTES.items():
            of = self._routes.setdefault(path.replace("{pin}", pin), {})
            of[method] = getattr(self, name)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            request = read_request(scope, self.hosts)
        except Refused as refused:
            await send_refusal(send, refused.status, refused.why, closes=True)
            return
        methods = self._routes.get(request.path)
        if methods is None:
            await self._answer_unknown(request, send)
            return
        route = methods.get(request.method)
        if route is None:
            allowed = ", ".join(sorted(methods)).encode()
            more = ((b"allow", allowed),)
            await send_refusal(send, 405, "Not like this.", more=more, closes=True)
            return
        await route(request, receive, send)

    async def _ask_for_pin(self, request: Request, receive: Receive, send: Send) -> None:
        await send_page(send, render_pin_page(request.language(self._languages)))

    async def _try_pin(self, request: Request, receive: Receive, send: Send) -> None:
        """Typed digits lead to the page, which says that its key is in the code on the wall."""
        body = await read_body(receive)
        typed = "".join(c for c in (body or b"").decode("ascii", "ignore") if c.isdigit())
        if self._must_wait(request):
            await self._send_trouble(request, send, Trouble.TOO_MANY_TRIES, 429)
        elif typed == self._pin:
            await send_to(send, f"/{self._pin}")
        else:
            self._wrong_pins.note(request.address, asyncio.get_running_loop().time())
            await self._send_trouble(request, send, Trouble.WRONG_PIN, 422)

    async def _show_page(self, request: Request, receive: Receive, send: Send) -> None:
        language = request.language(self._languages)
        if language not in self._pages:
            self._pages[language] = shell(self._wave_id, self._pin, language, self._library)
        page, policy = self._pages[language]
        await send_page(send, page, policy=policy)

    async def _show_library(self, request: Request, receive: Receive, send: Send) -> None:
        await send_script(send, self._library, integrity(self._library).encode())

    async def _open_sealed(self, request: Request, receive: Receive, send: Send) -> None:
        if request.content_type != SEALED:
            await send_refusal(send, 415, "Send a sealed message.", closes=True)
            return
        body = await read_body(receive)
        if body is None:
            return
        loop = asyncio.get_running_loop()
        if not self._desk.knows(body):
            if self._newcomers.is_used_up(request.address, loop.time()):
                await send_refusal(send, 429, "Too many phones.", more=((b"retry-after", b"30"),))
                return
            self._newcomers.note(request.address, loop.time())
        try:
            answer = await loop.run_in_executor(self._worker, self._desk.receive, body)
        except BoxDamaged:
            await send_refusal(send, 400, "Not sealed for this hall.", closes=True)
            return
        except EnvironmentFault:
            # The disk is full, or busy: the phone keeps the answer and tries again.
            await send_refusal(send, 503, "Not saved.", more=((b"retry-after", b"5"),))
            return
        self.on_news()
        await send_bytes(send, answer)

    async def _answer_unknown(self, request: Request, send: Send) -> None:
        """404 for all there is not. A path that starts with six digits was a try at the PIN."""
        pin = request.path[1:].split("/", 1)[0]
        if not (len(pin) == 6 and pin.isascii() and pin.isdigit()) or pin == self._pin:
            await send_refusal(send, 404, "Nothing here.", closes=True)
        elif self._must_wait(request):
            await self._send_trouble(request, send, Trouble.TOO_MANY_TRIES, 429)
        else:
            self._wrong_pins.note(request.address, asyncio.get_running_loop().time())
            await self._send_trouble(request, send, Trouble.WRONG_PIN, 404)

    def _must_wait(self, request: Request) -> bool:
        return self._wrong_pins.is_used_up(request.address, asyncio.get_running_loop().time())

    async def _send_trouble(
        self, request: Request, send: Send, trouble: Trouble, status: int
    ) -> None:
        language = request.language(self._languages)
        await send_page(send, render_error_page(language, trouble, "/"), status=status)
