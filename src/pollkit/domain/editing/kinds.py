"""The same question asked in another way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from pollkit.domain.editing.lists import OF_LISTS, new_option
from pollkit.domain.instruments import WITH_OPTIONS, WITH_POINTS, Item, ItemKind

# What a questionnaire can be made of here, and comes back from an XLSForm as.
OF_QUESTIONNAIRE_EDITOR = (
    ItemKind.SINGLE,
    ItemKind.MULTIPLE,
    ItemKind.RANKING,
    ItemKind.SCALE,
    ItemKind.MATRIX,
    ItemKind.NUMBER,
    ItemKind.TEXT,
    ItemKind.DATE,
    ItemKind.TIME,
    ItemKind.MOMENT,
    ItemKind.NOTE,
    ItemKind.HIDDEN,
)

_LIMITED = frozenset({ItemKind.MULTIPLE, ItemKind.RANKING})
_NUMBERS = frozenset({ItemKind.NUMBER})
# Field -> the kinds in which it means the same.
_FIELDS: Mapping[str, frozenset[ItemKind]] = {
    "options": WITH_OPTIONS,
    "list_name": OF_LISTS,
    "points": WITH_POINTS,
    "lowest": WITH_POINTS,
    "low_label": WITH_POINTS,
    "high_label": WITH_POINTS,
    "least_choices": _LIMITED,
    "most_choices": _LIMITED,
    "longest_text": frozenset({ItemKind.TEXT}),
    "smallest": _NUMBERS,
    "largest": _NUMBERS,
    "unit": _NUMBERS,
    "whole": _NUMBERS,
}
_BLANK = Item("", ItemKind.TEXT, {})
_DEFAULTS: Mapping[str, Any] = {field.name: getattr(_BLANK, field.name) for field in fields(_BLANK)}


def with_kind(item: Item, kind: ItemKind) -> Item:
    """What belongs to the kind before only is left out, also of its row in the sheet; name, words
    and rules stay."""
    values = {
        field: getattr(item, field) if kind in kinds and item.kind in kinds else _DEFAULTS[field]
        for field, kinds in _FIELDS.items()
    }
    columns = {name: text for name, text in item.columns.items() if name != "type"}
    changed = replace(item, kind=kind, columns=columns, appearance="", parameters={}, **values)
    return with_room(changed)


def with_room(item: Item) -> Item:
    """With the empty options that a person would add first."""
    options = item.options
    least = {ItemKind.MATRIX: 1}.get(item.kind, 2) if item.kind in WITH_OPTIONS else 0
    while len(options) < least:
        options = (*options, new_option(options))
    return replace(item, options=options)
