"""How the tree of answers grows: sections, rows of repeats and questions."""

from __future__ import annotations

from pollkit.domain.logic.elements import Element, Task
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.making import INSTANCE_ID, META
from pollkit.domain.logic.tree import Branch, Leaf, Row, TreeNode


class Grower:
    """
    Attributes:
        new: rows and the root that were made and have not had their first values yet.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self.new: list[Branch] = []

    def root(self, instance_id: str) -> Branch:
        names = self._form.shape.places[0].names
        settings = self._form.instrument.settings
        attributes = {
            "id": settings.get("form_id", names[0]),
            "version": settings.get("version", ""),
        }
        root = Branch(names, None, attributes)
        self._fill(root)
        meta = (*names, META)
        if not root.children(META):
            branch = Branch(meta, root)
            root.add(branch)
            leaf = Leaf((*meta, INSTANCE_ID), branch)
            leaf.text = instance_id
            branch.add(leaf)
        self.new.append(root)
        return root

    def _fill(self, branch: Branch) -> None:
        for element in self._form.inner(branch.names):
            if not element.repeats:
                branch.add(self._node(element, branch))
            else:
                # One to begin with, as in Collect, where nothing says how many.
                is_counted = Task.ROWS in element.formulas
                branch.set_rows(
                    element.names[-1], [] if is_counted else [self._row(element, branch)]
                )

    def _node(self, element: Element, parent: Branch) -> TreeNode:
        if not element.is_section:
            leaf = Leaf(element.names, parent)
            leaf.text = element.first_text
            return leaf
        branch = Branch(element.names, parent)
        for part in element.parts:
            branch.add(Leaf((*element.names, part), branch))
        self._fill(branch)
        return branch

    def _row(self, element: Element, around: Branch) -> Row:
        row = Row(element.names, around)
        self._fill(row)
        return row

    def add_row(self, around: Branch, element: Element) -> Row:
        row = self._row(element, around)
        around.add(row)
        self.new.append(row)
        return row

    def set_count(self, around: Branch, element: Element, count: int) -> list[Branch] | None:
        """Adds or takes away rows at the end; the rows that came, or None if nothing changed.

        What was in rows that are taken away comes back with them.
        """
        rows = list(around.children(element.names[-1]))
        if len(rows) == count:
            return None
        spare = around.spare.setdefault(element.names[-1], [])
        came: list[Branch] = []
        while len(rows) > count:
            row = rows.pop()
            assert isinstance(row, Branch)
            spare.append(row)
        while len(rows) < count:
            if spare:
                row = spare.pop()
            else:
                row = self._row(element, around)
                self.new.append(row)
            came.append(row)
            rows.append(row)
        around.set_rows(element.names[-1], rows)
        return came
