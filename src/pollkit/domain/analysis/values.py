"""Results of answers that are more than a choice: rated, ranked, shared out, placed, counted."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import fmean, median

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind

# More bars than this cannot be read on a wall.
MOST_BINS = 10


@dataclass(frozen=True)
class Spot:
    """A place: of a grid 0 .. 100 from left and bottom, of a picture 0 .. 1000 from left and
    top."""

    x: float
    y: float


@dataclass(frozen=True)
class Part:
    """One statement, option or thing of a question whose answers are values.

    Attributes:
        answered: how many rated, ranked, gave points to or placed it.
        counts: of a matrix, how many chose each point; of a ranking, each place from 1.
        mean: of a matrix, of the points of those who rated it; of a ranking, of its place among
            those who ranked it; of shared-out points, over all who answered. None without any.
        score: of a ranking: n for the first of n places, n - 1 for the second ..., 0 where it was
            not ranked, as a mean over all who answered (Borda count).
        spots: of a grid, where each person placed it, in no order that tells who.
        middle: their mean.
        is_withheld: too few answered it for this to leave the room; nothing but `answered` is told.
    """

    code: str
    answered: int
    counts: tuple[int, ...] = ()
    mean: float | None = None
    score: float | None = None
    spots: tuple[Spot, ...] = ()
    middle: Spot | None = None
    is_withheld: bool = False

    def withheld(self) -> Part:
        return Part(self.code, self.answered, is_withheld=True)


@dataclass(frozen=True)
class Bin:
    """How many numbers lie from `low` up to, but not including, `high`; in the last bin including
    it. `low == high` = exactly this number."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Numbers:
    """The numbers that were given, sorted, and what is said of them. `closest` came nearest to the
    right one: two where one lies as far below it as the other above; none without a right one."""

    given: tuple[float, ...]
    mean: float
    median: float
    bins: tuple[Bin, ...]
    closest: tuple[float, ...] = ()


@dataclass(frozen=True)
class WordCount:
    """A word or phrase as most people wrote it, and how many people wrote it."""

    text: str
    count: int


@dataclass(frozen=True)
class WordEdits:
    """What the facilitator did to a cloud: `merged` folded word -> the folded word it counts as,
    `hidden` folded words that the wall does not show."""

    merged: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


def fold(word: str) -> str:
    """What two ways of writing a word have in common: case, width and blanks do not count."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def parts_of(item: Item, choices: Sequence[Choice]) -> tuple[Part, ...]:
    """A result for each option of the item, in its order; none for other kinds."""
    make = _PARTS.get(item.kind)
    return () if make is None else tuple(make(item, code, choices) for code in item.codes)


def pins_of(item: Item, choices: Sequence[Choice]) -> tuple[Spot, ...]:
    """Where the pins are, sorted, so that their order tells nothing."""
    if item.kind is not ItemKind.PIN:
        return ()
    return _sorted(_spot(choice, "x", "y") for choice in choices)


def ninth_of(pin: Spot) -> int:
    """Which ninth of the picture it lies in, 0 .. 8 line by line from the top left."""
    return min(int(pin.y * 3 / 1000), 2) * 3 + min(int(pin.x * 3 / 1000), 2)


def ninths(pins: Iterable[Spot]) -> tuple[int, ...]:
    """How many pins lie in each ninth of the picture."""
    counts = Counter(map(ninth_of, pins))
    return tuple(counts[place] for place in range(9))


def numbers_of(item: Item, choices: Sequence[Choice]) -> Numbers | None:
    if item.kind is not ItemKind.NUMBER or not choices:
        return None
    exact = sorted(Decimal(choice.value("number") or 0) for choice in choices)
    given = tuple(map(float, exact))
    closest = tuple(map(float, _closest(exact, Decimal(item.right[0])))) if item.right else ()
    return Numbers(given, fmean(given), median(given), bins_of(given), closest)


def _closest(given: Sequence[Decimal], right: Decimal) -> list[Decimal]:
    least = min(abs(number - right) for number in given)
    return sorted({number for number in given if abs(number - right) == least})


def bins_of(given: Sequence[float]) -> tuple[Bin, ...]:
    """Bars of one round width (1, 2 or 5 times a power of ten), at most MOST_BINS of them; one for
    each number where they are whole and close together."""
    low, high = min(given), max(given)
    if low == high:
        return (Bin(low, high, len(given)),)
    if high - low < MOST_BINS and all(number == int(number) for number in given):
        counts = Counter(given)
        return tuple(Bin(n, n, counts[n]) for n in range(int(low), int(high) + 1))
    width = _round_width((high - low) / MOST_BINS)
    first, places = _rims(low, high, width)
    if places > MOST_BINS:  # they begin before the lowest and end after the highest number
        width = _round_width(width * 1.01)
        first, places = _rims(low, high, width)
    counts = Counter(min(math.floor(n / width) - first, places - 1) for n in given)
    return tuple(
        Bin((first + place) * width, (first + place + 1) * width, counts[place])
        for place in range(places)
    )


def words_of(
    item: Item, choices: Sequence[Choice], edits: WordEdits | None = None
) -> tuple[WordCount, ...]:
    """Each word with the number of people who wrote it, the most frequent first, then by text."""
    if item.kind is not ItemKind.WORDS:
        return ()
    edits = edits or WordEdits()
    people: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for choice in choices:
        mine = set()
        for phrase in (choice.text or "").split("\n"):
            own = fold(phrase)
            word = edits.merged.get(own, own)
            if not word or word in edits.hidden:
                continue
            mine.add(word)
            # A merged word is written as the one it was merged into, if anybody wrote that.
            forms.setdefault(word, Counter())[phrase] += 1 if own != word else len(choices) + 1
        people.update(mine)
    shown = {word: min(f, key=lambda text: (-f[text], text)) for word, f in forms.items()}
    counted = sorted(people, key=lambda word: (-people[word], shown[word]))
    return tuple(WordCount(shown[word], people[word]) for word in counted)


def is_right(item: Item, choice: Choice) -> bool:
    """Whether a quiz question was answered right: of several choices, all of them and no other; of
    numbers, within the margin that is allowed."""
    if item.kind is ItemKind.NUMBER:
        given = choice.value("number")
        if given is None or not item.right:
            return False
        off = abs(Decimal(given) - Decimal(item.right[0]))
        return off <= Decimal(item.right_within or 0)
    return set(choice.codes) == set(item.right)


def _rated(item: Item, code: str, choices: Sequence[Choice]) -> Part:
    given = Counter(choice.value(code) for choice in choices)
    given.pop(None, None)
    answered = given.total()
    total = sum(int(point) * count for point, count in given.items() if point is not None)
    counts = tuple(given[point] for point in item.scale_points)
    return Part(code, answered, counts, total / answered if answered else None)


def _ranked(item: Item, code: str, choices: Sequence[Choice]) -> Part:
    most = item.most_choices or len(item.codes)
    places = Counter(c.codes.index(code) + 1 for c in choices if code in c.codes)
    answered = places.total()
    mean = sum(place * count for place, count in places.items()) / answered if answered else None
    earned = sum((most + 1 - place) * count for place, count in places.items())
    counts = tuple(places[place] for place in range(1, most + 1))
    return Part(code, answered, counts, mean, earned / len(choices) if choices else None)


def _shared_out(item: Item, code: str, choices: Sequence[Choice]) -> Part:
    shares = [int(share) for choice in choices if (share := choice.value(code)) is not None]
    return Part(code, len(shares), mean=sum(shares) / len(choices) if choices else None)


def _placed(item: Item, code: str, choices: Sequence[Choice]) -> Part:
    x, y = f"{code}.x", f"{code}.y"
    spots = _sorted(_spot(choice, x, y) for choice in choices if choice.value(x) is not None)
    middle = Spot(fmean(s.x for s in spots), fmean(s.y for s in spots)) if spots else None
    return Part(code, len(spots), spots=spots, middle=middle)


def _spot(choice: Choice, x: str, y: str) -> Spot:
    return Spot(float(choice.value(x) or 0), float(choice.value(y) or 0))


def _sorted(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    return tuple(sorted(spots, key=lambda spot: (spot.x, spot.y)))


def _rims(low: float, high: float, width: float) -> tuple[int, int]:
    """The number of the first bin, counted from 0, and how many bins there are."""
    first = math.floor(low / width)
    return first, max(math.ceil(high / width) - first, 1)


def _round_width(least: float) -> float:
    size = 10.0 ** math.floor(math.log10(least))
    return next(step * size for step in (1, 2, 5, 10) if step * size >= least)


_PARTS = {
    ItemKind.MATRIX: _rated,
    ItemKind.RANKING: _ranked,
    ItemKind.POINTS: _shared_out,
    ItemKind.GRID: _placed,
}
