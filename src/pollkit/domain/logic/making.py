"""From an instrument to its shape and its elements; what cannot be read is gathered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.logic.compiling import compiled
from pollkit.domain.logic.elements import (
    Element,
    Task,
    is_dynamic,
    relevance,
    spelled_out,
    told_in,
    worded,
)
from pollkit.domain.logic.expressions import Axis, Path, Start, Step
from pollkit.domain.logic.formulas import Formula, formula
from pollkit.domain.logic.lists import file_stem, option_columns
from pollkit.domain.logic.references import named, unknown_name
from pollkit.domain.logic.shape import Names, Place, Scope, Shape
from pollkit.domain.logic.stored import parts_of
from pollkit.domain.rules import Section
from pollkit.errors import ExpressionProblem

META = "meta"
INSTANCE_ID = "instanceID"


def root_name(instrument: Instrument) -> str:
    return instrument.settings.get("name") or "data"


def shape_of(instrument: Instrument) -> Shape:
    root: Names = (root_name(instrument),)
    places: dict[Names, Place] = {root: Place(root, is_section=True)}
    sections = {section.path: section for section in instrument.sections}
    items = frozenset(item.name for item in instrument.items)
    for path in _paths(instrument):
        names: Names = (*root, *path.split("/"))
        section = sections.get(path)
        places[names] = Place(
            names,
            is_section=path not in items,
            repeats=section is not None and section.repeats,
        )
    for item in instrument.items:
        names = (*root, *item.name.split("/"))
        parts = parts_of(item)
        if parts:
            places[names] = Place(names, is_section=True)
        places |= {(*names, part): Place((*names, part)) for part in parts}
    meta: Names = (*root, META)
    if meta not in places:
        places[meta] = Place(meta, is_section=True)
        places[*meta, INSTANCE_ID] = Place((*meta, INSTANCE_ID))
    return Shape(tuple(places.values()), _lists(instrument))


def _paths(instrument: Instrument) -> list[str]:
    """Of sections and items in the order of the form, the outer before the inner."""
    found: dict[str, None] = {}
    for path in (
        *(item.name for item in instrument.items),
        *(section.path for section in instrument.sections),
    ):
        names = path.split("/")
        for length in range(1, len(names) + 1):
            found.setdefault("/".join(names[:length]))
    return list(found)


def _lists(instrument: Instrument) -> dict[str, frozenset[str] | None]:
    lists: dict[str, frozenset[str] | None] = {
        item.list_name: option_columns(item.options)
        for item in instrument.items
        if item.list_name and item.options
    }
    for table in instrument.tables:
        # A table without columns is one whose file was not there: what it has is not known.
        lists[table.name] = frozenset(table.columns) or None
    return lists


class Problem(NamedTuple):
    path: str
    column: str
    text: str
    at: int


class ElementMaker:
    """`problems` are complete when all elements were taken."""

    def __init__(self, instrument: Instrument, shape: Shape) -> None:
        self.problems: list[Problem] = []
        self._instrument = instrument
        self._shape = shape
        self._sections = {section.path: section for section in instrument.sections}
        self._by_name = {item.name: item for item in instrument.items}

    def elements(self) -> Iterator[Element]:
        root = self._shape.places[0].names
        for path in _paths(self._instrument):
            names = (*root, *path.split("/"))
            item = self._by_name.get(path)
            if item is not None:
                yield self._of_item(item, names)
            else:
                yield self._of_section(self._sections.get(path), path, names)

    def _of_section(self, section: Section | None, path: str, names: Names) -> Element:
        formulas: dict[Task, Formula] = {}
        if section is not None:
            self._add(formulas, Task.RELEVANT, section.relevant, path, Scope(self._shape, names))
            if section.repeats:
                scope = Scope(self._shape, names, counts=True)
                self._add(formulas, Task.ROWS, section.repeat_count, path, scope)
            self._add_words(formulas, None, section, path, Scope(self._shape, names))
        return Element(names, path, section=section, formulas=formulas)

    def _of_item(self, item: Item, names: Names) -> Element:
        rules, path, scope = item.rules, item.name, Scope(self._shape, names)
        formulas: dict[Task, Formula] = {}
        self._add(formulas, Task.RELEVANT, relevance(item), path, scope)
        self._add(formulas, Task.REQUIRED, rules.required, path, scope)
        self._add(formulas, Task.READ_ONLY, rules.read_only, path, scope)
        self._add(formulas, Task.CONSTRAINT, rules.constraint, path, scope)
        if not rules.trigger:
            self._add(formulas, Task.VALUE, rules.calculation, path, scope)
        self._add_words(formulas, item, None, path, scope)
        offered = self._filter(item, names)
        if offered is not None:
            formulas[Task.OPTIONS] = offered
        default = self._default(item, scope)
        return Element(
            names,
            path,
            item,
            formulas=formulas,
            default=default,
            first_text="" if default else rules.default.strip(),
            triggered=self._triggered(item, scope),
            triggers=tuple(self._triggers(item)),
            parts=parts_of(item),
        )

    def _add(
        self, formulas: dict[Task, Formula], task: Task, written: str, path: str, scope: Scope
    ) -> None:
        found = self._formula(spelled_out(written), path, task.value, scope)
        if found is not None:
            formulas[task] = found

    def _add_words(
        self,
        formulas: dict[Task, Formula],
        item: Item | None,
        section: Section | None,
        path: str,
        scope: Scope,
    ) -> None:
        """All that its texts tell as one formula, which is never evaluated: it says what they
        depend on."""
        told: dict[str, None] = {}
        for column, texts in worded(item, section):
            for reference in told_in(texts):
                if reference not in told and self._formula(reference, path, column, scope):
                    told[reference] = None
        if told:
            self._add(formulas, Task.WORDS, f"concat({', '.join(told)})", path, scope)

    def _filter(self, item: Item, names: Names) -> Formula | None:
        list_name = item.list_name or item.name
        if item.options:
            shape = Shape(
                self._shape.places, {**self._shape.lists, list_name: option_columns(item.options)}
            )
        else:
            list_name, shape = file_stem(list_name), self._shape
        scope = Scope(shape, names, filters_options=True, options=list_name)
        found = self._formula(item.rules.choice_filter, item.name, "choice_filter", scope)
        if found is None:
            return None
        # Evaluated at the list, it gives the rows that are offered.
        rows = Path(Start.HERE, (Step(Axis.CHILD, "item", (found.expression,)),))
        return replace(found, evaluate=compiled(rows, scope))

    def _default(self, item: Item, scope: Scope) -> Formula | None:
        """None = it is plain words, such as "C++" and "north - east": pyxform would take them for
        expressions, and they are none that can be worked out."""
        written = item.rules.default
        if not is_dynamic(written, item.kind):
            return None
        if "${" in written or "(" in written:
            return self._formula(written, item.name, "default", scope)
        try:
            return formula(written, scope)
        except ExpressionProblem:
            return None

    def _triggered(self, item: Item, scope: Scope) -> Formula | None:
        if not item.rules.trigger:
            return None
        return self._formula(item.rules.calculation or "''", item.name, Task.VALUE.value, scope)

    def _triggers(self, item: Item) -> Iterator[Names]:
        for written in item.rules.trigger:
            name = next(iter(named(written)), written.strip()).rpartition("/")[2]
            places = self._shape.named.get(name, ())
            if places:
                yield places[0].names
            else:
                text = unknown_name(name, self._shape.named)
                self.problems.append(Problem(item.name, "trigger", text, 0))

    def _formula(self, written: str, path: str, column: str, scope: Scope) -> Formula | None:
        if not written.strip():
            return None
        try:
            return formula(written, scope)
        except ExpressionProblem as wrong:
            self.problems.append(Problem(path, column, str(wrong), wrong.at))
            return None
