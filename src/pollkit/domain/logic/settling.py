"""Working out anew what a change reaches, and nothing else.

Cells are taken in the order of the graph, so that nearly all are worked out once; whatever changes
marks its readers, until nothing is marked.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

from pollkit.domain.logic.context import Here, World
from pollkit.domain.logic.dependencies import Aspect
from pollkit.domain.logic.elements import Cell, Element, Task
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.formulas import Formula
from pollkit.domain.logic.growing import Grower
from pollkit.domain.logic.nodes import place_among_siblings
from pollkit.domain.logic.shape import Names
from pollkit.domain.logic.stored import calculated_text
from pollkit.domain.logic.tree import (
    Branch,
    TreeNode,
    descend,
    everything_in,
    spread_relevance,
)
from pollkit.domain.logic.values import Value, to_boolean, to_number
from pollkit.errors import ExpressionProblem
from pollkit.i18n import _

# A repeat is asked once a row: more rows than this are a slip of the keys.
MOST_ROWS = 1000
# How often one cell is worked out in one go before it is said to depend on itself.
_MOST_TURNS = 2 * MOST_ROWS

# Worked out when somebody looks at them; here it is only said that they have changed.
_WHEN_LOOKED_AT = frozenset({Task.OPTIONS, Task.WORDS})


class Settling:
    """
    Attributes:
        changed: nodes whose answer, relevance or rules changed since `take_changes`.
    """

    def __init__(self, form: Form, world: World, grower: Grower) -> None:
        self._form = form
        self._world = world
        self._grower = grower
        self._rank = form.graph.rank
        self._marked: dict[Cell, dict[int, TreeNode]] = {}
        self._waiting: list[int] = []
        self.changed: dict[int, TreeNode] = {}
        self._values: dict[int, TreeNode] = {}

    def take_changes(self) -> list[TreeNode]:
        changed, self.changed = list(self.changed.values()), {}
        return changed

    def take_values(self) -> list[TreeNode]:
        """Those whose answer changed since it was last asked."""
        values, self._values = list(self._values.values()), {}
        return values

    def mark(self, cell: Cell, node: TreeNode) -> None:
        nodes = self._marked.setdefault(cell, {})
        if not nodes:
            heapq.heappush(self._waiting, self._rank[cell])
        nodes[id(node)] = node

    def mark_inside(self, node: TreeNode) -> None:
        """All cells of a node and of what stands in it, such as a new row."""
        for one in everything_in(node):
            for task in self._form.tasks.get(one.names, ()):
                if task not in _WHEN_LOOKED_AT and task is not Task.ROWS:
                    self.mark(Cell(one.names, task), one)
            if isinstance(one, Branch):
                for element in self._form.inner(one.names):
                    if Task.ROWS in element.formulas:
                        self.mark(Cell(element.names, Task.ROWS), one)

    def mark_clock(self, root: Branch) -> None:
        for cell in self._form.of_clock:
            self._mark_below(cell, root)

    def _mark_below(self, cell: Cell, node: TreeNode) -> None:
        end = len(cell.names) - (1 if cell.task is Task.ROWS else 0)
        for one in descend(node, cell.names[len(node.names) : end]):
            self.mark(cell, one)

    def _mark_readers(self, node: TreeNode, names: Names, aspect: Aspect) -> None:
        for reader in self._form.readers.get((names, aspect), ()):
            top: TreeNode = node
            while len(top.names) > max(reader.own, 1):
                assert top.parent is not None
                top = top.parent
            self._mark_below(reader.cell, top)

    def value_changed(self, node: TreeNode) -> None:
        self.changed[id(node)] = node
        self._values[id(node)] = node
        self._mark_readers(node, node.names, Aspect.VALUE)
        if Task.CONSTRAINT in self._form.tasks.get(node.names, ()):
            self.mark(Cell(node.names, Task.CONSTRAINT), node)

    def rows_changed(self, around: Branch, names: Names) -> None:
        self.changed[id(around)] = around
        # Each row is one of so many.
        for row in descend(around, names[-1:]):
            self.changed[id(row)] = row
        self._mark_readers(around, names, Aspect.ROWS)

    def row_came(self, row: Branch) -> None:
        """A new row, or one that was away for a while."""
        spread_relevance(row)
        self.mark_inside(row)
        self.row_moved(row)

    def row_moved(self, row: TreeNode) -> None:
        """All in it is called otherwise now."""
        self.changed |= {id(node): node for node in everything_in(row)}

    def relevance_changed(self, node: TreeNode) -> None:
        for one in everything_in(node):
            self.changed[id(one)] = one
            aspect = Aspect.ROWS if isinstance(one, Branch) else Aspect.VALUE
            self._mark_readers(one, one.names, aspect)

    def settle(self) -> None:
        turns: dict[Cell, int] = {}
        while self._waiting:
            cell = self._form.graph.order[heapq.heappop(self._waiting)]
            nodes = self._marked.pop(cell, {})
            turns[cell] = turns.get(cell, 0) + 1
            if turns[cell] > _MOST_TURNS:
                self._give_up(cell.task, nodes.values())
                continue
            element = self._form.elements[cell.names]
            in_turn = list(nodes.values())
            if cell in self._form.looking_back:
                in_turn.sort(key=_row_order)
            for node in in_turn:
                self._work_out(element, cell.task, node)

    def _give_up(self, task: Task, nodes: Iterable[TreeNode]) -> None:
        for node in nodes:
            node.set_fault(task, _("Its rows depend on one another in a circle."))

    def _work_out(self, element: Element, task: Task, node: TreeNode) -> None:
        if task is Task.ROWS:
            assert isinstance(node, Branch)
            self._set_row_count(element, node)
            return
        if task in _WHEN_LOOKED_AT:
            node.offered = None
            self.changed[id(node)] = node
            return
        if task is Task.CONSTRAINT and not node.text:
            self._set_flag(node, "is_valid", True)
            return
        self._take_over(element, task, node, self._value(element, task, node))

    def _value(
        self, element: Element, task: Task, node: TreeNode, formula: Formula | None = None
    ) -> Value:
        try:
            value = (formula or element.formulas[task]).evaluate(Here(self._world, node))
        except ExpressionProblem as wrong:
            node.set_fault(task, str(wrong))
            self.changed[id(node)] = node
            return ""
        node.set_fault(task, "")
        return value

    def set_worked_out(self, node: TreeNode, element: Element, formula: Formula) -> None:
        """A first value, or a calculation that something has triggered, and all that follows."""
        value = self._value(element, Task.VALUE, node, formula)
        self._take_over(element, Task.VALUE, node, value)
        self.settle()

    def _take_over(self, element: Element, task: Task, node: TreeNode, value: Value) -> None:
        match task:
            case Task.VALUE:
                assert element.item is not None
                self.set_text(node, calculated_text(element.item, value, self._world.zone))
            case Task.RELEVANT:
                node.is_asked = to_boolean(value)
                if spread_relevance(node):
                    self.relevance_changed(node)
            case Task.REQUIRED:
                self._set_flag(node, "is_required", to_boolean(value))
            case Task.READ_ONLY:
                self._set_flag(node, "is_read_only", to_boolean(value))
            case _:
                self._set_flag(node, "is_valid", to_boolean(value))

    def set_text(self, node: TreeNode, text: str) -> None:
        if text != node.text:
            node.text = text
            self.value_changed(node)

    def _set_flag(self, node: TreeNode, flag: str, value: bool) -> None:
        if getattr(node, flag) is not value:
            setattr(node, flag, value)
            self.changed[id(node)] = node

    def _set_row_count(self, element: Element, around: Branch) -> None:
        # There may be no row yet to look from.
        outlook = Branch(element.names, around)
        value = self._value(element, Task.ROWS, outlook)
        around.set_fault(element.path, outlook.why_faulty)
        wanted = to_number(value, self._world.zone)
        count = 0 if math.isnan(wanted) else int(min(max(wanted, 0), MOST_ROWS))
        new = self._grower.set_count(around, element, count)
        if new is None:
            return
        for row in new:
            self.row_came(row)
        self.rows_changed(around, element.names)


def _row_order(node: TreeNode) -> tuple[int, ...]:
    """Rows from the first to the last, so that each can look back at the one before."""
    places = []
    one: TreeNode | None = node
    while one is not None and one.parent is not None:
        if one.repeats:
            places.append(place_among_siblings(one))
        one = one.parent
    return tuple(reversed(places))
