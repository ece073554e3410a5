"""What changed: names that screens and the room listen to, published after a commit."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from uuid import UUID

EVENTS = "events"
INSTRUMENTS = "instruments"
PROGRAMMES = "programmes"
QUESTIONNAIRES = "questionnaires"
WAVES = "waves"
RESPONDENTS = "respondents"
RESPONSES = "responses"
LINKS = "links"

OnTopics = Callable[[frozenset[str]], None]

_log = logging.getLogger(__name__)


def room_topic(event_id: UUID) -> str:
    return f"room:{event_id}"


class Subscribers:
    """Who wants to hear. Any thread may come and go; the publishing thread calls."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._callbacks: list[OnTopics] = []

    def add(self, on_topics: OnTopics) -> Callable[[], None]:
        with self._lock:
            self._callbacks.append(on_topics)
        return lambda: self._remove(on_topics)

    def publish(self, topics: frozenset[str]) -> None:
        with self._lock:
            callbacks = tuple(self._callbacks)
        for on_topics in callbacks:
            try:
                on_topics(topics)
            except Exception:
                # What is committed stays committed, and the other listeners must hear of it.
                _log.exception("a listener failed")

    def _remove(self, on_topics: OnTopics) -> None:
        with self._lock:
            if on_topics in self._callbacks:
                self._callbacks.remove(on_topics)
