"""Files of every kind that a form comes in, and files that mean harm."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from forms_in_words import SAMPLES, imported
from openpyxl import Workbook

from pollkit.errors import FormUnreadable
from pollkit.formats.xlsform import FormSheets, read_content, read_form
from pollkit.formats.xlsform import reading as reading_module

SURVEY = [["type", "name", "label"], ["text", "city", "Which city?"]]


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def cells(form: FormSheets, sheet: str = "survey") -> list[tuple[int, tuple[str, ...]]]:
    found = form.sheet(sheet)
    assert found is not None
    return [(row.number, row.cells) for row in found.rows]


def test_a_workbook_is_read_with_the_place_of_each_cell() -> None:
    form = read_content(workbook(survey=[*SURVEY, [], ["integer", "n", "How many?"]]), "form")
    survey = form.sheet("survey")
    assert survey is not None
    assert survey.header == ("type", "name", "label")
    assert cells(form) == [
        (2, ("text", "city", "Which city?")),
        (3, ()),
        (4, ("integer", "n", "How many?")),
    ]


def test_numbers_dates_and_truths_are_read_as_people_see_them() -> None:
    row = [1, 2.0, 2.5, True, datetime.datetime(2026, 11, 24), datetime.time(9, 30), " a\u000b b "]
    header = ["type", "b", "c", "d", "e", "f", "g"]
    content = workbook(survey=[header, row[:6], ["x"]])
    assert cells(read_content(content, "form"))[0][1] == (
        "1", "2", "2.5", "TRUE", "2026-11-24", "09:30:00",
    )  # fmt: skip


def test_a_single_sheet_of_another_name_is_the_survey() -> None:
    assert cells(read_content(workbook(Tabelle1=SURVEY), "form"))


def test_a_workbook_without_a_survey_is_refused_with_the_names_of_its_sheets() -> None:
    with pytest.raises(FormUnreadable, match="budget, people"):
        read_content(workbook(budget=SURVEY, people=SURVEY), "form")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_in_the_letters_and_signs_of_any_spreadsheet_program(
    encoding: str, delimiter: str
) -> None:
    lines = ["survey", ",type,name,label", ",text,city,Où ?"]
    content = "\r\n".join(lines).replace(",", delimiter).encode(encoding)
    assert cells(read_content(content, "form", ".csv")) == [(3, ("text", "city", "Où ?"))]


def test_a_csv_of_the_survey_alone_needs_no_names_of_sheets() -> None:
    form = read_content(b"type,name,label\ntext,city,Which?\n", "form", ".csv")
    assert imported(form).items[0].name == "city"


def test_markdown_is_read_with_its_lines_as_rows() -> None:
    text = (
        "# A form\n\n| survey |\n| | type | name | label |\n|---|---|---|---|\n| | text | a | A |\n"
    )
    assert cells(read_content(text.encode(), "form", ".md")) == [(6, ("text", "a", "A"))]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no sample forms in {SAMPLES}")
def test_an_old_workbook_is_read() -> None:
    form = read_form(SAMPLES / "example_xls" / "text_and_integer.xls")
    assert cells(form)[0] == (2, ("text", "your_name", "What is your name?"))


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(FormUnreadable, match=r"“gone\.xlsx” cannot be opened"):
        read_form(tmp_path / "gone.xlsx")


def zipped(**parts: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
    return changed.getvalue()


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(FormUnreadable, match="too large"):
        read_content(zipped(xl__workbook=b"0" * 2_000_000), "form", ".xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_sheet_that_would_fetch_a_file_is_not_opened(encoding: str) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    content = with_part(workbook(survey=SURVEY), "xl/worksheets/sheet1.xml", evil.encode(encoding))
    with pytest.raises(FormUnreadable, match="instructions that no spreadsheet needs"):
        read_content(content, "form", ".xlsx")


HOSTILE = [
    b"",
    b"\x00" * 100,
    b"PK\x03\x04 and no more",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000,
    zipped(mimetype=b"application/epub+zip"),
    workbook(survey=SURVEY)[:-200],
    with_part(workbook(survey=SURVEY), "xl/workbook.xml", b"<workbook/>"),
    with_part(workbook(survey=SURVEY), "xl/worksheets/sheet1.xml", b"<not closed"),
    b"<html><body>a page</body></html>",
    b"%PDF-1.7",
]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv", ".md", ".ods", ""])
@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_no_form_ends_in_a_sentence(content: bytes, suffix: str) -> None:
    with pytest.raises(FormUnreadable) as refusal:
        read_content(content, "form", suffix)
    assert str(refusal.value)


def test_an_open_document_is_asked_for_as_a_workbook() -> None:
    with pytest.raises(FormUnreadable, match=r"Save it as \.xlsx"):
        read_content(zipped(**{"content.xml": b"<office/>"}), "form", ".ods")


def test_a_file_with_rows_without_end_is_read_to_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_module, "MOST_ROWS", 50)
    rows = [*SURVEY, *(["note", f"n{n}", "x"] for n in range(100))]
    form = read_content(workbook(survey=rows), "form")
    assert len(cells(form)) == 49
    assert [(remark.row, remark.message) for remark in form.remarks] == [
        (51, "Only the first 50 rows are read.")
    ]


def test_a_sheet_with_too_many_cells_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_module, "MOST_CELLS", 100)
    rows = [*SURVEY, *(["note", f"n{n}", "x"] for n in range(100))]
    with pytest.raises(FormUnreadable, match="too large"):
        read_content(workbook(survey=rows), "form")
    # A sheet that is no part of the form does not count.
    form = read_content(workbook(survey=SURVEY, people=rows), "form")
    assert [remark.sheet for remark in form.remarks] == ["people"]
