"""Questionnaires that people work on, and what is written in one before it becomes a version."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import Row


class QuestionnaireRow(Row, table=True):
    """Its id is that of its instrument, whose versions are numbered."""

    __tablename__ = "questionnaire"
    id: UUID = Field(primary_key=True, foreign_key="instrument.id")
    version_id: str = Field(foreign_key="version.id")
    outdated: str | None
    is_archived: bool
    changed_at: str


class QuestionnaireDraftRow(Row, table=True):
    """No operation: the canonical form as it stands while somebody writes, of this machine."""

    __tablename__ = "questionnaire_draft"
    questionnaire_id: UUID = Field(primary_key=True)
    canonical: str
    outdated: str | None
    is_archived: bool
    changed_at: str
