"""The moves of a room, as the state machine of the live poll has them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import instrument

from pollkit.domain.rooms import Move, Pace, QuestionState, Room, new_room
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


def test_a_second_round_counts_and_the_first_stays_to_compare_with() -> None:
    found = room(Move.NEXT, Move.ASK, Move.CLOSE, Move.REVEAL, Move.SECOND_ROUND)
    question = found.question("evaluates")
    assert (question.state, question.round) == (QuestionState.OPEN, 2)
    assert (question.before, question.cleared) == ((1,), ())


def test_a_cleared_second_round_leaves_the_first_and_never_takes_its_number_again() -> None:
    moves = (Move.NEXT, Move.ASK, Move.CLOSE, Move.SECOND_ROUND, Move.CLEAR, Move.ASK, Move.CLOSE)
    question = room(*moves, Move.SECOND_ROUND).question("evaluates")
    assert (question.before, question.cleared, question.round) == ((1, 3), (2,), 4)


def test_a_result_can_be_hidden_again() -> None:
    hidden = room(Move.NEXT, Move.ASK, Move.CLOSE, Move.REVEAL, Move.HIDE)
    assert state(hidden) is QuestionState.CLOSED


def test_only_the_facilitator_s_choice_shows_a_result_while_it_comes_in() -> None:
    shown = room(Move.NEXT, Move.ASK, Move.LIVE)
    assert shown.question("evaluates").shows_live
    assert not shown.make(Move.LIVE).question("evaluates").shows_live
    assert not shown.make(Move.CLEAR).question("evaluates").shows_live


NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_the_clock_belongs_to_what_is_open_and_goes_with_it() -> None:
    asked = room().make(Move.ASK, "evaluates", ends_at=NOON)
    assert asked.ends_at == NOON
    assert asked.make(Move.BLANK).ends_at == NOON
    later = asked.make(Move.CLOCK, ends_at=NOON + timedelta(seconds=30))
    assert later.ends_at == NOON + timedelta(seconds=30)
    assert later.make(Move.CLOCK).ends_at is None
    assert later.make(Move.CLOSE).ends_at is None
    with pytest.raises(IllegalMove):
        later.make(Move.CLOSE).make(Move.CLOCK, ends_at=NOON)


def test_what_is_left_is_handed_over_from_the_question_on_the_wall_on() -> None:
    found = room(Move.NEXT, Move.ASK, Move.CLOSE, Move.NEXT, Move.NEXT, Move.HAND_OVER)
    assert [q.item for q in found.open_questions] == ["topics", "sure"]
    assert (found.pace, found.current) == (Pace.SELF, None)
    assert found.question("how").state is QuestionState.WAITING, "it was skipped"


def test_what_is_taken_back_is_closed_with_its_first_question_on_the_wall() -> None:
    found = room(Move.HAND_OVER, Move.TAKE_BACK)
    assert (found.pace, found.current) == (Pace.PRESENTER, "evaluates")
    assert {q.state for q in found.questions} == {QuestionState.CLOSED}
    assert found.make(Move.REVEAL).make(Move.NEXT).current == "how"


def test_while_everyone_goes_at_their_own_pace_no_single_question_can_be_moved() -> None:
    found = room(Move.HAND_OVER)
    assert found.allowed_moves() == {
        Move.TAKE_BACK, Move.CLOCK, Move.BLANK, Move.LOCK, Move.END,
    }  # fmt: skip
    with pytest.raises(IllegalMove, match="back"):
        found.make(Move.CLOSE, "evaluates")


def test_the_end_closes_all_that_was_open() -> None:
    ended = room(Move.HAND_OVER, Move.END)
    assert ended.open_questions == () and ended.pace is Pace.PRESENTER


@given(st.lists(st.tuples(st.sampled_from(list(Move)), st.sampled_from([None, "how", "sure"]))))
def test_whatever_is_tried_the_room_stays_one_that_can_be(
    tries: list[tuple[Move, str | None]],
) -> None:
    found = room()
    for move, item in tries:
        try:
            following = found.make(move, item)
        except IllegalMove:
            assert move not in found.allowed_moves() or item is not None
            continue
        assert following.version == found.version + 1
        found = following
        opened = found.open_questions
        assert found.pace is Pace.SELF or len(opened) <= 1
        assert found.pace is Pace.PRESENTER or (opened and found.current is None)
        assert found.ends_at is None or opened
        for question in found.questions:
            rounds = (*question.cleared, *question.before, question.round)
            assert len(set(rounds)) == len(rounds), "no round has two lives"
        if found.has_ended:
            assert not found.allowed_moves() and not opened
