"""Rooms in memory and a check without a network, at the ports of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from room_stand_in import RoomStandIn

from pollkit.desktop.application import Desktop
from pollkit.usecases.events import list_events
from pollkit.usecases.ports import NetworkInterface
from pollkit.usecases.room_check import NetworkFacts


class Rooms:
    def __init__(self) -> None:
        self.desktop: Desktop | None = None

    def find(self, _workspace: Path) -> UUID | None:
        return None

    def __call__(self, workspace: Path, event_id: UUID, port: int = 0) -> RoomStandIn:
        assert self.desktop is not None and self.desktop._workspace is not None
        events = list_events(self.desktop._workspace)
        return RoomStandIn(next(e for e in events if e.id == event_id), people=12)


class Check:
    """At the port `RoomCheck`."""

    def __init__(self, interfaces: tuple[NetworkInterface, ...]) -> None:
        self.facts = NetworkFacts(interfaces, port=8123)
        self.is_closed = False
        self._tell: Callable[[], None] = lambda: None

    def start(self, port: int | None, on_reached: Callable[[], None]) -> Check:
        self._tell = on_reached
        return self

    def reach(self, one: NetworkInterface) -> None:
        self.facts = NetworkFacts(
            self.facts.interfaces, self.facts.reached | {one.address}, port=8123
        )
        self._tell()

    def url(self, address: str) -> str:
        return f"http://{address}:8123/Zq3kX0fG"

    def close(self) -> None:
        self.is_closed = True
