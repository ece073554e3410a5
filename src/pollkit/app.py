"""Builds and wires: the only place that knows everyone."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.cli import main as run_command_line
from pollkit.errors import LibraryMissing
from pollkit.i18n import _
from pollkit.usecases.ports import (
    Attendees,
    HallLink,
    NetworkInterface,
    RoomCheck,
    RoomLink,
    Wiring,
)

if TYPE_CHECKING:
    from uuid import UUID

    from pollkit.store import Workspace


def main(argv: Sequence[str] | None = None) -> int:
    if getattr(sys, "frozen", False):
        # In a bundle every child process runs this program again; here it learns that.
        import multiprocessing

        multiprocessing.freeze_support()
    return run_command_line(sys.argv[1:] if argv is None else argv, wiring())


def wiring() -> Wiring:
    """The parts, each imported only when it is used: `pollkit --help` needs none of them."""
    return Wiring(
        start_room=_start_room,
        find_room=_find_room,
        new_attendees=_new_attendees,
        list_interfaces=_list_interfaces,
        start_check=_start_check,
        serve_room=_serve_room,
        open_window=_open_window,
    )


def _start_room(workspace: Path, event_id: UUID, port: int = 0) -> RoomLink:
    from pollkit.live.start import start_room

    return start_room(workspace, event_id, port)


def _find_room(workspace: Path) -> UUID | None:
    from pollkit.live.running import running_room

    return running_room(workspace)


def _new_attendees() -> Attendees:
    from pollkit.live.attendees import PhoneCrowd

    return PhoneCrowd()


def _list_interfaces() -> tuple[NetworkInterface, ...]:
    from pollkit.live.addresses import list_interfaces

    return list_interfaces()


def _start_check(port: int | None, on_reached: Callable[[], None]) -> RoomCheck:
    from pollkit.live.network_check import NetworkCheck

    return NetworkCheck(port, on_reached)


def _open_hall(workspace: Workspace, wave_id: UUID, *, is_own_wifi: bool = False) -> HallLink:
    from pollkit.live.hall.hall import Hall

    return Hall(workspace, wave_id, is_own_wifi=is_own_wifi)


def _serve_room(argv: Sequence[str]) -> int:
    from pollkit.live.room_process import serve_room

    return serve_room(argv)


def _open_window(workspace: Path, language: str | None) -> int:
    try:
        from pollkit.desktop.application import run_window
    except ImportError as error:
        # Qt leaves OpenGL to the system, since it belongs to the graphics driver.
        library = re.match(r"(lib[^:\s]+\.so[.\d]*): cannot open shared object file", str(error))
        if library is None:
            raise
        raise LibraryMissing(_library_words(library[1])) from error
    return run_window(
        workspace, _start_room, _find_room, language, _start_check, _list_interfaces, _open_hall
    )


def _library_words(library: str) -> str:
    return _(
        "The window cannot open: {library} is not installed on this system. In PollKit's folder, "
        "`python3 installers/bootstrap.py run` installs it; or install libGL.so.1 and libEGL.so.1 "
        "(on Debian and Ubuntu: `sudo apt install libgl1 libegl1`)."
    ).format(library=library)
