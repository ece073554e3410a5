"""Which parts of a question belong to which kinds, and what becomes of them when the kind changes.

What does not fit the new kind is put aside, and comes back with the kind that it was written for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeAlias

from pollkit.domain.instruments import (
    CAN_BE_RIGHT,
    OF_POSTS,
    OF_ROOMS,
    WITH_OPTIONS,
    WITH_POINTS,
    Item,
    ItemKind,
    Option,
)
from pollkit.i18n import _

_IN_WORDS = frozenset({ItemKind.TEXT, ItemKind.WORDS})
_LIMITED = frozenset({ItemKind.MULTIPLE, ItemKind.RANKING})
_TEXT, _WORDS = frozenset({ItemKind.TEXT}), frozenset({ItemKind.WORDS})
_IDEAS, _QUESTIONS = frozenset({ItemKind.IDEAS}), frozenset({ItemKind.QUESTIONS})
_GRID, _NUMBER = frozenset({ItemKind.GRID}), frozenset({ItemKind.NUMBER})

WITH_PICTURES = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE})
WITH_SURENESS = frozenset(OF_ROOMS) - OF_POSTS - _IN_WORDS

# Field -> the families of kinds among which its value keeps its meaning.
_FAMILIES: Mapping[str, tuple[frozenset[ItemKind], ...]] = {
    "options": (WITH_OPTIONS, OF_POSTS),
    "points": (WITH_POINTS,),
    "lowest": (WITH_POINTS,),
    "low_label": (WITH_POINTS, _GRID),
    "high_label": (WITH_POINTS, _GRID),
    "bottom_label": (_GRID,),
    "top_label": (_GRID,),
    "least_choices": (_LIMITED,),
    "most_choices": (_LIMITED, _WORDS, _IDEAS),
    "longest_text": (_TEXT, _WORDS, OF_POSTS),
    "smallest": (_NUMBER,),
    "largest": (_NUMBER,),
    "unit": (_NUMBER,),
    "image": (frozenset({ItemKind.PIN}),),
    "right": (CAN_BE_RIGHT - _NUMBER, _NUMBER),
    "score": (CAN_BE_RIGHT,),
    "asks_sureness": (WITH_SURENESS,),
    "holds_texts": (_IN_WORDS | OF_POSTS,),
    "stays_open": (_QUESTIONS,),
    "right_within": (_NUMBER,),
}
_LONGEST_PHRASE = 25

_PICTURES = ("pictures", 0)

# (field, which of its families) -> the value that waits there.
Aside: TypeAlias = dict[tuple[str, int], Any]


def of_kind(item: Item, kind: ItemKind, aside: Aside) -> Item:
    """The question as another kind; what does not fit goes to `aside`, what fits comes back."""
    values: dict[str, Any] = {}
    for field in _FAMILIES:
        old, new = _family(field, item.kind), _family(field, kind)
        if old is not None:
            aside[(field, old)] = getattr(item, field)
        if new is None:
            values[field] = _DEFAULTS[field]
        else:
            values[field] = aside.get((field, new), _default(field, kind))
    if item.kind in WITH_PICTURES:
        aside[_PICTURES] = {option.code: option.image for option in item.options}
    return completed(_with_pictures(replace(item, kind=kind, **values), aside))


def completed(item: Item) -> Item:
    """With the empty options that a person would add first, and at most one right answer where
    only one can be chosen."""
    options = item.options
    while item.kind in WITH_OPTIONS and len(options) < 2:
        options = (*options, new_option(options))
    right = item.right if item.kind is ItemKind.MULTIPLE else item.right[:1]
    return replace(item, options=options, right=right)


def put_aside(before: Item, after: Item) -> str:
    """What a change of the kind took away, as a list of words; "" if nothing was written there."""
    words = {
        "options": _("options"),
        "low_label": _("words at the ends"),
        "high_label": _("words at the ends"),
        "bottom_label": _("words at the ends"),
        "top_label": _("words at the ends"),
        "least_choices": _("limits"),
        "most_choices": _("limits"),
        "smallest": _("limits"),
        "largest": _("limits"),
        "unit": _("unit"),
        "image": _("picture"),
        "right": _("right answer"),
    }
    gone = [words[field] for field in words if _is_lost(before, after, field)]
    if any(o.image for o in before.options) and not any(o.image for o in after.options):
        gone.append(_("pictures of options"))
    return ", ".join(dict.fromkeys(gone))


def new_option(options: tuple[Option, ...]) -> Option:
    return Option(free_name({option.code for option in options}, "o"), {})


def free_name(taken: set[str], letter: str) -> str:
    """The first of q1, q2 ... that is not taken: names stay with their answers for good."""
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def _with_pictures(item: Item, aside: Aside) -> Item:
    """Options show their pictures in some kinds only."""
    images = aside.get(_PICTURES, {}) if item.kind in WITH_PICTURES else {}
    options = (replace(option, image=images.get(option.code)) for option in item.options)
    return replace(item, options=tuple(options))


def _is_lost(before: Item, after: Item, field: str) -> bool:
    if field == "options":
        return any(option.texts for option in before.options) and not after.options
    was = getattr(before, field)
    return bool(was != _DEFAULTS[field] and getattr(after, field) != was)


def _family(field: str, kind: ItemKind) -> int | None:
    families = _FAMILIES[field]
    return next((place for place, kinds in enumerate(families) if kind in kinds), None)


def _default(field: str, kind: ItemKind) -> Any:
    if field == "longest_text" and kind is ItemKind.WORDS:
        return _LONGEST_PHRASE
    return _DEFAULTS[field]


_BLANK = Item("", ItemKind.TEXT, {})
_DEFAULTS = {field.name: getattr(_BLANK, field.name) for field in fields(_BLANK)}
