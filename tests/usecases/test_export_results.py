from __future__ import annotations

import csv
import errno
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from asked_twice import CLEAR, asked_twice
from meeting import alone, nasty_results, results, yes_and_no
from PIL import Image
from store_samples import NO, YES, event, token, vote

from pollkit.domain.ballots import receipt_of
from pollkit.domain.rooms import Move
from pollkit.errors import DiskFull, FolderNotWritable, NotFound
from pollkit.store import Repositories, Role, Workspace
from pollkit.usecases import export_results
from pollkit.usecases.export_results import ALL, Kind, export_event, write_results

STEMS = (
    "01-which-country-is-your-city-in",
    "02-does-your-city-evaluate-the-programmes-it-funds",
    "03-how-does-it-evaluate-them",
    "04-what-would-help-your-city-most",
    "05-how-sure-are-you-that-your-programmes-work",
)


def test_an_event_leaves_as_page_document_sheet_tables_and_pictures(tmp_path: Path) -> None:
    written = write_results(results(), tmp_path / "out", "en")
    pictures = [
        name
        for stem, is_split in zip(STEMS, (False, True, False, True, True), strict=True)
        for name in ([stem, f"{stem}-by-country"] if is_split else [stem])
    ]
    assert [path.name for path in written] == [
        "results.html",
        "results.pdf",
        "results.xlsx",
        "results.csv",
        "splits.csv",
        *(f"{stem}.csv" for stem in STEMS),
        "codebook.csv",
        *(f"{name}.png" for name in pictures),
        *(f"{name}.svg" for name in pictures),
    ]
    assert sorted(written) == sorted((tmp_path / "out").iterdir())
    assert (tmp_path / "out" / "results.pdf").read_bytes().startswith(b"%PDF-1.")
    assert zipfile.is_zipfile(tmp_path / "out" / "results.xlsx")
    for path in written:
        if path.suffix == ".png":
            with Image.open(path) as picture:
                picture.verify()


@pytest.mark.parametrize("kind", ALL)
def test_one_kind_alone_gives_only_its_files(kind: Kind, tmp_path: Path) -> None:
    written = write_results(results(), tmp_path, "fr", kinds=(kind.value,))
    expected = set() if kind is Kind.ANSWERS else {f".{kind}"}  # no ballots are at hand here
    assert {path.suffix for path in written} == expected
    assert sorted(written) == sorted(tmp_path.iterdir())


def test_an_unknown_kind_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="docx"):
        write_results(results(), tmp_path / "out", "en", kinds=("docx",))
    assert not (tmp_path / "out").exists()


def test_a_second_export_replaces_the_first_and_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "results.html").write_text("old")
    write_results(results(), tmp_path, "en", kinds=("html",))
    assert "Transatlantic day" in (tmp_path / "results.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.txt", "results.html"]


@pytest.mark.parametrize(
    ("number", "fault"), [(errno.ENOSPC, DiskFull), (errno.EACCES, FolderNotWritable)]
)
def test_a_failure_half_way_leaves_what_was_there_before(
    number: int, fault: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "results.html").write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    # The disk is the port here: the workbook is written after the page.
    monkeypatch.setattr(export_results, "write_workbook", refuse)
    with pytest.raises(fault):
        write_results(results(), tmp_path, "en", kinds=("html", "xlsx"))
    assert (tmp_path / "results.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["results.html"]


def test_a_file_in_the_folders_place_is_reported(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(FolderNotWritable):
        write_results(results(), tmp_path / "out", "en", kinds=("csv",))
    with pytest.raises(FolderNotWritable):
        write_results(results(), tmp_path / "out" / "below", "en", kinds=("csv",))


def test_no_text_that_people_type_leads_out_of_the_folder(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    for text in ("../../up", "CON", "a/b\\c:d", "x" * 300, "؟؟؟"):
        for path in write_results(nasty_results(text), out, "en", kinds=("csv",)):
            assert path.parent == out
            assert len(path.name) < 100
            assert set(path.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_nothing_heavy_is_imported_before_something_is_exported() -> None:
    heavy = {"matplotlib", "openpyxl", "typst", "jinja2", "babel", "PIL"}
    code = (
        "import sys, pollkit.charts, pollkit.formats.workbook, pollkit.formats.tables,"
        " pollkit.reports.event_page, pollkit.reports.event_pdf;"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_an_event_is_exported_from_its_workspace(tmp_path: Path) -> None:
    meeting = event()

    def hold(repos: Repositories) -> None:
        repos.events.save(meeting)
        for phone in range(12):
            repos.rooms.join(meeting.id, token(phone), "en")
        for move in (Move.ASK, Move.CLOSE, Move.REVEAL):
            repos.rooms.save(repos.rooms.load(meeting.id).make(move, "evaluates"), move, asked=12)
            if move is Move.ASK:
                votes = [vote(phone, YES if phone < 9 else NO) for phone in range(11)]
                repos.rooms.cast(meeting.id, votes)
            if move is Move.CLOSE:
                repos.rooms.seal(meeting.id, "evaluates", 1)

    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        workspace.write(hold).result()
        with workspace.read() as repos:
            written = export_event(repos, meeting.id, tmp_path / "out", kinds=("csv", "html"))
    assert "11 of 12 answered" in written[0].read_text(encoding="utf-8")
    rows = written[1].read_text(encoding="utf-8-sig").splitlines()
    assert ",yes,Yes,9,11,12,0.8182,,," in rows[1]


def test_an_event_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with (
        Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace,
        workspace.read() as repos,
        pytest.raises(NotFound),
    ):
        export_event(repos, event().id, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_fewer_than_five_people_answered_leaves_in_no_file(tmp_path: Path) -> None:
    """Each of four answers could be traced to a person; a fifth is enough (evaluation practice)."""
    few = write_results(alone(yes_and_no(3, 1)), tmp_path / "four", "en")
    page = (tmp_path / "four" / "results.html").read_text(encoding="utf-8")
    assert "Too few people answered for their answers to be shown here." in page
    assert "4 of 4 answered" in page
    assert "<table" not in page
    for path in few:
        if path.suffix == ".csv":
            rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
            assert all(row.get("option", "") == "" for row in rows)
    write_results(alone(yes_and_no(3, 2)), tmp_path / "five", "en")
    assert "<table" in (tmp_path / "five" / "results.html").read_text(encoding="utf-8")


def test_voters_find_the_receipts_that_their_phones_computed(tmp_path: Path) -> None:
    meeting = event()
    votes = [vote(phone, YES if phone < 4 else NO) for phone in range(6)]

    def hold(repos: Repositories) -> None:
        repos.events.save(meeting)
        for one in votes:
            repos.rooms.join(meeting.id, one.token_hash, "en")
        for move in (Move.ASK, Move.CLOSE):
            repos.rooms.save(repos.rooms.load(meeting.id).make(move, "evaluates"), move, asked=6)
            if move is Move.ASK:
                repos.rooms.cast(meeting.id, votes)
        repos.rooms.seal(meeting.id, "evaluates", 1)

    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        workspace.write(hold).result()
        with workspace.read() as repos:
            book, table = export_event(repos, meeting.id, tmp_path / "out", kinds=("answers",))
            without = export_event(
                repos, meeting.id, tmp_path / "no", kinds=("answers", "people"), with_receipts=False
            )
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["receipt"]: row["codes"] for row in rows} == {
        receipt_of(one.id): one.choice.codes[0] for one in votes
    }
    assert {row["channel"] for row in rows} == {"phone"}
    assert book.name == "answers.xlsx"
    assert without == ()


def test_a_question_asked_twice_has_a_picture_and_a_table_of_who_moved(tmp_path: Path) -> None:
    written = {path.name for path in write_results(asked_twice(*CLEAR), tmp_path, "en")}
    stem = "01-should-the-square-be-closed-to-cars"
    assert {f"{stem}-before-after.png", f"{stem}-before-after.svg", "shifts.csv"} <= written


def test_the_picture_of_who_moved_has_a_name_of_its_own_in_every_script(tmp_path: Path) -> None:
    written = write_results(asked_twice(*CLEAR), tmp_path, "ar", kinds=("png",))
    assert len({path.name for path in written}) == 2
