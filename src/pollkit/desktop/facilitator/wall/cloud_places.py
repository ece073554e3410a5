"""Where the words of a cloud stand: the same words give the same places, and words that have a
place keep it while others come and counts grow.

The area is a raster of cells, a quarter of the least letters high; each row of it is one number, a
bit for a cell, so that a place is tested by a few ands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_WORDS = 40

_CELL = 0.25
_SHRINK = 0.85
# Smaller than this against the rest, the word that most people wrote no longer stands out: rare
# words are left out before.
_LEAST_LEAD = 2.3
# Said so often against the first, a word is never left out for those that are rarer: before that
# happens, all become smaller, down to this against the least size.
_OFTEN = 0.5
_LEAST_LEAD_OF_ALL = 1.3
# What a word that comes late may be against its true size, where there is no room for that.
_SQUEEZED = (1.0, 0.85, 0.7)
# Words of a cloud fill about so much of its area before places become hard to find.
_DENSEST = 0.55

# A text at a size of letters -> width and height in pixels.
Measure = Callable[[str, float], tuple[float, float]]


@dataclass(frozen=True)
class CloudWord:
    """`x` and `y` are the upper left corner, `width` and `height` what the letters take."""

    text: str
    count: int
    pixel_size: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Cloud:
    """`unit` is the size of letters of a word that one person wrote, before the least size is
    applied. `left_out` counts the words that found no place, `counts` are those of all that were
    to have one. `is_squeezed`: the first does not stand out as it should."""

    words: tuple[CloudWord, ...]
    unit: float
    left_out: int
    counts: tuple[tuple[str, int], ...] = ()
    is_squeezed: bool = False


class CloudMemory:
    """The last cloud of each question and area."""

    def __init__(self) -> None:
        self._clouds: dict[tuple[object, ...], Cloud] = {}

    def recall(self, *key: object) -> Cloud | None:
        return self._clouds.get(key)

    def keep(self, cloud: Cloud, *key: object) -> None:
        self._clouds[key] = cloud

    def forget(self) -> None:
        self._clouds.clear()


def lay_out_cloud(
    counts: Sequence[tuple[str, int]], width: float, height: float, least: float, most: float,
    measure: Measure, before: Cloud | None = None,
) -> Cloud:  # fmt: skip
    """
    Args:
        counts: words with the number of people, the most frequent first.
        least, most: sizes of letters in pixels; sizes go with the square root of the counts.
        before: the cloud that is shown now: its words stay where they are.
    """
    chosen = list(counts[:MOST_WORDS])
    surplus = len(counts) - len(chosen)
    if before is not None and before.counts == tuple(chosen):
        return before
    texts = {text for text, _count in chosen}
    if before is not None and any(word.text in texts for word in before.words):
        return _grown(before, chosen, surplus, width, height, least, most, measure)
    largest = chosen[0][1] if chosen else 1
    # Three words of one person each must not shout.
    top = min(most, least * (1 + 1.2 * math.sqrt(largest)))
    lowest_top = min(top, least * min(_LEAST_LEAD, math.sqrt(largest) + 0.3))
    floor = min(lowest_top, least * _LEAST_LEAD_OF_ALL)
    extents = [measure(text, least) for text, _count in chosen]
    areas = [wide * high for wide, high in extents]
    frequent = {
        text
        for (text, count), (wide, high) in zip(chosen, extents, strict=True)
        if count >= largest * _OFTEN and wide * 1.1 < width and high * 1.1 < height
    }
    while True:
        unit = top / math.sqrt(largest)
        is_last = top <= lowest_top
        if is_last or _area(chosen, areas, unit, least) <= width * height * _DENSEST:
            words = _placed(chosen, unit, width, height, least, measure, is_last)
            lacks_some = len(words) < len(chosen)
            lacks_a_frequent = bool(frequent - {word.text for word in words})
            if not lacks_some or (is_last and not lacks_a_frequent) or top <= floor:
                left_out = surplus + len(chosen) - len(words)
                return Cloud(words, unit, left_out, tuple(chosen), top < lowest_top)
        top = max(floor if is_last else lowest_top, top * _SHRINK)


class _Raster:
    def __init__(self, width: float, height: float, least: float) -> None:
        self.cell = max(1.0, least * _CELL)
        self.columns = int(width // self.cell)
        self.rows = int(height // self.cell)
        self._taken = [0] * self.rows

    def place(self, width: float, height: float) -> tuple[float, float] | None:
        """The free place that is nearest to the middle; takes it."""
        across, down = self._cells(width), self._cells(height)
        if across > self.columns or down > self.rows:
            return None
        found = [
            (self._distance(x, across, y, down), y, x)
            for y in range(self.rows - down + 1)
            for x in _nearest_bits(self._free_from(y, across, down), self.columns - across)
        ]
        if not found:
            return None
        _away, y, x = min(found)
        bits = ((1 << across) - 1) << x
        for row in range(y, y + down):
            self._taken[row] |= bits
        return self._inside(x, across, width), self._inside(y, down, height)

    def _free_from(self, y: int, across: int, down: int) -> int:
        """A bit for each column from which so many cells across and down are free."""
        taken = 0
        for row in range(y, y + down):
            taken |= self._taken[row]
        free = ~taken & ((1 << self.columns) - 1)
        # Each step doubles the run of free cells that a bit stands for.
        run = 1
        while run < across:
            step = min(run, across - run)
            free &= free >> step
            run += step
        return free

    def _distance(self, x: int, across: int, y: int, down: int) -> float:
        """From the middle, as in an ellipse of the area's shape."""
        away_x = (x + across / 2) / self.columns - 0.5
        away_y = (y + down / 2) / self.rows - 0.5
        return away_x**2 + away_y**2

    def take(self, x: float, y: float, width: float, height: float) -> None:
        rows, bits = self._touched(x, y, width, height)
        for row in rows:
            self._taken[row] |= bits

    def give_back(self, x: float, y: float, width: float, height: float) -> None:
        rows, bits = self._touched(x, y, width, height)
        for row in rows:
            self._taken[row] &= ~bits

    def is_free(self, x: float, y: float, width: float, height: float) -> bool:
        if x < 0 or y < 0 or x + width > self.columns * self.cell:
            return False
        rows, bits = self._touched(x, y, width, height)
        return rows.stop <= self.rows and not any(self._taken[row] & bits for row in rows)

    def _cells(self, length: float) -> int:
        """With air of half a cell at each end."""
        return math.ceil(length / self.cell) + 1

    def _inside(self, first: int, cells: int, length: float) -> float:
        return first * self.cell + (cells * self.cell - length) / 2

    def _touched(self, x: float, y: float, width: float, height: float) -> tuple[range, int]:
        cell = self.cell
        left, right = int(max(x - cell * 0.25, 0) // cell), math.ceil((x + width) / cell + 0.25)
        top, bottom = int(max(y - cell * 0.1, 0) // cell), math.ceil((y + height) / cell)
        right = min(right, self.columns)
        return range(top, max(top, bottom)), ((1 << max(right - left, 0)) - 1) << left


def _nearest_bits(bits: int, last: int) -> list[int]:
    """The places of the set bits next to the middle of 0 .. last, on either side of it."""
    middle = (last + 1) // 2
    below, above = bits & ((1 << middle) - 1), bits >> middle
    found = [below.bit_length() - 1] if below else []
    if above:
        found.append(middle + (above & -above).bit_length() - 1)
    return found


def _size(count: int, unit: float, least: float) -> float:
    return max(least, unit * math.sqrt(count))


def _area(
    counts: Sequence[tuple[str, int]], areas: Sequence[float], unit: float, least: float
) -> float:
    """About what the words take: `areas` are theirs at the least size."""
    return sum(
        area * (_size(count, unit, least) / least) ** 2
        for (_text, count), area in zip(counts, areas, strict=True)
    )


def _placed(
    counts: Sequence[tuple[str, int]], unit: float, width: float, height: float, least: float,
    measure: Measure, goes_on: bool,
) -> tuple[CloudWord, ...]:  # fmt: skip
    """Up to the first word that finds no place, unless it `goes_on` without it."""
    raster = _Raster(width, height, least)
    words: list[CloudWord] = []
    for text, count in counts:
        word = _new_word(raster, text, count, _size(count, unit, least), measure)
        if word is not None:
            words.append(word)
        elif not goes_on:
            break
    return tuple(words)


def _new_word(
    raster: _Raster, text: str, count: int, pixel_size: float, measure: Measure
) -> CloudWord | None:
    wide, high = measure(text, pixel_size)
    place = raster.place(wide, high)
    return None if place is None else CloudWord(text, count, pixel_size, *place, wide, high)


def _grown(
    before: Cloud, counts: Sequence[tuple[str, int]], surplus: int, width: float, height: float,
    least: float, most: float, measure: Measure,
) -> Cloud:  # fmt: skip
    """Known words keep their middle and grow where there is room; new ones fill what is free."""
    raster = _Raster(width, height, least)
    known = {word.text: word for word in before.words}
    for text, _count in counts:
        if text in known:
            word = known[text]
            raster.take(word.x, word.y, word.width, word.height)
    words = []
    for text, count in counts:
        size = min(_size(count, before.unit, least), max(most, least))
        if text in known:
            words.append(_regrown(raster, known[text], count, size, measure))
            continue
        sizes = dict.fromkeys([*(max(least, size * share) for share in _SQUEEZED), least])
        found = (_new_word(raster, text, count, one, measure) for one in sizes)
        new = next((word for word in found if word is not None), None)
        if new is not None:
            words.append(new)
    return Cloud(tuple(words), before.unit, surplus + len(counts) - len(words), tuple(counts))


def _regrown(
    raster: _Raster, word: CloudWord, count: int, size: float, measure: Measure
) -> CloudWord:
    same = CloudWord(word.text, count, word.pixel_size, word.x, word.y, word.width, word.height)
    if abs(size - word.pixel_size) < 1:
        return same
    wide, high = measure(word.text, size)
    x, y = word.x + (word.width - wide) / 2, word.y + (word.height - high) / 2
    raster.give_back(word.x, word.y, word.width, word.height)
    if not raster.is_free(x, y, wide, high):
        raster.take(word.x, word.y, word.width, word.height)
        return same
    raster.take(x, y, wide, high)
    return CloudWord(word.text, count, size, x, y, wide, high)
