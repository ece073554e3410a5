"""Events, their rooms and ballots: projection of the log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


class EventRow(Row, table=True):
    __tablename__ = "event"
    id: UUID = Field(primary_key=True)
    title: str
    place: str
    starts_at: str
    instrument_id: UUID = Field(foreign_key="instrument.id")
    version_id: str = Field(foreign_key="version.id")
    answers_tied: bool
    population: int | None
    activity_id: UUID | None = Field(foreign_key="activity.id", index=True)
    is_archived: bool
    outdated: str | None  # JSON: place and language of a translation -> what it was made from
    asks_for: str | None  # None = nothing
    keeps_names: bool | None


class RoomRow(Row, table=True):
    """Where an event's room stands; `joined` as it was at the last move."""

    __tablename__ = "room"
    event_id: UUID = Field(primary_key=True, foreign_key="event.id")
    current: str | None
    version: int
    is_blank: bool
    has_ended: bool
    joined: int
    pace: str | None  # None = the presenter's
    ends_at: str | None
    is_locked: bool | None


class QuestionRow(Row, table=True):
    """A question's state in the room; `round` is the one that counts."""

    __tablename__ = "question"
    event_id: UUID = Field(primary_key=True, foreign_key="event.id")
    item: str = Field(primary_key=True)
    state: str
    round: int
    cleared: str  # rounds set aside, in order, "1 2"
    before: str | None  # rounds to compare with, likewise
    shows_live: bool | None
    is_voting: bool | None


class RoundRow(Row, table=True):
    """When a question was first open in a round, and how many could have answered."""

    __tablename__ = "round"
    event_id: UUID = Field(primary_key=True, foreign_key="event.id")
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    asked_at: str | None
    asked: int | None


class TextEditRow(Row, table=True):
    """What the facilitator did with a text that people wrote; see `text_edits`."""

    __tablename__ = "text_edit"
    event_id: UUID = Field(primary_key=True, foreign_key="event.id")
    item: str = Field(primary_key=True)
    what: str = Field(primary_key=True)  # merged, hidden, released, frozen
    text: str = Field(primary_key=True)
    merged_into: str | None


class BallotRow(Row, table=True):
    """Keyed by a UUIDv4 and without rowid or time: nothing here tells an order."""

    __tablename__ = "ballot"
    __table_args__: Any = (
        Index("ix_ballot_event_id_item_round", "event_id", "item", "round"),
        WITHOUT_ROWID,
    )
    id: UUID = Field(primary_key=True)
    event_id: UUID = Field(foreign_key="event.id")
    item: str
    round: int
    respondent_id: UUID | None
    text: str | None
    channel: str | None  # None = a phone
    receipt: str | None


class BallotCodeRow(Row, table=True):
    __tablename__ = "ballot_code"
    __table_args__: Any = (WITHOUT_ROWID,)
    ballot_id: UUID = Field(primary_key=True, foreign_key="ballot.id")
    place: int = Field(primary_key=True)
    code: str


class BallotValueRow(Row, table=True):
    """A value of a ballot: a statement's point, a share, a place or a number."""

    __tablename__ = "ballot_value"
    __table_args__: Any = (WITHOUT_ROWID,)
    ballot_id: UUID = Field(primary_key=True, foreign_key="ballot.id")
    place: int = Field(primary_key=True)
    part: str
    value: str


class PostRow(Row, table=True):
    """A post of a closed board; who wrote or supported it is not known."""

    __tablename__ = "post"
    __table_args__: Any = (
        Index("ix_post_event_id_item_round", "event_id", "item", "round"),
        WITHOUT_ROWID,
    )
    id: UUID = Field(primary_key=True)
    event_id: UUID = Field(foreign_key="event.id")
    item: str
    round: int
    text: str
    category: str | None
    state: str
    supports: int
