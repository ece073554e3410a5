"""How many gave which answer, and out of how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pollkit.domain.analysis.intervals import Interval, wilson
from pollkit.domain.analysis.values import (
    Numbers,
    Part,
    Spot,
    WordCount,
    WordEdits,
    is_right,
    numbers_of,
    parts_of,
    pins_of,
    words_of,
)
from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.boards import Post, public_posts
from pollkit.domain.instruments import OF_CODES, SURENESS, Item, ItemKind

# Below ten answers a percentage says more than is known: counts only (evaluation, table 2.0).
FEWEST_FOR_PERCENT = 10


@dataclass(frozen=True)
class OptionCount:
    """`share` is of those who answered, 0 .. 1, None when nobody did."""

    code: str
    count: int
    share: float | None
    interval: Interval | None = None


@dataclass(frozen=True)
class Tally:
    """The result of one question in one round.

    Attributes:
        asked: how many people could have answered; never below `answered`.
        answered: how many did: the base of every share.
        options: of a choice or a scale, in the item's order; else empty.
        texts: the answers to an open question, in no order that tells who wrote them.
        mean: of a scale's points, None for other kinds or without an answer.
        population: the number of people that the organiser means, if stated and not smaller than
            `answered`; only then do the options carry intervals.
        is_withheld: too few answered for this to leave the room; all that follows `answered` but
            the population is empty.
        parts: of a matrix, a ranking, shared-out points or a grid, in the item's order.
        pins: of a picture; never of a group.
        regions: of a picture, for one group: how many of its pins lie in each ninth, see `ninths`;
            None where too few pins of all lie there.
        numbers: that were given, None for other kinds or without an answer.
        words: of a cloud, the most frequent first.
        right: how many answered right, None where nothing is right or wrong.
        sureness: how many said each of SURENESS, empty where it was not asked.
        sureness_right: how many of those were right, empty where nothing is right or wrong.
        posts: of a board, those that the facilitator lets the room see, the most supported first.
            `answered` is their number then: who stands behind them is not kept.
    """

    item: str
    kind: ItemKind
    asked: int
    answered: int
    options: tuple[OptionCount, ...] = ()
    texts: tuple[str, ...] = ()
    mean: float | None = None
    population: int | None = None
    is_withheld: bool = False
    parts: tuple[Part, ...] = ()
    pins: tuple[Spot, ...] = ()
    regions: tuple[int | None, ...] = ()
    numbers: Numbers | None = None
    words: tuple[WordCount, ...] = ()
    right: int | None = None
    sureness: tuple[int, ...] = ()
    sureness_right: tuple[int, ...] = ()
    posts: tuple[Post, ...] = ()

    @property
    def shows_percent(self) -> bool:
        return self.answered >= FEWEST_FOR_PERCENT

    def count(self, code: str) -> int:
        return next(option.count for option in self.options if option.code == code)

    def part(self, code: str) -> Part:
        return next(part for part in self.parts if part.code == code)

    def withheld(self) -> Tally:
        """The same without anything that could be traced to a person."""
        return Tally(
            self.item,
            self.kind,
            self.asked,
            self.answered,
            population=self.population,
            is_withheld=True,
        )


def tally(
    item: Item,
    choices: Iterable[Choice],
    asked: int,
    population: int | None = None,
    edits: WordEdits | None = None,
) -> Tally:
    """Counts the choices of one question.

    A multiple choice counts people, not ticks: its shares may add up to more than 1. `edits` are
    the facilitator's to a cloud of words.
    """
    given = list(choices)
    counts = Counter(code for choice in given for code in choice.codes)
    answered = len(given)
    meant = population if population is not None and population >= answered > 0 else None
    return Tally(
        item=item.name,
        kind=item.kind,
        asked=max(asked, answered),
        answered=answered,
        options=_options(item, counts, answered, meant),
        texts=tuple(sorted(choice.text for choice in given if choice.text is not None)),
        mean=_mean(item, counts, answered),
        population=meant,
        parts=parts_of(item, given),
        pins=pins_of(item, given),
        numbers=numbers_of(item, given),
        words=words_of(item, given, edits),
        right=sum(is_right(item, choice) for choice in given) if item.right else None,
        sureness=_sureness(item, given),
        sureness_right=_sureness(item, [c for c in given if is_right(item, c)])
        if item.right
        else (),
    )


def board_tally(
    item: Item, posts: Iterable[Post], asked: int, population: int | None = None
) -> Tally:
    """How a board stands: what is held back, put away or merged never becomes part of a result."""
    shown = public_posts(posts)
    return Tally(item.name, item.kind, asked, len(shown), population=population, posts=shown)


def whole_percents(counts: Sequence[int], base: int) -> tuple[int, ...]:
    """Each count as a whole per cent of the base, halves rounded up; 0s without a base.

    Each is right by itself, so the row may add up to 99 or 101: a figure that is looked up alone
    must be the one a reader computes.
    """
    if base == 0:
        return tuple(0 for _ in counts)
    return tuple((200 * count + base) // (2 * base) for count in counts)


def _options(
    item: Item, counts: Counter[str], answered: int, population: int | None
) -> tuple[OptionCount, ...]:
    if item.kind not in OF_CODES:
        return ()
    return tuple(_option(code, counts[code], answered, population) for code in item.codes)


def _sureness(item: Item, given: Sequence[Choice]) -> tuple[int, ...]:
    if not item.asks_sureness:
        return ()
    said = Counter(choice.value(SURE) for choice in given)
    return tuple(said[step] for step in SURENESS)


def _option(code: str, count: int, answered: int, population: int | None) -> OptionCount:
    if answered == 0:
        return OptionCount(code, count, None)
    interval = None if population is None else wilson(count, answered, population)
    return OptionCount(code, count, count / answered, interval)


def _mean(item: Item, counts: Counter[str], answered: int) -> float | None:
    if item.kind is not ItemKind.SCALE or answered == 0:
        return None
    return sum(int(code) * counts[code] for code in item.codes) / answered
