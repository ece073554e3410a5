"""Whether this database is still the one that this device wrote last.

A sentinel file beside the database holds the epoch and the last sequence of each stream. A database
that is behind it was restored from a backup, one on another machine was copied: either way its
next operations must not take sequence numbers that were given away, so they start a new epoch.
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
from pollkit.store.files import write_durably
from pollkit.store.ledger import Ledger, Project
from pollkit.store.operations import Here, OperationLog
from pollkit.store.repositories.devices import DeviceRepository
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import HereRow, StreamRow


@dataclass(frozen=True)
class Mark:
    """What the sentinel says: `heads` is stream -> last sequence."""

    epoch: str
    machine: str
    heads: Mapping[str, int]


class Sentinel:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Mark | None:
        """None if there is none, or none that can be read."""
        try:
            content = json.loads(self._path.read_bytes())
            return Mark(content["epoch"], content["machine"], dict(content["heads"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def raise_to(self, epoch: str, heads: Mapping[str, int]) -> None:
        """Called before the commit, under the database's write lock: the mark may run ahead of a
        commit that fails (then at worst an epoch is wasted), but never stay behind one."""
        mark = self.read()
        known = dict(mark.heads) if mark is not None and mark.epoch == epoch else {}
        content = {"epoch": epoch, "machine": _machine(), "heads": {**known, **heads}}
        write_durably(self._path, json.dumps(content, sort_keys=True).encode())


def settle_epoch(
    connection: Connection,
    sentinel: Sentinel,
    clock: Callable[[], datetime],
    project: Project,
) -> Here:
    """Which device writes here, in a new epoch if the database is not where the sentinel left it.

    Needs a write transaction.
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
    sentinel.raise_to(here.epoch, log.heads)
    return here


def _is_continued(connection: Connection, row: Any, mark: Mark) -> bool:
    if mark.epoch != row.epoch or mark.machine != _machine():
        return False
    at = {s.stream: s.contiguous for s in find_all(connection, StreamRow, epoch=row.epoch)}
    return all(at.get(stream, 0) >= seq for stream, seq in mark.heads.items())


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
