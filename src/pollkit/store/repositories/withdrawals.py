"""Respondents who took everything back, and the tombstones that stay of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.withdrawals import Tombstone
from pollkit.store.connection import raw_driver
from pollkit.store.encoding import day_text
from pollkit.store.erasing import WIPE_AT_ONCE, call_for_wipe, erase_respondent
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find_all, put
from pollkit.store.tables import ResponseRow, TombstoneRow
from pollkit.store.topics import RESPONDENTS, RESPONSES

KIND = "tombstone"


class WithdrawalRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def erase(self, tombstone: Tombstone) -> None:
        """Erases all that is kept of the respondent, and leaves the tombstone as an operation: it
        erases what may still come in of them."""
        payload = {
            "project_id": str(tombstone.project_id),
            "waves": [str(wave) for wave in tombstone.waves],
            "erased_on": day_text(tombstone.on),
        }
        self._ledger.record(
            KIND,
            tombstone.respondent_id,
            payload,
            RESPONDENTS,
            RESPONSES,
            project=tombstone.project_id,
        )
        self._ledger.must_wipe = True

    def waves_of(self, respondent_id: UUID) -> tuple[UUID, ...]:
        """The wave of each response that there is of a respondent."""
        rows = find_all(
            self._ledger.connection, ResponseRow, "wave_id", respondent_id=respondent_id
        )
        return tuple(row.wave_id for row in rows)

    def list(self, project_id: UUID) -> tuple[Tombstone, ...]:
        rows = find_all(
            self._ledger.connection, TombstoneRow, "respondent_id", project_id=project_id
        )
        return tuple(_tombstone(row) for row in rows)


def project_tombstone(connection: Connection, body: dict[str, Any]) -> None:
    payload, respondent_id = body["payload"], UUID(body["entity"])
    raw = raw_driver(connection)
    if erase_respondent(raw, respondent_id):
        call_for_wipe(raw, WIPE_AT_ONCE)
    put(
        connection,
        TombstoneRow,
        respondent_id=respondent_id,
        project_id=UUID(payload["project_id"]),
        waves=json.dumps(payload["waves"]),
        erased_on=payload["erased_on"],
    )


def _tombstone(row: Any) -> Tombstone:
    waves = tuple(UUID(wave) for wave in json.loads(row.waves))
    return Tombstone(row.respondent_id, row.project_id, waves, date.fromisoformat(row.erased_on))
