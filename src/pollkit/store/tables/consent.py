"""Consent texts, what respondents said to them, and who was erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


class ConsentTextRow(Row, table=True):
    """Every version that a project ever asked for; the project names the one that counts."""

    __tablename__ = "consent_text"
    __table_args__: Any = (WITHOUT_ROWID,)
    project_id: UUID = Field(primary_key=True, foreign_key="project.id")
    version: str = Field(primary_key=True)
    texts: str  # JSON: language -> words


class ConsentRow(Row, table=True):
    """What was said last in a wave."""

    __tablename__ = "consent"
    __table_args__: Any = (WITHOUT_ROWID,)
    respondent_id: UUID = Field(primary_key=True, foreign_key="respondent.id")
    wave_id: UUID = Field(primary_key=True, foreign_key="wave.id", index=True)
    text_version: str
    language: str
    is_given: bool
    given_by: str
    given_on: str | None


class TombstoneRow(Row, table=True):
    """Of a respondent who was erased. `waves` as JSON: an id for each response that there was."""

    __tablename__ = "tombstone"
    __table_args__: Any = (WITHOUT_ROWID,)
    respondent_id: UUID = Field(primary_key=True)
    project_id: UUID = Field(index=True)
    waves: str
    erased_on: str
