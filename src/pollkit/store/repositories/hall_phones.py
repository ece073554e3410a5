"""Which phone goes on with which response, as long as a hall is open. No operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pollkit.store.connection import raw_driver
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger

_KEEP = (
    "INSERT INTO hall_phone (wave_id, phone, response_id, language, count, new_code)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET response_id = excluded.response_id,"
    " language = excluded.language, count = excluded.count, new_code = excluded.new_code"
)


@dataclass(frozen=True)
class HallPhone:
    """`new_code`: that was made for this person here, and is shown at the end; "" = none."""

    phone: bytes
    response_id: UUID
    language: str
    count: int
    new_code: str = ""


class HallPhones:
    def __init__(self, ledger: Ledger) -> None:
        self._raw: Any = raw_driver(ledger.connection)

    def keep(self, wave_id: UUID, one: HallPhone) -> None:
        self._raw.execute(
            _KEEP,
            (
                wave_id.hex,
                one.phone,
                one.response_id.hex,
                one.language,
                one.count,
                one.new_code,
            ),
        )

    def all(self, wave_id: UUID) -> tuple[HallPhone, ...]:
        rows = self._raw.execute(
            "SELECT phone, response_id, language, count, new_code FROM hall_phone"
            " WHERE wave_id = ?",
            (wave_id.hex,),
        )
        return tuple(HallPhone(row[0], UUID(row[1]), *row[2:]) for row in rows)

    def forget(self, wave_id: UUID) -> None:
        """Parts all phones from their responses."""
        erase(self._raw, "hall_phone", "wave_id = ?", (wave_id.hex,))
