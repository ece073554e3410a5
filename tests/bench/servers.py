"""The room that is measured and the floors beside it, each in a process of its own on one core.

python tests/bench/servers.py bare PORT       empty answers, with the room's server settings
python tests/bench/servers.py loop PORT       a bare loop that writes the same bytes to all
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

SERVER_CORE, CLIENT_CORE = 0, 1
PAGE_BYTES = 9_000
FRAME_BYTES = 2_500

# All phones of a bench come from one address, and one phone votes hundreds of times a second.
_UNLIMITED = {
    "POLLKIT_ROOM_CONNECTIONS_PER_ADDRESS": "20000",
    "POLLKIT_ROOM_CONNECTIONS": "20000",
    "POLLKIT_ROOM_VOTES_PER_PHONE_PER_MINUTE": "100000000",
    "POLLKIT_ROOM_CLOSE_GRACE_S": "0",
}


@contextmanager
def measured_room() -> Iterator[Any]:
    """A real room with a single-choice question, and its process pinned to one core."""
    from room_phones import new_workspace, open_room, room_process, small_event

    os.environ.update(_UNLIMITED)
    with tempfile.TemporaryDirectory(prefix="pollkit-bench-") as folder:
        event = small_event()
        workspace = new_workspace(Path(folder), event)
        link = open_room(workspace, event)
        try:
            pin(room_process().pid, SERVER_CORE)
            yield link
        finally:
            link.shut()


@contextmanager
def floor_server(kind: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The url of a floor server, and its process, which takes a line as its signal to push."""
    os.environ.update(_UNLIMITED)
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__)), kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        pin(server.pid, SERVER_CORE)
        yield server.stdout.readline().strip(), server
    finally:
        server.terminate()
        server.communicate()


class LoadClient:
    """The load of phones, in a process of its own on the other core: see `phones.py`."""

    def __init__(self, mode: str, url: str, **settings: Any) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "phones.py"), mode, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        pin(self._process.pid, CLIENT_CORE)
        self.send(settings)

    def give_way(self) -> None:
        """Lets everything else go first: the phones stand for machines of their own."""
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 15)

    def send(self, message: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the load client ended")
        return json.loads(line)

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def pin(pid: int, core: int) -> None:
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        with suppress(OSError):
            for thread in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(thread.name), {core})


async def bare_app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers what a phone asks with as many bytes as the room would, and does nothing else."""
    if scope["type"] != "http":
        return
    path: str = scope["path"]
    if scope["method"] == "POST":
        await receive()
        await _answer(send, b'{"state":"saved","answer":["red"]}')
    elif path.endswith("/stream"):
        await receive()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/event-stream")],
            }
        )
        frame = b"id: 1\ndata: " + b"x" * FRAME_BYTES + b"\n\n"
        await send({"type": "http.response.body", "body": frame, "more_body": True})
        await receive()
    else:
        await _answer(send, b"x" * PAGE_BYTES, (b"set-cookie", b"pollkit=AAAAAAAAAAAAAAAAAAAAAA"))


async def _answer(send: Any, body: bytes, *more: tuple[bytes, bytes]) -> None:
    headers = [(b"content-length", b"%d" % len(body)), *more]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _serve_bare() -> None:
    from pollkit.live.limits import limits_from
    from pollkit.live.server import RoomServer, bind

    (listener,) = bind(["127.0.0.1"], 0)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/123456", flush=True)
    await RoomServer(bare_app, limits_from()).serve(sockets=[listener])


async def _serve_loop() -> None:
    """Whatever connects and asks gets a stream's start; each line on stdin is pushed to all."""
    connected: list[asyncio.Transport] = []
    frame = b'id: 9\ndata: {"html":"data-scene=\\"result\\"' + b"x" * FRAME_BYTES + b'"}\n\n'
    chunk = b"%x\r\n%b\r\n" % (len(frame), frame)

    class Connection(asyncio.Protocol):
        def connection_made(self, transport: Any) -> None:
            self.transport = transport

        def data_received(self, data: bytes) -> None:
            if b"/stream" in data:
                connected.append(self.transport)
                self.transport.write(
                    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                    b"f\r\nid: 1\ndata: {}\n\n\r\n"
                )
            else:
                self.transport.write(
                    b"HTTP/1.1 200 OK\r\nset-cookie: pollkit=A\r\ncontent-length: 0\r\n\r\n"
                )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=4096)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/123456", flush=True)

    def push() -> None:
        sys.stdin.readline()
        for transport in connected:
            transport.write(chunk)

    loop.add_reader(sys.stdin, push)
    await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run({"bare": _serve_bare, "loop": _serve_loop}[sys.argv[1]]())
