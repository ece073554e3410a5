"""One question's result by the answer to another, with small groups kept together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from uuid import UUID

from pollkit.domain.analysis.counts import Tally, tally
from pollkit.domain.analysis.disclosure import (
    SMALLEST_GROUP,
    Grouping,
    safe_cells,
    safe_grouping,
    tells_a_few_apart,
)
from pollkit.domain.analysis.values import Part, Spot, ninth_of, pins_of
from pollkit.domain.ballots import Ballot, Choice
from pollkit.domain.instruments import WRITTEN, Instrument, Item, ItemKind

__all__ = [
    "OF_STATEMENTS",
    "SMALLEST_GROUP",
    "Group",
    "Split",
    "answers_by_respondent",
    "can_be_split",
    "can_split",
    "earlier_splitters",
    "few_groups",
    "split",
]

# Each part of these is a question of its own, which may be skipped.
OF_STATEMENTS = frozenset({ItemKind.MATRIX, ItemKind.GRID})


@dataclass(frozen=True)
class Group:
    """`codes` are the options of the splitting question that the group is made of; `has_unsaid`:
    also of those few who did not answer it."""

    codes: tuple[str, ...]
    result: Tally
    has_unsaid: bool = False


@dataclass(frozen=True)
class Split:
    """The groups in the splitting question's order; those put together come last.

    Attributes:
        by: the name of the splitting item.
        groups: each of at least SMALLEST_GROUP answers.
        suppressed: answers that no group shows, because even together they are too few.
    """

    item: str
    by: str
    groups: tuple[Group, ...]
    suppressed: int


def can_be_split(item: Item) -> bool:
    """What people wrote themselves is not shown group by group."""
    return item.kind not in WRITTEN


def can_split(by: Item) -> bool:
    """Only a question to which each person gives one answer makes groups."""
    return by.kind in (ItemKind.SINGLE, ItemKind.SCALE)


def earlier_splitters(instrument: Instrument, item: Item, by: Item) -> tuple[Item, ...]:
    """The questions before `by` that can split `item` too: its groups must go with theirs."""
    names = [one.name for one in instrument.items]
    before = instrument.items[: names.index(by.name)]
    return tuple(one for one in before if can_split(one) and one.name != item.name)


def split(
    item: Item,
    by: Item,
    answers: Mapping[UUID, Mapping[str, Choice]],
    others: Iterable[Choice] = (),
    earlier: Sequence[Item] = (),
) -> Split:
    """The result of `item` for each answer to `by`.

    Groups below SMALLEST_GROUP are put together, so that none is found by subtraction: neither
    from the question as a whole nor from its groups by an earlier question (see `disclosure`).
    Which splits are looked at does not matter: the groups are always the same. Statements that
    too few of a group rated are withheld in that group, by the same rule. Of what was placed only
    middles are told, of pins only how many lie in each ninth of the picture, and that only where
    at least SMALLEST_GROUP pins of all lie: else the group of a single pin, which the whole result
    shows, would be found. What cannot be split has no groups.

    Args:
        answers: respondent -> (item name -> choice).
        others: answers to `item` of people who are not kept together with their other answers.
        earlier: see `earlier_splitters`.
    """
    if not can_be_split(item):
        return Split(item.name, by.name, (), 0)
    given = [person for person in answers.values() if item.name in person]
    choices = [person[item.name] for person in given] + list(others)
    groupings: list[Grouping] = []
    cells: dict[str, int] = {}
    for splitter in (*earlier, by):
        cells = _cells(splitter, given)
        unsaid = (1 << len(choices)) - 1 - sum(cells.values())
        groupings.append(safe_grouping(cells, unsaid, groupings))
    own = groupings.pop()
    results = [_result(item, people, choices) for _, people in own.groups]
    if item.kind in OF_STATEMENTS:
        results = _with_safe_parts(item, results, own, groupings, choices)
    if item.kind is ItemKind.PIN:
        results = _with_regions(item, results, own, choices)
    groups = tuple(
        Group(tuple(code for code in codes if code), result, "" in codes)
        for (codes, _), result in zip(own.groups, results, strict=True)
    )
    suppressed = 0 if groups else sum(cells.values()).bit_count()
    return Split(item.name, by.name, groups, suppressed)


def few_groups(found: Split, most: int) -> tuple[tuple[Group, ...], bool]:
    """At most `most` groups and, where there are more, the smallest of them as one; whether the
    last one is that. What is told of it follows from what is told of its groups."""
    if len(found.groups) <= most + 1:  # one group alone needs no other name than its own
        return found.groups, False
    largest = sorted(found.groups, key=lambda group: -group.result.answered)[:most]
    alone = tuple(group for group in found.groups if group in largest)
    others = [group for group in found.groups if group not in largest]
    codes = tuple(code for group in others for code in group.codes)
    result = reduce(_together, (group.result for group in others))
    return (*alone, Group(codes, result, any(group.has_unsaid for group in others))), True


def answers_by_respondent(ballots: tuple[Ballot, ...]) -> dict[UUID, dict[str, Choice]]:
    """Respondent -> (item name -> choice), from ballots that carry a pseudonym."""
    answers: dict[UUID, dict[str, Choice]] = {}
    for ballot in ballots:
        if ballot.respondent_id is not None:
            answers.setdefault(ballot.respondent_id, {})[ballot.item] = ballot.choice
    return answers


def _cells(by: Item, given: Sequence[Mapping[str, Choice]]) -> dict[str, int]:
    """Code -> the people who chose it, a bit for each place in `given`."""
    cells = dict.fromkeys(by.codes, 0)
    for place, person in enumerate(given):
        for code in person[by.name].codes[:1] if by.name in person else ():
            cells[code] |= 1 << place
    return cells


def _result(item: Item, people: int, choices: Sequence[Choice]) -> Tally:
    members = [choice for place, choice in enumerate(choices) if people >> place & 1]
    return tally(item, members, asked=len(members))


def _with_safe_parts(
    item: Item,
    results: Sequence[Tally],
    own: Grouping,
    earlier: Sequence[Grouping],
    choices: Sequence[Choice],
) -> list[Tally]:
    parts = [list(result.parts) for result in results]
    for place, code in enumerate(item.codes):
        rated = sum(1 << who for who, choice in enumerate(choices) if _rates(choice, code))
        before = [_told_apart(one, rated) for one in earlier if one.groups]
        shown = _shown(own, rated)
        if any(tells_a_few_apart(_told_apart(own, rated), atoms) for atoms in before):
            shown = (False,) * len(results)
        for group, is_shown in enumerate(shown):
            if not is_shown:
                parts[group][place] = parts[group][place].withheld()
    return [
        replace(result, parts=tuple(replace(part, spots=()) for part in own))
        for result, own in zip(results, parts, strict=True)
    ]


def _with_regions(
    item: Item, results: Sequence[Tally], own: Grouping, choices: Sequence[Choice]
) -> list[Tally]:
    regions = [0] * 9
    for who, choice in enumerate(choices):
        for pin in pins_of(item, [choice]):
            regions[ninth_of(pin)] |= 1 << who
    shown = list(zip(regions, safe_cells(regions), strict=True))
    return [
        replace(
            result,
            pins=(),
            regions=tuple(
                (region & people).bit_count() if is_shown else None for region, is_shown in shown
            ),
        )
        for result, (_, people) in zip(results, own.groups, strict=True)
    ]


def _together(one: Tally, other: Tally) -> Tally:
    """Of two groups whose results are places."""
    return replace(
        one,
        asked=one.asked + other.asked,
        answered=one.answered + other.answered,
        parts=tuple(map(_parts_together, one.parts, other.parts)),
        regions=tuple(
            None if a is None or b is None else a + b
            for a, b in zip(one.regions, other.regions, strict=True)
        ),
    )


def _parts_together(one: Part, other: Part) -> Part:
    answered = one.answered + other.answered
    if one.is_withheld or other.is_withheld:
        return Part(one.code, answered, is_withheld=True)
    placed = [(part.answered, part.middle) for part in (one, other) if part.middle is not None]
    middle = None
    if placed:
        x, y = (
            sum(people * getattr(spot, axis) for people, spot in placed) / answered for axis in "xy"
        )
        middle = Spot(x, y)
    return Part(one.code, answered, middle=middle)


def _shown(grouping: Grouping, rated: int) -> tuple[bool, ...]:
    """Which groups may show a statement that only these people rated."""
    return safe_cells([people & rated for _, people in grouping.groups], grouping.rest & rated)


def _told_apart(grouping: Grouping, rated: int) -> tuple[int, ...]:
    """What a reader can tell apart of the people who rated a statement."""
    groups = [people & rated for _, people in grouping.groups]
    shown = [
        group for group, is_shown in zip(groups, _shown(grouping, rated), strict=True) if is_shown
    ]
    return (*shown, rated & ~reduce(or_, shown, 0))


def _rates(choice: Choice, code: str) -> bool:
    return any(part in (code, f"{code}.x") for part, _ in choice.values)
