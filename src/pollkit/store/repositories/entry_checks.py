"""How second entries of paper compared with the first."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.paper_forms.double_entry import EntryCheck
from pollkit.domain.waves import Response
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find_all, put
from pollkit.store.tables import EntryCheckRow
from pollkit.store.topics import RESPONSES

KIND = "entry_check"


class EntryChecks:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save(self, project_id: UUID, response: Response, check: EntryCheck) -> None:
        """Keeps how many answers were compared and which differ, never what was typed."""
        payload = {"fields": check.fields, "differing": list(check.differing)}
        self._ledger.record(
            KIND,
            response.id,
            payload,
            RESPONSES,
            project=project_id,
            subject=response.respondent_id,
        )

    def of(self, response_ids: frozenset[UUID]) -> dict[UUID, EntryCheck]:
        """Response -> its check, of those that were typed in twice."""
        return {
            row.response_id: EntryCheck(row.fields, tuple(json.loads(row.differing)))
            for row in find_all(self._ledger.connection, EntryCheckRow)
            if row.response_id in response_ids
        }


def project_entry_check(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    put(
        connection,
        EntryCheckRow,
        response_id=UUID(body["entity"]),
        fields=payload["fields"],
        differing=json.dumps(payload["differing"]),
    )
