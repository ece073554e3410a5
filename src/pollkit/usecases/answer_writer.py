"""Has the answers of one response written, and forgets none that the disk refused."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from datetime import date
from uuid import UUID

from pollkit.domain.changes import merged
from pollkit.domain.waves import Changes, ResponseState
from pollkit.store import Workspace


class AnswerWriter:
    """`version` is that of the instrument in which the answers are given."""

    def __init__(self, workspace: Workspace, response_id: UUID, version: str) -> None:
        self._workspace = workspace
        self._response_id = response_id
        self._version = version
        self._owed = Changes()  # what could not be written yet
        self._lock = threading.Lock()

    def write(self, changes: Changes, reason: str = "") -> Future[None]:
        """With what is still owed. The future is done once all of it is on disk."""
        with self._lock:
            whole, self._owed = merged(self._owed, changes), Changes()
        future = self._workspace.write(
            lambda repos: repos.responses.change(
                self._response_id, whole, reason=reason, version=self._version
            )
        )
        future.add_done_callback(lambda done: self._on_written(whole, done))
        return future

    def finish(self, changes: Changes, day: date) -> None:
        """Writes the end and waits for it. Where it cannot be written the response goes on."""
        with self._lock:
            whole = merged(self._owed, changes)
        self._workspace.write(
            lambda repos: repos.responses.change(
                self._response_id,
                whole,
                state=ResponseState.FINISHED,
                ended_on=day,
                version=self._version,
            )
        ).result()
        self._forget()

    def refuse(self, day: date, reason: str) -> None:
        self._workspace.write(
            lambda repos: repos.responses.refuse(self._response_id, day, reason)
        ).result()
        self._forget()

    def _forget(self) -> None:
        with self._lock:
            self._owed = Changes()

    def _on_written(self, whole: Changes, done: Future[None]) -> None:
        if done.cancelled() or done.exception() is not None:
            with self._lock:
                self._owed = merged(whole, self._owed)
