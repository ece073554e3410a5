"""The map of an open question: which phone chose what. It is no operation and lives until sealed.

Statements go straight to the driver: this is the path of every vote.
"""

# ruff: noqa: S608 (the statements are put together from constants of this module)

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pollkit.domain.ballots import Ballot, Choice, StoredVote, Vote
from pollkit.store.connection import raw_driver
from pollkit.store.encoding import choice_from_json, choice_json
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger
from pollkit.store.topics import room_topic

_KEY = "event_id = ? AND item = ? AND round = ?"
_CURRENT = f"SELECT vote_id, choice, revision FROM vote WHERE {_KEY} AND token_hash = ?"
_MAP = f"SELECT token_hash, vote_id, choice, revision FROM vote WHERE {_KEY}"
_IS_PAST = f"SELECT 1 FROM past_vote WHERE {_KEY} AND token_hash = ? AND vote_id = ?"
_IS_SPENT = "SELECT 1 FROM spent_vote WHERE vote_id = ?"
_ANY_IN_BOX = f"SELECT 1 FROM in_box WHERE {_KEY} LIMIT 1"
_IS_IN_BOX = f"SELECT 1 FROM in_box WHERE {_KEY} AND token_hash = ?"
_HAS_ENDED = "SELECT 1 FROM room WHERE event_id = ? AND has_ended"
_KEEP = (
    "INSERT INTO vote (event_id, item, round, token_hash, vote_id, choice, revision)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " vote_id = excluded.vote_id, choice = excluded.choice, revision = excluded.revision"
)
_KEEP_PAST = (
    "INSERT INTO past_vote (event_id, item, round, token_hash, vote_id, choice, revision)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)

_Key = tuple[str, str, int, bytes]
_Held = tuple[bytes, str, int]  # vote id, choice as JSON, revision


class VoteMap:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._raw: Any = raw_driver(ledger.connection)

    def cast(self, event_id: UUID, votes: Sequence[Vote]) -> list[StoredVote]:
        """What is held for each vote's phone afterwards, in the order of the votes."""
        event = event_id.hex
        if self._raw.execute(_HAS_ENDED, (event,)).fetchone() is not None:
            return [StoredVote(vote.id, Choice(), 0) for vote in votes]
        rounds = {(vote.item, vote.round) for vote in votes}
        boxes = {key for key in rounds if self._has_box(event, *key)}
        held: dict[_Key, _Held | None] = {}
        changed: dict[_Key, _Held] = {}
        past: dict[tuple[Any, ...], _Held] = {}  # (*key, vote id) -> what was held
        encoded = {choice: choice_json(choice) for choice in {vote.choice for vote in votes}}
        reply = []
        for vote in votes:
            key = (event, vote.item, vote.round, vote.token_hash)
            vote_id = vote.id.bytes
            if key not in held:
                held[key] = self._raw.execute(_CURRENT, key).fetchone()
            before = held[key]
            if before is None:
                if key[1:3] in boxes and self._is_in_box(key):
                    reply.append(StoredVote(vote.id, Choice(), 0))
                    continue
            elif (*key, vote_id) in past or self._is_known(key, before, vote_id):
                reply.append(_stored(before))
                continue
            else:
                past[*key, before[0]] = before
            revision = 1 if before is None else before[2] + 1
            held[key] = changed[key] = (vote_id, encoded[vote.choice], revision)
            reply.append(StoredVote(vote.id, vote.choice, revision))
        self._raw.executemany(_KEEP_PAST, [(*key, *old[1:]) for key, old in past.items()])
        self._raw.executemany(_KEEP, [(*key, *new) for key, new in changed.items()])
        if changed:
            self._ledger.topics.add(room_topic(event_id))
        return reply

    def all(self, event_id: UUID, item: str, round_: int) -> dict[bytes, StoredVote]:
        rows = self._raw.execute(_MAP, (event_id.hex, item, round_))
        return {row[0]: _stored(row[1:]) for row in rows}

    def open_rounds(self, event_id: UUID) -> list[tuple[str, int]]:
        """(item, round) of everything that is not sealed."""
        return list(
            self._raw.execute(
                "SELECT DISTINCT item, round FROM vote WHERE event_id = ?", (event_id.hex,)
            )
        )

    def drop(self, event_id: UUID, item: str, round_: int, *, keep_ids: bool) -> None:
        """Forgets who chose what. `keep_ids` remembers the votes' bare ids, so that one of them
        that is sent again after a reopening changes nothing."""
        key = (event_id.hex, item, round_)
        for table in ("vote", "past_vote"):
            if keep_ids:
                self._raw.execute(
                    "INSERT OR IGNORE INTO spent_vote (vote_id)"
                    f" SELECT vote_id FROM {table} WHERE {_KEY}",
                    key,
                )
            erase(self._raw, table, _KEY, key)
        self._ledger.must_wipe = True

    def mark_in_box(self, event_id: UUID, item: str, round_: int) -> None:
        self._raw.execute(
            "INSERT OR IGNORE INTO in_box (event_id, item, round, token_hash)"
            f" SELECT event_id, item, round, token_hash FROM vote WHERE {_KEY}",
            (event_id.hex, item, round_),
        )

    def forget(self, event_id: UUID) -> None:
        """Forgets who took part, once all of the event is sealed and its phones are forgotten.

        The ids of votes that were sealed do not tell their event: they go with the last phone, so
        that no other event loses its own.
        """
        erase(self._raw, "in_box", "event_id = ?", (event_id.hex,))
        erase(self._raw, "spent_vote", "NOT EXISTS (SELECT 1 FROM phone)")
        self._ledger.must_wipe = True

    def in_box(self, event_id: UUID, item: str, round_: int) -> frozenset[bytes]:
        rows = self._raw.execute(
            f"SELECT token_hash FROM in_box WHERE {_KEY}", (event_id.hex, item, round_)
        )
        return frozenset(row[0] for row in rows)

    def restore(self, event_id: UUID, ballots: Sequence[tuple[bytes, Ballot]]) -> None:
        """Puts sealed answers of a tied event back, by phone, so that they can be changed."""
        self._raw.executemany(
            _KEEP,
            [
                (event_id.hex, b.item, b.round, token, b.id.bytes, choice_json(b.choice), 1)
                for token, b in ballots
            ],
        )

    def _has_box(self, event: str, item: str, round_: int) -> bool:
        return self._raw.execute(_ANY_IN_BOX, (event, item, round_)).fetchone() is not None

    def _is_in_box(self, key: _Key) -> bool:
        return self._raw.execute(_IS_IN_BOX, key).fetchone() is not None

    def _is_known(self, key: _Key, before: _Held, vote_id: bytes) -> bool:
        """Whether this very vote came before, be it the one that is held or an older one."""
        if before[0] == vote_id:
            return True
        if self._raw.execute(_IS_PAST, (*key, vote_id)).fetchone() is not None:
            return True
        return self._raw.execute(_IS_SPENT, (vote_id,)).fetchone() is not None


def _stored(held: Any) -> StoredVote:
    vote_id, choice, revision = held
    return StoredVote(UUID(bytes=vote_id), choice_from_json(choice), revision)
