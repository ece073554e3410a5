"""Questions that are handed over: each phone answers them all at its own pace."""

from __future__ import annotations

import re
from pathlib import Path

from room_phones import (
    COLOUR,
    FRUIT,
    SURE,
    WHY_RED,
    Phone,
    new_workspace,
    open_room,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.rooms import Move, Pace, QuestionState
from pollkit.domain.views import Progress
from pollkit.live.client import RoomClient


def _phone(link: RoomClient) -> Phone:
    phone = Phone(link.status.addresses[0].url)
    phone.join()
    return phone


def _shows(phone: Phone) -> str:
    found = re.search(r'data-item="(\w+)"', phone.now())
    return "" if found is None else found[1]


def _go(phone: Phone, item: str) -> None:
    assert phone.send_form(f"/{phone.pin}/go", item=item).status == 303


def test_each_phone_goes_through_all_questions_by_itself(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((COLOUR, FRUIT, SURE))) as (link, _workspace):
        quick, slow = _phone(link), _phone(link)
        status = link.move(Move.HAND_OVER)
        assert status.room.pace is Pace.SELF
        assert (_shows(quick), _shows(slow)) == ("colour", "colour")
        for item, answer in (("colour", "red"), ("fruit", "pear"), ("sure", "4")):
            _go(quick, item)
            assert _shows(quick) == item
            assert quick.vote(item, answer).json["state"] == "saved"
        assert _shows(slow) == "colour"
        assert slow.vote("sure", "2").json["state"] == "saved", "in any order"
        assert quick.vote("colour", "blue").json["state"] == "saved", "and changed until closed"
        until(lambda: link.status.heads.answered == 1, "one has finished")
        assert link.status.progress == (
            Progress("colour", 1, 2),
            Progress("fruit", 1, 2),
            Progress("sure", 2, 2),
        )
        assert link.status.result is None, "no distribution leaves before its time"
        link.move(Move.TAKE_BACK)
        status = link.move(Move.REVEAL)
        assert status.room.current == "colour"
        assert status.result is not None and status.result.count("blue") == 1
        assert (status.result.answered, status.result.asked) == (1, 2)
        link.move(Move.NEXT)
        assert link.move(Move.REVEAL).result is not None


def test_a_follow_up_appears_for_those_who_are_asked_it(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((COLOUR, WHY_RED, FRUIT), tied=True)) as (link, _path):
        red, blue = _phone(link), _phone(link)
        link.move(Move.HAND_OVER)
        assert red.vote("colour", "red").json["state"] == "saved"
        assert blue.vote("colour", "blue").json["state"] == "saved"
        _go(red, "why_red")
        _go(blue, "why_red")
        assert (_shows(red), _shows(blue)) == ("why_red", "fruit")
        assert blue.vote("why_red", "I want to").status == 422
        assert red.vote("why_red", "It is warm").json["state"] == "saved"
        until(lambda: link.status.progress[1] == Progress("why_red", 1, 1), "one is asked")
        assert red.vote("colour", "blue").json["state"] == "saved"
        assert red.vote("why_red", "It is hot").status == 422, "no longer asked"
        link.move(Move.TAKE_BACK)
        link.move(Move.NEXT)
        result = link.move(Move.REVEAL).result
        assert result is not None and result.answered == 0, "what it said before does not count"


def test_the_reply_to_a_vote_brings_the_screen_that_follows_from_it(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((COLOUR, WHY_RED), tied=True)) as (link, _path):
        phone = _phone(link)
        link.move(Move.HAND_OVER)
        told = phone.vote("colour", "red").json
        assert told["answer"] == ["red"] and 'id="screen"' in told["html"]


def test_pace_and_answers_outlive_a_crash(tmp_path: Path) -> None:
    event = small_event((COLOUR, FRUIT, SURE))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    phone = _phone(link)
    link.move(Move.HAND_OVER)
    assert phone.vote("colour", "red").json["state"] == "saved"
    assert phone.vote("sure", "5").json["state"] == "saved"
    room_process().kill()
    until(lambda: not link.is_up, "the console notices")
    link.leave()
    link = open_room(workspace, event)
    try:
        assert link.status.room.pace is Pace.SELF
        assert [one.answered for one in link.status.progress] == [1, 0, 1]
        assert _shows(phone) == "fruit", "the first that has no answer yet"
        assert phone.vote("fruit", "plum").json["state"] == "saved"
        link.move(Move.END)
        assert link.status.room.question("fruit").state is QuestionState.CLOSED
    finally:
        link.shut()
