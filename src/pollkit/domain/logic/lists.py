"""Lists of options and lookup tables as nodes: `instance('towns')/root/item/name`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pollkit.domain.instruments import Item, Option
from pollkit.domain.rules import LookupTable
from pollkit.domain.texts import in_language


class ListNode:
    """A list, its rows, or a cell of a row. Nothing in it ever changes."""

    __slots__ = ("_found", "_inner", "_text", "name", "parent")

    repeats = False
    is_relevant = True

    def __init__(self, name: str, text: str = "", inner: Sequence[ListNode] = ()) -> None:
        self.name = name
        self.parent: ListNode | None = None
        self._text = text
        self._inner: dict[str, list[ListNode]] = {}
        self._found: dict[tuple[str, str], dict[str, list[ListNode]]] = {}
        for node in inner:
            node.parent = self
            self._inner.setdefault(node.name, []).append(node)

    def value(self) -> str:
        return self._text

    def stored(self) -> str:
        return self._text

    def children(self, name: str) -> Sequence[ListNode]:
        return self._inner.get(name, ())

    def where(self, name: str, column: str, text: str) -> Sequence[ListNode]:
        """Its rows in which the column says this, in their order."""
        found = self._found.get((name, column))
        if found is None:
            found = {}
            for row in self.children(name):
                for said in dict.fromkeys(cell.value() for cell in row.children(column)):
                    found.setdefault(said, []).append(row)
            # Only when it is whole: other respondents look things up in the same list.
            self._found[name, column] = found
        return found.get(text, ())

    def all_children(self) -> Iterable[ListNode]:
        return [node for nodes in self._inner.values() for node in nodes]

    def attribute(self, name: str) -> str | None:
        return None


def list_node(rows: Iterable[Mapping[str, str]]) -> ListNode:
    items = [ListNode("item", inner=[ListNode(*cell) for cell in row.items()]) for row in rows]
    return ListNode("", inner=[ListNode("root", inner=items)])


def table_rows(table: LookupTable) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def option_row(option: Option, language: str) -> dict[str, str]:
    label = in_language(option.texts, language)
    # In XForms a list in several languages has ids of texts, which jr:itext() makes words of.
    return {**option.columns, "name": option.code, "label": label, "itextId": label}


def option_columns(options: Iterable[Option]) -> frozenset[str]:
    return frozenset({"name", "label", "itextId"}).union(*(option.columns for option in options))


def file_stem(list_name: str) -> str:
    """The table that `select_one_from_file towns.csv` means."""
    stem, dot, ending = list_name.rpartition(".")
    return stem if dot and ending.lower() in {"csv", "xml", "geojson"} else list_name


def options_of(item: Item, tables: Mapping[str, LookupTable]) -> tuple[Option, ...]:
    """Those of the item, or of the file that they come from."""
    table = tables.get(file_stem(item.list_name))
    if item.options or table is None:
        return item.options
    code = item.parameters.get("value", "name")
    label = item.parameters.get("label", "label")
    return tuple(
        Option(row.get(code, ""), {"": row.get(label, row.get(code, ""))}, columns=row)
        for row in table_rows(table)
    )
