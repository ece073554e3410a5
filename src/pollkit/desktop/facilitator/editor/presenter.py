"""Editing an event: every change is saved as a whole event, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pollkit.desktop.facilitator.editor import changes
from pollkit.desktop.facilitator.editor.kind_fields import Aside, of_kind, put_aside
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.facilitator.editor.state import EditorState, EventDetails, troubles_in
from pollkit.desktop.picture_shelf import PictureShelf
from pollkit.domain.corrections import keeps_answers
from pollkit.domain.events import Event
from pollkit.domain.instruments import Image, Item, ItemKind
from pollkit.domain.translations import (
    Gap,
    TextPlace,
    event_texts,
    gaps,
    still_fits,
    with_outdated,
)
from pollkit.i18n import _

_MOST_STEPS_BACK = 200


class EditorPresenter:
    """`save` takes each new whole event and tells of failures by itself."""

    def __init__(
        self,
        event: Event,
        save: Callable[[Event], None],
        pictures: PictureShelf,
        begun: frozenset[str] = frozenset(),
    ) -> None:
        self._save = save
        self._pictures = pictures
        self._aside: dict[str, Aside] = {}
        self._last_gap: Gap | None = None
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
                asks_for=details.asks_for,
                keeps_names=details.keeps_names,
                instrument=replace(event.instrument, title=details.titles),
            )
        )

    def change_item(self, item: Item) -> None:
        """Takes the whole question as it now stands."""
        self._commit(changes.with_item(self.state.event, item), item.name)

    def change_kind(self, kind: ItemKind) -> None:
        """Asks the chosen question in another way; what does not fit is said, and comes back with
        the kind before."""
        before = self.state.item
        assert before is not None
        after = of_kind(before, kind, self._aside.setdefault(before.name, {}))
        self._commit(changes.with_item(self.state.event, after), before.name)
        if self.state.item == after:
            self.state = replace(self.state, put_aside=put_aside(before, after))

    def take_picture(self, part: str, source: Path | bytes, on_shown: Callable[[], None]) -> None:
        """Puts a picture in this part of the chosen question as soon as it is small enough;
        `on_shown` says that the state has changed by then."""
        name = self.state.chosen
        assert name is not None

        def on_kept(image: Image) -> None:
            self._place_picture(name, part, image)
            on_shown()

        def on_failed(why: str) -> None:
            self.state = replace(self.state, awaited=None)
            if self.state.chosen == name:
                self.state = replace(self.state, refused=(part, why))
            on_shown()

        self.state = replace(self.state, awaited=part, refused=None)
        self._pictures.keep(source, part, on_kept, on_failed)

    def remove_picture(self, part: str) -> None:
        assert self.state.chosen is not None
        self._place_picture(self.state.chosen, part, None)

    def preview(self, item: Item) -> Event:
        """The event as it would be, for showing while someone types."""
        return changes.with_item(self.state.event, item)

    def add(self, start: Start) -> None:
        """A new question after the chosen one."""
        event, name = changes.with_new_item(self.state.event, start, self.state.chosen)
        self._commit(event, name)

    def add_items(self, items: Sequence[Item]) -> None:
        """Ready questions after the chosen one; the first of them is chosen."""
        event, name = changes.with_items(self.state.event, items, self.state.chosen)
        self._commit(event, name or self.state.chosen)

    def ask_again(self) -> None:
        """The chosen question once more at the end, tied to this one for before and after."""
        assert self.state.chosen is not None
        event, name = changes.with_repeat(self.state.event, self.state.chosen)
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

    def confirm_translation(self, part: str) -> None:
        """The shown translation of this text still fits, though the main text has changed."""
        translation = self.state.translation
        assert translation is not None
        place = TextPlace(self.state.chosen, part)
        event = still_fits(self.state.event, place, translation)
        self._commit(event, self.state.chosen, keeps_notes=True)

    def go_to_next_gap(self, part: str | None) -> Gap | None:
        """Chooses the next translation to do, in the same language first; None if there is none.

        `part` is the text from which to go on, None where the keys are in no text: then it goes on
        from the last one that it led to.
        """
        last = self._last_gap
        if part is None and last is not None and last.place.item == self.state.chosen:
            part = last.place.part
        gap = self._last_gap = _next_gap(self.state, part)
        if gap is not None:
            self._show(self.state.event, gap.place.item, gap.language)
        return gap

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

    def _place_picture(self, name: str, part: str, image: Image | None) -> None:
        """In the question that it was chosen for, wherever the person has gone meanwhile."""
        self.state = replace(self.state, awaited=None)
        if any(item.name == name for item in self.state.event.instrument.items):
            event = changes.with_image(self.state.event, name, part, image)
            self._commit(event, self.state.chosen)

    def _pictures_of(self, event: Event, chosen: str | None) -> dict[str, Path]:
        images = () if chosen is None else _pictures_in(event.instrument.item(chosen))
        found = {image.sha256: self._pictures.path(image.sha256) for image in images}
        return {sha256: path for sha256, path in found.items() if path is not None}

    def _commit(
        self,
        event: Event,
        chosen: str | None = None,
        translation: str | None = None,
        keeps_notes: bool = False,
    ) -> None:
        """Saves the changed event; one that would take the meaning from answers is not taken."""
        if event.must_tie_answers and not event.answers_tied:
            event = replace(event, answers_tied=True)
        if not keeps_answers(self.state.event, event, self.state.begun):
            event, chosen = self.state.event, self.state.chosen
        if not keeps_notes:
            event = with_outdated(self.state.event, event)
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
            troubles=troubles_in(event),
            gaps=gaps(event),
            pictures=self._pictures_of(event, chosen),
            put_aside="",
            refused=None,
            awaited=self.state.awaited if chosen == self.state.chosen else None,
            can_undo=bool(self._before),
            can_redo=bool(self._after),
        )


def _pictures_in(item: Item) -> tuple[Image, ...]:
    images = (item.image, *(option.image for option in item.options))
    return tuple(image for image in images if image is not None)


def _other_language(event: Event, wanted: str | None) -> str | None:
    others = event.languages[1:]
    return wanted if wanted in others else next(iter(others), None)


def _next_gap(state: EditorState, part: str | None) -> Gap | None:
    """The first one after this text, or from the beginning of what is shown; after the last text
    comes the first."""
    wanted = [gap for gap in state.gaps if gap.language == state.translation] or list(state.gaps)
    places = list(event_texts(state.event))
    here = TextPlace(state.chosen, part or "")
    before = (n for n, place in enumerate(places) if place.item == state.chosen)
    at = places.index(here) if here in places else next(before, 0) - 1

    def steps_to(gap: Gap) -> int:
        return (places.index(gap.place) - at - 1) % len(places)

    return min(wanted, key=steps_to, default=None)
