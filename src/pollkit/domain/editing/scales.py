"""Scales: which items measure one thing together, and which of them the other way round."""

from __future__ import annotations

from dataclasses import replace

from pollkit.domain.editing.names import free_name
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Scale

CAN_BE_SCALED = frozenset({ItemKind.SINGLE, ItemKind.SCALE, ItemKind.NUMBER, ItemKind.MATRIX})


def members(instrument: Instrument) -> tuple[str, ...]:
    """What a scale can be made of: items, and the statements of matrices as "matrix.statement"."""
    found: list[str] = []
    for item in instrument.items:
        if item.kind is ItemKind.MATRIX:
            found += [f"{item.name}.{option.code}" for option in item.options]
        elif item.kind in CAN_BE_SCALED:
            found.append(item.name)
    return tuple(found)


def item_of(instrument: Instrument, member: str) -> Item | None:
    """The item of a scale's member; None where there is none of that name any more."""
    names = {item.name: item for item in instrument.items}
    if member in names:
        return names[member]
    whole, _dot, code = member.rpartition(".")
    item = names.get(whole)
    return item if item is not None and code in item.codes else None


def answers_of(instrument: Instrument, member: str) -> tuple[str, ...]:
    """What can be answered to a member, from the low end to the high one; empty for numbers."""
    item = item_of(instrument, member)
    if item is None:
        return ()
    return item.scale_points if item.kind is ItemKind.MATRIX else item.codes


def with_new_scale(instrument: Instrument, title: str) -> tuple[Instrument, str]:
    """A scale without items yet, and its name."""
    name = free_name({scale.name for scale in instrument.scales}, "scale")
    texts = {instrument.languages[0]: title} if title else {}
    return replace(instrument, scales=(*instrument.scales, Scale(name, texts, ()))), name


def with_scale(instrument: Instrument, scale: Scale) -> Instrument:
    """The scale as it now is; its items in the order of the questionnaire, and only those of them
    turned round that are in it."""
    order = {member: place for place, member in enumerate(members(instrument))}
    items = tuple(sorted(scale.items, key=lambda member: order.get(member, len(order))))
    turned = tuple(member for member in items if member in scale.reverse_keyed)
    least = scale.min_answered
    if least is not None and least > len(items):
        least = None
    changed = replace(scale, items=items, reverse_keyed=turned, min_answered=least)
    scales = (changed if one.name == scale.name else one for one in instrument.scales)
    return replace(instrument, scales=tuple(scales))


def without_scale(instrument: Instrument, name: str) -> Instrument:
    return replace(
        instrument, scales=tuple(scale for scale in instrument.scales if scale.name != name)
    )
