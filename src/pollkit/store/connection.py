"""The one place where connections to a workspace's database are opened.

The driver is a parameter, so that another of the same interface (SQLCipher's) can take its place.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool, QueuePool

DRIVER: Any = sqlite3
BUSY_TIMEOUT_S = 5.0
# "PolK": tells a workspace from any other SQLite file.
APPLICATION_ID = 0x506F6C4B


def writing_engine(path: Path, driver: Any = DRIVER) -> Engine:
    """For the one thread that writes; transactions are begun and ended by hand."""

    def connect() -> Any:
        raw = _connect(path, "rwc", driver)
        _set(raw, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
        return raw

    return create_engine(
        "sqlite://", module=driver, creator=connect, poolclass=NullPool, hide_parameters=True
    )


def reading_engine(path: Path, driver: Any = DRIVER) -> Engine:
    """For any thread; what it hands out cannot write."""

    def connect() -> Any:
        raw = connect_to_read(path, driver)
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
    """A raw connection that leaves the file as it is.

    Without a write-ahead log beside it nobody has the file open, and it can be read even where
    nothing may be created next to it.
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
