"""Equal, unequal, less and more, as XPath 1.0 has them, with days and moments.

Where one side is a node-set, the comparison holds if it holds for one of its nodes.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo

from pollkit.domain.logic.dates import instant
from pollkit.domain.logic.nodes import Nodeset
from pollkit.domain.logic.values import Single, Value, to_boolean, to_moment, to_number, to_text

Comparison = Callable[[Value, Value, tzinfo], bool]


def equal(left: Value, right: Value, zone: tzinfo) -> bool:
    left, right = _against_truth(left, right)
    return _some(left, right, zone, _are_equal)


def unequal(left: Value, right: Value, zone: tzinfo) -> bool:
    """Not the opposite of `equal` where a side is a node-set: some node differs."""
    left, right = _against_truth(left, right)
    if _is_day_beside_nothing(left, right) or _is_day_beside_nothing(right, left):
        return True
    return _some(left, right, zone, _are_unequal)


def less(left: Value, right: Value, zone: tzinfo) -> bool:
    return _some(left, right, zone, _ordered_by(operator.lt))


def at_most(left: Value, right: Value, zone: tzinfo) -> bool:
    return _some(left, right, zone, _ordered_by(operator.le))


def more(left: Value, right: Value, zone: tzinfo) -> bool:
    return _some(left, right, zone, _ordered_by(operator.gt))


def at_least(left: Value, right: Value, zone: tzinfo) -> bool:
    return _some(left, right, zone, _ordered_by(operator.ge))


COMPARISONS: dict[str, Comparison] = {
    "=": equal,
    "!=": unequal,
    "<": less,
    "<=": at_most,
    ">": more,
    ">=": at_least,
}

_OfSingles = Callable[[Single, Single, tzinfo], bool]


def _is_day_beside_nothing(day: Value, nothing: Value) -> bool:
    """A day that was worked out differs from what is missing: so say both engines, against XPath,
    where nothing is ever unequal to a missing node."""
    return isinstance(day, date) and isinstance(nothing, Nodeset) and not nothing.nodes


def _against_truth(left: Value, right: Value) -> tuple[Value, Value]:
    """Equal to true or false is a node-set as a whole; more or less, the number of each node."""
    if isinstance(left, bool) and isinstance(right, Nodeset):
        return left, to_boolean(right)
    if isinstance(right, bool) and isinstance(left, Nodeset):
        return to_boolean(left), right
    return left, right


def _some(left: Value, right: Value, zone: tzinfo, holds: _OfSingles) -> bool:
    if not isinstance(left, Nodeset) and not isinstance(right, Nodeset):
        return holds(left, right, zone)
    lefts, rights = _singles(left), _singles(right)
    return any(holds(one, other, zone) for one in lefts for other in rights)


def _singles(value: Value) -> Sequence[Single]:
    if isinstance(value, Nodeset):
        return [node.value() for node in value.nodes]
    return (value,)


def _are_equal(left: Single, right: Single, zone: tzinfo) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left, zone) == to_number(right, zone)
    one, other = to_moment(left, zone), to_moment(right, zone)
    if one is None or other is None:
        return to_text(left) == to_text(right)
    return _as_comparable(one, other, zone) == _as_comparable(other, one, zone)


def _are_unequal(left: Single, right: Single, zone: tzinfo) -> bool:
    return not _are_equal(left, right, zone)


def _ordered_by(compare: Callable[[float, float], bool]) -> _OfSingles:
    def holds(left: Single, right: Single, zone: tzinfo) -> bool:
        if isinstance(left, float) and isinstance(right, float):
            return compare(left, right)
        one, other = to_moment(left, zone), to_moment(right, zone)
        if one is not None and other is not None:
            return compare(_as_comparable(one, other, zone), _as_comparable(other, one, zone))
        return compare(to_number(left, zone), to_number(right, zone))

    return holds


def _as_comparable(moment: date | datetime, other: date | datetime, zone: tzinfo) -> float:
    """Days as days; where one of the two is a moment, both as instants."""
    if isinstance(moment, datetime) or isinstance(other, datetime):
        return instant(moment, zone).timestamp()
    return float(moment.toordinal())
