"""What an import is told of an instrument's expressions."""

from __future__ import annotations

from pathlib import Path

import pytest
from questionnaires import calculated, options, question, questionnaire, repeat

from pollkit.domain.logic.checks import FormProblem, differences_of, problems_of
from pollkit.domain.logic.differences import all_differences, differences
from pollkit.domain.logic.functions import FUNCTIONS, GEOGRAPHIC
from pollkit.domain.rules import LookupTable, Section


def test_every_wrong_expression_is_told_with_its_question_and_column() -> None:
    found = problems_of(
        questionnaire(
            question("a", calculation="${b} +", relevant="${nothing} = 1"),
            question("g/b", constraint=". >", default="foo(1)", required="${a"),
            question("c", "single", options=options("x"), choice_filter="kind = ${a}"),
            question("d", trigger=("gone",), read_only="1 +"),
            Section("g", relevant="${a} ="),
            repeat("g/r", "${gone}"),
        )
    )
    assert [(one.path, one.column) for one in found] == [
        ("a", "relevant"),
        ("a", "calculation"),
        ("g", "relevant"),
        ("g/b", "required"),
        ("g/b", "constraint"),
        ("g/b", "default"),
        ("c", "choice_filter"),
        ("d", "read_only"),
        ("d", "trigger"),
        ("g/r", "repeat_count"),
    ]


def test_a_name_in_a_label_that_nothing_has_is_told() -> None:
    found = problems_of(
        questionnaire(
            question("a", texts={"en": "Hello ${name}", "fr": "Bonjour ${name}"}),
            question("b", texts={"en": "Your ${a}?"}, hint={"en": "${gone}"}),
        )
    )
    assert [(one.path, one.column) for one in found] == [("a", "label"), ("b", "hint")]


def test_a_circle_is_told_by_the_names_that_are_in_it() -> None:
    (found,) = problems_of(
        questionnaire(
            calculated("score", "${total} div 2"),
            question("shown", relevant="${score} > 1"),
            calculated("total", "${shown} + 1"),
        )
    )
    assert found == FormProblem("", "", found.text)
    assert "“score” → “total” → “shown” → “score”" in found.text


def test_a_question_that_needs_itself_is_told_to_use_once() -> None:
    (found,) = problems_of(questionnaire(calculated("a", "${a} + 1")))
    assert "once()" in found.text


def test_a_section_that_depends_on_what_stands_in_it_is_a_circle() -> None:
    (found,) = problems_of(questionnaire(question("g/a"), Section("g", relevant="${a} = 1")))
    assert "“g”" in found.text


@pytest.mark.parametrize(
    "calculation",
    ["once(${a})", "indexed-repeat(${n}, ${r}, position(..) - 1)", "count(${r})", "${f} + 1"],
)
def test_what_only_looks_like_a_circle_is_none(calculation: str) -> None:
    instrument = questionnaire(
        question("a", constraint=". > ${f}"),
        question("f", constraint="${a} = ''"),
        calculated("r/n", calculation),
        repeat("r"),
    )
    assert problems_of(instrument) == ()


def test_lists_tables_and_parts_are_known_to_expressions() -> None:
    instrument = questionnaire(
        LookupTable("towns", ("name", "people"), (("a", "1"),)),
        question("c", "single", options=options("x", kind={"x": "1"}), list_name="l"),
        question("m", "matrix", options=options("police")),
        calculated("one", "instance('l')/root/item[kind = 1]/label"),
        calculated("two", "pulldata('towns', 'people', 'name', ${c})"),
        calculated("three", "${m}/police + 1"),
        calculated("four", "/data/meta/instanceID"),
        calculated("five", "instance('towns')/root/item[peeple = 1]/name"),
    )
    (found,) = problems_of(instrument)
    assert found.path == "five"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("regex(., '[0-9]+')", ["regex-anywhere"]),
        ("regex(., '^[0-9]+$')", []),
        ("regex(., '^(a|b)$')", []),
        ("regex(., '^a|b$')", ["regex-anywhere"]),
        ("floor(1.5)", ["function-not-in-collect"]),
        ("property('deviceid')", ["function-not-on-the-web"]),
        ("sum(${x})", ["blanks-among-numbers"]),
        ("sum(${x}[. != ''])", []),
        ("max(1, 2)", []),
        ("if(${x}, 1, 2)", ["question-as-condition"]),
        ("${x} and ${y} = 1", ["question-as-condition"]),
        ("not(${x} = 1)", []),
        ("${x} > '2026-01-31'", ["dates-in-quotes"]),
        ("${x} = 'not-a-date'", []),
        ("concat('at ', now())", ["now-as-text"]),
        ("//x", ["anywhere"]),
        ("${r}[2]/x", ["place-in-brackets"]),
        ("/data/r[2]/x", ["place-in-brackets"]),
        ("${r}[position() = 2]/x", []),
        ("count(${r} | ${s})", ["joined-lists"]),
        ("indexed-repeat(${x}, ${r}, position(..) - 1)", ["row-before-the-first"]),
        ("coalesce(${x} + 1, 0)", ["no-number-in-coalesce"]),
        ("coalesce(${x}, 0)", []),
        ("format-date(${x}, '%W')", ["week"]),
        ("weighted-checklist(-1, 2, ${x}, 1)", ["no-limit-of-weights"]),
        ("selected(${x}, 'a') or ${y} = 1", []),
    ],
)
def test_what_collect_and_web_forms_answer_differently_is_told(
    written: str, names: list[str]
) -> None:
    assert [one.name for one in differences(written)] == names


def test_differences_are_told_by_question_and_column() -> None:
    instrument = questionnaire(
        question("a", constraint="regex(., '[a-z]')"),
        question("r/age", "number"),
        repeat("r"),
        calculated("old", "count(${r}[${age} > 60])"),
        calculated("named", "count(${r}[./age = ${a}])"),
    )
    assert [(one.path, one.column, one.difference.name) for one in differences_of(instrument)] == [
        ("a", "constraint", "regex-anywhere"),
        ("old", "calculation", "row-in-brackets"),
    ]


def test_the_table_has_each_difference_once_with_what_is_done_here() -> None:
    table = all_differences()
    assert len({one.name for one in table}) == len(table)
    assert all(one.what and one.here for one in table)


def test_the_guide_tells_every_difference_and_every_function() -> None:
    page = (Path(__file__).parents[3] / "docs" / "guide" / "expressions.md").read_text("utf-8")
    told = page.replace("\\|", "|")
    assert not [one.name for one in all_differences() if f"| {one.what} | {one.here} |" not in told]
    assert not [name for name in FUNCTIONS.keys() - GEOGRAPHIC if f"`{name}`" not in page]
