"""The results of an event: what charts, tables and pages are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.shifts import Shift
from pollkit.domain.analysis.splits import OF_STATEMENTS, SMALLEST_GROUP, Split
from pollkit.domain.ballots import Ballot, Channel
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item


@dataclass(frozen=True)
class QuestionResult:
    """One question that was asked.

    Attributes:
        round: the round that counts, from 1.
        asked_at: when answers were first taken, with a time zone.
        split: by an earlier answer; None where it was not wanted or answers are not tied.
        channels: how many answers came in by each way that was used.
        ballots: the answers one by one, in no order that tells when they came.
        before: earlier rounds of the question that were kept to compare with, the first one first.
        shift: who moved since the last of them, or since the question that this one repeats.
    """

    item: Item
    round: int
    tally: Tally
    asked_at: datetime | None = None
    split: Split | None = None
    channels: Mapping[Channel, int] = field(default_factory=dict)
    ballots: tuple[Ballot, ...] = ()
    before: tuple[Tally, ...] = ()
    shift: Shift | None = None


@dataclass(frozen=True)
class EventResults:
    """`questions` in the instrument's order, without those that were never asked; `pictures`: the
    SHA-256 of each picture -> its file, where it is at hand; `names`: pseudonym -> name, only of an
    event that tells names."""

    event: Event
    joined: int
    questions: tuple[QuestionResult, ...]
    pictures: Mapping[str, Path] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)


def for_publication(results: EventResults) -> EventResults:
    """The results as they may leave the room: without the answers to a question, or to one of its
    statements, that fewer than SMALLEST_GROUP people answered, since each could be traced to a
    person."""
    return replace(results, questions=tuple(map(_withheld_if_few, results.questions)))


def _withheld_if_few(question: QuestionResult) -> QuestionResult:
    tally = question.tally
    if tally.kind in OF_POSTS:
        return question  # the facilitator has let the room see each of them
    if _is_few(tally):
        return replace(
            question, tally=tally.withheld(), split=None, ballots=(), before=(), shift=None
        )
    question = replace(question, before=tuple(map(_whole, question.before)))
    if question.shift is not None and _is_few(question.shift.before):
        question = replace(question, shift=None)
    if question.item.kind not in OF_STATEMENTS:
        return question
    parts = tuple(
        part.withheld() if 0 < part.answered < SMALLEST_GROUP else part for part in tally.parts
    )
    return replace(question, tally=replace(tally, parts=parts))


def _is_few(tally: Tally) -> bool:
    return 0 < tally.answered < SMALLEST_GROUP


def _whole(tally: Tally) -> Tally:
    return tally.withheld() if _is_few(tally) else tally
