"""What is wrong with an expression while it is typed, by the evaluator that will work it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pollkit.domain.findings import Part
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.elements import is_dynamic, spelled_out
from pollkit.domain.logic.formulas import formula
from pollkit.domain.logic.lists import file_stem, option_columns
from pollkit.domain.logic.making import shape_of
from pollkit.domain.logic.shape import Scope, Shape
from pollkit.errors import ExpressionProblem

# Column of the sheet -> the part of a form in which it is written.
PARTS: Mapping[str, Part] = {
    "relevant": Part.CONDITION,
    "required": Part.REQUIRED,
    "read_only": Part.READ_ONLY,
    "constraint": Part.CONSTRAINT,
    "calculation": Part.CALCULATION,
    "default": Part.DEFAULT,
    "choice_filter": Part.FILTER,
    "trigger": Part.TRIGGER,
    "repeat_count": Part.REPEAT,
    "label": Part.TEXT,
    "hint": Part.TEXT,
    "constraint_message": Part.CONSTRAINT,
    "required_message": Part.REQUIRED,
}


@dataclass(frozen=True)
class ExpressionTrouble:
    """Why it cannot be used; `at` counts characters from 0."""

    message: str
    at: int


class ExpressionCheck:
    """Of one questionnaire, whose shape is worked out once."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument

    def trouble_of(self, written: str, name: str, part: Part) -> ExpressionTrouble | None:
        """What is wrong with an expression at this part of the item or section of this name; None
        if nothing, or where it is plain words."""
        text = spelled_out(written)
        if not text or (part is Part.DEFAULT and not self._is_worked_out(written, name)):
            return None
        root = self._shape.places[0].names
        here = (*root, *name.split("/"))
        if here not in self._shape.by_names:
            return None
        shape, options = self._shape, None
        if part is Part.FILTER:
            shape, options = self._with_list(name)
        try:
            scope = Scope(shape, here, part is Part.FILTER, options, part is Part.REPEAT)
            formula(text, scope)
        except ExpressionProblem as problem:
            return ExpressionTrouble(str(problem), problem.at or 0)
        return None

    @cached_property
    def _shape(self) -> Shape:
        return shape_of(self._instrument)

    def _is_worked_out(self, written: str, name: str) -> bool:
        item = self._item(name)
        kind = ItemKind.TEXT if item is None else item.kind
        return is_dynamic(written, kind) and ("${" in written or "(" in written)

    def _with_list(self, name: str) -> tuple[Shape, str | None]:
        item = self._item(name)
        if item is None:
            return self._shape, None
        list_name = item.list_name or item.name
        if not item.options:
            return self._shape, file_stem(list_name)
        lists = {**self._shape.lists, list_name: option_columns(item.options)}
        return Shape(self._shape.places, lists), list_name

    def _item(self, name: str) -> Item | None:
        return next((item for item in self._instrument.items if item.name == name), None)
