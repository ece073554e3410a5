"""The one place where connections to a workspace's database are opened.

The driver is a parameter, so that another of the same interface (SQLCipher's) can take its place.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

# SQLAlchemy is imported where it is used: a third of a second that no start may pay for a screen
# without a workspace.
if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DRIVER: Any = sqlite3
BUSY_TIMEOUT_S = 5.0
# "PolK": tells a workspace from any other SQLite file.
APPLICATION_ID = 0x506F6C4B
# 40 MB. Each checkpoint makes a group of votes, and those behind it, wait for three fsyncs more: so
# a question that 5,000 phones answer and then answer anew needs none before it is sealed.
_CHECKPOINT_AFTER_PAGES = 10_000


def writing_engine(path: Path, driver: Any = DRIVER) -> Engine:
    """For the one thread that writes; transactions are begun and ended by hand."""
    from sqlalchemy import NullPool, create_engine

    def connect() -> Any:
        raw = _connect(path, "rwc", driver)
        _set(raw, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
        _set(raw, f"wal_autocheckpoint={_CHECKPOINT_AFTER_PAGES}")
        # A savepoint keeps the pages it changes: from 64 kB on in a file in the system's folder for
        # temporary ones, where no wipe reaches the votes on them. Writing it cost 3 us a vote.
        _set(raw, "temp_store=MEMORY")
        return raw

    return create_engine(
        "sqlite://", module=driver, creator=connect, poolclass=NullPool, hide_parameters=True
    )


def reading_engine(path: Path, *, beside_writer: bool, driver: Any = DRIVER) -> Engine:
    """For any thread; what it hands out cannot write.

    Args:
        beside_writer: whether this process writes too. If not, the files are not even opened for
            writing.
    """
    from sqlalchemy import QueuePool, create_engine

    def connect() -> Any:
        raw = _connect(path, "rw", driver) if beside_writer else connect_to_read(path, driver)
        _set(raw, "query_only=ON")
        return raw

    return create_engine(
        "sqlite://",
        module=driver,
        creator=connect,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=8,
        hide_parameters=True,
    )


def connect_to_read(path: Path, driver: Any = DRIVER) -> Any:
    """A raw connection that cannot write, and sees what others commit meanwhile."""
    raw = _connect(path, "ro", driver)
    try:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except driver.OperationalError:
        raw.close()
        # On a write-protected medium the files beside it cannot be made; nor can anyone write.
        return connect_to_examine(path, driver)
    return raw


def connect_to_examine(path: Path, driver: Any = DRIVER) -> Any:
    """A raw connection for a moment in which nobody begins to write.

    Without a write-ahead log beside it nobody has the file open: then it is read without making
    any file next to it, and nothing at all is touched.
    """
    if path.with_name(path.name + "-wal").exists():
        return _connect(path, "ro", driver)
    return _connect(path, "ro&immutable=1", driver)


def connect_to_copy(path: Path, driver: Any = DRIVER) -> Any:
    """A raw connection to a backup that is being made."""
    raw = _connect(path, "rwc", driver)
    _set(raw, "synchronous=FULL", "secure_delete=ON")
    return raw


def raw_driver(connection: Connection) -> Any:
    """The driver's own connection, for the few statements where every microsecond counts."""
    raw = connection.connection.driver_connection
    assert raw is not None
    return raw


def _connect(path: Path, mode: str, driver: Any) -> Any:
    return driver.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )


def _set(raw: Any, *pragmas: str) -> None:
    for pragma in pragmas:
        raw.execute(f"PRAGMA {pragma}").fetchall()
