"""Rooms and cards that something has left behind: the next Go live works all the same."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from room_phones import Phone, new_workspace, open_room, room_process, small_event, until

from pollkit.domain.rooms import Move
from pollkit.errors import RoomUnreachable
from pollkit.live import client
from pollkit.live.room_card import RoomCard, clear_away, read_card
from pollkit.store import Role, Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets and signals of POSIX")


def has_ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_after_a_reboot_neither_a_reused_process_number_nor_a_reused_address_misleads(
    tmp_path: Path,
) -> None:
    """The card and the lock file of a killed room, whose address and process number now belong to
    a program that lives, accepts calls, and never says a word."""
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    path = tmp_path / "control"
    (workspace / "room.lock").write_text(
        f'{{"pid": {os.getpid()}, "since": "2026-11-24T09:00:00+00:00"}}'
    )
    with socket.socket(socket.AF_UNIX) as other_program:
        other_program.bind(str(path))
        other_program.listen()
        RoomCard(str(event.id), str(path), "ab" * 32, "an earlier launch").write(workspace)
        began = time.monotonic()
        link = open_room(workspace, event)
        took = time.monotonic() - began
        link.shut()
        assert path.exists()
    assert took < client._GREETS_WITHIN_S


@pytest.mark.parametrize("key", ["", "no hex", "ab" * 32], ids=["none", "garbage", "old"])
def test_a_card_that_leads_nowhere_is_no_hindrance(tmp_path: Path, key: str) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    RoomCard(str(event.id), str(tmp_path / "nowhere"), key, "an earlier launch").write(workspace)
    link = open_room(workspace, event)
    card = read_card(workspace)
    assert card is not None and card.launch != "an earlier launch"
    link.shut()


def test_only_the_dead_socket_of_a_card_is_cleared_away(tmp_path: Path) -> None:
    """A workspace may come from anyone, and so may its card."""
    card = RoomCard("", str(tmp_path / "letter"), "", "")
    Path(card.address).write_text("dear me")
    clear_away(card)
    assert Path(card.address).read_text() == "dear me"

    folder = tmp_path / "of a room"
    folder.mkdir()
    card = replace(card, address=str(folder / "control"))
    with socket.socket(socket.AF_UNIX) as room:
        room.bind(card.address)
        room.listen()
        clear_away(card)
        assert folder.exists()
    clear_away(card)
    assert not folder.exists()


def test_a_room_that_hangs_is_reported_in_time_and_goes_on_when_it_wakes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_GREETS_WITHIN_S", 0.5)
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    room = room_process()
    room.send_signal(signal.SIGSTOP)
    try:
        until(lambda: room.status() == psutil.STATUS_STOPPED, "it hangs")
        with pytest.raises(RoomUnreachable, match=f"process {room.pid}"):
            open_room(workspace, event)
    finally:
        room.send_signal(signal.SIGCONT)
    again = open_room(workspace, event)
    assert again.status.addresses == link.status.addresses
    again.leave()
    link.shut()


def test_a_copy_of_a_workspace_is_not_led_into_the_room_of_the_original(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    copy = tmp_path / "copy"
    shutil.copytree(workspace, copy)
    other = open_room(copy, event)
    try:
        Phone(other.status.addresses[0].url).join()
        until(lambda: other.status.heads.joined == 1, "the copy's room hears of its phone")
        assert link.status.heads.joined == 0
        assert link.move(Move.ASK, "colour").room.current == "colour"
        assert other.status.room.current is None
        third = open_room(workspace, event)  # the original's line is as it was
        third.leave()
    finally:
        other.shut()
        link.shut()


@pytest.mark.parametrize("is_closing", [False, True], ids=["open", "closing"])
def test_a_room_whose_workspace_was_removed_ends_and_does_not_disturb_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_closing: bool
) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_LINGER_S", "0.3")  # looks around as often
    monkeypatch.setenv("POLLKIT_ROOM_CLOSE_GRACE_S", "60")
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    orphan = room_process()
    phone, idler = Phone(link.status.addresses[0].url), Phone(link.status.addresses[0].url)
    phone.join()
    idler.join()
    link.move(Move.ASK, "colour")
    phone.vote("colour", "red")
    if is_closing:
        link.move(Move.CLOSE)
    shutil.rmtree(workspace)
    assert new_workspace(tmp_path, event) == workspace
    following = open_room(workspace, event)
    try:
        until(lambda: not link.is_up, "the orphan hangs up")
        until(lambda: has_ended(orphan), "the orphan ends")
        link.leave()
        assert read_card(workspace) is not None
        joined = Phone(following.status.addresses[0].url)
        assert joined.join().status == 200
        following.move(Move.ASK, "colour")
        assert joined.vote("colour", "blue").json["state"] == "saved"
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            assert len(repos.rooms.votes(event.id, "colour", 1)) == 1
    finally:
        following.shut()
