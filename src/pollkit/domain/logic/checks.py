"""What an import or an editor tells of the expressions of an instrument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.logic.differences import Difference, differences
from pollkit.domain.logic.elements import Element
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.formulas import Formula, formula
from pollkit.domain.logic.making import ElementMaker, shape_of
from pollkit.domain.logic.shape import Scope, Shape
from pollkit.domain.logic.tokens import REFERENCE
from pollkit.domain.texts import Texts
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
    for element in elements:
        for column, texts in _worded(element):
            found += _wording_problems(element, column, texts, shape)
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
        yield task.value, used
    if element.default is not None:
        yield "default", element.default
    if element.triggered is not None:
        yield "calculation", element.triggered


def _worded(element: Element) -> Iterator[tuple[str, Texts]]:
    if element.section is not None:
        yield "label", element.section.texts
    if element.item is not None:
        yield from _item_texts(element.item)


def _item_texts(item: Item) -> Iterator[tuple[str, Texts]]:
    yield "label", item.texts
    yield "hint", item.hint
    yield "constraint_message", item.rules.constraint_message
    yield "required_message", item.rules.required_message


def _wording_problems(
    element: Element, column: str, texts: Texts, shape: Shape
) -> Iterator[FormProblem]:
    """Once for each name, in whichever languages it stands."""
    written = dict.fromkeys(
        match[0] for text in texts.values() for match in REFERENCE.finditer(text)
    )
    for reference in written:
        try:
            formula(reference, Scope(shape, element.names))
        except ExpressionProblem as wrong:
            yield FormProblem(element.path, column, str(wrong), wrong.at)
