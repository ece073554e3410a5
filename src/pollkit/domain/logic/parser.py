"""From what is written in a sheet to an expression: recursive descent, one method a rule.

The grammar is that of XPath 1.0 as far as ODK XForms allows it
(https://getodk.github.io/xforms-spec/#xpath-paths), with XLSForm's `${name}`.
"""

from __future__ import annotations

from functools import lru_cache

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
    Start,
    Step,
    Text,
)
from pollkit.domain.logic.refusals import refusal
from pollkit.domain.logic.tokens import REFERENCE, Kind, Token, tokens
from pollkit.errors import ExpressionProblem
from pollkit.i18n import _

# From the weakest to the strongest; all of them are read from left to right.
_STRENGTH = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_NODE_TESTS = frozenset({"node", "text"})
_OTHER_AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "descendant",
        "following",
        "following-sibling",
        "namespace",
        "preceding",
        "preceding-sibling",
    }
)
# Each level takes five calls to read; Python allows a thousand.
DEEPEST = 100


@lru_cache(maxsize=4096)
def parse(written: str) -> Expression:
    """The expression that is written.

    Raises:
        ExpressionProblem: it cannot be read; says where, what was expected and what to do.
    """
    parser = _Parser(written)
    return parser.whole()


class _Parser:
    def __init__(self, written: str) -> None:
        self._written = written
        self._tokens = tokens(written)
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        if self._at_end():
            raise self._problem(
                _("There is nothing here. Write an expression, such as ${age} > 17.")
            )
        expression = self._binary(1)
        if not self._at_end():
            raise self._problem(self._why_left_over())
        return expression

    def _binary(self, weakest: int) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._problem(
                _(
                    "More than {most} brackets stand inside one another. Put a part of this into "
                    "a calculation of its own and refer to that."
                ).format(most=DEEPEST)
            )
        left = self._unary()
        while (strength := self._strength()) >= weakest:
            at = self._token.at
            rest: list[tuple[str, Expression]] = []
            while self._strength() == strength:
                operator = self._take().text
                rest.append((operator, self._binary(strength + 1)))
            left = Chain(left, tuple(rest), at)
        self._depth -= 1
        return left

    def _strength(self) -> int:
        """Of the operator that comes next; 0 = none does."""
        token = self._token
        if token.kind in {Kind.SYMBOL, Kind.NAME}:
            return _STRENGTH.get(token.text, 0)
        return 0

    def _unary(self) -> Expression:
        signs = []
        while self._token.is_symbol("-"):
            signs.append(self._take().at)
        operand = self._union()
        # Two signs are one number; ten thousand are two.
        for at in reversed(signs[: 2 - len(signs) % 2]):
            operand = Negative(operand, at)
        return operand

    def _union(self) -> Expression:
        first = self._path()
        at, rest = self._token.at, []
        while self._token.is_symbol("|"):
            rest.append((self._take().text, self._path()))
        return Chain(first, tuple(rest), at) if rest else first

    def _path(self) -> Expression:
        token = self._token
        if token.is_symbol("/", "//"):
            return self._absolute()
        if self._starts_step():
            return Path(Start.HERE, tuple(self._steps()), token.at)
        primary = self._primary()
        predicates = self._predicates()
        if predicates:
            primary = Filtered(primary, predicates, token.at)
        if self._token.is_symbol("/", "//"):
            return Path(primary, tuple(self._following_steps()), token.at)
        return primary

    def _absolute(self) -> Path:
        at = self._token.at
        if self._token.is_symbol("/"):
            self._take()
            steps = self._steps() if self._starts_step() else []
            return Path(Start.ROOT, tuple(steps), at)
        return Path(Start.ROOT, tuple(self._following_steps()), at)

    def _steps(self) -> list[Step]:
        return [self._step(), *self._following_steps()]

    def _following_steps(self) -> list[Step]:
        steps = []
        while self._token.is_symbol("/", "//"):
            sign = self._take()
            if sign.text == "//":
                steps.append(Step(Axis.INSIDE, at=sign.at))
            if not self._starts_step():
                raise self._problem(_("After “/” the name of a question or group is expected."))
            steps.append(self._step())
        return steps

    def _starts_step(self) -> bool:
        token = self._token
        if token.is_symbol(".", "..", "@", "*"):
            return True
        if token.kind is not Kind.NAME:
            return False
        return not self._after.is_symbol("(") or token.text in _NODE_TESTS

    def _step(self) -> Step:
        token = self._take()
        if token.is_symbol(".", ".."):
            axis = Axis.SELF if token.text == "." else Axis.PARENT
            return Step(axis, None, self._predicates(), token.at)
        axis = Axis.CHILD
        if token.is_symbol("@"):
            axis, token = Axis.ATTRIBUTE, self._take()
        elif self._token.is_symbol("::"):
            axis = self._axis(token)
            self._take()
            token = self._take()
        return self._named_step(axis, token)

    def _axis(self, token: Token) -> Axis:
        if token.text in set(Axis):
            return Axis(token.text)
        why = _("There is no “{axis}::”.")
        if token.text in _OTHER_AXES:
            why = _("“{axis}::” is not part of XLSForm, which knows child, parent and self.")
        raise refusal(
            why.format(axis=token.text)
            + " "
            + _("Refer to the question by ${name}, or to a row of a repeat by its position."),
            self._written,
            token.at,
        )

    def _named_step(self, axis: Axis, token: Token) -> Step:
        if token.is_symbol("*"):
            return Step(axis, None, self._predicates(), token.at)
        if token.kind is not Kind.NAME:
            raise refusal(
                _("The name of a question or group is expected here."), self._written, token.at
            )
        if token.text in _NODE_TESTS and self._token.is_symbol("("):
            self._take()
            self._expect(")")
            # The text inside a question is its answer.
            wanted = Axis.SELF if token.text == "text" and axis is Axis.CHILD else axis
            return Step(wanted, None, self._predicates(), token.at)
        return Step(axis, token.text.rpartition(":")[2], self._predicates(), token.at)

    def _predicates(self) -> tuple[Expression, ...]:
        predicates = []
        while self._token.is_symbol("["):
            self._take()
            predicates.append(self._binary(1))
            self._expect("]")
        return tuple(predicates)

    def _primary(self) -> Expression:
        token = self._token
        if token.kind is Kind.NUMBER:
            return Number(float(self._take().text), token.at)
        if token.kind is Kind.TEXT:
            return Text(self._take().text[1:-1], token.at)
        if token.kind is Kind.REFERENCE:
            match = REFERENCE.fullmatch(self._take().text)
            assert match is not None
            return Reference(match["name"], match["last_saved"] is not None, token.at)
        if token.is_symbol("("):
            self._take()
            inner = self._binary(1)
            self._expect(")")
            return inner
        if token.kind is Kind.NAME and self._after.is_symbol("("):
            return self._call()
        raise self._problem(self._why_no_operand())

    def _call(self) -> Call:
        name = self._take()
        self._expect("(")
        arguments: list[Expression] = []
        if not self._token.is_symbol(")"):
            arguments.append(self._binary(1))
            while self._token.is_symbol(","):
                self._take()
                arguments.append(self._binary(1))
        self._expect(")")
        return Call(name.text, tuple(arguments), name.at)

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    @property
    def _after(self) -> Token:
        return self._tokens[min(self._next + 1, len(self._tokens) - 1)]

    def _at_end(self) -> bool:
        return self._token.kind is Kind.END

    def _take(self) -> Token:
        token = self._token
        if token.kind is not Kind.END:
            self._next += 1
        return token

    def _expect(self, symbol: str) -> None:
        if not self._token.is_symbol(symbol):
            raise self._problem(
                _("“{symbol}” is expected here. {left_over}")
                .format(symbol=symbol, left_over=self._why_left_over())
                .strip()
            )
        self._take()

    def _problem(self, why: str) -> ExpressionProblem:
        return refusal(why, self._written, self._token.at)

    def _why_no_operand(self) -> str:
        token = self._token
        if token.kind is Kind.END:
            return _("Something is missing: a question such as ${name}, a number or a text.")
        if token.is_symbol("=") and self._next and self._tokens[self._next - 1].is_symbol("="):
            return _("Write one equals sign: “=”, not “==”.")
        if token.is_symbol(">") and self._next and self._tokens[self._next - 1].is_symbol("<"):
            return _("Write “!=” for “is not”, not “<>”.")
        return _(
            "A question such as ${{name}}, a number or a text is expected here, not “{text}”."
        ).format(text=token.text)

    def _why_left_over(self) -> str:
        token = self._token
        if token.kind is Kind.END:
            return _("The expression ends too early.")
        if token.is_symbol(")", "]"):
            return _("“{symbol}” closes nothing. Take it out, or open what it closes.").format(
                symbol=token.text
            )
        if token.text.lower() in _STRENGTH:
            return _("Write “{operator}” in small letters.").format(operator=token.text.lower())
        return _(
            "“{text}” does not belong to what stands before it. Put an operator between them, "
            "such as and, or, =, +."
        ).format(text=token.text)
