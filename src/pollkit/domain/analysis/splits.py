"""One question's result by the answer to another, with small groups kept together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from pollkit.domain.analysis.counts import Tally, tally
from pollkit.domain.ballots import Ballot, Choice
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind

# No group of fewer people is shown by itself: its answers could be traced to persons.
SMALLEST_GROUP = 5

# What people wrote themselves is not shown group by group.
_WRITTEN = OF_POSTS | {ItemKind.TEXT, ItemKind.WORDS}


@dataclass(frozen=True)
class Group:
    """`codes` are the options of the splitting question that the group is made of."""

    codes: tuple[str, ...]
    result: Tally


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
    return item.kind not in _WRITTEN


def can_split(by: Item) -> bool:
    """Only a question to which each person gives one answer makes groups."""
    return by.kind in (ItemKind.SINGLE, ItemKind.SCALE)


def split(item: Item, by: Item, answers: Mapping[UUID, Mapping[str, Choice]]) -> Split:
    """The result of `item` for each answer to `by`.

    Groups below SMALLEST_GROUP are put together. If what they make is still too small, the
    smallest shown group joins them: alone, it could be found by subtraction from the total.

    Args:
        answers: respondent -> (item name -> choice); those who answered only one are left out.
    """
    by_code: dict[str, list[Choice]] = {code: [] for code in by.codes}
    for given in answers.values():
        if item.name in given and by.name in given:
            for code in given[by.name].codes[:1]:
                by_code[code].append(given[item.name])
    filled = {code: choices for code, choices in by_code.items() if choices}
    alone = {code: c for code, c in filled.items() if len(c) >= SMALLEST_GROUP}
    together = {code: c for code, c in filled.items() if code not in alone}
    if together and alone and _people(together) < SMALLEST_GROUP:
        smallest = min(alone, key=lambda code: len(alone[code]))
        together[smallest] = alone.pop(smallest)
    groups = [_group(item, (code,), choices) for code, choices in alone.items()]
    suppressed = 0
    if together and _people(together) >= SMALLEST_GROUP:
        in_order = tuple(code for code in by.codes if code in together)
        groups.append(_group(item, in_order, [c for code in in_order for c in together[code]]))
    else:
        suppressed = _people(together)
    return Split(item.name, by.name, tuple(groups), suppressed)


def answers_by_respondent(ballots: tuple[Ballot, ...]) -> dict[UUID, dict[str, Choice]]:
    """Respondent -> (item name -> choice), from ballots that carry a pseudonym."""
    answers: dict[UUID, dict[str, Choice]] = {}
    for ballot in ballots:
        if ballot.respondent_id is not None:
            answers.setdefault(ballot.respondent_id, {})[ballot.item] = ballot.choice
    return answers


def _people(groups: Mapping[str, list[Choice]]) -> int:
    return sum(len(choices) for choices in groups.values())


def _group(item: Item, codes: tuple[str, ...], choices: list[Choice]) -> Group:
    return Group(codes, tally(item, choices, asked=len(choices)))
