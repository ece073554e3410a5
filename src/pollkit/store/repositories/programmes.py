"""Programmes, calls, projects and activities."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.programmes import Activity, Call, Outcome, Programme, Project
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.encoding import id_from, id_text, time_text
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import ActivityRow, CallRow, ProgrammeRow, ProjectRow
from pollkit.store.topics import PROGRAMMES


class ProgrammeRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save_programme(self, programme: Programme) -> None:
        self._ledger.record("programme", programme.id, {"title": programme.title}, PROGRAMMES)

    def save_call(self, call: Call) -> None:
        payload = {"programme_id": str(call.programme_id), "title": call.title}
        self._ledger.record("call", call.id, payload, PROGRAMMES)

    def save_project(self, project: Project) -> None:
        payload = {
            "call_id": id_text(project.call_id),
            "title": project.title,
            "languages": list(project.languages),
            "consent_version": project.consent_version,
            "outcomes": [asdict(outcome) for outcome in project.outcomes],
            "evaluator_key": project.evaluator_key,
        }
        self._ledger.record("project", project.id, payload, PROGRAMMES, project=project.id)

    def save_activity(self, activity: Activity) -> None:
        payload = {
            "project_id": str(activity.project_id),
            "title": activity.title,
            "place": activity.place,
            "starts_at": time_text(activity.starts_at),
        }
        self._ledger.record(
            "activity", activity.id, payload, PROGRAMMES, project=activity.project_id
        )

    def get_programme(self, programme_id: UUID) -> Programme:
        return _programme(_found(find(self._ledger.connection, ProgrammeRow, id=programme_id)))

    def get_call(self, call_id: UUID) -> Call:
        return _call(_found(find(self._ledger.connection, CallRow, id=call_id)))

    def get_project(self, project_id: UUID) -> Project:
        return _project(_found(find(self._ledger.connection, ProjectRow, id=project_id)))

    def get_activity(self, activity_id: UUID) -> Activity:
        return _activity(_found(find(self._ledger.connection, ActivityRow, id=activity_id)))

    def list_programmes(self) -> tuple[Programme, ...]:
        rows = find_all(self._ledger.connection, ProgrammeRow, "title", "id")
        return tuple(_programme(row) for row in rows)

    def list_calls(self, programme_id: UUID | None = None) -> tuple[Call, ...]:
        rows = find_all(
            self._ledger.connection, CallRow, "title", "id", **_of(programme_id=programme_id)
        )
        return tuple(_call(row) for row in rows)

    def list_projects(self, call_id: UUID | None = None) -> tuple[Project, ...]:
        rows = find_all(self._ledger.connection, ProjectRow, "title", "id", **_of(call_id=call_id))
        return tuple(_project(row) for row in rows)

    def list_activities(self, project_id: UUID | None = None) -> tuple[Activity, ...]:
        rows = find_all(
            self._ledger.connection, ActivityRow, "title", "id", **_of(project_id=project_id)
        )
        return tuple(_activity(row) for row in rows)


def project_programme(connection: Connection, body: dict[str, Any]) -> None:
    put(connection, ProgrammeRow, id=UUID(body["entity"]), **body["payload"])


def project_call(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    changed = {**payload, "programme_id": UUID(payload["programme_id"])}
    put(connection, CallRow, id=UUID(body["entity"]), **changed)


def project_project(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    changed = {
        **payload,
        "call_id": id_from(payload["call_id"]),
        "languages": " ".join(payload.get("languages", ())),
        "outcomes": json.dumps(payload.get("outcomes", []), ensure_ascii=False),
    }
    put(connection, ProjectRow, id=UUID(body["entity"]), **changed)


def project_activity(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    changed = {**payload, "project_id": UUID(payload["project_id"])}
    put(connection, ActivityRow, id=UUID(body["entity"]), **changed)


def _of(**owner: UUID | None) -> dict[str, UUID]:
    return {name: value for name, value in owner.items() if value is not None}


def _found(row: Any | None) -> Any:
    if row is None:
        raise NotFound(_("This is not in the workspace any more."))
    return row


def _programme(row: Any) -> Programme:
    return Programme(row.id, row.title)


def _call(row: Any) -> Call:
    return Call(row.id, row.programme_id, row.title)


def _project(row: Any) -> Project:
    return Project(
        id=row.id,
        title=row.title,
        call_id=row.call_id,
        languages=tuple((row.languages or "").split()),
        consent_version=row.consent_version,
        outcomes=tuple(
            Outcome(**{**outcome, "scales": tuple(outcome["scales"])})
            for outcome in json.loads(row.outcomes or "[]")
        ),
        evaluator_key=row.evaluator_key,
    )


def _activity(row: Any) -> Activity:
    starts_at = datetime.fromisoformat(row.starts_at)
    return Activity(row.id, row.project_id, row.title, row.place, starts_at)
