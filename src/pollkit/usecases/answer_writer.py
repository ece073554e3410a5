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
    def __init__(self, workspace: Workspace, response_id: UUID) -> None:
        self._workspace = workspace
        self._response_id = response_id
        self._owed = Changes()  # what could not be written yet
        self._lock = threading.Lock()

    def write(self, changes: Changes, reason: str = "") -> Future[None]:
        """With what is still owed. The future is done once all of it is on disk."""
        with self._lock:
            whole, self._owed = merged(self._owed, changes), Changes()
        future = self._workspace.write(
            lambda repos: repos.responses.change(self._response_id, whole, reason=reason)
        )
        future.add_done_callback(lambda done: self._on_written(whole, done))
        return future

    def end(self, state: ResponseState, changes: Changes, day: date, reason: str) -> None:
        """Writes the end and waits for it. Where it cannot be written the response goes on."""
        with self._lock:
            whole = merged(self._owed, changes)
        self._workspace.write(
            lambda repos: repos.responses.change(
                self._response_id, whole, state=state, ended_on=day, reason=reason
            )
        ).result()
        with self._lock:
            self._owed = Changes()

    def _on_written(self, whole: Changes, done: Future[None]) -> None:
        if done.cancelled() or done.exception() is not None:
            with self._lock:
                self._owed = merged(whole, self._owed)
