"""What the console reads out of its event and the room's status."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pollkit.desktop.facilitator.console.state import QuestionRow, Step
from pollkit.desktop.facilitator.splits import SplitChoice, split_choices
from pollkit.domain.analysis.shifts import can_shift
from pollkit.domain.analysis.splits import can_be_split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Move, Pace, Question, QuestionState, Room
from pollkit.domain.texts import in_language
from pollkit.domain.views import RoomStatus
from pollkit.i18n import _, ngettext

_SETTLED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})


def item_named(event: Event, name: str | None) -> Item | None:
    return next((item for item in event.instrument.items if item.name == name), None)


def without_unknown(status: RoomStatus, item: Item | None) -> RoomStatus:
    """For a moment after a question was removed the room may still have it on the wall."""
    return status if item is not None else replace(status, room=replace(status.room, current=None))


def rows_of(event: Event, room: Room) -> tuple[QuestionRow, ...]:
    questions = {question.item: question for question in room.questions}
    found = []
    for number, item in enumerate(event.instrument.items, start=1):
        question = questions.get(item.name)
        found.append(
            QuestionRow(
                item.name,
                number,
                text_of(item, event),
                QuestionState.WAITING if question is None else question.state,
                item.name == room.current,
                can_move=question is None or (question.is_untouched and item.name != room.current),
            )
        )
    return tuple(found)


def text_of(item: Item | None, event: Event) -> str:
    return "" if item is None else in_language(item.texts, event.languages[0])


def step_of(room: Room, event: Event, waited_for: int) -> Step | None:
    """What comes next; `waited_for` have asked for more time."""
    if room.has_ended:
        return None
    if room.pace is Pace.SELF:
        return Step(Move.TAKE_BACK, _closing_words(waited_for) or _("Take back and close"))
    question = room.on_wall
    if question is None:
        return Step(Move.NEXT, _("First question")) if room.next_item else None
    if question.state is QuestionState.REVEALED and room.next_item is None:
        return Step(Move.END, _("End the event"))
    if question.state is QuestionState.WAITING:
        item = item_named(event, question.item)
        reads = item is not None and item.reads_first
        return Step(Move.READ, _("Show the question")) if reads else Step(Move.ASK, _("Ask"))
    if question.state is QuestionState.OPEN and _is_gathering(event, question):
        return Step(Move.VOTE, _("Let them vote"))
    return {
        QuestionState.READING: Step(Move.ASK, _("Take answers")),
        QuestionState.OPEN: Step(Move.CLOSE, _closing_words(waited_for) or _("Close")),
        QuestionState.CLOSED: Step(Move.REVEAL, _("Reveal")),
        QuestionState.REVEALED: Step(Move.NEXT, _("Next question")),
    }[question.state]


def _is_gathering(event: Event, question: Question) -> bool:
    item = item_named(event, question.item)
    return item is not None and item.kind is ItemKind.IDEAS and not question.is_voting


def _closing_words(waited_for: int) -> str:
    if not waited_for:
        return ""
    return ngettext("Close ({n} has more time)", "Close ({n} have more time)", waited_for).format(
        n=waited_for
    )


def earlier_splits(event: Event, room: Room, item: Item | None) -> tuple[SplitChoice, ...]:
    if item is None or not can_be_split(item):
        return ()
    items = event.instrument.items
    earlier = {one.name for one in items[: items.index(item)]}
    return tuple(choice for choice in split_choices(event, room) if choice.item in earlier)


def can_compare(room: Room, item: Item | None) -> bool:
    """Whether the question on the wall was asked before, in an earlier round or as another."""
    question = room.on_wall
    if item is None or question is None or question.state not in _SETTLED or not can_shift(item):
        return False
    if question.before:
        return True
    return any(
        earlier.item == item.repeats and earlier.state in _SETTLED for earlier in room.questions
    )


def seconds_since(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, int((now - moment).total_seconds()))
