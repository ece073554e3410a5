"""Who asked for more time. It belongs to this machine and to what is open now, is no operation, and
is forgotten with the clock that it was asked of."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pollkit.domain.rooms import MoreTime
from pollkit.store.connection import raw_driver
from pollkit.store.encoding import time_text
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger

_KEEP = (
    "INSERT INTO more_time (event_id, token_hash, ends_at, times) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET ends_at = excluded.ends_at, times = excluded.times"
)


class MoreTimes:
    def __init__(self, ledger: Ledger) -> None:
        self._raw: Any = raw_driver(ledger.connection)

    def all(self, event_id: UUID) -> dict[bytes, MoreTime]:
        rows = self._raw.execute(
            "SELECT token_hash, ends_at, times FROM more_time WHERE event_id = ?", (event_id.hex,)
        )
        return {row[0]: MoreTime(datetime.fromisoformat(row[1]), row[2]) for row in rows}

    def keep(self, event_id: UUID, token_hash: bytes, more: MoreTime) -> None:
        self._raw.execute(_KEEP, (event_id.hex, token_hash, time_text(more.ends_at), more.times))

    def forget(self, event_id: UUID) -> None:
        erase(self._raw, "more_time", "event_id = ?", (event_id.hex,))
