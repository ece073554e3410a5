"""The facilitator locks the door: who is in stays and votes, who comes later is told so kindly."""

from __future__ import annotations

from pathlib import Path

from room_phones import Phone, new_workspace, open_room, room_process, small_event, until

from pollkit.domain.rooms import Move
from pollkit.live.client import RoomClient


def _late(url: str, language: str = "en") -> Phone:
    return Phone(url, language)


def test_a_locked_room_keeps_who_is_in_and_turns_others_away(
    link: RoomClient, url: str, phone: Phone
) -> None:
    link.move(Move.ASK, "colour")
    link.move(Move.LOCK)
    late, later = _late(url, "fr"), _late(url)
    refused = late.join()
    assert refused.status == 403
    assert '<html lang="fr"' in refused.text
    assert later.join().status == 403
    assert phone.join().status == 200
    assert phone.vote("colour", "red").json["state"] == "saved"
    until(lambda: link.status.heads.answered == 1, "the vote is counted")
    assert (link.status.heads.joined, link.status.heads.turned_away) == (1, 2)


def test_a_phone_that_knocks_again_is_turned_away_once(link: RoomClient, url: str) -> None:
    link.move(Move.LOCK)
    late = _late(url)
    assert [late.join().status for _ in range(3)] == [403, 403, 403]
    until(lambda: link.status.heads.turned_away, "it is counted")
    assert link.status.heads.turned_away == 1
    assert late.vote("colour", "red").status == 403
    assert late.ask("GET", f"/{late.pin}/now").status == 403


def test_an_open_door_lets_the_phones_in_that_waited_before_it(link: RoomClient, url: str) -> None:
    link.move(Move.LOCK)
    late = _late(url)
    page = late.join().text
    assert f'http-equiv="refresh" content="15;url=/{late.pin}"' in page
    status = link.move(Move.LOCK)
    assert (status.room.is_locked, status.heads.turned_away) == (False, 0)
    assert late.join().status == 200
    until(lambda: link.status.heads.joined == 1, "it is in")


def test_a_locked_room_is_locked_after_a_crash(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    known = Phone(link.status.addresses[0].url)
    known.join()
    link.move(Move.LOCK)
    room_process().kill()
    until(lambda: not link.is_up, "the console notices")
    link.leave()
    link = open_room(workspace, event)
    try:
        assert link.status.room.is_locked
        assert _late(link.status.addresses[0].url).join().status == 403
        known.url = link.status.addresses[0].url
        assert known.join().status == 200
    finally:
        link.shut()


def test_the_end_leaves_no_door_locked(link: RoomClient, url: str) -> None:
    link.move(Move.LOCK)
    assert not link.move(Move.END).room.is_locked
    assert _late(url).join().status == 200
