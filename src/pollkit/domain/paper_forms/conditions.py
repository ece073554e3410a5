"""Conditions in words, for people who fill in a form with a pen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pollkit.domain.instruments import OF_CODES, Instrument, Item, ItemKind
from pollkit.domain.logic.expressions import Call, Chain, Expression, Number, Path, Reference, Text
from pollkit.domain.logic.parser import parse
from pollkit.domain.texts import in_language
from pollkit.errors import ExpressionProblem
from pollkit.i18n import _


@dataclass(frozen=True)
class Numbered:
    """What a form calls its questions: item name -> number, as printed."""

    instrument: Instrument
    numbers: Mapping[str, str]
    language: str

    def find(self, leaf: str) -> tuple[Item, str] | None:
        """The item that an expression calls so, and its number; None if it is not on the form."""
        for item in self.instrument.items:
            if item.leaf == leaf and item.name in self.numbers:
                return item, self.numbers[item.name]
        return None


def in_words(written: str, form: Numbered) -> str | None:
    """ "you answered “Yes” to question 3"; None where no plain words say it."""
    try:
        return _said(parse(written), form)
    except ExpressionProblem:
        return None


def _said(expression: Expression, form: Numbered) -> str | None:
    match expression:
        case Chain(first, rest) if {operator for operator, _operand in rest} == {"or"}:
            operands = (first, *(operand for _o, operand in rest))
            return _one_of(operands, form) or _joined(operands, form, _("{a} or {b}"))
        case Chain(first, rest) if {operator for operator, _operand in rest} == {"and"}:
            return _joined((first, *(operand for _o, operand in rest)), form, _("{a} and {b}"))
        case Chain(first, ((operator, second),)):
            return _comparison(first, operator, second, form)
        case Call("selected", (Reference() | Path() as item, Text(code))):
            return _chosen(_question(item, form), code, form)
        case Call("not", (inner,)):
            return _denied(inner, form)
    return None


def _one_of(operands: tuple[Expression, ...], form: Numbered) -> str | None:
    """ "you answered “Yes” or “Perhaps” to question 3", where all are answers to one question."""
    chosen = [_choice(operand, form) for operand in operands]
    if None in chosen or len({number for _item, number, _code in filter(None, chosen)}) > 1:
        return None
    labels = [_label(item, code, form) for item, _number, code in filter(None, chosen)]
    said = _("“{label}”").format(label=labels[0])
    for label in labels[1:]:
        other = _("“{label}”").format(label=label)
        said = _("{label} or {other}").format(label=said, other=other)
    number = next(number for _item, number, _code in filter(None, chosen))
    if None in labels:
        return None
    return _("you answered {labels} to question {number}").format(labels=said, number=number)


def _choice(expression: Expression, form: Numbered) -> tuple[Item, str, str] | None:
    """(item, number, code) of "this option was chosen"."""
    match expression:
        case Call("selected", (item, Text(code))):
            found = _question(item, form)
        case Chain(item, (("=", Text(code)),)) if code:
            found = _question(item, form)
        case _:
            return None
    return None if found is None else (*found, code)


def _joined(operands: tuple[Expression, ...], form: Numbered, pattern: str) -> str | None:
    said = [_said(operand, form) for operand in operands]
    text = said[0]
    for other in said[1:]:
        if text is None or other is None:
            return None
        text = pattern.format(a=text, b=other)
    return text


def _denied(inner: Expression, form: Numbered) -> str | None:
    if isinstance(inner, Call) and inner.name == "selected":
        item, code = inner.arguments
        if isinstance(code, Text):
            return _not_chosen(_question(item, form), code.value, form)
    return None


def _comparison(left: Expression, operator: str, right: Expression, form: Numbered) -> str | None:
    if _question(left, form) is None:
        left, right, operator = right, left, _TURNED.get(operator, operator)
    found = _question(left, form)
    if found is None:
        return None
    item, number = found
    match right:
        case Text(""):
            said = {
                "=": _("you left question {number} open"),
                "!=": _("you answered question {number}"),
            }.get(operator)
            return said and said.format(number=number)
        case Text(code) if operator in ("=", "!="):
            return (_chosen if operator == "=" else _not_chosen)(found, code, form)
        case Number(value):
            amount = f"{value:g}"
            if item.kind in OF_CODES and operator in ("=", "!="):
                return (_chosen if operator == "=" else _not_chosen)(found, amount, form)
            said = _amounts().get(operator)
            return said and said.format(number=number, amount=amount)
    return None


def _amounts() -> dict[str, str]:
    return {
        "=": _("your answer to question {number} is {amount}"),
        "!=": _("your answer to question {number} is not {amount}"),
        "<": _("your answer to question {number} is below {amount}"),
        "<=": _("your answer to question {number} is {amount} or less"),
        ">": _("your answer to question {number} is above {amount}"),
        ">=": _("your answer to question {number} is {amount} or more"),
    }


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _question(expression: Expression, form: Numbered) -> tuple[Item, str] | None:
    match expression:
        case Reference(name, last_saved=False):
            return form.find(name)
        case Path(steps=(*_before, last)) if last.name is not None:
            return form.find(last.name)
    return None


def _chosen(found: tuple[Item, str] | None, code: str, form: Numbered) -> str | None:
    return _with_label(_("you answered “{label}” to question {number}"), found, code, form)


def _not_chosen(found: tuple[Item, str] | None, code: str, form: Numbered) -> str | None:
    return _with_label(_("you did not answer “{label}” to question {number}"), found, code, form)


def _with_label(
    pattern: str, found: tuple[Item, str] | None, code: str, form: Numbered
) -> str | None:
    if found is None:
        return None
    label = _label(found[0], code, form)
    return None if label is None else pattern.format(label=label, number=found[1])


def _label(item: Item, code: str, form: Numbered) -> str | None:
    if item.kind is ItemKind.SCALE:
        return code
    texts = next((option.texts for option in item.options if option.code == code), None)
    if texts is None:
        return None
    return in_language(texts, form.language, form.instrument.languages) or code
