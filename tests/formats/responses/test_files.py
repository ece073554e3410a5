"""Responses in the files that people open: read back by each format's own readers."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pandas
import pyreadstat
import pytest
from response_samples import INSTRUMENT, RESPONSES

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Section
from pollkit.formats.responses.files import write_csv, write_xlsx
from pollkit.formats.responses.statistics import write_dta, write_sav
from pollkit.formats.responses.table import Table, tables

TABLES = tables(INSTRUMENT, RESPONSES, "en")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_a_row_for_each_response_and_for_each_child(tmp_path: Path) -> None:
    files = write_csv(TABLES, RESPONSES, tmp_path)

    assert [path.name for path in files] == [
        "responses.csv",
        "home-child.csv",
        "earlier.csv",
        "codebook.csv",
    ]
    full, silent, after = rows_of(tmp_path / "responses.csv")
    assert full["came"] == "yes"
    assert [full[f"with_{code}"] for code in "abc"] == ["1", "0", "1"]
    assert [full[f"order_{code}"] for code in "abc"] == ["2", "", "1"]
    assert [full[f"share_{code}"] for code in "abc"] == ["30", "0", "70"]
    assert (full["trust_a"], full["trust_b"]) == ("", "4")
    assert (full["age"], full["age_sure"], full["born"]) == ("-9", "3", "2001-02-28")
    assert full["why"] == '\'=SUM(A1) "ça"\nالسلام'
    assert (silent["rating"], silent["with_a"], silent["born"]) == ("unsaid", "unsaid", "")
    assert (after["person"], after["wave"], after["rating"]) == ("p1", "After", "0")

    children = rows_of(tmp_path / "home-child.csv")
    assert [(c["child_number"], c["name"], c["age_2"]) for c in children] == [
        ("1", "Sam", "7.5"),
        ("2", "", ""),
        ("3", "", "2"),
    ]


def test_what_the_newest_version_has_no_place_for_goes_out_too(tmp_path: Path) -> None:
    write_csv(TABLES, RESPONSES, tmp_path)

    (row,) = rows_of(tmp_path / "earlier.csv")
    assert row == {
        "person": "p1",
        "wave": "Before",
        "version": "2",
        "address": "mood",
        "answer": "good calm",
    }


def test_the_codebook_says_what_every_column_and_code_is(tmp_path: Path) -> None:
    write_csv(TABLES, RESPONSES, tmp_path)

    book = rows_of(tmp_path / "codebook.csv")
    told = {(row["table"], row["column"]) for row in book}
    assert told == {("responses", name) for name in TABLES[0].heading} | {
        ("home-child", name) for name in TABLES[1].heading
    }
    assert [(r["code"], r["number"], r["meaning"]) for r in book if r["column"] == "came"] == [
        ("", "", ""),
        ("yes", "1", "Yes"),
        ("no", "2", "No"),
    ]


def test_a_workbook_has_codes_and_words_and_no_formula(tmp_path: Path) -> None:
    write_xlsx(TABLES, RESPONSES, tmp_path / "r.xlsx")

    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == [
        *("responses", "home-child", "responses-words", "home-child-words", "earlier", "codebook"),
    ]
    codes, words = book["responses"], book["responses-words"]
    column = TABLES[0].heading.index("came") + 1
    assert (codes.cell(2, column).value, words.cell(2, column).value) == ("yes", "Yes")
    assert words.cell(1, column).value == "Did you come?"
    why = codes.cell(2, TABLES[0].heading.index("why") + 1)
    assert (why.data_type, why.value[:5]) == ("s", "=SUM(")
    assert words.cell(3, TABLES[0].heading.index("rating") + 1).value == "would rather not say"


def test_spss_reads_numbers_with_their_labels(tmp_path: Path) -> None:
    path = tmp_path / "r.sav"
    write_sav(TABLES[0], path, "After the course")

    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    assert meta.file_label == "After the course"
    assert meta.column_names_to_labels["came"] == "Did you come?"
    assert meta.variable_value_labels["came"] == {1: "Yes", 2: "No", -9: "would rather not say"}
    assert frame["came"].tolist()[:2] == [1, 2]
    assert meta.variable_measure["rating"] == "ordinal"
    assert frame["rating"].tolist() == [10, -9, 0]
    assert meta.missing_ranges["rating"] == [{"lo": -9, "hi": -9}]
    # Somebody's own answer is -9: another number stands for what was not said.
    assert frame["age"].tolist()[:2] == [-9, -99]
    assert frame["born"][0] == date(2001, 2, 28)
    assert frame["woke"][0] == time(6, 30)
    assert frame["since"][0] == datetime(2026, 11, 24, 14, 30)
    assert frame["why"][0] == '=SUM(A1) "ça"\nالسلام'


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.path or "responses")
def test_stata_files_are_read_by_another_reader(table: Table, tmp_path: Path) -> None:
    path = tmp_path / "r.dta"
    write_dta(table, path, "After the course")

    with pandas.read_stata(path, iterator=True) as reader:
        frame, names = reader.read(), reader.variable_labels()
    assert list(frame) == list(table.heading)
    assert frame["person"].tolist() == [row[0] for row in table.rows]
    if not table.path:
        assert names["came"] == "Did you come?"
        assert frame["came"].tolist()[:2] == ["Yes", "No"]
        assert pandas.isna(frame["rating"][1])
        assert frame["born"][0] == pandas.Timestamp(2001, 2, 28)


def test_an_empty_wave_gives_files_that_can_be_read(tmp_path: Path) -> None:
    (table, _children) = tables(INSTRUMENT, [], "en")
    write_sav(table, tmp_path / "r.sav")
    write_dta(table, tmp_path / "r.dta")

    assert pyreadstat.read_sav(tmp_path / "r.sav")[0].shape == (0, len(table.heading))
    assert list(pandas.read_stata(tmp_path / "r.dta")) == list(table.heading)


def test_sections_whose_names_look_alike_get_files_of_their_own() -> None:
    names = ("responses", "home-child", "home/child", "codebook")
    instrument = Instrument(
        {},
        ("en",),
        tuple(Item(f"{name}/age", ItemKind.NUMBER, {}) for name in names),
        sections=tuple(Section(name, repeats=True) for name in names),
    )

    stems = [table.stem for table in tables(instrument, [], "en")]
    assert stems == ["responses", "responses-2", "home-child", "home-child-2", "codebook-2"]
