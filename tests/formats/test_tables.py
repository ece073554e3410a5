from __future__ import annotations

import csv
from pathlib import Path

import pytest
from meeting import NASTY, alone, nasty_results, results, yes_and_no

from pollkit.formats.tables import write_tables


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_long_table_holds_every_count_and_its_base(tmp_path: Path) -> None:
    write_tables(results(), tmp_path, "en")
    rows = {(r["name"], r["option"]): r for r in read(tmp_path / "results.csv")}
    yes = rows["evaluates", "yes"]
    assert (yes["count"], yes["base"], yes["asked"], yes["share"]) == ("29", "42", "42", "0.6905")
    assert yes["label"] == "Yes"
    assert yes["low"] == yes["high"] == yes["population"] == ""
    how = rows["how", ""]
    assert (how["count"], how["asked"]) == ("27", "29")
    assert sum(int(r["count"]) for key, r in rows.items() if key[0] == "country") == 42


def test_there_is_a_file_for_each_question_in_order(tmp_path: Path) -> None:
    written = write_tables(results(), tmp_path, "en")
    assert [path.name for path in written] == [
        "results.csv",
        "splits.csv",
        "01-which-country-is-your-city-in.csv",
        "02-does-your-city-evaluate-the-programmes-it-funds.csv",
        "03-how-does-it-evaluate-them.csv",
        "04-what-would-help-your-city-most.csv",
        "05-how-sure-are-you-that-your-programmes-work.csv",
        "codebook.csv",
    ]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in written)


def test_interval_ends_are_the_published_ones(tmp_path: Path) -> None:
    # 31 of 45 of 60 present: 62 to 75 %.
    write_tables(alone(yes_and_no(31, 14, population=60), 60), tmp_path, "en")
    yes = read(tmp_path / "results.csv")[0]
    assert float(yes["low"]) == pytest.approx(0.62, abs=0.005)
    assert float(yes["high"]) == pytest.approx(0.75, abs=0.005)
    assert yes["population"] == "60"


def test_below_ten_answers_no_share_is_written(tmp_path: Path) -> None:
    write_tables(alone(yes_and_no(7, 2)), tmp_path, "en")
    assert [row["share"] for row in read(tmp_path / "results.csv")] == ["", ""]


def test_a_split_names_the_groups_that_were_put_together(tmp_path: Path) -> None:
    write_tables(results(), tmp_path, "en")
    rows = [r for r in read(tmp_path / "splits.csv") if r["name"] == "evaluates"]
    yes = {r["group"]: (r["count"], r["base"]) for r in rows if r["option"] == "yes"}
    assert yes == {
        "uk": ("11", "12"),
        "us": ("5", "8"),
        "de": ("4", "6"),
        "ca": ("3", "5"),
        "be+fr+nl": ("6", "11"),
    }


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    for path in write_tables(nasty_results(text), tmp_path, "en"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
        assert not [cell for cell in cells if "\u202e" in cell or "\x00" in cell]
