"""Questions that come in between or change places while the event runs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import event

from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Item, ItemKind
from pollkit.domain.running_order import with_item_after, with_item_moved
from pollkit.errors import InstrumentProblem

PULSE = Item("pulse", ItemKind.TEXT, {"en": "And now?"})


def plain() -> Event:
    """Four questions that do not depend on one another."""
    meeting = event()
    items = tuple(replace(item, asked_if=None) for item in meeting.instrument.items)
    return replace(meeting, instrument=replace(meeting.instrument, items=items))


def names(meeting: Event) -> list[str]:
    return [item.name for item in meeting.instrument.items]


def test_a_question_comes_in_behind_the_one_on_the_wall() -> None:
    once = with_item_after(plain(), PULSE, "how")
    assert names(once) == ["evaluates", "how", "pulse_1", "topics", "sure"]
    assert names(with_item_after(once, PULSE, None))[0] == "pulse_2"


def test_only_what_was_not_seen_yet_changes_places_and_stays_below_what_was() -> None:
    begun = {"evaluates", "how"}
    assert names(with_item_moved(plain(), "sure", 2, begun)) == [
        "evaluates",
        "how",
        "sure",
        "topics",
    ]
    assert names(with_item_moved(plain(), "sure", 0, begun)) == [
        "evaluates",
        "how",
        "sure",
        "topics",
    ]
    assert names(with_item_moved(plain(), "topics", 9, begun)) == [
        "evaluates",
        "how",
        "sure",
        "topics",
    ]
    meeting = plain()
    assert with_item_moved(meeting, "evaluates", 3, begun) == meeting


def test_a_follow_up_never_comes_before_its_question() -> None:
    items = plain().instrument.items
    after = replace(items[1], asked_if=Condition("evaluates", ("yes",)))
    meeting = replace(
        plain(), instrument=replace(plain().instrument, items=(items[0], after, *items[2:]))
    )
    with pytest.raises(InstrumentProblem):
        with_item_moved(meeting, "how", 0, ())
