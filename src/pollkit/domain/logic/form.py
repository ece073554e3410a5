"""An instrument made ready to be filled in: what it consists of and what depends on what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.dependencies import Aspect
from pollkit.domain.logic.elements import Cell, Element, Task
from pollkit.domain.logic.graph import Graph
from pollkit.domain.logic.making import ElementMaker, shape_of
from pollkit.domain.logic.shape import Names, Shape
from pollkit.errors import ExpressionProblem

if TYPE_CHECKING:
    from pollkit.domain.logic.surroundings import Surroundings


@dataclass(frozen=True)
class Reader:
    """A cell that reads something; `own` as in `dependencies.Read`."""

    cell: Cell
    own: int


class Form:
    """
    Raises:
        ExpressionProblem: an expression cannot be used; `checks.problems_of` says all of them.
    """

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.shape: Shape = shape_of(instrument)
        maker = ElementMaker(instrument, self.shape)
        self.elements: dict[Names, Element] = {e.names: e for e in maker.elements()}
        if maker.problems:
            raise ExpressionProblem(maker.problems[0].text, maker.problems[0].at)
        # Cells that read the same of another row, such as the one before.
        self.looking_back: set[Cell] = set()
        # Language -> what all fillings share, when the first has asked for it.
        self.surroundings: dict[str, Surroundings] = {}
        self.graph = Graph(dict(self._reads()), _shown)

    def inner(self, names: Names) -> tuple[Element, ...]:
        """What stands directly in a section, in order."""
        return self._inner.get(names, ())

    @cached_property
    def _inner(self) -> Mapping[Names, tuple[Element, ...]]:
        found: dict[Names, list[Element]] = {}
        for element in self.elements.values():
            found.setdefault(element.names[:-1], []).append(element)
        return {names: tuple(elements) for names, elements in found.items()}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(
            Cell(element.names, task)
            for element in self.elements.values()
            for task in element.formulas
        )

    @cached_property
    def tasks(self) -> Mapping[Names, tuple[Task, ...]]:
        return {element.names: tuple(element.formulas) for element in self.elements.values()}

    @cached_property
    def readers(self) -> Mapping[tuple[Names, Aspect], tuple[Reader, ...]]:
        """Who must be worked out anew when this question, or the rows of this repeat, change."""
        found: dict[tuple[Names, Aspect], list[Reader]] = {}
        for cell in self.cells:
            formula = self.elements[cell.names].formulas[cell.task]
            for read in formula.dependencies.reads:
                found.setdefault((read.names, read.aspect), []).append(Reader(cell, read.own))
        return {what: tuple(readers) for what, readers in found.items()}

    @cached_property
    def of_clock(self) -> tuple[Cell, ...]:
        """What asks for the time, and so may change at any moment."""
        return tuple(
            cell
            for cell in self.cells
            if self.elements[cell.names].formulas[cell.task].dependencies.clock
        )

    @cached_property
    def triggered(self) -> Mapping[Names, tuple[Element, ...]]:
        """Question -> whose calculations are made when its answer changes."""
        found: dict[Names, list[Element]] = {}
        for element in self.elements.values():
            for names in element.triggers:
                found.setdefault(names, []).append(element)
        return {names: tuple(elements) for names, elements in found.items()}

    def _reads(self) -> Iterator[tuple[Cell, set[Cell]]]:
        known = set(self.cells)
        for cell in self.cells:
            reads: set[Cell] = set()
            for read in self.elements[cell.names].formulas[cell.task].dependencies.reads:
                task = Task.VALUE if read.aspect is Aspect.VALUE else Task.ROWS
                found = {Cell(read.names, task)} | {
                    Cell(read.names[:length], Task.RELEVANT)
                    for length in range(2, len(read.names) + 1)
                }
                if cell in found and self._is_other_row(cell, read.names, read.own):
                    found.discard(cell)
                    self.looking_back.add(cell)
                reads |= found & known
            yield cell, reads

    def _is_other_row(self, cell: Cell, names: Names, own: int) -> bool:
        """Of the row before, say: that is no circle."""
        return names == cell.names and any(
            self.shape.by_names[names[:length]].repeats for length in range(own + 1, len(names) + 1)
        )


def _shown(cell: Cell) -> str:
    return cell.names[-1]
