"""The board that stays open beside the other questions."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.problems import problems
from pollkit.domain.rooms import Move, Pace, Room, new_room
from pollkit.errors import IllegalMove

EVENT = UUID("00000000-0000-4000-8000-000000000001")
ASK = Item("ask", ItemKind.QUESTIONS, {"en": "Ask the speaker"}, stays_open=True)


def question(name: str) -> Item:
    options = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))
    return Item(name, ItemKind.SINGLE, {"en": name}, options)


INSTRUMENT = Instrument({"en": "Talk"}, ("en",), (question("first"), ASK, question("last")))


def a_room() -> Room:
    return new_room(EVENT, INSTRUMENT).make(Move.ASIDE)


def states(room: Room) -> dict[str, str]:
    return {one.item: one.state.value for one in room.questions}


def test_the_board_opens_without_coming_on_the_wall() -> None:
    room = a_room()
    assert room.current is None
    assert states(room) == {"first": "waiting", "ask": "open", "last": "waiting"}
    assert room.beside is not None
    assert room.beside.item == "ask"
    assert room.version == 1


def test_a_question_is_asked_closed_and_revealed_while_the_board_stays_open() -> None:
    room = a_room().make(Move.ASK, "first")
    assert [one.item for one in room.open_questions] == ["first"]
    room = room.make(Move.CLOSE).make(Move.REVEAL)
    assert states(room) == {"first": "revealed", "ask": "open", "last": "waiting"}


def test_the_next_question_passes_the_board_by() -> None:
    room = a_room().make(Move.ASK, "first").make(Move.CLOSE).make(Move.REVEAL)
    assert room.make(Move.NEXT).current == "last"


def test_the_board_comes_on_the_wall_by_choice_and_leads_back_to_what_was_not_asked() -> None:
    room = a_room().make(Move.ASK, "first").make(Move.CLOSE).make(Move.REVEAL)
    room = room.make(Move.SHOW, "ask")
    assert room.current == "ask"
    assert room.make(Move.NEXT).current == "last"


def test_with_all_asked_nothing_follows_the_board() -> None:
    room = a_room()
    for item in ("first", "last"):
        room = room.make(Move.ASK, item).make(Move.CLOSE)
    assert room.make(Move.SHOW, "ask").next_item is None


def test_the_board_on_the_wall_does_not_forbid_to_ask_another_question() -> None:
    room = a_room().make(Move.SHOW, "ask").make(Move.ASK, "last")
    assert states(room) == {"first": "waiting", "ask": "open", "last": "open"}


def test_an_open_question_keeps_the_board_off_the_wall() -> None:
    with pytest.raises(IllegalMove):
        a_room().make(Move.ASK, "first").make(Move.SHOW, "ask")


def test_the_board_is_closed_and_opened_again_whatever_is_on_the_wall() -> None:
    room = a_room().make(Move.ASK, "first").make(Move.ASIDE)
    assert states(room)["ask"] == "closed"
    assert room.current == "first"
    assert states(room.make(Move.ASIDE))["ask"] == "open"


def test_to_open_the_board_leaves_clock_and_darkness_as_they_are() -> None:
    from datetime import UTC, datetime

    ends_at = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    room = new_room(EVENT, INSTRUMENT).make(Move.ASK, "first", ends_at).make(Move.BLANK)
    room = room.make(Move.ASIDE)
    assert room.ends_at == ends_at
    assert room.is_blank


def test_everyone_at_their_own_pace_answers_the_others_and_taking_back_leaves_the_board() -> None:
    room = a_room().make(Move.HAND_OVER)
    assert room.pace is Pace.SELF
    assert [one.item for one in room.open_questions] == ["first", "last"]
    room = room.make(Move.TAKE_BACK)
    assert states(room) == {"first": "closed", "ask": "open", "last": "closed"}
    assert room.current == "first"


def test_the_end_closes_the_board_too() -> None:
    room = a_room().make(Move.END)
    assert states(room)["ask"] == "closed"
    assert room.beside is None


def test_a_room_without_such_a_board_cannot_open_one() -> None:
    bare = new_room(EVENT, Instrument({"en": "x"}, ("en",), (question("only"),)))
    assert Move.ASIDE not in bare.allowed_moves()
    with pytest.raises(IllegalMove):
        bare.make(Move.ASIDE)


def test_a_room_has_one_such_board_at_most() -> None:
    two = replace(INSTRUMENT, items=(ASK, replace(ASK, name="more")))
    assert [problem.item for problem in problems(two)] == ["more"]


def test_an_older_instrument_keeps_its_version() -> None:
    before = Instrument({"en": "Talk"}, ("en",), (question("first"),))
    assert "stays_open" not in before.canonical_json()
    assert "stays_open" in INSTRUMENT.canonical_json()
