"""Page, workbook and tables tell the same figures, and each follows from the counts beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from meeting import COUNTRIES, results
from openpyxl import load_workbook

from pollkit.usecases.export_results import write_results


@pytest.fixture(scope="module", params=[None, 60], ids=["all", "population"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    write_results(results(request.param), out, "en", kinds=("html", "xlsx", "csv"))
    return out


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def counted(folder: Path) -> dict[int, list[dict[str, str]]]:
    """The rows of results.csv that have an option, for each question's number."""
    rows: dict[int, list[dict[str, str]]] = {}
    for row in read(folder / "results.csv"):
        if row["option"]:
            rows.setdefault(int(row["question"]), []).append(row)
    assert sorted(rows) == [1, 2, 4, 5]
    return rows


def share_of(count: str, base: str) -> Decimal:
    return Decimal(count) / Decimal(base)


def per_cent(count: str, base: str) -> str:
    """Halves are rounded up, as people do."""
    whole = (share_of(count, base) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{whole}%"


def text(cell: Any) -> str:
    return " ".join(cell.text_content().split()).strip("\u2068\u2069")


def tables(folder: Path, number: int) -> Iterator[list[list[str]]]:
    page = html.fromstring((folder / "results.html").read_text(encoding="utf-8"))
    for table in page.xpath(f"//section[@id='question-{number}']//table"):
        yield [[text(cell) for cell in row.xpath("./th|./td")] for row in table.xpath("./tbody/tr")]


def test_every_share_in_the_tables_follows_from_its_count_and_base(folder: Path) -> None:
    for rows in (*counted(folder).values(), read(folder / "splits.csv")):
        for row in rows:
            if int(row["base"]) < 10:
                assert row["share"] == ""
            else:
                assert abs(Decimal(row["share"]) - share_of(row["count"], row["base"])) <= Decimal(
                    "0.00005"
                )


def test_where_people_pick_one_answer_the_counts_add_up_to_the_base(folder: Path) -> None:
    for number, rows in counted(folder).items():
        if rows[0]["kind"] != "multiple":
            assert sum(int(row["count"]) for row in rows) == int(rows[0]["base"]), number


def test_a_question_s_own_table_says_what_the_long_one_says(folder: Path) -> None:
    columns = ("option", "label", "count", "base", "share", "low", "high")
    for number, rows in counted(folder).items():
        [own] = folder.glob(f"{number:02}-*.csv")
        assert read(own) == [{name: row[name] for name in columns} for row in rows]


def test_the_page_shows_the_counts_and_shares_of_the_tables(folder: Path) -> None:
    for number, rows in counted(folder).items():
        first, *_ = tables(folder, number)
        assert [row[1:3] for row in first] == [
            [row["count"], per_cent(row["count"], row["base"])] for row in rows
        ]


def test_the_workbook_holds_the_counts_and_shares_of_the_tables(folder: Path) -> None:
    book = load_workbook(folder / "results.xlsx")
    for number, rows in counted(folder).items():
        cells = list(book.worksheets[number].iter_rows(values_only=True))
        start = next(place for place, row in enumerate(cells) if row[0] == "Option") + 1
        for row, (option, label, count, share, *_) in zip(rows, cells[start:], strict=False):
            assert (option, label, count) == (row["option"], row["label"], int(row["count"]))
            assert share == pytest.approx(float(share_of(row["count"], row["base"])))


def test_page_and_workbook_show_the_groups_of_the_tables(folder: Path) -> None:
    groups: dict[tuple[int, str], list[dict[str, str]]] = {}
    for row in read(folder / "splits.csv"):
        groups.setdefault((int(row["question"]), row["group_label"]), []).append(row)
    shown = {
        (number, row[0]): row[1:] for number in (2, 4, 5) for row in list(tables(folder, number))[1]
    }
    assert shown.keys() == groups.keys()
    for place, rows in groups.items():
        base = rows[0]["base"]
        shares = [f" · {per_cent(r['count'], base)}" if int(base) >= 10 else "" for r in rows]
        assert shown[place] == [base, *(r["count"] + s for r, s in zip(rows, shares, strict=True))]
    sheet = load_workbook(folder / "results.xlsx")["Splits"]
    cells = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[2] is not None]
    told = [row for rows in groups.values() for row in rows]
    assert [(row[1], row[2], row[3], row[5]) for row in cells] == [
        (row["group_label"], row["label"], int(row["count"]), int(row["base"])) for row in told
    ]


def test_the_groups_together_are_the_question_as_a_whole(folder: Path) -> None:
    """All seven countries are in one group or another: 11 + 5 + 4 + 3 + 6 say yes, 29 in all."""
    yes = [
        int(row["count"])
        for row in read(folder / "splits.csv")
        if (row["question"], row["option"]) == ("2", "yes")
    ]
    assert yes == [11, 5, 4, 3, 6]
    assert sum(yes) == sum(says for _, says, _ in COUNTRIES.values())
    assert int(counted(folder)[2][0]["count"]) == sum(yes)
