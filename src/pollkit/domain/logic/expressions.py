"""What an expression consists of, once it is read.

`at` is the place in the written expression, counted from 0, for messages; it does not count when
two expressions are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TypeAlias


class Start(Enum):
    """Where a path begins that does not begin with an expression."""

    ROOT = "root"  # "/data/age"
    HERE = "here"  # "../age"


class Axis(StrEnum):
    CHILD = "child"
    PARENT = "parent"
    SELF = "self"
    ATTRIBUTE = "attribute"
    INSIDE = "descendant-or-self"  # what "//" stands for


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Words in quotes. `${name}` in them is put in their place, as XLSForm does."""

    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`, or `${last-saved#name}`: the answer in the last response that was saved."""

    name: str
    last_saved: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Expression, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one strength, from left to right: `a + b - c`.

    A chain and not a tree of pairs: forms join hundreds of `selected(...)` by `or`.
    """

    first: Expression
    rest: tuple[tuple[str, Expression], ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is None for any node: "*", ".", ".."."""

    axis: Axis
    name: str | None = None
    predicates: tuple[Expression, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    start: Start | Expression
    steps: tuple[Step, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filtered:
    """An expression with predicates of its own: `instance('a')[1]`, `(a | b)[1]`."""

    base: Expression
    predicates: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


Expression: TypeAlias = Number | Text | Reference | Call | Negative | Chain | Path | Filtered


def parts(expression: Expression) -> Iterator[Expression]:
    """The expressions directly inside this one, predicates included."""
    match expression:
        case Call():
            yield from expression.arguments
        case Negative():
            yield expression.operand
        case Chain():
            yield expression.first
            yield from (operand for _, operand in expression.rest)
        case Path():
            if not isinstance(expression.start, Start):
                yield expression.start
            for step in expression.steps:
                yield from step.predicates
        case Filtered():
            yield expression.base
            yield from expression.predicates


def everything(expression: Expression) -> Iterator[Expression]:
    """This expression and all inside it, the outer before the inner."""
    waiting = [expression]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(list(parts(one))))
