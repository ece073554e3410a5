"""kill -9 in mid-question, of the room's process and of the window: nothing that a phone was told
to be saved is lost, and nobody has to come in again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from browser_phones import says
from city_day import EVENT, workspace_with
from crowd import Crowd, crowd_of_phones
from facilitator import Facilitator, facilitator_at, pump, until
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PROGRAM = Path(__file__).parents[1] / "support" / "window_program.py"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return workspace_with(EVENT, tmp_path)


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    with crowd_of_phones(pump) as crowd:
        yield crowd


def rooms_of(workspace: Path) -> list[psutil.Process]:
    """The room's processes of a workspace, whoever started them."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            is_alive = process.status() != psutil.STATUS_ZOMBIE
            if is_alive and "room-process" in words and f"--workspace={workspace}" in words:
                found.append(process)
    return found


def kill(process: psutil.Process) -> None:
    process.send_signal(signal.SIGKILL)
    until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, "its end")


def control_line(workspace: Path) -> Path:
    return Path(json.loads((workspace / "room.json").read_text())["address"])


def votes_in_store(workspace: Path) -> dict[str, int]:
    """Counted with SQL, past our own code: choice -> phones, while the question is open."""
    database = workspace / "workspace.sqlite"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as raw:
        rows = raw.execute("SELECT choice, count(*) FROM vote GROUP BY choice").fetchall()
    raw.close()
    return dict(rows)


def new_phones(crowd: Crowd, url: str, count: int) -> list[Page]:
    phones = [crowd.new_phone() for _phone in range(count)]
    for phone in phones:
        phone.goto(url)
    return phones


def tap(phone: Page, code: str) -> None:
    phone.locator(f"[name=answer][value={code}]").check()


def shows_as_saved(phone: Page, code: str) -> None:
    expect(phone.locator(f"[name=answer][value={code}]")).to_be_checked(timeout=20_000)
    says(phone, "Saved on the laptop")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_a_killed_room_comes_back_with_every_acknowledged_vote(
    workspace: Path, crowd: Crowd
) -> None:
    with facilitator_at(workspace) as facilitator:
        url = facilitator.go_live("City day")
        facilitator.go_to("Ask", "Close")
        phones = crowd.run(lambda: new_phones(crowd, url, 5))
        first, second, third, late, silent = phones

        def vote() -> None:
            for phone, code in ((first, "yes"), (second, "yes"), (third, "no")):
                tap(phone, code)
            for phone in (first, second, third):
                says(phone, "Saved on the laptop")

        crowd.run(vote)
        (room,) = rooms_of(workspace)
        control = control_line(workspace)
        kill(room)  # at once after the acknowledgement
        saved = votes_in_store(workspace)
        assert sorted(saved.values()) == [1, 2]

        until(lambda: facilitator.line == "○ No room", "the console notices")
        assert "safe on this computer" in facilitator.console.trouble.words
        crowd.run(lambda: tap(late, "unsure"))
        crowd.run(lambda: says(late, "Not saved yet"))
        crowd.run(lambda: says(silent, "No connection to the laptop", "#line"))

        facilitator.press("Space")  # the keys are at the way out of the trouble
        until(lambda: facilitator.line == "● Live", "the room is back")
        assert facilitator.url == url, "the code on the wall holds"
        assert facilitator.step == "Close"
        assert facilitator.console.trouble.words == ""

        def come_back_by_themselves() -> None:
            for phone, code in ((first, "yes"), (second, "yes"), (third, "no"), (late, "unsure")):
                shows_as_saved(phone, code)
            expect(silent.locator("#line")).not_to_contain_text("No connection", timeout=20_000)

        crowd.run(come_back_by_themselves)
        until(lambda: "4 answered · 5 connected · 5 joined" in facilitator.heads, "all are back")
        assert votes_in_store(workspace).items() > saved.items()

        crowd.run(lambda: (tap(first, "no"), says(first, "Saved on the laptop")))
        facilitator.go_to("Reveal", "Next question")
        words = facilitator.words_on_wall()
        assert "4 of 5 answered" in words
        assert sorted(text for text in words if text.isdigit()) == ["1", "1", "2"]
        crowd.run(lambda: says(silent, "4 of 5 answered", ".base"))
    assert not control.parent.exists(), "the killed room has left its control line"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_a_killed_window_leaves_the_room_to_the_next_window(workspace: Path, crowd: Crowd) -> None:
    program = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(workspace), "City day"],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert program.stdout is not None
    with program, ended_rooms(workspace):
        url = program.stdout.readline().decode().strip()
        assert url.startswith("http://"), "the window did not come up"
        first, second = crowd.run(lambda: new_phones(crowd, url, 2))
        crowd.run(lambda: (tap(first, "yes"), says(first, "Saved on the laptop")))
        (room,) = rooms_of(workspace)
        program.kill()
        program.wait(10)

        crowd.run(lambda: (tap(second, "no"), says(second, "Saved on the laptop")))
        assert room.is_running(), "the room outlives its window"

        with facilitator_at(workspace) as facilitator:
            assert facilitator.go_live("City day") == url
            assert rooms_of(workspace) == [room]
            assert facilitator.step == "Close"
            until(lambda: "2 answered · 2 connected · 2 joined" in facilitator.heads, "the counts")
            facilitator.go_to("Reveal", "Next question")
            crowd.run(lambda: says(first, "2 of 2 answered", ".base"))
            leave_and_return(facilitator, room)
    assert rooms_of(workspace) == []


def leave_and_return(facilitator: Facilitator, room: psutil.Process) -> None:
    facilitator.leave_room("Leave it running")
    assert room.is_running()
    assert facilitator.window.events.sheet.go_live.text() == "Continue live"
    facilitator.go_live()
    assert facilitator.step == "Next question"


@contextlib.contextmanager
def ended_rooms(workspace: Path) -> Iterator[None]:
    """A room is nobody's child once its window was killed: no failure may leave one behind."""
    try:
        yield
    finally:
        for room in rooms_of(workspace):
            kill(room)
