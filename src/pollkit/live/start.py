"""Opens the room of an event: a process of its own, which outlives the window."""

from __future__ import annotations

import base64
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from pollkit.errors import (
    InstrumentProblem,
    NoNetworkAddress,
    PortTaken,
    RoomUnreachable,
    WorkspaceInUse,
)
from pollkit.i18n import _, current_language
from pollkit.live.addresses import list_interfaces, reachable_addresses
from pollkit.live.client import RoomClient
from pollkit.live.room_card import RoomCard, clear_away, read_card, running_card
from pollkit.live.server import bind
from pollkit.resources import own_program
from pollkit.store import Role, Workspace

_UP_WITHIN_S = 30.0
_LOG_LINES = 12


def start_room(
    workspace: Path, event_id: UUID, port: int = 0, *, addresses: Sequence[str] = ()
) -> RoomClient:
    """Implements `RoomStarter`. `addresses` are those to listen on instead of this machine's
    own; they are then not followed when the network changes.

    Raises:
        InstrumentProblem: a follow-up is asked, but answers are not tied.
        WorkspaceInUse: the room of another event runs in this workspace.
        PortTaken, NoNetworkAddress, RoomUnreachable: as `RoomStarter` says.
    """
    left_behind = read_card(workspace)
    running = _take_up(workspace, event_id)
    if running is not None:
        return running
    last_port = _last_port(workspace, event_id)
    sockets = _bind(addresses or _own_addresses(), port, last_port)
    launch = secrets.token_hex(16)
    try:
        process = _spawn(workspace, event_id, launch, addresses, sockets)
    finally:
        for listener in sockets:
            listener.close()
    link = _when_up(workspace, launch, process)
    if left_behind is not None:
        # That room was killed: it holds the workspace no more, or this one would not be up.
        clear_away(left_behind)
    return link


def _take_up(workspace: Path, event_id: UUID) -> RoomClient | None:
    """The link to the room that still runs for this event; None if none does."""
    card = running_card(workspace)
    if card is None:
        return None
    try:
        link = RoomClient(card)
    except RoomUnreachable:
        return None  # left behind by a room that was killed, while another one starts or hangs
    if card.event_id == str(event_id):
        return link
    link.leave()
    raise WorkspaceInUse(
        _("The room of another event is open. Close that room first, then open this one.")
    )


def _last_port(workspace: Path, event_id: UUID) -> int | None:
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        event = repos.events.get(event_id)
        if event.must_tie_answers and not event.answers_tied:
            raise InstrumentProblem(
                _("A follow-up needs each person's answers kept together. Turn that on first.")
            )
        return repos.rooms.last_port(event_id)


def _own_addresses() -> list[str]:
    addresses = [one.address for one in reachable_addresses(list_interfaces())]
    if not addresses:
        raise NoNetworkAddress(
            _("This computer is in no network. Join a Wi-Fi or open a hotspot, then try again.")
        )
    return addresses


def _bind(addresses: Sequence[str], port: int, last_port: int | None) -> list[socket.socket]:
    """The wanted port, or the event's last one so that its QR code still holds, or any."""
    if port or last_port is None:
        return bind(addresses, port)
    try:
        return bind(addresses, last_port)
    except PortTaken:
        return bind(addresses, 0)


def _spawn(
    workspace: Path,
    event_id: UUID,
    launch: str,
    addresses: Sequence[str],
    sockets: Sequence[socket.socket],
) -> subprocess.Popen[bytes]:
    command = [
        *own_program(),
        "room-process",
        f"--workspace={workspace}",
        f"--event={event_id}",
        f"--launch={launch}",
        f"--language={current_language()}",
        *(f"--address={address}" for address in addresses),
    ]
    if sys.platform == "win32":
        return _spawn_on_windows(command, sockets)
    descriptors = [listener.fileno() for listener in sockets]
    return subprocess.Popen(  # noqa: S603 - this very program
        [*command, *(f"--socket={descriptor}" for descriptor in descriptors)],
        pass_fds=descriptors,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a closed terminal or a killed window must not end the room
    )


def _spawn_on_windows(
    command: Sequence[str], sockets: Sequence[socket.socket]
) -> subprocess.Popen[bytes]:
    if sys.platform != "win32":
        raise NotImplementedError
    process = subprocess.Popen(  # noqa: S603 - this very program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=subprocess.DETACHED_PROCESS
        | subprocess.CREATE_NEW_PROCESS_GROUP
        | subprocess.CREATE_BREAKAWAY_FROM_JOB,
    )
    assert process.stdin is not None
    shared = b" ".join(base64.b64encode(one.share(process.pid)) for one in sockets)
    process.stdin.write(shared + b"\n")
    process.stdin.close()
    return process


def _when_up(workspace: Path, launch: str, process: subprocess.Popen[bytes]) -> RoomClient:
    deadline = time.monotonic() + _UP_WITHIN_S
    while time.monotonic() < deadline:
        card = _card_of(workspace, launch)
        if card is not None:
            link = RoomClient(card)
            _let_go(process)
            return link
        if process.poll() is not None:
            break
        time.sleep(0.02)
    if process.poll() is None:
        process.terminate()
        process.wait(5)
    raise RoomUnreachable(
        _("The room could not be opened. The end of its log says:\n{log}").format(
            log=_end_of_log(workspace)
        )
    )


def _card_of(workspace: Path, launch: str) -> RoomCard | None:
    card = read_card(workspace)
    return card if card is not None and card.launch == launch else None


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """The room may outlive this process; if it ends earlier, a thread takes note of its end."""
    import threading

    threading.Thread(target=process.wait, name="room-end", daemon=True).start()


def _end_of_log(workspace: Path) -> str:
    try:
        lines = (workspace / "room.log").read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return _("(it wrote none)")
    return "\n".join(lines[-_LOG_LINES:])
