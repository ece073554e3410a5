"""The demo event: made-up people answer over real HTTP; then what was stored is counted."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import TypeAdapter

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.events import Event
from pollkit.domain.results import EventResults
from pollkit.domain.rooms import Move
from pollkit.domain.texts import in_language
from pollkit.i18n import _, current_language
from pollkit.resources import resource_path
from pollkit.store import Role, Workspace
from pollkit.usecases.events import save_event
from pollkit.usecases.kits import event_from_kit
from pollkit.usecases.ports import Attendees, RoomLink, RoomStarter
from pollkit.usecases.results import event_results

KIT = "transatlantic-day"
QUESTION = "evaluates"
SPLIT_BY = "country"


@dataclass(frozen=True)
class MadeUpPerson:
    """Someone in the demo's room: item name -> what they send; a skipped item is absent."""

    city: str
    language: str
    answers: Mapping[str, list[str]]


@dataclass(frozen=True)
class Crowd:
    note: str
    attendees: tuple[MadeUpPerson, ...]


@dataclass(frozen=True)
class DemoOutcome:
    """What the store held after everything had been shut and opened again.

    Attributes:
        stored: people whose answer to the main question is in the store.
        yes, no, dont_know: their answers.
        answers_sent, answers_saved, answers_stored: to all questions: sent by the phones, told
            "saved" by the room, found in the store.
        figures_match: every count of every question is what the people sent.
    """

    event_id: UUID
    attendees: int
    stored: int
    yes: int
    no: int
    dont_know: int
    answers_sent: int
    answers_saved: int
    answers_stored: int
    figures_match: bool
    files: tuple[Path, ...]
    seconds: float

    @property
    def is_complete(self) -> bool:
        counts = {self.answers_sent, self.answers_saved, self.answers_stored}
        return self.stored == self.attendees and len(counts) == 1 and self.figures_match


def demo_event(now: datetime, language: str = "en") -> Event:
    return event_from_kit(KIT, now, language)


def ensure_demo_event(workspace: Workspace, now: datetime, language: str = "en") -> Event | None:
    """Gives a workspace that never held an event the demo event; None if it holds one already.

    Nothing marks the demo: whoever has archived it, or made another event, does not get it again.
    """
    with workspace.read() as repos:
        if repos.events.list(include_archived=True):
            return None
    event = demo_event(now, language)
    save_event(workspace, event).result()
    return event


def demo_crowd() -> tuple[MadeUpPerson, ...]:
    written = resource_path("kits", "crowds", f"{KIT}.json").read_bytes()
    return TypeAdapter(Crowd).validate_json(written).attendees


def run_demo(
    workspace: Path,
    out: Path,
    start_room: RoomStarter,
    new_attendees: Callable[[], Attendees],
    *,
    now: datetime,
    language: str = "en",
    port: int = 0,
    kinds: Collection[str] | None = None,
    on_progress: Callable[[str], None] = lambda _step: None,
) -> DemoOutcome:
    """Holds the demo event in a real room and writes its results to `out`.

    The people's answers reach the store through the room's server and nowhere else.

    Args:
        now: when the event takes place.
        language: of the files that are written.
        kinds: of files, as `export_event` has them; None = all.
    """
    from pollkit.usecases.export_results import ALL, export_event

    started = time.monotonic()
    people = demo_crowd()
    with Workspace.open(workspace, Role.WINDOW) as opened:
        event = demo_event(now, language)
        save_event(opened, event).result()
    link = start_room(workspace, event.id, port)
    try:
        saved = _hold(link, new_attendees(), event, people, on_progress)
    finally:
        link.shut()
    on_progress(_("Opening the workspace again and counting."))
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        results = event_results(repos, event.id)
        on_progress(_("Writing the results."))
        files = export_event(repos, event.id, out, language, kinds or ALL, SPLIT_BY)
    return _outcome(results, people, saved, files, time.monotonic() - started)


def _hold(
    link: RoomLink,
    phones: Attendees,
    event: Event,
    people: Sequence[MadeUpPerson],
    on_progress: Callable[[str], None],
) -> int:
    """Plays every question of the event; returns how many answers were told "saved"."""
    saved = 0
    address = link.status.addresses[0]
    on_progress(_("{n} phones join at {url}").format(n=len(people), url=address.url))
    try:
        phones.join(address.url, [person.language for person in people])
        for item in event.instrument.items:
            answers = {
                phone: person.answers[item.name]
                for phone, person in enumerate(people)
                if item.name in person.answers
            }
            link.move(Move.ASK, item.name)
            saved += phones.answer(item.name, answers)
            heads = link.move(Move.CLOSE).heads
            link.move(Move.REVEAL)
            on_progress(
                _("{answered} of {asked} answered: {question}").format(
                    answered=heads.answered,
                    asked=heads.asked,
                    question=in_language(item.texts, current_language()),
                )
            )
        link.move(Move.END)
    finally:
        phones.leave()
    return saved


def _outcome(
    results: EventResults,
    people: Sequence[MadeUpPerson],
    saved: int,
    files: tuple[Path, ...],
    seconds: float,
) -> DemoOutcome:
    tallies = {question.item.name: question.tally for question in results.questions}
    main = tallies[QUESTION]
    return DemoOutcome(
        event_id=results.event.id,
        attendees=len(people),
        stored=main.answered,
        yes=main.count("yes"),
        no=main.count("no"),
        dont_know=main.count("dont_know"),
        answers_sent=sum(len(person.answers) for person in people),
        answers_saved=saved,
        answers_stored=sum(tally.answered for tally in tallies.values()),
        figures_match=all(
            item.name in tallies and _is_as_sent(tallies[item.name], people)
            for item in results.event.instrument.items
        ),
        files=files,
        seconds=round(seconds, 1),
    )


def _is_as_sent(tally: Tally, people: Sequence[MadeUpPerson]) -> bool:
    sent = [person.answers[tally.item] for person in people if tally.item in person.answers]
    ticks = Counter(answer for answers in sent for answer in answers)
    found = {option.code: option.count for option in tally.options if option.count}
    found |= dict(Counter(tally.texts))
    return tally.answered == len(sent) and found == dict(ticks)
