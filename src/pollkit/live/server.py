"""uvicorn with what a room needs besides: deadlines, a cap for each address, sockets that come
and go with the machine's addresses."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pollkit.errors import PortTaken
from pollkit.i18n import _
from pollkit.live.limits import LONGEST_HEADERS, LONGEST_URL, MOST_HEADERS, RoomLimits

log = logging.getLogger(__name__)

# Two hundred phones join within seconds; the system cuts this to its own maximum.
BACKLOG = 4096

_PIPELINED = 16


class Gate:
    """Counts the open connections of one room, by address."""

    def __init__(self, limits: RoomLimits) -> None:
        self.limits = limits
        self._by_address: Counter[str] = Counter()
        self._open = 0

    def admit(self, address: str) -> bool:
        if self._open >= self.limits.connections:
            return False
        if self._by_address[address] >= self.limits.connections_per_address:
            return False
        self._open += 1
        self._by_address[address] += 1
        return True

    def release(self, address: str) -> None:
        self._open -= 1
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]


class RoomProtocol(HttpToolsProtocol):
    """HTTP/1.1 on one connection, with the limits that uvicorn 0.54 lacks.

    It has no deadline for headers (150 half-open connections shut a room), no cap of connections
    for an address and none for the size of headers.
    """

    gate: Gate  # set on the subclass that `serve` makes

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # None between two requests; else when the one under way has begun.
        self.began: float | None = self.loop.time()
        self.in_body = False
        self._header_bytes = 0
        self._address = self.client[0] if self.client else ""
        self._is_admitted = self.gate.admit(self._address)
        if not self._is_admitted:
            self._refuse(503, "Too many connections from this address.")

    def connection_lost(self, exc: Exception | None) -> None:
        if self._is_admitted:
            self._is_admitted = False
            self.gate.release(self._address)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if not self.in_body:
            self._header_bytes += len(data)
        super().data_received(data)
        # What came in one piece with the end of the headers is cut by the checks of their number;
        # what never ends is cut here.
        if not self.in_body and self._header_bytes > LONGEST_HEADERS:
            self._refuse(431, "The request's headers are too large.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.began = self.loop.time()

    def on_headers_complete(self) -> None:
        self.in_body = True
        self._header_bytes = 0
        if self.transport.is_closing():
            return
        if len(self.url) > LONGEST_URL:
            self._refuse(414, "The address is too long.")
        elif len(self.headers) > MOST_HEADERS:
            self._refuse(431, "The request has too many headers.")
        elif len(self.pipeline) >= _PIPELINED:
            self._refuse(429, "Too many requests at once.")
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if self.cycle is not None and not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        self.in_body = False
        self.began = None
        if self.cycle is not None and not self.transport.is_closing():
            super().on_message_complete()

    def is_overdue(self, now: float) -> bool:
        if self.began is None:
            return False
        allowed = self.gate.limits.request_deadline_s * (2 if self.in_body else 1)
        return now - self.began > allowed

    def _refuse(self, status: int, why: str) -> None:
        if self.transport.is_closing():
            return
        body = why.encode()
        self.transport.write(
            b"HTTP/1.1 %d Refused\r\ncontent-type: text/plain; charset=utf-8\r\n"
            b"content-length: %d\r\nconnection: close\r\n\r\n%b" % (status, len(body), body)
        )
        self.transport.close()


class RoomServer(uvicorn.Server):
    """Serves one application on sockets that may change while it runs."""

    def __init__(self, app: Any, limits: RoomLimits) -> None:
        self.limits = limits
        self.gate = Gate(limits)
        super().__init__(_server_settings(app, self.gate))
        self._listening: dict[str, tuple[socket.socket, asyncio.Server]] = {}
        self._sweep: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        # uvicorn raises the signal again once it has stopped, which would end the process before
        # the votes that wait are on disk. The room's process has its own.
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=[])
        for listener in sockets or []:
            await self.listen(listener)
        self._sweep = asyncio.create_task(self._close_overdue())

    async def listen(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self._new_connection, sock=listener, backlog=BACKLOG)
        self._listening[listener.getsockname()[0]] = (listener, server)
        self.servers.append(server)

    def forget(self, address: str) -> None:
        """Stops listening on an address that the machine has lost."""
        _listener, server = self._listening.pop(address)
        server.close()
        self.servers.remove(server)

    @property
    def listening_on(self) -> frozenset[str]:
        return frozenset(self._listening)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._sweep is not None:
            self._sweep.cancel()
        await super().shutdown(sockets=[listener for listener, _ in self._listening.values()])

    def _new_connection(self) -> asyncio.Protocol:
        protocol: Callable[..., asyncio.Protocol] = cast(Any, self.config.http_protocol_class)
        return protocol(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )

    async def _close_overdue(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            # One look at all connections twice a second costs less than a timer for each request.
            await asyncio.sleep(min(0.5, self.limits.request_deadline_s / 4))
            now = loop.time()
            overdue = [
                connection
                for connection in self.server_state.connections
                if isinstance(connection, RoomProtocol) and connection.is_overdue(now)
            ]
            for connection in overdue:
                connection.transport.abort()
            if overdue:
                log.info("closed %d connections that did not finish their request", len(overdue))


def bind(addresses: Iterable[str], port: int) -> list[socket.socket]:
    """Sockets that listen already, on one port at each address; `port` 0 takes any free one.

    Raises:
        PortTaken: another program listens on the wanted port.
    """
    for _attempt in range(20):
        bound: list[socket.socket] = []
        try:
            for address in addresses:
                taken = bound[0].getsockname()[1] if bound else port
                bound.append(_listen(address, taken))
        except OSError as fault:
            for one in bound:
                one.close()
            if port:
                raise PortTaken(
                    _(
                        "Port {port} is in use by another program. Close that program, or choose "
                        "another port."
                    ).format(port=port)
                ) from fault
            continue  # free at the first address, taken at another
        return bound
    raise PortTaken(_("No free port was found. Close some programs and try again."))


def allow_many_files() -> None:
    """Each phone holds two or three connections; macOS allows 256 files by default."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 20_000 if hard == resource.RLIM_INFINITY else min(20_000, hard)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _listen(address: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There, SO_REUSEADDR would let another program take the room's port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Else a restarted room could not have its port for a minute (TIME_WAIT).
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _server_settings(app: Any, gate: Gate) -> uvicorn.Config:
    protocol = type("GatedRoomProtocol", (RoomProtocol,), {"gate": gate})
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # it would write who asked for what
        server_header=False,
        date_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=int(gate.limits.keep_alive_s),
        # Open event streams never end by themselves: without this, stopping would take for ever.
        timeout_graceful_shutdown=1,
    )
