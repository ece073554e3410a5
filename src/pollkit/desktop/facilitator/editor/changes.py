"""Changes to an event's questions: each takes the event and gives the changed one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind, Option


def with_item(event: Event, item: Item) -> Event:
    return _with_items(event, (item if i.name == item.name else i for i in event.instrument.items))


def with_new_item(event: Event, kind: ItemKind, after: str | None) -> tuple[Event, str]:
    """A question of this kind after that one (None = at the end), and its name."""
    name = free_name((item.name for item in event.instrument.items), "q")
    item = of_kind(Item(name, kind, {}), kind)
    return _insert(event, item, after), name


def with_copy(event: Event, name: str, pattern: str, main: str) -> tuple[Event, str]:
    """The same question again right after it; `pattern` makes the copy's text from {text}."""
    source = event.instrument.item(name)
    copy = free_name((item.name for item in event.instrument.items), "q")
    text = source.texts.get(main, "")
    texts = {**source.texts, main: pattern.format(text=text)} if text else source.texts
    return _insert(event, replace(source, name=copy, texts=texts), name), copy


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


def of_kind(item: Item, kind: ItemKind) -> Item:
    """The question as another kind; options are kept where the kind has any."""
    if kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        options = item.options
        while len(options) < 2:
            options = (*options, new_option(options))
        most = item.most_choices if kind is ItemKind.MULTIPLE else None
        return replace(item, kind=kind, options=options, most_choices=most)
    return replace(item, kind=kind, options=(), most_choices=None)


def new_option(options: Iterable[Option]) -> Option:
    return Option(free_name((option.code for option in options), "o"), {})


def free_name(taken: Iterable[str], letter: str) -> str:
    """The first of q1, q2 ... that is not taken: names stay with their answers for good."""
    names = set(taken)
    number = 1
    while f"{letter}{number}" in names:
        number += 1
    return f"{letter}{number}"


def _insert(event: Event, item: Item, after: str | None) -> Event:
    items = list(event.instrument.items)
    names = [i.name for i in items]
    items.insert(names.index(after) + 1 if after is not None else len(items), item)
    return _with_items(event, items)


def _with_items(event: Event, items: Iterable[Item]) -> Event:
    return replace(event, instrument=replace(event.instrument, items=tuple(items)))
