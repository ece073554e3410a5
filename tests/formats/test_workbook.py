from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from meeting import NASTY, alone, nasty_results, results, yes_and_no
from openpyxl import load_workbook

from pollkit.formats.workbook import write_workbook


def cells(sheet: Any) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]


def written(event: Any, tmp_path: Path, language: str = "en") -> Any:
    path = tmp_path / "results.xlsx"
    write_workbook(event, path, language)
    return load_workbook(path)


def test_there_is_a_sheet_for_the_event_each_question_and_the_splits(tmp_path: Path) -> None:
    book = written(results(), tmp_path)
    assert [name[:10] for name in book.sheetnames] == [
        "Event", "01-which-c", "02-does-yo", "03-how-doe", "04-what-wo", "05-how-sur", "Splits",
        "Codebook",
    ]  # fmt: skip
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_counts_are_numbers_and_shares_per_cents(tmp_path: Path) -> None:
    sheet = written(results(), tmp_path).worksheets[2]
    rows = {row[1].value: row for row in sheet.iter_rows() if row[0].value == "yes"}
    assert rows["Yes"][2].value == 29
    assert rows["Yes"][3].value == pytest.approx(29 / 42)
    assert rows["Yes"][3].number_format == "0%"
    assert "42 of 42 answered" in [cell.value for cell in cells(sheet)]


def test_interval_columns_stand_only_where_a_population_is_stated(tmp_path: Path) -> None:
    result = yes_and_no(31, 14, population=60)
    with_it = written(alone(result, 60), tmp_path).worksheets[1]
    low, high = next(r for r in with_it.iter_rows(values_only=True) if r[0] == "y")[4:6]
    assert (low, high) == (pytest.approx(0.62, abs=0.005), pytest.approx(0.75, abs=0.005))
    without = written(alone(yes_and_no(31, 14)), tmp_path).worksheets[1]
    assert without.max_column == 4


def test_answers_in_own_words_stand_alone_without_the_persons_other_answers(
    tmp_path: Path,
) -> None:
    sheet = written(results(), tmp_path).worksheets[3]
    rows = list(sheet.iter_rows(values_only=True))
    answers = rows[rows.index(("Answer", "People")) + 1 :]
    assert answers[:2] == [("Surveys before and after", 13), ("Interviews", 8)]
    assert sum(people for _, people in answers) == 27


def test_an_arabic_workbook_runs_from_right_to_left(tmp_path: Path) -> None:
    book = written(results(), tmp_path, "ar")
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    assert "نعم" in [cell.value for cell in cells(book.worksheets[2])]


@pytest.mark.parametrize("text", NASTY)
def test_every_text_is_a_text_and_never_a_formula_or_an_error(text: str, tmp_path: Path) -> None:
    book = written(nasty_results(text), tmp_path)
    for sheet in book.worksheets:
        for cell in cells(sheet):
            assert cell.data_type in {"s", "n"}, cell.value
            assert cell.hyperlink is None
            if cell.data_type == "s":
                assert cell.quotePrefix
                assert "\u202e" not in cell.value
    assert not any(set(name) & set("[]:*?/\\") for name in book.sheetnames)
