"""The moves of a room, as the state machine of the live poll has them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from store_samples import instrument

from pollkit.domain.rooms import Move, QuestionState, Room, new_room
from pollkit.errors import IllegalMove


def room(*moves: Move) -> Room:
    found = new_room(uuid4(), instrument())
    for move in moves:
        found = found.make(move)
    return found


def state(found: Room) -> QuestionState:
    assert found.on_wall is not None
    return found.on_wall.state


def test_a_question_goes_from_waiting_to_revealed() -> None:
    steps = [Move.NEXT, Move.READ, Move.ASK, Move.CLOSE, Move.REVEAL, Move.REOPEN]
    states = [state(room(*steps[: n + 1])).value for n in range(len(steps))]
    assert states == ["waiting", "reading", "open", "closed", "revealed", "open"]


def test_each_move_makes_a_new_version_and_leaves_the_old_room_as_it_was() -> None:
    before = room(Move.NEXT)
    after = before.make(Move.ASK)
    assert (before.version, after.version) == (1, 2)
    assert state(before) is QuestionState.WAITING


@pytest.mark.parametrize(
    ("moves", "refused"),
    [
        ((), Move.ASK),  # nothing is on the wall
        ((Move.NEXT,), Move.CLOSE),
        ((Move.NEXT,), Move.REVEAL),
        ((Move.NEXT,), Move.RESTORE),
        ((Move.NEXT, Move.ASK), Move.REVEAL),  # never before it is closed
        ((Move.NEXT, Move.ASK), Move.NEXT),
        ((Move.NEXT, Move.ASK), Move.ASK),
        ((Move.NEXT, Move.ASK, Move.CLOSE), Move.ASK),
        ((Move.NEXT, Move.END), Move.NEXT),
        ((Move.NEXT, Move.NEXT, Move.NEXT, Move.NEXT), Move.NEXT),  # there are four questions
    ],
)
def test_a_move_that_does_not_fit_is_refused(moves: tuple[Move, ...], refused: Move) -> None:
    with pytest.raises(IllegalMove):
        room(*moves).make(refused)


def test_an_open_question_must_be_closed_before_another_is_shown() -> None:
    with pytest.raises(IllegalMove, match="Close"):
        room(Move.NEXT, Move.ASK).make(Move.ASK, "topics")


def test_a_question_can_be_put_on_the_wall_by_name() -> None:
    found = room().make(Move.ASK, "topics")
    assert (found.current, state(found)) == ("topics", QuestionState.OPEN)
    with pytest.raises(IllegalMove):
        room().make(Move.ASK, "nowhere")


def test_a_cleared_round_does_not_count_and_can_be_restored() -> None:
    cleared = room(Move.NEXT, Move.ASK, Move.CLOSE, Move.CLEAR)
    question = cleared.question("evaluates")
    assert (question.state, question.round, question.cleared) == (QuestionState.WAITING, 2, (1,))
    back = cleared.make(Move.RESTORE).question("evaluates")
    assert (back.state, back.round, back.cleared) == (QuestionState.CLOSED, 1, ())


def test_blanking_the_wall_is_undone_by_the_same_move_and_by_any_other() -> None:
    blank = room(Move.NEXT, Move.BLANK)
    assert blank.is_blank
    assert not blank.make(Move.BLANK).is_blank
    assert not blank.make(Move.ASK).is_blank


def test_nothing_can_be_done_after_the_end() -> None:
    ended = room(Move.NEXT, Move.ASK, Move.END)
    assert ended.has_ended and ended.current is None
    assert ended.allowed_moves() == frozenset()
