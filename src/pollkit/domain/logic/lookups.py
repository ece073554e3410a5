"""Rows of a list found by their column without looking at all of them.

`instance('towns')/root/item[district = ${district} and ...]` looks only at the rows of the
district: of ten thousand villages that is a thousandth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.expressions import (
    Axis,
    Call,
    Chain,
    Expression,
    Path,
    Start,
    everything,
)
from pollkit.domain.logic.lists import ListNode
from pollkit.domain.logic.nodes import Node, Nodeset
from pollkit.domain.logic.values import Value

_Evaluate: TypeAlias = Callable[[Here], Value]


class Lookup(NamedTuple):
    """Rows where the column is what the expression gives; it is the same for all rows."""

    column: str
    wanted: Expression


def lookup_in(predicate: Expression) -> Lookup | None:
    """The lookup that narrows a predicate down, if it has one that changes nothing else."""
    if any(isinstance(one, Call) and one.name in _OF_PLACES for one in everything(predicate)):
        return None
    if not isinstance(predicate, Chain):
        return None
    sign = predicate.rest[0][0]
    if sign == "and":
        operands = [predicate.first, *(operand for _sign, operand in predicate.rest)]
        return next((found for one in operands if (found := lookup_in(one))), None)
    if sign != "=" or len(predicate.rest) != 1:
        return None
    left, right = predicate.first, predicate.rest[0][1]
    for column, wanted in ((left, right), (right, left)):
        name = _column(column)
        if name is not None and _is_same_for_all(wanted):
            return Lookup(name, wanted)
    return None


def narrowed(
    node: Node, name: str, column: str, wanted: _Evaluate, here: Here
) -> Sequence[Node] | None:
    """The children that can fit; None = all must be looked at."""
    if not isinstance(node, ListNode):
        return None
    value = wanted(Here(here.world, node, here.current))
    if isinstance(value, str):
        return node.where(name, column, value)
    if isinstance(value, Nodeset) and len(value.nodes) == 1:
        return node.where(name, column, value.nodes[0].value())
    # Numbers, dates and truths are not compared as texts.
    return None


_OF_PLACES = frozenset({"position", "last"})
# Without anything in the brackets they look at the row itself.
_OF_THEMSELVES = frozenset({"string", "number", "string-length", "normalize-space", "name", "once"})


def _column(expression: Expression) -> str | None:
    if not isinstance(expression, Path) or expression.start is not Start.HERE:
        return None
    if len(expression.steps) != 1:
        return None
    (step,) = expression.steps
    return step.name if step.axis is Axis.CHILD and not step.predicates else None


def _is_same_for_all(expression: Expression) -> bool:
    return not any(
        (isinstance(one, Path) and one.start is Start.HERE)
        or (isinstance(one, Call) and one.name in _OF_THEMSELVES and not one.arguments)
        or (isinstance(one, Call) and one.name in {"random", "uuid", "once"})
        for one in everything(expression)
    )
