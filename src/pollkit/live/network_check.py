"""A door for one phone, open only while the room's network is checked."""

from __future__ import annotations

import html
import json
import secrets
import socket
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pollkit.errors import PortTaken
from pollkit.i18n import _, current_language, direction, speaking
from pollkit.live.addresses import is_tunnel, list_interfaces
from pollkit.live.neighbours import neighbours
from pollkit.live.server import bind
from pollkit.usecases.room_check import NetworkFacts


class NetworkCheck:
    """Implements `RoomCheck`: listens on every network until it is closed.

    That it listens makes the operating system ask its question about the firewall now, and not
    before the audience.
    """

    def __init__(self, port: int | None = None, on_reached: Callable[[], None] = lambda: None):
        """`on_reached` is called from a thread, whenever a network was reached for the first time.

        Args:
            port: the one that the room would take; None = any.
        """
        self._code = secrets.token_urlsafe(6)
        self._language = current_language()
        self._on_reached = on_reached
        self._reached: set[str] = set()
        self._interfaces = tuple(one for one in list_interfaces() if not one.is_loopback)
        self._is_port_taken = False
        self._servers: list[_Door] = []
        self._threads: list[threading.Thread] = []
        self.port = 0
        if self._interfaces:
            self._listen([one.address for one in self._interfaces], port or 0)

    def url(self, address: str) -> str:
        return f"http://{address}:{self.port}/{self._code}"

    @property
    def facts(self) -> NetworkFacts:
        return NetworkFacts(
            interfaces=self._interfaces,
            reached=frozenset(self._reached),
            tunnels=tuple(one.name for one in self._interfaces if is_tunnel(one)),
            heard=neighbours(),
            port=self.port,
            is_port_taken=self._is_port_taken,
        )

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers.clear()

    def note(self, address: str) -> None:
        if address not in self._reached:
            self._reached.add(address)
            self._on_reached()

    def page(self, reached: str) -> str:
        """Says that it worked, and tries the other networks by itself."""
        others = [self.url(one.address) + "/too" for one in self._interfaces]
        with speaking(self._language):
            says = _("This phone reaches the laptop. You can close this page.")
            name = next((i.name for i in self._interfaces if i.address == reached), reached)
            by = _("Network: {name}").format(name=name)
        script = f"for(const u of {json.dumps(others)})fetch(u,{{mode:'no-cors'}}).catch(()=>0)"
        return (
            f'<!doctype html><html lang="{self._language}" dir="{direction(self._language)}">'
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f'<title>PollKit</title><body style="font:20px system-ui;padding:2em">'
            f'<p style="font-size:3em;margin:0;color:#1E6B3A">✓</p><h1>{html.escape(says)}</h1>'
            f"<p>{html.escape(by)}</p><script>{script}</script>"
        )

    def _listen(self, addresses: Sequence[str], port: int) -> None:
        try:
            listeners = bind(addresses, port)
        except PortTaken:
            self._is_port_taken = True
            listeners = bind(addresses, 0)
        self.port = listeners[0].getsockname()[1]
        for listener in listeners:
            server = _Door(self, listener, self._code)
            thread = threading.Thread(
                target=server.serve_forever, args=(0.1,), name="network-check", daemon=True
            )
            thread.start()
            self._servers.append(server)
            self._threads.append(thread)


class _Door(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, check: NetworkCheck, listener: socket.socket, code: str) -> None:
        super().__init__(listener.getsockname(), _Answer, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.check = check
        self.code = code

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that hangs up is no fault."""


class _Answer(BaseHTTPRequestHandler):
    timeout = 5
    server: _Door

    def do_GET(self) -> None:
        address, code = self.connection.getsockname()[0], self.server.code
        if self.path not in (f"/{code}", f"/{code}/too"):
            self.send_error(404)
            return
        self.server.check.note(address)
        body = self.server.check.page(address).encode() if self.path == f"/{code}" else b""
        self.send_response(200 if body else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Nobody's address is written down."""
