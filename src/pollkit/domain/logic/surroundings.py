"""What expressions of a form find around them: its lists, its words, what was saved last."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.logic.elements import Element
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.lists import ListNode, list_node, option_row, options_of, table_rows
from pollkit.domain.logic.row_paths import split_path, without_rows
from pollkit.domain.logic.stored import text_of
from pollkit.domain.texts import in_language
from pollkit.errors import NotFound


class Surroundings:
    """What all fillings of a form in one language share; nothing in it changes."""

    def __init__(self, form: Form, language: str) -> None:
        self._form = form
        self.language = language
        self._tables = {table.name: table for table in form.instrument.tables}
        self._options: dict[str, tuple[Option, ...]] = {}
        self._rows: dict[str, tuple[ListNode, Mapping[int, Option]]] = {}

    @cached_property
    def lists(self) -> Mapping[str, ListNode]:
        lists = {
            item.list_name: list_node(option_row(one, self.language) for one in item.options)
            for item in self._form.instrument.items
            if item.list_name and item.options
        }
        lists |= {name: list_node(table_rows(table)) for name, table in self._tables.items()}
        return lists

    def options(self, item: Item) -> tuple[Option, ...]:
        """All that the item could offer, before its choice filter."""
        if item.name not in self._options:
            self._options[item.name] = options_of(item, self._tables)
        return self._options[item.name]

    def option_rows(self, item: Item) -> tuple[ListNode, Mapping[int, Option]]:
        """The same as rows of a list, which a choice filter looks at; and the option of each."""
        if item.name not in self._rows:
            options = self.options(item)
            top = list_node(option_row(one, self.language) for one in options)
            root = top.children("root")[0]
            rows = map(id, root.children("item"))
            self._rows[item.name] = (root, dict(zip(rows, options, strict=True)))
        return self._rows[item.name]

    def label(self, path: str, code: str) -> str:
        """The words of an option; the path is that of its question ("/data/town", "../town")."""
        element = self._question(path)
        if element is None or element.item is None:
            return ""
        item = element.item
        if item.kind is ItemKind.SCALE:
            return item.point_label(code, self.language) if code in item.scale_points else ""
        found = next((one for one in self.options(item) if one.code == code), None)
        return "" if found is None else in_language(found.texts, self.language)

    def _question(self, path: str) -> Element | None:
        names = tuple(path.strip("/").split("/"))
        if names in self._form.elements:
            return self._form.elements[names]
        places = self._form.shape.named.get(names[-1], ())
        return self._form.elements.get(places[0].names) if len(places) == 1 else None


def saved_answers(form: Form, last_saved: Mapping[str, Choice]) -> ListNode:
    """The answers of the last response that was saved here, for `${last-saved#name}`."""
    root = form.shape.places[0].names[0]
    cells: dict[tuple[tuple[str, int], ...], str] = {}
    for path, choice in last_saved.items():
        try:
            item = form.instrument.item(without_rows(path))
        except NotFound:
            # Of an earlier version, which had this question.
            continue
        cells[tuple(split_path(path))] = text_of(item, choice)
    return ListNode("", inner=[_nested(root, cells)])


def surroundings_of(form: Form, language: str) -> Surroundings:
    """Made once for all who answer in this language: a table of ten thousand rows is large."""
    found = form.surroundings.get(language)
    if found is None:
        found = form.surroundings.setdefault(language, Surroundings(form, language))
    return found


def _nested(name: str, cells: Mapping[tuple[tuple[str, int], ...], str]) -> ListNode:
    inner: dict[tuple[str, int], dict[tuple[tuple[str, int], ...], str]] = {}
    for (first, *rest), text in cells.items():
        inner.setdefault(first, {})[tuple(rest)] = text
    return ListNode(
        name,
        inner=[
            ListNode(part[0], within[()]) if () in within else _nested(part[0], within)
            for part, within in inner.items()
        ],
    )
