"""Waves of a project and the respondents who take part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.waves import Respondent, Wave, WaveKind
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import RespondentRow, WaveRow
from pollkit.store.topics import RESPONDENTS, WAVES


class WaveRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save(self, wave: Wave) -> None:
        """Its instrument's version must be in the workspace already."""
        payload = {
            "project_id": str(wave.project_id),
            "kind": wave.kind.value,
            "title": wave.title,
            "version_id": wave.instrument_version,
        }
        self._ledger.record(
            "wave",
            wave.id,
            payload,
            WAVES,
            project=wave.project_id,
            instrument=wave.instrument_version,
        )

    def get(self, wave_id: UUID) -> Wave:
        row = find(self._ledger.connection, WaveRow, id=wave_id)
        if row is None:
            raise NotFound(_("This wave is not in the workspace."))
        return _wave(row)

    def list(self, project_id: UUID) -> tuple[Wave, ...]:
        """In the order in which they were made."""
        rows = find_all(self._ledger.connection, WaveRow, "id", project_id=project_id)
        return tuple(_wave(row) for row in rows)


class RespondentRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save(self, respondent: Respondent) -> None:
        payload = {"project_id": str(respondent.project_id), "code": respondent.code}
        self._ledger.record(
            "respondent",
            respondent.id,
            payload,
            RESPONDENTS,
            project=respondent.project_id,
            subject=respondent.id,
        )

    def get(self, respondent_id: UUID) -> Respondent:
        row = find(self._ledger.connection, RespondentRow, id=respondent_id)
        if row is None:
            raise NotFound(_("This respondent is not in the workspace."))
        return Respondent(row.id, row.project_id, row.code)

    def list(self, project_id: UUID) -> tuple[Respondent, ...]:
        """Ordered by their random ids: nothing tells who came first."""
        rows = find_all(self._ledger.connection, RespondentRow, "id", project_id=project_id)
        return tuple(Respondent(row.id, row.project_id, row.code) for row in rows)


def project_wave(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    changed = {**payload, "project_id": UUID(payload["project_id"])}
    put(connection, WaveRow, id=UUID(body["entity"]), **changed)


def project_respondent(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    changed = {**payload, "project_id": UUID(payload["project_id"])}
    put(connection, RespondentRow, id=UUID(body["entity"]), **changed)


def _wave(row: Any) -> Wave:
    return Wave(row.id, row.project_id, WaveKind(row.kind), row.title, row.version_id)
