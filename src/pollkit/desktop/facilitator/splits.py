"""The questions by whose answers other results can be split."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import QuestionState, Room
from pollkit.domain.texts import in_language

_KINDS = frozenset({ItemKind.SINGLE, ItemKind.SCALE})
_ANSWERED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})


@dataclass(frozen=True)
class SplitChoice:
    item: str
    text: str


def split_choices(event: Event, room: Room) -> tuple[SplitChoice, ...]:
    """The answered questions with one answer each, where a person's answers are kept together."""
    if not event.answers_tied:
        return ()
    answered = {question.item for question in room.questions if question.state in _ANSWERED}
    return tuple(
        SplitChoice(item.name, in_language(item.texts, event.languages[0]))
        for item in event.instrument.items
        if item.kind in _KINDS and item.name in answered
    )
