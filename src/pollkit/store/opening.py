"""What happens before a workspace can be written: locks, checks, migrations, the epoch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.attachments import Attachments
from pollkit.store.backups import back_up
from pollkit.store.connection import raw_driver, writing_engine
from pollkit.store.epochs import Sentinel, settle_epoch
from pollkit.store.faults import damaged
from pollkit.store.ledger import Ledger
from pollkit.store.lock import FileLock, Role
from pollkit.store.operations import Here, OperationLog
from pollkit.store.projection import project_operation
from pollkit.store.schema import NEWEST, examine, upgrade
from pollkit.store.topics import Subscribers
from pollkit.store.writer import Writer

# How long a start waits for another one that is just upgrading the same workspace.
GATE_TIMEOUT_S = 60.0

Clock = Callable[[], datetime]


def open_to_write(
    folder: Path, database: Path, role: Role, clock: Clock, subscribers: Subscribers
) -> tuple[FileLock, Writer]:
    """The role's lock, and the thread that writes. Makes or upgrades the database first.

    Only one program at a time goes through the gate; so whoever holds the other role's lock is
    one that works, not one that starts.
    """
    _make_folder(folder)
    gate = FileLock(folder / "upgrade.lock")
    if not gate.take(GATE_TIMEOUT_S):
        raise gate.in_use()
    try:
        lock = _take_lock(folder, role)
        try:
            return lock, _open_behind_gate(folder, database, role, clock, subscribers)
        except BaseException:
            lock.release()
            raise
    finally:
        gate.release()


def _open_behind_gate(
    folder: Path, database: Path, role: Role, clock: Clock, subscribers: Subscribers
) -> Writer:
    sentinel = Sentinel(folder / "epoch.json")
    version = examine(database)
    if version == 0 and database.exists():
        mark = sentinel.read()
        if mark is not None and not mark.is_of_nothing:
            # An emptied file is not a new one. (One that was taken away on purpose is, and so is
            # one whose very first start was cut short.)
            raise damaged()
    if version < NEWEST:
        _take_lock(folder, Role.ROOM if role is Role.WINDOW else Role.WINDOW).release()
    if 0 < version < NEWEST:
        Attachments(folder / "attachments").copy_to(folder / "backups" / "attachments")
        back_up(database, folder / "backups", clock(), with_votes=True)
    engine = writing_engine(database)
    with engine.connect() as connection:
        here = _prepare(connection, version, sentinel, clock)

    def open_ledger(connection: Connection) -> tuple[Ledger, OperationLog]:
        log = OperationLog(connection, here, clock)
        return Ledger(connection, clock, project_operation, log), log

    return Writer(engine, open_ledger, sentinel, subscribers)


def _prepare(connection: Connection, version: int, sentinel: Sentinel, clock: Clock) -> Here:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        if version < NEWEST:
            upgrade(connection)
        # A write even if there is nothing to do: a file that cannot be written is found out now,
        # not when somebody has answered.
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST}")
        here = settle_epoch(connection, sentinel, clock, project_operation)
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if raw_driver(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")
        raise
    sentinel.confirm(connection, here.epoch)
    return here


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise NotFound(_("This is a file, not a folder. Choose another place.")) from error


def _take_lock(folder: Path, role: Role) -> FileLock:
    lock = FileLock(folder / f"{role.value}.lock")
    if not lock.try_take():
        raise lock.in_use()
    return lock
