"""Responses: a respondent's answers in a wave, with what they were before a change."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.ballots import Choice
from pollkit.domain.waves import Mode, PastAnswer, Response, ResponseState
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.encoding import (
    choice_from,
    choice_from_json,
    choice_json,
    choice_payload,
    time_text,
)
from pollkit.store.ledger import Ledger
from pollkit.store.rows import add_all, find, find_all, put, remove
from pollkit.store.tables import (
    AnswerCodeRow,
    AnswerRow,
    AnswerValueRow,
    PastAnswerRow,
    ResponseRow,
    WaveRow,
)
from pollkit.store.topics import RESPONSES

KIND = "response"


class ResponseRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save(self, response: Response, reason: str = "") -> None:
        """Keeps the response; what it changes stays in the history with the reason."""
        connection = self._ledger.connection
        wave = find(connection, WaveRow, id=response.wave_id)
        if wave is None:
            raise NotFound(_("This wave is not in the workspace."))
        payload = {
            "respondent_id": str(response.respondent_id),
            "wave_id": str(response.wave_id),
            "version_id": response.instrument_version,
            "mode": response.mode.value,
            "state": response.state.value,
            "answers": {item: choice_payload(c) for item, c in response.answers.items()},
            "at": time_text(self._ledger.clock()),
            "reason": reason,
        }
        self._ledger.record(
            KIND,
            response.id,
            payload,
            RESPONSES,
            project=wave.project_id,
            subject=response.respondent_id,
            instrument=response.instrument_version,
        )

    def get(self, response_id: UUID) -> Response:
        row = find(self._ledger.connection, ResponseRow, id=response_id)
        if row is None:
            raise NotFound(_("This response is not in the workspace."))
        return self._response(row)

    def list(self, wave_id: UUID) -> tuple[Response, ...]:
        rows = find_all(self._ledger.connection, ResponseRow, "id", wave_id=wave_id)
        return tuple(self._response(row) for row in rows)

    def history(self, response_id: UUID) -> tuple[PastAnswer, ...]:
        """What answers were before each change, the oldest first."""
        rows = find_all(self._ledger.connection, PastAnswerRow, "number", response_id=response_id)
        return tuple(
            PastAnswer(
                row.item,
                None if row.choice is None else choice_from_json(row.choice),
                datetime.fromisoformat(row.changed_at),
                row.reason,
            )
            for row in rows
        )

    def _response(self, row: Any) -> Response:
        return Response(
            id=row.id,
            respondent_id=row.respondent_id,
            wave_id=row.wave_id,
            instrument_version=row.version_id,
            mode=Mode(row.mode),
            state=ResponseState(row.state),
            answers=_answers(self._ledger.connection, row.id),
        )


def project_response(connection: Connection, body: dict[str, Any]) -> None:
    payload, response_id = body["payload"], UUID(body["entity"])
    is_new = find(connection, ResponseRow, id=response_id) is None
    put(
        connection,
        ResponseRow,
        id=response_id,
        respondent_id=UUID(payload["respondent_id"]),
        wave_id=UUID(payload["wave_id"]),
        version_id=payload["version_id"],
        mode=payload["mode"],
        state=payload["state"],
    )
    before = {} if is_new else _answers(connection, response_id)
    after = {item: choice_from(choice) for item, choice in payload["answers"].items()}
    if not is_new:
        _keep_past(connection, response_id, before, after, payload)
    for item in sorted(before.keys() | after.keys()):
        if before.get(item) != after.get(item):
            _write_answer(connection, response_id, item, after.get(item))


def _keep_past(
    connection: Connection,
    response_id: UUID,
    before: dict[str, Choice],
    after: dict[str, Choice],
    payload: dict[str, Any],
) -> None:
    last = len(find_all(connection, PastAnswerRow, response_id=response_id))
    changed = [i for i in sorted(before.keys() | after.keys()) if before.get(i) != after.get(i)]
    rows = [
        {
            "response_id": response_id,
            "number": last + place,
            "item": item,
            "choice": choice_json(before[item]) if item in before else None,
            "changed_at": payload["at"],
            "reason": payload["reason"],
        }
        for place, item in enumerate(changed, start=1)
    ]
    add_all(connection, PastAnswerRow, rows)


def _write_answer(
    connection: Connection, response_id: UUID, item: str, choice: Choice | None
) -> None:
    remove(connection, AnswerCodeRow, response_id=response_id, item=item)
    remove(connection, AnswerValueRow, response_id=response_id, item=item)
    if choice is None:
        remove(connection, AnswerRow, response_id=response_id, item=item)
        return
    put(connection, AnswerRow, response_id=response_id, item=item, text=choice.text)
    codes = [
        {"response_id": response_id, "item": item, "place": place, "code": code}
        for place, code in enumerate(choice.codes)
    ]
    add_all(connection, AnswerCodeRow, codes)
    values = [
        {"response_id": response_id, "item": item, "place": place, "part": part, "value": value}
        for place, (part, value) in enumerate(choice.values)
    ]
    add_all(connection, AnswerValueRow, values)


def _answers(connection: Connection, response_id: UUID) -> dict[str, Choice]:
    codes: dict[str, list[str]] = {}
    for row in find_all(connection, AnswerCodeRow, "item", "place", response_id=response_id):
        codes.setdefault(row.item, []).append(row.code)
    values: dict[str, list[tuple[str, str]]] = {}
    for row in find_all(connection, AnswerValueRow, "item", "place", response_id=response_id):
        values.setdefault(row.item, []).append((row.part, row.value))
    return {
        row.item: Choice(tuple(codes.get(row.item, ())), row.text, tuple(values.get(row.item, ())))
        for row in find_all(connection, AnswerRow, "item", response_id=response_id)
    }
