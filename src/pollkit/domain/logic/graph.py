"""What depends on what, in which order to work it out, and what to work out anew."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from pollkit.errors import ExpressionProblem
from pollkit.i18n import _

Cell = TypeVar("Cell", bound=Hashable)


class Graph(Generic[Cell]):
    """
    Args:
        reads: each cell that is worked out -> what it reads. What is no key here is given.
        named: how people call a cell.
    Raises:
        ExpressionProblem: some depend on one another in a circle; says which.
    """

    def __init__(
        self,
        reads: Mapping[Cell, Iterable[Cell]],
        named: Callable[[Cell], str] = str,
    ) -> None:
        self._reads = {cell: frozenset(what) for cell, what in reads.items()}
        self.readers: dict[Cell, list[Cell]] = {}
        for cell, what in self._reads.items():
            for one in what:
                self.readers.setdefault(one, []).append(cell)
        self.order = self._in_order(named)
        self.rank = {cell: rank for rank, cell in enumerate(self.order)}

    def after(self, changed: Iterable[Cell]) -> Sequence[Cell]:
        """All that must be worked out anew when these have changed, in the order to do it."""
        found: set[Cell] = set()
        waiting = list(changed)
        while waiting:
            for reader in self.readers.get(waiting.pop(), ()):
                if reader not in found:
                    found.add(reader)
                    waiting.append(reader)
        return sorted(found, key=self.rank.__getitem__)

    def _in_order(self, named: Callable[[Cell], str]) -> tuple[Cell, ...]:
        """What is read before what reads it; else as they were given."""
        places = {cell: place for place, cell in enumerate(self._reads)}
        missing = {
            cell: sum(1 for one in what if one in places) for cell, what in self._reads.items()
        }
        ready = [places[cell] for cell, count in missing.items() if count == 0]
        heapq.heapify(ready)
        cells, order = list(self._reads), []
        while ready:
            cell = cells[heapq.heappop(ready)]
            order.append(cell)
            for reader in self.readers.get(cell, ()):
                missing[reader] -= 1
                if missing[reader] == 0:
                    heapq.heappush(ready, places[reader])
        if len(order) < len(cells):
            raise _in_a_circle(self._circle([c for c in cells if missing[c] > 0]), named)
        return tuple(order)

    def _circle(self, stuck: Sequence[Cell]) -> list[Cell]:
        """One circle among cells that all read another of them."""
        line, seen = [stuck[0]], {stuck[0]: 0}
        while True:
            following = next(one for one in stuck if one in self._reads[line[-1]])
            if following in seen:
                return line[seen[following] :]
            seen[following] = len(line)
            line.append(following)


def _in_a_circle(circle: Sequence[Cell], named: Callable[[Cell], str]) -> ExpressionProblem:
    names = [f"“{named(cell)}”" for cell in circle]
    if len(names) == 1:
        return ExpressionProblem(
            _(
                "{name} needs its own value to be worked out. Take it out of its own expression, "
                "or keep its first value with once()."
            ).format(name=names[0])
        )
    return ExpressionProblem(
        _(
            "These depend on one another in a circle: {names}. Take one of them out of the "
            "expression of another."
        ).format(names=" → ".join([*names, names[0]]))
    )
