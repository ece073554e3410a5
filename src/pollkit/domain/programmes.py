"""Funds and what they pay for: a programme has calls, a call projects, a project activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pollkit.domain.texts import Texts


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
class Outcome:
    """What a project hopes to change. `scales` are names of scales of its instruments, or of single
    items, that measure it; `is_primary` is the one that the protocol fixed beforehand."""

    name: str
    texts: Texts
    scales: tuple[str, ...] = ()
    is_primary: bool = False


@dataclass(frozen=True)
class Project:
    """
    Attributes:
        call_id: None for a project that no fund of this workspace pays for.
        languages: in which its respondents are asked; empty = those of each instrument.
        consent_version: of the text that every respondent is asked to agree to; None = none.
        outcomes: what it hopes to change.
        evaluator_key: to whom finished answers may be sealed, as age writes it ("age1…");
            None = the project came without one.
    """

    id: UUID
    title: str
    call_id: UUID | None = None
    languages: tuple[str, ...] = ()
    consent_version: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    evaluator_key: str | None = None


@dataclass(frozen=True)
class Activity:
    """A session, workshop or event of a project; `starts_at` with a time zone."""

    id: UUID
    project_id: UUID
    title: str
    place: str
    starts_at: datetime
