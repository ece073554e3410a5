"""The one thread of a process that writes.

Whatever waits when a commit ends goes into the next one, each work in a savepoint of its own; a
work's future is done only after the commit that carries it.
"""

from __future__ import annotations

import atexit
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from pollkit.store.connection import BUSY_TIMEOUT_S, raw_driver
from pollkit.store.epochs import Sentinel
from pollkit.store.erasing import wipe_if_due
from pollkit.store.faults import as_fault, database_fault
from pollkit.store.ledger import Ledger
from pollkit.store.operations import OperationLog
from pollkit.store.repositories import Repositories
from pollkit.store.topics import Subscribers

T = TypeVar("T")
Work = Callable[[Repositories], Any]

# Enough to make the cost of a commit small, few enough that nobody waits long for theirs.
MOST_IN_A_GROUP = 1000
# How often a wipe of the write-ahead log is tried again while somebody reads.
WIPE_AGAIN_S = 0.2

_log = logging.getLogger(__name__)


class _GroupLost(Exception):
    """SQLite has rolled the transaction back; the cause says why."""


class Writer:
    """`open_ledger` makes the ledger and the log of a fresh connection."""

    def __init__(
        self,
        engine: Engine,
        open_ledger: Callable[[Connection], tuple[Ledger, OperationLog]],
        sentinel: Sentinel,
        subscribers: Subscribers,
    ) -> None:
        self._engine = engine
        self._open_ledger = open_ledger
        self._sentinel = sentinel
        self._subscribers = subscribers
        self._waiting: queue.SimpleQueue[tuple[Work, Future[Any]] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._is_closed = False
        self._connection: Connection | None = None
        # A process that was killed may have left a map in the write-ahead log.
        self._must_wipe = True
        # A program that ends without closing must not hang on this thread, nor lose what waits.
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def submit(self, work: Callable[[Repositories], T]) -> Future[T]:
        future: Future[T] = Future()
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the workspace is closed")
            self._waiting.put((work, future))
        return future

    def close(self) -> None:
        """Finishes what waits, then ends the thread."""
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._waiting.put(None)
        self._thread.join()
        atexit.unregister(self.close)

    # --- in the thread ---

    def _run(self) -> None:
        is_last = False
        while not is_last:
            group, is_last = self._next_group()
            if group:
                self._write_group(group)
            else:
                self._wipe()
        self._must_wipe |= self._connection is not None
        self._wipe(is_last=True)
        if self._connection is not None:
            self._connection.close()

    def _next_group(self) -> tuple[list[tuple[Work, Future[Any]]], bool]:
        group: list[tuple[Work, Future[Any]]] = []
        try:
            entry = self._waiting.get(timeout=WIPE_AGAIN_S if self._must_wipe else None)
            while entry is not None:
                if entry[1].set_running_or_notify_cancel():
                    group.append(entry)
                if len(group) >= MOST_IN_A_GROUP:
                    return group, False
                entry = self._waiting.get_nowait()
        except queue.Empty:
            return group, False
        return group, True

    def _write_group(self, group: list[tuple[Work, Future[Any]]]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        refused: list[tuple[Future[Any], BaseException]] = []
        try:
            connection = self._begin()
            for work, future in group:
                try:
                    done.append((future, self._do(connection, work)))
                except _GroupLost:
                    raise
                except Exception as error:
                    refused.append((future, database_fault(error) or error))
            self._commit(connection)
            self._confirm(connection)
        except _GroupLost as lost:
            assert lost.__cause__ is not None
            self._give_up(group, as_fault(lost.__cause__) or lost.__cause__)
            return
        except Exception as error:
            self._give_up(group, as_fault(error) or error)
            return
        topics = frozenset(self._ledger.topics)
        self._must_wipe |= self._ledger.must_wipe
        self._wipe()
        for future, result in done:
            future.set_result(result)
        for future, reason in refused:
            future.set_exception(reason)
        if topics:
            self._subscribers.publish(topics)

    def _begin(self) -> Connection:
        connection = self._connected()
        self._ledger.topics.clear()
        self._ledger.must_wipe = False
        self._operations.begin()
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return connection

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._ledger, self._operations = self._open_ledger(self._connection)
            self._repositories = Repositories(self._ledger)
        return self._connection

    def _do(self, connection: Connection, work: Work) -> Any:
        topics, heads = set(self._ledger.topics), dict(self._operations.heads)
        raw = raw_driver(connection)
        raw.execute("SAVEPOINT work")
        try:
            result = work(self._repositories)
            raw.execute("RELEASE work")
        except Exception as error:
            # On a full disk SQLite rolls everything back by itself: with this work all of the
            # group is lost, and a further savepoint would be a transaction of its own.
            if not raw.in_transaction:
                raise _GroupLost from error
            raw.execute("ROLLBACK TO work")
            raw.execute("RELEASE work")
            self._ledger.topics, self._operations.heads = topics, heads
            raise
        return result

    def _commit(self, connection: Connection) -> None:
        log = self._operations
        if log.heads:
            before = {stream: log.before[stream] for stream in log.heads}
            self._sentinel.announce(connection, log.epoch, before)
        raw_driver(connection).execute("COMMIT")

    def _confirm(self, connection: Connection) -> None:
        if not self._operations.heads:
            return
        try:
            self._sentinel.confirm(connection, self._operations.epoch)
        except Exception:
            # What is committed stays so; the next commit with operations says as much.
            _log.warning("a commit could not be confirmed", exc_info=True)

    def _give_up(self, group: list[tuple[Work, Future[Any]]], reason: BaseException) -> None:
        """Nothing of the group is on disk; the next one begins with a fresh connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                if raw_driver(connection).in_transaction:
                    raw_driver(connection).execute("ROLLBACK")
                connection.close()
            except Exception:
                _log.exception("the writing connection could not be closed")
        for _work, future in group:
            future.set_exception(reason)

    def _wipe(self, *, is_last: bool = False) -> None:
        """Empties the write-ahead log, where a sealed question's map still lies, and the unused
        parts of the file, where erased people's answers may."""
        if not self._must_wipe:
            return
        try:
            raw = raw_driver(self._connected())
        except Exception:
            _log.warning("the write-ahead log could not be emptied yet", exc_info=True)
            return
        try:
            # Not waiting for readers here: the next group must not wait for them either.
            raw.execute("PRAGMA busy_timeout=0").fetchall()
            wipe_if_due(raw, is_last=is_last)
            is_busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            self._must_wipe = bool(is_busy)
        except Exception:
            # What is committed stays so; the wipe is tried again.
            _log.warning("the write-ahead log could not be emptied yet", exc_info=True)
        finally:
            raw.execute(f"PRAGMA busy_timeout={int(BUSY_TIMEOUT_S * 1000)}").fetchall()
