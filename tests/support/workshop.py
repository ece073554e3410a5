"""A workshop with every kind of question, answered as its tests want it or plausibly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from pollkit.domain.analysis.counts import tally
from pollkit.domain.analysis.splits import can_be_split, split
from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import Ballot, Channel, receipt_of
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item
from pollkit.domain.rehearsal import plausible_answer
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.usecases.kits import event_from_kit, kit_pictures

KIT = "community-workshop"


def workshop(language: str = "en", population: int | None = None) -> Event:
    event = event_from_kit(KIT, datetime(2026, 11, 24, 9, 30, tzinfo=UTC), language)
    return replace(event, population=population)


def item(name: str) -> Item:
    return workshop().instrument.item(name)


def answered(
    asked: Item, answers: Sequence[Sequence[str]], population: int | None = None
) -> QuestionResult:
    """One question that these people answered, all by phone."""
    choices = [read_choice(asked, words) for words in answers]
    ballots = tuple(
        Ballot(
            UUID(int=900 + place, version=4),
            asked.name,
            1,
            choice,
            UUID(int=place + 1, version=4),
            receipt=receipt_of(UUID(int=(place * 7919 + 3) << 88)),
        )
        for place, choice in enumerate(choices)
    )
    counted = tally(asked, choices, len(choices), population)
    return QuestionResult(
        asked, 1, counted, channels={Channel.PHONE: len(ballots)}, ballots=ballots
    )


def only(
    result: QuestionResult, language: str = "en", population: int | None = None
) -> EventResults:
    event = workshop(language, population)
    pictures = dict(kit_pictures(KIT))
    return EventResults(event, result.tally.asked, (result,), pictures)


def by_group(asked: Item, rows: list[tuple[int, str, list[str]]]) -> QuestionResult:
    """Split by the first question: so many who gave that answer said these words."""
    by = workshop().instrument.items[0]
    given = [(group, words) for number, group, words in rows for _ in range(number)]
    people = {
        UUID(int=who): {by.name: read_choice(by, [group]), asked.name: read_choice(asked, words)}
        for who, (group, words) in enumerate(given)
    }
    return replace(
        answered(asked, [words for _group, words in given]), split=split(asked, by, people)
    )


def whole_workshop(language: str = "en", people: int = 40) -> EventResults:
    """Every question of the kit that ballots answer, plausibly and split by the first."""
    event, rng = workshop(language), Random(5)
    first = event.instrument.items[0]
    questions = []
    crowd: dict[UUID, dict[str, object]] = {}
    for asked in event.instrument.items:
        if asked.kind in OF_POSTS:
            continue
        words = [plausible_answer(asked, rng, language) for _person in range(people)]
        result = answered(asked, words)
        for ballot in result.ballots:
            assert ballot.respondent_id is not None
            crowd.setdefault(ballot.respondent_id, {})[asked.name] = ballot.choice
        if can_be_split(asked) and asked is not first:
            result = replace(result, split=split(asked, first, crowd))  # type: ignore[arg-type]
        questions.append(result)
    return EventResults(event, people, tuple(questions), dict(kit_pictures(KIT)))
