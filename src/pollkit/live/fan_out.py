"""The event streams of the phones: each gets the newest snapshot, and only that."""

from __future__ import annotations

import asyncio
import types
from collections.abc import Callable, Coroutine, Generator
from typing import Any

from pollkit.live.replies import Receive, Send

HEARTBEAT = b":\n\n"


class Stream:
    """One phone's open event stream.

    A phone that reads slowly has one frame on its way and the newest one waiting; what lies
    between is dropped, since a snapshot says all.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._newest: bytes | None = None
        self._sending: asyncio.Task[None] | None = None
        self._serving = asyncio.current_task()
        self.is_closed = False

    def offer(self, frame: bytes) -> None:
        self._newest = frame
        if self._sending is None and not self.is_closed:
            self._start_sending()

    def offer_heartbeat(self) -> None:
        if self._sending is None:
            self.offer(HEARTBEAT)

    def close(self) -> None:
        """Ends the stream from this side."""
        self.is_closed = True
        if self._serving is not None:
            self._serving.cancel()

    async def serve_until_gone(self, receive: Receive) -> None:
        """Returns when the phone has hung up or the stream was closed from this side."""
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            if not self.is_closed:
                raise
        finally:
            if self._sending is not None:
                self._sending.cancel()
        if self.is_closed:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    def _start_sending(self) -> None:
        """Sends at once what the connection takes at once, and leaves the rest to a task.

        Nearly every phone takes a frame without waiting, and a task for each of five thousand
        would double the time until the last has it.
        """
        sending = self._send_newest()
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        self._sending = asyncio.get_running_loop().create_task(_finish(sending, waits_for))
        self._sending.add_done_callback(self._on_sent)

    async def _send_newest(self) -> None:
        while self._newest is not None:
            frame, self._newest = self._newest, None
            await self._send({"type": "http.response.body", "body": frame, "more_body": True})

    def _on_sent(self, _task: asyncio.Task[None]) -> None:
        self._sending = None
        if self._newest is not None:
            self.offer(self._newest)


async def _finish(begun: Coroutine[Any, Any, None], waits_for: Any) -> None:
    await _resumed(begun, waits_for)


@types.coroutine
def _resumed(begun: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """The rest of a coroutine that was begun outside a task."""
    try:
        while True:
            waits_for = begun.send((yield waits_for))
    except StopIteration:
        return
    finally:
        begun.close()


class FanOut:
    """All open streams, by token hash: one for each phone, the newest wins."""

    def __init__(self) -> None:
        self._streams: dict[bytes, Stream] = {}

    def __contains__(self, token_hash: bytes) -> bool:
        return token_hash in self._streams

    def __len__(self) -> int:
        return len(self._streams)

    def add(self, token_hash: bytes, stream: Stream) -> None:
        before = self._streams.get(token_hash)
        self._streams[token_hash] = stream
        if before is not None:
            before.close()

    def remove(self, token_hash: bytes, stream: Stream) -> None:
        if self._streams.get(token_hash) is stream:
            del self._streams[token_hash]

    def publish(self, frame_for: Callable[[bytes], bytes | None]) -> None:
        """Offers each phone its snapshot; `frame_for` is asked by token hash."""
        for token_hash, stream in self._streams.items():
            frame = frame_for(token_hash)
            if frame is not None:
                stream.offer(frame)

    def beat(self) -> None:
        for stream in self._streams.values():
            stream.offer_heartbeat()

    def close(self) -> None:
        for stream in list(self._streams.values()):
            stream.close()
