"""Forms that were taken can be filled in, whatever of them this computer does not collect."""

from __future__ import annotations

from pathlib import Path

import pytest
from fillers import filled_to_the_end
from forms_in_words import SAMPLES, imported, questions, said, sheets

from pollkit.domain.logic.states import Fault
from pollkit.errors import FormUnreadable
from pollkit.formats.xlsform import import_form, read_form, repair_all

FORMS = sorted(SAMPLES.glob("*_xls/*")) if SAMPLES.is_dir() else []


@pytest.mark.skipif(not FORMS, reason=f"no sample forms in {SAMPLES}")
@pytest.mark.parametrize("path", FORMS, ids=[path.name for path in FORMS])
def test_every_sample_that_is_taken_can_be_filled_to_the_end(path: Path) -> None:
    try:
        instrument = repair_all(read_form(path))[1].instrument
    except FormUnreadable:
        pytest.skip("no form")
    if instrument is None:
        pytest.skip("not taken")
    left = filled_to_the_end(instrument).finish()
    assert not left, [(question.path, question.fault, question.why) for question in left]


def test_a_required_place_or_calculation_stands_in_nobody_s_way() -> None:
    instrument = imported(
        questions(
            "geopoint | here | Where? | yes |",
            "image | photo | Photo | yes |",
            "calculate | empty | | yes | ''",
            "text | name | Name? | yes |",
            header="type | name | label | required | calculation",
        )
    )
    filling = filled_to_the_end(instrument)
    assert not filling.finish()
    filling.answer("name", None)
    assert [(q.path, q.fault) for q in filling.finish()] == [("name", Fault.MISSING)]


def test_a_filtered_list_whose_file_is_missing_is_answered_in_words() -> None:
    instrument = imported(
        questions(
            "text | area | Area? |",
            "select_one_from_file towns.csv | town | Town? | area = ${area}",
            header="type | name | label | choice_filter",
        )
    )
    assert not filled_to_the_end(instrument).finish()


def test_the_words_of_a_list_in_several_languages_are_looked_up_as_in_an_xform() -> None:
    words = "jr:itext(instance('towns')/root/item[name = ${town}]/itextId)"
    instrument = imported(
        sheets(
            f"""
            | survey |
            | | type             | name | label::English (en) | label::French (fr) | calculation |
            | | select_one towns | town | Town?               | Ville ?            | |
            | | calculate        | said |                     |                    | {words} |
            | choices |
            | | list_name | name | label::English (en) | label::French (fr) |
            | | towns     | nice | Nice, France        | Nice               |
            """
        )
    )
    said_at_the_end = filled_to_the_end(instrument).question("said")
    assert said_at_the_end is not None
    assert said_at_the_end.text == "Nice, France"


def test_what_other_programs_answer_differently_is_told_at_its_cell() -> None:
    form = questions(
        "text | code | Code? | regex(., '[0-9]')", header="type | name | label | constraint"
    )
    [(sheet, row, column, message)] = [
        place for place in said(import_form(form)) if "Collect" in place[3]
    ]
    assert (sheet, row, column) == ("survey", 3, "constraint")
    assert "web forms" in message
