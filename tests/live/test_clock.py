"""A question with a clock closes by itself; who asks for more time has it (WCAG 2.2.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from room_phones import (
    COLOUR,
    FRUIT,
    Phone,
    new_workspace,
    open_room,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.rooms import Move, QuestionState
from pollkit.live.client import RoomClient

SHORT = replace(COLOUR, seconds=2)
LONG = replace(COLOUR, seconds=60)


def _phone(link: RoomClient) -> Phone:
    phone = Phone(link.status.addresses[0].url)
    phone.join()
    return phone


def _ask_for_more(phone: Phone) -> int:
    return phone.send_form(f"/{phone.pin}/time").status


def _seconds_left(link: RoomClient) -> float:
    ends_at = link.status.room.ends_at
    assert ends_at is not None
    return (ends_at - datetime.now(UTC)).total_seconds()


def _state(link: RoomClient) -> QuestionState:
    return link.status.room.question("colour").state


def test_a_question_with_a_clock_closes_by_itself(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((SHORT, FRUIT))) as (link, _workspace):
        phone, other = _phone(link), _phone(link)
        link.move(Move.ASK, "colour")
        assert 1 < _seconds_left(link) <= 2
        assert phone.vote("colour", "red").json["state"] == "saved"
        until(lambda: _state(link) is QuestionState.CLOSED, "it closes")
        result = link.move(Move.REVEAL).result
        assert other.vote("colour", "blue").status == 409
        assert result is not None and result.answered == 1


def test_the_facilitator_moves_and_stops_the_clock(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((LONG, FRUIT))) as (link, _workspace):
        link.move(Move.ASK, "colour")
        link.add_time(30)
        assert 88 < _seconds_left(link) <= 90
        link.move(Move.CLOCK, seconds=5)
        assert 3 < _seconds_left(link) <= 5
        assert link.move(Move.CLOCK).room.ends_at is None
        link.add_time(30)
        assert 28 < _seconds_left(link) <= 30
        link.move(Move.CLOSE)
        assert link.move(Move.REOPEN, seconds=40).room.ends_at is not None


def test_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event()) as (link, _workspace):
        for seconds in (-1, 0.0, 1e9):
            with pytest.raises(Exception, match="time"):
                link.move(Move.ASK, "colour", seconds=seconds)
        assert _state(link) is QuestionState.WAITING


def test_who_asks_for_more_time_is_waited_for_and_the_others_are_not(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((SHORT, FRUIT))) as (link, _workspace):
        slow, other = _phone(link), _phone(link)
        link.move(Move.ASK, "colour")
        assert _ask_for_more(slow) == 303
        until(lambda: link.status.has_more_time == 1, "the console knows")
        until(lambda: other.vote("colour", "blue", round_=1).status == 409, "the others' time ends")
        assert _state(link) is QuestionState.OPEN
        assert 'data-scene="closed"' in other.now() and 'data-scene="answer"' in slow.now()
        assert slow.vote("colour", "red").json["state"] == "saved"
        until(lambda: _state(link) is QuestionState.CLOSED, "nobody is left to wait for")


def test_closing_waits_for_those_who_have_more_time_unless_it_is_forced(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((LONG, FRUIT))) as (link, _workspace):
        slow, other = _phone(link), _phone(link)
        link.move(Move.ASK, "colour")
        assert _ask_for_more(slow) == 303
        link.move(Move.CLOSE)
        assert _state(link) is QuestionState.OPEN
        assert link.status.has_more_time == 1
        until(lambda: other.vote("colour", "blue").status == 409, "the others' time ends")
        link.move(Move.CLOSE)
        assert _state(link) is QuestionState.CLOSED


def test_more_time_can_be_had_ten_times_and_not_without_a_clock(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((LONG, FRUIT))) as (link, _workspace):
        phone = _phone(link)
        link.move(Move.ASK, "fruit")
        assert _ask_for_more(phone) == 409, "no clock runs"
        link.move(Move.CLOSE)
        link.move(Move.ASK, "colour")
        assert [_ask_for_more(phone) for _ in range(11)] == [303] * 10 + [409]


def test_clock_and_more_time_outlive_a_crash(tmp_path: Path) -> None:
    event = small_event((LONG, FRUIT))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    slow, other = _phone(link), _phone(link)
    link.move(Move.ASK, "colour")
    assert _ask_for_more(slow) == 303
    ends_at = link.status.room.ends_at
    process = room_process()
    process.kill()
    until(lambda: not link.is_up, "the console notices")
    link.leave()
    link = open_room(workspace, event)
    try:
        assert link.status.room.ends_at == ends_at
        assert link.status.has_more_time == 1
        assert other.vote("colour", "blue").json["state"] == "saved"
        link.move(Move.CLOCK, seconds=0.2)
        until(lambda: other.vote("colour", "red").status == 409, "the others' time ends")
        assert slow.vote("colour", "red").json["state"] == "saved"
    finally:
        link.shut()


def test_a_clock_that_ran_out_while_the_room_was_down_leaves_time_to_come_back(
    tmp_path: Path,
) -> None:
    event = small_event((SHORT, FRUIT))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    phone = _phone(link)
    ends_at = link.move(Move.ASK, "colour").room.ends_at
    assert ends_at is not None
    room_process().kill()
    until(lambda: not link.is_up, "the console notices")
    link.leave()
    until(lambda: datetime.now(UTC) > ends_at, "the time is over")
    link = open_room(workspace, event)
    try:
        assert 5 < _seconds_left(link) <= 10
        assert phone.vote("colour", "red").json["state"] == "saved"
    finally:
        link.shut()
