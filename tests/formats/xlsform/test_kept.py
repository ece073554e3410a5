"""What PollKit does not use is kept, and stands in its place when the form is written again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from forms_in_words import imported, sheets
from openpyxl import load_workbook

from pollkit.domain.instruments import ItemKind
from pollkit.formats.xlsform import form_files, read_form, write_form

FORM = """
| survey |
| | type                | name | label::English (en) | guidance_hint::French (fr) | image::English (en) | bind::x | save_to | my notes |
| | text                | a    | A                   | Lisez                      | a.png               | 1       | a_prop  | mine     |
| | select_one pets     | pet  | Pet                 |                            |                     |         |         |          |
| | begin_repeat        | who  | Who                 |                            |                     |         |         | a group  |
| | text                | name | Name                |                            |                     |         |         |          |
| | end_repeat          |      |                     |                            |                     |         |         |          |
| | select_one ${name}  | head | Head                |                            |                     |         |         |          |
| choices |
| | list_name | name | label::English (en) | audio::English (en) | weight |
| | pets      | dog  | Dog                 | dog.mp3             | 3      |
| entities |
| | list_name | label |
| | people    | ${a}  |
| settings |
| | form_id | public_key | auto_send |
| | kept    | MIIB       | true      |
"""  # noqa: E501


def cells(path: Path, sheet: str) -> list[dict[str, object]]:
    rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    header = next(rows)
    return [{h: c for h, c in zip(header, row, strict=True) if h and c} for row in rows]


def test_columns_sheets_and_settings_stand_in_the_written_file_as_they_came(
    tmp_path: Path,
) -> None:
    instrument = imported(sheets(FORM))
    write_form(instrument, tmp_path / "form.xlsx")
    first, _pet, group, _name, _end, head = cells(tmp_path / "form.xlsx", "survey")
    assert first["guidance_hint::Français (fr)"] == "Lisez"
    assert first["image::English (en)"] == "a.png"
    assert (first["bind::x"], first["save_to"], first["my notes"]) == ("1", "a_prop", "mine")
    assert group["my notes"] == "a group"
    assert head["type"] == "select_one ${name}"
    [choice] = cells(tmp_path / "form.xlsx", "choices")
    assert (choice["audio::English (en)"], choice["weight"]) == ("dog.mp3", "3")
    assert cells(tmp_path / "form.xlsx", "entities") == [{"list_name": "people", "label": "${a}"}]
    [settings] = cells(tmp_path / "form.xlsx", "settings")
    assert (settings["public_key"], settings["auto_send"]) == ("MIIB", "true")
    assert imported(read_form(tmp_path / "form.xlsx")) == instrument


def test_nothing_of_pollkit_s_own_is_put_into_a_form_that_needs_none() -> None:
    files = form_files(imported(sheets(FORM)))
    assert not any("pollkit" in sheet.header for sheet in files.sheets.sheets)
    assert files.notes == ()


def test_a_question_that_became_another_kind_goes_out_as_that(tmp_path: Path) -> None:
    instrument = imported(sheets(FORM))
    first, pet, *others = instrument.items
    changed = replace(
        instrument,
        items=(
            replace(first, kind=ItemKind.SINGLE, options=pet.options),
            replace(pet, kind=ItemKind.DATE, options=()),
            *others,
        ),
    )
    write_form(changed, tmp_path / "form.xlsx")
    asked, day, *_rest = cells(tmp_path / "form.xlsx", "survey")
    assert str(asked["type"]).startswith("select_one ")
    assert day["type"] == "date"
    assert imported(read_form(tmp_path / "form.xlsx")) == changed
