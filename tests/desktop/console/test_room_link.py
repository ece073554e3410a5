"""What the console relies on, held against the room in memory and against the real one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from room_phones import COLOUR, new_workspace, open_room, small_event
from room_stand_in import RoomStandIn

from pollkit.domain.ballots import Channel
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move, Pace, QuestionState
from pollkit.domain.text_edits import TextEdit, TextVerb
from pollkit.domain.views import RoomStatus
from pollkit.errors import AnswerNotAccepted, IllegalMove
from pollkit.usecases.ports import RoomLink


class Opened(Protocol):
    def __call__(self, tied: bool = False) -> RoomLink: ...


@pytest.fixture(params=["in memory", "real"])
def open_link(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    links: list[RoomLink] = []

    def opened(tied: bool = False) -> RoomLink:
        event: Event = small_event(tied=tied)
        link: RoomLink
        if request.param == "real":
            link = open_room(new_workspace(tmp_path, event), event)
        else:
            link = RoomStandIn(event)
        links.append(link)
        return link

    yield opened
    for link in links:
        link.shut()


def test_a_new_room_waits_for_its_first_question(open_link: Opened) -> None:
    status = open_link().status
    assert status.room.current is None and status.result is None
    assert [question.item for question in status.room.questions] == ["colour", "fruit", "sure"]
    assert status.addresses and status.addresses[0].url.endswith(f"/{status.pin}")
    assert len(status.pin) == 6


def test_a_move_returns_the_room_after_it(open_link: Opened) -> None:
    link = open_link()
    assert link.is_up
    status = link.move(Move.ASK, "colour")
    assert status.room.on_wall is not None
    assert status.room.on_wall.state is QuestionState.OPEN
    assert status.result is not None and status.result.answered == 0
    assert link.status.room.version >= status.room.version


def test_a_move_that_the_room_does_not_allow_changes_nothing(open_link: Opened) -> None:
    link = open_link()
    link.move(Move.ASK, "colour")
    with pytest.raises(IllegalMove):
        link.move(Move.ASK, "fruit")
    assert link.status.room.current == "colour"


def test_an_earlier_question_can_be_shown_as_it_stood(open_link: Opened) -> None:
    link = open_link()
    for move in (Move.ASK, Move.CLOSE, Move.REVEAL):
        link.move(move, "colour")
    link.move(Move.NEXT)
    status = link.move(Move.SHOW, "colour")
    assert status.room.on_wall is not None
    assert status.room.on_wall.state is QuestionState.REVEALED
    assert status.result is not None and status.result.item == "colour"


def test_what_was_cleared_is_restored(open_link: Opened) -> None:
    link = open_link()
    link.move(Move.ASK, "colour")
    link.move(Move.CLOSE)
    assert Move.RESTORE in link.move(Move.CLEAR).room.allowed_moves()
    status = link.move(Move.RESTORE)
    assert status.room.on_wall is not None
    assert status.room.on_wall.state is QuestionState.CLOSED


def test_a_split_needs_answers_that_are_tied(open_link: Opened) -> None:
    link = open_link()
    link.move(Move.ASK, "fruit")
    with pytest.raises(IllegalMove):
        link.split_by("colour")
    assert link.split_by(None).split is None


def test_a_split_names_the_question_that_splits(open_link: Opened) -> None:
    link = open_link(tied=True)
    for move in (Move.ASK, Move.CLOSE):
        link.move(move, "colour")
    link.move(Move.ASK, "fruit")
    status = link.split_by("colour")
    assert status.split is not None
    assert (status.split.item, status.split.by) == ("fruit", COLOUR.name)


def test_a_watcher_hears_of_a_move_until_it_stops(open_link: Opened) -> None:
    link = open_link()
    heard: list[RoomStatus] = []
    has_heard = threading.Event()
    stop: Callable[[], None] = link.watch(lambda status: (heard.append(status), has_heard.set()))  # type: ignore[func-returns-value]
    link.move(Move.ASK, "colour")
    assert has_heard.wait(10)
    assert heard[-1].room.current in {"colour", None}
    stop()
    stop_count = len(heard)
    link.move(Move.CLOSE)
    assert len(heard) == stop_count


def test_a_clock_is_set_moved_and_stopped(open_link: Opened) -> None:
    link = open_link()
    first = link.move(Move.ASK, "colour", seconds=60).room.ends_at
    moved = link.add_time(30).room.ends_at
    assert first is not None and moved is not None
    assert (moved - first).total_seconds() == pytest.approx(30, abs=1)
    assert link.move(Move.CLOCK).room.ends_at is None
    assert link.status.asked_at is not None


def test_texts_are_released_by_the_link(open_link: Opened) -> None:
    link = open_link()
    link.move(Move.ASK, "colour")
    status = link.edit_texts(TextEdit(TextVerb.RELEASE, ("Hello",)))
    assert status.edits.released == frozenset({"hello"})


def test_all_questions_are_handed_over_and_taken_back(open_link: Opened) -> None:
    link = open_link()
    handed = link.move(Move.HAND_OVER).room
    assert handed.pace is Pace.SELF and len(handed.open_questions) == 3
    back = link.move(Move.TAKE_BACK).room
    assert (back.pace, back.current, back.open_questions) == (Pace.PRESENTER, "colour", ())


def test_a_shift_is_there_only_while_it_is_wished_for(open_link: Opened) -> None:
    link = open_link()
    assert link.show_shift(True).shift is None, "nothing is compared yet"
    assert link.show_shift(False).shift is None


def test_hands_are_replaced_and_cards_added_by_the_link(open_link: Opened) -> None:
    link = open_link()
    link.move(Move.ASK, "colour")
    link.set_hands("colour", {"red": 3, "blue": 1})
    link.set_cards("colour", {7: "red"})
    link.set_cards("colour", {9: "red"})
    status = link.set_hands("colour", {"blue": 2})
    assert status.heads.channels == {Channel.HANDS: 2, Channel.CARD: 2}
    assert (dict(status.ways.hands), status.ways.cards) == ({"blue": 2}, 2)
    assert status.result is not None
    assert (status.result.count("red"), status.result.count("blue")) == (2, 2)
    with pytest.raises(AnswerNotAccepted):
        link.set_cards("colour", {1: "green"})
    link.move(Move.CLOSE)
    with pytest.raises(IllegalMove):
        link.set_hands("colour", {"red": 1})


def test_phones_go_round_by_the_link(open_link: Opened) -> None:
    link = open_link()
    assert not link.status.ways.may_pass_on
    assert link.let_phones_go_round(True).ways.may_pass_on
    assert "/kiosk?key=" in link.status.ways.kiosk_url
