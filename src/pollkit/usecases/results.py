"""The results of an event, from the ballots in the workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from uuid import UUID

from pollkit.domain.analysis.counts import Tally, board_tally, tally
from pollkit.domain.analysis.shifts import Shift, can_shift, shift
from pollkit.domain.analysis.splits import (
    Split,
    answers_by_respondent,
    can_be_split,
    can_split,
    earlier_splitters,
    split,
)
from pollkit.domain.ballots import Ballot, Choice
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.domain.rooms import Question, Room
from pollkit.store import Repositories


def event_results(
    repositories: Repositories, event_id: UUID, split_by: str | None = None
) -> EventResults:
    """What the closed questions of an event brought, in the order of its questions.

    Args:
        split_by: a question with options by which every other result is split; only where answers
            are tied.

    Raises:
        NotFound: no such event or question.
    """
    event = repositories.events.get(event_id)
    by = None if split_by is None else event.instrument.item(split_by)
    ballots = repositories.rooms.ballots(event_id)
    joined = repositories.rooms.joined(event_id)
    room = repositories.rooms.load(event_id)
    questions = []
    for question in room.questions:
        mine = [ballot for ballot in ballots if ballot.item == question.item]
        asked_at = repositories.rooms.asked_at(event_id, question.item, question.round)
        if asked_at is None and not mine:
            continue
        item = event.instrument.item(question.item)
        asked = repositories.rooms.asked(event_id, question.item, question.round)
        questions.append(
            QuestionResult(
                item=item,
                round=question.round,
                tally=_tally(
                    repositories, event, item, question, mine, joined if asked is None else asked
                ),
                asked_at=asked_at,
                split=_split(event, question, item, by, ballots),
                channels=Counter(ballot.channel for ballot in mine),
                ballots=tuple(mine),
                before=_earlier_rounds(repositories, event, question, item),
                shift=_shift(repositories, event, room, question, item),
            )
        )
    names = repositories.rooms.names(event_id)
    return EventResults(event, joined, tuple(questions), names=names)


def _tally(
    repositories: Repositories,
    event: Event,
    item: Item,
    question: Question,
    ballots: Sequence[Ballot],
    asked: int,
) -> Tally:
    if item.kind in OF_POSTS:
        posts = repositories.boards.posts(event.id, item.name, question.round)
        return board_tally(item, posts, asked, event.population)
    return tally(
        item,
        (ballot.choice for ballot in ballots),
        asked=asked,
        population=event.population,
        edits=repositories.rooms.word_edits(event.id, item.name),
    )


def _earlier_rounds(
    repositories: Repositories, event: Event, question: Question, item: Item
) -> tuple[Tally, ...]:
    rooms = repositories.rooms
    edits = rooms.word_edits(event.id, item.name)
    found = []
    for round_ in () if item.kind in OF_POSTS else question.before:
        choices = [ballot.choice for ballot in rooms.ballots(event.id, item.name, round_)]
        asked = rooms.asked(event.id, item.name, round_) or len(choices)
        found.append(tally(item, choices, asked, event.population, edits))
    return tuple(found)


def _shift(
    repositories: Repositories, event: Event, room: Room, question: Question, item: Item
) -> Shift | None:
    """Compared with the round before, or else with the question that it repeats."""
    if not can_shift(item):
        return None
    if question.before:
        of, round_ = item.name, question.before[-1]
    elif item.repeats is not None:
        of, round_ = item.repeats, room.question(item.repeats).round
    else:
        return None
    rooms = repositories.rooms
    before = rooms.ballots(event.id, of, round_)
    after = rooms.ballots(event.id, item.name, question.round)
    if not before or not after:
        return None
    asked = (
        rooms.asked(event.id, of, round_) or len(before),
        rooms.asked(event.id, item.name, question.round) or len(after),
    )
    return shift(
        item, of, _by_person(before), _by_person(after), is_tied=event.answers_tied, asked=asked
    )


def _by_person(ballots: tuple[Ballot, ...]) -> dict[Hashable, Choice]:
    return {ballot.respondent_id or ballot.id: ballot.choice for ballot in ballots}


def _split(
    event: Event, question: Question, item: Item, by: Item | None, ballots: tuple[Ballot, ...]
) -> Split | None:
    if by is None or by.name == question.item or not event.answers_tied:
        return None
    if not can_be_split(item) or not can_split(by):
        return None
    others = [b.choice for b in ballots if b.item == item.name and b.respondent_id is None]
    earlier = earlier_splitters(event.instrument, item, by)
    return split(item, by, answers_by_respondent(ballots), others, earlier)
