"""What outlives a crash of the room, a crash of the window, and a change of port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import psutil
import pytest
from room_phones import (
    HERE,
    Phone,
    new_workspace,
    open_room,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.rooms import Move, QuestionState
from pollkit.errors import NotFound, PortTaken, RoomUnreachable, WorkspaceInUse
from pollkit.live.client import RoomClient
from pollkit.live.room_card import read_card
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace
from pollkit.usecases.events import save_event


def _kill(link: RoomClient) -> None:
    process = room_process()
    process.kill()
    until(lambda: not link.is_up, "the console notices")
    until(lambda: not process.is_running() or process.status() == "zombie", "it is gone")
    link.leave()


def test_no_saved_vote_is_lost_when_the_room_is_killed(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    url = link.status.addresses[0].url
    phones = [Phone(url) for _ in range(12)]
    for phone in phones:
        phone.join()
    link.move(Move.ASK, "colour")
    for number, phone in enumerate(phones):
        assert phone.vote("colour", "red" if number < 7 else "blue").json["state"] == "saved"
    left_behind = read_card(workspace)
    _kill(link)

    link = open_room(workspace, event)
    try:
        assert left_behind is not None
        assert not Path(left_behind.address).exists(), "nothing of the killed room stays"
        status = link.status
        assert status.addresses[0].url == url, "the QR code still holds"
        assert status.room.question("colour").state is QuestionState.OPEN
        assert (status.heads.joined, status.heads.answered) == (12, 7 + 5)
        assert status.result is not None
        assert (status.result.count("red"), status.result.count("blue")) == (7, 5)
        # The phones are the same ones by their cookie: no second vote, no second head.
        assert phones[0].vote("colour", "blue").json["answer"] == ["blue"]
        assert "set-cookie" not in phones[1].join().headers
        result = link.move(Move.CLOSE).result
        assert result is not None
        assert (result.count("red"), result.count("blue")) == (6, 6)
    finally:
        link.shut()


def test_a_question_that_was_closing_at_the_crash_is_sealed_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_CLOSE_GRACE_S", "60")
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    voter, idler = Phone(link.status.addresses[0].url), Phone(link.status.addresses[0].url)
    voter.join()
    idler.join()
    link.move(Move.ASK, "colour")
    voter.vote("colour", "red")
    link.move(Move.CLOSE)
    _kill(link)

    link = open_room(workspace, event)
    try:
        assert idler.vote("colour", "blue").status == 409
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            assert [b.choice.codes for b in repos.rooms.ballots(event.id)] == [("red",)]
        result = link.move(Move.REVEAL).result
        assert result is not None
        assert (result.asked, result.answered) == (2, 1)
    finally:
        link.shut()


def test_a_room_that_is_told_to_stop_lets_go_of_everything(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    phone = Phone(link.status.addresses[0].url)
    phone.join()
    listening = phone.listen()
    process = room_process()
    process.terminate()
    assert b"data:" in listening.read_until_over(), "the stream ends by itself"
    listening.close()
    until(lambda: not link.is_up, "the console notices")
    link.leave()
    until(lambda: not process.is_running() or process.status() == "zombie", "it ends")
    assert read_card(workspace) is None
    assert not [entry for entry in workspace.iterdir() if entry.suffix in {".sqlite-wal"}]


def test_the_room_outlives_its_window_and_is_taken_up_again(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    program = (
        "import sys, time; from pathlib import Path; from uuid import UUID\n"
        "from pollkit.live.start import start_room\n"
        "link = start_room(Path(sys.argv[1]), UUID(sys.argv[2]), addresses=('127.0.0.1',))\n"
        "print(link.status.addresses[0].url, flush=True)\n"
        "time.sleep(60)\n"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", program, str(workspace), str(event.id)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdout is not None
    url = window.stdout.readline().strip()
    (room,) = psutil.Process(window.pid).children()
    window.kill()
    window.communicate()

    phone = Phone(url)
    assert phone.join().status == 200
    link = open_room(workspace, event)
    try:
        assert link.status.addresses[0].url == url
        assert link.status.heads.joined == 1
        assert room.is_running()
    finally:
        link.shut()
    room.wait(10)


def test_only_one_room_is_open_in_a_workspace(tmp_path: Path) -> None:
    event, other = small_event(), small_event()
    with running_room(tmp_path, event) as (link, workspace):
        with Workspace.open(workspace, Role.WINDOW) as opened:
            save_event(opened, other)
        with pytest.raises(WorkspaceInUse, match="another event is open"):
            open_room(workspace, other)
        second = open_room(workspace, event)
        assert second.status.pin == link.status.pin
        second.leave()
        assert link.is_up


def test_a_taken_port_is_reported_with_its_cure(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    with socket.create_server((HERE, 0)) as other_program:
        port = other_program.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is in use by another program"):
            open_room(workspace, event, port)


def test_the_last_port_is_left_alone_when_another_program_has_it(tmp_path: Path) -> None:
    event = small_event()
    with running_room(tmp_path, event) as (link, workspace):
        port = int(link.status.addresses[0].spoken.split(":")[1])
    with socket.socket() as other_program:
        other_program.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other_program.bind((HERE, port))
        other_program.listen()
        link = open_room(workspace, event)
        try:
            assert not link.status.addresses[0].spoken.endswith(f":{port}")
        finally:
            link.shut()


def test_a_room_that_cannot_come_up_says_why(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    with (
        Workspace.open(workspace, Role.ROOM),
        pytest.raises(RoomUnreachable, match="WorkspaceInUse"),
    ):
        open_room(workspace, event)


def test_an_unknown_event_has_no_room(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, small_event())
    with pytest.raises(NotFound):
        start_room(workspace, UUID(int=1), addresses=(HERE,))


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_only_the_owner_can_read_the_rooms_key(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event()) as (_link, workspace):
        card = read_card(workspace)
        assert card is not None
        assert (workspace / "room.json").stat().st_mode & 0o777 == 0o600
        assert Path(card.address).parent.stat().st_mode & 0o777 == 0o700


def test_an_ended_room_without_a_console_closes_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_LINGER_S", "0.5")
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    process = room_process()
    link.move(Move.END)
    link.leave()
    process.wait(10)
    assert read_card(workspace) is None


def test_a_room_without_a_console_goes_on_until_its_event_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_LINGER_S", "0.2")
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    link.leave()
    phone = Phone(link.status.addresses[0].url)
    process = room_process()
    with pytest.raises(psutil.TimeoutExpired):
        process.wait(1.5)
    assert phone.join().status == 200
    process.send_signal(signal.SIGTERM)
    process.wait(10)
