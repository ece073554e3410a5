"""Films of cards as a camera's pictures, which end or go on as the test wants it."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from card_scenes import Picture


class Film:
    """Gives its pictures at once; at the end it waits like a camera before which nothing moves,
    until it is closed or ended."""

    def __init__(self, pictures: Sequence[Picture], goes_on: bool = False) -> None:
        self._pictures = list(pictures)
        self._goes_on = goes_on
        self._news = threading.Condition()
        self.opened = 0
        self.closed = 0

    def open(self) -> Film:
        self.opened += 1
        return self

    def show(self, pictures: Sequence[Picture]) -> None:
        """More pictures for a film that goes on."""
        with self._news:
            self._pictures += pictures
            self._news.notify_all()

    def end(self) -> None:
        with self._news:
            self._goes_on = False
            self._news.notify_all()

    def read(self) -> Picture | None:
        with self._news:
            self._news.wait_for(lambda: self._pictures or not self._goes_on, timeout=20)
            return self._pictures.pop(0) if self._pictures else None

    def close(self) -> None:
        self.closed += 1
