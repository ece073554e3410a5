"""A rehearsal in a real room with made-up people over HTTP: all is tried, and nothing is left."""

from __future__ import annotations

import hashlib
import json
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from city_day import EVENT, workspace_with

from pollkit.app import wiring
from pollkit.cli import main
from pollkit.domain.rooms import Move
from pollkit.errors import InstrumentProblem
from pollkit.live.attendees import PhoneCrowd
from pollkit.live.running import running_room
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace
from pollkit.usecases.events import new_event, save_event
from pollkit.usecases.rehearsal import Audience, rehearsal_of


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("POLLKIT_ROOM_CLOSE_GRACE_S", "0")
    return workspace_with(EVENT, tmp_path)


def left_over(workspace: Path) -> list[Path]:
    return list((workspace.parent / "temporary").iterdir())


def digest(workspace: Path) -> str:
    return hashlib.sha256((workspace / "workspace.sqlite").read_bytes()).hexdigest()


def test_every_question_is_played_and_nothing_of_it_stays(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digest(workspace)
    code = main(
        ["rehearse", "City", "--people", "12", "--json", f"--workspace={workspace}"], wiring()
    )
    told = json.loads(capsys.readouterr().out)
    assert (code, told["people"]) == (0, 12)
    names = [item.name for item in EVENT.instrument.items]
    assert [question["item"] for question in told["questions"]] == names
    assert all(0 < question["answered"] <= question["asked"] for question in told["questions"])
    assert digest(workspace) == before
    assert left_over(workspace) == []


def test_people_follow_whoever_leads_the_room(workspace: Path) -> None:
    with rehearsal_of(workspace, EVENT.id) as (folder, copy):
        link = start_room(folder, copy.id)
        audience = Audience(link, PhoneCrowd(), copy, 8, answer_within_s=0)
        try:
            audience.enter()
            first = copy.instrument.items[0].name
            link.move(Move.ASK, first)
            assert audience.wait_until_answered(first)
            answered = link.move(Move.CLOSE).heads.answered
            assert 0 < answered <= 8
            link.move(Move.SECOND_ROUND)
            assert audience.wait_until_answered(first)
            assert link.move(Move.CLOSE).room.question(first).round == 2
        finally:
            audience.leave()
            link.shut()
    assert left_over(workspace) == []


def test_closing_the_window_ends_the_room_that_it_left_open(workspace: Path) -> None:
    seen = []

    def window(folder: Path, _language: str | None) -> int:
        link = start_room(folder, EVENT.id)
        came = threading.Event()
        forget = link.watch(lambda status: status.heads.joined == 5 and came.set())
        assert came.wait(20), "the people did not come"
        forget()
        link.leave()
        seen.append(folder)
        return 0

    parts = replace(wiring(), open_window=window)
    arguments = ["rehearse", "City", "--people", "5", "--window", f"--workspace={workspace}"]
    assert main(arguments, parts) == 0
    assert running_room(seen[0]) is None
    assert left_over(workspace) == []


def test_an_event_that_cannot_be_asked_cannot_be_rehearsed(workspace: Path) -> None:
    draft = new_event("Draft", "", EVENT.starts_at, ["en"])
    with Workspace.open(workspace, Role.WINDOW) as opened:
        save_event(opened, draft).result()
    with pytest.raises(InstrumentProblem), rehearsal_of(workspace, draft.id):
        pass
    assert left_over(workspace) == []


@pytest.mark.parametrize("people", ["4", "301", "many"])
def test_a_rehearsal_has_5_to_300_people(people: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rehearse", "City", "--people", people], wiring())
    assert "5" in capsys.readouterr().err
