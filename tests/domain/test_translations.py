"""Translations that are missing, or that were made from a text that has changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from pollkit.domain.events import Event
from pollkit.domain.instruments import Image, Instrument, Item, ItemKind, Option
from pollkit.domain.translations import (
    TITLE,
    Gap,
    TextPlace,
    event_texts,
    gaps,
    item_texts,
    still_fits,
    with_outdated,
)

QUESTION = TextPlace("q1", "text")


def event(item: Item, title: str = "Meeting") -> Event:
    instrument = Instrument({"en": title, "fr": "Réunion"}, ("en", "fr"), (item,))
    return Event(UUID(int=1), title, "", datetime(2026, 11, 24, 9, 0, tzinfo=UTC), instrument)


def asked(english: str, french: str | None = None) -> Event:
    texts = {"en": english} | ({"fr": french} if french else {})
    return event(Item("q1", ItemKind.TEXT, texts))


def test_every_text_that_people_read_has_a_place() -> None:
    image = Image("0" * 64, 10, 10, {"en": "A bridge"})
    item = Item(
        "q1",
        ItemKind.GRID,
        {"en": "Where?"},
        (Option("a", {"en": "Youth work"}, image),),
        low_label={"en": "cheap"},
        high_label={"en": "dear"},
        bottom_label={"en": "weak"},
        top_label={"en": "strong"},
        unit={"en": "people"},
        image=image,
    )
    assert [texts["en"] for texts in item_texts(item).values()] == [
        "Where?", "A bridge", "Youth work", "A bridge", "cheap", "dear", "weak", "strong", "people",
    ]  # fmt: skip
    assert event_texts(event(item))[TITLE] == {"en": "Meeting", "fr": "Réunion"}


def test_a_text_without_its_translation_is_a_gap_and_one_not_yet_written_is_none() -> None:
    assert gaps(asked("How?")) == (Gap(QUESTION, "fr"),)
    assert gaps(asked("How?", "Comment ?")) == ()
    assert gaps(asked("")) == ()


def test_a_translation_is_outdated_once_its_main_text_has_changed() -> None:
    before = asked("How?", "Comment ?")
    after = with_outdated(before, asked("How, exactly?", "Comment ?"))
    assert gaps(after) == (Gap(QUESTION, "fr", made_from="How?"),)
    again = with_outdated(after, replace(asked("Why?", "Comment ?"), outdated=after.outdated))
    assert gaps(again) == (Gap(QUESTION, "fr", made_from="How?"),)


def test_touching_the_translation_or_taking_the_change_back_makes_it_fit() -> None:
    after = with_outdated(asked("How?", "Comment ?"), asked("Why?", "Comment ?"))
    assert gaps(with_outdated(after, asked("Why?", "Pourquoi ?"))) == ()
    assert gaps(with_outdated(after, asked("How?", "Comment ?"))) == ()
    assert gaps(still_fits(after, QUESTION, "fr")) == ()


def test_a_translation_that_was_written_first_is_not_outdated() -> None:
    assert gaps(with_outdated(asked("", "Comment ?"), asked("How?", "Comment ?"))) == ()


def test_notes_of_what_is_gone_are_let_go() -> None:
    after = with_outdated(asked("How?", "Comment ?"), asked("Why?", "Comment ?"))
    gone = replace(after, instrument=replace(after.instrument, items=()))
    assert with_outdated(after, gone).outdated == {}


def test_the_title_is_watched_as_well() -> None:
    item = Item("q1", ItemKind.TEXT, {})
    after = with_outdated(event(item), event(item, title="Summit"))
    assert gaps(after) == (Gap(TITLE, "fr", made_from="Meeting"),)
