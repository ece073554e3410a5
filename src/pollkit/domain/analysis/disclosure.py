"""Which groups of people may be shown, so that no smaller one is found by subtraction.

The rule. Whoever reads results may add and subtract what is shown: a question as a whole, the
groups of a split, and the groups of two splits of the same question. Whatever comes out that way
must be a group of nobody or of at least SMALLEST_GROUP people.

A set of people is an int here, a bit for each person: splits of 5,000 answers stay quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

# No group of fewer people is shown by itself: its answers could be traced to persons.
SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Grouping:
    """The groups that are shown: (codes, people), and the people that none of them shows."""

    groups: tuple[tuple[tuple[str, ...], int], ...]
    rest: int

    @property
    def atoms(self) -> tuple[int, ...]:
        """What a reader who knows the whole can tell apart."""
        people = [group for _, group in self.groups]
        return tuple(atom for atom in (*people, self.rest) if atom)


def safe_grouping(
    cells: Mapping[str, int], unsaid: int, earlier: Iterable[Grouping] = ()
) -> Grouping:
    """The cells as groups, the small ones put together, in the cells' order.

    Args:
        cells: code -> the people who gave this answer; they do not overlap.
        unsaid: those who are part of the whole, but in no cell. They join the groups that are put
            together, under the code "", where they are too few to be found by subtraction.
        earlier: how the same people are grouped by other questions.
    """
    parts: list[tuple[tuple[str, ...], int]]
    parts = [((code,), people) for code, people in cells.items() if people]
    everyone = reduce(or_, cells.values(), unsaid)
    if 0 < unsaid.bit_count() < SMALLEST_GROUP:
        parts.append((("",), unsaid))
    alone = [part for part in parts if part[1].bit_count() >= SMALLEST_GROUP]
    together = [part for part in parts if part not in alone]
    if together and alone and _people(together).bit_count() < SMALLEST_GROUP:
        # Alone, they would be the total less the groups that are shown.
        together.append(alone.pop(alone.index(min(alone, key=_size))))
    groups = list(alone)
    if _people(together).bit_count() >= SMALLEST_GROUP:
        groups.append(_merged(together, cells))
    return _told_apart_from(earlier, groups, everyone, cells)


def safe_cells(groups: Sequence[int], rest: int = 0) -> tuple[bool, ...]:
    """Which of these groups may show a part that not everyone answered; empty ones may.

    Args:
        groups: of each group those who answered the part.
        rest: those who answered it, and are in no group.
    """
    sizes = [people.bit_count() for people in groups]
    withheld = {place for place, size in enumerate(sizes) if 0 < size < SMALLEST_GROUP}
    unseen = rest.bit_count() + sum(sizes[place] for place in withheld)
    shown = sorted(
        (p for p, size in enumerate(sizes) if size and p not in withheld), key=sizes.__getitem__
    )
    while shown and 0 < unseen < SMALLEST_GROUP:
        withheld.add(shown[0])
        unseen += sizes[shown.pop(0)]
    return tuple(place not in withheld for place in range(len(groups)))


def tells_a_few_apart(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether groups of one split less groups of the other leave 1 to SMALLEST_GROUP - 1 people.

    Both divide the same people. For each union of the first the nearest union of the second takes
    every group of which more than half is in it.
    """
    others = [group for group in other if group]
    for chosen in range(1 << max(len(one) - 1, 0)):  # a union and its complement say the same
        union = reduce(or_, (group for place, group in enumerate(one) if chosen >> place & 1), 0)
        apart = 0
        for group in others:
            inside = (group & union).bit_count()
            apart += min(inside, group.bit_count() - inside)
        if 0 < apart < SMALLEST_GROUP:
            return True
    return False


def _told_apart_from(
    earlier: Iterable[Grouping],
    groups: list[tuple[tuple[str, ...], int]],
    everyone: int,
    cells: Mapping[str, int],
) -> Grouping:
    """The smallest two groups are put together until no other split tells a few people apart."""
    before = [grouping.atoms for grouping in earlier if grouping.groups]
    while groups:
        found = Grouping(tuple(groups), everyone & ~_people(groups))
        if not any(tells_a_few_apart(found.atoms, atoms) for atoms in before):
            return found
        if len(groups) == 1:
            break
        smallest = sorted(groups, key=_size)[:2]
        groups = [group for group in groups if group not in smallest]
        groups.append(_merged(smallest, cells))
    return Grouping((), everyone)


def _merged(
    parts: Sequence[tuple[tuple[str, ...], int]], cells: Mapping[str, int]
) -> tuple[tuple[str, ...], int]:
    codes = {code for part, _ in parts for code in part}
    return tuple(code for code in (*cells, "") if code in codes), _people(parts)


def _people(parts: Iterable[tuple[tuple[str, ...], int]]) -> int:
    return reduce(or_, (people for _, people in parts), 0)


def _size(part: tuple[tuple[str, ...], int]) -> int:
    return part[1].bit_count()
