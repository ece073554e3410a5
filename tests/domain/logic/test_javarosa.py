"""PollKit's evaluator beside JavaRosa, ODK Collect's own, on thousands of expressions.

JavaRosa comes inside the wheel of pyxform; without it or a Java compiler these are skipped. One
Java machine is started for all of them.
"""

from __future__ import annotations

import itertools
import math
import subprocess
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from java import javarosa_command
from xml_nodes import XmlNode, xml_nodes

from pollkit.domain.logic.context import Here, World
from pollkit.domain.logic.formulas import formula, value_of
from pollkit.domain.logic.lists import list_node
from pollkit.domain.logic.nodes import Nodeset
from pollkit.domain.logic.shape import Place, Scope, Shape
from pollkit.domain.logic.values import Value, day_of, to_text

HERE = Path(__file__).parent / "javarosa"
ZONE = timezone(timedelta(hours=2))
ROOT = xml_nodes((HERE / "answers.xml").read_text("utf-8"), "child")
TOWNS = [("kyiv", "Kyiv", "3000000"), ("lviv", "Lviv", "700000"), ("aru", "Aru", "900")]
WORLD = World(
    ROOT,
    now=datetime(2026, 8, 7, 12, tzinfo=ZONE),
    lists={
        "towns": list_node(
            {"name": name, "label": label, "people": people} for name, label, people in TOWNS
        )
    },
    version="3",
)
ROW = "/data/house/child[2]/first"
Answer = tuple[str, str]


def _recorded(name: str) -> dict[str, Answer]:
    """Expression -> what JavaRosa 5 answered, for where it cannot be asked."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return {written: (kind, text) for written, kind, text in rows}


# Everything that both sides answer alike. What they do not is in `differences` or below.
ALONE = _recorded("alone.tsv")

OF_AGE = [". > 18", ". >= 0 and . < 120", ".", "../name", "./../share", "position()"]

IN_A_ROW = _recorded("in_a_row.tsv")

OPERANDS = [
    "/data/age", "/data/share", "/data/debt", "/data/blank", "/data/name", "/data/day",
    "/data/earlier", "/data/need", "42", "0.25", "'42'", "'abc'", "''", "true()", "false()",
    "date('2026-08-07')", "/data/missing", "'-7'", "1 div 0", "number('x')",
]  # fmt: skip
OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or"]


def _differ(left: str, operator: str, right: str) -> bool:
    """Where the two are known to differ: see `differences`."""
    sides = {left, right}
    if "/data/missing" in sides and operator in {"=", "!="}:
        return True
    if "/data/blank" in sides and (operator in {"and", "or"} or sides & {"true()", "false()"}):
        return True
    # JavaRosa subtracts the two, and infinity less infinity is no number.
    return left == right == "1 div 0" and operator in {"=", "!="}


PAIRS = [
    f"{left} {operator} {right}"
    for left, right in itertools.product(OPERANDS, OPERANDS)
    for operator in OPERATORS
    if not _differ(left, operator, right)
]


@pytest.fixture(scope="module")
def judged() -> dict[tuple[str, str], Answer]:
    command = javarosa_command()
    if command is None:
        pytest.skip("no Java compiler, or no pyxform with JavaRosa inside")
    asked = [
        *(("/data", written) for written in [*ALONE, *PAIRS]),
        *(("/data/age", written) for written in OF_AGE),
        *((ROW, written) for written in IN_A_ROW),
    ]
    told = subprocess.run(
        [*command, HERE / "Judge.java", HERE / "form.xml", HERE / "answers.xml"],
        input="".join(f"{place}\t{written}\n" for place, written in asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    answers = [line.split("\t", 1) for line in told.stdout.split("\n")[:-1]]
    assert len(answers) == len(asked)
    return {one: (kind, text) for one, (kind, text) in zip(asked, answers, strict=True)}


@pytest.mark.parametrize(
    ("place", "expressions"),
    [("/data", list(ALONE)), ("/data", PAIRS), ("/data/age", OF_AGE), (ROW, list(IN_A_ROW))],
    ids=["alone", "pairs", "constraint", "row"],
)
def test_expressions_give_javarosa_s_answer(
    judged: dict[tuple[str, str], Answer], place: str, expressions: list[str]
) -> None:
    wrong = {}
    for written in expressions:
        ours, theirs = _ours(place, written), judged[place, written]
        if not _are_same(ours, theirs):
            wrong[written] = (ours, theirs)
    assert not wrong


@pytest.mark.parametrize(("place", "recorded"), [("/data", ALONE), (ROW, IN_A_ROW)])
def test_expressions_give_what_javarosa_once_answered(
    place: str, recorded: dict[str, Answer]
) -> None:
    ours = {written: _ours(place, written) for written in recorded}
    assert not [
        (written, answer, recorded[written])
        for written, answer in ours.items()
        if not _are_same(answer, recorded[written])
    ]


def test_what_is_recorded_is_what_javarosa_answers(
    judged: dict[tuple[str, str], Answer],
) -> None:
    for place, recorded in (("/data", ALONE), (ROW, IN_A_ROW)):
        assert {written: judged[place, written] for written in recorded} == recorded


def _ours(place: str, written: str) -> Answer:
    if place != ROW:
        here = ROOT if place == "/data" else ROOT.children("age")[0]
        return _told(value_of(written, Here(WORLD, here)))
    scope = Scope(_shape(), ("data", "house", "child", "first"))
    row = ROOT.children("house")[0].children("child")[1].children("first")[0]
    return _told(formula(written, scope).evaluate(Here(WORLD, row)))


def _shape() -> Shape:
    places: dict[tuple[str, ...], Place] = {}

    def add(node: XmlNode, around: tuple[str, ...]) -> None:
        names = (*around, node.name)
        inner = list(node.all_children())
        places.setdefault(names, Place(names, bool(inner), node.repeats))
        for child in inner:
            assert isinstance(child, XmlNode)
            add(child, names)

    add(ROOT, ())
    return Shape(tuple(places.values()), {"towns": None})


def _told(value: Value) -> Answer:
    """As JavaRosa tells it: moments by their day."""
    if isinstance(value, Nodeset):
        return "nodes", "".join(f"{node.value()}|" for node in value.nodes)
    if isinstance(value, bool):
        return "Boolean", to_text(value)
    if isinstance(value, float):
        return "Double", to_text(value)
    if isinstance(value, date):
        return "Date", to_text(day_of(value, ZONE))
    return "String", value


def _are_same(ours: Answer, theirs: Answer) -> bool:
    if ours == theirs:
        return True
    if ours[0] == theirs[0] == "Double":
        return math.isclose(float(ours[1]), float(theirs[1]), rel_tol=1e-9)
    return False
