"""What a sheet only hints at is written out as pyxform does it: includes, loops, "or other"."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_in_words import imported, refused, sheets

from pollkit.formats.xlsform import import_form

LOOP = """
| survey |
| | type                | name   | label::English (en)    | label::French (fr)      |
| | begin loop over pet | pets   | Pets                   | Animaux                 |
| | integer             | number | How many %(label)s?    | Combien de %(label)s ?  |
| | text                | notes  | On %(name)s            | Sur %(name)s            |
| | end loop            |        |                        |                         |
| choices |
| | list_name | name | label::English (en) | label::French (fr) |
| | pet       | dog  | dogs                | chiens             |
| | pet       | none | none                | aucun              |
| | pet       | cat  | cats                | chats              |
"""


def test_a_loop_asks_its_questions_for_each_choice() -> None:
    instrument = imported(sheets(LOOP))
    assert [item.name for item in instrument.items] == [
        "pets/dog/number", "pets/dog/notes", "pets/cat/number", "pets/cat/notes",
    ]  # fmt: skip
    assert instrument.items[0].texts == {"en": "How many dogs?", "fr": "Combien de chiens ?"}
    assert instrument.items[3].texts == {"en": "On cat", "fr": "Sur cat"}
    assert [section.path for section in instrument.sections] == ["pets", "pets/dog", "pets/cat"]
    assert instrument.sections[2].texts == {"en": "cats", "fr": "chats"}


def test_pyxform_has_the_same_questions_in_a_loop() -> None:
    from pyxform.xls2xform import convert

    xform = convert(LOOP).xform
    for item in imported(sheets(LOOP)).items:
        assert f'nodeset="/data/{item.name}"' in xform
        assert item.texts["en"] in xform


def test_a_loop_over_a_list_that_is_not_there_is_refused_at_its_row() -> None:
    form = sheets(
        """
        | survey |
        | | type                 | name | label |
        | | begin loop over gone | pets | Pets  |
        | | integer              | n    | N     |
        | | end loop             |      |       |
        """
    )
    [(sheet, row, column, message)] = refused(form)
    assert (sheet, row, column) == ("survey", 3, "type")
    assert "“gone”" in message


def test_or_other_adds_a_choice_and_a_question_for_what_it_is() -> None:
    instrument = imported(
        sheets(
            """
            | survey |
            | | type                    | name | label |
            | | select_one pet or_other | pet  | Pet?  |
            | choices |
            | | list_name | name | label |
            | | pet       | dog  | Dog   |
            """
        )
    )
    pet, other = instrument.items
    assert pet.codes == ("dog", "other")
    assert pet.columns["type"] == "select_one pet"
    assert (other.name, other.texts) == ("pet_other", {"en": "Specify other."})
    # pyxform 4.5 writes the same condition.
    assert other.rules.relevant == "selected(../pet, 'other')"


def test_or_other_speaks_the_form_s_languages_as_far_as_it_can() -> None:
    result = import_form(
        sheets(
            """
            | survey |
            | | type                    | name | label::Français | label::Arabic | label::Lingala |
            | | select_one pet or_other | pet  | Animal ?        | حيوان         | Nyama          |
            | choices |
            | | list_name | name | label::Français | label::Arabic | label::Lingala |
            | | pet       | dog  | Chien           | كلب           | Mbwa           |
            """
        )
    )
    assert result.instrument is not None
    assert result.instrument.items[0].options[1].texts == {
        "fr": "Autre",
        "ar": "أخرى",
        "ln": "Other",
    }
    [note] = [note for note in result.notes if "English words" in note.message]
    assert "“Lingala”" in note.message
    assert note.row == 3


PART = """| survey |
| | type             | name | label |
| | select_one yn    | ok   | OK?   |
| choices |
| | list_name | name | label |
| | yn        | y    | {yes} |
"""


@pytest.mark.parametrize(("yes", "list_name"), [("Yes", "yn"), ("Sure", "part_yn")])
def test_a_part_comes_with_its_lists_and_none_of_them_covers_another(
    yes: str, list_name: str, tmp_path: Path
) -> None:
    (tmp_path / "part.md").write_text(PART.format(yes=yes), "utf-8")
    instrument = imported(
        sheets(
            """
            | survey |
            | | type          | name  | label |
            | | begin_group   | g     | G     |
            | | include       | part  |       |
            | | end_group     |       |       |
            | | select_one yn | again | Sure? |
            | choices |
            | | list_name | name | label |
            | | yn        | y    | Yes   |
            """,
            tmp_path,
        )
    )
    assert [(item.name, item.list_name) for item in instrument.items] == [
        ("g/ok", list_name),
        ("again", "yn"),
    ]
    assert instrument.items[0].options[0].texts["en"] == yes


def test_parts_that_include_one_another_are_refused(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        part = f"| survey |\n| | type | name |\n| | include | {other} |\n"
        (tmp_path / f"{name}.md").write_text(part, "utf-8")
    form = sheets("| survey |\n| | type | name |\n| | include | a |", tmp_path)
    [note] = import_form(form).refusals
    assert "includes itself" in note.message
    assert note.sheet == "b.md: survey"


def test_no_part_is_taken_from_another_folder(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "part.md").write_text(PART.format(yes="Yes"), "utf-8")
    form = sheets("| survey |\n| | type | name |\n| | include | ../part |", tmp_path / "inner")
    assert "no form of that name" in refused(form)[0][3]
