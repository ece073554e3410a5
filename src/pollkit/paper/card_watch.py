"""Looks at a camera in a thread of its own, reads the cards and counts them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pollkit.paper.camera import FrameSource
from pollkit.paper.card_reader import load_opencv, read_cards
from pollkit.paper.cards import LETTERS, CardCount, CardReading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What is shown; cards are read in the whole picture.
_SHOWN_WIDTH = 960


@dataclass(frozen=True)
class CardSight:
    """One picture with what was read in it."""

    pixels: bytes  # RGB, row after row without gaps
    width: int
    height: int
    readings: tuple[CardReading, ...]  # corners in this picture
    settled: dict[int, str]  # card number -> letter, of this question
    question: int  # counts the calls of `begin_question`


class CardWatch:
    """One run of one source. Every call returns at once and may come from any thread."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        on_news: Callable[[], None],
        after: CardWatch | None = None,
    ) -> None:
        """
        Args:
            open_source: called in the thread; its errors end up in `failure`.
            on_news: called in the thread after each picture and at the end.
            after: a watch that was stopped, whose camera has to be free before this one begins.
        """
        self._open_source = open_source
        self._on_news = on_news
        self._after = after
        self._is_stopped = threading.Event()
        self._wanted = (0, LETTERS)
        self.sight: CardSight | None = None
        self.failure: BaseException | None = None
        self.has_ended = False
        # A driver that hangs must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="cards", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Lets go of the camera soon: with the next picture."""
        self._is_stopped.set()

    def join(self, timeout_s: float) -> bool:
        """Waits for the end; whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def begin_question(self, letters: str) -> int:
        """Counts anew, and only these letters; returns the `question` of the sights to come."""
        self._wanted = (self._wanted[0] + 1, letters)
        return self._wanted[0]

    def _run(self) -> None:
        try:
            if self._after is not None:
                self._after.join(10)
                self._after = None
            if not self._is_stopped.is_set():
                self._watch()
        except Exception as error:
            self.failure = error
        self.has_ended = True
        self._on_news()

    def _watch(self) -> None:
        source = self._open_source()
        try:
            question, letters = -1, LETTERS
            count = CardCount()
            while not self._is_stopped.is_set():
                picture = source.read()
                if picture is None:
                    return
                if question != self._wanted[0]:
                    question, letters = self._wanted
                    count.clear()
                readings = read_cards(picture)
                count.take(reading for reading in readings if reading.letter in letters)
                self.sight = _sight(picture, readings, count, question)
                self._on_news()
        finally:
            source.close()


def _sight(
    picture: NDArray[np.uint8],
    readings: tuple[CardReading, ...],
    count: CardCount,
    question: int,
) -> CardSight:
    cv2 = load_opencv()
    scale = min(1.0, _SHOWN_WIDTH / picture.shape[1])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    shown = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
    return CardSight(
        shown.tobytes(),
        shown.shape[1],
        shown.shape[0],
        tuple(_scaled(reading, scale) for reading in readings),
        count.settled,
        question,
    )


def _scaled(reading: CardReading, scale: float) -> CardReading:
    corners = tuple((x * scale, y * scale) for x, y in reading.corners)
    return CardReading(reading.number, reading.letter, corners)
