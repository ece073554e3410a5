"""Functions of several nodes: repeats and lists."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.signature import between, fixed
from pollkit.domain.logic.lists import ListNode
from pollkit.domain.logic.nodes import Node, Nodeset, place_among_siblings
from pollkit.domain.logic.values import Value, to_text
from pollkit.errors import ExpressionProblem
from pollkit.i18n import _


def _count(here: Here, nodes: Nodeset) -> float:
    return float(len(nodes.relevant()))


def _count_non_empty(here: Here, nodes: Nodeset) -> float:
    return float(sum(1 for node in nodes.relevant() if node.value() or any(node.all_children())))


def _position(here: Here, nodes: Nodeset | None = None) -> float:
    """Inside a predicate the place among those looked at; of a node, that among its siblings."""
    if nodes is None:
        return float(here.place)
    return float(place_among_siblings(nodes.nodes[0])) if nodes.nodes else math.nan


def _last(here: Here) -> float:
    return float(here.size)


def _current(here: Here) -> Nodeset:
    return Nodeset((here.current,))


def _instance(here: Here, name: Value) -> Nodeset:
    top = here.world.lists.get(to_text(name))
    if top is None:
        raise ExpressionProblem(
            _("There is no list “{name}” to look things up in.").format(name=to_text(name))
        )
    return Nodeset((top,))


def _pulldata(here: Here, table: Value, wanted: Value, column: Value, key: Value) -> str:
    """The value in the first row where the column has the key; "" if there is none."""
    top = _instance(here, table).nodes[0]
    searched, sought = to_text(column), to_text(key)
    for root in top.children("root"):
        for row in _rows_with(root, searched, sought):
            return next((cell.value() for cell in row.children(to_text(wanted))), "")
    return ""


def _rows_with(root: Node, column: str, key: str) -> Iterable[Node]:
    if isinstance(root, ListNode):
        return root.where("item", column, key)
    return (
        row
        for row in root.children("item")
        if any(cell.value() == key for cell in row.children(column))
    )


def _indexed_repeat(here: Here, *arguments: Value) -> Value:
    """Compiled into a path with positions: see `compiling`."""
    raise AssertionError


FUNCTIONS = {
    "count": fixed(_count, 1, nodesets=frozenset({0})),
    "count-non-empty": fixed(_count_non_empty, 1, nodesets=frozenset({0})),
    "position": between(_position, 0, 1, nodesets=frozenset({0})),
    "last": fixed(_last, 0, in_collect=False),
    "current": fixed(_current, 0, gives_nodeset=True),
    "instance": fixed(_instance, 1, gives_nodeset=True),
    "pulldata": fixed(_pulldata, 4),
    "indexed-repeat": between(
        _indexed_repeat, 3, None, nodesets=frozenset({0, 1}), gives_nodeset=True
    ),
}
