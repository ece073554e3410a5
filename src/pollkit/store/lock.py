"""One window and one room for each workspace: locks of the operating system.

They end with the process that holds them, however it ends.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime
from enum import StrEnum
from io import FileIO
from pathlib import Path

from pollkit.errors import WorkspaceInUse
from pollkit.i18n import _

# Windows forbids others to read locked bytes: the lock lies far behind the text that tells who.
_LOCKED_BYTE = 1 << 30


class Role(StrEnum):
    """Who opens it. One window and one room may write at the same time; readers take no lock."""

    WINDOW = "window"
    ROOM = "room"
    READER = "reader"


class FileLock:
    """Held from `take` to `release`, or to the end of the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None

    def try_take(self, *, creates: bool = True) -> bool:
        """False if another process, or another part of this one, holds it."""
        file = self._path.open("a+b" if creates else "r+b", buffering=0)
        try:
            if not _lock(file):
                file.close()
                return False
            held = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
            file.truncate(0)
            file.write(json.dumps(held).encode())
        except BaseException:
            file.close()
            raise
        self._file = file
        return True

    def take(self, timeout_s: float) -> bool:
        """Waits for it; False if it stayed taken."""
        deadline = time.monotonic() + timeout_s
        while not self.try_take():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def in_use(self) -> WorkspaceInUse:
        """The error for the one who came second: it says who was first."""
        try:
            held = json.loads(self._path.read_bytes())
            pid, since = int(held["pid"]), datetime.fromisoformat(held["since"]).astimezone()
        except (OSError, ValueError, KeyError, TypeError):
            return WorkspaceInUse(
                _("Another PollKit has this workspace open. Close it first, or go on there.")
            )
        return WorkspaceInUse(
            _(
                "Another PollKit has had this workspace open since {since} (process {pid})."
                " Close it first, or go on there."
            ).format(since=since.strftime("%Y-%m-%d %H:%M"), pid=pid)
        )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: FileIO) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _lock(file: FileIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
