"""The operation log, and what is derived from it at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


class OpRow(Row, table=True):
    """An operation: thin header (stream, seq, prev, commit) and erasable salt and body."""

    __tablename__ = "op"
    __table_args__: Any = (WITHOUT_ROWID,)
    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    hash: bytes
    prev: bytes
    commit_: bytes
    salt: bytes | None
    body: bytes | None
    state: str  # live | erased | parked | quarantined


class OpIndexRow(Row, table=True):
    """Read from the body; goes when the body is erased."""

    __tablename__ = "op_index"
    # The last operation on an entity is looked for at every append.
    __table_args__: Any = (Index("ix_op_index_entity_hlc", "entity", "hlc"), WITHOUT_ROWID)
    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    entity: str
    subject: str | None = Field(index=True)
    hlc: str = Field(index=True)
    instrument: str | None


class StreamRow(Row, table=True):
    """One device's operations in one project and epoch, and where they stand."""

    __tablename__ = "stream"
    stream: str = Field(primary_key=True)
    project: str
    device: str
    epoch: str
    contiguous: int
    chain: bytes
