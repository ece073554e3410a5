"""What makes a response doubtful, for a person to look at: nothing is ever left out by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from uuid import UUID

from pollkit.domain.answers import as_sent, read_choice
from pollkit.domain.ballots import Choice
from pollkit.domain.changes import COUNT
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.row_paths import without_rows
from pollkit.domain.rules import Scale
from pollkit.domain.waves import Mode, Response
from pollkit.errors import AnswerNotAccepted

# Two people agree in few answers by chance; in ten, hardly.
FEWEST_EQUAL = 10
FEWEST_IN_LINE = 4
FEWEST_TIMED = 5
# Below a second for each question nobody can have read it: Wood, Harms, Lowman and DeSimone (2017),
# Social Psychological and Personality Science 8(4), 454-464.
FASTEST_MEAN_MS = 1000

_NOT_ASKED_OF_PEOPLE = frozenset({ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER})
# The person who answers sits before the screen; who types in from paper does not.
_TIMED = frozenset({Mode.PHONE, Mode.KIOSK, Mode.INTERVIEW})


class Doubt(StrEnum):
    DUPLICATE = "duplicate"  # the same answers as in another response of the wave
    STRAIGHT_LINE = "straight_line"  # the same point all the way down
    TOO_FAST = "too_fast"  # faster than anybody reads
    OUT_OF_RANGE = "out_of_range"  # an answer that the question does not take


@dataclass(frozen=True)
class Flag:
    """
    Attributes:
        items: addresses that it is about; of a straight line, the matrix or the scale's items.
        other: the response that this one is a duplicate of.
        mean_ms: of one that is too fast, the time for each question.
    """

    response_id: UUID
    doubt: Doubt
    items: tuple[str, ...] = ()
    other: UUID | None = None
    mean_ms: float | None = None


@dataclass(frozen=True)
class ItemGaps:
    """How often one item was asked and not answered. In repeated sections each row counts.

    `unsaid` of those who were asked would rather not say; `skipped` gave no answer without saying
    so; both are in `missing_share` of those asked.
    """

    item: str
    asked: int
    answered: int
    unsaid: int

    @property
    def skipped(self) -> int:
        return self.asked - self.answered - self.unsaid

    @property
    def missing_share(self) -> float | None:
        return None if not self.asked else 1 - self.answered / self.asked


def flags(instrument: Instrument, responses: Sequence[Response]) -> tuple[Flag, ...]:
    """Every doubt about finished responses of one wave, in their order."""
    items = {item.name: item for item in instrument.items}
    found: list[Flag] = _duplicates(items, responses)
    for response in responses:
        found += _straight_lines(instrument, response)
        found += _too_fast(response)
        found += _out_of_range(items, response)
    order = {response.id: place for place, response in enumerate(responses)}
    return tuple(sorted(found, key=lambda flag: order[flag.response_id]))


def gaps(
    instrument: Instrument, responses: Iterable[tuple[Response, Iterable[str]]]
) -> tuple[ItemGaps, ...]:
    """Missing answers, item by item, in the instrument's order.

    Args:
        responses: each with the addresses that were asked in it.
    """
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    unsaid: Counter[str] = Counter()
    for response, addresses in responses:
        for address in addresses:
            name = without_rows(address)
            asked[name] += 1
            answered[name] += address in response.answers
            unsaid[name] += address in response.unsaid
    return tuple(
        ItemGaps(item.name, asked[item.name], answered[item.name], unsaid[item.name])
        for item in instrument.items
        if item.kind not in _NOT_ASKED_OF_PEOPLE
    )


def _duplicates(items: Mapping[str, Item], responses: Sequence[Response]) -> list[Flag]:
    alike: dict[frozenset[tuple[str, Choice]], list[Response]] = defaultdict(list)
    for response in responses:
        said = frozenset(_said_by_people(items, response).items())
        if len(said) >= FEWEST_EQUAL:
            alike[said].append(response)
    return [
        Flag(later.id, Doubt.DUPLICATE, other=same[0].id)
        for same in alike.values()
        for later in same[1:]
    ]


def _straight_lines(instrument: Instrument, response: Response) -> list[Flag]:
    lines: list[tuple[str, ...]] = [
        (address,)
        for address, choice in response.answers.items()
        if _kind(instrument, address) is ItemKind.MATRIX
        and _is_one_point([value for _statement, value in choice.values])
    ]
    lines += [
        scale.items
        for scale in instrument.scales
        if _is_one_point(_points(scale, response)) and not _is_in_one_matrix(scale)
    ]
    return [Flag(response.id, Doubt.STRAIGHT_LINE, line) for line in lines]


def _too_fast(response: Response) -> list[Flag]:
    took = list(response.took_ms.values())
    if response.mode not in _TIMED or len(took) < FEWEST_TIMED:
        return []
    mean_ms = fmean(took)
    if mean_ms >= FASTEST_MEAN_MS:
        return []
    return [Flag(response.id, Doubt.TOO_FAST, mean_ms=mean_ms)]


def _out_of_range(items: Mapping[str, Item], response: Response) -> list[Flag]:
    said = _said_by_people(items, response)
    outside = tuple(a for a, choice in said.items() if not _fits(items[without_rows(a)], choice))
    return [Flag(response.id, Doubt.OUT_OF_RANGE, outside)] if outside else []


def _fits(item: Item, choice: Choice) -> bool:
    try:
        read_choice(item, as_sent(item, choice))
    except AnswerNotAccepted:
        return False
    return True


def _said_by_people(items: Mapping[str, Item], response: Response) -> dict[str, Choice]:
    """Without what was calculated, and without what stands in no question of this version."""
    found = {}
    for address, choice in response.answers.items():
        item = items.get(without_rows(address))
        if item is None or item.kind in _NOT_ASKED_OF_PEOPLE or choice.value(COUNT) is not None:
            continue
        if not item.rules.calculation:
            found[address] = choice
    return found


def _points(scale: Scale, response: Response) -> list[str]:
    """As they were ticked, not turned round: a line is what the eye sees."""
    found = []
    for name in scale.items:
        item, _dot, statement = name.partition(".")
        choice = response.answers.get(item)
        if choice is None:
            continue
        point = choice.value(statement) if statement else "".join(choice.codes)
        if point:
            found.append(point)
    return found


def _is_in_one_matrix(scale: Scale) -> bool:
    """Then the matrix says it already."""
    return len({name.partition(".")[0] for name in scale.items}) == 1


def _is_one_point(points: Sequence[str]) -> bool:
    return len(points) >= FEWEST_IN_LINE and len(set(points)) == 1


def _kind(instrument: Instrument, address: str) -> ItemKind | None:
    name = without_rows(address)
    return next((item.kind for item in instrument.items if item.name == name), None)
