"""The map of an open question: which phone chose what. It is no operation and lives until sealed.

Statements go straight to the driver: this is the path of every vote.
"""

# ruff: noqa: S608 (the statements are put together from constants of this module)

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from pollkit.domain.ballots import Ballot, Choice, StoredVote, Vote
from pollkit.store.connection import raw_driver
from pollkit.store.encoding import choice_from_json, choice_json
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger
from pollkit.store.topics import room_topic

_KEY = "event_id = ? AND item = ? AND round = ?"
_MAP = f"SELECT token_hash, vote_id, choice, revision FROM vote WHERE {_KEY}"
# Completed by as many question marks as there are values.
_HELD = f"{_MAP} AND token_hash IN ({{}})"
_BOXED = f"SELECT token_hash FROM in_box WHERE {_KEY} AND token_hash IN ({{}})"
_PAST = (
    "WITH sent (token, id) AS (VALUES {}) SELECT token, id FROM sent WHERE EXISTS"
    f" (SELECT 1 FROM past_vote WHERE {_KEY} AND token_hash = token AND vote_id = id)"
)
_SPENT = "SELECT vote_id FROM spent_vote WHERE vote_id IN ({})"
_ANY_IN_BOX = f"SELECT 1 FROM in_box WHERE {_KEY} LIMIT 1"
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
_KEEP_WITHDRAWN = (
    "INSERT OR IGNORE INTO past_vote"
    " (event_id, item, round, token_hash, vote_id, choice, revision)"
    " SELECT event_id, item, round, token_hash, vote_id, choice, revision FROM vote"
    f" WHERE {_KEY} AND token_hash = ?"
)

# SQLite takes 32,766 values in a statement, and some systems' builds fewer.
_MOST_AT_ONCE = 400

_Round = tuple[str, str, int]  # event, item, round
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
        changes = self._raw.total_changes
        reply: list[StoredVote] = []
        for (item, round_), run in groupby(votes, lambda vote: (vote.item, vote.round)):
            same_round = list(run)
            for start in range(0, len(same_round), _MOST_AT_ONCE):
                some = same_round[start : start + _MOST_AT_ONCE]
                reply += self._cast_in((event, item, round_), some)
        if self._raw.total_changes > changes:
            self._ledger.topics.add(room_topic(event_id))
        return reply

    def _cast_in(self, round_: _Round, votes: Sequence[Vote]) -> list[StoredVote]:
        """Votes of one round, with as few statements for all of them as there can be."""
        tokens = {vote.token_hash for vote in votes}
        held: dict[bytes, _Held] = {row[0]: row[1:] for row in self._among(_HELD, round_, tokens)}
        in_box = self._boxed_among(round_, tokens)
        # Only a phone's first vote cannot have come before.
        is_first = not held and len(tokens) == len(votes)
        known = set() if is_first else self._known_among(round_, votes)
        changed: dict[bytes, _Held] = {}
        past: list[tuple[Any, ...]] = []
        # By identity: most of a group is one and the same choice, and to hash it costs more.
        encoded: dict[int, str] = {}
        reply = []
        for vote in votes:
            token, vote_id = vote.token_hash, vote.id.bytes
            before = held.get(token)
            if before is None:
                revision = 1
                if token in in_box:
                    reply.append(StoredVote(vote.id, Choice(), 0))
                    continue
            elif vote_id == before[0] or (token, vote_id) in known:
                reply.append(_stored(before))
                continue
            else:
                revision = before[2] + 1
                past.append((*round_, token, *before))
                known.add((token, before[0]))
            choice = encoded.get(id(vote.choice))
            if choice is None:
                choice = encoded[id(vote.choice)] = choice_json(vote.choice)
            held[token] = changed[token] = (vote_id, choice, revision)
            reply.append(StoredVote(vote.id, vote.choice, revision))
        self._raw.executemany(_KEEP_PAST, past)
        self._raw.executemany(_KEEP, [(*round_, token, *new) for token, new in changed.items()])
        return reply

    def all(self, event_id: UUID, item: str, round_: int) -> dict[bytes, StoredVote]:
        rows = self._raw.execute(_MAP, (event_id.hex, item, round_))
        return {row[0]: _stored(row[1:]) for row in rows}

    def withdraw(self, event_id: UUID, item: str, round_: int, tokens: Collection[bytes]) -> None:
        """Takes back what is held for these tokens, such as hands that were counted wrongly; what
        was answered stays with what was changed, until the round is sealed."""
        for token in tokens:
            key = (event_id.hex, item, round_, token)
            self._raw.execute(_KEEP_WITHDRAWN, key)
            self._raw.execute(f"DELETE FROM vote WHERE {_KEY} AND token_hash = ?", key)
        if tokens:
            self._ledger.topics.add(room_topic(event_id))

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

    def _among(self, statement: str, round_: _Round, tokens: Collection[bytes]) -> Any:
        """The rows that these phones have in the round."""
        return self._raw.execute(statement.format(_marks("?", tokens)), (*round_, *tokens))

    def _boxed_among(self, round_: _Round, tokens: Collection[bytes]) -> frozenset[bytes]:
        if self._raw.execute(_ANY_IN_BOX, round_).fetchone() is None:
            return frozenset()
        return frozenset(row[0] for row in self._among(_BOXED, round_, tokens))

    def _known_among(self, round_: _Round, votes: Sequence[Vote]) -> set[tuple[bytes, bytes]]:
        """(token, vote id) of those that came before and were followed by another, whether in this
        round or before it was opened again."""
        ids = [vote.id.bytes for vote in votes]
        pairs = [value for vote in votes for value in (vote.token_hash, vote.id.bytes)]
        past = self._raw.execute(_PAST.format(_marks("(?, ?)", votes)), (*pairs, *round_))
        known = set(past.fetchall())
        spent = {row[0] for row in self._raw.execute(_SPENT.format(_marks("?", ids)), ids)}
        known.update((vote.token_hash, vote.id.bytes) for vote in votes if vote.id.bytes in spent)
        return known


def _marks(mark: str, values: Collection[object]) -> str:
    return ", ".join([mark] * len(values))


def _stored(held: Any) -> StoredVote:
    vote_id, choice, revision = held
    return StoredVote(UUID(bytes=vote_id), choice_from_json(choice), revision)
