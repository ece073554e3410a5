"""A hall that is open: its server runs in a thread of the window's process.

Unlike a room it has no projector to keep smooth and no thousand phones, and every answer is a draft
on disk before the phone is told. Should the window die, the phones keep what had no answer; the
hall that is opened again has the same key, PIN and port, and they go on by themselves.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from uuid import UUID

from pollkit.errors import NoNetworkAddress, NotAllowedNow, PortTaken
from pollkit.i18n import _
from pollkit.live.addresses import (
    hosts_of,
    join_addresses,
    list_interfaces,
    reachable_addresses,
)
from pollkit.live.hall.app import HallApp
from pollkit.live.hall.desk import HallDesk
from pollkit.live.hall.page import screen
from pollkit.live.hall.seal import HallKey
from pollkit.live.limits import limits_from
from pollkit.live.server import RoomServer, bind
from pollkit.resources import sealing_library
from pollkit.store import Workspace
from pollkit.usecases.ports import HallCount

log = logging.getLogger(__name__)

NAME = "hall.json"


@dataclass(frozen=True)
class _Secret:
    """What a hall has again after a crash. Kept in a file that only its owner reads, until the hall
    is closed."""

    wave_id: str
    key: str
    pin: str
    port: int


class Hall:
    """Implements `HallLink`."""

    def __init__(
        self,
        workspace: Workspace,
        wave_id: UUID,
        *,
        is_own_wifi: bool = False,
        addresses: Sequence[str] = (),
    ) -> None:
        """
        Args:
            is_own_wifi: somebody has confirmed that the Wi-Fi is the project's own and has a
                password.
            addresses: to listen on instead of this machine's own.
        Raises:
            NotAllowedNow: the questionnaire is sensitive and the Wi-Fi is not confirmed; or the
                library that seals is not installed.
            NoNetworkAddress, PortTaken
        """
        library = _library()
        with workspace.read() as repos:
            wave = repos.waves.get(wave_id)
            instrument = repos.instruments.get(wave.instrument_version)
        if instrument.is_sensitive and not is_own_wifi:
            raise NotAllowedNow(
                _(
                    "These questions are sensitive. On phones they may be asked only in the "
                    "project’s own Wi-Fi with a password. In any other network use this computer "
                    "as a kiosk, an interview or paper."
                )
            )
        self._workspace = workspace
        known = _read(workspace.path, wave_id)
        key = HallKey(None if known is None else base64.b64decode(known.key))
        self._pin = known.pin if known else f"{secrets.randbelow(1_000_000):06}"
        sockets = _bind(addresses or _own_addresses(), known.port if known else 0)
        self._port = sockets[0].getsockname()[1]
        secret = _Secret(str(wave_id), base64.b64encode(key.secret).decode(), self._pin, self._port)
        _write(workspace.path, secret)
        self.fragment = key.fragment
        pictures = lru_cache(maxsize=256)(partial(_picture, workspace))
        self._desk = HallDesk(
            workspace, wave_id, key, lambda view: screen(view, self._pin, pictures)
        )
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="hall")
        limits = limits_from()
        self._app = HallApp(
            self._desk, str(wave_id), self._pin, instrument.languages, library, limits, self._worker
        )
        self._app.on_news = self._tell
        self._watchers: list[Callable[[HallCount], None]] = []
        self._addresses = frozenset(one.getsockname()[0] for one in sockets)
        self._app.hosts = frozenset(
            host for address in self._addresses for host in hosts_of(address, self._port)
        )
        self._server = RoomServer(self._app, limits)
        self._thread = threading.Thread(
            target=self._serve, args=(sockets,), name="hall-server", daemon=True
        )
        self._thread.start()

    @property
    def urls(self) -> tuple[str, ...]:
        """What the codes lead to, best first: with the key, which no network carries."""
        found = join_addresses(self._addresses, self._port, self._pin)
        return tuple(f"{one.url}#{self.fragment}" for one in found)

    @property
    def spoken(self) -> tuple[str, ...]:
        """The addresses that can be read out; who types them is told to scan the code."""
        return tuple(one.spoken for one in join_addresses(self._addresses, self._port, self._pin))

    @property
    def count(self) -> HallCount:
        return self._desk.count

    def watch(self, on_count: Callable[[HallCount], None]) -> None:
        """Calls back from the server's thread when somebody came or answered."""
        self._watchers.append(on_count)

    def leave(self) -> None:
        """Stops listening after the last answer; a hall that is opened later goes on with every
        phone."""
        self._server.should_exit = True
        self._thread.join()
        self._worker.shutdown(wait=True)

    def close(self) -> None:
        """Leaves, and parts the phones from their responses for good; drafts stay drafts."""
        self.leave()
        self._desk.close()
        (self._workspace.path / NAME).unlink(missing_ok=True)

    def _serve(self, sockets: list[socket.socket]) -> None:
        asyncio.run(self._server.serve(sockets=sockets))

    def _tell(self) -> None:
        count = self._desk.count
        for on_count in self._watchers:
            on_count(count)


def _library() -> bytes:
    path = sealing_library()
    if path is None:
        raise NotAllowedNow(
            _(
                "What seals answers on phones is not installed. Set PollKit up again while there is"
                " internet, or use the kiosk, an interview or paper."
            )
        )
    return path.read_bytes()


def _own_addresses() -> list[str]:
    found = [one.address for one in reachable_addresses(list_interfaces())]
    if not found:
        raise NoNetworkAddress(
            _("This computer is in no network. Join a Wi-Fi or open a hotspot, then try again.")
        )
    return found


def _bind(addresses: Sequence[str], port: int) -> list[socket.socket]:
    if port:
        with contextlib.suppress(PortTaken):
            return bind(addresses, port)
    return bind(addresses, 0)


def _read(folder: Path, wave_id: UUID) -> _Secret | None:
    try:
        secret = _Secret(**json.loads((folder / NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return secret if secret.wave_id == str(wave_id) else None


def _write(folder: Path, secret: _Secret) -> None:
    fresh = folder / f"{NAME}.new"
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(secret.__dict__, out)
    fresh.replace(folder / NAME)


def _picture(workspace: Workspace, name: str) -> str:
    """A picture inside the sealed page; "" = it is not there any more."""
    try:
        content = workspace.attachments.path(name).read_bytes()
    except (OSError, ValueError):
        return ""
    kind = {b"\x89": "png", b"\xff": "jpeg"}.get(content[:1], "webp")
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
