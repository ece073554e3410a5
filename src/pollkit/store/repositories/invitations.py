"""Who is invited to an event and who came: names on this machine only, tied to no phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pollkit.domain.codes import new_code
from pollkit.domain.invitations import Invitation
from pollkit.store.connection import raw_driver
from pollkit.store.encoding import time_text
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger
from pollkit.store.rows import find_all, put
from pollkit.store.tables import InvitationRow
from pollkit.store.topics import room_topic


class InvitationRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def list(self, event_id: UUID) -> tuple[Invitation, ...]:
        rows = find_all(self._ledger.connection, InvitationRow, "place", event_id=event_id)
        return tuple(_invitation(row) for row in rows)

    def add(self, event_id: UUID, names: Sequence[str]) -> None:
        """Behind those who are on the list; each gets a code of their own."""
        known = self.list(event_id)
        taken = {one.code for one in known}
        for place, name in enumerate(names, start=len(known) + 1):
            while (code := new_code()) in taken:
                pass
            taken.add(code)
            self._put(event_id, code=code, place=place, name=name, came_at=None)

    def check_in(self, event_id: UUID, code: str, came_at: datetime) -> Invitation | None:
        """The invitation as it was before, so that whoever came already is known; None = nobody's
        code."""
        known = next((one for one in self.list(event_id) if one.code == code), None)
        if known is not None and known.came_at is None:
            self._put(
                event_id, code=code, came_at=time_text(came_at), **_rest(known, self, event_id)
            )
        return known

    def check_out(self, event_id: UUID, code: str) -> None:
        """Takes a check-in back that was a mistake."""
        known = next((one for one in self.list(event_id) if one.code == code), None)
        if known is not None:
            self._put(event_id, code=code, came_at=None, **_rest(known, self, event_id))

    def forget(self, event_id: UUID) -> None:
        """So that no byte of a name stays in the file."""
        erase(raw_driver(self._ledger.connection), "invitation", "event_id = ?", (event_id.hex,))
        self._ledger.must_wipe = True
        self._ledger.topics.add(room_topic(event_id))

    def place_of(self, event_id: UUID, code: str) -> int:
        return next(
            int(row.place)
            for row in find_all(self._ledger.connection, InvitationRow, event_id=event_id)
            if row.code == code
        )

    def _put(self, event_id: UUID, **values: Any) -> None:
        put(self._ledger.connection, InvitationRow, event_id=event_id, **values)
        self._ledger.topics.add(room_topic(event_id))


def _rest(known: Invitation, repository: InvitationRepository, event_id: UUID) -> dict[str, Any]:
    return {"place": repository.place_of(event_id, known.code), "name": known.name}


def _invitation(row: Any) -> Invitation:
    came_at = None if row.came_at is None else datetime.fromisoformat(row.came_at)
    return Invitation(row.code, row.name, came_at)
