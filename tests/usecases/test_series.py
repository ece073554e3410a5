"""A question followed through three events, whose counts were made up for the test."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from held_series import held

from pollkit.cli import series as verb
from pollkit.cli.parser import build_parser
from pollkit.domain.instruments import Option
from pollkit.errors import InstrumentProblem, NotFound
from pollkit.store import Role, Workspace
from pollkit.usecases.series import (
    common_questions,
    export_series,
    held_events,
    series_results,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_events_follow_by_date_with_their_counts_and_intervals(
    folder: Path, tmp_path: Path
) -> None:
    # 31 of 45 of 60: 62 to 75 %.
    with Workspace.open(folder, Role.WINDOW) as workspace:
        may = held(workspace, 5, yes=31, no=14, population=60)
        march = held(workspace, 3, yes=6, no=6)
        april = held(workspace, 4, yes=1, no=2)
        with workspace.read() as repos:
            found = series_results(repos, [may.id, march.id, april.id, may.id], "evaluates")
    assert [p.event.title for p in found.points] == ["Meeting 3", "Meeting 4", "Meeting 5"]
    png, svg, table = export_series(found, tmp_path / "out", "en")
    assert png.stat().st_size > 10_000
    said = svg.read_text(encoding="utf-8")
    assert "1 May 2026 · 45 answered: 31 · 69%" in said
    yes = [row for row in read(table) if row["option"] == "yes"]
    assert [(row["event"], row["count"], row["base"]) for row in yes] == [
        ("Meeting 3", "6", "12"),
        ("Meeting 5", "31", "45"),
    ]
    assert (float(yes[1]["low"]), float(yes[1]["high"])) == pytest.approx((0.62, 0.75), abs=0.005)
    # Three answers are too few to leave the room: only their number does.
    assert [r["count"] for r in read(table) if r["event"] == "Meeting 4"] == ["3"]


def test_an_event_that_asked_with_other_options_cannot_be_compared(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        one = held(workspace, 3, yes=6, no=6)
        items = one.instrument.items
        more = replace(items[0], options=(*items[0].options, Option("maybe", {"en": "Maybe"})))
        other = replace(one.instrument, items=(more, *items[1:]))
        two = held(workspace, 4, yes=6, no=6, instrument=other)
        with workspace.read() as repos, pytest.raises(InstrumentProblem, match="Meeting 4"):
            series_results(repos, [one.id, two.id], "evaluates")


def test_one_event_is_no_series(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        one = held(workspace, 3, yes=6, no=6)
        with workspace.read() as repos, pytest.raises(NotFound, match="two"):
            series_results(repos, [one.id], "evaluates")


def test_a_question_of_another_name_can_be_linked(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        one, two = held(workspace, 3, yes=6, no=6), held(workspace, 4, yes=9, no=3)
        links: dict[UUID, str] = {one.id: "evaluates", two.id: "evaluates"}
        with workspace.read() as repos:
            assert len(series_results(repos, [one.id, two.id], "assesses", links).points) == 2


def test_the_command_line_writes_the_files_and_says_the_figures(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        held(workspace, 3, yes=6, no=6)
        held(workspace, 4, yes=9, no=3)
    argv = ["series", "Meeting 3", "Meeting 4", "--question", "evaluates"]
    argv += ["--out", str(tmp_path / "out"), "--workspace", str(folder)]
    arguments = build_parser(("series",)).parse_args(argv)
    assert verb.run(arguments, None) == 0  # type: ignore[arg-type]
    said = capsys.readouterr().out
    assert "1 April 2026 · 12 answered: 9 · 75%" in said
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_only_what_each_event_asked_in_the_same_way_is_common(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        march = held(workspace, 3, yes=6, no=6)
        held(workspace, 4, yes=9, no=3)
        items = march.instrument.items
        more = replace(items[0], options=(*items[0].options, Option("maybe", {"en": "Maybe"})))
        held(workspace, 5, yes=6, no=6, instrument=replace(march.instrument, items=(more,)))
        with workspace.read() as repos:
            found = held_events(repos)
    assert [one.event.title for one in found] == ["Meeting 5", "Meeting 4", "Meeting 3"]
    assert [[item.name for item in one.asked] for one in found] == [["evaluates"]] * 3
    assert [item.name for item in common_questions(found[1:])] == ["evaluates"]
    assert common_questions(found) == ()
