"""Expressions as they are read, and what is said where they cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xml_nodes import xml_nodes

from pollkit.domain.logic.checking import check_calls
from pollkit.domain.logic.context import Here, World
from pollkit.domain.logic.expressions import (
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Negative,
    Number,
    Path,
    Reference,
    Start,
    Step,
    Text,
)
from pollkit.domain.logic.formulas import formula
from pollkit.domain.logic.parser import DEEPEST, parse
from pollkit.domain.logic.shape import Place, Scope, Shape
from pollkit.errors import ExpressionProblem

A, B, C = Reference("a"), Reference("b"), Reference("c")


def child(name: str, *predicates: Expression) -> Step:
    return Step(Axis.CHILD, name, predicates)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1", Number(1.0)),
        (" .5 ", Number(0.5)),
        ("5.", Number(5.0)),
        ("'a \"b\"'", Text('a "b"')),
        ('"it\'s"', Text("it's")),
        ("${a}", A),
        ("${last-saved#a}", Reference("a", last_saved=True)),
        ("${Größe_1.b-c}", Reference("Größe_1.b-c")),
        ("-${a}", Negative(A)),
        ("(${a})", A),
        ("${a} + ${b} - ${c}", Chain(A, (("+", B), ("-", C)))),
        ("${a} + ${b} * ${c}", Chain(A, (("+", Chain(B, (("*", C),))),))),
        ("${a} or ${b} and ${c}", Chain(A, (("or", Chain(B, (("and", C),))),))),
        ("${a} = ${b} < ${c}", Chain(A, (("=", Chain(B, (("<", C),))),))),
        ("${a} div ${b} mod ${c}", Chain(A, (("div", B), ("mod", C)))),
        ("-${a} * ${b}", Chain(Negative(A), (("*", B),))),
        ("${a}|${b}", Chain(A, (("|", B),))),
        ("today()", Call("today")),
        ("jr:choice-name('x', '${a}')", Call("jr:choice-name", (Text("x"), Text("${a}")))),
        ("f(1,2)", Call("f", (Number(1.0), Number(2.0)))),
        (".", Path(Start.HERE, (Step(Axis.SELF),))),
        ("../a", Path(Start.HERE, (Step(Axis.PARENT), child("a")))),
        ("/data/a", Path(Start.ROOT, (child("data"), child("a")))),
        ("/", Path(Start.ROOT, ())),
        ("//a", Path(Start.ROOT, (Step(Axis.INSIDE), child("a")))),
        ("*", Path(Start.HERE, (Step(Axis.CHILD),))),
        ("@id", Path(Start.HERE, (Step(Axis.ATTRIBUTE, "id"),))),
        ("child::a", Path(Start.HERE, (child("a"),))),
        ("parent::node()", Path(Start.HERE, (Step(Axis.PARENT),))),
        ("orx:meta/orx:instanceID", Path(Start.HERE, (child("meta"), child("instanceID")))),
        ("a[1][b = 2]", Path(Start.HERE, (child("a", Number(1.0), Chain(
            Path(Start.HERE, (child("b"),)), (("=", Number(2.0)),))),))),
        ("${a}[2]", Filtered(A, (Number(2.0),))),
        ("${a}/b", Path(A, (child("b"),))),
        ("current()/../a", Path(Call("current"), (Step(Axis.PARENT), child("a")))),
        ("instance('l')/root/item", Path(Call("instance", (Text("l"),)),
                                         (child("root"), child("item")))),
        # Words of operators are names where a name is expected, and the other way round.
        ("div div mod", Chain(Path(Start.HERE, (child("div"),)),
                              (("div", Path(Start.HERE, (child("mod"),))),))),
        ("* * *", Chain(Path(Start.HERE, (Step(Axis.CHILD),)),
                        (("*", Path(Start.HERE, (Step(Axis.CHILD),))),))),
        ("a-b", Path(Start.HERE, (child("a-b"),))),
        ("a -b", Chain(Path(Start.HERE, (child("a"),)), (("-", Path(Start.HERE, (child("b"),))),))),
        ("\n ${a}\t=\u00a01", Chain(A, (("=", Number(1.0)),))),
    ],
)  # fmt: skip
def test_an_expression_is_read_as_xpath_says(written: str, read: Expression) -> None:
    assert parse(written) == read


@pytest.mark.parametrize(
    ("written", "at", "said"),
    [
        ("", 0, "Write an expression"),
        ("   ", 0, "Write an expression"),
        ("${a} = ", 6, "Something is missing"),
        ("${a} == 1", 6, "“=”, not “==”"),
        ("${a} <> 1", 6, "“!=”"),
        ("${a} && ${b}", 5, "Write “and”"),
        ("${a} || ${b}", 6, "expected here, not “|”"),
        ("!${a}", 0, "Write “not( )”"),
        ("${a} AND ${b}", 5, "Write “and” in small letters"),
        ("${a} = ‘x’", 7, "straight quotes"),
        ("${a} = 'x", 7, "no second '"),
        ("${a b}", 0, "not a reference to a question"),
        ("${a", 0, "not a reference to a question"),
        ("$a", 0, "Write “${name}”"),
        ("f(1", 3, "“)” is expected"),
        ("f(1;2)", 3, "Write “,”"),
        ("${a})", 4, "closes nothing"),
        ("(${a}", 5, "“)” is expected"),
        ("${a} ${b}", 5, "does not belong"),
        ("${a} ≥ 5", 5, "Write “>=”"),
        ("${a} &lt; 5", 5, "Write “<”"),
        ("5 % 2", 2, "Write “mod”"),
        ("/data/", 6, "name of a question or group is expected"),
        ("preceding-sibling::a", 0, "not part of XLSForm"),
        ("nowhere::a", 0, "There is no “nowhere::”"),
        ("a[1", 3, "“]” is expected"),
        ("1 + + 2", 4, "is expected here"),
        ("\x00", 0, "cannot stand"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(written: str, at: int, said: str) -> None:
    with pytest.raises(ExpressionProblem) as refused:
        parse(written)
    assert refused.value.at == at
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("written", "at", "said"),
    [
        ("1 + foo(2)", 4, "There is no function foo()"),
        ("slected('a', 'b')", 0, "Is selected() meant?"),
        ("upper-case('a')", 0, "Use translate"),
        ("area(${a})", 0, "places and shapes"),
        ("geofence(${a}, ${b})", 0, "places and shapes"),
        ("selected(${a})", 0, "needs at least 2 values"),
        ("string-length('a', 'b')", 0, "takes at most 1 value"),
        ("today(1)", 0, "takes nothing"),
        ("sum(1 + 2)", 6, "needs a question, a repeat or a list"),
        ("count('a')", 6, "needs a question, a repeat or a list"),
        ("indexed-repeat(${a}, ${r}, 1, ${r})", 0, "pairs of a repeat and a number"),
        ("weighted-checklist(1, 2, ${a})", 0, "pairs of an answer and its weight"),
        ("'a' | 'b'", 0, "joins questions or lists"),
        ("regex(., '[a')", 0, "is not a regular expression"),
        ("regex(., '[a&&b]')", 0, "&&"),
        ("regex(., '\\p{Nonsense}')", 0, "no kind of sign"),
        ("format-date(., '%Q')", 0, "not with “%Q”"),
        ("format-date(., 'at %')", 0, "not with “%”"),
        ("digest('a', 'SHA-3')", 0, "knows MD5"),
        ("${nothing} + 1", 0, "no question or group called “nothing”"),
        ("1 + ${aa}", 4, "no question or group called “aa”"),
        ("${twice}", 0, "several questions or groups called “twice”"),
        ("/data/nothing", 6, "no question or group called “nothing”"),
        ("/form/a", 1, "begins with “/data”"),
        ("../b", 3, "Refer to it as ${b}"),
        ("instance('nolist')/root/item/name", 9, "no list or table “nolist”"),
        ("instance('town')/root/item/name", 9, "Is “towns” meant?"),
        ("instance('towns')/item", 18, "Rows of a list are found by"),
        ("instance('towns')/root/item[nam = 1]/name", 28, "Is “name” meant?"),
        ("pulldata('towns', 'populus', 'name', ${a})", 18, "no column “populus”"),
        ("instance(${a})/root", 0, "needs the name of a list in quotes"),
        ("indexed-repeat(${a}, ${r}, 1)", 21, "the repeat here that the question stands in"),
    ],
)  # fmt: skip
def test_what_could_never_work_is_said_before_it_is_evaluated(
    written: str, at: int, said: str
) -> None:
    shape = Shape(
        (
            Place(("data",), is_section=True),
            Place(("data", "a")),
            Place(("data", "r"), is_section=True, repeats=True),
            Place(("data", "r", "b")),
            Place(("data", "r", "twice")),
            Place(("data", "twice")),
        ),
        {"towns": frozenset({"name", "label", "people"})},
    )
    with pytest.raises(ExpressionProblem) as refused:
        formula(written, Scope(shape, ("data", "a")))
    assert said in str(refused.value)
    assert refused.value.at == at


def test_hundreds_of_conditions_in_a_row_are_read_and_evaluated() -> None:
    written = " or ".join(f"selected(., 'o{n}')" for n in range(600))
    found = parse(written)
    assert isinstance(found, Chain)
    assert len(found.rest) == 599


def test_brackets_are_read_as_deep_as_any_form_needs_and_then_refused() -> None:
    deep = DEEPEST - 1
    parse("(" * deep + "1" + ")" * deep)
    parse("if(1, 2, " * deep + "3" + ")" * deep)
    for written in ("(" * 5000 + "1" + ")" * 5000, "a[" * 5000 + "1" + "]" * 5000):
        with pytest.raises(ExpressionProblem, match="brackets"):
            parse(written)


@given(st.text(alphabet="${}()[]/.'\"+-*=<>|,:@ab1 \n", max_size=40))
def test_whatever_is_written_is_read_or_refused(written: str) -> None:
    try:
        check_calls(parse(written), written)
    except ExpressionProblem as refused:
        assert 0 <= refused.at <= len(written)


def test_the_deepest_expression_is_worked_out_within_a_deep_call() -> None:
    written = "if(1, " * (DEEPEST - 1) + "7" + ", 0)" * (DEEPEST - 1)
    scope = Scope(Shape((Place(("data",), is_section=True), Place(("data", "a")))), ("data", "a"))
    signs = "- " * 5000 + "1"

    def within(depth: int) -> tuple[object, object]:
        if depth:
            return within(depth - 1)
        node = xml_nodes("<data/>")
        here = Here(World(node), node)
        return formula(written, scope).evaluate(here), formula(signs, scope).evaluate(here)

    assert within(150) == (7.0, 1.0)
