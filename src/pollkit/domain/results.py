"""The results of an event: what charts, tables and pages are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item


@dataclass(frozen=True)
class QuestionResult:
    """One question that was asked.

    Attributes:
        round: the round that counts, from 1.
        asked_at: when answers were first taken, with a time zone.
        split: by an earlier answer; None where it was not wanted or answers are not tied.
    """

    item: Item
    round: int
    tally: Tally
    asked_at: datetime | None = None
    split: Split | None = None


@dataclass(frozen=True)
class EventResults:
    """`questions` in the instrument's order, without those that were never asked."""

    event: Event
    joined: int
    questions: tuple[QuestionResult, ...]
