"""An event that is edited while its room runs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from room_phones import COLOUR, FRUIT, Phone, new_workspace, running_room, small_event, until

from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Move
from pollkit.live.limits import limits_from
from pollkit.live.live_room import LiveRoom
from pollkit.store import Role, Workspace
from pollkit.usecases.events import save_event

LATE = Item("late", ItemKind.TEXT, {"en": "What did we forget?"})


def with_items(event: Event, *items: Item) -> Event:
    return replace(event, instrument=replace(event.instrument, items=items))


def test_phones_see_corrected_words_and_the_room_gets_its_new_question(tmp_path: Path) -> None:
    event = small_event((COLOUR, FRUIT))
    with running_room(tmp_path, event) as (link, workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "colour")
        corrected = replace(COLOUR, texts={**COLOUR.texts, "en": "Which colour do you like?"})
        with Workspace.open(workspace, Role.WINDOW) as window:
            save_event(window, with_items(event, corrected, FRUIT, LATE)).result()
            until(lambda: "Which colour do you like?" in phone.now(), "the words")
        until(lambda: len(link.status.room.questions) == 3, "the console knows the question")
        link.move(Move.CLOSE)
        link.move(Move.ASK, "late")


def test_a_question_that_is_still_being_written_does_not_reach_the_room(tmp_path: Path) -> None:
    event = small_event((COLOUR, FRUIT))

    async def edit(workspace: Workspace) -> list[int]:
        room = LiveRoom(workspace, event.id, limits_from())
        counts = []
        for late in (replace(LATE, texts={}), LATE):
            save_event(workspace, with_items(event, COLOUR, FRUIT, late)).result()
            room.refresh_event()
            counts.append(len(room.room.questions))
        await room.close()
        return counts

    with Workspace.open(new_workspace(tmp_path, event), Role.ROOM) as workspace:
        assert asyncio.run(edit(workspace)) == [2, 3]


def test_a_corrected_word_reaches_the_phones_at_once_when_the_window_says_so(
    tmp_path: Path,
) -> None:
    event = small_event((COLOUR, FRUIT))
    with running_room(tmp_path, event) as (link, workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "colour")
        stream = phone.listen()
        assert "Which colour?" in stream.next_snapshot()["html"]
        corrected = replace(COLOUR, texts={**COLOUR.texts, "en": "Which colour do you like?"})
        with Workspace.open(workspace, Role.WINDOW) as window:
            save_event(window, with_items(event, corrected, FRUIT)).result()
        link.look_again()
        assert "Which colour do you like?" in stream.next_snapshot()["html"]
        stream.close()


def test_a_new_order_is_the_room_s_order_at_once(tmp_path: Path) -> None:
    event = small_event((COLOUR, FRUIT))
    with running_room(tmp_path, event) as (link, workspace):
        with Workspace.open(workspace, Role.WINDOW) as window:
            save_event(window, with_items(event, FRUIT, LATE, COLOUR)).result()
        room = link.look_again().room
        assert [question.item for question in room.questions] == ["fruit", "late", "colour"]
