"""The same question before and after: who moved where, with small groups kept from view.

Where one person's answers are kept together, each is paired with their own earlier one; else two
distributions stand side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import permutations, product

from pollkit.domain.analysis.counts import Tally, tally
from pollkit.domain.analysis.disclosure import SMALLEST_GROUP
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import OF_CODES, Item, ItemKind

# One answer before, one after: only then is there a way from the one to the other.
_PAIRED = frozenset({ItemKind.SINGLE, ItemKind.SCALE})
# Any large prime: whether equations settle a number is asked modulo it, without fractions.
_PRIME = 1_000_003

# Before -> after; None = did not answer that time.
_Cell = tuple[str | None, str | None]
# A row or a column of such cells.
_Node = tuple[str, str | None]


@dataclass(frozen=True)
class Passage:
    """How many went from one option to another; `before == after`: stayed."""

    before: str
    after: str
    count: int


@dataclass(frozen=True)
class Shift:
    """A question asked twice.

    Attributes:
        of: the earlier item; the same name where an earlier round of it is meant.
        before, after: everyone's answers, each time.
        pairs: how many answered both times; None where persons cannot be told.
        passages: those of at least SMALLEST_GROUP people, the most frequent first, without any
            from which a smaller one could be found by subtraction.
        stayed: how many gave the same answer; None where that is not shown.
        up, down: on a scale, likewise.
        only_before, only_after: who answered once.
    """

    item: str
    of: str
    before: Tally
    after: Tally
    pairs: int | None = None
    passages: tuple[Passage, ...] = ()
    stayed: int | None = None
    up: int | None = None
    down: int | None = None
    only_before: int = 0
    only_after: int = 0

    @property
    def is_paired(self) -> bool:
        return self.pairs is not None

    @property
    def unshown(self) -> int:
        """Of those who answered both times, how many are in no passage that is shown."""
        return (self.pairs or 0) - sum(passage.count for passage in self.passages)


def can_shift(item: Item) -> bool:
    """Whether two results of it can be set side by side, option by option."""
    return item.kind in OF_CODES


def shift(
    item: Item,
    of: str,
    before: Mapping[Hashable, Choice],
    after: Mapping[Hashable, Choice],
    *,
    is_tied: bool,
    asked: tuple[int, int] = (0, 0),
) -> Shift:
    """What became of the answers.

    Args:
        of: the name of the earlier item, or this one's.
        before, after: person -> choice. The persons are the same ones only if `is_tied`.
        asked: how many could have answered, each time.
    """
    then = tally(item, before.values(), asked[0])
    now = tally(item, after.values(), asked[1])
    if not is_tied or item.kind not in _PAIRED:
        return Shift(item.name, of, then, now)
    cells = _cells(before, after)
    pairs = sum(count for (one, two), count in cells.items() if one and two)
    only_before = len(before) - pairs
    only_after = len(after) - pairs
    if pairs < SMALLEST_GROUP:
        return Shift(item.name, of, then, now, pairs, (), None, None, None, only_before, only_after)
    stayed, up, down = _directions(item, cells)
    shown, totals = _safe(item, cells, (stayed, up, down))
    return Shift(
        item.name, of, then, now, pairs, _passages(item, cells, shown),
        *totals, only_before, only_after,
    )  # fmt: skip


def _cells(before: Mapping[Hashable, Choice], after: Mapping[Hashable, Choice]) -> Counter[_Cell]:
    return Counter(
        (_code(before.get(person)), _code(after.get(person))) for person in {*before, *after}
    )


def _code(choice: Choice | None) -> str | None:
    return None if choice is None or not choice.codes else choice.codes[0]


def _directions(item: Item, cells: Counter[_Cell]) -> tuple[int, int, int]:
    """How many stayed, went up and went down; off a scale all who moved are "up"."""
    place = {code: number for number, code in enumerate(item.codes)}
    found = [0, 0, 0]
    for (one, two), count in cells.items():
        if one is not None and two is not None:
            way = 0 if one == two else 1
            if item.kind is ItemKind.SCALE and place[two] < place[one]:
                way = 2
            found[way] += count
    return found[0], found[1], found[2]


_Totals = tuple[int | None, int | None, int | None]


def _safe(
    item: Item, cells: Counter[_Cell], ways: tuple[int, int, int]
) -> tuple[frozenset[_Cell], _Totals]:
    """Which cells may be shown, and which of the three totals.

    As far as possible all; then without the totals; at last without any cell. A reader knows the
    two results, how many answered both times, and all that is shown.
    """
    totals = _safe_totals(ways)
    whole = _Table(item.codes, cells, item.kind is ItemKind.SCALE)
    for told in dict.fromkeys((totals, (None, None, None))):
        shown = whole.safe_cells(told)
        if not whole.settles_a_few(shown, told):
            return shown, _by_kind(item, told)
    nothing: _Totals = (None, None, None)
    if whole.settles_a_few(frozenset(), totals):
        return frozenset(), nothing
    return frozenset(), _by_kind(item, totals)


def _by_kind(item: Item, totals: _Totals) -> _Totals:
    return totals if item.kind is ItemKind.SCALE else (totals[0], None, None)


def _safe_totals(ways: tuple[int, int, int]) -> _Totals:
    """Each of at least SMALLEST_GROUP or of nobody; what is left out must not follow from the
    rest."""
    hidden = {place for place, count in enumerate(ways) if 0 < count < SMALLEST_GROUP}
    while hidden and len(hidden) < 3 and sum(ways[place] for place in hidden) < SMALLEST_GROUP:
        rest = [place for place in range(3) if place not in hidden]
        hidden.add(min(rest, key=lambda place: (ways[place] == 0, ways[place])))
    if len(hidden) == 1:
        return (None, None, None)
    told = [None if place in hidden else count for place, count in enumerate(ways)]
    return told[0], told[1], told[2]


class _Table:
    """From every answer before to every one after, with a row and a column for no answer."""

    def __init__(self, codes: tuple[str, ...], cells: Counter[_Cell], is_scale: bool) -> None:
        self._cells = cells
        self._codes = codes
        self._is_scale = is_scale
        self._all = [(one, two) for one in (*codes, None) for two in (*codes, None) if one or two]

    def safe_cells(self, totals: _Totals) -> frozenset[_Cell]:
        """The cells of at least SMALLEST_GROUP people, less those that would give smaller ones
        away."""
        shown = {
            cell for cell in self._all if None not in cell and self._cells[cell] >= SMALLEST_GROUP
        }
        lines = self._lines(totals)
        changed = True
        while changed:
            changed = False
            known = self._known_empty(frozenset(shown), totals)
            for line in lines:
                unseen = [cell for cell in line if cell not in shown and cell not in known]
                left = sum(self._cells[cell] for cell in unseen)
                mine = [cell for cell in line if cell in shown]
                gives_away = left and (left < SMALLEST_GROUP or len(unseen) == 1)
                if gives_away and mine:
                    shown.discard(min(mine, key=lambda cell: (self._cells[cell], cell)))
                    changed = True
        return frozenset(shown)

    def settles_a_few(self, shown: frozenset[_Cell], totals: _Totals) -> bool:
        """Whether a cell of a few people follows from all that a reader knows."""
        known = self._known_empty(shown, totals)
        unseen = [cell for cell in self._all if cell not in shown and cell not in known]
        if any(total is not None for total in totals):
            few = [cell for cell in unseen if self._cells[cell] < SMALLEST_GROUP]
            return not all(self._can_differ(cell, shown, totals) for cell in few)
        place = {cell: number for number, cell in enumerate(unseen)}
        rows = []
        for line in self._lines(totals):
            row = [0] * len(unseen)
            for cell in line:
                if cell in place:
                    row[place[cell]] = 1
            rows.append(row)
        return any(self._cells[unseen[n]] < SMALLEST_GROUP for n in _settled(rows))

    def _can_differ(self, cell: _Cell, shown: frozenset[_Cell], totals: _Totals) -> bool:
        """Whether another table fits all that is shown, in which one person more or fewer went
        this way: found by moving two or three people round a cycle. Equations would not do here:
        under totals a number may be settled because it is a whole one."""
        ends = (*self._codes, None)
        rows, columns = ([end for end in ends if end != mine] for mine in cell)
        for size in (1, 2):
            for others in product(permutations(rows, size), permutations(columns, size)):
                one, two = (cell[0], *others[0]), (cell[1], *others[1])
                more = list(zip(one, two, strict=True))
                less = list(zip(one, (*two[1:], two[0]), strict=True))
                if any(way in shown or way == (None, None) for way in more + less):
                    continue
                if not self._keeps(totals, more, less):
                    continue
                if all(self._cells[way] for way in less) or all(self._cells[way] for way in more):
                    return True
        return False

    def _keeps(self, totals: _Totals, more: list[_Cell], less: list[_Cell]) -> bool:
        gained = Counter(map(self._way, more))
        gained.subtract(map(self._way, less))
        return all(not gained[way] for way in range(3) if totals[way] is not None)

    def _known_empty(self, shown: frozenset[_Cell], totals: _Totals) -> set[_Cell]:
        """The empty cells that are empty in every table which fits what is shown, since no cell
        can hold fewer than nobody.

        Without totals these are the ones on no cycle along which people could be moved: into an
        unseen cell, out of one of the same row or column that somebody is in. Totals bind cells of
        several rows, and then every empty cell is held for a known one: never too few.
        """
        empty = {cell for cell in self._all if cell not in shown and not self._cells[cell]}
        if any(total is not None for total in totals):
            return empty
        unseen = [cell for cell in self._all if cell not in shown]
        after: dict[_Node, set[_Node]] = {}
        for one, two in unseen:
            after.setdefault(("row", one), set()).add(("column", two))
            if self._cells[one, two]:
                after.setdefault(("column", two), set()).add(("row", one))
        reached = {column: _reach(after, column) for column in after if column[0] == "column"}
        return {
            (one, two) for one, two in empty if ("row", one) not in reached.get(("column", two), ())
        }

    def _way(self, cell: _Cell) -> int | None:
        """Which of the three totals the cell is in; None = did not answer both times."""
        one, two = cell
        if one is None or two is None:
            return None
        if one == two:
            return 0
        is_down = self._codes.index(two) < self._codes.index(one)
        return 2 if self._is_scale and is_down else 1

    def _lines(self, totals: _Totals) -> list[list[_Cell]]:
        """The sets of cells whose sums a reader knows: each option before and after, all who
        answered both times, and the totals that are told."""
        ends = (*self._codes, None)
        lines = [[cell for cell in self._all if cell[0] == code] for code in ends]
        lines += [[cell for cell in self._all if cell[1] == code] for code in ends]
        both = [cell for cell in self._all if None not in cell]
        lines.append(both)
        ways: tuple[list[_Cell], list[_Cell], list[_Cell]] = ([], [], [])
        for cell in both:
            way = self._way(cell)
            assert way is not None
            ways[way].append(cell)
        return lines + [ways[way] for way in range(3) if totals[way] is not None]


def _reach(after: Mapping[_Node, set[_Node]], start: _Node) -> set[_Node]:
    found, edge = {start}, [start]
    while edge:
        new = after.get(edge.pop(), set()) - found
        found |= new
        edge += new
    return found


def _settled(rows: list[list[int]]) -> list[int]:
    """The unknowns that linear equations fix, by Gauss and Jordan: those whose pivot stands alone
    in its row."""
    width = len(rows[0]) if rows else 0
    done = 0
    for column in range(width):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        inverse = pow(rows[done][column], -1, _PRIME)
        rows[done] = [value * inverse % _PRIME for value in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                factor = row[column]
                rows[n] = [
                    (value - factor * above) % _PRIME
                    for value, above in zip(row, rows[done], strict=True)
                ]
        done += 1
    alone = ([n for n, value in enumerate(row) if value] for row in rows[:done])
    return [places[0] for places in alone if len(places) == 1]


def _passages(item: Item, cells: Counter[_Cell], shown: frozenset[_Cell]) -> tuple[Passage, ...]:
    place = {code: number for number, code in enumerate(item.codes)}
    found = [
        Passage(one, two, cells[one, two])
        for one, two in shown
        if one is not None and two is not None
    ]
    return tuple(sorted(found, key=lambda p: (-p.count, place[p.before], place[p.after])))
