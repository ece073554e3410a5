"""Rows that are found by an index are those that looking at each row finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xml_nodes import xml_nodes

from pollkit.domain.logic.context import Here, World
from pollkit.domain.logic.formulas import value_of
from pollkit.domain.logic.lists import list_node
from pollkit.domain.logic.lookups import lookup_in
from pollkit.domain.logic.nodes import Nodeset
from pollkit.domain.logic.parser import parse

PREDICATES = [
    "a = /data/k",
    "/data/k = a",
    "a = 'x'",
    "a = 1",
    "a = '1.0'",
    "a = true()",
    "a = date('2026-01-01')",
    "a = /data/many",
    "a = ''",
    "a = b",
    "a = ../item/b",
    "a = current()/k and b = 'x'",
    "b != 'x' and a = /data/k",
    "a = /data/k or b = 'x'",
    "a = /data/k][b = 'x'",
    "a = /data/k][1",
    "a = /data/k and position() = 2",
    "position() = last() and a = 'x'",
    "a = concat(/data/k, '')",
    "a = string()",
    "not(a = /data/k)",
]


@given(
    rows=st.lists(
        st.fixed_dictionaries({name: st.sampled_from(["x", "y", "1", "", "2026-01-01"])
                               for name in "ab"}),
        max_size=8,
    ),
    key=st.sampled_from(["x", "y", "1", ""]),
    predicate=st.sampled_from(PREDICATES),
)  # fmt: skip
def test_an_indexed_list_gives_the_rows_of_a_plain_one(
    rows: list[dict[str, str]], key: str, predicate: str
) -> None:
    root = xml_nodes(f"<data><k>{key}</k><many>x</many><many>1</many></data>")
    inner = "".join(f"<item><a>{row['a']}</a><b>{row['b']}</b></item>" for row in rows)
    plain = xml_nodes(f"<list><root>{inner}</root></list>")
    found = []
    for top in (list_node(rows), plain):
        world = World(root, lists={"l": top})
        nodes = value_of(f"instance('l')/root/item[{predicate}]", Here(world, root))
        assert isinstance(nodes, Nodeset)
        items = list(top.children("root")[0].children("item"))
        found.append(
            [next(n for n, one in enumerate(items) if one is node) for node in nodes.nodes]
        )
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("predicate", "column"),
    [
        ("district = /data/d", "district"),
        ("'x' = district", "district"),
        ("district = current()/../d and people > 5", "district"),
        ("people > 5 and district = /data/d", "district"),
        ("district = /data/d and position() = 1", None),
        ("district = town", None),
        ("district = ../x", None),
        ("district = random()", None),
        ("district != /data/d", None),
        ("district = 'a' or district = 'b'", None),
    ],
)
def test_a_lookup_is_taken_only_where_nothing_else_changes(
    predicate: str, column: str | None
) -> None:
    found = lookup_in(parse(predicate))
    assert (found.column if found else None) == column
