"""What a repository works with: the connection, the log, and the topics that changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from pollkit.errors import NotAllowedNow
from pollkit.i18n import _
from pollkit.store.erasing import is_erased

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pollkit.store.operations import OperationLog

Project: TypeAlias = "Callable[[Connection, dict[str, Any]], None]"


class Ledger:
    """One connection's way to read and to record. Without a log it only reads."""

    def __init__(
        self,
        connection: Connection,
        clock: Callable[[], datetime],
        project: Project,
        log: OperationLog | None = None,
    ) -> None:
        self.connection = connection
        self.clock = clock
        self.topics: set[str] = set()
        self.must_wipe = False  # ballots were sealed: the write-ahead log still has their map
        self._project = project
        self._log = log

    def record(
        self,
        kind: str,
        entity: UUID | str,
        payload: dict[str, Any],
        *topics: str,
        project: UUID | None = None,
        subject: UUID | None = None,
        instrument: str | None = None,
    ) -> None:
        """Appends an operation and brings the tables up to it, in the same transaction.

        Raises:
            NotAllowedNow: it is of a respondent who was erased.
        """
        if self._log is None:
            raise RuntimeError("this connection only reads")
        if subject is not None and is_erased(self.connection, subject):
            raise NotAllowedNow(_("This person took everything back, and it was erased."))
        body = self._log.append(
            kind,
            str(entity),
            payload,
            project=project,
            subject=subject,
            instrument=instrument,
        )
        self._project(self.connection, body)
        self.topics.update(topics)
