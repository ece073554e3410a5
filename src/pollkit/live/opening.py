"""What a move opens and closes, and of how many it is worth keeping that they were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pollkit.domain.rooms import Move, QuestionState, Room
from pollkit.live.attendance import Attendance
from pollkit.live.live_question import LiveQuestion, LiveQuestions
from pollkit.live.time_up import TIMED

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom


def closed_by(live: LiveQuestions, following: Room) -> list[LiveQuestion]:
    """What is open now and is not any more in the room that follows."""
    still = {
        (question.item, question.round)
        for question in following.questions
        if question.state is QuestionState.OPEN
    }
    return [question for question in live if question.is_open and question.key not in still]


def call_back(attendance: Attendance) -> None:
    """Phones that are at the board which stays open come back to what was opened just now. What
    their owners have begun to write waits for them there."""
    for attendee in attendance:
        attendee.is_aside = False


def asked_for(
    room: LiveRoom, following: Room, move: Move
) -> tuple[int | None, dict[str, int] | None]:
    """How many are asked, where the move makes that worth keeping; of several questions, or of one
    that is not on the wall, each by its name."""
    live, attendance = room.live, room.attendance
    if move is Move.TAKE_BACK:
        return None, {q.item.name: live.asked_count(q, attendance) for q in live.open}
    if move in {Move.ASIDE, Move.END}:
        closed = closed_by(live, following)
        return None, {q.item.name: live.asked_count(q, attendance) for q in closed}
    if move in {Move.CLOSE, Move.CLEAR}:
        question = live.get(room.room.current)
        return (None if question is None else live.asked_count(question, attendance)), None
    if move in {*TIMED, Move.REOPEN} and following.current is not None:
        item = room.event.instrument.item(following.current)
        return live.count_asked(item, attendance), None
    return None, None
