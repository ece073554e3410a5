"""Self-generated codes, unreadable, and what people decided about links: projection of the log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


class LinkCodeRow(Row, table=True):
    """Keyed hashes; their key is in no table. No row numbers either: they tell who came first."""

    __tablename__ = "link_code"
    __table_args__: Any = (WITHOUT_ROWID,)
    respondent_id: UUID = Field(primary_key=True, foreign_key="respondent.id")
    wave_id: UUID = Field(primary_key=True, foreign_key="wave.id", index=True)
    scheme: str
    key_mark: bytes
    elements: int
    said: int
    hashes: bytes


class LinkDecisionRow(Row, table=True):
    """`hlc` orders them; `before` and `after` are respondents."""

    __tablename__ = "link_decision"
    __table_args__: Any = (Index("ix_link_decision_waves", "before_wave", "after_wave"),)
    id: UUID = Field(primary_key=True)
    project_id: UUID = Field(foreign_key="project.id", index=True)
    before_wave: UUID = Field(foreign_key="wave.id")
    after_wave: UUID = Field(foreign_key="wave.id")
    before: UUID
    after: UUID
    verdict: str
    decided_by: str
    decided_at: str
    why: str
    hlc: str
