"""From an expression to a function of where it is evaluated."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

from pollkit.domain.logic.comparing import COMPARISONS
from pollkit.domain.logic.context import Here
from pollkit.domain.logic.expressions import (
    Call,
    Chain,
    Expression,
    Filtered,
    Negative,
    Number,
    Path,
    Text,
)
from pollkit.domain.logic.functions import FUNCTIONS
from pollkit.domain.logic.nodes import Node, Nodeset, in_order
from pollkit.domain.logic.paths import Evaluate, filtered, indexed_repeat, path
from pollkit.domain.logic.shape import Scope
from pollkit.domain.logic.values import Value, difference, to_boolean, to_number, to_text


def compiled(expression: Expression, scope: Scope | None = None) -> Evaluate:
    """What gives the value. References must be resolved and functions checked."""
    match expression:
        case Number() | Text():
            return _constant(expression.value)
        case Negative():
            return _negative(compiled(expression.operand, scope))
        case Chain():
            return _chain(expression, scope)
        case Path():
            return path(expression, scope, compiled)
        case Filtered():
            base = compiled(expression.base, scope)
            return filtered(base, [compiled(one, scope) for one in expression.predicates])
        case Call():
            return _call(expression, scope)
        case _:
            raise TypeError(expression)


def _constant(value: Value) -> Evaluate:
    return lambda here: value


def _negative(operand: Evaluate) -> Evaluate:
    return lambda here: -to_number(operand(here), here.zone)


def _chain(chain: Chain, scope: Scope | None) -> Evaluate:
    operators = [operator for operator, _ in chain.rest]
    operands = [compiled(one, scope) for one in (chain.first, *(o for _, o in chain.rest))]
    if operators[0] == "or":
        return lambda here: any(to_boolean(operand(here)) for operand in operands)
    if operators[0] == "and":
        return lambda here: all(to_boolean(operand(here)) for operand in operands)
    if operators[0] == "|":
        return _union(operands)
    if len(operands) == 2:
        return _pair(operators[0], *operands)
    return _left_to_right(operands[0], list(zip(operators, operands[1:], strict=True)))


def _union(operands: Sequence[Evaluate]) -> Evaluate:
    def union(here: Here) -> Value:
        return Nodeset(in_order([node for one in operands for node in nodes_of(one(here))]))

    return union


def nodes_of(value: Value) -> Sequence[Node]:
    return value.nodes if isinstance(value, Nodeset) else ()


def _pair(operator: str, left: Evaluate, right: Evaluate) -> Evaluate:
    operation = _OPERATIONS[operator]
    return lambda here: operation(left(here), right(here), here)


def _left_to_right(first: Evaluate, rest: Sequence[tuple[str, Evaluate]]) -> Evaluate:
    steps = [(_OPERATIONS[operator], operand) for operator, operand in rest]

    def value(here: Here) -> Value:
        result = first(here)
        for operation, operand in steps:
            result = operation(result, operand(here), here)
        return result

    return value


_Operation: TypeAlias = Callable[[Value, Value, Here], Value]


def _add(left: Value, right: Value, here: Here) -> float:
    return to_number(left, here.zone) + to_number(right, here.zone)


def _subtract(left: Value, right: Value, here: Here) -> float:
    if isinstance(left, float) and isinstance(right, float):
        return left - right
    return difference(left, right, here.zone)


def _multiply(left: Value, right: Value, here: Here) -> float:
    return to_number(left, here.zone) * to_number(right, here.zone)


def _divide(left: Value, right: Value, here: Here) -> float:
    one, other = to_number(left, here.zone), to_number(right, here.zone)
    if other != 0:
        return one / other
    if one == 0 or math.isnan(one):
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1.0, other)


def _rest(left: Value, right: Value, here: Here) -> float:
    """With the sign of the left side, as in Java and JavaScript."""
    one, other = to_number(left, here.zone), to_number(right, here.zone)
    if other == 0 or math.isinf(one) or math.isnan(one) or math.isnan(other):
        return math.nan
    return math.fmod(one, other)


def _comparison(sign: str) -> _Operation:
    compare = COMPARISONS[sign]
    return lambda left, right, here: compare(left, right, here.zone)


_OPERATIONS: dict[str, _Operation] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "div": _divide,
    "mod": _rest,
    **{sign: _comparison(sign) for sign in COMPARISONS},
}


def _call(call: Call, scope: Scope | None) -> Evaluate:
    if call.name == "indexed-repeat":
        return indexed_repeat(call, scope, compiled)
    arguments = [compiled(one, scope) for one in call.arguments]
    if call.name in _LAZY:
        return _LAZY[call.name](*arguments)
    function = FUNCTIONS[call.name].call
    match arguments:
        case []:
            return function
        case [one]:
            return lambda here: function(here, one(here))
        case [one, other]:
            return lambda here: function(here, one(here), other(here))
        case _:
            return lambda here: function(here, *[argument(here) for argument in arguments])


def _if(condition: Evaluate, then: Evaluate, otherwise: Evaluate) -> Evaluate:
    return lambda here: then(here) if to_boolean(condition(here)) else otherwise(here)


def _coalesce(first: Evaluate, second: Evaluate) -> Evaluate:
    return lambda here: to_text(first(here)) or to_text(second(here))


def _once(calculate: Evaluate) -> Evaluate:
    return lambda here: here.node.stored() or to_text(calculate(here))


# Only what is needed is worked out: the other side may be costly, or draw a random number.
_LAZY: dict[str, Callable[..., Evaluate]] = {"if": _if, "coalesce": _coalesce, "once": _once}
