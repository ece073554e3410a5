"""Waves of a project, the respondents who take part, and their responses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pollkit.domain.ballots import Choice


class WaveKind(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    FOLLOW_UP = "follow_up"
    PULSE = "pulse"
    THEN_AND_NOW = "then_and_now"  # retrospective: both in one sitting


class Mode(StrEnum):
    """The way in: phones of the room, hand-over on the laptop, interview, paper, card."""

    PHONE = "phone"
    KIOSK = "kiosk"
    INTERVIEW = "interview"
    PAPER = "paper"
    CARD = "card"


class ResponseState(StrEnum):
    DRAFT = "draft"
    FINISHED = "finished"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Wave:
    """One time of asking, with one version of an instrument (its SHA-256)."""

    id: UUID
    project_id: UUID
    kind: WaveKind
    title: str
    instrument_version: str


@dataclass(frozen=True)
class Respondent:
    """A person without a name. `id` is a UUIDv4; `code` is what the person keeps, if anything."""

    id: UUID
    project_id: UUID
    code: str | None = None


@dataclass(frozen=True)
class Response:
    """One respondent's answers in one wave: item name -> choice; skipped items are absent.

    Bound to exactly one version of its instrument. `id` is a UUIDv7 and never leaves in an export.
    """

    id: UUID
    respondent_id: UUID
    wave_id: UUID
    instrument_version: str
    mode: Mode
    state: ResponseState
    answers: Mapping[str, Choice]


@dataclass(frozen=True)
class PastAnswer:
    """An answer as it was before a change. `choice` is None where there was none."""

    item: str
    choice: Choice | None
    changed_at: datetime
    reason: str
