"""An event that is changed while its room runs."""

from __future__ import annotations

from dataclasses import replace

from pollkit.domain.corrections import begun_items
from pollkit.domain.events import Event
from pollkit.domain.rooms import Question, Room


def with_every_item(room: Room, event: Event) -> Room:
    """The room with the questions that its event has now, in the event's order."""
    known = {question.item: question for question in room.questions}
    names = [item.name for item in event.instrument.items]
    return replace(room, questions=tuple(known.get(name, Question(name)) for name in names))


def still_holds(event: Event, room: Room) -> bool:
    """Whether the event still has every question that this room has begun."""
    return begun_items(room) <= {item.name for item in event.instrument.items}
