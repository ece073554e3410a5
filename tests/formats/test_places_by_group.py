"""Where each group placed and pinned something, in the tables that leave the room."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import load_workbook
from workshop import by_group, only, workshop

from pollkit.domain.results import QuestionResult
from pollkit.formats.tables import write_tables
from pollkit.formats.workbook import write_workbook
from pollkit.reports.event_page import event_page

GRID = next(one for one in workshop().instrument.items if one.kind == "grid")
PIN = next(one for one in workshop().instrument.items if one.kind == "pin")
ONE, OTHER = workshop().instrument.items[0].codes[:2]


def pinned() -> QuestionResult:
    """In the middle lies one pin of all, and the part at the bottom left would tell of it."""
    rows = [(10, ONE, ["x=100", "y=100"]), (1, ONE, ["x=500", "y=500"])]
    rows += [(9, OTHER, ["x=900", "y=100"]), (5, OTHER, ["x=100", "y=900"])]
    return by_group(PIN, rows)


def split_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "splits.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_pins_are_counted_for_each_group_and_part_and_a_lone_one_is_left_out(
    tmp_path: Path,
) -> None:
    write_tables(only(pinned()), tmp_path, "en")
    rows = split_rows(tmp_path)
    assert len(rows) == 18
    told = {(row["group"], row["option"]): (row["count"], row["share"]) for row in rows}
    assert told[ONE, "top left"] == ("10", "0.9091")
    assert told[ONE, "middle"] == told[OTHER, "middle"] == ("", "")
    assert told[OTHER, "bottom left"] == ("", "")
    assert told[OTHER, "bottom right"] == ("0", "0.0")


def test_the_middle_of_each_group_stands_among_the_splits(tmp_path: Path) -> None:
    code = GRID.codes[0]
    given = [
        (5, ONE, [f"{code}.x=30", f"{code}.y=40"]),
        (5, OTHER, [f"{code}.x=70", f"{code}.y=10"]),
    ]
    write_tables(only(by_group(GRID, given)), tmp_path, "en")
    told = {(row["group"], row["measure"]): row["value"] for row in split_rows(tmp_path)}
    assert float(told[ONE, "middle_x"]) == 30 and float(told[OTHER, "middle_y"]) == 10


def test_the_workbook_names_each_part_of_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(only(pinned()), path, "en")
    rows = [row[2:4] for row in load_workbook(path)["Splits"].iter_rows(values_only=True)]
    assert ("top left", "10") in rows and ("middle", "–") in rows


def test_the_page_has_a_row_for_each_part_and_a_column_for_each_group() -> None:
    page = event_page(only(pinned()), "en")
    assert "How many pins of each group lie in each part of the picture." in page
    assert "The picture for each group." in page
