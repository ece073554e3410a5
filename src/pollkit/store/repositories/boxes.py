"""Ballot boxes: what is left of a question's votes when it closes.

One operation carries the ballots under new random ids and sorted by them, which is a shuffle. It
holds no token, no order and no time of a vote; where answers are tied it holds the pseudonym.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from pollkit.domain.ballots import Ballot, Channel, Choice, StoredVote, receipt_of
from pollkit.store.encoding import choice_from, choice_payload, id_text
from pollkit.store.ledger import Ledger
from pollkit.store.repositories.events import event_row, project_of_event
from pollkit.store.repositories.phones import Phones
from pollkit.store.repositories.votes import VoteMap
from pollkit.store.rows import add_all, find_all, remove
from pollkit.store.tables import BallotCodeRow, BallotRow, BallotValueRow
from pollkit.store.topics import room_topic

KIND = "ballots"

# Whoever answers on a phone can write its receipt down.
_WITH_RECEIPT = frozenset({Channel.PHONE, Channel.SHARED})

_COUNTING = """
    SELECT b.id, b.item, b.round, b.respondent_id, b.text, b.channel, b.receipt
    FROM ballot b
    LEFT JOIN question q ON q.event_id = b.event_id AND q.item = b.item
    WHERE b.event_id = :event AND b.round = coalesce(:round, q.round, 1)
    AND (:item IS NULL OR b.item = :item)
    ORDER BY b.id
"""
_CODES = """
    SELECT c.ballot_id, c.code FROM ballot_code c JOIN ballot b ON b.id = c.ballot_id
    WHERE b.event_id = :event AND (:item IS NULL OR b.item = :item) ORDER BY c.ballot_id, c.place
"""
_VALUES = """
    SELECT v.ballot_id, v.part, v.value FROM ballot_value v JOIN ballot b ON b.id = v.ballot_id
    WHERE b.event_id = :event AND (:item IS NULL OR b.item = :item) ORDER BY v.ballot_id, v.place
"""


class BallotBoxes:
    def __init__(self, ledger: Ledger, phones: Phones, votes: VoteMap) -> None:
        self._ledger = ledger
        self._phones = phones
        self._votes = votes

    def seal(self, event_id: UUID, item: str, round_: int) -> int:
        """Turns the map of one round into ballots and drops it; how many there were."""
        held = self._votes.all(event_id, item, round_)
        if not held:
            return 0
        event = event_row(self._ledger.connection, event_id)
        tied = self._pseudonyms(event_id, list(held)) if event.answers_tied else {}
        channels = self._phones.channels(event_id)
        ballots = [
            _sealed(item, round_, vote, tied.get(token), channels.get(token, Channel.PHONE))
            for token, vote in held.items()
        ]
        self._ledger.record(
            KIND,
            event_id,
            {
                "item": item,
                "round": round_,
                "ballots": [_payload(b) for b in sorted(ballots, key=lambda b: b.id.bytes)],
            },
            room_topic(event_id),
            project=project_of_event(self._ledger.connection, event_id),
            instrument=event.version_id,
        )
        if not event.answers_tied:
            self._votes.mark_in_box(event_id, item, round_)
        self._votes.drop(event_id, item, round_, keep_ids=event.answers_tied)
        return len(ballots)

    def counting(
        self, event_id: UUID, item: str | None = None, round_: int | None = None
    ) -> tuple[Ballot, ...]:
        """The ballots of each question's current round, or of one round, ordered by their random
        ids."""
        query = self._ledger.connection.exec_driver_sql
        key = {"event": event_id.hex, "item": item}
        codes: dict[str, list[str]] = {}
        for row in query(_CODES, key):
            codes.setdefault(row.ballot_id, []).append(row.code)
        values: dict[str, list[tuple[str, str]]] = {}
        for row in query(_VALUES, key):
            values.setdefault(row.ballot_id, []).append((row.part, row.value))
        return tuple(
            _ballot(row, codes.get(row.id, []), values.get(row.id, []))
            for row in query(_COUNTING, {**key, "round": round_})
        )

    def restore(self, event_id: UUID, item: str, round_: int) -> None:
        """Lays a tied question's ballots back into the map, each under its phone's token."""
        token_of = {who: token for token, who in self._phones.pseudonyms(event_id).items()}
        self._votes.restore(
            event_id,
            [
                (token_of[ballot.respondent_id], ballot)
                for ballot in self.counting(event_id, item)
                if ballot.round == round_ and ballot.respondent_id in token_of
            ],
        )

    def _pseudonyms(self, event_id: UUID, tokens: list[bytes]) -> dict[bytes, UUID]:
        known = self._phones.pseudonyms(event_id)
        for token in tokens:
            if token not in known:
                # The event was tied after this phone had joined.
                phone = self._phones.join(event_id, token, "en")
                assert phone.respondent_id is not None
                known[token] = phone.respondent_id
        return known


def project_ballots(connection: Connection, body: dict[str, Any]) -> None:
    event_id, payload = UUID(body["entity"]), body["payload"]
    item, round_ = payload["item"], payload["round"]
    sealed = {UUID(b["respondent"]) for b in payload["ballots"] if b["respondent"] is not None}
    earlier = find_all(connection, BallotRow, event_id=event_id, item=item, round=round_)
    for row in earlier:
        if row.respondent_id in sealed:  # changed after a reopening
            remove(connection, BallotCodeRow, ballot_id=row.id)
            remove(connection, BallotValueRow, ballot_id=row.id)
            remove(connection, BallotRow, id=row.id)
    ballots, codes, values = [], [], []
    for ballot in payload["ballots"]:
        ballot_id, who = UUID(ballot["id"]), ballot["respondent"]
        ballots.append(
            {
                "id": ballot_id,
                "event_id": event_id,
                "item": item,
                "round": round_,
                "respondent_id": None if who is None else UUID(who),
                "text": ballot["choice"].get("text"),
                "channel": ballot.get("channel"),
                "receipt": ballot.get("receipt"),
            }
        )
        choice = choice_from(ballot["choice"])
        codes += [
            {"ballot_id": ballot_id, "place": place, "code": code}
            for place, code in enumerate(choice.codes)
        ]
        values += [
            {"ballot_id": ballot_id, "place": place, "part": part, "value": value}
            for place, (part, value) in enumerate(choice.values)
        ]
    add_all(connection, BallotRow, ballots)
    add_all(connection, BallotCodeRow, codes)
    add_all(connection, BallotValueRow, values)


def _sealed(
    item: str, round_: int, vote: StoredVote, respondent_id: UUID | None, channel: Channel
) -> Ballot:
    receipt = receipt_of(vote.vote_id) if channel in _WITH_RECEIPT else None
    return Ballot(uuid4(), item, round_, vote.choice, respondent_id, channel, receipt)


def _payload(ballot: Ballot) -> dict[str, Any]:
    payload = {
        "id": str(ballot.id),
        "respondent": id_text(ballot.respondent_id),
        "choice": choice_payload(ballot.choice),
    }
    if ballot.channel is not Channel.PHONE:
        payload["channel"] = ballot.channel.value
    if ballot.receipt is not None:
        payload["receipt"] = ballot.receipt
    return payload


def _ballot(row: Any, codes: list[str], values: list[tuple[str, str]]) -> Ballot:
    return Ballot(
        id=UUID(row.id),
        item=row.item,
        round=row.round,
        choice=Choice(tuple(codes), row.text, tuple(values)),
        respondent_id=None if row.respondent_id is None else UUID(row.respondent_id),
        channel=Channel.PHONE if row.channel is None else Channel(row.channel),
        receipt=row.receipt,
    )
