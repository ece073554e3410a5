"""A room's Wi-Fi and its copy for a second laptop: what this machine alone knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from pollkit.domain.wifi import Wifi
from pollkit.store.connection import raw_driver
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find, put
from pollkit.store.tables import RoomCopyRow, RoomWifiRow
from pollkit.store.topics import room_topic


@dataclass(frozen=True)
class CopyPlace:
    """Where the copy for a second laptop goes.

    Attributes:
        code: opens the copy; shown on the console and never written beside it.
        folder: None = no copy is kept in a folder.
        port: of the line by which a second laptop follows; None = there is none.
    """

    code: str = field(repr=False)
    folder: str | None = None
    port: int | None = None


class NetworkRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def wifi(self, event_id: UUID) -> Wifi | None:
        row = find(self._ledger.connection, RoomWifiRow, event_id=event_id)
        if row is None:
            return None
        return Wifi(row.name, row.password, bool(row.is_hidden), bool(row.is_on_wall))

    def set_wifi(self, event_id: UUID, wifi: Wifi | None) -> None:
        """None forgets it, so that no byte of the password stays in the file."""
        if wifi is None:
            self._erase("room_wifi", event_id)
        else:
            put(
                self._ledger.connection,
                RoomWifiRow,
                event_id=event_id,
                name=wifi.name,
                password=wifi.password,
                is_hidden=wifi.is_hidden,
                is_on_wall=wifi.is_on_wall,
            )
        self._ledger.topics.add(room_topic(event_id))

    def copy_place(self, event_id: UUID) -> CopyPlace | None:
        row = find(self._ledger.connection, RoomCopyRow, event_id=event_id)
        return None if row is None else CopyPlace(row.code, row.folder, row.port)

    def set_copy_place(self, event_id: UUID, place: CopyPlace | None) -> None:
        if place is None:
            self._erase("room_copy", event_id)
        else:
            put(
                self._ledger.connection,
                RoomCopyRow,
                event_id=event_id,
                code=place.code,
                folder=place.folder,
                port=place.port,
            )
        self._ledger.topics.add(room_topic(event_id))

    def _erase(self, table: str, event_id: UUID) -> None:
        raw = raw_driver(self._ledger.connection)
        erase(raw, table, "event_id = ?", (event_id.hex,))
        self._ledger.must_wipe = True
