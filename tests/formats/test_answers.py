"""The answers one by one, read back as a voter or an analyst would."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from workshop import answered, item, only, whole_workshop

from pollkit.domain.ballots import Channel
from pollkit.domain.results import for_publication
from pollkit.formats.answers import mark_of
from pollkit.formats.tables import write_answers, write_people, write_tables
from pollkit.formats.workbook import write_answer_book


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_voter_finds_their_receipt_with_their_answer(tmp_path: Path) -> None:
    results = whole_workshop()
    paths = write_answers(results, tmp_path, "en")
    assert len(paths) == 14
    for question, path in zip(results.questions, paths, strict=True):
        rows = read(path)
        assert [row["receipt"] for row in rows] == sorted(b.receipt or "" for b in question.ballots)
        codes = {row["receipt"]: row["codes"] for row in rows}
        for ballot in question.ballots:
            assert codes[ballot.receipt or ""] == "+".join(ballot.choice.codes)


def test_answers_that_are_values_have_a_column_for_each_part(tmp_path: Path) -> None:
    given = [["garden=1", "meal=2"]] * 5
    [ranked] = write_answers(only(answered(item("first"), given)), tmp_path, "en")
    row = read(ranked)[0]
    assert row["answer"] == "1. Plant a shared garden; 2. Cook a meal together every month"
    assert (row["codes"], row["garden"], row["meal"], row["cafe"]) == ("garden+meal", "1", "2", "")
    [placed] = write_answers(
        only(answered(item("effort"), [["cafe.x=10", "cafe.y=90"]] * 5)), tmp_path, "en"
    )
    assert (read(placed)[0]["cafe.x"], read(placed)[0]["cafe.y"]) == ("10", "90")
    [sure] = write_answers(
        only(answered(item("declaration"), [["y1948", "~sure=3"]] * 5)), tmp_path, "en"
    )
    assert (read(sure)[0]["answer"], read(sure)[0]["sureness"]) == ("1948 (Fairly sure)", "3")


def test_four_answers_are_not_listed(tmp_path: Path) -> None:
    few = for_publication(only(answered(item("here_as"), [["lives"]] * 4)))
    assert write_answers(few, tmp_path, "en") == ()
    assert not write_answer_book(few, tmp_path / "answers.xlsx", "en")
    assert not list(tmp_path.iterdir())


def test_four_cards_cannot_be_told_from_phones(tmp_path: Path) -> None:
    result = answered(item("here_as"), [["lives"]] * 20)
    ballots = [
        replace(ballot, channel=Channel.CARD, receipt=None) if place < 4 else ballot
        for place, ballot in enumerate(result.ballots)
    ]
    [path] = write_answers(only(replace(result, ballots=tuple(ballots))), tmp_path, "en")
    rows = read(path)
    assert {row["channel"] for row in rows} == {"phone+card"}
    marks = [row["receipt"] for row in rows]
    assert marks == sorted(marks)
    assert all(len(mark) == 11 and mark[5] == "-" for mark in marks)
    assert sorted(mark_of(ballot) for ballot in ballots) == marks


def test_a_formula_that_somebody_wrote_stays_a_text(tmp_path: Path) -> None:
    given = [['=HYPERLINK("http://x.example")']] * 5
    results = only(answered(item("monday"), given))
    [path] = write_answers(results, tmp_path, "en")
    assert all(row["answer"].startswith("'=") for row in read(path))
    assert write_answer_book(results, tmp_path / "answers.xlsx", "en")
    sheet = load_workbook(tmp_path / "answers.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_book_of_answers_has_a_sheet_for_each_question_and_a_codebook(tmp_path: Path) -> None:
    assert write_answer_book(whole_workshop(), tmp_path / "answers.xlsx", "ar")
    book = load_workbook(tmp_path / "answers.xlsx")
    assert len(book.worksheets) == 15
    budget = list(book.worksheets[6].iter_rows(values_only=True))
    head = budget[0]
    assert head[4:] == ("rooms", "people", "small", "learning")
    assert all(sum(cell or 0 for cell in row[4:]) == 100 for row in budget[1:])


def test_rows_of_people_hold_no_receipts_and_no_words(tmp_path: Path) -> None:
    results = whole_workshop()
    people, codebook = write_people(results, tmp_path, "en")
    rows = read(people)
    assert len(rows) == 40
    assert not {"receipt", "monday", "in_words"} & set(rows[0])
    assert {row["here_as"] for row in rows} <= {"lives", "volunteer", "works", "council"}
    described = {row["column"] for row in read(codebook)}
    assert {"person", "here_as", "cafe.x", "number"} <= described
    untied = replace(results, event=replace(results.event, answers_tied=False))
    assert write_people(untied, tmp_path, "en") == ()


def test_the_long_table_has_every_kind_and_adds_up(tmp_path: Path) -> None:
    results = whole_workshop()
    write_tables(results, tmp_path, "en")
    rows = read(tmp_path / "results.csv")
    assert {row["name"] for row in rows} == {q.item.name for q in results.questions}
    for code in ("know", "heard", "meet", "safe"):
        points = [
            r for r in rows if r["part"] == code and r["name"] == "living_here" and r["option"]
        ]
        assert sum(int(row["count"]) for row in points) == int(points[0]["base"])
    mean_points = [float(r["value"]) for r in rows if r["measure"] == "mean_points"]
    assert sum(mean_points) == 100
    pins = [int(r["count"]) for r in rows if r["name"] == "spot"]
    assert sum(pins) == 40
    sure = [int(r["count"]) for r in rows if r["measure"] == "sureness"]
    assert sum(sure) == 40
    described = {row["column"] for row in read(tmp_path / "codebook.csv")}
    assert set(rows[0]) <= described
