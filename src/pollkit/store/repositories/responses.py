"""Responses: a respondent's answers in a wave, with what they were before a change.

Each answer is an operation of its own, which holds only what it changes: an interview of 200
questions would else write 20,000 answers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.waves import Changes, Mode, PastAnswer, Response, ResponseState
from pollkit.errors import NotAllowedNow, NotFound
from pollkit.i18n import _
from pollkit.store.connection import raw_driver
from pollkit.store.encoding import (
    choice_from,
    choice_from_json,
    choice_payload,
    day_from,
    day_text,
    time_text,
)
from pollkit.store.erasing import WIPE_AT_CLOSE, call_for_wipe, erase_response
from pollkit.store.ledger import Ledger
from pollkit.store.repositories import answers as kept
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import PastAnswerRow, ResponseRow, WaveRow
from pollkit.store.topics import RESPONSES

KIND = "response"
ANSWER_KIND = "answer"


class ResponseRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save(self, response: Response, reason: str = "") -> None:
        """Keeps the whole response. Of one that had ended before, what it changes stays in the
        history with the reason."""
        payload = {
            "respondent_id": str(response.respondent_id),
            "wave_id": str(response.wave_id),
            "version_id": response.instrument_version,
            "mode": response.mode.value,
            "state": response.state.value,
            "answers": {item: choice_payload(c) for item, c in response.answers.items()},
            "unsaid": sorted(response.unsaid),
            "took_ms": dict(response.took_ms),
            "language": response.language,
            "started_on": day_text(response.started_on),
            "ended_on": day_text(response.ended_on),
            "refusal": response.reason,
            "at": time_text(self._ledger.clock()),
            "reason": reason,
        }
        self._record(KIND, response, payload)

    def change(
        self,
        response_id: UUID,
        changes: Changes,
        *,
        state: ResponseState | None = None,
        ended_on: date | None = None,
        reason: str = "",
        version: str | None = None,
    ) -> None:
        """Writes what one answer changes. In a response that has ended, the old values stay in the
        history with the reason.

        Args:
            state, ended_on: None = as they are.
            reason: of an edit after the end.
            version: of the instrument that it was asked with; None = whichever it is now.
        Raises:
            NotAllowedNow: the response has gone over to another version meanwhile.
        """
        response = _bare(self._row(response_id))
        if version not in (None, response.instrument_version):
            raise NotAllowedNow(
                _("The questionnaire was changed meanwhile. Leave this draft and open it again.")
            )
        payload = {
            "set": {item: choice_payload(c) for item, c in changes.answers.items()},
            "unsaid": sorted(changes.unsaid),
            "cleared": sorted(changes.cleared),
            "took_ms": dict(changes.took_ms),
            "state": None if state is None else state.value,
            "ended_on": day_text(ended_on),
            "at": time_text(self._ledger.clock()),
            "reason": reason,
        }
        self._record(ANSWER_KIND, response, payload)

    def refuse(self, response_id: UUID, ended_on: date, reason: str = "") -> None:
        """Ends it without any answer: what was said until then is erased in the log too."""
        response = _bare(self._row(response_id))
        raw = raw_driver(self._ledger.connection)
        erase_response(raw, response_id)
        call_for_wipe(raw, WIPE_AT_CLOSE)
        self._ledger.must_wipe = True
        self.save(replace(response, state=ResponseState.REFUSED, ended_on=ended_on, reason=reason))

    def get(self, response_id: UUID) -> Response:
        row = self._row(response_id)
        return kept.read_answers(self._ledger.connection, [_bare(row)], id=response_id)[0]

    def list(self, wave_id: UUID) -> tuple[Response, ...]:
        """In the order in which they were begun."""
        rows = find_all(self._ledger.connection, ResponseRow, "id", wave_id=wave_id)
        found = [_bare(row) for row in rows]
        return kept.read_answers(self._ledger.connection, found, wave_id=wave_id)

    def of(self, respondent_id: UUID) -> tuple[Response, ...]:
        """A respondent's, over all waves."""
        rows = find_all(self._ledger.connection, ResponseRow, "id", respondent_id=respondent_id)
        found = [_bare(row) for row in rows]
        return kept.read_answers(self._ledger.connection, found, respondent_id=respondent_id)

    def bare(self, wave_id: UUID) -> tuple[Response, ...]:
        """Those of a wave without their answers: for counting."""
        rows = find_all(self._ledger.connection, ResponseRow, "id", wave_id=wave_id)
        return tuple(_bare(row) for row in rows)

    def history(self, response_id: UUID) -> tuple[PastAnswer, ...]:
        """What answers were before each change, the oldest first."""
        rows = find_all(self._ledger.connection, PastAnswerRow, "number", response_id=response_id)
        return tuple(_past(row) for row in rows)

    def _row(self, response_id: UUID) -> Any:
        row = find(self._ledger.connection, ResponseRow, id=response_id)
        if row is None:
            raise NotFound(_("This response is not in the workspace."))
        return row

    def _record(self, kind: str, response: Response, payload: dict[str, Any]) -> None:
        wave = find(self._ledger.connection, WaveRow, id=response.wave_id)
        if wave is None:
            raise NotFound(_("This wave is not in the workspace."))
        self._ledger.record(
            kind,
            response.id,
            payload,
            RESPONSES,
            project=wave.project_id,
            subject=response.respondent_id,
            instrument=response.instrument_version,
        )


def project_response(connection: Connection, body: dict[str, Any]) -> None:
    """The whole of a response takes the place of what was there."""
    payload, response_id = body["payload"], UUID(body["entity"])
    was = find(connection, ResponseRow, id=response_id)
    put(
        connection,
        ResponseRow,
        id=response_id,
        respondent_id=UUID(payload["respondent_id"]),
        wave_id=UUID(payload["wave_id"]),
        version_id=payload["version_id"],
        mode=payload["mode"],
        state=payload["state"],
        language=payload.get("language"),
        started_on=payload.get("started_on"),
        ended_on=payload.get("ended_on"),
        reason=payload.get("refusal"),
    )
    answers = {item: choice_from(choice) for item, choice in payload["answers"].items()}
    unsaid = frozenset(payload.get("unsaid", ()))
    gone = frozenset(kept.stored_answers(connection, response_id)) - answers.keys() - unsaid
    _apply(connection, was, body, Changes(answers, unsaid, gone, payload.get("took_ms", {})))


def project_answer(connection: Connection, body: dict[str, Any]) -> None:
    payload, response_id = body["payload"], UUID(body["entity"])
    was = find(connection, ResponseRow, id=response_id)
    if was is None:
        return  # erased, or not here yet
    changed = {name: payload[name] for name in ("state", "ended_on") if payload[name] is not None}
    if changed:
        put(connection, ResponseRow, **{**was._mapping, **changed})
    answers = {item: choice_from(choice) for item, choice in payload["set"].items()}
    unsaid, cleared = frozenset(payload["unsaid"]), frozenset(payload["cleared"])
    _apply(connection, was, body, Changes(answers, unsaid, cleared, payload["took_ms"]))


def _apply(connection: Connection, was: Any | None, body: dict[str, Any], changes: Changes) -> None:
    response_id, payload = UUID(body["entity"]), body["payload"]
    if was is not None and was.state != ResponseState.DRAFT.value:
        past = kept.past_answers(connection, response_id, changes)
        kept.keep_past(connection, response_id, past, payload["at"], payload["reason"])
    kept.write_changes(connection, response_id, changes)


def _bare(row: Any) -> Response:
    return Response(
        id=row.id,
        respondent_id=row.respondent_id,
        wave_id=row.wave_id,
        instrument_version=row.version_id,
        mode=Mode(row.mode),
        state=ResponseState(row.state),
        answers={},
        language=row.language or "",
        started_on=day_from(row.started_on),
        ended_on=day_from(row.ended_on),
        reason=row.reason or "",
    )


def _past(row: Any) -> PastAnswer:
    is_unsaid = row.choice == kept.UNSAID
    choice = None if row.choice is None or is_unsaid else choice_from_json(row.choice)
    at = datetime.fromisoformat(row.changed_at)
    return PastAnswer(row.item, choice, at, row.reason, was_unsaid=is_unsaid)
