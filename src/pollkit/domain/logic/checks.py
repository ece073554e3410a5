"""What an import or an editor tells of the expressions of an instrument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.differences import Difference, differences
from pollkit.domain.logic.elements import Element, Task
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.formulas import Formula
from pollkit.domain.logic.making import ElementMaker, shape_of
from pollkit.errors import ExpressionProblem


@dataclass(frozen=True)
class FormProblem:
    """
    Attributes:
        path: of the question or section, as in the instrument; "" = the form as a whole.
        column: of the sheet: "relevant", "calculation", "label", ...; "" = none.
        at: where in the expression, counted from 0.
    """

    path: str
    column: str
    text: str
    at: int = 0


@dataclass(frozen=True)
class FormDifference:
    """What Collect and web forms answer differently, and where the form does it."""

    path: str
    column: str
    difference: Difference


def problems_of(instrument: Instrument) -> tuple[FormProblem, ...]:
    """All for which the instrument cannot be filled in, in its order; none = it can.

    Expressions that cannot be read or refer to what is not there, circles, and `${name}` in texts
    that nothing is called.
    """
    shape = shape_of(instrument)
    maker = ElementMaker(instrument, shape)
    elements = list(maker.elements())
    found = [FormProblem(*problem) for problem in maker.problems]
    if not maker.problems:
        try:
            Form(instrument)
        except ExpressionProblem as circle:
            found.append(FormProblem("", "", str(circle)))
    order = {element.path: place for place, element in enumerate(elements)}
    return tuple(sorted(found, key=lambda problem: order.get(problem.path, len(order))))


def differences_of(instrument: Instrument) -> tuple[FormDifference, ...]:
    """What of an instrument without problems is worth telling, in its order."""
    shape = shape_of(instrument)
    return tuple(
        FormDifference(element.path, column, difference)
        for element in ElementMaker(instrument, shape).elements()
        for column, used in _formulas(element)
        for difference in differences(used.written, shape)
    )


def _formulas(element: Element) -> Iterator[tuple[str, Formula]]:
    for task, used in element.formulas.items():
        if task is not Task.WORDS:
            yield task.value, used
    if element.default is not None:
        yield "default", element.default
    if element.triggered is not None:
        yield "calculation", element.triggered
