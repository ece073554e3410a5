"""What may change in a question that a room has seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from pollkit.domain.corrections import begun_items, keeps_answers
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.rooms import Move, new_room

COLOUR = Item(
    "colour",
    ItemKind.MULTIPLE,
    {"en": "Which coulour?"},
    (Option("red", {"en": "Red"}), Option("blue", {"en": "Blue"}), Option("green", {"en": "Gren"})),
)
GRADE = Item("grade", ItemKind.SCALE, {"en": "How good?"}, points=5, low_label={"en": "bad"})
EVENT = Event(
    UUID(int=1),
    "Meeting",
    "",
    datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    Instrument({"en": "Meeting"}, ("en",), (COLOUR, GRADE)),
)
BEGUN = frozenset({"colour", "grade"})


def with_items(*items: Item) -> Event:
    return replace(EVENT, instrument=replace(EVENT.instrument, items=items))


def test_words_may_be_corrected_and_translated() -> None:
    options = (*COLOUR.options[:2], Option("green", {"en": "Green", "fr": "Vert"}))
    corrected = replace(COLOUR, texts={"en": "Which colour?"}, options=options)
    graded = replace(GRADE, low_label={"en": "poor"}, high_label={"en": "excellent"})
    assert keeps_answers(EVENT, with_items(corrected, graded), BEGUN)


def test_questions_may_be_added_and_change_places() -> None:
    added = Item("more", ItemKind.TEXT, {"en": "More?"})
    assert keeps_answers(EVENT, with_items(GRADE, added, COLOUR), BEGUN)


@pytest.mark.parametrize(
    "changed",
    [
        replace(COLOUR, options=COLOUR.options[:2]),
        replace(COLOUR, options=(*COLOUR.options, Option("grey", {"en": "Grey"}))),
        replace(COLOUR, options=COLOUR.options[::-1]),
        replace(COLOUR, kind=ItemKind.SINGLE),
        replace(COLOUR, most_choices=1),
        replace(COLOUR, asked_if=Condition("grade", ("1",))),
    ],
    ids=["option gone", "option new", "letters swapped", "kind", "fewer choices", "fewer people"],
)
def test_what_gives_answers_their_meaning_stays(changed: Item) -> None:
    assert not keeps_answers(EVENT, with_items(changed, GRADE), BEGUN)
    assert keeps_answers(EVENT, with_items(changed, GRADE), frozenset({"grade"}))


def test_a_scale_keeps_its_points_and_a_question_its_place_in_the_event() -> None:
    assert not keeps_answers(EVENT, with_items(COLOUR, replace(GRADE, points=7)), BEGUN)
    assert not keeps_answers(EVENT, with_items(COLOUR), BEGUN)
    assert keeps_answers(EVENT, with_items(COLOUR), frozenset({"colour"}))


@pytest.mark.parametrize("was_tied", [True, False])
def test_the_promise_to_those_who_have_answered_is_kept(was_tied: bool) -> None:
    before, after = (replace(EVENT, answers_tied=tied) for tied in (was_tied, not was_tied))
    assert not keeps_answers(before, after, frozenset({"colour"}))
    assert keeps_answers(before, after, frozenset())


def test_a_question_has_begun_as_soon_as_the_room_sees_it_and_for_good() -> None:
    room = new_room(EVENT.id, EVENT.instrument)
    assert begun_items(room) == frozenset()
    shown = room.make(Move.NEXT)
    assert begun_items(shown) == {"colour"}
    cleared = shown.make(Move.ASK).make(Move.CLEAR).make(Move.NEXT)
    assert begun_items(cleared) == {"colour", "grade"}
