"""What is wrong with a form, where that is, and what its repair makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_in_words import imported, questions, refused, said, sheets

from pollkit.domain.instruments import ItemKind
from pollkit.formats.xlsform import FormSheets, import_form, repair, repair_all

CHOICES = """
| choices |
| | list_name | name | label::English (en) |
| | fruits    | fig  | Fig                 |
| | fruits    | pear | Pear                |
"""


def with_choices(*rows: str) -> FormSheets:
    lines = "\n".join(f"| | {row} |" for row in rows)
    return sheets(f"| survey |\n| | type | name | label::English (en) |\n{lines}\n{CHOICES}")


def test_a_question_called_meta_gets_another_name_in_every_expression_too() -> None:
    form = questions(
        "integer | meta | How many? |",
        "note | thanks | You said ${meta} | ${meta} > 3",
        header="type | name | label::English (en) | relevant",
    )
    [(sheet, row, column, message)] = refused(form)
    assert (sheet, row, column) == ("survey", 3, "name")
    assert "reserved" in message
    instrument = imported(repair(form, import_form(form).repairs))
    assert [item.name for item in instrument.items] == ["meta_1", "thanks"]
    assert instrument.items[1].rules.relevant == "${meta_1} > 3"
    assert instrument.items[1].texts["en"] == "You said ${meta_1}"


def test_a_name_with_blanks_is_refused_and_mended() -> None:
    form = questions("text | first name | Your name? |", "note | hello | Hello ${first name} |")
    assert refused(form)[0][:3] == ("survey", 3, "name")
    _sheets, result, _done = repair_all(form)
    assert result.instrument is not None
    assert [item.name for item in result.instrument.items] == ["first_name", "hello"]
    assert result.instrument.items[1].texts["en"] == "Hello ${first_name}"


def test_two_questions_of_one_name_are_told_apart() -> None:
    form = questions("text | age | One |", "text | age | Two |")
    [(_sheet, row, column, message)] = refused(form)
    assert (row, column) == (4, "name")
    assert "row 3" in message
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert [item.name for item in mended.items] == ["age", "age_2"]


def test_a_question_without_a_name_is_called_by_its_words() -> None:
    form = questions("integer | | How old are you? |")
    assert refused(form)[0][1:3] == (3, "name")
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert mended.items[0].name == "How_old_are_you"


def test_a_list_that_is_not_there_is_found_by_its_likeness() -> None:
    form = with_choices("select_one fruit | best | Which? |")
    [(_sheet, row, column, message)] = refused(form)
    assert (row, column) == (3, "type")
    assert "“fruits”" in message
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert mended.items[0].codes == ("fig", "pear")


def test_without_a_list_that_is_near_the_answer_is_written() -> None:
    form = questions("select_one nowhere | best | Which? |")
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert mended.items[0].kind is ItemKind.TEXT


def duplicate_choices(second: str, filtered: str = "") -> FormSheets:
    return sheets(
        f"""
        | survey |
        | | type           | name | label | choice_filter |
        | | select_one towns | town | Town  | {filtered} |
        | choices |
        | | list_name | name | label | region |
        | | towns     | a    | A     | north  |
        | | towns     | {second} |
        """
    )


@pytest.mark.parametrize(
    ("second", "filtered", "codes"),
    [
        ("a | A | north", "", ("a",)),
        ("a | Other A | south", "", ("a", "a_2")),
        ("a | A | south", "region = 'north'", ("a", "a")),
    ],
)
def test_a_choice_that_is_there_twice_is_left_out_renamed_or_allowed(
    second: str, filtered: str, codes: tuple[str, ...]
) -> None:
    form = duplicate_choices(second, filtered)
    assert refused(form)[0][:3] == ("choices", 7, "name")
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert mended.items[0].codes == codes


def test_blanks_in_the_choices_of_a_multiple_select_become_lines() -> None:
    form = sheets(
        """
        | survey |
        | | type                  | name | label | relevant |
        | | select_multiple towns | town | Town  |          |
        | | note                  | seen | Seen  | selected(${town}, 'new york') |
        | choices |
        | | list_name | name     | label    |
        | | towns     | new york | New York |
        | | towns     | oslo     | Oslo     |
        """
    )
    assert refused(form)[0][:3] == ("choices", 7, "name")
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert mended.items[0].codes == ("new_york", "oslo")
    assert mended.items[1].rules.relevant == "selected(${town}, 'new_york')"


@pytest.mark.parametrize(
    ("rows", "place", "sections"),
    [
        (["begin_group | a | A |", "text | b | B |"], 3, ["a"]),
        (["text | b | B |", "end_group | | |"], 4, []),
        (["begin_repeat | a | A |", "text | b | B |", "end_group | | |"], 5, ["a"]),
    ],
)
def test_a_group_that_is_not_closed_as_it_was_opened_is_mended(
    rows: list[str], place: int, sections: list[str]
) -> None:
    form = questions(*rows)
    assert refused(form)[0][:3] == ("survey", place, "type")
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert [section.path for section in mended.sections] == sections


@pytest.mark.parametrize(
    ("written", "meant"), [("intger", "integer"), ("slect_one fruits", "select_one fruits")]
)
def test_a_misspelt_type_is_read_as_the_one_that_is_near(written: str, meant: str) -> None:
    form = with_choices(f"{written} | best | Which? |")
    [(_sheet, _row, column, message)] = refused(form)
    assert column == "type"
    assert meant in message
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert mended.items[0].columns["type"] == meant


def test_a_reference_to_what_is_not_there_is_mended_where_a_name_is_near() -> None:
    form = questions(
        "integer | age | Age? |",
        "note | old | Old | ${Age} > 60",
        "note | far | Far | ${distance} > 60",
        header="type | name | label | relevant",
    )
    places = [(row, column) for _sheet, row, column, _message in refused(form)]
    assert places == [(4, "relevant"), (5, "relevant")]
    repairs = import_form(form).repairs
    assert len(repairs) == 1
    [(_sheet, row, _column, message)] = refused(repair(form, repairs))
    assert row == 5
    assert "“distance”" in message


def test_an_unknown_function_refuses_the_form_at_its_cell() -> None:
    form = questions(
        "integer | age | Age? | squareroot(.) > 2", header="type | name | label | constraint"
    )
    [(sheet, row, column, message)] = refused(form)
    assert (sheet, row, column) == ("survey", 3, "constraint")
    assert "squareroot" in message


def test_two_spellings_of_one_column_are_joined() -> None:
    form = questions(
        "integer | age | Age? | | |",
        "note | old | Old | ${age} > 60 | |",
        "note | young | Young | | ${age} < 20 |",
        header="type | name | label | relevant | relevance",
    )
    [(_sheet, row, column, message)] = refused(form)
    assert (row, column) == (2, "relevance")
    assert "mean the same" in message
    mended = repair_all(form)[1].instrument
    assert mended is not None
    relevant = [item.rules.relevant for item in mended.items]
    assert relevant == ["", "${age} > 60", "${age} < 20"]


def test_an_empty_second_column_of_one_name_hinders_nobody() -> None:
    form = questions("text | a | A | |", header="type | name | label | label")
    result = import_form(form)
    assert result.instrument is not None
    assert any("is there twice" in message for *_place, message in said(result))


def test_or_other_does_not_go_with_a_filter() -> None:
    form = sheets(
        """
        | survey |
        | | type                       | name | label | choice_filter |
        | | select_one fruits or_other | best | Best  | true()        |
        | choices |
        | | list_name | name | label |
        | | fruits    | fig  | Fig   |
        """
    )
    assert refused(form)[0][:3] == ("survey", 3, "type")
    mended = repair_all(form)[1].instrument
    assert mended is not None
    assert [item.name for item in mended.items] == ["best"]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    form = questions("intger | a b | A |", "text | | |", "select_one x | c | C |")
    places = {(row, column) for _sheet, row, column, _message in refused(form)}
    assert places == {(3, "type"), (3, "name"), (4, "name"), (5, "type")}


def test_a_repair_of_a_part_that_lies_beside_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text(
        "| survey |\n| | type | name | label |\n| | intger | a | A |\n"
    )
    form = sheets("| survey |\n| | type | name |\n| | include | part |", tmp_path)
    result = import_form(form)
    [note] = result.refusals
    assert (note.sheet, note.row, note.column) == ("part.md: survey", 3, "type")
    assert note.repair is None
