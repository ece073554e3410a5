"""No operations: what belongs to this machine, or to a question while it is open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


class HereRow(Row, table=True):
    """One row: which workspace this is and which device writes here."""

    __tablename__ = "here"
    id: int = Field(primary_key=True)
    workspace_id: UUID
    device_id: UUID
    epoch: str


class RoomAddressRow(Row, table=True):
    __tablename__ = "room_address"
    event_id: UUID = Field(primary_key=True)
    pin: str | None
    port: int | None
    may_pass_on: bool | None
    opened_at: str | None
    large_post: UUID | None  # the post that stands large on the wall


class PhoneRow(Row, table=True):
    __tablename__ = "phone"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: UUID = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)
    language: str
    respondent_id: UUID | None
    channel: str | None  # None = a phone
    name: str | None
    is_name_released: bool | None  # the facilitator has seen it, and lets it be shown


class VoteRow(Row, table=True):
    """The map of an open question: one row for each phone, question and round."""

    __tablename__ = "vote"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)
    vote_id: bytes
    choice: str
    revision: int


class PastVoteRow(Row, table=True):
    """What a phone had answered before it changed its answer."""

    __tablename__ = "past_vote"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)
    vote_id: bytes = Field(primary_key=True)
    choice: str
    revision: int


class SpentVoteRow(Row, table=True):
    """Ids of votes that a tied event has sealed: sent again later, they change nothing."""

    __tablename__ = "spent_vote"
    __table_args__: Any = (WITHOUT_ROWID,)
    vote_id: bytes = Field(primary_key=True)


class InBoxRow(Row, table=True):
    """Whose ballot is in the box of an untied question; not which."""

    __tablename__ = "in_box"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)


class MoreTimeRow(Row, table=True):
    """Until when a phone that asked for more time may answer what is open now."""

    __tablename__ = "more_time"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)
    ends_at: str
    times: int


class OpenPostRow(Row, table=True):
    """A post of an open board, with the phone that it came from."""

    __tablename__ = "open_post"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    post_id: bytes = Field(primary_key=True)
    token_hash: bytes
    text: str
    category: str | None
    state: str


class OpenSupportRow(Row, table=True):
    """Which phone stands behind which post of an open board."""

    __tablename__ = "open_support"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    post_id: bytes = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)


class DueWipeRow(Row, table=True):
    """One row while bytes of what was erased may still lie in unused parts of the file."""

    __tablename__ = "due_wipe"
    id: int = Field(primary_key=True)
