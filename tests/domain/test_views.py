"""Nothing reaches a phone or the wall before its time."""

from __future__ import annotations

from uuid import uuid4

import pytest
from store_samples import instrument

from pollkit.domain.analysis.counts import tally
from pollkit.domain.ballots import Choice
from pollkit.domain.rooms import Move, Room, new_room
from pollkit.domain.views import (
    HeadCount,
    PhoneScene,
    RoomStatus,
    Scene,
    phone_scene,
    wall_picture,
)

ITEM = instrument().item("evaluates")
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
