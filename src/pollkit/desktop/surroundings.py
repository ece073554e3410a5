"""What a window is given: the application's parts, and the place at which it opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.doors import Door
from pollkit.desktop.hall_line import HallLine
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.theme import Theme

if TYPE_CHECKING:
    from uuid import UUID

    from pollkit.usecases.ports import (
        CheckStarter,
        Clock,
        NetworkInterface,
        RoomFinder,
        RoomStarter,
    )


@dataclass(frozen=True)
class Surroundings:
    """What lives as long as the program."""

    hub: ChangeHub
    tasks: Tasks
    theme: Theme
    start_room: RoomStarter
    find_room: RoomFinder
    clock: Clock
    # The languages that were last chosen for an event's wall; none = its first.
    wall_languages: Callable[[UUID], tuple[str, ...]] = lambda _event_id: ()
    # How one phone tries the network before an event; None where nothing can be opened for it.
    start_check: CheckStarter | None = None
    list_interfaces: Callable[[], tuple[NetworkInterface, ...]] = lambda: ()
    # Opens a rehearsal of an event with so many made-up people, in a window of its own.
    rehearse: Callable[[UUID, int], None] = lambda _event_id, _people: None
    # The screen that was last chosen for the wall; see `WallWindow.choose_screen`.
    wall_screen: Callable[[], str] = lambda: ""
    # The hall that is open, if any; None where none can be opened.
    hall: HallLine | None = None


@dataclass(frozen=True)
class Location:
    """Where a person is, so that a window that is made anew opens at the same place."""

    door: Door = Door.HOME
    event_id: UUID | None = None
