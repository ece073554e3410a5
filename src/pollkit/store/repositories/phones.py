"""Phones that joined an event. They belong to this machine, are no operations, and are forgotten
when the event ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from pollkit.domain.ballots import Channel, RoomPhone
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.connection import raw_driver
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger
from pollkit.store.topics import room_topic

_ALL = (
    "SELECT token_hash, language, respondent_id, channel, name, is_name_released FROM phone"
    " WHERE event_id = ?"
)
_ONE = f"{_ALL} AND token_hash = ?"
_STATE = (
    "SELECT e.answers_tied, r.has_ended FROM event e LEFT JOIN room r ON r.event_id = e.id"
    " WHERE e.id = ?"
)
_KEEP = (
    "INSERT INTO phone (event_id, token_hash, language, respondent_id, channel, name)"
    " VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET respondent_id = excluded.respondent_id"
)

_KEEP_NAMES = (
    "INSERT OR REPLACE INTO kept_name (event_id, respondent_id, name)"
    " SELECT event_id, respondent_id, name FROM phone"
    " WHERE event_id = ? AND respondent_id IS NOT NULL AND name IS NOT NULL"
)


class Phones:
    # Statements go straight to the driver: two hundred phones join within twenty seconds.

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._raw: Any = raw_driver(ledger.connection)

    def join(
        self,
        event_id: UUID,
        token_hash: bytes,
        language: str,
        channel: Channel = Channel.PHONE,
        name: str = "",
    ) -> RoomPhone:
        """The phone in the room; one that joins again is the same as before. Of a phone that comes
        after the end nothing is kept."""
        known = self.get(event_id, token_hash)
        is_tied, has_ended = self._state(event_id)
        if has_ended:
            return RoomPhone(token_hash, language, channel=channel, name=name)
        if known is not None and (known.respondent_id is not None or not is_tied):
            return known
        respondent_id = uuid4() if is_tied else None
        said, name = (known.language, known.name) if known else (language, name)
        phone = RoomPhone(token_hash, said, respondent_id, channel, name)
        values = (
            event_id.hex,
            token_hash,
            phone.language,
            respondent_id and respondent_id.hex,
            None if channel is Channel.PHONE else channel.value,
            name or None,
        )
        self._raw.execute(_KEEP, values)
        self._ledger.topics.add(room_topic(event_id))
        return phone

    def get(self, event_id: UUID, token_hash: bytes) -> RoomPhone | None:
        row = self._raw.execute(_ONE, (event_id.hex, token_hash)).fetchone()
        return None if row is None else _phone(row)

    def all(self, event_id: UUID) -> tuple[RoomPhone, ...]:
        return tuple(_phone(row) for row in self._raw.execute(_ALL, (event_id.hex,)))

    def set_language(self, event_id: UUID, token_hash: bytes, language: str) -> None:
        self._raw.execute(
            "UPDATE phone SET language = ? WHERE event_id = ? AND token_hash = ?",
            (language, event_id.hex, token_hash),
        )

    def set_name(self, event_id: UUID, token_hash: bytes, name: str) -> None:
        """What the facilitator calls somebody; the name may be shown from then on."""
        self._raw.execute(
            "UPDATE phone SET name = ?, is_name_released = 1 WHERE event_id = ? AND token_hash = ?",
            (name, event_id.hex, token_hash),
        )

    def keep_names(self, event_id: UUID) -> None:
        """Of an event that tells names: pseudonym and name outlive the phones."""
        self._raw.execute(_KEEP_NAMES, (event_id.hex,))

    def names(self, event_id: UUID) -> dict[UUID, str]:
        """Pseudonym -> name, of those who are in the room or were kept at its end."""
        here = {
            phone.respondent_id: phone.name
            for phone in self.all(event_id)
            if phone.respondent_id is not None and phone.name
        }
        kept = self._raw.execute(
            "SELECT respondent_id, name FROM kept_name WHERE event_id = ?", (event_id.hex,)
        )
        return {**here, **{UUID(one): name for one, name in kept}}

    def forget_names(self, event_id: UUID) -> None:
        """So that no byte of a kept name stays in the file."""
        erase(self._raw, "kept_name", "event_id = ?", (event_id.hex,))
        self._ledger.must_wipe = True

    def forget(self, event_id: UUID) -> None:
        """From here on no pseudonym leads to a phone; how many there were is in the room."""
        erase(self._raw, "phone", "event_id = ?", (event_id.hex,))
        self._ledger.must_wipe = True

    def joined(self, event_id: UUID) -> int:
        """How many ever joined with a phone of their own; where the phones themselves are not
        known, as last recorded."""
        row = self._raw.execute(
            "SELECT max((SELECT count(*) FROM phone WHERE event_id = :event AND channel IS NULL),"
            " coalesce((SELECT joined FROM room WHERE event_id = :event), 0))",
            {"event": event_id.hex},
        ).fetchone()
        return int(row[0])

    def pseudonyms(self, event_id: UUID) -> dict[bytes, UUID]:
        """Token -> the event's own pseudonym, of a tied event."""
        return {
            phone.token_hash: phone.respondent_id
            for phone in self.all(event_id)
            if phone.respondent_id is not None
        }

    def channels(self, event_id: UUID) -> dict[bytes, Channel]:
        """Token -> the channel, of those who came by no phone of their own."""
        return {
            phone.token_hash: phone.channel
            for phone in self.all(event_id)
            if phone.channel is not Channel.PHONE
        }

    def _state(self, event_id: UUID) -> tuple[bool, bool]:
        """Whether answers are tied, and whether the event has ended."""
        row = self._raw.execute(_STATE, (event_id.hex,)).fetchone()
        if row is None:
            raise NotFound(_("This event is not in the workspace."))
        return bool(row[0]), bool(row[1])


def _phone(row: Any) -> RoomPhone:
    return RoomPhone(
        token_hash=row[0],
        language=row[1],
        respondent_id=None if row[2] is None else UUID(row[2]),
        channel=Channel.PHONE if row[3] is None else Channel(row[3]),
        name=row[4] or "",
        is_name_released=bool(row[5]),
    )
