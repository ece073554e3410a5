"""The line between window and room."""

from __future__ import annotations

import json
import socket
import threading
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

import pytest
from room_phones import new_workspace, open_room, running_room, small_event, until

from pollkit.domain.rooms import Move
from pollkit.domain.views import RoomStatus
from pollkit.errors import IllegalMove, NotFound, RoomUnreachable
from pollkit.i18n import speaking
from pollkit.live.client import RoomClient
from pollkit.live.room_card import RoomCard, read_card


@pytest.fixture
def card(tmp_path: Path, link: RoomClient) -> RoomCard:
    found = read_card(tmp_path / "workspace")
    assert found is not None
    return found


def test_a_move_that_is_not_allowed_comes_back_with_its_reason(link: RoomClient) -> None:
    with pytest.raises(IllegalMove, match="not possible right now"):
        link.move(Move.REVEAL, "colour")
    with speaking("fr"), pytest.raises(IllegalMove, match="pas possible"):
        link.move(Move.REVEAL, "colour")
    with pytest.raises(IllegalMove, match="not part of the event"):
        link.move(Move.ASK, "nothing")
    assert link.status.room.version == 0


def test_two_windows_see_the_same_room(link: RoomClient, card: RoomCard) -> None:
    second = RoomClient(card)
    heard: list[RoomStatus] = []
    second.watch(heard.append)
    link.move(Move.ASK, "colour")
    until(lambda: heard and heard[-1].room.current == "colour", "the second window hears")
    second.leave()
    assert link.move(Move.CLOSE).room.version == 2


def test_a_wrong_key_is_refused_and_the_room_goes_on(link: RoomClient, card: RoomCard) -> None:
    with pytest.raises((AuthenticationError, EOFError, OSError)):
        Client(card.address, authkey=b"guess").close()
    with pytest.raises(RoomUnreachable):
        RoomClient(RoomCard(card.event_id, card.address, "00" * 32, card.launch))
    assert link.move(Move.ASK, "colour").room.version == 1


GARBAGE = (
    b"",
    b"\xff\xff",
    b"[]",
    b"{}",
    b'{"number": "x"}',
    b"null",
    b'{"number": 1, "do": "fly"}',
    b'{"number": 1, "do": "move", "move": "jump"}',
    b'{"number": 1, "do": "move", "move": "ask", "item": [1]}',
    b'{"number": 1, "do": "split", "item": 7}',
    b"[" * 10_000,
    b"x" * 1_000_000,
)


def test_garbage_on_the_line_harms_nobody_else(link: RoomClient, card: RoomCard) -> None:
    for garbage in GARBAGE:
        with Client(card.address, authkey=bytes.fromhex(card.key)) as line:
            try:
                line.send_bytes(garbage)
                while line.poll(0.1):
                    line.recv_bytes()
            except (EOFError, OSError):
                pass  # cut off, as it should be
    assert link.move(Move.ASK, "colour").room.version == 1


def test_bytes_that_are_no_handshake_are_refused(link: RoomClient, card: RoomCard) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(card.address)
        caller.sendall(b"GET / HTTP/1.1\r\n\r\n")
    second = RoomClient(card)
    second.leave()


def test_a_window_that_has_stalled_does_not_stall_the_room(
    link: RoomClient, card: RoomCard
) -> None:
    with Client(card.address, authkey=bytes.fromhex(card.key)):  # never reads
        link.move(Move.ASK, "colour")
        for _ in range(600):
            link.move(Move.BLANK)
        assert link.status.room.version == 601


def test_a_watcher_that_fails_does_not_cut_the_line(link: RoomClient) -> None:
    heard = threading.Event()

    def fails(_status: RoomStatus) -> None:
        heard.set()
        raise ZeroDivisionError

    link.watch(fails)
    link.move(Move.ASK, "colour")
    assert heard.wait(10)
    assert link.move(Move.CLOSE).room.version == 2


def test_a_window_learns_at_once_that_its_room_has_gone(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link, second = open_room(workspace, event), open_room(workspace, event)
    gone = threading.Event()
    second.watch(lambda _status: None if second.is_up else gone.set())
    link.shut()
    assert gone.wait(10)
    with pytest.raises(RoomUnreachable):
        second.move(Move.ASK, "colour")
    second.leave()
    second.leave()
    link.shut()


def test_a_result_can_be_split_where_answers_are_tied(tmp_path: Path, link: RoomClient) -> None:
    with pytest.raises(IllegalMove, match="keeps each person"):
        link.split_by("fruit")
    with running_room(tmp_path / "tied", small_event(tied=True)) as (tied, _workspace):
        with pytest.raises(NotFound):
            tied.split_by("nothing")
        tied.move(Move.ASK, "colour")
        assert tied.split_by("fruit").split is not None
        assert tied.split_by(None).split is None


def test_what_goes_over_the_line_is_json(link: RoomClient, card: RoomCard) -> None:
    with Client(card.address, authkey=bytes.fromhex(card.key)) as line:
        told = json.loads(line.recv_bytes())
    assert told["status"]["pin"] == link.status.pin
