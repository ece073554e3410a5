"""Changes to an event's questions: each takes the event and gives the changed one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pollkit.desktop.facilitator.editor.kind_fields import free_name, of_kind
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.domain.events import Event
from pollkit.domain.instruments import Image, Item, ItemKind


def with_item(event: Event, item: Item) -> Event:
    return _with_items(event, (item if i.name == item.name else i for i in event.instrument.items))


def with_new_item(event: Event, start: Start, after: str | None) -> tuple[Event, str]:
    """A question that begins like this after that one (None = at the end), and its name."""
    name = _next_name(event)
    item = of_kind(Item(name, ItemKind.TEXT, {}), start.kind, {})
    return _insert(event, replace(item, **start.fields), after), name


def with_items(event: Event, items: Iterable[Item], after: str | None) -> tuple[Event, str | None]:
    """Ready questions one after the other, under names of their own; and the first one's name."""
    first = None
    for item in items:
        name = _next_name(event)
        event, after = _insert(event, replace(item, name=name), after), name
        first = first or name
    return event, first


def with_repeat(event: Event, name: str) -> tuple[Event, str]:
    """The same question once more at the end, to be compared with what was answered before."""
    again = _next_name(event)
    item = replace(event.instrument.item(name), name=again, repeats=name)
    return _insert(event, item, None), again


def with_image(event: Event, name: str, part: str, image: Image | None) -> Event:
    """Puts the picture in its place: "image" is the question's own, "image.CODE" an option's.

    What was written about the one before stays: a picture is more often replaced by a better one
    of the same than by another.
    """
    item = event.instrument.item(name)
    if part == "image":
        return with_item(event, replace(item, image=_described_as(image, item.image)))
    options = (
        replace(option, image=_described_as(image, option.image))
        if part == f"image.{option.code}"
        else option
        for option in item.options
    )
    return with_item(event, replace(item, options=tuple(options)))


def with_copy(event: Event, name: str, pattern: str, main: str) -> tuple[Event, str]:
    """The same question again right after it; `pattern` makes the copy's text from {text}."""
    source = event.instrument.item(name)
    copy = _next_name(event)
    text = source.texts.get(main, "")
    texts = {**source.texts, main: pattern.format(text=text)} if text else source.texts
    copied = replace(source, name=copy, texts=texts, stays_open=False)
    return _insert(event, copied, name), copy


def without_item(event: Event, place: int) -> Event:
    items = event.instrument.items
    return _with_items(event, (*items[:place], *items[place + 1 :]))


def with_moved_item(event: Event, name: str, place: int) -> Event:
    """At this place among the others, from 0; outside of the list means its end."""
    item = event.instrument.item(name)
    rest = [i for i in event.instrument.items if i.name != name]
    rest.insert(min(max(place, 0), len(rest)), item)
    return _with_items(event, rest)


def with_languages(event: Event, languages: tuple[str, ...]) -> Event:
    """The first language is the one it is written in, and gives the event its title."""
    instrument = event.instrument
    title = {**instrument.title}
    if event.title:
        title.setdefault(languages[0], event.title)
    changed = replace(instrument, title=title, languages=languages)
    return replace(event, title=title.get(languages[0], event.title), instrument=changed)


def _described_as(image: Image | None, before: Image | None) -> Image | None:
    return image if image is None or before is None else replace(image, texts=before.texts)


def _next_name(event: Event) -> str:
    return free_name({item.name for item in event.instrument.items}, "q")


def _insert(event: Event, item: Item, after: str | None) -> Event:
    items = list(event.instrument.items)
    names = [i.name for i in items]
    items.insert(names.index(after) + 1 if after is not None else len(items), item)
    return _with_items(event, items)


def _with_items(event: Event, items: Iterable[Item]) -> Event:
    return replace(event, instrument=replace(event.instrument, items=tuple(items)))
