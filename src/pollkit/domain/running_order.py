"""The order of an event's questions while it runs: one comes in between, others change places."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.problems import problems
from pollkit.errors import InstrumentProblem
from pollkit.i18n import _


def with_item_after(event: Event, item: Item, after: str | None) -> Event:
    """The event with another question behind this one, or as the first; its name is made one that
    no other question has."""
    items = list(event.instrument.items)
    names = {one.name for one in items}
    named = replace(item, name=_free_name(item.name, names))
    place = next((n for n, one in enumerate(items, start=1) if one.name == after), 0)
    return _with_items(event, [*items[:place], named, *items[place:]])


def with_item_moved(event: Event, item: str, place: int, begun: Collection[str]) -> Event:
    """The event with this question at another place, counted from 0 in the order without it; the
    same event where it cannot stand.

    A question that the room has seen stays where it is, and nothing is moved before it: what comes
    next is always below.

    Raises:
        InstrumentProblem: it would come before the question that it follows up or repeats.
    """
    items = event.instrument.items
    if item in begun or not any(one.name == item for one in items):
        return event
    rest = [one for one in items if one.name != item]
    first_free = max((n for n, one in enumerate(rest, start=1) if one.name in begun), default=0)
    place = min(max(place, first_free), len(rest))
    moved = _with_items(event, [*rest[:place], event.instrument.item(item), *rest[place:]])
    if len(problems(moved.instrument)) > len(problems(event.instrument)):
        raise InstrumentProblem(
            _("A question must stay behind the one that it follows up or repeats.")
        )
    return moved


def _free_name(wanted: str, taken: Collection[str]) -> str:
    number = 1
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def _with_items(event: Event, items: list[Item]) -> Event:
    return replace(event, instrument=replace(event.instrument, items=tuple(items)))
