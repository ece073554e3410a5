"""What `${name}` stands for: the same paths as pyxform, the reference converter, writes.

Within a repeat that both stand in, a reference is relative, so that it means the same row; else it
is absolute. In the predicate of a list it begins at the question (`current()`), not at the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pollkit.domain.logic.expressions import (
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Negative,
    Path,
    Reference,
    Start,
    Step,
    Text,
    everything,
)
from pollkit.domain.logic.parser import parse
from pollkit.domain.logic.refusals import refusal
from pollkit.domain.logic.shape import LAST_SAVED, Names, Place, Scope, close_to
from pollkit.domain.logic.tokens import REFERENCE
from pollkit.i18n import _


def resolved(written: str, scope: Scope) -> Expression:
    """The expression with paths in place of `${name}`.

    Raises:
        ExpressionProblem: it cannot be read, or refers to what is not there or there twice.
    """
    expression = parse(written)
    return _Resolver(written, expression, scope).replaced(expression, _Spot())


def as_xpath(written: str, scope: Scope) -> str:
    """The text that pyxform writes into an XForm for this expression."""
    expression = parse(written)
    resolver = _Resolver(written, expression, scope)
    spots = dict(_spots(expression))

    def path(match: re.Match[str]) -> str:
        at = max((start for start in spots if start <= match.start()), default=0)
        return resolver.text_of(match["name"], match["last_saved"] is not None, spots[at])

    return REFERENCE.sub(path, written)


def named(written: str) -> frozenset[str]:
    """The names that the expression refers to by `${...}`, in quotes too."""
    return frozenset(match["name"] for match in REFERENCE.finditer(written))


@dataclass(frozen=True)
class _Spot:
    """Where in the expression a reference stands."""

    in_predicate: bool = False
    # Of indexed-repeat, the question and the repeats: they are meant as a whole.
    is_absolute: bool = False


def _inner_spots(expression: Expression, spot: _Spot) -> Iterator[tuple[Expression, _Spot]]:
    """The parts of an expression, each with where it stands."""
    inside = replace(spot, is_absolute=False)
    filtering = _Spot(in_predicate=True)
    match expression:
        case Call("indexed-repeat"):
            for place, argument in enumerate(expression.arguments):
                yield argument, replace(spot, is_absolute=place == 0 or place % 2 == 1)
        case Call():
            yield from ((argument, inside) for argument in expression.arguments)
        case Negative():
            yield expression.operand, inside
        case Chain():
            yield expression.first, inside
            yield from ((operand, inside) for _, operand in expression.rest)
        case Path():
            if not isinstance(expression.start, Start):
                yield expression.start, spot
            for step in expression.steps:
                yield from ((predicate, filtering) for predicate in step.predicates)
        case Filtered():
            yield expression.base, spot
            yield from ((predicate, filtering) for predicate in expression.predicates)


def _spots(expression: Expression) -> Iterator[tuple[int, _Spot]]:
    """Where each part begins -> where it stands, the outer before the inner."""
    waiting = [(expression, _Spot())]
    while waiting:
        one, spot = waiting.pop()
        yield one.at, spot
        waiting += list(_inner_spots(one, spot))[::-1]


class _Resolver:
    def __init__(self, written: str, expression: Expression, scope: Scope) -> None:
        self._written = written
        self._scope = scope
        self._has_list = any(
            isinstance(one, Call) and one.name == "instance" for one in everything(expression)
        )

    def replaced(self, expression: Expression, spot: _Spot) -> Expression:
        match expression:
            case Reference():
                return self._path(expression, spot)
            case Text() if "${" in expression.value:
                return replace(expression, value=self._in_quotes(expression, spot))
            case Filtered(Reference() as base):
                path = self._path(base, spot)
                return _with_predicates(path, self._predicates(expression.predicates))
            case Path(Reference() | Filtered(Reference())):
                start = self.replaced(expression.start, spot)  # type: ignore[arg-type]
                assert isinstance(start, Path)
                return replace(start, steps=(*start.steps, *self._steps(expression.steps)))
            case _:
                return self._with_parts_replaced(expression, spot)

    def _with_parts_replaced(self, expression: Expression, spot: _Spot) -> Expression:
        inner = [self.replaced(one, where) for one, where in _inner_spots(expression, spot)]
        match expression:
            case Call():
                return replace(expression, arguments=tuple(inner))
            case Negative():
                return replace(expression, operand=inner[0])
            case Chain():
                operators = [operator for operator, _ in expression.rest]
                rest = tuple(zip(operators, inner[1:], strict=True))
                return replace(expression, first=inner[0], rest=rest)
            case Path():
                start = expression.start if isinstance(expression.start, Start) else inner[0]
                return replace(expression, start=start, steps=self._steps(expression.steps))
            case Filtered():
                return replace(expression, base=inner[0], predicates=tuple(inner[1:]))
            case _:
                return expression

    def _steps(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(replace(step, predicates=self._predicates(step.predicates)) for step in steps)

    def _predicates(self, predicates: tuple[Expression, ...]) -> tuple[Expression, ...]:
        return tuple(self.replaced(one, _Spot(in_predicate=True)) for one in predicates)

    def _path(self, reference: Reference, spot: _Spot) -> Path:
        at = reference.at
        place = self._place(reference.name, at)
        down = [Step(Axis.CHILD, name, at=at) for name in place.names]
        if reference.last_saved:
            saved = Call("instance", (Text(LAST_SAVED, at),), at)
            return Path(saved, tuple(down), at)
        shared = None if spot.is_absolute else self._shared(place)
        if shared is None:
            return Path(Start.ROOT, tuple(down), at)
        up = [Step(Axis.PARENT, at=at)] * (len(self._scope.here) - shared)
        start = Call("current", (), at) if self._begins_at_question(spot) else Start.HERE
        return Path(start, (*up, *down[shared:]), at)

    def text_of(self, name: str, last_saved: bool, spot: _Spot) -> str:
        place = self._place(name, 0)
        if last_saved:
            return f" instance('{LAST_SAVED}'){place.path} "
        shared = None if spot.is_absolute else self._shared(place)
        if shared is None:
            return f" {place.path} "
        steps = [".."] * (len(self._scope.here) - shared) + list(place.names[shared:])
        return (" current()/" if self._begins_at_question(spot) else " ") + "/".join(steps) + " "

    def _in_quotes(self, text: Text, spot: _Spot) -> str:
        def path(match: re.Match[str]) -> str:
            return self.text_of(match["name"], match["last_saved"] is not None, spot)

        return REFERENCE.sub(path, text.value)

    def _begins_at_question(self, spot: _Spot) -> bool:
        return self._scope.filters_options or (spot.in_predicate and self._has_list)

    def _shared(self, place: Place) -> int | None:
        """How many names lead to the innermost section around both, if a repeat is around both."""
        shared = shared_names(self._scope.here[:-1], place.names[:-1])
        around = self._scope.shape.repeats_around(self._scope.here)
        return shared if any(length <= shared for length in around) else None

    def _place(self, name: str, at: int) -> Place:
        places = self._scope.shape.named.get(name, ())
        if len(places) == 1:
            return places[0]
        if places:
            why = _(
                "There are several questions or groups called “{name}”. Give each a name of its "
                "own, so that it is clear which is meant."
            ).format(name=name)
        else:
            why = unknown_name(name, self._scope.shape.named)
        raise refusal(why, self._written, at)


def unknown_name(name: str, known: Iterator[str] | dict[str, tuple[Place, ...]]) -> str:
    meant = close_to(name, known)
    if meant is None:
        return _("There is no question or group called “{name}”.").format(name=name)
    return _("There is no question or group called “{name}”. Is “{meant}” meant?").format(
        name=name, meant=meant
    )


def shared_names(one: Names, other: Names) -> int:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared


def _with_predicates(path: Path, predicates: tuple[Expression, ...]) -> Path:
    *steps, last = path.steps
    return replace(path, steps=(*steps, replace(last, predicates=predicates)))
