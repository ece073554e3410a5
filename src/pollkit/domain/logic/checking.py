"""What can be known to be wrong before anything is evaluated."""

from __future__ import annotations

from pollkit.domain.logic.dates import FORMAT_CODES
from pollkit.domain.logic.expressions import (
    Call,
    Chain,
    Expression,
    Filtered,
    Path,
    Reference,
    Text,
    everything,
)
from pollkit.domain.logic.functions import FUNCTIONS, GEOGRAPHIC, Function
from pollkit.domain.logic.functions.digests import ALGORITHMS
from pollkit.domain.logic.functions.patterns import compiled as compiled_pattern
from pollkit.domain.logic.refusals import refusal
from pollkit.domain.logic.shape import close_to
from pollkit.errors import ExpressionProblem
from pollkit.i18n import _, ngettext


def check_calls(expression: Expression, written: str, *, with_places: bool = False) -> None:
    """
    Args:
        with_places: functions of places are allowed.
    Raises:
        ExpressionProblem: a function is unknown, or is called in a way that it cannot be.
    """
    for one in everything(expression):
        if isinstance(one, Call):
            if one.name in GEOGRAPHIC and not (with_places and one.name in FUNCTIONS):
                raise refusal(_why_no_places(one.name), written, one.at)
            _check_call(one, written)
        elif isinstance(one, Chain) and one.rest[0][0] == "|":
            for operand in (one.first, *(operand for _sign, operand in one.rest)):
                if not can_be_nodeset(operand):
                    raise refusal(
                        _("“|” joins questions or lists, and this is neither."),
                        written,
                        operand.at,
                    )


def _check_call(call: Call, written: str) -> None:
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise refusal(_why_unknown(call.name), written, call.at)
    wrong = _wrong_number(call, function)
    if wrong:
        raise refusal(wrong, written, call.at)
    for place, argument in enumerate(call.arguments):
        needs_nodes = place in function.nodesets
        if call.name == "indexed-repeat":
            needs_nodes = place == 0 or place % 2 == 1
        if needs_nodes and not can_be_nodeset(argument):
            raise refusal(
                _(
                    "{name}() needs a question, a repeat or a list here, not a value that is "
                    "worked out."
                ).format(name=call.name),
                written,
                argument.at,
            )
    _check_texts(call, written)


def _wrong_number(call: Call, function: Function) -> str:
    given = len(call.arguments)
    if given < function.least:
        return ngettext(
            "{name}() needs at least {n} value in its brackets.",
            "{name}() needs at least {n} values in its brackets, separated by commas.",
            function.least,
        ).format(name=call.name, n=function.least)
    if function.most is not None and given > function.most:
        if function.most == 0:
            return _("{name}() takes nothing in its brackets.").format(name=call.name)
        return ngettext(
            "{name}() takes at most {n} value in its brackets.",
            "{name}() takes at most {n} values in its brackets.",
            function.most,
        ).format(name=call.name, n=function.most)
    if call.name == "indexed-repeat" and given % 2 == 0:
        return _("indexed-repeat() takes a question, then pairs of a repeat and a number.")
    if call.name == "weighted-checklist" and given % 2 == 1:
        return _("weighted-checklist() takes two limits, then pairs of an answer and its weight.")
    return ""


def _check_texts(call: Call, written: str) -> None:
    """Patterns that stand in the expression itself are read now, and not in the field."""
    texts = {n: one.value for n, one in enumerate(call.arguments) if isinstance(one, Text)}
    try:
        if call.name == "regex" and 1 in texts:
            compiled_pattern(texts[1])
        if call.name in {"format-date", "format-date-time"} and 1 in texts:
            _check_format(texts[1])
        if call.name == "digest" and 1 in texts and texts[1].upper() not in ALGORITHMS:
            raise ExpressionProblem(
                _("digest() knows {known}, not “{name}”.").format(
                    known=", ".join(ALGORITHMS), name=texts[1]
                )
            )
    except ExpressionProblem as wrong:
        raise refusal(str(wrong), written, call.at) from wrong


def _check_format(pattern: str) -> None:
    codes = iter(pattern)
    for sign in codes:
        if sign != "%":
            continue
        code = next(codes, "")
        if code not in FORMAT_CODES or not code:
            raise ExpressionProblem(
                _(
                    "A date can be written with %Y, %m, %d, %H, %M and others, not with “%{code}”."
                ).format(code=code)
            )


def _why_no_places(name: str) -> str:
    return _(
        "{name}() works with places and shapes. PollKit gathers none on this computer, so "
        "forms that calculate with them cannot be used here."
    ).format(name=name)


def _why_unknown(name: str) -> str:
    if name in _INSTEAD:
        return _("There is no function {name}(). {instead}").format(
            name=name, instead=_instead(name)
        )
    meant = close_to(name, FUNCTIONS.keys() - GEOGRAPHIC)
    if meant:
        return _("There is no function {name}(). Is {meant}() meant?").format(
            name=name, meant=meant
        )
    return _("There is no function {name}() in XLSForm.").format(name=name)


_INSTEAD = frozenset({"lower-case", "upper-case", "len", "length", "search", "isblank", "exists"})


def _instead(name: str) -> str:
    """What other languages call so, in XLSForm."""
    if name in {"lower-case", "upper-case"}:
        return _("Use translate(text, 'ABC…', 'abc…').")
    if name in {"len", "length"}:
        return _("Use string-length().")
    if name == "search":
        return _("It belongs into the column “appearance”; use instance() or pulldata() here.")
    return _("Compare with nothing: ${name} = ''.")


def can_be_nodeset(expression: Expression) -> bool:
    match expression:
        case Path() | Reference() | Filtered():
            return True
        case Chain():
            return expression.rest[0][0] == "|"
        case Call("if"):
            return all(can_be_nodeset(one) for one in expression.arguments[1:])
        case Call():
            function = FUNCTIONS.get(expression.name)
            return function is None or function.gives_nodeset
        case _:
            return False
