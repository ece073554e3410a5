"""A room that a window has left behind is found again; a card without a room is not believed."""

from __future__ import annotations

from pathlib import Path

import psutil
from room_phones import running_room as open_for_a_test
from room_phones import small_event

from pollkit.live.room_card import read_card
from pollkit.live.running import running_room


def test_the_event_of_the_room_that_answers_is_found(tmp_path: Path) -> None:
    event = small_event()
    with open_for_a_test(tmp_path, event) as (link, workspace):
        assert running_room(workspace) == event.id
        assert link.is_up  # to look for it does not disturb it
    assert running_room(workspace) is None


def test_the_card_of_a_killed_room_leads_nowhere(tmp_path: Path) -> None:
    with open_for_a_test(tmp_path, small_event()) as (_link, workspace):
        (room,) = psutil.Process().children()
        room.kill()
        room.wait(10)
        assert read_card(workspace) is not None
        assert running_room(workspace) is None
