"""Rooms: which question is on the wall, the phones that joined, votes and ballots."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.analysis.values import WordEdits
from pollkit.domain.ballots import Ballot, Channel, RoomPhone, StoredVote, Vote
from pollkit.domain.rooms import (
    MoreTime,
    Move,
    Pace,
    Question,
    QuestionState,
    Room,
    new_room,
)
from pollkit.domain.text_edits import TextEdit, TextEdits
from pollkit.store.encoding import time_text
from pollkit.store.ledger import Ledger
from pollkit.store.repositories.boards import BoardRepository
from pollkit.store.repositories.boxes import BallotBoxes
from pollkit.store.repositories.entry_codes import EntryCodes
from pollkit.store.repositories.events import EventRepository, project_of_event
from pollkit.store.repositories.more_time import MoreTimes
from pollkit.store.repositories.networks import NetworkRepository
from pollkit.store.repositories.phones import Phones
from pollkit.store.repositories.text_edits import KIND as TEXT_EDIT
from pollkit.store.repositories.text_edits import read_text_edits, text_edit_payload
from pollkit.store.repositories.votes import VoteMap
from pollkit.store.rows import find, find_all, put
from pollkit.store.tables import QuestionRow, RoomAddressRow, RoomRow, RoundRow
from pollkit.store.topics import room_topic

KIND = "room"

# A room that is opened again within this time is the same meeting.
_A_DAY_ON_STAGE = timedelta(hours=12)


class RoomRepository:
    def __init__(self, ledger: Ledger, events: EventRepository, boards: BoardRepository) -> None:
        self._ledger = ledger
        self._events = events
        self._boards = boards
        self._phones = Phones(ledger)
        self._codes = EntryCodes(ledger)
        self._votes = VoteMap(ledger)
        self._more_times = MoreTimes(ledger)
        self._boxes = BallotBoxes(ledger, self._phones, self._votes)

    # --- the state ---

    def load(self, event_id: UUID) -> Room:
        """The room as it was left; a new one if it never opened.

        Its questions are those of the event now: one that was added since is waiting.
        """
        event = self._events.get(event_id)
        row = find(self._ledger.connection, RoomRow, event_id=event_id)
        if row is None:
            return new_room(event_id, event.instrument)
        kept = {
            question.item: _question(question)
            for question in find_all(self._ledger.connection, QuestionRow, event_id=event_id)
        }
        names = [item.name for item in event.instrument.items]
        return Room(
            event_id=event_id,
            questions=tuple(
                replace(kept.get(item.name, Question(item.name)), stays=item.stays_open)
                for item in event.instrument.items
            ),
            current=row.current if row.current in names else None,
            version=row.version,
            is_blank=row.is_blank,
            has_ended=row.has_ended,
            pace=Pace.PRESENTER if row.pace is None else Pace(row.pace),
            ends_at=None if row.ends_at is None else datetime.fromisoformat(row.ends_at),
            is_locked=bool(row.is_locked),
        )

    def save(
        self,
        room: Room,
        move: Move,
        *,
        asked: int | None = None,
        asked_each: Mapping[str, int] | None = None,
    ) -> None:
        """Keeps the room after a move. `asked` is how many could answer the question it was about;
        `asked_each` says it for each of several, by name.

        What a clear or the end leaves unsealed is sealed, and a tied question that is open again
        gets its answers back, so that they can be changed. At the end the phones are forgotten.
        """
        if move in (Move.CLEAR, Move.END):
            for item, round_ in self._votes.open_rounds(room.event_id):
                self.seal(room.event_id, item, round_)
            for item, round_ in self._boards.open_rounds(room.event_id):
                if room.beside is None or (room.beside.item, room.beside.round) != (item, round_):
                    self._boards.seal(room.event_id, item, round_)
        self._ledger.record(
            KIND,
            room.event_id,
            {
                "move": move.value,
                "at": time_text(self._ledger.clock()),
                "asked": asked,
                "joined": self._phones.joined(room.event_id),
                "current": room.current,
                "version": room.version,
                "is_blank": room.is_blank,
                "has_ended": room.has_ended,
                **_pace_payload(room),
                **({"asked_each": dict(asked_each)} if asked_each else {}),
                "questions": [_payload(question) for question in room.questions],
            },
            room_topic(room.event_id),
            project=project_of_event(self._ledger.connection, room.event_id),
        )
        if move is Move.END:
            if self._events.get(room.event_id).tells_names:
                self._phones.keep_names(room.event_id)
            self._phones.forget(room.event_id)
            self._codes.forget(room.event_id)
            NetworkRepository(self._ledger).set_wifi(room.event_id, None)
            self._votes.forget(room.event_id)
        if not room.open_questions:
            self._more_times.forget(room.event_id)
        if move is Move.REOPEN and room.on_wall is not None:
            self._boxes.restore(room.event_id, room.on_wall.item, room.on_wall.round)

    def asked(self, event_id: UUID, item: str, round_: int) -> int | None:
        """How many could have answered, as it was when the round closed."""
        row = self._round(event_id, item, round_)
        return None if row is None else row.asked

    def asked_at(self, event_id: UUID, item: str, round_: int) -> datetime | None:
        """When answers were first taken in the round."""
        row = self._round(event_id, item, round_)
        return None if row is None or row.asked_at is None else datetime.fromisoformat(row.asked_at)

    def _round(self, event_id: UUID, item: str, round_: int) -> Any | None:
        return find(self._ledger.connection, RoundRow, event_id=event_id, item=item, round=round_)

    # --- the clock ---

    def more_times(self, event_id: UUID) -> dict[bytes, MoreTime]:
        """Token -> the own end, of the phones that asked for more time for what is open now."""
        return self._more_times.all(event_id)

    def keep_more_time(self, event_id: UUID, token_hash: bytes, more: MoreTime) -> None:
        self._more_times.keep(event_id, token_hash, more)

    # --- what people wrote ---

    def text_edits(self, event_id: UUID, item: str) -> TextEdits:
        return read_text_edits(self._ledger.connection, event_id, item)

    def word_edits(self, event_id: UUID, item: str) -> WordEdits:
        """What is merged and hidden, for results and exports."""
        return self.text_edits(event_id, item).words

    def edit_texts(self, event_id: UUID, item: str, edit: TextEdit) -> None:
        self._ledger.record(
            TEXT_EDIT,
            event_id,
            text_edit_payload(item, edit),
            room_topic(event_id),
            project=project_of_event(self._ledger.connection, event_id),
        )

    # --- the phones ---

    def join(
        self,
        event_id: UUID,
        token_hash: bytes,
        language: str,
        channel: Channel = Channel.PHONE,
        name: str = "",
    ) -> RoomPhone:
        return self._phones.join(event_id, token_hash, language, channel, name)

    def phone(self, event_id: UUID, token_hash: bytes) -> RoomPhone | None:
        return self._phones.get(event_id, token_hash)

    def phones(self, event_id: UUID) -> tuple[RoomPhone, ...]:
        return self._phones.all(event_id)

    def set_language(self, event_id: UUID, token_hash: bytes, language: str) -> None:
        self._phones.set_language(event_id, token_hash, language)

    def set_name(self, event_id: UUID, token_hash: bytes, name: str) -> None:
        """What the facilitator calls somebody; the name may be shown from then on."""
        self._phones.set_name(event_id, token_hash, name)

    def names(self, event_id: UUID) -> dict[UUID, str]:
        """Pseudonym -> name; none unless the event tells names."""
        return self._phones.names(event_id) if self._events.get(event_id).tells_names else {}

    def forget_names(self, event_id: UUID) -> None:
        """Deletes what was kept at the end of an event that tells names."""
        self._phones.forget_names(event_id)

    def joined(self, event_id: UUID) -> int:
        return self._phones.joined(event_id)

    # --- votes and ballots ---

    def cast(self, event_id: UUID, votes: Sequence[Vote]) -> list[StoredVote]:
        """Stores votes of an open question; replies with what is stored for each one's phone.

        A vote that was sent before changes nothing, even if newer ones came between. A phone whose
        ballot is in the box of an untied question gets revision 0, as everyone after the end.
        """
        return self._votes.cast(event_id, votes)

    def withdraw(self, event_id: UUID, item: str, round_: int, tokens: Collection[bytes]) -> None:
        """Takes votes of an open question back, as if they had not been cast."""
        self._votes.withdraw(event_id, item, round_, tokens)

    def votes(self, event_id: UUID, item: str, round_: int) -> dict[bytes, StoredVote]:
        """Token -> what its phone chose, while the round is not sealed."""
        return self._votes.all(event_id, item, round_)

    def seal(self, event_id: UUID, item: str, round_: int) -> int:
        """Turns the votes of a round into ballots, and forgets whose they were unless answers are
        tied. Returns how many there were; 0 if it is sealed already."""
        return self._boxes.seal(event_id, item, round_)

    def in_box(self, event_id: UUID, item: str, round_: int) -> frozenset[bytes]:
        """Tokens of the phones whose ballot is in an untied box and can no longer be changed; none
        once the event has ended."""
        return self._votes.in_box(event_id, item, round_)

    def ballots(
        self, event_id: UUID, item: str | None = None, round_: int | None = None
    ) -> tuple[Ballot, ...]:
        """The ballots that count: of each question's current round, never of a cleared one; or
        those of one round, such as an earlier one to compare with."""
        return self._boxes.counting(event_id, item, round_)

    # --- where phones reach the room ---

    def pin(self, event_id: UUID) -> str:
        """The event's six digits, made at first use."""
        row = find(self._ledger.connection, RoomAddressRow, event_id=event_id)
        if row is not None and row.pin is not None:
            return str(row.pin)
        pin = f"{secrets.randbelow(1_000_000):06d}"
        put(self._ledger.connection, RoomAddressRow, event_id=event_id, pin=pin)
        return pin

    def last_port(self, event_id: UUID) -> int | None:
        row = find(self._ledger.connection, RoomAddressRow, event_id=event_id)
        return None if row is None else row.port

    def set_last_port(self, event_id: UUID, port: int) -> None:
        put(self._ledger.connection, RoomAddressRow, event_id=event_id, port=port)

    def may_pass_on(self, event_id: UUID) -> bool:
        """Whether phones may go round; as the facilitator has set it on this computer."""
        row = find(self._ledger.connection, RoomAddressRow, event_id=event_id)
        return row is not None and bool(row.may_pass_on)

    def set_may_pass_on(self, event_id: UUID, is_allowed: bool) -> None:
        put(self._ledger.connection, RoomAddressRow, event_id=event_id, may_pass_on=is_allowed)

    def go_live(self, event_id: UUID, now: datetime) -> datetime:
        """When the event went live on this computer: now, unless its room was opened within these
        hours and comes back."""
        row = find(self._ledger.connection, RoomAddressRow, event_id=event_id)
        if row is not None and row.opened_at is not None:
            before = datetime.fromisoformat(row.opened_at)
            if timedelta() <= now - before < _A_DAY_ON_STAGE:
                return before
        put(self._ledger.connection, RoomAddressRow, event_id=event_id, opened_at=time_text(now))
        return now

    def large_post(self, event_id: UUID) -> UUID | None:
        """The post that stands large on the wall."""
        row = find(self._ledger.connection, RoomAddressRow, event_id=event_id)
        return None if row is None else row.large_post

    def set_large_post(self, event_id: UUID, post: UUID | None) -> None:
        put(self._ledger.connection, RoomAddressRow, event_id=event_id, large_post=post)


def project_room(connection: Connection, body: dict[str, Any]) -> None:
    event_id, payload = UUID(body["entity"]), body["payload"]
    put(
        connection,
        RoomRow,
        event_id=event_id,
        current=payload["current"],
        version=payload["version"],
        is_blank=payload["is_blank"],
        has_ended=payload["has_ended"],
        joined=payload["joined"],
        pace=payload.get("pace"),
        ends_at=payload.get("ends_at"),
        is_locked=payload.get("is_locked"),
    )
    for question in payload["questions"]:
        put(
            connection,
            QuestionRow,
            event_id=event_id,
            item=question["item"],
            state=question["state"],
            round=question["round"],
            cleared=_numbers_text(question["cleared"]),
            before=_numbers_text(question.get("before", ())),
            shows_live=question.get("shows_live", False),
            is_voting=question.get("is_voting", False),
        )
    _project_round(connection, event_id, payload)


def _project_round(connection: Connection, event_id: UUID, payload: dict[str, Any]) -> None:
    """A move that opens keeps the time of each round's first opening, one that closes how many
    could have answered."""
    asked_each = {**payload.get("asked_each", {})}
    if payload["asked"] is not None and payload["current"] is not None:
        asked_each.setdefault(payload["current"], payload["asked"])
    for question in payload["questions"]:
        key = {"event_id": event_id, "item": question["item"], "round": question["round"]}
        if payload["move"] == Move.CLEAR.value and question["cleared"]:
            key["round"] = question["cleared"][-1]
        is_open = question["state"] == QuestionState.OPEN.value
        if is_open and payload["move"] in _OPENING and find(connection, RoundRow, **key) is None:
            put(connection, RoundRow, **key, asked_at=payload["at"])
        if question["item"] in asked_each:
            put(connection, RoundRow, **key, asked=asked_each[question["item"]])


_OPENING = frozenset(
    {Move.ASK.value, Move.SECOND_ROUND.value, Move.HAND_OVER.value, Move.ASIDE.value}
)


def _pace_payload(room: Room) -> dict[str, Any]:
    payload: dict[str, Any] = {}
    if room.pace is not Pace.PRESENTER:
        payload["pace"] = room.pace.value
    if room.ends_at is not None:
        payload["ends_at"] = time_text(room.ends_at)
    if room.is_locked:
        payload["is_locked"] = True
    return payload


def _payload(question: Question) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "item": question.item,
        "state": question.state.value,
        "round": question.round,
        "cleared": list(question.cleared),
    }
    if question.before:
        payload["before"] = list(question.before)
    if question.shows_live:
        payload["shows_live"] = True
    if question.is_voting:
        payload["is_voting"] = True
    return payload


def _question(row: Any) -> Question:
    return Question(
        row.item,
        QuestionState(row.state),
        row.round,
        _numbers(row.cleared),
        _numbers(row.before or ""),
        bool(row.shows_live),
        bool(row.is_voting),
    )


def _numbers_text(numbers: Sequence[int]) -> str:
    return " ".join(str(number) for number in numbers)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())
