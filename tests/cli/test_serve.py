import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from pollkit.cli import main
from pollkit.domain.events import Event
from pollkit.domain.rooms import QuestionState
from pollkit.live.attendees import PhoneCrowd
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace
from pollkit.usecases.demo import ensure_demo_event
from pollkit.usecases.ports import RoomLink, Wiring


@pytest.fixture
def event(tmp_path: Path) -> Event:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as workspace:
        made = ensure_demo_event(workspace, datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    assert made is not None
    return made


class Typist:
    """A person at stdin, who looks at the room and acts as a phone between two lines."""

    def __init__(self, stand_ins, script: Callable[["Typist"], Iterator[str]]) -> None:
        self.link: RoomLink | None = None
        self._script = script
        self.wiring: Wiring = replace(stand_ins.wiring, start_room=self._start)

    def __iter__(self) -> Iterator[str]:
        try:
            yield from (line + "\n" for line in self._script(self))
        except BaseException:
            yield "quit\n"
            raise

    def wait_until(self, is_so: Callable[[RoomLink], bool]) -> None:
        deadline = time.monotonic() + 20
        while not is_so(self.link):
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def wait_for(self, state: QuestionState) -> None:
        self.wait_until(
            lambda link: (question := link.status.room.on_wall) and question.state is state
        )

    def vote(self, item: str, answer: str) -> None:
        phone = PhoneCrowd()
        try:
            phone.join(self.link.status.addresses[0].url, ["en"])
            assert phone.answer(item, {0: [answer]}) == 1
        finally:
            phone.leave()

    def _start(self, workspace: Path, event_id: UUID, port: int = 0) -> RoomLink:
        self.link = start_room(workspace, event_id, port, addresses=["127.0.0.1"])
        return self.link


def serve(
    event: Event, typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *more: str
):
    monkeypatch.setattr(sys, "stdin", typist)
    return main(["serve", str(event.id), "--workspace", str(tmp_path / "ws"), *more], typist.wiring)


def test_a_room_is_moved_by_lines_and_answers_one_object_a_line(
    event: Event, stand_ins, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def script(typist: Typist) -> Iterator[str]:
        yield "ask"
        typist.wait_for(QuestionState.OPEN)
        typist.vote("country", "nl")
        yield "close"
        yield "reveal"
        yield "ask"
        yield "end"
        yield "quit"

    typist = Typist(stand_ins, script)
    code = serve(event, typist, tmp_path, monkeypatch, "--json")
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert code == 0
    assert said[0]["type"] == "opened"
    assert said[0]["urls"] == [f"http://127.0.0.1:{said[0]['urls'][0].split(':')[2]}"]
    assert [(one.get("question"), one.get("state")) for one in said[1:5]] == [
        ("country", "open"),
        ("country", "closed"),
        ("country", "revealed"),
        ("evaluates", "open"),
    ]
    assert said[3]["result"]["counts"]["nl"] == 1
    assert said[-1]["ended"] is True
    assert typist.link.is_up is False


def test_a_clock_is_set_and_stopped_by_lines(
    event: Event, stand_ins, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def script(typist: Typist) -> Iterator[str]:
        yield "ask"
        yield "clock 600"
        typist.wait_until(lambda link: link.status.room.ends_at is not None)
        yield "clock"
        typist.wait_until(lambda link: link.status.room.ends_at is None)
        yield "clock soon"
        yield "quit"

    assert serve(event, Typist(stand_ins, script), tmp_path, monkeypatch) == 0
    assert "A clock runs for 1 to 3600 seconds." in capsys.readouterr().err


def test_a_slip_of_the_keyboard_leaves_the_room_open(
    event: Event, stand_ins, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def script(_typist: Typist) -> Iterator[str]:
        yield "dance"
        yield "ask 99"
        yield "reveal"
        yield ""
        yield "ask 2"
        yield "quit"

    code = serve(event, Typist(stand_ins, script), tmp_path, monkeypatch)
    said = capsys.readouterr()

    assert code == 0
    assert "“dance” is not a move" in said.err
    assert "“99”" in said.err
    assert "Does your city evaluate" in said.out


def test_a_room_whose_process_was_killed_is_a_fault_of_the_machine(
    event: Event, stand_ins, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def script(typist: Typist) -> Iterator[str]:
        import psutil

        [room] = [
            child
            for child in psutil.Process().children()
            if "room-process" in child.cmdline() and str(event.id) in " ".join(child.cmdline())
        ]
        room.kill()
        typist.wait_until(lambda link: not link.is_up)
        yield ""
        typist.wait_until(lambda _link: "stopped" in capsys.readouterr().err)

    assert serve(event, Typist(stand_ins, script), tmp_path, monkeypatch) == 4


def test_an_event_that_does_not_exist_is_told_before_a_room_opens(
    event: Event, stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["serve", "supper", "--workspace", str(tmp_path / "ws")], stand_ins.wiring)

    assert code == 3
    assert str(event.id) in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_shuts_the_room_and_its_process(event: Event, tmp_path: Path, number: int) -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pollkit",
            f"--workspace={tmp_path / 'ws'}",
            "serve",
            "--json",
            str(event.id),
        ],
        stdin=subprocess.DEVNULL,  # as in a cupboard: the end of the input ends nothing
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LANG": "C.UTF-8"},
        text=True,
    ) as serving:
        opened = json.loads(serving.stdout.readline())
        serving.send_signal(number)
        _out, err = serving.communicate(timeout=30)

    assert opened["type"] == "opened"
    assert serving.returncode == 0
    assert err == "Shutting the room.\n"
    with pytest.raises(httpx.ConnectError):
        httpx.get(opened["urls"][0], trust_env=False)
