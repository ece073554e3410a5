"""The list of events and the sheet of the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pollkit.desktop.facilitator.kinds import kind_name, size_in_words
from pollkit.desktop.facilitator.splits import SplitChoice, split_choices
from pollkit.domain.corrections import begun_items
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Item
from pollkit.domain.results import EventResults
from pollkit.domain.rooms import Room
from pollkit.domain.texts import in_language
from pollkit.i18n import LANGUAGE_NAMES, _, current_language, ngettext
from pollkit.store import Workspace
from pollkit.usecases.events import (
    archive_event,
    asked_items,
    duplicate_event,
    list_events,
    new_event,
    ready_to_ask,
    restore_event,
    save_event,
)
from pollkit.usecases.kits import event_from_kit, keep_kit_pictures
from pollkit.usecases.ports import Clock

Follow = Callable[["Future[None]"], None]


@dataclass(frozen=True)
class EventRow:
    """`title` has words even where the person has not written any."""

    id: UUID
    title: str
    place: str
    starts_at: datetime
    is_archived: bool
    is_live: bool = False


@dataclass(frozen=True)
class QuestionLine:
    """One question in the summary; `note` says its kind, options and whom it is for."""

    number: int
    text: str
    note: str
    was_asked: bool


@dataclass(frozen=True)
class EventSheet:
    """Everything the right-hand side shows.

    Attributes:
        state: one sentence on how far the event is.
        asked: names of the questions that have been asked.
        begun: names of those that the room has seen: asked, or on the wall now.
        split_choices: the questions by whose answers the results can be split.
        to_mend: what stands between this event and going live; 0 = nothing.
        results: None until they are read, or where nothing was asked.
    """

    event: Event
    title: str
    state: str
    questions: tuple[QuestionLine, ...]
    languages: str
    to_mend: int
    can_go_live: bool
    is_under_way: bool
    has_ended: bool
    asked: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    split_choices: tuple[SplitChoice, ...] = ()
    results: EventResults | None = None


@dataclass(frozen=True)
class EventsState:
    """`total` counts the events that are not archived, `archived` the others."""

    rows: tuple[EventRow, ...] = ()
    total: int = 0
    archived: int = 0
    search: str = ""
    shows_archived: bool = False
    sheet: EventSheet | None = None


class EventsPresenter:
    """Verbs write through `follow`, which tells of a failure; the list is read again when the
    store says that events have changed."""

    def __init__(self, workspace: Workspace, follow: Follow, clock: Clock) -> None:
        self._workspace = workspace
        self._follow = follow
        self._clock = clock
        self._events: tuple[Event, ...] = ()
        self._selected: UUID | None = None
        self._running: UUID | None = None
        self.state = EventsState()

    def refresh(self) -> None:
        """Reads the events again; what was chosen stays chosen where it is still shown."""
        self._events = list_events(self._workspace, include_archived=True)
        self._show()

    def search(self, words: str) -> None:
        self.state = replace(self.state, search=words)
        self._show()

    def show_archived(self, is_wanted: bool) -> None:
        self.state = replace(self.state, shows_archived=is_wanted)
        self._show()

    def select(self, event_id: UUID | None) -> None:
        self._selected = event_id
        self._show()

    def take_running(self, event_id: UUID | None) -> None:
        """The event whose room is open now; None if there is none."""
        self._running = event_id
        self._show()

    def take_results(self, results: EventResults) -> None:
        """Puts results on the sheet if it is still about the same event."""
        sheet = self.state.sheet
        if sheet is not None and sheet.event.id == results.event.id:
            self.state = replace(self.state, sheet=replace(sheet, results=results))

    def create(self) -> Event:
        """A new event in the window's language, today at the next full hour."""
        now = self._clock().astimezone()
        starts_at = now.replace(minute=0, second=0, microsecond=0)
        event = new_event("", "", starts_at, [current_language()])
        return self._keep(event)

    def create_from_kit(self, name: str) -> Event:
        keep_kit_pictures(name, self._workspace.attachments)
        return self._keep(event_from_kit(name, self._clock().astimezone(), current_language()))

    def duplicate(self) -> Event:
        assert self.state.sheet is not None
        return self._keep(duplicate_event(self.state.sheet.event, self._clock().astimezone()))

    def archive(self) -> None:
        assert self.state.sheet is not None
        self._follow(archive_event(self._workspace, self.state.sheet.event.id))

    def restore(self, event_id: UUID) -> None:
        self._selected = event_id
        self._follow(restore_event(self._workspace, event_id))

    def _keep(self, event: Event) -> Event:
        self._selected = event.id
        self._follow(save_event(self._workspace, event))
        return event

    def _show(self) -> None:
        shown = [event for event in self._events if self._is_shown(event)]
        # The wish outlasts a search, and an event that is still on its way into the store.
        chosen = next((e for e in shown if e.id == self._selected), shown[0] if shown else None)
        if self._selected is None and chosen is not None:
            self._selected = chosen.id
        archived = sum(event.is_archived for event in self._events)
        self.state = replace(
            self.state,
            rows=tuple(_row(event, event.id == self._running) for event in shown),
            total=len(self._events) - archived,
            archived=archived,
            sheet=None if chosen is None else self._sheet(chosen),
        )

    def _is_shown(self, event: Event) -> bool:
        wanted = self.state.search.casefold().split()
        words = f"{event.title} {event.place}".casefold()
        return event.is_archived == self.state.shows_archived and all(w in words for w in wanted)

    def _sheet(self, event: Event) -> EventSheet:
        with self._workspace.read() as repos:
            room = repos.rooms.load(event.id)
        asked = asked_items(room)
        to_mend, is_live = len(ready_to_ask(event)), event.id == self._running
        before = self.state.sheet
        return EventSheet(
            event=event,
            title=shown_title(event),
            state=_live_line(room, len(asked)) if is_live else _state_line(event, room, len(asked)),
            questions=tuple(
                _line(number, item, event, item.name in asked)
                for number, item in enumerate(event.instrument.items, start=1)
            ),
            languages=", ".join(LANGUAGE_NAMES.get(tag, tag) for tag in event.languages),
            to_mend=to_mend,
            can_go_live=is_live or (to_mend == 0 and not event.is_archived and not room.has_ended),
            is_under_way=is_live or (bool(asked) and not room.has_ended),
            has_ended=room.has_ended,
            asked=asked,
            begun=begun_items(room),
            split_choices=split_choices(event, room),
            results=before.results if before is not None and before.event == event else None,
        )


def shown_title(event: Event) -> str:
    return event.title or _("Event without a title")


def _row(event: Event, is_live: bool) -> EventRow:
    return EventRow(
        event.id, shown_title(event), event.place, event.starts_at, event.is_archived, is_live
    )


def _live_line(room: Room, asked: int) -> str:
    if room.has_ended:
        return _("● The event has ended; its room is still open.")
    return ngettext(
        "● The room is open: {asked} of {n} question asked.",
        "● The room is open: {asked} of {n} questions asked.",
        len(room.questions),
    ).format(asked=asked, n=len(room.questions))


def _state_line(event: Event, room: Room, asked: int) -> str:
    if event.is_archived:
        return _("In the archive.")
    count = len(event.instrument.items)
    if room.has_ended:
        return ngettext(
            "Ended. {n} question was asked.", "Ended. {n} questions were asked.", asked
        ).format(n=asked)
    if asked:
        return ngettext(
            "Under way: {asked} of {n} question asked.",
            "Under way: {asked} of {n} questions asked.",
            count,
        ).format(asked=asked, n=count)
    if count == 0:
        return _("No questions yet.")
    return (
        ngettext(
            "Ready: {n} question, not asked yet.", "Ready: {n} questions, not asked yet.", count
        ).format(n=count)
        if not ready_to_ask(event)
        else _("In preparation.")
    )


def _line(number: int, item: Item, event: Event, was_asked: bool) -> QuestionLine:
    text = in_language(item.texts, event.languages[0]) or _("Question without words")
    return QuestionLine(number, text, _note(item, event), was_asked)


def _note(item: Item, event: Event) -> str:
    parts = [kind_name(item.kind)]
    if size := size_in_words(item):
        parts.append(size)
    if item.right:
        parts.append(_("quiz"))
    if item.repeats is not None:
        parts.append(_again_words(item.repeats, event))
    if item.asked_if is not None:
        parts.append(_follow_up_words(item.asked_if, event))
    return " · ".join(parts)


def _follow_up_words(condition: Condition, event: Event) -> str:
    names = [item.name for item in event.instrument.items]
    if condition.item not in names:
        return _("follow-up")
    return _("follow-up to question {n}").format(n=names.index(condition.item) + 1)


def _again_words(first: str, event: Event) -> str:
    names = [item.name for item in event.instrument.items]
    if first not in names:
        return _("asked again")
    return _("question {n} asked again").format(n=names.index(first) + 1)
