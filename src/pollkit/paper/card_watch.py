"""Looks at a camera in a thread of its own, reads the cards and counts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pollkit.paper.camera import FrameSource
from pollkit.paper.camera_watch import CameraWatch
from pollkit.paper.card_reader import load_opencv, read_cards
from pollkit.paper.cards import LETTERS, CardCount, CardReading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What is shown; cards are read in the whole picture.
_SHOWN_WIDTH = 960
# Pictures without any card in which it is tried whether they are mirrored, and how often in a row
# cards must be there then.
_TRY_MIRRORED_EVERY = 6
_MIRRORED_TIMES = 2


@dataclass(frozen=True)
class CardSight:
    """One picture with what was read in it."""

    pixels: bytes  # RGB, row after row without gaps
    width: int
    height: int
    readings: tuple[CardReading, ...]  # corners in this picture
    settled: dict[int, str]  # card number -> letter, of this question
    question: int  # counts the calls of `begin_question`
    seems_mirrored: bool = False  # cards can only be read in the picture's mirror image


class CardWatch(CameraWatch):
    """One run of one source. Every call returns at once and may come from any thread."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        on_news: Callable[[], None],
        after: CardWatch | None = None,
    ) -> None:
        super().__init__(open_source, on_news, after)
        self._wanted = (0, LETTERS)
        self._question, self._letters = -1, LETTERS  # of what is being counted
        self._count = CardCount()
        self._without_cards = 0
        self._mirrored_times = 0
        self.is_mirrored = False  # the driver mirrors its pictures: they are turned back
        self.sight: CardSight | None = None

    def begin_question(self, letters: str) -> int:
        """Counts anew, and only these letters; returns the `question` of the sights to come."""
        self._wanted = (self._wanted[0] + 1, letters)
        return self._wanted[0]

    def _look_at(self, picture: NDArray[np.uint8]) -> None:
        if self._question != self._wanted[0]:
            self._question, self._letters = self._wanted
            self._count.clear()
        if self.is_mirrored:
            picture = _turned_back(picture)
        readings = read_cards(picture)
        self._count.take(reading for reading in readings if reading.letter in self._letters)
        seems_mirrored = self._seems_mirrored(picture, readings)
        self.sight = _sight(picture, readings, self._count, self._question, seems_mirrored)

    def _seems_mirrored(
        self, picture: NDArray[np.uint8], readings: tuple[CardReading, ...]
    ) -> bool:
        """Some drivers show people as in a mirror, and no card can be read in that."""
        self._without_cards = 0 if readings else self._without_cards + 1
        if readings or self.is_mirrored:
            self._mirrored_times = 0
        elif self._without_cards % _TRY_MIRRORED_EVERY == 0:
            is_found = bool(read_cards(_turned_back(picture)))
            self._mirrored_times = self._mirrored_times + 1 if is_found else 0
        return self._mirrored_times >= _MIRRORED_TIMES


def _turned_back(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    turned: NDArray[np.uint8] = load_opencv().flip(picture, 1)
    return turned


def _sight(
    picture: NDArray[np.uint8],
    readings: tuple[CardReading, ...],
    count: CardCount,
    question: int,
    seems_mirrored: bool,
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
        seems_mirrored,
    )


def _scaled(reading: CardReading, scale: float) -> CardReading:
    corners = tuple((x * scale, y * scale) for x, y in reading.corners)
    return CardReading(reading.number, reading.letter, corners)
