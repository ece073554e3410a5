"""Waves of a project and the respondents who take part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.waves import OF_WAVES, Mode, Respondent, Wave, WaveKind
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.encoding import day_from, day_text, id_from, id_text
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
            "modes": " ".join(wave.modes),
            "activity_id": id_text(wave.activity_id),
            "opens_on": day_text(wave.opens_on),
            "closes_on": day_text(wave.closes_on),
            "due_on": day_text(wave.due_on),
            "expected": wave.expected,
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
        payload = {
            "project_id": str(respondent.project_id),
            "code": respondent.code,
            "activity_id": id_text(respondent.activity_id),
        }
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
        return _respondent(row)

    def with_code(self, project_id: UUID, code: str) -> tuple[Respondent, ...]:
        """Usually one or none; two where a code was given out on two laptops."""
        rows = find_all(
            self._ledger.connection, RespondentRow, "id", project_id=project_id, code=code
        )
        return tuple(_respondent(row) for row in rows)

    def list(self, project_id: UUID) -> tuple[Respondent, ...]:
        """Ordered by their random ids: nothing tells who came first."""
        rows = find_all(self._ledger.connection, RespondentRow, "id", project_id=project_id)
        return tuple(_respondent(row) for row in rows)


def project_wave(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    changed = {
        **payload,
        "project_id": UUID(payload["project_id"]),
        "activity_id": id_from(payload.get("activity_id")),
    }
    put(connection, WaveRow, id=UUID(body["entity"]), **changed)


def project_respondent(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    changed = {
        **payload,
        "project_id": UUID(payload["project_id"]),
        "activity_id": id_from(payload.get("activity_id")),
    }
    put(connection, RespondentRow, id=UUID(body["entity"]), **changed)


def _wave(row: Any) -> Wave:
    return Wave(
        id=row.id,
        project_id=row.project_id,
        kind=WaveKind(row.kind),
        title=row.title,
        instrument_version=row.version_id,
        modes=OF_WAVES if row.modes is None else tuple(map(Mode, row.modes.split())),
        activity_id=row.activity_id,
        opens_on=day_from(row.opens_on),
        closes_on=day_from(row.closes_on),
        due_on=day_from(row.due_on),
        expected=row.expected,
    )


def _respondent(row: Any) -> Respondent:
    return Respondent(row.id, row.project_id, row.code, row.activity_id)
