"""The line by which a second laptop follows a room over the network.

The one door beside the phones' routes, and there only while the facilitator has switched it on.
What is said on it stands in `pollkit.usecases.following`.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import secrets
from collections.abc import Iterable

from pollkit.usecases.following import (
    BEAT_EVERY_S,
    CHALLENGE_BYTES,
    PROOF_BYTES,
    SALT_BYTES,
    Frame,
    line_key,
    proof,
)

log = logging.getLogger(__name__)

_PROVES_WITHIN_S = 5.0
_MOST_FOLLOWERS = 4
_MOST_CALLERS = 16


class CopyLine:
    """`port` is the one that listens; every follower gets the newest copy, none a stale one."""

    def __init__(self, code: str) -> None:
        self._salt = secrets.token_bytes(SALT_BYTES)
        self._code = code
        self._key = b""
        self._servers: list[asyncio.Server] = []
        self._callers: set[asyncio.Task[None]] = set()
        self._news: set[asyncio.Event] = set()
        self._copy: tuple[int, bytes] = (0, b"")
        self._pictures: tuple[int, bytes] = (0, b"")
        self.port: int | None = None

    async def open(self, addresses: Iterable[str], port: int) -> int:
        """Listens at each address that it can have; returns the port, for 0 a free one."""
        self._key = await asyncio.to_thread(line_key, self._code, self._salt)
        self.port = port
        for address in sorted(addresses):
            try:
                server = await asyncio.start_server(self._meet, address, self.port or 0)
            except OSError as fault:
                log.warning("no line for a second laptop: %s", fault.strerror)
                continue
            self._servers.append(server)
            self.port = server.sockets[0].getsockname()[1]
        return self.port

    def take(self, copy: bytes, pictures: bytes | None) -> None:
        """The newest copy; may be called in another thread, before `offer_newest`."""
        self._copy = (self._copy[0] + 1, copy)
        if pictures is not None:
            self._pictures = (self._pictures[0] + 1, pictures)

    def offer_newest(self) -> None:
        for news in self._news:
            news.set()

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for caller in list(self._callers):
            caller.cancel()
        await asyncio.gather(*self._callers, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._callers.add(task)
        try:
            if len(self._callers) <= _MOST_CALLERS and await self._is_second(reader, writer):
                await self._serve(writer)
        except (OSError, EOFError, TimeoutError, asyncio.CancelledError):
            pass
        finally:
            self._callers.discard(task)
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _is_second(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        challenge = secrets.token_bytes(CHALLENGE_BYTES)
        writer.write(self._salt + challenge)
        async with asyncio.timeout(_PROVES_WITHIN_S):
            answer = await reader.readexactly(CHALLENGE_BYTES + PROOF_BYTES)
        theirs, shown = answer[:CHALLENGE_BYTES], answer[CHALLENGE_BYTES:]
        if not hmac.compare_digest(shown, proof(self._key, b"second", challenge, theirs)):
            log.warning("a second laptop with another code was refused")
            return False
        writer.write(proof(self._key, b"room", challenge, theirs))
        return len(self._news) < _MOST_FOLLOWERS

    async def _serve(self, writer: asyncio.StreamWriter) -> None:
        news = asyncio.Event()
        self._news.add(news)
        news.set()
        copy = pictures = 0
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), BEAT_EVERY_S)
                news.clear()
                # The copy itself comes last: whoever has it has its pictures.
                pictures = _send(writer, Frame.PICTURES, self._pictures, pictures)
                copy = _send(writer, Frame.COPY, self._copy, copy)
                _send(writer, Frame.BEAT, (1, b""), 0)
                await writer.drain()
        finally:
            self._news.discard(news)


def _send(writer: asyncio.StreamWriter, kind: Frame, newest: tuple[int, bytes], sent: int) -> int:
    number, content = newest
    if number > sent:
        writer.write(len(content).to_bytes(4, "big") + kind.value + content)
    return number
