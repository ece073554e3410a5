"""What respondents are asked to agree to, and what they said."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.consent import Consent, ConsentText, GivenBy
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.encoding import day_from, day_text
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import ConsentRow, ConsentTextRow, WaveRow
from pollkit.store.topics import PROGRAMMES, RESPONSES

TEXT_KIND = "consent_text"
KIND = "consent"


class ConsentRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save_text(self, project_id: UUID, text: ConsentText) -> None:
        """Keeps a version; the project says which one is asked for."""
        key = {"project_id": project_id, "version": text.version}
        if find(self._ledger.connection, ConsentTextRow, **key) is None:
            payload = {"project_id": str(project_id), "texts": dict(text.texts)}
            self._ledger.record(TEXT_KIND, text.version, payload, PROGRAMMES, project=project_id)

    def text(self, project_id: UUID, version: str) -> ConsentText:
        row = find(self._ledger.connection, ConsentTextRow, project_id=project_id, version=version)
        if row is None:
            raise NotFound(_("This consent text is not in the workspace."))
        return ConsentText(json.loads(row.texts))

    def save(self, consent: Consent) -> None:
        connection = self._ledger.connection
        wave = find(connection, WaveRow, id=consent.wave_id)
        if wave is None:
            raise NotFound(_("This wave is not in the workspace."))
        self.text(wave.project_id, consent.text_version)
        payload = {
            "wave_id": str(consent.wave_id),
            "text_version": consent.text_version,
            "language": consent.language,
            "is_given": consent.is_given,
            "given_by": consent.given_by.value,
            "given_on": day_text(consent.on),
        }
        self._ledger.record(
            KIND,
            consent.respondent_id,
            payload,
            RESPONSES,
            project=wave.project_id,
            subject=consent.respondent_id,
        )

    def get(self, respondent_id: UUID, wave_id: UUID) -> Consent | None:
        """What was said last; None = not asked yet."""
        key = {"respondent_id": respondent_id, "wave_id": wave_id}
        row = find(self._ledger.connection, ConsentRow, **key)
        return None if row is None else _consent(row)

    def list(self, wave_id: UUID) -> tuple[Consent, ...]:
        rows = find_all(self._ledger.connection, ConsentRow, "respondent_id", wave_id=wave_id)
        return tuple(_consent(row) for row in rows)


def project_consent_text(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    put(
        connection,
        ConsentTextRow,
        project_id=UUID(payload["project_id"]),
        version=body["entity"],
        texts=json.dumps(payload["texts"], ensure_ascii=False),
    )


def project_consent(connection: Connection, body: dict[str, Any]) -> None:
    payload = {**body["payload"], "wave_id": UUID(body["payload"]["wave_id"])}
    put(connection, ConsentRow, respondent_id=UUID(body["entity"]), **payload)


def _consent(row: Any) -> Consent:
    return Consent(
        respondent_id=row.respondent_id,
        wave_id=row.wave_id,
        text_version=row.text_version,
        language=row.language,
        is_given=row.is_given,
        given_by=GivenBy(row.given_by),
        on=day_from(row.given_on),
    )
