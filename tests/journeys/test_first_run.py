"""An empty machine: the first start has something to show, and it can be held at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_phones import says
from crowd import Crowd, crowd_of_phones
from facilitator import PATIENCE_S, facilitator_at, pump, until
from playwright.sync_api import expect

from pollkit.store import Role, Workspace
from pollkit.usecases.events import list_events

pytestmark = pytest.mark.browser

TITLE = "Cities backing local prevention: a transatlantic day"


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    with crowd_of_phones(pump) as crowd:
        yield crowd


def test_the_demo_event_is_ready_and_goes_live_from_the_first_door(
    tmp_path: Path, crowd: Crowd
) -> None:
    with facilitator_at(tmp_path / "PollKit" / "workspace") as facilitator:
        facilitator.press("Return")  # the keys are at the first door
        until(facilitator.window.events.isVisible, "the list of events")
        assert facilitator.window.events.sheet.title.text() == TITLE
        url = facilitator.go_live()
        facilitator.open_wall()
        phone = crowd.run(lambda: crowd.new_phone(locale="de-DE"))
        crowd.run(lambda: phone.goto(url))
        facilitator.go_to("Ask", "Close")
        crowd.run(lambda: phone.get_by_text("Deutschland", exact=True).click())
        crowd.run(lambda: says(phone, "Auf dem Laptop gespeichert"))
        facilitator.go_to("Reveal", "Next question")
        crowd.run(lambda: expect(phone.locator("li.mine")).to_have_attribute("data-code", "de"))
        assert "1 of 1 answered" in facilitator.words_on_wall()


@pytest.mark.skipif(sys.platform == "win32", reason="signals end no window there")
def test_the_program_makes_its_workspace_and_ends_in_good_order_when_told_to(
    tmp_path: Path,
) -> None:
    workspace = tmp_path / "PollKit" / "workspace"
    program = subprocess.Popen(
        [sys.executable, "-m", "pollkit", "--workspace", str(workspace)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"},
    )
    with program:
        try:
            until(lambda: program.poll() is not None or titles(workspace), "the demo event")
            program.send_signal(signal.SIGTERM)
            out, err = program.communicate(timeout=PATIENCE_S)
        finally:
            program.kill()
    assert (program.returncode, out) == (0, b"")
    assert b"Traceback" not in err
    assert titles(workspace) == [TITLE]


def titles(workspace: Path) -> list[str]:
    """Empty as long as there is no workspace to read."""
    if not (workspace / "workspace.sqlite").exists():
        return []
    try:
        with Workspace.open(workspace, Role.READER) as opened:
            return [event.title for event in list_events(opened)]
    except Exception:  # it is being made
        return []
