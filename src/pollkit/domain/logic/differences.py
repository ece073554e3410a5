"""What ODK Collect and the web engines answer differently, and what PollKit does.

Where both agree, so does PollKit. Where they differ, it follows the published specification
(https://getodk.github.io/xforms-spec/), which builds on XPath 1.0. The entries were measured with
JavaRosa 5 (Collect's engine) and openrosa-xpath-evaluator 2.0 (Enketo's).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pollkit.domain.logic.dates import looks_like_moment
from pollkit.domain.logic.expressions import (
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Negative,
    Number,
    Path,
    Reference,
    Text,
    everything,
)
from pollkit.domain.logic.functions import FUNCTIONS
from pollkit.domain.logic.parser import parse
from pollkit.domain.logic.shape import Shape
from pollkit.i18n import _


@dataclass(frozen=True)
class Difference:
    """
    Attributes:
        name: short, for lists and tests.
        what: what differs, as a sentence.
        here: what PollKit does.
        is_told: False = it matters too seldom to be told of each form that could meet it.
    """

    name: str
    what: str
    here: str
    is_told: bool = True


def differences(written: str, shape: Shape | None = None) -> tuple[Difference, ...]:
    """What of an expression Collect and web forms answer differently, worth telling at import.

    Args:
        shape: of the form; without it, what depends on which questions repeat is not found.
    Raises:
        ExpressionProblem: it cannot be read.
    """
    known = {one.name: one for one in all_differences()}
    found: dict[str, None] = {}
    for one in everything(parse(written)):
        found |= dict.fromkeys(_met_by(one))
        if shape is not None and _looks_at_own_row(one, shape):
            found["row-in-brackets"] = None
    return tuple(known[name] for name in found if known[name].is_told)


def all_differences() -> tuple[Difference, ...]:
    """The whole table, in the language that is spoken."""
    return (
        Difference(
            "function-not-in-collect",
            _("Collect does not know this function, and stops with an error."),
            _("It is worked out as in XPath 1.0."),
        ),
        Difference(
            "function-not-on-the-web",
            _("Web forms do not know this function, and stop with an error."),
            _("It is worked out as in Collect."),
        ),
        Difference(
            "anywhere",
            _("Collect does not know “//”."),
            _("It finds the questions anywhere in the form, as in XPath 1.0."),
        ),
        Difference(
            "place-in-brackets",
            _("Collect finds nothing where a row is chosen by its number alone, as in [2]."),
            _("The row is found, as in XPath 1.0. Write [position() = 2]."),
        ),
        Difference(
            "row-in-brackets",
            _(
                "In brackets after a repeat, ${x} is the answer of the row that is looked at in "
                "Collect, and those of all rows in web forms."
            ),
            _("It is those of all rows, as in XPath 1.0. Write ./x for the row's own."),
        ),
        Difference(
            "joined-lists",
            _("Collect does not know “|”."),
            _("It joins questions or lists, as the specification says."),
        ),
        Difference(
            "regex-anywhere",
            _(
                "Collect wants the whole text to match a regular expression, web forms only some "
                "part of it."
            ),
            _(
                "The whole text must match, as ODK's documentation says. Begin the pattern with "
                "“^” and end it with “$” to have the same everywhere."
            ),
        ),
        Difference(
            "blanks-among-numbers",
            _(
                "Collect leaves unanswered questions out of sum(), min() and max(); web forms give "
                "no number as long as one is unanswered."
            ),
            _(
                "There is no number as long as one is unanswered, as in XPath. Write "
                "sum(${x}[. != '']) to leave them out everywhere."
            ),
        ),
        Difference(
            "question-as-condition",
            _(
                "For a question alone as a condition, Collect asks whether it is answered, web "
                "forms only whether it is there, which it always is."
            ),
            _("It counts as true when it is asked, as in XPath 1.0. Write ${x} != ''."),
        ),
        Difference(
            "dates-in-quotes",
            _("Collect does not take a text such as '2026-01-31' for a date when it compares."),
            _(
                "It counts as the date, as the specification says. Write date('2026-01-31') to "
                "have the same everywhere."
            ),
        ),
        Difference(
            "now-as-text",
            _("As a text, Collect writes only the day of now(), web forms the time too."),
            _("The time is written too. Write format-date-time(now(), '…')."),
        ),
        Difference(
            "row-before-the-first",
            _(
                "For a row below 1, indexed-repeat() gives the first row in Collect and nothing "
                "in web forms."
            ),
            _("It gives nothing, as the specification says."),
        ),
        Difference(
            "no-number-in-coalesce",
            _(
                "Where a calculation has no number, Collect's coalesce() takes the second value, "
                "web forms take “NaN”."
            ),
            _("It is “NaN”, as the specification says. Put coalesce() around each question."),
        ),
        Difference(
            "week",
            _("Web forms do not know “%W”; Collect counts weeks as the phone's language does."),
            _("It is written as the number of the ISO week."),
        ),
        Difference(
            "no-limit-of-weights",
            _("In weighted-checklist(), -1 means “no limit” in web forms, and -1 in Collect."),
            _("It means “no limit”, as the specification says."),
        ),
        *_seldom(),
    )


def _seldom() -> tuple[Difference, ...]:
    return (
        Difference(
            "several-rows-as-one",
            _("Collect stops where a question of several rows is used as one value."),
            _("Its first row counts, and a comparison holds if it does for one row."),
            is_told=False,
        ),
        Difference(
            "several-codes-selected",
            _("selected('a b', 'a b') is true in Collect."),
            _("It is false: no single option is called so."),
            is_told=False,
        ),
        Difference(
            "half-below-zero",
            _("round(-1.5) is -1 in Collect and -2 in web forms."),
            _("It is -1, as in XPath 1.0."),
            is_told=False,
        ),
        Difference(
            "hundreds-below-zero",
            _("Collect rounds numbers below zero to tens and hundreds wrongly."),
            _("They are rounded as all others."),
            is_told=False,
        ),
        Difference(
            "last-decimal",
            _("Collect takes numbers that differ by less than 0.000000000001 for equal."),
            _("They are different, as in XPath 1.0."),
            is_told=False,
        ),
        Difference(
            "missing-is-not",
            _("That something missing is not 0, is true in Collect and false in web forms."),
            _("It is false, as in XPath 1.0."),
            is_told=False,
        ),
        Difference(
            "decimal-comma",
            _("Collect reads '1,5' as a number."),
            _("It is none, as in XPath 1.0."),
            is_told=False,
        ),
        Difference(
            "capital-true",
            _("boolean-from-string('TRUE') is true in Collect."),
            _("It is false, as the specification says."),
            is_told=False,
        ),
        Difference(
            "large-number",
            _("Collect writes numbers from 2147483648 on with an exponent: 1.0E11."),
            _("All digits are written, as in XPath 1.0."),
            is_told=False,
        ),
        Difference(
            "time-of-day",
            _("decimal-time() needs a date in Collect, and an offset in web forms."),
            _("It takes each of them, and a time alone as one of here."),
            is_told=False,
        ),
        Difference(
            "fraction-of-a-day",
            _("A day is a whole number in Collect; web forms count it from its midnight in UTC."),
            _("It is a whole number."),
            is_told=False,
        ),
        Difference(
            "decimals-beside-a-date",
            _("Web forms cut off the decimals of an answer that stands beside a date."),
            _("They count, as in Collect."),
            is_told=False,
        ),
        Difference(
            "moments-by-day",
            _("Collect compares moments by their days, web forms by their time."),
            _("They are compared by their time; a day begins at midnight."),
            is_told=False,
        ),
        Difference(
            "no-date",
            _("What is no date stops Collect, and is “Invalid Date” in web forms."),
            _("It is blank."),
            is_told=False,
        ),
    )


# Functions and operators that ask of a value whether it is true.
_CONDITIONS = {"not": 1, "boolean": 1, "if": 1}
_SUMS = frozenset({"sum", "min", "max"})
_AS_TEXT = frozenset({"concat", "string", "join", "substr", "string-length"})
_COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">=", "+", "-"})


def _met_by(one: Expression) -> Iterator[str]:
    """Names of the differences that this part of an expression meets, its own parts aside."""
    match one:
        case Call():
            yield from _met_by_call(one)
        case Chain():
            yield from _met_by_chain(one)
        case Path():
            yield from _met_by_path(one)
        case Filtered() if any(isinstance(predicate, Number) for predicate in one.predicates):
            yield "place-in-brackets"


def _looks_at_own_row(one: Expression, shape: Shape) -> bool:
    """`${child}[${age} > 5]`: a reference in brackets to what stands in the repeat before them."""
    if not isinstance(one, Filtered) or not isinstance(one.base, Reference):
        return False
    around = {place.names for place in shape.named.get(one.base.name, ())}
    inside = {
        place.names
        for predicate in one.predicates
        for part in everything(predicate)
        if isinstance(part, Reference)
        for place in shape.named.get(part.name, ())
    }
    return any(names[: len(outer)] == outer for outer in around for names in inside)


def _met_by_path(path: Path) -> Iterator[str]:
    if any(step.axis is Axis.INSIDE for step in path.steps):
        yield "anywhere"
    predicates = [predicate for step in path.steps for predicate in step.predicates]
    if any(isinstance(predicate, Number) for predicate in predicates):
        yield "place-in-brackets"


def _met_by_call(call: Call) -> Iterator[str]:
    function = FUNCTIONS.get(call.name)
    if function is not None and not function.in_collect:
        yield "function-not-in-collect"
    if function is not None and not function.on_the_web:
        yield "function-not-on-the-web"
    if any(map(_is_question, call.arguments[: _CONDITIONS.get(call.name, 0)])):
        yield "question-as-condition"
    if call.name in _SUMS and any(map(_is_question, call.arguments)):
        yield "blanks-among-numbers"
    if call.name in _AS_TEXT and any(map(_is_now, call.arguments)):
        yield "now-as-text"
    if call.name in _BY_FUNCTION and _BY_FUNCTION[call.name][1](call):
        yield _BY_FUNCTION[call.name][0]


def _met_by_chain(chain: Chain) -> Iterator[str]:
    operands = [chain.first, *(operand for _sign, operand in chain.rest)]
    signs = {sign for sign, _operand in chain.rest}
    if "|" in signs:
        yield "joined-lists"
    if signs & {"and", "or"} and any(map(_is_question, operands)):
        yield "question-as-condition"
    if signs & _COMPARING and any(
        isinstance(operand, Text) and looks_like_moment(operand.value) for operand in operands
    ):
        yield "dates-in-quotes"


def _is_question(expression: Expression) -> bool:
    if isinstance(expression, Path):
        return not (expression.steps and expression.steps[-1].predicates)
    return isinstance(expression, Reference)


def _is_now(expression: Expression) -> bool:
    return isinstance(expression, Call) and expression.name == "now"


def _is_open(call: Call) -> bool:
    """A pattern that does not say itself where it begins and ends."""
    pattern = call.arguments[1] if len(call.arguments) > 1 else None
    return isinstance(pattern, Text) and not re.fullmatch(
        r"\^[^|]*\$|\^\((?:[^()]|\([^()]*\))*\)\$|\.\*.*\.\*", pattern.value, re.DOTALL
    )


def _looks_back(call: Call) -> bool:
    return any(
        isinstance(one, Chain) and one.rest[0][0] == "-"
        for index in call.arguments[2::2]
        for one in everything(index)
    )


def _coalesces_number(call: Call) -> bool:
    first = call.arguments[0] if call.arguments else None
    is_sum = isinstance(first, Chain) and first.rest[0][0] in {"+", "-", "*", "div", "mod"}
    return is_sum or (isinstance(first, Call) and first.name in {"number", "int", "round", *_SUMS})


def _asks_for_week(call: Call) -> bool:
    pattern = call.arguments[-1] if call.arguments else None
    return isinstance(pattern, Text) and "%W" in pattern.value


def _has_no_limit(call: Call) -> bool:
    return any(
        isinstance(limit, Negative) and limit.operand == Number(1.0) for limit in call.arguments[:2]
    )


_BY_FUNCTION: dict[str, tuple[str, Callable[[Call], bool]]] = {
    "regex": ("regex-anywhere", _is_open),
    "indexed-repeat": ("row-before-the-first", _looks_back),
    "coalesce": ("no-number-in-coalesce", _coalesces_number),
    "format-date": ("week", _asks_for_week),
    "format-date-time": ("week", _asks_for_week),
    "weighted-checklist": ("no-limit-of-weights", _has_no_limit),
}
