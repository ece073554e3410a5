"""Functions that look at what was chosen from a list."""

from __future__ import annotations

import math

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.signature import fixed
from pollkit.domain.logic.values import Value, to_number, to_text


def _selected(here: Here, chosen: Value, code: Value) -> bool:
    """Nothing chosen is the empty code: `selected(${q}, '')` is true then."""
    return to_text(code).strip() in to_text(chosen).split(" ")


def _count_selected(here: Here, chosen: Value) -> float:
    return float(len(to_text(chosen).split()))


def _selected_at(here: Here, chosen: Value, place: Value) -> str:
    """Counted from 0; "" where there is none."""
    codes, number = to_text(chosen).split(), to_number(place, here.zone)
    if not math.isfinite(number) or not 0 <= math.trunc(number) < len(codes):
        return ""
    return codes[math.trunc(number)]


def _choice_name(here: Here, code: Value, question: Value) -> str:
    """The words of an option; the question is a path in quotes, "/data/town"."""
    return here.world.label(to_text(question).strip(), to_text(code))


FUNCTIONS = {
    "selected": fixed(_selected, 2),
    "is-selected": fixed(_selected, 2, on_the_web=False),
    "count-selected": fixed(_count_selected, 1),
    "selected-at": fixed(_selected_at, 2),
    "jr:choice-name": fixed(_choice_name, 2),
}
