"""How a window finds the room's process: a small file in the workspace that only its owner can
read, with the address and the key of the control line."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from pollkit.store import Role, Workspace

NAME = "room.json"

# How long a control line that is alive may take to accept a call.
_CALL_TIMEOUT_S = 1.0

# sockaddr_un holds 104 bytes on macOS and 108 on Linux.
_LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True)
class RoomCard:
    """`launch` tells the start that it waits for from a leftover of an earlier one."""

    event_id: str
    address: str
    key: str
    launch: str

    def write(self, workspace: Path) -> None:
        """Replaces the card at once: whoever reads it sees the old one or the whole new one."""
        fresh = workspace / f"{NAME}.new"
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            json.dump(asdict(self), out)
        fresh.replace(workspace / NAME)


def read_card(workspace: Path) -> RoomCard | None:
    """The card of the room that runs or ran last in this workspace; None if there is none."""
    try:
        return RoomCard(**json.loads((workspace / NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def running_card(workspace: Path) -> RoomCard | None:
    """The card of the room that runs in this workspace now; None if none does, whatever a room that
    was killed, or that of the workspace this one is a copy of, has left."""
    card = read_card(workspace)
    return card if card is not None and Workspace.is_held(workspace, Role.ROOM) else None


def remove_card(workspace: Path, launch: str) -> None:
    card = read_card(workspace)
    if card is not None and card.launch == launch:
        (workspace / NAME).unlink(missing_ok=True)


def new_control_address() -> str:
    """A pipe or a socket file in a folder of its own, which only this user can enter."""
    if sys.platform == "win32":
        return rf"\\.\pipe\pollkit-{secrets.token_hex(8)}"
    folder = tempfile.mkdtemp(prefix="pollkit-")
    if len(folder) > _LONGEST_SOCKET_PATH:
        Path(folder).rmdir()
        folder = tempfile.mkdtemp(prefix="pollkit-", dir="/tmp")
    return str(Path(folder) / "control")


def remove_control_address(address: str) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        Path(address).unlink(missing_ok=True)
        Path(address).parent.rmdir()


def clear_away(card: RoomCard) -> None:
    """Removes what a killed room has left outside the workspace. What answers stays: the card may
    be a copy of another workspace's; so does what is no socket, for anyone may have written it."""
    if sys.platform == "win32" or not Path(card.address).is_socket():
        return
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(_CALL_TIMEOUT_S)
        try:
            caller.connect(card.address)
        except ConnectionRefusedError:
            remove_control_address(card.address)
        except OSError:
            return
