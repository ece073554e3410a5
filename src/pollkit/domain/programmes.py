"""Funds and what they pay for: a programme has calls, a call projects, a project activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Programme:
    id: UUID
    title: str


@dataclass(frozen=True)
class Call:
    """One round of funding. Outcomes and scales belong to a programme, versioned by call."""

    id: UUID
    programme_id: UUID
    title: str


@dataclass(frozen=True)
class Project:
    """`call_id` is None for a project that no fund of this workspace pays for."""

    id: UUID
    title: str
    call_id: UUID | None = None


@dataclass(frozen=True)
class Activity:
    """A session, workshop or event of a project; `starts_at` with a time zone."""

    id: UUID
    project_id: UUID
    title: str
    place: str
    starts_at: datetime
