"""Nothing reaches a phone or the wall before its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from store_samples import instrument

from pollkit.domain.analysis.counts import tally
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move, Room, new_room
from pollkit.domain.text_edits import TextEdits
from pollkit.domain.views import (
    HeadCount,
    PhoneScene,
    RoomStatus,
    Scene,
    phone_scene,
    wall_picture,
)

ITEM = instrument().item("evaluates")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
RESULT = tally(ITEM, [Choice(("yes",))] * 12, asked=12)
PATH = [Move.NEXT, Move.READ, Move.ASK, Move.CLOSE, Move.REVEAL]


def room(*moves: Move) -> Room:
    found = new_room(uuid4(), instrument())
    for move in moves:
        found = found.make(move)
    return found


def status(found: Room) -> RoomStatus:
    return RoomStatus(found, HeadCount(joined=12), (), "012345", result=RESULT)


@pytest.mark.parametrize("steps", range(len(PATH) + 1))
def test_the_wall_has_the_result_only_once_it_is_revealed(steps: int) -> None:
    found = room(*PATH[:steps])
    picture = wall_picture(status(found), ITEM)
    assert (picture.result is not None) == (steps == len(PATH))


def test_a_reopened_question_hides_its_result_again() -> None:
    assert wall_picture(status(room(*PATH, Move.REOPEN)), ITEM).result is None


@pytest.mark.parametrize(
    ("moves", "scene"),
    [
        ([], Scene.JOIN),
        ([Move.NEXT], Scene.QUESTION),
        (PATH[:3], Scene.QUESTION),
        (PATH, Scene.RESULT),
        ([*PATH, Move.BLANK], Scene.BLANK),
        ([*PATH, Move.END], Scene.END),
    ],
)
def test_each_state_of_the_room_fills_the_wall_with_its_own_scene(
    moves: list[Move], scene: Scene
) -> None:
    assert wall_picture(status(room(*moves)), ITEM).scene is scene


@pytest.mark.parametrize(
    ("moves", "asked", "others"),
    [
        ([], PhoneScene.WELCOME, PhoneScene.WELCOME),
        (PATH[:1], PhoneScene.WELCOME, PhoneScene.WELCOME),
        (PATH[:2], PhoneScene.READING, PhoneScene.NOT_ASKED),
        (PATH[:3], PhoneScene.ANSWER, PhoneScene.NOT_ASKED),
        (PATH[:4], PhoneScene.CLOSED, PhoneScene.NOT_ASKED),
        (PATH, PhoneScene.RESULT, PhoneScene.RESULT),
        ([*PATH, Move.END], PhoneScene.END, PhoneScene.END),
    ],
)
def test_a_phone_shows_what_its_owner_may_know(
    moves: list[Move], asked: PhoneScene, others: PhoneScene
) -> None:
    found = room(*moves)
    assert (phone_scene(found, True), phone_scene(found, False)) == (asked, others)


def test_a_result_is_on_the_wall_before_its_reveal_only_where_the_facilitator_wants_it() -> None:
    live = room(*PATH[:3], Move.LIVE)
    assert wall_picture(status(live), ITEM).result is not None
    assert phone_scene(live, True) is PhoneScene.ANSWER, "the phones do not have it"
    assert wall_picture(status(live.make(Move.LIVE)), ITEM).result is None
    assert wall_picture(status(live.make(Move.CLOSE)), ITEM).scene is Scene.RESULT


def test_held_texts_stay_off_the_wall_until_they_are_released() -> None:
    why = replace(instrument().item("how"), kind=ItemKind.TEXT, holds_texts=True)
    written = tally(why, [Choice(text="So"), Choice(text="Rude")], asked=2)
    found = room().make(Move.ASK, "how").make(Move.CLOSE).make(Move.REVEAL)
    before = replace(status(found), result=written)
    after = replace(before, edits=TextEdits(released=frozenset({"so"})))
    shown = [wall_picture(one, why).result for one in (before, after)]
    assert [result.texts for result in shown if result] == [(), ("So",)]


def test_at_everyone_s_own_pace_the_wall_shows_progress_and_each_phone_its_own_question() -> None:
    found = room(Move.HAND_OVER)
    assert wall_picture(status(found), None).scene is Scene.PROGRESS
    assert phone_scene(found, True, "topics") is PhoneScene.ANSWER
    assert phone_scene(found, False, "topics") is PhoneScene.NOT_ASKED


def test_a_phone_whose_time_is_up_is_closed_while_others_have_more() -> None:
    assert phone_scene(room(*PATH[:3]), True, is_in_time=False) is PhoneScene.CLOSED


def test_the_wall_counts_whole_seconds_down_to_nought() -> None:
    found = room(Move.NEXT).make(Move.ASK, ends_at=NOON)
    left = [
        wall_picture(status(found), ITEM, NOON + timedelta(seconds=late)).seconds_left
        for late in (-20, -19.5, -0.1, 3)
    ]
    assert left == [20, 20, 1, 0]
    assert wall_picture(status(found.make(Move.CLOSE)), ITEM, NOON).seconds_left is None
