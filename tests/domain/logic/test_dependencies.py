"""What an expression reads, and what must be worked out anew when that changes."""

from __future__ import annotations

import pytest

from pollkit.domain.logic.dependencies import Aspect, Read
from pollkit.domain.logic.formulas import formula
from pollkit.domain.logic.graph import Graph
from pollkit.domain.logic.shape import Place, Scope, Shape
from pollkit.errors import ExpressionProblem

SHAPE = Shape(
    (
        Place(("data",), is_section=True),
        Place(("data", "a")),
        Place(("data", "g"), is_section=True),
        Place(("data", "g", "b")),
        Place(("data", "r"), is_section=True, repeats=True),
        Place(("data", "r", "x")),
        Place(("data", "r", "s"), is_section=True, repeats=True),
        Place(("data", "r", "s", "y")),
    ),
    {"l": frozenset({"name"})},
)
A, B = Read(("data", "a"), 1), Read(("data", "g", "b"), 1)
ROWS = Aspect.ROWS


def reads(written: str, here: str) -> set[Read]:
    scope = Scope(SHAPE, tuple(here.split("/")))
    return set(formula(written, scope).dependencies.reads)


@pytest.mark.parametrize(
    ("written", "here", "read"),
    [
        ("1 + 2", "data/a", set()),
        ("${a} + ${b}", "data/a", {A, B}),
        ("if(${a} = 1, ${b}, 'x')", "data/a", {A, B}),
        (". > 5", "data/a", {Read(("data", "a"), 2)}),
        ("string-length() > 5", "data/a", {Read(("data", "a"), 2)}),
        # Its own row only, and which row that is.
        ("${x}", "data/r/s/y", {Read(("data", "r", "x"), 2)}),
        ("${x} + ${a}", "data/r/x", {Read(("data", "r", "x"), 2), A}),
        ("/data/r/x", "data/r/s/y", {Read(("data", "r", "x"), 2)}),
        ("position(..)", "data/r/x", {Read(("data", "r"), 1, ROWS)}),
        ("position(../..)", "data/r/s/y", {Read(("data", "r"), 1, ROWS)}),
        # All rows, so how many there are too.
        ("sum(${x})", "data/a", {Read(("data", "r", "x"), 1), Read(("data", "r"), 1, ROWS)}),
        ("count(${r})", "data/a", {Read(("data", "r"), 1, ROWS)}),
        ("sum(${y})", "data/r/x",
         {Read(("data", "r", "s", "y"), 2), Read(("data", "r", "s"), 2, ROWS)}),
        ("sum(${y})", "data/a",
         {Read(("data", "r", "s", "y"), 1), Read(("data", "r", "s"), 1, ROWS),
          Read(("data", "r"), 1, ROWS)}),
        ("indexed-repeat(${x}, ${r}, ${a})", "data/r/x",
         {Read(("data", "r", "x"), 1), Read(("data", "r"), 1, ROWS), A}),
        ("${r}[./x = ${a}]/s/y", "data/a",
         {Read(("data", "r", "s", "y"), 1), Read(("data", "r", "x"), 1), A,
          Read(("data", "r"), 1, ROWS), Read(("data", "r", "s"), 1, ROWS)}),
        ("../../r[position() = position(current()/..) - 1]/x", "data/r/x",
         {Read(("data", "r", "x"), 1), Read(("data", "r"), 1, ROWS)}),
        ("instance('l')/root/item[name = ${b}]/name", "data/a", {B}),
        ("pulldata('l', 'name', 'name', ${b})", "data/a", {B}),
        ("jr:choice-name(${a}, '${b}')", "data/a", {A}),
        ("once(${b})", "data/a", {B}),
        ("${last-saved#b}", "data/a", set()),
    ],
)  # fmt: skip
def test_an_expression_says_what_it_reads(written: str, here: str, read: set[Read]) -> None:
    assert reads(written, here) == read


def test_an_expression_says_whether_it_asks_the_clock_or_chance() -> None:
    scope = Scope(SHAPE, ("data", "a"))
    assert formula("today() > ${b}", scope).dependencies.clock
    assert formula("once(random())", scope).dependencies.chance
    assert formula("randomize(${x})", scope).dependencies.chance
    assert not formula("randomize(${x}, 4)", scope).dependencies.chance
    assert formula("instance('l')/root/item/name", scope).dependencies.lists == {"l"}


def test_what_is_read_is_worked_out_before_what_reads_it() -> None:
    graph = Graph({"c": ["b"], "b": ["a", "given"], "a": [], "d": ["given"]})
    assert graph.order == ("a", "b", "c", "d")


def test_only_what_a_change_reaches_is_worked_out_anew() -> None:
    graph = Graph({"total": ["sum", "d"], "sum": ["a", "b"], "d": ["c"], "other": ["c"]})
    assert graph.after(["a"]) == ["sum", "total"]
    assert set(graph.after(["c"])) == {"d", "total", "other"}
    assert graph.after(["total"]) == []


def test_a_long_line_of_cells_is_put_in_order() -> None:
    graph = Graph({f"n{n}": [f"n{n - 1}"] for n in range(1, 5000)})
    assert graph.order[0] == "n1"
    assert len(graph.after(["n0"])) == 4999


def test_a_circle_is_named_and_what_hangs_on_it_is_not() -> None:
    with pytest.raises(ExpressionProblem, match="“b” → “c” → “b”"):
        Graph({"a": ["b"], "b": ["c"], "c": ["b"], "d": []})
