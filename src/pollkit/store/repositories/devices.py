"""The devices that write into this workspace."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.devices import Device
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import DeviceRow, HereRow

KIND = "device"


class DeviceRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def this(self) -> Device:
        """The device that writes here."""
        here = find(self._ledger.connection, HereRow)
        assert here is not None
        row = find(self._ledger.connection, DeviceRow, id=here.device_id)
        assert row is not None
        return Device(row.id, row.epoch, row.label)

    def list(self) -> tuple[Device, ...]:
        rows = find_all(self._ledger.connection, DeviceRow, "label", "id")
        return tuple(Device(row.id, row.epoch, row.label) for row in rows)

    def save(self, device: Device) -> None:
        payload = {"epoch": device.epoch, "label": device.label}
        self._ledger.record(KIND, device.id, payload)


def project_device(connection: Connection, body: dict[str, Any]) -> None:
    put(connection, DeviceRow, id=UUID(body["entity"]), **body["payload"])
