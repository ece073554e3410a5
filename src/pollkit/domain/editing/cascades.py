"""Choices that an earlier answer narrows: the districts of the region that was chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option

_FILTER = re.compile(r"\s*([A-Za-z_][\w.-]*)\s*=\s*\$\{\s*([^}\s]+)\s*\}\s*")
# Columns of the sheet of choices that mean something else.
_TAKEN = frozenset({"name", "label", "list_name", "image", "audio", "video", "order"})


@dataclass(frozen=True)
class Cascade:
    """Attributes:
    column: of the options: to which answer of the source each belongs.
    source: the leaf of the item whose answer narrows them.
    """

    column: str
    source: str


def cascade_of(item: Item) -> Cascade | None:
    """None where nothing narrows the options, or more than one earlier answer does."""
    match = _FILTER.fullmatch(item.rules.choice_filter)
    return None if match is None else Cascade(match[1], match[2])


def sources_for(instrument: Instrument, item: Item) -> tuple[Item, ...]:
    """What can narrow the options of this item: earlier questions with one answer."""
    names = [one.name for one in instrument.items]
    earlier = instrument.items[: names.index(item.name)]
    return tuple(one for one in earlier if one.kind is ItemKind.SINGLE and one.options)


def with_cascade(item: Item, source: str) -> Item:
    """The options of the answer to this source only; where they belong is to be said yet."""
    column = f"of_{source}" if source in _TAKEN else source
    item = without_cascade(item)
    options = tuple(
        replace(option, columns={column: "", **option.columns}) for option in item.options
    )
    rules = replace(item.rules, choice_filter=f"{column} = ${{{source}}}")
    return replace(item, options=options, rules=rules)


def without_cascade(item: Item) -> Item:
    """All options for everyone; what was said of where they belong goes too."""
    cascade = cascade_of(item)
    if cascade is None:
        return item
    options = tuple(
        replace(
            option,
            columns={name: text for name, text in option.columns.items() if name != cascade.column},
        )
        for option in item.options
    )
    return replace(item, options=options, rules=replace(item.rules, choice_filter=""))


def with_places(item: Item, places: Mapping[str, str]) -> Item:
    """Option code -> code of the source's option that it belongs to."""
    cascade = cascade_of(item)
    if cascade is None:
        return item

    def placed(option: Option) -> Option:
        place = places.get(option.code)
        if place is None or place == option.columns.get(cascade.column, ""):
            return option
        return replace(option, columns={**option.columns, cascade.column: place})

    return replace(item, options=tuple(map(placed, item.options)))


def never_offered(instrument: Instrument, item: Item) -> tuple[str, ...]:
    """Codes of options that belong to no answer of the source."""
    cascade = cascade_of(item)
    source = next((one for one in instrument.items if cascade and one.leaf == cascade.source), None)
    if cascade is None or source is None or not source.options:
        return ()
    known = set(source.codes)
    return tuple(
        option.code for option in item.options if option.columns.get(cascade.column) not in known
    )
