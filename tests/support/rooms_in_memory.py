"""Opens rooms in memory, at the port `RoomStarter`."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from room_stand_in import RoomStandIn

from pollkit.store import Role, Workspace


class RoomsInMemory:
    def __init__(self, people: int = 12) -> None:
        self.opened: list[RoomStandIn] = []
        self._people = people

    def __call__(self, workspace: Path, event_id: UUID, port: int = 0) -> RoomStandIn:
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            event = repos.events.get(event_id)
        self.opened.append(RoomStandIn(event, self._people))
        return self.opened[-1]
