"""The tables that the program reads, made from the operations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from pollkit.store.connection import raw_driver
from pollkit.store.erasing import WIPE_AT_ONCE, call_for_wipe, erase_operation
from pollkit.store.operations import index_operation, operations
from pollkit.store.repositories import (
    boards,
    boxes,
    consents,
    copies,
    devices,
    entry_checks,
    events,
    instruments,
    links,
    programmes,
    questionnaires,
    responses,
    rooms,
    text_edits,
    version_steps,
    waves,
    withdrawals,
)
from pollkit.store.rows import table_of
from pollkit.store.tables import PROJECTION

_log = logging.getLogger(__name__)

_PROJECTORS: Mapping[str, Callable[[Connection, dict[str, Any]], None]] = {
    "device": devices.project_device,
    "programme": programmes.project_programme,
    "call": programmes.project_call,
    "project": programmes.project_project,
    "activity": programmes.project_activity,
    instruments.KIND: instruments.project_version,
    questionnaires.KIND: questionnaires.project_questionnaire,
    version_steps.KIND: version_steps.project_version_step,
    events.KIND: events.project_event,
    rooms.KIND: rooms.project_room,
    text_edits.KIND: text_edits.project_text_edit,
    boxes.KIND: boxes.project_ballots,
    boards.KIND: boards.project_posts,
    copies.KIND: copies.project_taken_over,
    "wave": waves.project_wave,
    "respondent": waves.project_respondent,
    consents.TEXT_KIND: consents.project_consent_text,
    consents.KIND: consents.project_consent,
    responses.KIND: responses.project_response,
    responses.ANSWER_KIND: responses.project_answer,
    entry_checks.KIND: entry_checks.project_entry_check,
    links.CODE_KIND: links.project_code,
    links.DECISION_KIND: links.project_decision,
    withdrawals.KIND: withdrawals.project_tombstone,
}


def project_operation(connection: Connection, body: dict[str, Any]) -> None:
    """Brings the tables up to one operation."""
    _PROJECTORS[body["kind"]](connection, body)


def rebuild_projection(connection: Connection) -> int:
    """Empties the projection and makes it anew from the log; how many operations there were."""
    for row in reversed(PROJECTION):
        connection.execute(table_of(row).delete())
    count = 0
    for stream, seq, body in _without_erased(connection, list(operations(connection))):
        index_operation(connection, stream, seq, body)
        if body["kind"] not in _PROJECTORS:
            # Of a newer PollKit: kept in the log, shown once this one knows the kind.
            _log.warning("an operation of kind %s waits for a newer version", body["kind"])
            continue
        project_operation(connection, body)
        count += 1
    return count


def _without_erased(
    connection: Connection, found: list[tuple[str, int, dict[str, Any]]]
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """A tombstone wins whatever the clocks say: what came of an erased respondent before or after
    it is erased now."""
    gone = {body["entity"] for _stream, _seq, body in found if body["kind"] == withdrawals.KIND}
    raw = raw_driver(connection)
    for stream, seq, body in found:
        if gone.intersection(_people(body)):
            erase_operation(raw, stream, seq)
            call_for_wipe(raw, WIPE_AT_ONCE)
        else:
            yield stream, seq, body


def _people(body: dict[str, Any]) -> tuple[str | None, ...]:
    """Whom an operation is of; a decision about a link is of two."""
    other = body["payload"].get("after") if body["kind"] == links.DECISION_KIND else None
    return body["subject"], other
