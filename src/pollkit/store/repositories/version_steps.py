"""How a project's questionnaires went from version to version."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.versions.renames import Renames
from pollkit.domain.versions.steps import VersionStep
from pollkit.store.encoding import time_text
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find_all, put
from pollkit.store.tables import VersionStepRow
from pollkit.store.topics import PROGRAMMES

KIND = "version_step"


class VersionSteps:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save(self, project_id: UUID, step: VersionStep) -> None:
        payload = {
            "project_id": str(project_id),
            "from_version": step.from_version,
            "to_version": step.to_version,
            "renamed_items": dict(step.renames.items),
            "renamed_options": {name: dict(of) for name, of in step.renames.options.items()},
            "reason": step.reason,
            "taken_at": time_text(self._ledger.clock()),
        }
        entity = f"{step.from_version}:{step.to_version}"
        self._ledger.record(
            KIND, entity, payload, PROGRAMMES, project=project_id, instrument=step.to_version
        )

    def list(self, project_id: UUID) -> tuple[VersionStep, ...]:
        rows = find_all(self._ledger.connection, VersionStepRow, "taken_at", project_id=project_id)
        return tuple(
            VersionStep(
                row.from_version,
                row.to_version,
                Renames(json.loads(row.renamed_items), json.loads(row.renamed_options)),
                row.reason,
            )
            for row in rows
        )


def project_version_step(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    names = {name: _json(payload[name]) for name in ("renamed_items", "renamed_options")}
    changed = {**payload, **names, "project_id": UUID(payload["project_id"])}
    put(connection, VersionStepRow, **changed)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
