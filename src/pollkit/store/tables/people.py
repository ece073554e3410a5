"""Codes that let a phone in, and who is invited: on this machine only, in no operation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


class EntryCodeRow(Row, table=True):
    """Nobody reads the code out of this: it is a slow hash. `token_hash` is the phone that owns
    it; once it `is_free`, the next phone takes that phone's place."""

    __tablename__ = "entry_code"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    code_hash: bytes = Field(primary_key=True)
    token_hash: bytes | None
    is_free: bool


class InvitationRow(Row, table=True):
    __tablename__ = "invitation"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: UUID = Field(primary_key=True)
    code: str = Field(primary_key=True)
    place: int
    name: str
    came_at: str | None


class KeptNameRow(Row, table=True):
    """Who answered under a pseudonym, of an event that tells names; on this machine alone."""

    __tablename__ = "kept_name"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: UUID = Field(primary_key=True)
    respondent_id: UUID = Field(primary_key=True)
    name: str
