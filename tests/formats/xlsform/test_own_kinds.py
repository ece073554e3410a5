"""PollKit's own questions go out as XLSForm and come back as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from every_kind import OPTIONS, four
from every_kind import SCALE as SCALE_ITEM
from forms_in_words import imported, pyxform_sheets
from openpyxl import load_workbook

from pollkit.domain.instruments import Condition, Image, Instrument, Item, ItemKind, Option
from pollkit.domain.rules import LookupTable, Rules, Scale, Section
from pollkit.formats.xlsform import form_files, import_form, read_form, repair, write_form
from pollkit.formats.xlsform.sheets import Repair, SetCell

LANGUAGES = ("en", "fr", "de", "ar")
WORDS = four("What do you say?", "Qu’en dites-vous ?", "Was sagen Sie?", "ما رأيكم؟")
LOW, HIGH = SCALE_ITEM.low_label, SCALE_ITEM.high_label


def asked(kind: ItemKind, **fields: object) -> Item:
    item = Item("asked", kind, WORDS)
    return replace(item, **fields)  # type: ignore[arg-type]


def instrument(*items: Item, **fields: object) -> Instrument:
    return Instrument({"en": "Ours"}, LANGUAGES, items, **fields)  # type: ignore[arg-type]


FIRST = asked(ItemKind.SINGLE, name="first", options=OPTIONS)
OF_EACH_KIND = [
    asked(ItemKind.SINGLE, options=OPTIONS, right=("work",), score=3, seconds=30),
    asked(ItemKind.MULTIPLE, options=OPTIONS, least_choices=1, most_choices=2),
    asked(ItemKind.TEXT, longest_text=140, holds_texts=False, notes="Quietly,\nplease"),
    asked(ItemKind.TEXT, asked_if=Condition("first", ("work", "schools"))),
    asked(ItemKind.SCALE, points=11, lowest=0, low_label=LOW, high_label=HIGH),
    asked(ItemKind.MATRIX, options=OPTIONS, points=7, low_label=LOW, high_label=HIGH),
    asked(ItemKind.MATRIX, options=(Option("2nd one", WORDS),), rules=Rules(required="yes")),
    asked(ItemKind.RANKING, options=OPTIONS, most_choices=2),
    asked(ItemKind.POINTS, options=OPTIONS),
    asked(
        ItemKind.GRID, options=OPTIONS, low_label=LOW, high_label=HIGH, bottom_label=LOW,
        top_label=HIGH,
    ),
    asked(ItemKind.PIN, image=Image("a" * 64, 1200, 800, WORDS)),
    asked(ItemKind.NUMBER, smallest="-1.5", largest="100", unit=WORDS, right=("42",)),
    asked(ItemKind.NUMBER, whole=True, hint=WORDS, rules=Rules(constraint=". mod 2 = 0")),
    asked(ItemKind.WORDS, most_choices=5),
    asked(ItemKind.QUESTIONS, stays_open=True),
    asked(ItemKind.IDEAS, options=OPTIONS),
    asked(ItemKind.DATE),
    asked(ItemKind.TIME),
    asked(ItemKind.MOMENT),
    asked(ItemKind.NOTE),
    asked(ItemKind.HIDDEN, texts={}, rules=Rules(calculation="1 + 1")),
    asked(ItemKind.OTHER),
    asked(ItemKind.SINGLE, repeats="first", options=OPTIONS),
    asked(ItemKind.TEXT, name="2 odd names", rules=Rules(default="x", required="yes")),
    asked(ItemKind.SINGLE, options=tuple(replace(o, image=Image("b" * 64, 1, 1)) for o in OPTIONS)),
]  # fmt: skip


@pytest.mark.parametrize("item", OF_EACH_KIND, ids=lambda item: item.kind.value)
def test_a_question_of_each_kind_comes_back_as_it_was(item: Item, tmp_path: Path) -> None:
    ours = instrument(FIRST, item)
    write_form(ours, tmp_path / "form.xlsx")
    back = import_form(read_form(tmp_path / "form.xlsx")).instrument
    assert back == ours
    assert back.version_id == ours.version_id


@pytest.mark.parametrize("item", OF_EACH_KIND, ids=lambda item: item.kind.value)
def test_pyxform_takes_a_question_of_each_kind(item: Item) -> None:
    from pyxform.xls2xform import convert

    assert "<h:title>Ours" in convert(pyxform_sheets(instrument(FIRST, item))).xform


def test_sections_scales_tables_and_settings_come_back(tmp_path: Path) -> None:
    ours = instrument(
        FIRST,
        replace(OF_EACH_KIND[4], name="home/sure"),
        replace(OF_EACH_KIND[5], name="home/member/rate"),
        sections=(
            Section("home", WORDS, relevant="selected(${first}, 'work')"),
            Section("home/member", WORDS, repeats=True, repeat_count="3", appearance="field-list"),
        ),
        scales=(Scale("trust", WORDS, ("home/sure", "home/member/rate.work"), ("home/sure",), 1),),
        tables=(
            LookupTable("towns", ("name", "label", "people"), (("oslo", "Oslo", "700000"),)),
            LookupTable("keys", ("key", "value"), (("k", "v"),)),
        ),
        settings={"form_id": "ours", "version": "3", "sensitive": "yes"},
    )
    ours = replace(ours, title=WORDS, languages=("ar", "en", "fr", "de"))
    write_form(ours, tmp_path / "form.xlsx")
    assert import_form(read_form(tmp_path / "form.xlsx")).instrument == ours


def test_what_is_changed_in_the_sheet_wins_over_what_pollkit_put_beside_it() -> None:
    ours = instrument(FIRST, asked(ItemKind.NUMBER, smallest="0", largest="10"))
    sheets = form_files(ours).sheets
    changed = repair(sheets, [Repair("", (SetCell("survey", 3, "constraint", ". < 5"),))])
    [_first, item] = imported(changed).items
    assert item.rules.constraint == ". < 5"
    translated = SetCell("survey", 3, "label::English (en)", "How many?")
    [_first, item] = imported(repair(sheets, [Repair("", (translated,))])).items
    assert item.texts["en"] == "How many?"
    assert (item.smallest, item.largest) == ("0", "10")


@pytest.mark.parametrize(
    "cell", ["[]", "{", '{"points": "many"}', '{"kind": "no such"}', "{" * 9999]
)
def test_nonsense_in_pollkit_s_column_is_passed_over(cell: str) -> None:
    sheets = form_files(instrument(FIRST, asked(ItemKind.TEXT))).sheets
    changed = repair(sheets, [Repair("", (SetCell("survey", 3, "pollkit", cell),))])
    assert imported(changed).items[1].kind is ItemKind.TEXT


def test_words_that_look_like_a_formula_stay_words(tmp_path: Path) -> None:
    ours = instrument(asked(ItemKind.NOTE, texts={"en": '=HYPERLINK("http://x", "y")'}))
    write_form(ours, tmp_path / "form.xlsx")
    cell = load_workbook(tmp_path / "form.xlsx")["survey"]["C2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x", "y")', "s")


def test_it_is_said_what_other_programs_ask_differently() -> None:
    notes = form_files(instrument(FIRST, asked(ItemKind.POINTS, options=OPTIONS))).notes
    assert [note.column for note in notes] == ["asked"]
    assert "other programs ask for a text" in notes[0].message
