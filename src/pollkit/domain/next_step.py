"""The move that comes next in a room, by which one button leads through an event."""

from __future__ import annotations

from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move, Pace, Question, QuestionState, Room


def next_move(room: Room, event: Event) -> Move | None:
    """None where only the event's end is left, and after it."""
    if room.has_ended:
        return None
    if room.pace is Pace.SELF:
        return Move.TAKE_BACK
    question = room.on_wall
    if question is None or question.state is QuestionState.REVEALED or question == room.beside:
        return Move.NEXT if room.next_item is not None else None
    if question.state is QuestionState.WAITING:
        return Move.READ if event.instrument.item(question.item).reads_first else Move.ASK
    if question.state is QuestionState.OPEN and _is_gathering(event, question):
        return Move.VOTE
    return {
        QuestionState.READING: Move.ASK,
        QuestionState.OPEN: Move.CLOSE,
        QuestionState.CLOSED: Move.REVEAL,
    }[question.state]


def _is_gathering(event: Event, question: Question) -> bool:
    is_ideas = event.instrument.item(question.item).kind is ItemKind.IDEAS
    return is_ideas and not question.is_voting
