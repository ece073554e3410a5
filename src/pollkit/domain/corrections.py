"""What may still change in an event once its questions have been put to a room.

A ballot names its question and the chosen options by their codes. Whatever gives those codes their
meaning stays as it was; words may be corrected, and questions added.
"""

from __future__ import annotations

from dataclasses import replace

from pollkit.domain.events import Event
from pollkit.domain.instruments import Image, Item, Option
from pollkit.domain.rooms import QuestionState, Room


def begun_items(room: Room) -> frozenset[str]:
    """Names of the questions that the room has seen: on the wall now, or asked before."""
    begun = {q.item for q in room.questions if q.state is not QuestionState.WAITING or q.cleared}
    return frozenset(begun if room.current is None else {*begun, room.current})


def keeps_answers(before: Event, after: Event, begun: frozenset[str]) -> bool:
    """Whether each answer that was given means afterwards what it meant before.

    The promise about whose answer is whose is part of that: people have answered under it.
    """
    if begun and (before.answers_tied, before.tells_names) != (
        after.answers_tied,
        after.tells_names,
    ):
        return False
    items = {item.name: item for item in after.instrument.items}
    return all(
        item.name in items and differs_in_words_only(item, items[item.name])
        for item in before.instrument.items
        if item.name in begun
    )


def differs_in_words_only(before: Item, after: Item) -> bool:
    """Nothing but texts, and how long a text may be: no option comes, goes or changes its letter,
    and the same people are asked."""
    return _without_words(before) == _without_words(after)


def _without_words(item: Item) -> Item:
    """Only what gives an answer its meaning; what the facilitator may still change is left out:
    words, limits of later answers, the clock, notes, what is right and what is compared."""
    return Item(
        item.name,
        item.kind,
        texts={},
        options=tuple(Option(o.code, {}, _bare(o.image)) for o in item.options),
        points=item.points,
        most_choices=item.most_choices,
        asked_if=item.asked_if,
        lowest=item.lowest,
        least_choices=item.least_choices,
        image=_bare(item.image),
        asks_sureness=item.asks_sureness,
    )


def _bare(image: Image | None) -> Image | None:
    return None if image is None else replace(image, texts={})
