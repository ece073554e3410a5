"""A workspace: a folder with one database, its pictures, its backups and its locks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.attachments import Attachments
from pollkit.store.backups import Erased, back_up, erase_in_copies
from pollkit.store.connection import reading_engine
from pollkit.store.faults import as_fault, database_fault, faults_from
from pollkit.store.ledger import Ledger
from pollkit.store.lock import FileLock, Role
from pollkit.store.repositories import Repositories
from pollkit.store.schema import examine
from pollkit.store.topics import OnTopics, Subscribers

# The rest of the store is imported when a workspace is opened: with SQLAlchemy and SQLModel it
# takes half a second, and the window has something to show before.
if TYPE_CHECKING:
    from pollkit.store.link_keys import LinkKeys
    from pollkit.store.operations import ChainBreak
    from pollkit.store.writer import Writer

T = TypeVar("T")


def utc_now() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """Made by `Workspace.open`."""

    def __init__(self, path: Path, role: Role, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._subscribers = Subscribers()
        self._readers = reading_engine(self.database, beside_writer=role is not Role.READER)
        self._is_open = True
        self._writer: Writer | None = None
        self._lock: FileLock | None = None

    @classmethod
    def open(cls, path: Path, role: Role, clock: Callable[[], datetime] = utc_now) -> Workspace:
        """Opens the workspace in this folder; makes it first if there is none (not for readers).

        Raises:
            NotFound: a reader found no workspace.
            WorkspaceInUse: another program has it open in this role.
            WorkspaceTooNew, WorkspaceDamaged, WorkspaceReadOnly, WorkspaceBusy, DiskFull
            EnvironmentFault: there is no such place, or no folder can be made there.
        """
        workspace = cls(path, role, clock)
        try:
            with faults_from(as_fault):
                workspace._open(role)
        except BaseException:
            workspace.close()
            raise
        return workspace

    @staticmethod
    def is_held(path: Path, role: Role) -> bool:
        """Whether a program that runs now has the workspace open in this role. What a file in it
        says may come from a process that was killed, or from the workspace this one is a copy of;
        the operating system's lock does not."""
        lock = FileLock(path / f"{role.value}.lock")
        try:
            is_free = lock.try_take(creates=False)
        except FileNotFoundError:
            return False
        except OSError:
            return True  # it cannot be told
        lock.release()
        return not is_free

    def now(self) -> datetime:
        return self._clock()

    def today(self) -> date:
        """The calendar day where this machine stands."""
        return self._clock().astimezone().date()

    @property
    def database(self) -> Path:
        return self.path / "workspace.sqlite"

    @property
    def attachments(self) -> Attachments:
        return Attachments(self.path / "attachments")

    @property
    def link_keys(self) -> LinkKeys:
        from pollkit.store.link_keys import LinkKeys

        return LinkKeys(self.path / "vault")

    def write(self, work: Callable[[Repositories], T]) -> Future[T]:
        """Has the writing thread do this; the future is done once it is on disk.

        A work that raises changes nothing and fails alone. Where the commit itself fails, nothing
        of it is stored and the same work can be handed in again.
        """
        if self._writer is None:
            raise RuntimeError("this workspace is closed, or open for reading only")
        return self._writer.submit(work)

    @contextmanager
    def read(self) -> Iterator[Repositories]:
        """The workspace as it is at this moment, for any thread, until the block ends."""
        from pollkit.store.projection import project_operation

        if not self._is_open:
            raise RuntimeError("this workspace is closed")
        with faults_from(database_fault), self._readers.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield Repositories(Ledger(connection, self._clock, project_operation))
            finally:
                connection.exec_driver_sql("ROLLBACK")

    def subscribe(self, on_topics: OnTopics) -> Callable[[], None]:
        """Calls back from the writing thread after commits; returns the undo."""
        return self._subscribers.add(on_topics)

    def backup(self) -> Path:
        """Copies the database into `backups/` and returns the copy; the pictures go beside it. It
        has no votes of a question that is open at this moment, and no phones: a copy would outlive
        the sealing."""
        with faults_from(as_fault):
            self.attachments.copy_to(self.path / "backups" / "attachments")
            return back_up(self.database, self.path / "backups", self._clock())

    def erase_in_backups(self, respondents: Sequence[UUID]) -> Erased:
        """Erases people in the copies that `backup` and upgrades have made."""
        with faults_from(as_fault):
            return erase_in_copies(self.path / "backups", respondents)

    def verify(self) -> tuple[ChainBreak, ...]:
        """Walks the operation log; empty = nothing is missing and nothing was changed."""
        from pollkit.store.operations import chain_breaks

        with self.read() as repositories:
            return chain_breaks(repositories.connection)

    def rebuild(self) -> int:
        """Makes the tables anew from the operation log; how many operations there were."""
        from pollkit.store.projection import rebuild_projection

        def rebuild(repos: Repositories) -> int:
            count = rebuild_projection(repos.connection)
            repos.call_for_wipe()  # late edits of erased people may have been in the log
            return count

        return self.write(rebuild).result()

    def close(self) -> None:
        """Finishes what waits to be written, then lets go of the files."""
        self._is_open = False
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

    def _open(self, role: Role) -> None:
        if role is not Role.READER:
            from pollkit.store.opening import open_to_write

            self._lock, self._writer = open_to_write(
                self.path, self.database, role, self._clock, self._subscribers
            )
        elif examine(self.database) == 0:
            raise NotFound(_("There is no workspace in this folder yet."))
