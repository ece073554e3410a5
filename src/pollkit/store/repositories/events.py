"""Events, each with the version of its instrument."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from pollkit.domain.events import Event
from pollkit.domain.people import AsksFor
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.encoding import id_from, id_text, time_text
from pollkit.store.ledger import Ledger
from pollkit.store.repositories.instruments import InstrumentRepository, use_version
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import ActivityRow, EventRow
from pollkit.store.topics import EVENTS, room_topic

KIND = "event"


class EventRepository:
    def __init__(self, ledger: Ledger, instruments: InstrumentRepository) -> None:
        self._ledger = ledger
        self._instruments = instruments

    def save(self, event: Event) -> None:
        """Keeps the event as it is; changed questions make another version of its instrument."""
        version_id = self._instruments.save(event.instrument)
        known = find(self._ledger.connection, EventRow, id=event.id)
        payload = {
            "title": event.title,
            "place": event.place,
            "starts_at": time_text(event.starts_at),
            "instrument_id": str(uuid7() if known is None else known.instrument_id),
            "version_id": version_id,
            "answers_tied": event.answers_tied,
            "population": event.population,
            "activity_id": id_text(event.activity_id),
            "is_archived": event.is_archived,
            "outdated": dict(event.outdated),
        }
        if event.asks_for is not AsksFor.NOTHING:
            payload["asks_for"] = event.asks_for.value
        if event.keeps_names:
            payload["keeps_names"] = True
        if known is not None and self._event(known) == event:
            return
        self._ledger.record(
            KIND,
            event.id,
            payload,
            EVENTS,
            room_topic(event.id),
            project=project_of_activity(self._ledger.connection, event.activity_id),
            instrument=version_id,
        )

    def get(self, event_id: UUID) -> Event:
        return self._event(event_row(self._ledger.connection, event_id))

    def list(self, include_archived: bool = False) -> tuple[Event, ...]:
        """The newest first, by the time at which they start."""
        wanted = {} if include_archived else {"is_archived": False}
        events = [self._event(row) for row in find_all(self._ledger.connection, EventRow, **wanted)]
        return tuple(sorted(events, key=lambda event: event.starts_at, reverse=True))

    def _event(self, row: Any) -> Event:
        return Event(
            id=row.id,
            title=row.title,
            place=row.place,
            starts_at=datetime.fromisoformat(row.starts_at),
            instrument=self._instruments.get(row.version_id),
            answers_tied=row.answers_tied,
            population=row.population,
            activity_id=row.activity_id,
            is_archived=row.is_archived,
            outdated=json.loads(row.outdated or "{}"),
            asks_for=AsksFor(row.asks_for or AsksFor.NOTHING),
            keeps_names=bool(row.keeps_names),
        )


def event_row(connection: Connection, event_id: UUID) -> Any:
    row = find(connection, EventRow, id=event_id)
    if row is None:
        raise NotFound(_("This event is not in the workspace."))
    return row


def project_of_event(connection: Connection, event_id: UUID) -> UUID | None:
    return project_of_activity(connection, event_row(connection, event_id).activity_id)


def project_of_activity(connection: Connection, activity_id: UUID | None) -> UUID | None:
    row = None if activity_id is None else find(connection, ActivityRow, id=activity_id)
    return None if row is None else row.project_id


def project_event(connection: Connection, body: dict[str, Any]) -> None:
    payload = body["payload"]
    instrument_id = UUID(payload["instrument_id"])
    use_version(connection, instrument_id, payload["version_id"])
    changed = {**payload, "instrument_id": instrument_id}
    changed["activity_id"] = id_from(payload["activity_id"])
    changed["asks_for"] = payload.get("asks_for")
    changed["keeps_names"] = payload.get("keeps_names")
    changed["outdated"] = _json_or_none(payload.get("outdated"))
    put(connection, EventRow, id=UUID(body["entity"]), **changed)


def _json_or_none(notes: dict[str, str] | None) -> str | None:
    return json.dumps(notes, ensure_ascii=False, sort_keys=True) if notes else None
