"""An event that is changed while its room runs."""

from __future__ import annotations

from dataclasses import replace

from pollkit.domain.corrections import begun_items
from pollkit.domain.events import Event
from pollkit.domain.rooms import Question, QuestionState, Room


def with_every_item(room: Room, event: Event) -> Room:
    """The room with the questions that its event has now, in the event's order. What is open now
    is open as it was opened, beside the others or not."""
    known = {question.item: question for question in room.questions}
    questions = []
    for item in event.instrument.items:
        question = known.get(item.name, Question(item.name))
        if question.state is not QuestionState.OPEN:
            question = replace(question, stays=item.stays_open)
        questions.append(question)
    return replace(room, questions=tuple(questions))


def still_holds(event: Event, room: Room) -> bool:
    """Whether the event still has every question that this room has begun."""
    return begun_items(room) <= {item.name for item in event.instrument.items}
