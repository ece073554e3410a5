"""Paper cards: the number is the marker's, the answer is the letter that stands on top."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

CARDS = 60
LETTERS = "ABCD"  # clockwise around the card
# Beyond this, nobody can say which of two edges is meant to be on top.
MOST_TURNED_DEG = 35

Corners: TypeAlias = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class CardReading:
    """One card in one picture; `corners` are its marker's in pixels, from its own top left on,
    clockwise."""

    number: int
    letter: str
    corners: Corners


class CardCount:
    """The answers to one question: each card once, its last settled letter wins.

    A letter settles when its card was read with it in `needed` of the last `among` pictures, so
    that no single false reading counts, nor a letter that only passes while a card is turned.
    """

    def __init__(self, needed: int = 3, among: int = 5) -> None:
        self._needed = needed
        self._recent: deque[dict[int, str]] = deque(maxlen=among)
        self._settled: dict[int, str] = {}

    @property
    def settled(self) -> dict[int, str]:
        """Card number -> letter."""
        return dict(self._settled)

    def take(self, readings: Iterable[CardReading]) -> bool:
        """The readings of the next picture; whether an answer is new or another now."""
        seen = _one_letter_each(readings)
        self._recent.append(seen)
        has_changed = False
        for number, letter in seen.items():
            times = sum(picture.get(number) == letter for picture in self._recent)
            if times >= self._needed and self._settled.get(number) != letter:
                self._settled[number] = letter
                has_changed = True
        return has_changed

    def clear(self) -> None:
        """Begins the next question: what was just seen does not count for it."""
        self._recent.clear()
        self._settled.clear()

    def tally(self) -> dict[str, int]:
        """Letter -> how many cards; all four letters are there."""
        answers = list(self._settled.values())
        return {letter: answers.count(letter) for letter in LETTERS}


def letter_on_top(corners: Corners) -> str | None:
    """The answer of a marker that is seen so; None where it lies between two letters.

    Args:
        corners: of the marker, from its own top left on, clockwise; y grows downwards.
    """
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    right = (bx + cx - ax - dx, by + cy - ay - dy)
    down = (cx + dx - ax - bx, cy + dy - ay - by)
    # Both axes turned onto the first and added: a card that leans back shortens only one of them.
    turned = _unit(right) + _unit((down[1], -down[0]))
    clockwise_deg = math.degrees(math.atan2(turned.imag, turned.real))
    quarter = round(clockwise_deg / 90)
    if abs(clockwise_deg - 90 * quarter) > MOST_TURNED_DEG:
        return None
    return LETTERS[-quarter % 4]


def _unit(vector: tuple[float, float]) -> complex:
    length = math.hypot(*vector)
    return complex(*vector) / length if length else 0j


def _one_letter_each(readings: Iterable[CardReading]) -> dict[int, str]:
    """A number that is seen twice with different letters is two printed copies: neither counts."""
    letters: dict[int, set[str]] = {}
    for reading in readings:
        letters.setdefault(reading.number, set()).add(reading.letter)
    return {number: found.pop() for number, found in letters.items() if len(found) == 1}
