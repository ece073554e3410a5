from __future__ import annotations

import csv
from pathlib import Path

import pytest
from asked_twice import CLEAR, FEW, asked_twice
from meeting import results
from openpyxl import load_workbook

from pollkit.domain.results import EventResults
from pollkit.formats.tables import write_tables
from pollkit.formats.workbook import write_workbook


def rows(found: EventResults, folder: Path) -> list[dict[str, str]]:
    write_tables(found, folder, "en")
    with (folder / "shifts.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_way_has_a_row_with_the_people_who_went_it(tmp_path: Path) -> None:
    found = [r for r in rows(asked_twice(*CLEAR), tmp_path) if r["measure"] == "way"]
    assert len(found) == 9
    told = {(r["from"], r["to"]): (r["count"], r["base"]) for r in found if r["withheld"] == "no"}
    assert told == {
        ("for", "for"): ("12", "38"),
        ("against", "for"): ("9", "38"),
        ("against", "against"): ("10", "38"),
        ("unsure", "for"): ("7", "38"),
    }
    assert found[3]["from_label"] == "No, leave it"


def test_both_results_and_who_stayed_stand_before_the_ways(tmp_path: Path) -> None:
    found = rows(asked_twice(*CLEAR), tmp_path)
    before = {r["from"]: r["count"] for r in found if r["measure"] == "before"}
    after = {r["to"]: r["count"] for r in found if r["measure"] == "after"}
    assert before == {"for": "12", "against": "19", "unsure": "7"}
    assert after == {"for": "28", "against": "10", "unsure": "0"}
    assert [r["count"] for r in found if r["measure"] == "stayed"] == ["22"]


def test_a_way_of_two_people_is_in_no_file_as_a_number(tmp_path: Path) -> None:
    found = [r for r in rows(asked_twice(*FEW), tmp_path) if r["measure"] == "way"]
    small = next(r for r in found if (r["from"], r["to"]) == ("unsure", "against"))
    nobody = next(r for r in found if (r["from"], r["to"]) == ("for", "unsure"))
    for row in (small, nobody):
        assert (row["count"], row["withheld"]) == ("", "yes")


def test_without_tied_answers_there_are_two_results_and_no_ways(tmp_path: Path) -> None:
    found = rows(asked_twice(*CLEAR, is_tied=False), tmp_path)
    assert {r["measure"] for r in found} == {"before", "after"}


def test_a_question_asked_once_makes_no_file(tmp_path: Path) -> None:
    assert "shifts.csv" not in {path.name for path in write_tables(results(), tmp_path, "en")}


@pytest.mark.parametrize("column", ["of", "from", "from_label", "to", "to_label", "withheld"])
def test_the_codebook_says_what_the_columns_are(column: str, tmp_path: Path) -> None:
    rows(asked_twice(*CLEAR), tmp_path)
    with (tmp_path / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(r["meaning"] for r in csv.DictReader(file) if r["column"] == column)


def test_the_workbook_has_a_sheet_with_both_results_and_the_ways(tmp_path: Path) -> None:
    write_workbook(asked_twice(*CLEAR), tmp_path / "book.xlsx", "en")
    sheet = load_workbook(tmp_path / "book.xlsx")["Before and after"]
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert ["B  No, leave it", 19, 0.5, 10, pytest.approx(10 / 38)] in cells
    assert ["B  No, leave it", "A  Yes, close it", 9, None, None] in cells
