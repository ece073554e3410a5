"""The rows of answers, for one response or a whole wave at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from pollkit.domain.ballots import Choice
from pollkit.domain.waves import Changes, Response
from pollkit.store.encoding import choice_json
from pollkit.store.rows import add_all, find_all, put, remove, table_of
from pollkit.store.tables import (
    AnswerCodeRow,
    AnswerRow,
    AnswerValueRow,
    PastAnswerRow,
    ResponseRow,
    Row,
)

UNSAID = "unsaid"


def read_answers(
    connection: Connection, bare: Sequence[Response], **key: UUID
) -> tuple[Response, ...]:
    """The responses with what was answered.

    Args:
        key: the column of the response table, and its value, that all of them share.
    """
    codes: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for row in _rows_of(connection, AnswerCodeRow, key, "place"):
        codes[row.response_id, row.item].append(row.code)
    values: dict[tuple[UUID, str], list[tuple[str, str]]] = defaultdict(list)
    for row in _rows_of(connection, AnswerValueRow, key, "place"):
        values[row.response_id, row.item].append((row.part, row.value))
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for row in _rows_of(connection, AnswerRow, key, "item"):
        rows[row.response_id].append(row)
    return tuple(
        replace(
            one,
            answers={
                row.item: Choice(
                    tuple(codes.get((one.id, row.item), ())),
                    row.text,
                    tuple(values.get((one.id, row.item), ())),
                )
                for row in rows[one.id]
                if not row.is_unsaid
            },
            unsaid=frozenset(row.item for row in rows[one.id] if row.is_unsaid),
            took_ms={row.item: row.took_ms for row in rows[one.id] if row.took_ms is not None},
        )
        for one in bare
    )


def stored_answers(connection: Connection, response_id: UUID) -> dict[str, str]:
    """Address -> the choice as JSON, or UNSAID."""
    codes: dict[str, list[str]] = defaultdict(list)
    for row in find_all(connection, AnswerCodeRow, "item", "place", response_id=response_id):
        codes[row.item].append(row.code)
    values: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in find_all(connection, AnswerValueRow, "item", "place", response_id=response_id):
        values[row.item].append((row.part, row.value))
    return {
        row.item: UNSAID
        if row.is_unsaid
        else choice_json(Choice(tuple(codes[row.item]), row.text, tuple(values[row.item])))
        for row in find_all(connection, AnswerRow, response_id=response_id)
    }


def past_answers(
    connection: Connection, response_id: UUID, changes: Changes
) -> dict[str, str | None]:
    """Address -> what stands there now, for every address that will be different."""
    before = stored_answers(connection, response_id)
    after: dict[str, str | None] = {
        **dict.fromkeys(changes.cleared),
        **dict.fromkeys(changes.unsaid, UNSAID),
        **{address: choice_json(choice) for address, choice in changes.answers.items()},
    }
    return {a: before.get(a) for a in sorted(after) if before.get(a) != after[a]}


def keep_past(
    connection: Connection,
    response_id: UUID,
    past: Mapping[str, str | None],
    changed_at: str,
    reason: str,
) -> None:
    last = len(find_all(connection, PastAnswerRow, response_id=response_id))
    rows = [
        {
            "response_id": response_id,
            "number": last + place,
            "item": item,
            "choice": choice,
            "changed_at": changed_at,
            "reason": reason,
        }
        for place, (item, choice) in enumerate(past.items(), start=1)
    ]
    add_all(connection, PastAnswerRow, rows)


def write_changes(connection: Connection, response_id: UUID, changes: Changes) -> None:
    for address in sorted(changes.addresses):
        key = {"response_id": response_id, "item": address}
        remove(connection, AnswerCodeRow, **key)
        remove(connection, AnswerValueRow, **key)
        if address in changes.cleared:
            remove(connection, AnswerRow, **key)
        else:
            choice = changes.answers.get(address, Choice())
            is_unsaid = address in changes.unsaid or None
            put(connection, AnswerRow, **key, text=choice.text, is_unsaid=is_unsaid)
            _add_parts(connection, key, choice)
    for address, took_ms in changes.took_ms.items():
        if address not in changes.cleared:
            put(connection, AnswerRow, response_id=response_id, item=address, took_ms=took_ms)


def _add_parts(connection: Connection, key: dict[str, Any], choice: Choice) -> None:
    codes = [{**key, "place": place, "code": code} for place, code in enumerate(choice.codes)]
    add_all(connection, AnswerCodeRow, codes)
    values = [
        {**key, "place": place, "part": part, "value": value}
        for place, (part, value) in enumerate(choice.values)
    ]
    add_all(connection, AnswerValueRow, values)


def _rows_of(
    connection: Connection, row: type[Row], key: Mapping[str, UUID], order: str
) -> list[Any]:
    """The rows of every response whose column has this value."""
    rows, responses = table_of(row), table_of(ResponseRow)
    ((name, value),) = key.items()
    statement = (
        select(rows)
        .join(responses, responses.c.id == rows.c.response_id)
        .where(responses.c[name] == value)
        .order_by(rows.c.response_id, rows.c.item, rows.c[order])
    )
    return list(connection.execute(statement))
