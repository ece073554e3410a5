"""What each type and column of a form becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_in_words import imported, questions, said, sheets

from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.rules import LookupTable, Rules, Section
from pollkit.formats.xlsform import import_form

# The types of the standard (xlsform.org, "Question types" and "Metadata"), and older names of them
# that pyxform takes.
KINDS = [
    ("text", ItemKind.TEXT),
    ("string", ItemKind.TEXT),
    ("barcode", ItemKind.TEXT),
    ("integer", ItemKind.NUMBER),
    ("int", ItemKind.NUMBER),
    ("decimal", ItemKind.NUMBER),
    ("range", ItemKind.NUMBER),
    ("percentage", ItemKind.NUMBER),
    ("date", ItemKind.DATE),
    ("time", ItemKind.TIME),
    ("dateTime", ItemKind.MOMENT),
    ("datetime", ItemKind.MOMENT),
    ("note", ItemKind.NOTE),
    ("acknowledge", ItemKind.SINGLE),
    ("trigger", ItemKind.SINGLE),
    ("select_one fruits", ItemKind.SINGLE),
    ("select one from fruits", ItemKind.SINGLE),
    ("select_multiple fruits", ItemKind.MULTIPLE),
    ("select all that apply from fruits", ItemKind.MULTIPLE),
    ("rank fruits", ItemKind.RANKING),
    ("hidden", ItemKind.HIDDEN),
    ("start", ItemKind.HIDDEN),
    ("end", ItemKind.HIDDEN),
    ("today", ItemKind.HIDDEN),
    ("deviceid", ItemKind.HIDDEN),
    ("username", ItemKind.HIDDEN),
    ("email", ItemKind.HIDDEN),
    ("phonenumber", ItemKind.HIDDEN),
    ("phone number", ItemKind.TEXT),
    ("audit", ItemKind.HIDDEN),
    ("background-audio", ItemKind.OTHER),
    ("start-geopoint", ItemKind.HIDDEN),
    ("geopoint", ItemKind.OTHER),
    ("gps", ItemKind.OTHER),
    ("geotrace", ItemKind.OTHER),
    ("geoshape", ItemKind.OTHER),
    ("image", ItemKind.OTHER),
    ("photo", ItemKind.OTHER),
    ("audio", ItemKind.OTHER),
    ("video", ItemKind.OTHER),
    ("file", ItemKind.OTHER),
]


@pytest.mark.parametrize(("written", "kind"), KINDS)
def test_each_type_becomes_its_kind(written: str, kind: ItemKind) -> None:
    name = "audit" if written == "audit" else "asked"
    instrument = imported(
        sheets(
            f"""
            | survey |
            | | type      | name   | label |
            | | {written} | {name} | Words |
            | choices |
            | | list_name | name | label |
            | | fruits    | fig  | Fig   |
            """
        )
    )
    assert [item.kind for item in instrument.items] == [kind]


def test_a_place_or_a_photo_is_kept_with_a_note_that_it_is_not_collected() -> None:
    result = import_form(questions("geopoint | here | Where are you? |"))
    assert any("not collected on this computer" in message for *_place, message in said(result))


def test_every_column_of_a_question_has_its_place() -> None:
    header = (
        "type | name | label::English (en) | label::Français (fr) | hint::English (en) | relevant"
        " | required | required_message::Français (fr) | constraint | constraint_message::English"
        " (en) | calculation | default | read_only | trigger | appearance | parameters"
        " | guidance_hint::Français (fr) | bind::foo | my_column | image::English (en)"
    )
    instrument = imported(
        questions(
            "integer | first | First | Première | | | | | | | | | | | | | | | |",
            "integer | age | Age? | Âge ? | in years | ${first} > 0 | yes | Répondez | . > 0"
            " | too small | 1 + 1 | 7 | TRUE | ${first} | counter | a=1 b=2 | Lisez | x | y"
            " | a.png",
            header=header,
        )
    )
    assert instrument.languages == ("en", "fr")
    assert instrument.items[1] == Item(
        name="age",
        kind=ItemKind.NUMBER,
        whole=True,
        texts={"en": "Age?", "fr": "Âge ?"},
        hint={"en": "in years"},
        rules=Rules(
            relevant="${first} > 0",
            required="yes",
            required_message={"fr": "Répondez"},
            constraint=". > 0",
            constraint_message={"en": "too small"},
            calculation="1 + 1",
            default="7",
            read_only="yes",
            trigger=("first",),
        ),
        appearance="counter",
        parameters={"a": "1", "b": "2"},
        columns={
            "type": "integer",
            "guidance_hint::fr": "Lisez",
            "bind::foo": "x",
            "my_column": "y",
            "image::en": "a.png",
        },
    )


def test_groups_and_repeats_become_sections() -> None:
    instrument = imported(
        questions(
            "integer | n | How many? | | |",
            "begin_group | home | Home | | | field-list",
            "begin_repeat | member | Member | ${n} > 0 | ${n} |",
            "text | name | Name | | |",
            "end_repeat | | | | |",
            "end_group | | | | |",
            header="type | name | label::English (en) | relevant | repeat_count | appearance",
        )
    )
    assert [item.name for item in instrument.items] == ["n", "home/member/name"]
    assert instrument.sections == (
        Section("home", {"en": "Home"}, appearance="field-list"),
        Section("home/member", {"en": "Member"}, True, "${n}", "${n} > 0"),
    )


def test_choices_keep_their_further_columns_for_filters() -> None:
    instrument = imported(
        sheets(
            """
            | survey |
            | | type             | name   | label  | choice_filter      |
            | | select_one areas | area   | Area   |                    |
            | | select_one towns | town   | Town   | area = ${area}     |
            | choices |
            | | list_name | name  | label | area  |
            | | areas     | north | North |       |
            | | towns     | oslo  | Oslo  | north |
            """
        )
    )
    assert instrument.items[1].options == (
        Option("oslo", {"en": "Oslo"}, columns={"area": "north"}),
    )
    assert instrument.items[1].list_name == "towns"
    assert instrument.items[1].rules.choice_filter == "area = ${area}"


def test_a_range_has_the_limits_of_its_parameters_or_those_of_the_standard() -> None:
    instrument = imported(
        questions(
            "range | a | A | start=0 end=5 step=0.5",
            "range | b | B | start=10 end=-10",
            "range | c | C |",
            header="type | name | label | parameters",
        )
    )
    limits = [(item.smallest, item.largest, item.whole) for item in instrument.items]
    assert limits == [("0", "5", False), ("-10", "10", True), ("1", "10", True)]


def test_a_list_that_no_question_has_is_kept_as_a_table() -> None:
    instrument = imported(
        sheets(
            """
            | survey |
            | | type      | name | label | calculation |
            | | calculate | pop  |       | instance('towns')/root/item[name = 'oslo']/people |
            | choices |
            | | list_name | name | label::English (en) | label::Français (fr) | people |
            | | towns     | oslo | Oslo                | Christiania          | 700000 |
            """
        )
    )
    assert instrument.tables == (
        LookupTable(
            "towns",
            ("name", "label", "label::fr", "people"),
            (("oslo", "Oslo", "Christiania", "700000"),),
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "towns.csv").write_text("name,label,area\noslo,Oslo,north\nrome,Rome,south\n")
    (tmp_path / "towns.xml").write_text(
        "<root><item><name>oslo</name><label>Oslo</label></item></root>"
    )
    (tmp_path / "places.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "o",'
        ' "geometry": {"type": "Point", "coordinates": [10.7, 59.9]},'
        ' "properties": {"title": "Oslo"}}]}'
    )
    return tmp_path


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("select_one_from_file towns.csv", [("oslo", "Oslo"), ("rome", "Rome")]),
        ("select_multiple_from_file towns.xml", [("oslo", "Oslo")]),
        ("select_one_from_file places.geojson", [("o", "Oslo")]),
    ],
)
def test_choices_come_from_a_file_beside_the_form(
    written: str, options: list[tuple[str, str]], folder: Path
) -> None:
    form = sheets(
        f"| survey |\n| | type | name | label |\n| | {written} | where | Where? |", folder
    )
    item = imported(form).items[0]
    assert [(option.code, option.texts["en"]) for option in item.options] == options


def test_without_its_file_a_select_is_answered_in_words_and_the_note_says_what_to_do() -> None:
    form = questions("select_one_from_file towns.csv | where | Where? |")
    result = import_form(form)
    assert result.instrument is not None
    assert result.instrument.items[0].kind is ItemKind.TEXT
    assert result.instrument.items[0].columns["type"] == "select_one_from_file towns.csv"
    [message] = [m for _s, row, column, m in said(result) if (row, column) == (3, "type")]
    assert "Put “towns.csv” beside the form" in message


def test_a_file_in_another_folder_is_never_opened(folder: Path) -> None:
    (folder / "inner").mkdir()
    form = sheets(
        "| survey |\n| | type | name | label |\n"
        "| | select_one_from_file ../towns.csv | where | Where? |",
        folder / "inner",
    )
    assert imported(form).items[0].kind is ItemKind.TEXT


def test_tables_that_are_looked_up_come_with_the_form(folder: Path) -> None:
    form = sheets(
        "| survey |\n| | type | name | calculation |\n"
        "| | calculate | area | pulldata('towns', 'area', 'name', 'oslo') |",
        folder,
    )
    [table] = imported(form).tables
    assert table == LookupTable(
        "towns", ("name", "label", "area"), (("oslo", "Oslo", "north"), ("rome", "Rome", "south"))
    )


def test_settings_are_kept_and_the_title_is_the_form_s() -> None:
    instrument = imported(
        sheets(
            """
            | survey |
            | | type | name | label |
            | | text | a    | A     |
            | settings |
            | | form_title | form_id | version | style |
            | | Our form   | ours    | 7       | pages |
            """
        )
    )
    assert instrument.title == {"en": "Our form"}
    assert instrument.settings == {"form_id": "ours", "version": "7", "style": "pages"}
