"""A workspace: a folder with one database, its backups and its locks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.backups import back_up
from pollkit.store.connection import reading_engine, writing_engine
from pollkit.store.epochs import Sentinel, settle_epoch
from pollkit.store.faults import as_fault
from pollkit.store.ledger import Ledger
from pollkit.store.lock import FileLock
from pollkit.store.operations import ChainBreak, Here, OperationLog, chain_breaks
from pollkit.store.projection import project_operation, rebuild_projection
from pollkit.store.repositories import Repositories
from pollkit.store.schema import NEWEST, examine, upgrade
from pollkit.store.topics import OnTopics, Subscribers
from pollkit.store.writer import Writer

T = TypeVar("T")

# How long a start waits for another one that is just upgrading the same workspace.
UPGRADE_TIMEOUT_S = 60.0


class Role(StrEnum):
    """Who opens it. One window and one room may write at the same time; readers take no lock."""

    WINDOW = "window"
    ROOM = "room"
    READER = "reader"


def utc_now() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """Made by `Workspace.open`."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._subscribers = Subscribers()
        self._readers = reading_engine(self.database)
        self._writer: Writer | None = None
        self._lock: FileLock | None = None

    @classmethod
    def open(cls, path: Path, role: Role, clock: Callable[[], datetime] = utc_now) -> Workspace:
        """Opens the workspace in this folder; makes it first if there is none (not for readers).

        Raises:
            NotFound: a reader found no workspace.
            WorkspaceInUse: another program has it open in this role.
            WorkspaceTooNew, WorkspaceDamaged, WorkspaceReadOnly, WorkspaceBusy, DiskFull
        """
        workspace = cls(path, clock)
        try:
            if role is Role.READER:
                workspace._open_to_read()
            else:
                workspace._open_to_write(role)
        except BaseException as error:
            workspace.close()
            fault = as_fault(error)
            if fault is None or fault is error:
                raise
            raise fault from error
        return workspace

    @property
    def database(self) -> Path:
        return self.path / "workspace.sqlite"

    def write(self, work: Callable[[Repositories], T]) -> Future[T]:
        """Has the writing thread do this; the future is done once it is on disk.

        A work that raises changes nothing and fails alone. Where the commit itself fails, nothing
        of it is stored and the same work can be handed in again.
        """
        if self._writer is None:
            raise RuntimeError("this workspace is open for reading only")
        return self._writer.submit(work)

    @contextmanager
    def read(self) -> Iterator[Repositories]:
        """The workspace as it is at this moment, for any thread, until the block ends."""
        try:
            with self._readers.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                try:
                    yield Repositories(Ledger(connection, self._clock, project_operation))
                finally:
                    connection.exec_driver_sql("ROLLBACK")
        except Exception as error:
            fault = as_fault(error)
            if fault is None or fault is error:
                raise
            raise fault from error

    def subscribe(self, on_topics: OnTopics) -> Callable[[], None]:
        """Calls back from the writing thread after commits; returns the undo."""
        return self._subscribers.add(on_topics)

    def backup(self) -> Path:
        """Copies the database into `backups/` and returns the copy. It has no votes of a question
        that is open at this moment: a copy would outlive the sealing."""
        try:
            return back_up(self.database, self.path / "backups", self._clock())
        except Exception as error:
            raise as_fault(error) or error from error

    def verify(self) -> tuple[ChainBreak, ...]:
        """Walks the operation log; empty = nothing is missing and nothing was changed."""
        with self._readers.connect() as connection:
            return chain_breaks(connection)

    def rebuild(self) -> int:
        """Makes the tables anew from the operation log; how many operations there were."""
        return self.write(_rebuild).result()

    def close(self) -> None:
        """Finishes what waits to be written, then lets go of the files."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._readers.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _open_to_read(self) -> None:
        if examine(self.database) == 0:
            raise NotFound(_("There is no workspace in this folder yet."))

    def _open_to_write(self, role: Role) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        gate = FileLock(self.path / "upgrade.lock")
        if not gate.take(UPGRADE_TIMEOUT_S):
            raise gate.in_use()
        try:
            self._lock = self._take_role(role)
            engine = writing_engine(self.database)
            version = examine(self.database)
            if version < NEWEST:
                self._check_nobody_else(role)
            if 0 < version < NEWEST:
                back_up(self.database, self.path / "backups", self._clock(), with_votes=True)
            sentinel = Sentinel(self.path / "epoch.json")
            with engine.connect() as connection:
                here = self._prepare(connection, version, sentinel)
        finally:
            gate.release()
        self._writer = Writer(
            engine,
            lambda connection: self._ledger(connection, here),
            lambda heads: sentinel.raise_to(here.epoch, heads),
            self._subscribers,
        )

    def _take_role(self, role: Role) -> FileLock:
        lock = FileLock(self.path / f"{role.value}.lock")
        if not lock.try_take():
            raise lock.in_use()
        return lock

    def _check_nobody_else(self, role: Role) -> None:
        other = Role.ROOM if role is Role.WINDOW else Role.WINDOW
        self._take_role(other).release()

    def _prepare(self, connection: Connection, version: int, sentinel: Sentinel) -> Here:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            if version < NEWEST:
                upgrade(connection)
            here = settle_epoch(connection, sentinel, self._clock, project_operation)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            raw: Any = connection.connection.driver_connection
            if raw.in_transaction:
                connection.exec_driver_sql("ROLLBACK")
            raise
        return here

    def _ledger(self, connection: Connection, here: Here) -> tuple[Ledger, OperationLog]:
        log = OperationLog(connection, here, self._clock)
        return Ledger(connection, self._clock, project_operation, log), log


def _rebuild(repositories: Repositories) -> int:
    return rebuild_projection(repositories.connection)
