"""The one object of the window that other threads may reach."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

# Ten refreshes a second look live; 2,000 signals into a 5 ms slot froze a window for 2.6 s.
_INTERVAL_MS = 100


class ChangeHub(QObject):
    """Says *what changed* as topics, collected, at most ten times a second.

    A screen names the topics it cares about and reads again what it shows: "events",
    "room:<event id>" (stored), "status:<event id>" (a running room has sent a new status) ...
    """

    changed = Signal(frozenset)

    _woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._topics: set[str] = set()
        self._calls: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)
        self._is_open = True

    def announce(self, topics: frozenset[str]) -> None:
        """From any thread; returns at once."""
        with self._lock:
            is_first = not self._topics
            self._topics |= topics
        self._wake(is_first)

    def deliver(self, call: Callable[[], None]) -> None:
        """From any thread: makes the call soon, in the window's thread, in order."""
        with self._lock:
            is_first = not self._calls
            self._calls.append(call)
        self._wake(is_first)

    def close(self) -> None:
        """What is still under way is dropped; later news from other threads goes nowhere."""
        self._is_open = False
        self._timer.stop()
        with self._lock:
            self._topics.clear()
            self._calls.clear()

    def _wake(self, is_first: bool) -> None:
        if is_first and self._is_open:
            self._woken.emit()

    @Slot()
    def _on_woken(self) -> None:
        with self._lock:
            calls, self._calls = self._calls, []
            has_topics = bool(self._topics)
        if has_topics and self._is_open and not self._timer.isActive():
            self._tell()
            self._timer.start(_INTERVAL_MS)
        for call in calls:
            call()

    @Slot()
    def _on_timer_timeout(self) -> None:
        with self._lock:
            has_topics = bool(self._topics)
        if has_topics:
            self._tell()
            self._timer.start(_INTERVAL_MS)

    def _tell(self) -> None:
        with self._lock:
            topics, self._topics = frozenset(self._topics), set()
        self.changed.emit(topics)
