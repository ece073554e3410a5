"""Functions that give numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.signature import Function, between, fixed
from pollkit.domain.logic.nodes import Nodeset
from pollkit.domain.logic.values import Value, to_number
from pollkit.domain.logic.values import numbers as numbers_of


def _number(here: Here, value: Value | None = None) -> float:
    return to_number(here.node.value() if value is None else value, here.zone)


def _int(here: Here, value: Value) -> float:
    number = to_number(value, here.zone)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _floor(here: Here, value: Value) -> float:
    number = to_number(value, here.zone)
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(here: Here, value: Value) -> float:
    number = to_number(value, here.zone)
    return float(math.ceil(number)) if math.isfinite(number) else number


def _round(here: Here, value: Value, places: Value = 0.0) -> float:
    """Half goes up, towards plus infinity, as in XPath 1.0: round(-1.5) is -1."""
    number, wanted = to_number(value, here.zone), to_number(places, here.zone)
    if not math.isfinite(number):
        return number
    if not math.isfinite(wanted) or abs(wanted) > 30:
        return math.nan
    unit = Decimal(1).scaleb(-int(wanted))
    try:
        # The shortest decimal of the number is what people see: 1.005 goes to 1.01.
        whole = (Decimal(repr(number)) / unit + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    except InvalidOperation:
        return number
    return float(whole * unit)


def _sum(here: Here, nodes: Nodeset) -> float:
    return math.fsum(numbers_of(nodes, here.zone)) if nodes.nodes else 0.0


def _max(here: Here, *values: Value) -> float:
    return _best(max, here, values)


def _min(here: Here, *values: Value) -> float:
    return _best(min, here, values)


def _best(choose: Callable[[list[float]], float], here: Here, values: tuple[Value, ...]) -> float:
    found = [number for value in values for number in numbers_of(value, here.zone)]
    if not found or any(map(math.isnan, found)):
        return math.nan
    return choose(found)


def _power(base: float, power: float) -> float:
    if base == 0 and power < 0:
        return math.inf
    return math.pow(base, power)


def _of_one(calculate: Callable[[float], float]) -> Function:
    def call(here: Here, value: Value) -> float:
        return _calculated(calculate, to_number(value, here.zone))

    return fixed(call, 1)


def _of_two(calculate: Callable[[float, float], float]) -> Function:
    def call(here: Here, one: Value, other: Value) -> float:
        return _calculated(calculate, to_number(one, here.zone), to_number(other, here.zone))

    return fixed(call, 2)


def _calculated(calculate: Callable[..., float], *numbers: float) -> float:
    """NaN where there is no result, infinity where it is too large, as in Java and JavaScript."""
    try:
        return float(calculate(*numbers))
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _ten_to_the(power: float) -> float:
    return math.pow(10, power)


def _pi(here: Here) -> float:
    return math.pi


FUNCTIONS = {
    "number": between(_number, 0, 1),
    "int": fixed(_int, 1),
    "floor": fixed(_floor, 1, in_collect=False),
    "ceiling": fixed(_ceiling, 1, in_collect=False),
    "round": between(_round, 1, 2),
    "sum": fixed(_sum, 1, nodesets=frozenset({0})),
    "max": between(_max, 1, None),
    "min": between(_min, 1, None),
    "pow": _of_two(_power),
    "log": _of_one(_log),
    "log10": _of_one(_log10),
    "abs": _of_one(abs),
    "sin": _of_one(math.sin),
    "cos": _of_one(math.cos),
    "tan": _of_one(math.tan),
    "asin": _of_one(math.asin),
    "acos": _of_one(math.acos),
    "atan": _of_one(math.atan),
    "atan2": _of_two(math.atan2),
    "sqrt": _of_one(math.sqrt),
    "exp": _of_one(math.exp),
    "exp10": _of_one(_ten_to_the),
    "pi": fixed(_pi, 0),
}
