"""Functions that give true or false, and those that choose between values."""

from __future__ import annotations

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.patterns import matches
from pollkit.domain.logic.functions.signature import between, fixed
from pollkit.domain.logic.nodes import Nodeset
from pollkit.domain.logic.values import Value, numbers, to_boolean, to_number, to_text


def _true(here: Here) -> bool:
    return True


def _false(here: Here) -> bool:
    return False


def _boolean(here: Here, value: Value) -> bool:
    return to_boolean(value)


def _boolean_from_string(here: Here, value: Value) -> bool:
    return to_text(value) in {"1", "true"}


def _not(here: Here, value: Value) -> bool:
    return not to_boolean(value)


def _regex(here: Here, text: Value, pattern: Value) -> bool:
    return matches(to_text(text), to_text(pattern))


def _checklist(here: Here, least: Value, most: Value, *answers: Value) -> bool:
    """Whether so many are true; -1 = no limit on that side."""
    return _is_within(float(sum(truths(*answers))), least, most, here)


def _weighted_checklist(here: Here, least: Value, most: Value, *pairs: Value) -> bool:
    """The same for the sum of the weights; answers and weights take turns."""
    answers = truths(*pairs[::2])
    weights = [weight for pair in pairs[1::2] for weight in numbers(pair, here.zone)]
    total = sum(weight for answer, weight in zip(answers, weights, strict=False) if answer)
    return _is_within(total, least, most, here)


def _is_within(amount: float, least: Value, most: Value, here: Here) -> bool:
    low, high = to_number(least, here.zone), to_number(most, here.zone)
    return (low < 0 or amount >= low) and (high < 0 or amount <= high)


def truths(*values: Value) -> list[bool]:
    """Of a node-set, whether each node is answered."""
    found = []
    for value in values:
        if isinstance(value, Nodeset):
            found += [node.value().strip() != "" for node in value.relevant()]
        else:
            found.append(to_boolean(value))
    return found


def _if(here: Here, condition: Value, then: Value, otherwise: Value) -> Value:
    return then if to_boolean(condition) else otherwise


def _coalesce(here: Here, first: Value, second: Value) -> str:
    return to_text(first) or to_text(second)


def _once(here: Here, value: Value) -> str:
    return here.node.stored() or to_text(value)


def _depend(here: Here, value: Value, *others: Value) -> Value:
    return value


FUNCTIONS = {
    "true": fixed(_true, 0),
    "false": fixed(_false, 0),
    "boolean": fixed(_boolean, 1),
    "boolean-from-string": fixed(_boolean_from_string, 1),
    "not": fixed(_not, 1),
    "regex": fixed(_regex, 2),
    "checklist": between(_checklist, 2, None),
    "weighted-checklist": between(_weighted_checklist, 2, None),
    # Compiled so that only what is needed is worked out; called here where both are known.
    "if": fixed(_if, 3),
    "coalesce": fixed(_coalesce, 2),
    "once": fixed(_once, 1),
    "depend": between(_depend, 1, None, on_the_web=False),
}
