"""Whether this database is still the one that this device wrote last.

A sentinel file beside the database holds the epoch and the last sequence of each stream. A database
that is behind it was restored from a backup, one on another machine was copied: either way its
next operations must not take sequence numbers that were given away, so they start a new epoch.

The sentinel is written on both sides of a commit. Before it, it announces the new sequences and
keeps the old ones: a commit that failed, or that a crash cut off, is no restored backup. After it,
and before anyone is told, it confirms them: from then on nothing older is taken for this database.
"""

from __future__ import annotations

import hashlib
import json
import platform
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from pollkit.domain.devices import Device
from pollkit.store.connection import raw_driver
from pollkit.store.files import write_durably
from pollkit.store.ledger import Ledger, Project
from pollkit.store.operations import Here, OperationLog
from pollkit.store.repositories.devices import DeviceRepository
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import HereRow, StreamRow


@dataclass(frozen=True)
class Mark:
    """What the sentinel says: `heads` is stream -> last sequence, `before` the one before a commit
    that was announced and not confirmed."""

    epoch: str
    machine: str
    heads: Mapping[str, int]
    before: Mapping[str, int]

    @property
    def is_of_nothing(self) -> bool:
        """Whether it announces a database's very first commit and nothing else."""
        return all(self.before.get(stream) == 0 for stream in self.heads)


class Sentinel:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Mark | None:
        """None if there is none, or none that can be read."""
        try:
            content = json.loads(self._path.read_bytes())
            return Mark(
                content["epoch"],
                content["machine"],
                dict(content["heads"]),
                dict(content.get("before", {})),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def announce(self, connection: Connection, epoch: str, before: Mapping[str, int]) -> None:
        """Called before the commit, within its transaction; `before` is stream -> sequence at the
        transaction's begin, of the streams that it lengthens."""
        self._write(connection, epoch, before)

    def confirm(self, connection: Connection, epoch: str) -> None:
        """Called after the commit. Takes the write lock for a moment: another process may have
        announced the next commit meanwhile, which says as much about this one."""
        raw = raw_driver(connection)
        raw.execute("BEGIN IMMEDIATE")
        try:
            mark = self.read()
            if mark is not None and mark.epoch == epoch and mark.before:
                self._write(connection, epoch, {})
        finally:
            raw.execute("ROLLBACK")

    def _write(self, connection: Connection, epoch: str, before: Mapping[str, int]) -> None:
        content = {
            "epoch": epoch,
            "machine": _machine(),
            "heads": _heads(connection, epoch),
            "before": dict(before),
        }
        write_durably(self._path, json.dumps(content, sort_keys=True).encode())


def settle_epoch(
    connection: Connection,
    sentinel: Sentinel,
    clock: Callable[[], datetime],
    project: Project,
) -> Here:
    """Which device writes here, in a new epoch if the database is not where the sentinel left it.

    Needs a write transaction, and the sentinel's `confirm` after its commit.
    """
    row = find(connection, HereRow)
    mark = sentinel.read()
    if row is not None and mark is not None and _is_continued(connection, row, mark):
        return Here(row.workspace_id, row.device_id, row.epoch)
    here = Here(
        workspace_id=uuid7() if row is None else row.workspace_id,
        device_id=uuid4() if row is None else row.device_id,
        epoch=secrets.token_hex(8),
    )
    put(
        connection,
        HereRow,
        id=1,
        workspace_id=here.workspace_id,
        device_id=here.device_id,
        epoch=here.epoch,
    )
    log = OperationLog(connection, here, clock)
    label = platform.node() or "?"
    DeviceRepository(Ledger(connection, clock, project, log)).save(
        Device(here.device_id, here.epoch, label)
    )
    sentinel.announce(connection, here.epoch, log.before)
    return here


def _is_continued(connection: Connection, row: Any, mark: Mark) -> bool:
    if mark.epoch != row.epoch or mark.machine != _machine():
        return False
    at = _heads(connection, row.epoch)
    committed = {**mark.heads, **mark.before}
    return all(at.get(stream, 0) >= seq for stream, seq in committed.items())


def _heads(connection: Connection, epoch: str) -> dict[str, int]:
    return {s.stream: s.contiguous for s in find_all(connection, StreamRow, epoch=epoch)}


def _machine() -> str:
    """A mark of this machine that tells nothing about it; "" where the system has no id."""
    identity = _machine_identity()
    return hashlib.sha256(f"pollkit {identity}".encode()).hexdigest()[:16] if identity else ""


def _machine_identity() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            return Path(path).read_text().strip()
        except OSError:
            continue
    return ""
