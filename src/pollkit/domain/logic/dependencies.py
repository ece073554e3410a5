"""What an expression reads: the questions, the rows of repeats, the clock.

The expression is walked as it will be evaluated, over the form instead of over answers; so what is
not there is found too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.logic.expressions import (
    Axis,
    Call,
    Expression,
    Filtered,
    Path,
    Start,
    Step,
    Text,
    parts,
)
from pollkit.domain.logic.functions import FUNCTIONS
from pollkit.domain.logic.paths import own_repeat
from pollkit.domain.logic.references import unknown_name
from pollkit.domain.logic.refusals import refusal
from pollkit.domain.logic.shape import LAST_SAVED, Names, Scope, close_to
from pollkit.i18n import _


class Aspect(StrEnum):
    VALUE = "value"  # its answer, and whether it is asked at all
    ROWS = "rows"  # of a repeat, how many there are and which place each has


@dataclass(frozen=True)
class Read:
    """
    Attributes:
        names: of the question or repeat.
        own: how many of the names are those that the expression itself stands in, row for row:
            within them it reads only its own rows.
    """

    names: Names
    own: int
    aspect: Aspect = Aspect.VALUE


@dataclass(frozen=True)
class Dependencies:
    """
    Attributes:
        lists: names of the lists that are looked things up in.
        clock: it asks what time it is.
        chance: it draws a random number.
    """

    reads: frozenset[Read]
    lists: frozenset[str] = frozenset()
    clock: bool = False
    chance: bool = False


def dependencies(expression: Expression, written: str, scope: Scope) -> Dependencies:
    """Of an expression whose references are resolved.

    Raises:
        ExpressionProblem: a path leads nowhere, or a list or column is not there.
    """
    reader = _Reader(written, scope)
    reader.read(expression, reader.start)
    called = [FUNCTIONS[name] for name in {one.name for one in reader.calls}]
    return Dependencies(
        frozenset(reader.reads),
        frozenset(reader.lists),
        clock=any(function.asks_clock for function in called),
        chance=any(function.draws for function in called) or reader.shuffles,
    )


# Called without anything in the brackets, they look at the question itself.
_OF_THEMSELVES = frozenset({"string", "number", "string-length", "normalize-space"})


@dataclass(frozen=True)
class _InForm:
    """Nodes of the form; `own` as in `Read`."""

    names: Names
    own: int


@dataclass(frozen=True)
class _InList:
    """Nodes of a list: "root", "item" and the columns stand in it."""

    name: str
    names: Names = ()


_Found = frozenset[_InForm | _InList]


class _Reader:
    def __init__(self, written: str, scope: Scope) -> None:
        self._written = written
        self._scope = scope
        self._shape = scope.shape
        self.reads: set[Read] = set()
        self.lists: set[str] = set()
        self.calls: list[Call] = []
        self.shuffles = False
        own = len(scope.here) - (1 if scope.counts else 0)
        self._current: _Found = frozenset({_InForm(scope.here, own)})
        self.start = self._current
        if scope.filters_options:
            self.start = frozenset({_InList(scope.options or "", ("root", "item"))})

    def read(self, expression: Expression, here: _Found) -> None:
        """Notes all that the value of the expression depends on."""
        self._note(self._found(expression, here))

    def _note(self, found: _Found) -> None:
        for one in found:
            if isinstance(one, _InForm):
                place = self._shape.by_names[one.names]
                if not place.is_section:
                    self.reads.add(Read(one.names, one.own))
                elif len(one.names) > 1:
                    self.reads.add(Read(one.names, one.own, Aspect.ROWS))
                self._note_rows(one)

    def _note_rows(self, found: _InForm) -> None:
        """Where the path goes through rows that are not its own, it depends on which there are."""
        for length in range(found.own + 1, len(found.names) + 1):
            names = found.names[:length]
            if self._shape.by_names[names].repeats:
                self.reads.add(Read(names, found.own, Aspect.ROWS))

    def _found(self, expression: Expression, here: _Found) -> _Found:
        """The nodes that the expression may give; what it depends on otherwise is noted."""
        match expression:
            case Path():
                return self._path(expression, here)
            case Filtered():
                found = self._found(expression.base, here)
                for predicate in expression.predicates:
                    self.read(predicate, found)
                return found
            case Call():
                return self._call(expression, here)
            case _:
                found = frozenset()
                for one in parts(expression):
                    found |= self._found(one, here)
                return found

    def _call(self, call: Call, here: _Found) -> _Found:
        self.calls.append(call)
        if call.name == "current":
            return self._current
        if call.name in {"instance", "pulldata"}:
            return self._list(call, here)
        if call.name == "position" and call.arguments:
            self._note_place(self._found(call.arguments[0], here))
            return frozenset()
        if call.name == "indexed-repeat":
            return self._indexed_repeat(call, here)
        self.shuffles |= call.name == "randomize" and len(call.arguments) == 1
        if call.name in _OF_THEMSELVES and not call.arguments:
            self._note(here)
        for argument in call.arguments:
            self.read(argument, here)
        if FUNCTIONS[call.name].gives_nodeset and call.arguments:
            return self._found(call.arguments[0], here)
        return frozenset()

    def _note_place(self, found: _Found) -> None:
        for one in found:
            if isinstance(one, _InForm):
                self.reads.add(Read(one.names, min(one.own, len(one.names) - 1), Aspect.ROWS))

    def _indexed_repeat(self, call: Call, here: _Found) -> _Found:
        found = self._found(call.arguments[0], here)
        indexed = [one for repeat in call.arguments[1::2] for one in self._found(repeat, here)]
        self._check_repeats(call, found, indexed)
        for index in call.arguments[2::2]:
            self.read(index, here)
        # Which row is meant is only known then: it may be any.
        lengths = [len(one.names) for one in indexed if isinstance(one, _InForm)]
        within = min(lengths, default=1) - 1
        return frozenset(
            _InForm(one.names, min(one.own, within)) if isinstance(one, _InForm) else one
            for one in found
        )

    def _check_repeats(self, call: Call, found: _Found, indexed: list[_InForm | _InList]) -> None:
        for one, argument in zip(indexed, call.arguments[1::2], strict=False):
            is_around = isinstance(one, _InForm) and all(
                isinstance(target, _InForm) and target.names[: len(one.names)] == one.names
                for target in found
            )
            if not is_around:
                raise refusal(
                    _("indexed-repeat() needs the repeat here that the question stands in."),
                    self._written,
                    argument.at,
                )

    def _list(self, call: Call, here: _Found) -> _Found:
        name = call.arguments[0]
        for argument in call.arguments[1:]:
            self.read(argument, here)
        if not isinstance(name, Text):
            if call.name == "pulldata":
                self.read(name, here)
                return frozenset()
            raise refusal(
                _("instance() needs the name of a list in quotes."), self._written, call.at
            )
        self.lists.add(name.value)
        if name.value != LAST_SAVED and name.value not in self._shape.lists:
            raise refusal(self._why_no_list(name.value), self._written, name.at)
        if call.name == "pulldata":
            for column in call.arguments[1:3]:
                if isinstance(column, Text):
                    self._check_column(name.value, column.value, column.at)
            return frozenset()
        return frozenset({_InList(name.value)})

    def _why_no_list(self, name: str) -> str:
        meant = close_to(name, self._shape.lists)
        if meant:
            return _("There is no list or table “{name}”. Is “{meant}” meant?").format(
                name=name, meant=meant
            )
        return _(
            "There is no list or table “{name}”. Add the file that it comes from, or a list of "
            "that name."
        ).format(name=name)

    def _path(self, path: Path, here: _Found) -> _Found:
        steps = path.steps
        if path.start is Start.HERE:
            found = here
        elif path.start is Start.ROOT:
            found, steps = self._from_root(path)
        else:
            found = self._found(path.start, here)
        for step in steps:
            found = self._step(found, step)
            for predicate in step.predicates:
                self.read(predicate, found)
        return found

    def _from_root(self, path: Path) -> tuple[_Found, tuple[Step, ...]]:
        root = self._shape.places[0].names
        own = max(own_repeat(path.steps, self._scope), 1)
        first = path.steps[0] if path.steps else None
        if first is None or first.axis is not Axis.CHILD:
            return frozenset({_InForm(root, 1)}), path.steps
        if first.name not in {None, root[0]}:
            raise refusal(
                _("A path begins with “/{root}”, the name of the form, not with “/{name}”.").format(
                    root=root[0], name=first.name
                ),
                self._written,
                first.at,
            )
        for predicate in first.predicates:
            self.read(predicate, frozenset({_InForm(root, 1)}))
        return frozenset({_InForm(root, own)}), path.steps[1:]

    def _step(self, found: _Found, step: Step) -> _Found:
        match step.axis:
            case Axis.CHILD:
                return self._children(found, step)
            case Axis.PARENT:
                return frozenset(_parent(one) for one in found if len(one.names) > 1)
            case Axis.SELF if step.name is not None:
                return frozenset(one for one in found if one.names[-1:] == (step.name,))
            case Axis.SELF:
                return found
            case Axis.ATTRIBUTE:
                return frozenset()
            case Axis.INSIDE:
                return found | frozenset(self._inside(found))

    def _inside(self, found: _Found) -> list[_InForm | _InList]:
        return [
            _InForm(names, min(one.own, len(one.names)))
            for one in found
            if isinstance(one, _InForm)
            for names in self._shape.by_names
            if names[: len(one.names)] == one.names
        ] + [_InList(one.name, ("?",)) for one in found if isinstance(one, _InList)]

    def _children(self, found: _Found, step: Step) -> _Found:
        inner: set[_InForm | _InList] = set()
        for one in found:
            if isinstance(one, _InForm):
                inner |= self._children_in_form(one, step)
            else:
                inner.add(self._child_in_list(one, step))
        if not inner and found:
            raise refusal(self._why_nothing_inside(found, step), self._written, step.at)
        return frozenset(inner)

    def _children_in_form(self, one: _InForm, step: Step) -> set[_InForm | _InList]:
        return {
            # A row below the own ones is anyone's, but the node reached by name from the root of
            # an absolute path is the own one as far as `own` reaches.
            _InForm(place.names, one.own if step.name else min(one.own, len(one.names)))
            for place in self._shape.inner.get(one.names, ())
            if step.name in {None, place.names[-1]}
        }

    def _child_in_list(self, one: _InList, step: Step) -> _InList:
        name = step.name or "?"
        if one.name == LAST_SAVED or one.names == ("?",) or step.name is None:
            return _InList(one.name, (*one.names, name))
        expected = {(): "root", ("root",): "item"}.get(one.names)
        if expected and name != expected:
            raise refusal(
                _("Rows of a list are found by instance('{list}')/root/item.").format(
                    list=one.name
                ),
                self._written,
                step.at,
            )
        if one.names == ("root", "item"):
            self._check_column(one.name, name, step.at)
        return _InList(one.name, (*one.names, name))

    def _check_column(self, list_name: str, column: str, at: int) -> None:
        columns = self._shape.lists.get(list_name)
        if columns is None or column in columns:
            return
        meant = close_to(column, columns)
        why = _("The list “{list}” has no column “{column}”.").format(list=list_name, column=column)
        if meant:
            why += " " + _("Is “{meant}” meant?").format(meant=meant)
        raise refusal(why, self._written, at)

    def _why_nothing_inside(self, found: _Found, step: Step) -> str:
        one = next(iter(found))
        if step.name is None or not isinstance(one, _InForm):
            return _("There is nothing at this place of the form.")
        if step.name in self._shape.named:
            return _(
                "“{name}” is not at this place of the form. Refer to it as ${{{name}}}."
            ).format(name=step.name)
        return unknown_name(step.name, self._shape.named)


def _parent(one: _InForm | _InList) -> _InForm | _InList:
    if isinstance(one, _InList):
        return _InList(one.name, one.names[:-1])
    return _InForm(one.names[:-1], min(one.own, len(one.names) - 1))
