"""The load of many phones, in a process of its own: raw sockets, so that the server is the limit.

python tests/bench/phones.py votes|steady|burst|streams URL    settings and signals as JSON on stdin
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import sys
import time
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie: (pollkit=[^;\r]*)", re.IGNORECASE)
_PATIENCE_S = 60.0


class Wire(asyncio.Protocol):
    """One connection that sends a request and waits for its whole answer."""

    def __init__(self) -> None:
        self.received = bytearray()
        self.answered: asyncio.Future[bytes] | None = None
        self.on_answer: Any = None
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        head = self.received.find(b"\r\n\r\n")
        if head < 0:
            return
        length = _LENGTH.search(self.received, 0, head)
        if length is None or len(self.received) < head + 4 + int(length[1]):
            return
        whole = bytes(self.received)
        self.received.clear()
        if self.on_answer is not None:
            self.on_answer(self, whole)
        elif self.answered is not None and not self.answered.done():
            self.answered.set_result(whole)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.answered is not None and not self.answered.done():
            self.answered.set_exception(ConnectionError("closed"))

    async def ask(self, request: bytes) -> bytes:
        self.answered = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.answered


class StreamWire(asyncio.Protocol):
    """One event stream; `arrived` is when the text that is waited for was there."""

    def __init__(self, wanted: bytes) -> None:
        self.wanted = wanted
        self.tail = b""
        self.first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.arrived: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        seen = self.tail + data
        if not self.first.done() and b"data:" in seen:
            self.first.set_result(None)
        if not self.arrived.done() and self.wanted in seen:
            self.arrived.set_result(time.monotonic())
        self.tail = seen[-64:]


class Room:
    """Where the phones call, and what they say."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self.host, self.port, self.path = address.hostname, address.port, address.path
        self._netloc = address.netloc.encode()

    async def connect(self) -> Wire:
        _transport, wire = await asyncio.get_running_loop().create_connection(
            Wire, self.host, self.port
        )
        return wire

    async def listen(self, cookie: bytes, wanted: bytes) -> StreamWire:
        _transport, wire = await asyncio.get_running_loop().create_connection(
            lambda: StreamWire(wanted), self.host, self.port
        )
        wire.transport.write(
            b"GET %b/stream HTTP/1.1\r\nhost: %b\r\naccept: text/event-stream\r\ncookie: %b\r\n\r\n"
            % (self.path.encode(), self._netloc, cookie)
        )
        return wire

    async def join(self, wire: Wire) -> bytes:
        page = await wire.ask(
            b"GET %b HTTP/1.1\r\nhost: %b\r\naccept: text/html\r\naccept-encoding: gzip\r\n"
            b"accept-language: en-GB,en;q=0.9\r\nuser-agent: Mozilla/5.0 (bench)\r\n\r\n"
            % (self.path.encode(), self._netloc)
        )
        found = _COOKIE.search(page)
        if not page.startswith(b"HTTP/1.1 200") or found is None:
            raise ConnectionError(page[:60])
        return found[1]

    async def join_all(self, phones: int) -> list[tuple[Wire, bytes]]:
        """Connections with the cookies of phones that have joined, a hundred at a time."""

        async def one() -> tuple[Wire, bytes]:
            wire = await self.connect()
            return wire, await self.join(wire)

        joined: list[tuple[Wire, bytes]] = []
        for start in range(0, phones, 100):
            many = min(100, phones - start)
            joined += await asyncio.gather(*(one() for _ in range(many)))
        return joined

    def vote_parts(self, cookie: bytes) -> tuple[bytes, bytes]:
        """What comes before and after the vote's id."""
        before, after = b'{"vote":"', b'","item":"colour","round":1,"answer":["red"]}'
        head = (
            b"POST %b/vote HTTP/1.1\r\nhost: %b\r\norigin: http://%b\r\n"
            b"content-type: application/json\r\ncookie: %b\r\n"
            b"user-agent: Mozilla/5.0 (bench)\r\ncontent-length: %d\r\n\r\n"
            % (
                self.path.encode(),
                self._netloc,
                self._netloc,
                cookie,
                len(before) + 36 + len(after),
            )
        )
        return head + before, after


async def votes(
    room: Room, connections: int, phones: int, changes: int, warm_share: float = 0.2
) -> dict[str, Any]:
    """As many votes under way as there are connections, until every phone has voted once and
    changed its answer `changes` times; the first of them warm up and are not counted."""
    wires = [wire for wire, _cookie in await room.join_all(connections)]
    each = await asyncio.gather(
        *(_vote_requests(room, wire, phones // connections) for wire in wires)
    )
    waiting = {wire: requests * (1 + changes) for wire, requests in zip(wires, each, strict=True)}
    total = sum(map(len, waiting.values()))
    answered: list[float] = []
    took: list[float] = []
    sent: dict[Wire, float] = {}
    errors = 0
    is_over = asyncio.get_running_loop().create_future()
    # Fresh ids without the cost of making one for each: 12 digits of a counter.
    counter = iter(range(1 << 40))
    stem = str(uuid4())[:24].encode()

    def send(wire: Wire) -> None:
        before, after = waiting[wire].pop()
        sent[wire] = time.perf_counter()
        wire.transport.write(b"%b%b%012x%b" % (before, stem, next(counter), after))

    def take(wire: Wire, answer: bytes) -> None:
        nonlocal errors
        now = time.perf_counter()
        answered.append(now)
        took.append(now - sent[wire])
        errors += not answer.startswith(b"HTTP/1.1 200")
        if waiting[wire]:
            send(wire)
        elif len(answered) == total:
            is_over.set_result(None)

    print(json.dumps({"ready": total}), flush=True)
    for wire in wires:
        wire.on_answer = take
        send(wire)
    await asyncio.wait_for(is_over, _PATIENCE_S)
    # From the warm-up to the moment at which the first connections run out of phones.
    begin, end = int(total * warm_share), int(total * 0.95)
    counted = sorted(took[begin:end])
    return {
        "per_s": (end - begin) / (answered[end] - answered[begin]),
        "p99_ms": 1000 * counted[len(counted) * 99 // 100],
        "errors": errors,
    }


async def _vote_requests(room: Room, wire: Wire, phones: int) -> list[tuple[bytes, bytes]]:
    return [room.vote_parts(await room.join(wire)) for _phone in range(phones)]


async def steady(room: Room, phones: int, per_s: int) -> dict[str, Any]:
    """So many votes a second from so many phones in turn, each on the connection that it keeps,
    until a line comes on stdin. A phone whose vote is still under way is passed over."""
    loop = asyncio.get_running_loop()
    joined = await room.join_all(phones)
    parts = {wire: room.vote_parts(cookie) for wire, cookie in joined}
    idle, counts = set(parts), {"answered": 0, "errors": 0, "late": 0}

    def take(wire: Wire, answer: bytes) -> None:
        idle.add(wire)
        counts["answered"] += 1
        counts["errors"] += not answer.startswith(b"HTTP/1.1 200")

    for wire in parts:
        wire.on_answer = take
    print(json.dumps({"ready": phones}), flush=True)
    is_over = loop.run_in_executor(None, sys.stdin.readline)
    began = loop.time()
    for number, wire in enumerate(itertools.cycle(parts)):
        if is_over.done():
            break
        await asyncio.sleep(max(0.0, began + number / per_s - loop.time()))
        if wire in idle:
            idle.discard(wire)
            before, after = parts[wire]
            wire.transport.write(before + str(uuid4()).encode() + after)
        else:
            counts["late"] += 1
    return counts | {"per_s": counts["answered"] / (loop.time() - began)}


async def burst(room: Room, phones: int, within_s: float) -> dict[str, Any]:
    """Each phone loads the page, opens the stream and votes; how long until the last is done."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    failed: list[str] = []
    kept: list[Any] = []

    async def one(number: int) -> float:
        await asyncio.sleep(number * within_s / phones)
        try:
            wire = await room.connect()
            kept.append(wire)
            cookie = await room.join(wire)
            stream = await room.listen(cookie, b"never")
            kept.append(stream)
            before, after = room.vote_parts(cookie)
            answer = await wire.ask(before + str(uuid4()).encode() + after)
            if not answer.startswith(b"HTTP/1.1 200"):
                failed.append(answer[:40].decode())
            await asyncio.wait_for(stream.first, _PATIENCE_S)
        except (OSError, TimeoutError) as fault:
            failed.append(type(fault).__name__)
        return loop.time() - began

    done = sorted(await asyncio.gather(*(one(number) for number in range(phones))))
    return {"last_ms": 1000 * done[-1], "errors": len(failed), "faults": sorted(set(failed))[:5]}


async def streams(room: Room, phones: int, wanted: str) -> None:
    """Opens the streams, says so, and then says when the last of them had the wanted text."""
    opened = []
    for wire, cookie in await room.join_all(phones):
        wire.transport.close()
        stream = await room.listen(cookie, wanted.encode())
        await asyncio.wait_for(stream.first, _PATIENCE_S)
        opened.append(stream)
    print(json.dumps({"ready": phones}), flush=True)
    arrived = await asyncio.wait_for(
        asyncio.gather(*(stream.arrived for stream in opened)), _PATIENCE_S
    )
    print(json.dumps({"last": max(arrived), "first": min(arrived)}), flush=True)
    await asyncio.sleep(_PATIENCE_S)


async def main() -> None:
    mode, room = sys.argv[1], Room(sys.argv[2])
    settings = json.loads(sys.stdin.readline())
    if mode == "votes":
        print(json.dumps(await votes(room, **settings)), flush=True)
    elif mode == "steady":
        print(json.dumps(await steady(room, **settings)), flush=True)
    elif mode == "burst":
        print(json.dumps(await burst(room, **settings)), flush=True)
        await asyncio.sleep(_PATIENCE_S)  # the streams stay open until this process is ended
    else:
        await streams(room, **settings)


if __name__ == "__main__":
    import uvloop

    uvloop.run(main())
