"""Printed codes that let one phone each into a room.

Only a slow hash is kept: a thousand million codes could be tried against a quick one in a moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from pollkit.store.connection import raw_driver
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger
from pollkit.store.topics import room_topic

# All that is kept of a phone while an event runs: (table, column of the event).
_OF_PHONES = ("phone", "vote", "past_vote", "in_box", "more_time", "open_post", "open_support")


class Claim(StrEnum):
    UNKNOWN = "unknown"
    TAKEN = "taken"  # by another phone
    OWN = "own"
    FIRST = "first"
    MOVED = "moved"  # from the phone that had it before it was freed


@dataclass(frozen=True)
class CodeCount:
    made: int = 0
    used: int = 0


def code_hash(event_id: UUID, code: str) -> bytes:
    """About 10 ms."""
    return hashlib.scrypt(code.encode(), salt=event_id.bytes, n=2**12, r=8, p=1, dklen=16)


class EntryCodes:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._raw: Any = raw_driver(ledger.connection)

    def add(self, event_id: UUID, hashes: Iterable[bytes]) -> None:
        rows = [(event_id.hex, one) for one in hashes]
        self._raw.executemany("INSERT OR IGNORE INTO entry_code VALUES (?, ?, NULL, 0)", rows)
        self._ledger.topics.add(room_topic(event_id))

    def claim(self, event_id: UUID, hashed: bytes, token_hash: bytes) -> tuple[Claim, bytes | None]:
        """Gives the code to a phone if it is nobody's; with the phone whose place it takes."""
        row = self._row(event_id, hashed)
        if row is None:
            return Claim.UNKNOWN, None
        owner, is_free = row
        if owner == token_hash:
            return Claim.OWN, None
        if owner is not None and not is_free:
            return Claim.TAKEN, None
        self._raw.execute(
            "UPDATE entry_code SET token_hash = ?, is_free = 0 WHERE event_id = ? AND"
            " code_hash = ?",
            (token_hash, event_id.hex, hashed),
        )
        self._ledger.topics.add(room_topic(event_id))
        if owner is None:
            return Claim.FIRST, None
        for table in _OF_PHONES:
            self._raw.execute(
                f"UPDATE {table} SET token_hash = ? WHERE event_id = ? AND token_hash = ?",  # noqa: S608
                (token_hash, event_id.hex, owner),
            )
        return Claim.MOVED, owner

    def free(self, event_id: UUID, hashed: bytes) -> bool:
        """Lets another phone use the code and go on in place of the first; False if there is no
        such code or nobody uses it."""
        row = self._row(event_id, hashed)
        if row is None or row[0] is None:
            return False
        self._raw.execute(
            "UPDATE entry_code SET is_free = 1 WHERE event_id = ? AND code_hash = ?",
            (event_id.hex, hashed),
        )
        self._ledger.topics.add(room_topic(event_id))
        return True

    def count(self, event_id: UUID) -> CodeCount:
        row = self._raw.execute(
            "SELECT count(*), count(token_hash) FROM entry_code WHERE event_id = ?",
            (event_id.hex,),
        ).fetchone()
        return CodeCount(int(row[0]), int(row[1]))

    def forget(self, event_id: UUID) -> None:
        erase(self._raw, "entry_code", "event_id = ?", (event_id.hex,))

    def _row(self, event_id: UUID, hashed: bytes) -> Any:
        return self._raw.execute(
            "SELECT token_hash, is_free FROM entry_code WHERE event_id = ? AND code_hash = ?",
            (event_id.hex, hashed),
        ).fetchone()
