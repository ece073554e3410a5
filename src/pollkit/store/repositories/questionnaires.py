"""Questionnaires: their versions in the log, their drafts on this machine alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.questionnaires import Questionnaire
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.encoding import instrument_from, time_text
from pollkit.store.ledger import Ledger
from pollkit.store.repositories.instruments import InstrumentRepository, use_version
from pollkit.store.rows import find, find_all, put, remove
from pollkit.store.tables import QuestionnaireDraftRow, QuestionnaireRow
from pollkit.store.topics import QUESTIONNAIRES

KIND = "questionnaire"


class QuestionnaireRepository:
    """A draft is one row that is written over: each change of a word as a version of its own would
    fill the log with copies of the whole."""

    def __init__(self, ledger: Ledger, instruments: InstrumentRepository) -> None:
        self._ledger = ledger
        self._instruments = instruments

    def keep_draft(self, questionnaire: Questionnaire) -> None:
        """Keeps what is being written; `get` and `list` give it, the log does not hold it."""
        put(
            self._ledger.connection,
            QuestionnaireDraftRow,
            questionnaire_id=questionnaire.id,
            canonical=questionnaire.instrument.canonical_json(),
            outdated=_json_or_none(questionnaire),
            is_archived=questionnaire.is_archived,
            changed_at=time_text(self._ledger.clock()),
        )
        self._ledger.topics.add(QUESTIONNAIRES)

    def save(self, questionnaire: Questionnaire) -> str:
        """Makes a version of it, if it differs from the newest one; returns the version's id."""
        version_id = self._instruments.save(questionnaire.instrument)
        remove(self._ledger.connection, QuestionnaireDraftRow, questionnaire_id=questionnaire.id)
        known = find(self._ledger.connection, QuestionnaireRow, id=questionnaire.id)
        if known is None or not _is_same(self._from_row(known), questionnaire):
            payload = {
                "version_id": version_id,
                "outdated": dict(questionnaire.outdated),
                "is_archived": questionnaire.is_archived,
                "changed_at": time_text(self._ledger.clock()),
            }
            self._ledger.record(
                KIND, questionnaire.id, payload, QUESTIONNAIRES, instrument=version_id
            )
        self._ledger.topics.add(QUESTIONNAIRES)
        return version_id

    def get(self, questionnaire_id: UUID) -> Questionnaire:
        """As it was last written, a version or not."""
        connection = self._ledger.connection
        draft = find(connection, QuestionnaireDraftRow, questionnaire_id=questionnaire_id)
        if draft is not None:
            return _from_draft(draft)
        row = find(connection, QuestionnaireRow, id=questionnaire_id)
        if row is None:
            raise NotFound(_("This questionnaire is not in the workspace."))
        return self._from_row(row)

    def list(self, include_archived: bool = False) -> tuple[Questionnaire, ...]:
        """The one that was written last comes first."""
        connection = self._ledger.connection
        found = {row.id: self._from_row(row) for row in find_all(connection, QuestionnaireRow)}
        for row in find_all(connection, QuestionnaireDraftRow):
            found[row.questionnaire_id] = _from_draft(row)
        wanted = [one for one in found.values() if include_archived or not one.is_archived]
        return tuple(sorted(wanted, key=_written_at, reverse=True))

    def _from_row(self, row: Any) -> Questionnaire:
        return Questionnaire(
            row.id,
            self._instruments.get(row.version_id),
            json.loads(row.outdated or "{}"),
            row.is_archived,
            datetime.fromisoformat(row.changed_at),
        )


def project_questionnaire(connection: Connection, body: dict[str, Any]) -> None:
    questionnaire_id, payload = UUID(body["entity"]), body["payload"]
    use_version(connection, questionnaire_id, payload["version_id"])
    outdated = json.dumps(payload["outdated"], ensure_ascii=False, sort_keys=True)
    changed = {**payload, "outdated": outdated if payload["outdated"] else None}
    put(connection, QuestionnaireRow, id=questionnaire_id, **changed)


def _from_draft(row: Any) -> Questionnaire:
    return Questionnaire(
        row.questionnaire_id,
        instrument_from(row.canonical),
        json.loads(row.outdated or "{}"),
        row.is_archived,
        datetime.fromisoformat(row.changed_at),
    )


def _is_same(one: Questionnaire, other: Questionnaire) -> bool:
    return replace(one, changed_at=None) == replace(other, changed_at=None)


def _written_at(questionnaire: Questionnaire) -> datetime:
    assert questionnaire.changed_at is not None
    return questionnaire.changed_at


def _json_or_none(questionnaire: Questionnaire) -> str | None:
    notes = dict(questionnaire.outdated)
    return json.dumps(notes, ensure_ascii=False, sort_keys=True) if notes else None
