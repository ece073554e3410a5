"""Editing an event: every change is saved as a whole event, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from pollkit.desktop.facilitator.editor import changes
from pollkit.domain.corrections import keeps_answers
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.problems import ItemPart, missing_translations, problems
from pollkit.domain.texts import Texts
from pollkit.i18n import LANGUAGE_NAMES, _

_MOST_STEPS_BACK = 200


@dataclass(frozen=True)
class EventDetails:
    """What the form about the event hands over; see Event for the meanings.

    Attributes:
        titles: the title in every language that has one; the main one is the event's own.
    """

    titles: Texts
    place: str
    starts_at: datetime
    answers_tied: bool
    population: int | None


@dataclass(frozen=True)
class Trouble:
    """Something still to do. `language` names the translation that is missing, else None."""

    item: str | None
    message: str
    part: ItemPart = ItemPart.TEXT
    language: str | None = None


@dataclass(frozen=True)
class EditorState:
    """Attributes:
    chosen: name of the question that is shown; None = the event itself.
    translation: the language beside the main one; None where the event has only one.
    begun: names of the questions that the room has seen: only their words can be corrected.
    """

    event: Event
    chosen: str | None = None
    translation: str | None = None
    begun: frozenset[str] = frozenset()
    troubles: tuple[Trouble, ...] = ()
    can_undo: bool = False
    can_redo: bool = False

    @property
    def item(self) -> Item | None:
        return None if self.chosen is None else self.event.instrument.item(self.chosen)

    @property
    def place(self) -> int | None:
        """Of the chosen question, from 0."""
        names = [item.name for item in self.event.instrument.items]
        return None if self.chosen is None else names.index(self.chosen)

    @property
    def main(self) -> str:
        return self.event.languages[0]

    @property
    def is_locked(self) -> bool:
        return self.chosen in self.begun

    @property
    def may_tie(self) -> bool:
        """Whether it can still be chosen if a person's answers are kept together."""
        return not self.begun

    @property
    def may_follow_up(self) -> bool:
        """Whether a question can be for some people only: that needs their answers together."""
        return self.may_tie or self.event.answers_tied

    def troubles_of(self, item: str | None) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if trouble.item == item)


class EditorPresenter:
    """`save` takes each new whole event and tells of failures by itself."""

    def __init__(
        self, event: Event, save: Callable[[Event], None], begun: frozenset[str] = frozenset()
    ) -> None:
        self._save = save
        self._before: list[Event] = []
        self._after: list[Event] = []
        self.state = EditorState(event, begun=begun)
        self._show(event, None, _other_language(event, None))

    def take_begun(self, begun: frozenset[str]) -> None:
        """The room has gone on while the event was edited."""
        self.state = replace(self.state, begun=begun)

    def choose(self, name: str | None) -> None:
        self._show(self.state.event, name, self.state.translation)

    def step(self, by: int) -> None:
        """Chooses the question before (-1) or after (1); the event itself comes first."""
        names = [None, *(item.name for item in self.state.event.instrument.items)]
        place = names.index(self.state.chosen) + by
        self.choose(names[min(max(place, 0), len(names) - 1)])

    def show_translation(self, language: str) -> None:
        self._show(self.state.event, self.state.chosen, language)

    def change_details(self, details: EventDetails) -> None:
        event = self.state.event
        self._commit(
            replace(
                event,
                title=details.titles.get(self.state.main, ""),
                place=details.place,
                starts_at=details.starts_at,
                answers_tied=details.answers_tied,
                population=details.population,
                instrument=replace(event.instrument, title=details.titles),
            )
        )

    def change_item(self, item: Item) -> None:
        """Takes the whole question as it now stands."""
        self._commit(changes.with_item(self.state.event, item), item.name)

    def preview(self, item: Item) -> Event:
        """The event as it would be, for showing while someone types."""
        return changes.with_item(self.state.event, item)

    def add(self, kind: ItemKind) -> None:
        """A new question after the chosen one."""
        event, name = changes.with_new_item(self.state.event, kind, self.state.chosen)
        self._commit(event, name)

    def duplicate(self) -> None:
        assert self.state.chosen is not None
        event, name = changes.with_copy(
            self.state.event, self.state.chosen, _("{text} (copy)"), self.state.main
        )
        self._commit(event, name)

    def remove(self) -> None:
        """The chosen question; the one that takes its place is chosen."""
        place = self.state.place
        if place is None:
            return
        event = changes.without_item(self.state.event, place)
        names = [item.name for item in event.instrument.items]
        self._commit(event, names[min(place, len(names) - 1)] if names else None)

    def move(self, by: int) -> None:
        """The chosen question up (-1) or down (1)."""
        if self.state.place is not None:
            self.move_to(self.state.chosen, self.state.place + by)

    def move_to(self, name: str | None, place: int) -> None:
        if name is None:
            return
        self._commit(changes.with_moved_item(self.state.event, name, place), name)

    def add_language(self, tag: str) -> None:
        event = changes.with_languages(self.state.event, (*self.state.event.languages, tag))
        self._commit(event, self.state.chosen, tag)

    def remove_language(self, tag: str) -> None:
        """Its texts stay, unseen, in case it is added again; the main language cannot go."""
        left = tuple(language for language in self.state.event.languages if language != tag)
        if left and tag != self.state.main:
            self._commit(changes.with_languages(self.state.event, left), self.state.chosen)

    def write_in(self, tag: str) -> None:
        """Makes this language the one in which the event is written."""
        rest = tuple(language for language in self.state.event.languages if language != tag)
        self._commit(changes.with_languages(self.state.event, (tag, *rest)), self.state.chosen)

    def undo(self) -> None:
        self._travel(self._before, self._after)

    def redo(self) -> None:
        self._travel(self._after, self._before)

    def _travel(self, source: list[Event], target: list[Event]) -> None:
        # What was undone before a question was put to the room must not come back over it.
        while source and not keeps_answers(self.state.event, source[-1], self.state.begun):
            source.pop()
        if not source:
            self._show(self.state.event, self.state.chosen, self.state.translation)
            return
        target.append(self.state.event)
        event = source.pop()
        names = {item.name for item in event.instrument.items}
        came_back = names - {item.name for item in self.state.event.instrument.items}
        chosen = self.state.chosen if self.state.chosen in names else None
        self._show(event, next(iter(came_back), chosen), self.state.translation)
        self._save(event)

    def _commit(
        self, event: Event, chosen: str | None = None, translation: str | None = None
    ) -> None:
        """Saves the changed event; one that would take the meaning from answers is not taken."""
        if event.must_tie_answers and not event.answers_tied:
            event = replace(event, answers_tied=True)
        if not keeps_answers(self.state.event, event, self.state.begun):
            event, chosen = self.state.event, self.state.chosen
        if event != self.state.event:
            self._before = [*self._before, self.state.event][-_MOST_STEPS_BACK:]
            self._after.clear()
            self._save(event)
        self._show(event, chosen, translation or self.state.translation)

    def _show(self, event: Event, chosen: str | None, translation: str | None) -> None:
        self.state = replace(
            self.state,
            event=event,
            chosen=chosen,
            translation=_other_language(event, translation),
            troubles=_troubles(event),
            can_undo=bool(self._before),
            can_redo=bool(self._after),
        )


def language_name(tag: str) -> str:
    """Its name in itself where it is known, else its tag."""
    return LANGUAGE_NAMES.get(tag, tag)


def _other_language(event: Event, wanted: str | None) -> str | None:
    others = event.languages[1:]
    return wanted if wanted in others else next(iter(others), None)


def _troubles(event: Event) -> tuple[Trouble, ...]:
    found = [Trouble(p.item, p.message, p.part) for p in problems(event.instrument)]
    if not event.title.strip():
        found.insert(0, Trouble(None, _("Give the event a title.")))
    else:
        found += _title_troubles(event)
    for name, language in missing_translations(event.instrument):
        if language != event.languages[0]:
            words = _("Words are missing in {language}.").format(language=language_name(language))
            found.append(Trouble(name, words, ItemPart.TEXT, language))
    return tuple(found)


def _title_troubles(event: Event) -> list[Trouble]:
    words = _("The title is missing in {language}.")
    return [
        Trouble(None, words.format(language=language_name(tag)), ItemPart.TEXT, tag)
        for tag in event.languages[1:]
        if not event.instrument.title.get(tag)
    ]
