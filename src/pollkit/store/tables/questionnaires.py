"""Questionnaires that people work on, and what is written in one before it becomes a version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


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


class VersionStepRow(Row, table=True):
    """That a project went from one version to the next, and what is called otherwise since."""

    __tablename__ = "version_step"
    __table_args__: Any = (WITHOUT_ROWID,)
    project_id: UUID = Field(primary_key=True, foreign_key="project.id")
    from_version: str = Field(primary_key=True, foreign_key="version.id")
    to_version: str = Field(primary_key=True, foreign_key="version.id")
    renamed_items: str
    renamed_options: str
    reason: str
    taken_at: str
