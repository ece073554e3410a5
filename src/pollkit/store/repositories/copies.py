"""The copy of one room with which another laptop goes on: every row that its event has.

The event and its questions are taken over as operations of their own; where the room stands and
its ballots as one operation that carries the rows of the tables; phones, open votes, PIN and Wi-Fi
as the rows of this machine that they are. Rows are carried by the names of their columns, so that a
table that is added later travels by itself.
"""

# ruff: noqa: S608 (names of tables and columns come from the program's own metadata)

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table

from pollkit.domain.events import Event
from pollkit.domain.people import AsksFor
from pollkit.errors import IllegalMove, NotFound
from pollkit.i18n import _
from pollkit.store.connection import raw_driver
from pollkit.store.encoding import instrument_from, time_text
from pollkit.store.ledger import Ledger
from pollkit.store.repositories.events import EventRepository, project_of_event
from pollkit.store.repositories.rooms import RoomRepository
from pollkit.store.rows import find, table_of
from pollkit.store.tables import (
    PROJECTION,
    BallotCodeRow,
    BallotValueRow,
    EventRow,
    InvitationRow,
    RoomCopyRow,
    Row,
    SpentVoteRow,
)
from pollkit.store.topics import EVENTS, room_topic

KIND = "taken_over"

Rows = dict[str, list[dict[str, Any]]]

_OF_BALLOTS = (BallotCodeRow, BallotValueRow)
_IN_BALLOTS = "ballot_id IN (SELECT id FROM ballot WHERE event_id = ?)"


class CopyRepository:
    def __init__(self, ledger: Ledger, events: EventRepository, rooms: RoomRepository) -> None:
        self._ledger = ledger
        self._events = events
        self._rooms = rooms

    def make(self, event_id: UUID) -> dict[str, Any]:
        """All that another laptop needs to go on with this room, as JSON can hold it."""
        event = self._events.get(event_id)
        raw = raw_driver(self._ledger.connection)
        return {
            "v": 1,
            "made_at": time_text(self._ledger.clock()),
            "event": _event_payload(event),
            "room": {"version": self._rooms.load(event_id).version},
            "tables": _rows_of(raw, _room_tables(), event_id),
            "machine": _rows_of(raw, _machine_tables(), event_id),
        }

    def take_over(self, copy: dict[str, Any]) -> Event:
        """Makes the room here what it was there; returns its event.

        Raises:
            IllegalMove: this workspace has moved on with the event by itself.
        """
        event = self._with_activity(_event_from(copy["event"]))
        self._refuse_older(event.id, copy["room"]["version"])
        self._events.save(event)
        raw = raw_driver(self._ledger.connection)
        _replace_rows(raw, _machine_tables(), event.id, copy["machine"])
        self._ledger.record(
            KIND,
            event.id,
            {"made_at": copy["made_at"], "tables": copy["tables"]},
            EVENTS,
            room_topic(event.id),
            project=project_of_event(self._ledger.connection, event.id),
            instrument=event.instrument.version_id,
        )
        return event

    def _with_activity(self, event: Event) -> Event:
        """Where the event was known here before, it stays in its activity."""
        known = find(self._ledger.connection, EventRow, id=event.id)
        return event if known is None else replace(event, activity_id=known.activity_id)

    def _refuse_older(self, event_id: UUID, version: int) -> None:
        try:
            here = self._rooms.load(event_id).version
        except NotFound:
            return
        if here > version:
            raise IllegalMove(
                _(
                    "This laptop has gone on with this event by itself: its room is newer than the "
                    "copy. Nothing was changed."
                )
            )


def project_taken_over(connection: Connection, body: dict[str, Any]) -> None:
    raw = raw_driver(connection)
    _replace_rows(raw, _room_tables(), UUID(body["entity"]), body["payload"]["tables"])


def _room_tables() -> list[Table]:
    """The event's own tables of the projection, parents before children."""
    tables = [table_of(row) for row in PROJECTION if row is not EventRow]
    of_ballots = {table_of(row).name for row in _OF_BALLOTS}
    return [t for t in tables if "event_id" in t.c or t.name in of_ballots]


def _machine_tables() -> list[Table]:
    here_alone: tuple[type[Row], ...] = (RoomCopyRow, InvitationRow)
    kept = {table_of(row).name for row in (*PROJECTION, *here_alone)}
    spent = table_of(SpentVoteRow).name
    tables = Row.metadata.tables.values()
    return [t for t in tables if t.name not in kept and ("event_id" in t.c or t.name == spent)]


def _condition(table: Table) -> str:
    if "event_id" in table.c:
        return "event_id = ?"
    # Ids of spent votes tell no event.
    return _IN_BALLOTS if "ballot_id" in table.c else "? IS NOT NULL"


def _rows_of(raw: Any, tables: list[Table], event_id: UUID) -> Rows:
    found: Rows = {}
    for table in tables:
        cursor = raw.execute(
            f"SELECT * FROM {table.name} WHERE {_condition(table)}", (event_id.hex,)
        )
        names = [column[0] for column in cursor.description]
        found[table.name] = [
            {name: _plain(value) for name, value in zip(names, row, strict=True)} for row in cursor
        ]
    return found


def _replace_rows(raw: Any, tables: list[Table], event_id: UUID, rows: Rows) -> None:
    for table in reversed(tables):
        if "event_id" in table.c or "ballot_id" in table.c:
            raw.execute(f"DELETE FROM {table.name} WHERE {_condition(table)}", (event_id.hex,))
    for table in tables:
        known = [column.name for column in table.c]
        for row in rows.get(table.name, []):
            # What a newer PollKit has added beside is left out; what an older one lacks is NULL.
            names = [name for name in known if name in row]
            places = ", ".join("?" * len(names))
            raw.execute(
                f"INSERT OR REPLACE INTO {table.name} ({', '.join(names)}) VALUES ({places})",
                [_value(row[name]) for name in names],
            )


def _plain(value: Any) -> Any:
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _value(plain: Any) -> Any:
    return base64.b64decode(plain["bytes"]) if isinstance(plain, dict) else plain


def _event_payload(event: Event) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "title": event.title,
        "place": event.place,
        "starts_at": time_text(event.starts_at),
        "canonical": event.instrument.canonical_json(),
        "answers_tied": event.answers_tied,
        "population": event.population,
        "outdated": dict(event.outdated),
        "asks_for": event.asks_for.value,
        "keeps_names": event.keeps_names,
    }


def _event_from(payload: dict[str, Any]) -> Event:
    return Event(
        id=UUID(payload["id"]),
        title=payload["title"],
        place=payload["place"],
        starts_at=datetime.fromisoformat(payload["starts_at"]),
        instrument=instrument_from(payload["canonical"]),
        answers_tied=payload["answers_tied"],
        population=payload["population"],
        outdated=payload["outdated"],
        asks_for=AsksFor(payload.get("asks_for", AsksFor.NOTHING)),
        keeps_names=bool(payload.get("keeps_names")),
    )
