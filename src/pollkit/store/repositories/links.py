"""Self-generated codes as keyed hashes, and people's decisions about links."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.linking.decisions import LinkDecision, Verdict
from pollkit.domain.linking.sealing import SealedCode
from pollkit.errors import NotAllowedNow, NotFound
from pollkit.i18n import _
from pollkit.store.encoding import time_text
from pollkit.store.erasing import is_erased
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import LinkCodeRow, LinkDecisionRow, WaveRow
from pollkit.store.topics import LINKS, RESPONDENTS

CODE_KIND = "link_code"
DECISION_KIND = "link_decision"


class LinkRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def keep_code(self, respondent_id: UUID, wave_id: UUID, code: SealedCode) -> None:
        """A respondent has one code a wave; a later one replaces it."""
        wave = find(self._ledger.connection, WaveRow, id=wave_id)
        if wave is None:
            raise NotFound(_("This wave is not in the workspace."))
        payload = {
            "wave_id": str(wave_id),
            "scheme": code.scheme,
            "key_mark": code.key_mark.hex(),
            "elements": code.elements,
            "said": code.said,
            "hashes": code.hashes.hex(),
        }
        self._ledger.record(
            CODE_KIND,
            respondent_id,
            payload,
            RESPONDENTS,
            LINKS,
            project=wave.project_id,
            subject=respondent_id,
        )

    def codes(self, wave_id: UUID) -> dict[UUID, SealedCode]:
        """Respondent -> code."""
        rows = find_all(self._ledger.connection, LinkCodeRow, "respondent_id", wave_id=wave_id)
        return {row.respondent_id: _code(row) for row in rows}

    def is_used(self, project_id: UUID) -> bool:
        """Whether anything but cards can link people of the project."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM link_code JOIN wave ON wave.id = wave_id"
            " WHERE project_id = ?1) OR EXISTS (SELECT 1 FROM link_decision WHERE project_id = ?1)"
        )
        found = self._ledger.connection.exec_driver_sql(query, (project_id.hex,))
        return bool(found.scalar_one())

    def key_marks(self, project_id: UUID) -> frozenset[bytes]:
        """Of the keys that sealed the project's codes."""
        query = (
            "SELECT DISTINCT key_mark FROM link_code JOIN wave ON wave.id = wave_id"
            " WHERE project_id = ?"
        )
        found = self._ledger.connection.exec_driver_sql(query, (project_id.hex,))
        return frozenset(bytes(row[0]) for row in found)

    def decide(self, decision: LinkDecision) -> None:
        """
        Raises:
            NotAllowedNow: one of the two was erased.
        """
        if is_erased(self._ledger.connection, decision.after):
            raise NotAllowedNow(_("This person took everything back, and it was erased."))
        payload = {
            "project_id": str(decision.project_id),
            "before_wave": str(decision.before_wave),
            "after_wave": str(decision.after_wave),
            "before": str(decision.before),
            "after": str(decision.after),
            "verdict": decision.verdict.value,
            "by": decision.by,
            "at": time_text(decision.at),
            "why": decision.why,
        }
        self._ledger.record(
            DECISION_KIND,
            decision.id,
            payload,
            LINKS,
            project=decision.project_id,
            subject=decision.before,
        )

    def decisions(self, before_wave: UUID, after_wave: UUID) -> tuple[LinkDecision, ...]:
        """On links between two waves, in the order in which they were taken."""
        rows = find_all(
            self._ledger.connection,
            LinkDecisionRow,
            "hlc",
            before_wave=before_wave,
            after_wave=after_wave,
        )
        return tuple(_decision(row) for row in rows)


def project_code(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    put(
        connection,
        LinkCodeRow,
        respondent_id=UUID(body["entity"]),
        wave_id=UUID(payload["wave_id"]),
        scheme=payload["scheme"],
        key_mark=bytes.fromhex(payload["key_mark"]),
        elements=payload["elements"],
        said=payload["said"],
        hashes=bytes.fromhex(payload["hashes"]),
    )


def project_decision(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    ids = ("project_id", "before_wave", "after_wave", "before", "after")
    put(
        connection,
        LinkDecisionRow,
        id=UUID(body["entity"]),
        **{name: UUID(payload[name]) for name in ids},
        verdict=payload["verdict"],
        decided_by=payload["by"],
        decided_at=payload["at"],
        why=payload["why"],
        hlc=body["hlc"],
    )


def _code(row: Any) -> SealedCode:
    return SealedCode(
        scheme=row.scheme,
        key_mark=bytes(row.key_mark),
        elements=row.elements,
        said=row.said,
        hashes=bytes(row.hashes),
    )


def _decision(row: Any) -> LinkDecision:
    return LinkDecision(
        id=row.id,
        project_id=row.project_id,
        before_wave=row.before_wave,
        after_wave=row.after_wave,
        before=row.before,
        after=row.after,
        verdict=Verdict(row.verdict),
        by=row.decided_by,
        at=datetime.fromisoformat(row.decided_at),
        why=row.why,
    )
