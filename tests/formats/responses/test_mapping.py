"""Files of answers, from other programs or from PollKit, are matched to a questionnaire."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from response_samples import FULL, INSTRUMENT, RESPONSES, SILENT

from pollkit.errors import FormUnreadable
from pollkit.formats.responses.files import write_csv, write_xlsx
from pollkit.formats.responses.mapping import (
    ColumnUse,
    Use,
    answer_use,
    preview,
    suggested_uses,
    variables_once,
)
from pollkit.formats.responses.reading import Column, Sheet, read_answers
from pollkit.formats.responses.statistics import write_dta, write_sav
from pollkit.formats.responses.table import tables

TABLES = tables(INSTRUMENT, RESPONSES, "en")
ONCE = {name for name in FULL.answers if not name.startswith("home")}


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "sav", "dta"])
def test_what_pollkit_wrote_comes_back_as_it_was(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"responses.{suffix}"
    if suffix == "csv":
        write_csv(TABLES, RESPONSES, tmp_path)
    elif suffix == "xlsx":
        write_xlsx(TABLES, RESPONSES, path)
    else:
        {"sav": write_sav, "dta": write_dta}[suffix](TABLES[0], path)
    sheet = read_answers(path)

    seen = preview(sheet, suggested_uses(sheet, INSTRUMENT), INSTRUMENT)

    # Statistics programs know no zones.
    lost = {"since"} if suffix in ("sav", "dta") else set()
    full, silent, after = seen.rows
    assert {one.column for one in seen.problems} == lost
    assert full.answers == {name: FULL.answers[name] for name in ONCE - lost}
    assert (full.person, full.wave) == ("p1", "Before")
    assert silent.answers == SILENT.answers
    assert silent.unsaid == (SILENT.unsaid if suffix in ("csv", "xlsx") else frozenset())
    assert after.wave == "After"


def sheet_of(text: str, tmp_path: Path, encoding: str = "utf-8") -> Sheet:
    path = tmp_path / "old.csv"
    path.write_bytes(text.encode(encoding))
    return read_answers(path)


def test_questions_and_answers_are_known_by_their_words(tmp_path: Path) -> None:
    text = "ID;Did you come?;How was it?;Their shoe size\n1;yes;10;38\n2;No;0;\n"
    sheet = sheet_of(text, tmp_path)

    uses = suggested_uses(sheet, INSTRUMENT)
    assert [use.use for use in uses] == [Use.PERSON, Use.ANSWER, Use.ANSWER, Use.NOTHING]
    seen = preview(sheet, uses, INSTRUMENT)
    assert seen.problems == ()
    assert [row.answers["came"].codes for row in seen.rows] == [("yes",), ("no",)]
    assert [row.person for row in seen.rows] == ["1", "2"]


def test_words_of_another_language_are_known_too(tmp_path: Path) -> None:
    sheet = sheet_of("هل حضرت؟\nنعم\nلا\n", tmp_path)

    seen = preview(sheet, suggested_uses(sheet, INSTRUMENT), INSTRUMENT)
    assert [row.answers["came"].codes for row in seen.rows] == [("yes",), ("no",)]


def test_a_cell_that_does_not_fit_is_named_by_row_and_column(tmp_path: Path) -> None:
    sheet = sheet_of("came,age\nyes,12\nperhaps,old\n", tmp_path)

    seen = preview(sheet, suggested_uses(sheet, INSTRUMENT), INSTRUMENT)
    assert [(one.row, one.column) for one in seen.problems] == [(3, "came"), (3, "age")]


def test_values_can_be_given_a_meaning_by_hand(tmp_path: Path) -> None:
    sheet = sheet_of("attended\n7\n8\n", tmp_path)
    came = next(v for v in variables_once(INSTRUMENT) if v.item == "came")
    use = answer_use(sheet.columns[0], came, INSTRUMENT)
    use = replace(use, codes={**use.codes, "7": "no", "8": "yes"})

    seen = preview(sheet, [use], INSTRUMENT)
    assert [row.answers["came"].codes for row in seen.rows] == [("no",), ("yes",)]


@pytest.mark.parametrize("mark", ["Anna Schmidt", "anna@example.org", "+44 20 7946 0958"])
def test_names_are_not_taken_for_marks(mark: str) -> None:
    sheet = Sheet((Column("id"), Column("came")), ((mark, "yes"), (mark + "1", "no")))
    uses = suggested_uses(sheet, INSTRUMENT)

    (problem,) = preview(sheet, uses, INSTRUMENT).problems
    assert (problem.column, problem.row) == ("id", 1)
    assert "P001" in problem.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_excels_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    sheet = sheet_of("why\tcame\nCafé\tyes\n", tmp_path, encoding)

    assert [column.name for column in sheet.columns] == ["why", "came"]
    assert sheet.rows == (("Café", "yes"),)


def test_dates_and_numbers_of_a_workbook_are_read_as_people_write_them(tmp_path: Path) -> None:
    from datetime import datetime

    book = openpyxl.Workbook()
    book.active.append(["age", "born", "came"])
    book.active.append([41.0, datetime(1985, 3, 2), "yes"])
    book.active.append([None, None, "no"])
    book.save(tmp_path / "old.xlsx")

    assert read_answers(tmp_path / "old.xlsx").rows == (("41", "1985-03-02", "yes"), ("", "", "no"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"PK\x03\x04 not a workbook", "damaged"),
        ("a.sav", b"$FL2 not a file of SPSS", "damaged"),
        ("a.pdf", b"%PDF", "no CSV, XLSX"),
        ("a.csv", b"", "no answers"),
        ("a.csv", b"only,a,heading\n", "no answers"),
        ("a.csv", b"age,age\n1,2\n", "Two columns"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(FormUnreadable, match=words):
        read_answers(tmp_path / name)


@given(st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), min_size=1, max_size=5))
def test_no_cell_breaks_a_preview(rows: list[list[str]]) -> None:
    columns = tuple(Column(name) for name in ("came", "with_a", "share_a", "age"))
    sheet = Sheet(columns, tuple(tuple(row) for row in rows))

    seen = preview(sheet, suggested_uses(sheet, INSTRUMENT), INSTRUMENT)
    assert len(seen.rows) == sum(any(row) for row in rows)


def test_a_column_that_nobody_uses_is_left() -> None:
    sheet = Sheet((Column("shoes"),), (("38",),))

    (row,) = preview(sheet, [ColumnUse("shoes")], INSTRUMENT).rows
    assert row.answers == {}
