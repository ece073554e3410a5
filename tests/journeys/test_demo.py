"""The demo event through the real server, as `pollkit demo` holds it."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from pollkit.app import main as pollkit
from pollkit.i18n import use_language
from pollkit.live.attendees import PhoneCrowd
from pollkit.live.start import start_room
from pollkit.usecases.demo import run_demo


class Held(NamedTuple):
    out: Path
    code: int
    stdout: str
    facts: Mapping[str, object]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    out = tmp_path_factory.mktemp("demo") / "out"
    run = subprocess.run(
        [sys.executable, "-m", "pollkit", "demo", "--out", str(out), "--json"],
        capture_output=True,
        env={**os.environ, "LANG": "C.UTF-8"},
        timeout=110,
    )
    assert run.returncode == 0, run.stderr.decode()
    yield Held(out, run.returncode, run.stdout.decode(), json.loads(run.stdout))


def test_all_42_people_are_stored_and_29_said_yes(held: Held) -> None:
    names = ("attendees", "stored", "yes", "no", "dont_know")

    assert [held.facts[name] for name in names] == [42, 42, 29, 9, 4]
    assert held.facts["complete"] is True


def test_a_program_reads_one_object_and_nothing_else(held: Held) -> None:
    assert held.stdout.count("\n") == 1


def test_the_database_itself_holds_the_ballots_of_the_42(held: Held) -> None:
    database = held.out / "workspace" / "workspace.sqlite"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as raw:
        counted = dict(raw.execute("SELECT item, count(*) FROM ballot GROUP BY item"))
    raw.close()

    assert counted == {
        "country": 42, "evaluates": 42, "how": 9, "findings": 28, "priority": 41, "confidence": 40
    }  # fmt: skip


def test_every_kind_of_file_is_written_and_named_in_the_answer(held: Held) -> None:
    listed = [Path(str(path)) for path in held.facts["files"]]

    assert all(path.stat().st_size > 0 for path in listed)
    assert {path.suffix for path in listed} == {".png", ".svg", ".xlsx", ".csv", ".html", ".pdf"}
    assert sorted(listed) == sorted(path for path in held.out.iterdir() if path.is_file())


def test_the_table_has_the_published_figures_and_their_base(held: Held) -> None:
    with (held.out / "results.csv").open(encoding="utf-8-sig", newline="") as table:
        [yes] = [
            row
            for row in csv.DictReader(table)
            if (row["name"], row["option"]) == ("evaluates", "yes")
        ]

    assert (yes["count"], yes["base"], yes["asked"]) == ("29", "42", "42")
    assert round(100 * float(yes["share"])) == 69


def test_the_split_by_country_shows_no_group_of_fewer_than_five(held: Held) -> None:
    with (held.out / "splits.csv").open(encoding="utf-8-sig", newline="") as table:
        yes = {
            row["group"]: (row["count"], row["base"])
            for row in csv.DictReader(table)
            if (row["name"], row["by"], row["option"]) == ("evaluates", "country", "yes")
        }

    # Belgium 2 of 4, France 2 of 4 and the Netherlands 2 of 3 are kept together.
    assert yes == {
        "gb": ("11", "12"),
        "us": ("5", "8"),
        "de": ("4", "6"),
        "ca": ("3", "5"),
        "be+fr+nl": ("6", "11"),
    }


def test_the_workbook_opens_elsewhere(held: Held) -> None:
    book = openpyxl.load_workbook(held.out / "results.xlsx", read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    book.close()

    assert {29, 42, "Funding for several years"} <= cells


def test_the_results_can_be_exported_again_in_another_language(
    held: Held, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = str(held.out / "workspace")
    argv = ["export", "transatlantic", "--workspace", workspace, "--out", str(tmp_path)]
    code = pollkit([*argv, "--language", "fr", "--kinds", "csv,html"])
    written = {Path(line) for line in capsys.readouterr().out.splitlines()}
    use_language("en")

    assert code == 0
    assert written == set(tmp_path.iterdir())
    assert "Votre ville évalue-t-elle" in (tmp_path / "results.html").read_text(encoding="utf-8")


class ForgetfulCrowd(PhoneCrowd):
    """One of its phones loses its answer to the last question on the way."""

    def answer(self, item: str, answers: dict[int, list[str]]) -> int:
        if item == "confidence":
            answers = {phone: answer for phone, answer in answers.items() if phone != 7}
        return super().answer(item, answers)


def test_one_lost_answer_is_noticed(tmp_path: Path) -> None:
    outcome = run_demo(
        tmp_path / "workspace",
        tmp_path / "out",
        lambda workspace, event, port: start_room(workspace, event, port, addresses=["127.0.0.1"]),
        ForgetfulCrowd,
        now=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
        kinds=("csv",),
    )

    assert outcome.stored == 42
    assert (outcome.answers_sent, outcome.answers_stored) == (202, 201)
    assert not outcome.figures_match
    assert not outcome.is_complete
