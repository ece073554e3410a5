from __future__ import annotations

from uuid import UUID

import pytest

from pollkit.domain.rooms import Move, Question, QuestionState, Room
from pollkit.errors import IllegalMove

ROOM = Room(
    UUID(int=1),
    (Question("a", QuestionState.REVEALED), Question("b", QuestionState.CLOSED), Question("c")),
    current="c",
)


@pytest.mark.parametrize("item", ["a", "b"])
def test_an_earlier_question_comes_back_to_the_wall_as_it_stood(item: str) -> None:
    shown = ROOM.make(Move.SHOW, item)
    assert shown.current == item
    assert shown.questions == ROOM.questions
    assert shown.version == ROOM.version + 1


def test_showing_another_question_lights_a_dark_wall() -> None:
    assert not ROOM.make(Move.BLANK).make(Move.SHOW, "a").is_blank


def test_no_other_question_is_shown_while_one_is_open() -> None:
    with pytest.raises(IllegalMove):
        ROOM.make(Move.ASK, "c").make(Move.SHOW, "a")
