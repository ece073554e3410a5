"""Texts with answers in them: "How old is ${name}?"."""

from __future__ import annotations

import re

from pollkit.domain.logic.context import Here, World
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.formulas import Formula, formula
from pollkit.domain.logic.shape import Names, Scope
from pollkit.domain.logic.tokens import REFERENCE
from pollkit.domain.logic.tree import TreeNode
from pollkit.domain.logic.values import to_text


class Wording:
    def __init__(self, form: Form, world: World) -> None:
        self._form = form
        self._world = world
        self._formulas: dict[tuple[Names, str], Formula] = {}

    def filled_in(self, text: str, node: TreeNode) -> str:
        """The text with answers in place of `${name}`, as they are in this row.

        Raises:
            ExpressionProblem: a name in it is not there; `problems_of` says so beforehand.
        """
        if "${" not in text:
            return text

        def answer(match: re.Match[str]) -> str:
            found = self._formula(node.names, match[0])
            return to_text(found.evaluate(Here(self._world, node)))

        return REFERENCE.sub(answer, text)

    def _formula(self, names: Names, written: str) -> Formula:
        key = (names, written)
        if key not in self._formulas:
            self._formulas[key] = formula(written, Scope(self._form.shape, names))
        return self._formulas[key]
