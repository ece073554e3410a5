"""Preparing events: make, change, copy, archive."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from pollkit.domain.corrections import begun_items, keeps_answers
from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument
from pollkit.domain.problems import Problem, problems
from pollkit.domain.rooms import QuestionState, Room
from pollkit.errors import AnswersGiven, InstrumentProblem, NotFound
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace


def new_event(title: str, place: str, starts_at: datetime, languages: Sequence[str]) -> Event:
    """An event without questions, not yet saved; `languages[0]` is the one it is written in."""
    instrument = Instrument(
        title={languages[0]: title} if title else {}, languages=tuple(languages), items=()
    )
    return Event(uuid7(), title, place, starts_at, instrument)


def duplicate_event(event: Event, starts_at: datetime) -> Event:
    """The same questions for another day, without answers; not yet saved."""
    title = _("{title} (copy)").format(title=event.title) if event.title else ""
    main = event.languages[0]
    instrument = replace(event.instrument, title={**event.instrument.title, main: title})
    return replace(
        event,
        id=uuid7(),
        title=title,
        starts_at=starts_at,
        instrument=instrument,
        is_archived=False,
    )


def save_event(workspace: Workspace, event: Event) -> Future[None]:
    """Saves a draft, complete or not; the future is done once it is on disk.

    Answers are tied wherever a follow-up needs it. The future fails with AnswersGiven, and nothing
    is saved, if answers would lose their meaning by the change.
    """
    tied = replace(event, answers_tied=True) if event.must_tie_answers else event
    return workspace.write(lambda repos: _save(repos, tied))


def list_events(workspace: Workspace, include_archived: bool = False) -> tuple[Event, ...]:
    """The newest first."""
    with workspace.read() as repos:
        return repos.events.list(include_archived=include_archived)


def archive_event(workspace: Workspace, event_id: UUID) -> Future[None]:
    """Takes an event out of the list; its answers stay."""
    return workspace.write(lambda repos: _set_archived(repos, event_id, True))


def restore_event(workspace: Workspace, event_id: UUID) -> Future[None]:
    return workspace.write(lambda repos: _set_archived(repos, event_id, False))


def ready_to_ask(event: Event) -> tuple[Problem, ...]:
    """What must be mended before this event can go live; empty if nothing."""
    return problems(event.instrument)


def check_ready(event: Event) -> None:
    """Raises:
    InstrumentProblem: a question cannot be asked as it stands; names the first trouble.
    """
    found = ready_to_ask(event)
    if not found:
        return
    first = found[0]
    places = [item.name for item in event.instrument.items]
    if first.item is None:
        raise InstrumentProblem(first.message)
    raise InstrumentProblem(
        _("Question {n}: {problem}").format(n=places.index(first.item) + 1, problem=first.message)
    )


def asked_items(room: Room) -> frozenset[str]:
    """Names of the questions that people have answered or could have answered."""
    untouched = {QuestionState.WAITING, QuestionState.READING}
    return frozenset(
        question.item
        for question in room.questions
        if question.state not in untouched or question.cleared
    )


def _save(repos: Repositories, event: Event) -> None:
    # In the transaction of the change: the room's process may ask a question at any moment.
    if not _keeps_answers(repos, event):
        raise AnswersGiven(
            _(
                "A question of this event has been put to the room: only its words can still be "
                "corrected. Duplicate it to ask something else."
            )
        )
    repos.events.save(event)


def _keeps_answers(repos: Repositories, event: Event) -> bool:
    try:
        before = repos.events.get(event.id)
    except NotFound:
        return True
    return keeps_answers(before, event, begun_items(repos.rooms.load(event.id)))


def _set_archived(repos: Repositories, event_id: UUID, is_archived: bool) -> None:
    repos.events.save(replace(repos.events.get(event_id), is_archived=is_archived))
