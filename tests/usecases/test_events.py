from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Item, ItemKind, Option
from pollkit.domain.rooms import Move
from pollkit.errors import AnswersGiven, InstrumentProblem
from pollkit.store import Role, Workspace
from pollkit.usecases.events import (
    archive_event,
    asked_items,
    check_ready,
    duplicate_event,
    list_events,
    new_event,
    ready_to_ask,
    restore_event,
    save_event,
)

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))
FIRST = Item("evaluates", ItemKind.SINGLE, {"en": "Do you evaluate?"}, YES_NO)
FOLLOW_UP = Item("how", ItemKind.TEXT, {"en": "How?"}, asked_if=Condition("evaluates", ("yes",)))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        yield workspace


def with_items(event: Event, *items: Item) -> Event:
    return replace(event, instrument=replace(event.instrument, items=items))


def test_a_draft_without_questions_can_be_saved_but_not_asked(workspace: Workspace) -> None:
    draft = new_event("Spring meeting", "Town hall", MORNING, ["en", "fr"])
    save_event(workspace, draft).result()
    assert list_events(workspace) == (draft,)
    assert len(ready_to_ask(draft)) == 1
    with pytest.raises(InstrumentProblem, match="Add at least one question"):
        check_ready(draft)


def test_the_first_trouble_is_named_with_the_number_of_its_question() -> None:
    event = with_items(
        new_event("Meeting", "", MORNING, ["en"]), FIRST, replace(FOLLOW_UP, texts={})
    )
    with pytest.raises(InstrumentProblem, match=r"^Question 2: Write the question\.$"):
        check_ready(event)
    check_ready(with_items(event, FIRST, FOLLOW_UP))


def test_a_follow_up_ties_the_answers(workspace: Workspace) -> None:
    event = with_items(new_event("Meeting", "", MORNING, ["en"]), FIRST, FOLLOW_UP)
    assert not event.answers_tied
    save_event(workspace, event).result()
    assert list_events(workspace)[0].answers_tied


def test_an_archived_event_leaves_the_list_and_can_come_back(workspace: Workspace) -> None:
    event = with_items(new_event("Meeting", "", MORNING, ["en"]), FIRST)
    save_event(workspace, event).result()
    archive_event(workspace, event.id).result()
    assert list_events(workspace) == ()
    assert [e.is_archived for e in list_events(workspace, include_archived=True)] == [True]
    restore_event(workspace, event.id).result()
    assert list_events(workspace) == (event,)


def test_a_copy_has_the_questions_and_neither_the_identity_nor_the_archive() -> None:
    event = replace(
        with_items(new_event("Meeting", "Hall", MORNING, ["en"]), FIRST), is_archived=True
    )
    later = datetime(2027, 3, 1, 14, tzinfo=UTC)
    copy = duplicate_event(event, later)
    assert copy.id != event.id
    assert copy.instrument.items == event.instrument.items
    assert (copy.starts_at, copy.is_archived, copy.place) == (later, False, "Hall")
    assert copy.title == copy.instrument.title["en"] == "Meeting (copy)"


def test_questions_count_as_asked_once_they_took_answers(workspace: Workspace) -> None:
    event = with_items(new_event("Meeting", "", MORNING, ["en"]), FIRST, FOLLOW_UP)
    save_event(workspace, event).result()
    with workspace.read() as repos:
        room = repos.rooms.load(event.id)
    assert asked_items(room) == frozenset()
    room = room.make(Move.NEXT).make(Move.READ)
    assert asked_items(room) == frozenset()
    room = room.make(Move.ASK)
    assert asked_items(room) == {"evaluates"}
    assert asked_items(room.make(Move.CLEAR)) == {"evaluates"}


def test_a_change_that_takes_the_meaning_from_answers_is_not_saved(workspace: Workspace) -> None:
    event = with_items(new_event("Meeting", "", MORNING, ["en"]), FIRST)
    save_event(workspace, event).result()
    with workspace.read() as repos:
        asked = repos.rooms.load(event.id).make(Move.ASK, "evaluates")
    workspace.write(lambda repos: repos.rooms.save(asked, Move.ASK)).result()
    for changed in (
        with_items(event),
        with_items(event, replace(FIRST, options=FIRST.options[::-1])),
        with_items(event, FIRST, FOLLOW_UP),  # it would tie answers that were given as untied
    ):
        with pytest.raises(AnswersGiven):
            save_event(workspace, changed).result()
    assert list_events(workspace) == (event,)


def test_words_are_corrected_and_questions_added_while_one_is_asked(workspace: Workspace) -> None:
    event = with_items(new_event("Meeting", "", MORNING, ["en"]), FIRST)
    save_event(workspace, event).result()
    with workspace.read() as repos:
        asked = repos.rooms.load(event.id).make(Move.ASK, "evaluates")
    workspace.write(lambda repos: repos.rooms.save(asked, Move.ASK)).result()
    corrected = replace(FIRST, texts={"en": "Do you evaluate your work?"})
    changed = with_items(event, corrected, replace(FOLLOW_UP, asked_if=None))
    save_event(workspace, changed).result()
    assert list_events(workspace) == (changed,)
