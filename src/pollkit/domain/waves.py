"""Waves of a project, the respondents who take part, and their responses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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


OF_WAVES = (Mode.PHONE, Mode.KIOSK, Mode.INTERVIEW, Mode.PAPER)


class ResponseState(StrEnum):
    DRAFT = "draft"
    FINISHED = "finished"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Wave:
    """One time of asking, with one version of an instrument (its SHA-256).

    Attributes:
        modes: the ways in that are allowed.
        activity_id: where it takes place; None = anywhere in the project.
        opens_on, closes_on: first and last day of asking; None = open on that side.
        due_on: the day by which everybody should have answered.
        expected: how many are expected; None = the respondents who are known.
    """

    id: UUID
    project_id: UUID
    kind: WaveKind
    title: str
    instrument_version: str
    modes: tuple[Mode, ...] = OF_WAVES
    activity_id: UUID | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    due_on: date | None = None
    expected: int | None = None

    def is_open(self, day: date) -> bool:
        return (self.opens_on or day) <= day <= (self.closes_on or day)


@dataclass(frozen=True)
class Respondent:
    """A person without a name. `id` is a UUIDv4; `code` is what the person keeps, if anything.

    `activity_id` is where they take part; None = not known, or anywhere in the project.
    """

    id: UUID
    project_id: UUID
    code: str | None = None
    activity_id: UUID | None = None


@dataclass(frozen=True)
class Response:
    """One respondent's answers in one wave: address -> choice; skipped items are absent.

    Bound to exactly one version of its instrument. `id` is a UUIDv7 and never leaves in an export.

    Attributes:
        answers: an address is an item's name; within a repeated section it counts from 1:
            "household/member[2]/age". How many there are is the section's own answer.
        unsaid: addresses of what the person would rather not say.
        language: that the questions were put in; "" = not known.
        took_ms: address -> how long the answer took. No time of day is kept.
        started_on, ended_on: the days; None = not known, or not ended.
        reason: why it was refused; "" = none was given.
    """

    id: UUID
    respondent_id: UUID
    wave_id: UUID
    instrument_version: str
    mode: Mode
    state: ResponseState
    answers: Mapping[str, Choice]
    unsaid: frozenset[str] = frozenset()
    language: str = ""
    took_ms: Mapping[str, int] = field(default_factory=dict)
    started_on: date | None = None
    ended_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Changes:
    """What one answer changes in a response; what is not named stays as it is.

    Attributes:
        answers: address -> the new choice.
        unsaid: addresses that the person would rather not say.
        cleared: addresses that have no answer any more.
        took_ms: address -> how long it took.
    """

    answers: Mapping[str, Choice] = field(default_factory=dict)
    unsaid: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()
    took_ms: Mapping[str, int] = field(default_factory=dict)

    @property
    def addresses(self) -> frozenset[str]:
        return self.unsaid | self.cleared | self.answers.keys()

    def __bool__(self) -> bool:
        return bool(self.addresses or self.took_ms)


@dataclass(frozen=True)
class PastAnswer:
    """An answer as it was before a change. `choice` is None where there was none; `was_unsaid`
    where the person would rather not say."""

    item: str
    choice: Choice | None
    changed_at: datetime
    reason: str
    was_unsaid: bool = False
