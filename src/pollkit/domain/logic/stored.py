"""An answer as expressions see it, and as a response keeps it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.logic.dates import day_after_1970, day_of, moment_after_1970, write_moment
from pollkit.domain.logic.values import Value, to_moment, to_number, to_text

_OF_CODES = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.SCALE, ItemKind.RANKING})
IN_PARTS = frozenset({ItemKind.MATRIX, ItemKind.POINTS, ItemKind.GRID, ItemKind.PIN})
# What is calculated for them may have blanks in it, and is one code all the same.
_OF_ONE_CODE = frozenset({ItemKind.SINGLE, ItemKind.SCALE})
_NUMBER_PART = "number"


def parts_of(item: Item) -> tuple[str, ...]:
    """What stands in a question as questions stand in a group; none if it is answered as one."""
    match item.kind:
        case ItemKind.MATRIX | ItemKind.POINTS:
            return item.codes
        case ItemKind.GRID:
            return tuple(f"{code}.{axis}" for code in item.codes for axis in "xy")
        case ItemKind.PIN:
            return ("x", "y")
        case _:
            return ()


def text_of(item: Item, choice: Choice | None) -> str:
    """Of an answer that is one: codes with blanks between them, a number, a text."""
    if choice is None:
        return ""
    if item.kind in _OF_CODES:
        return " ".join(choice.codes)
    if item.kind is ItemKind.NUMBER:
        return choice.value(_NUMBER_PART) or ""
    return choice.text or ""


def choice_of(item: Item, text: str) -> Choice | None:
    """None = not answered."""
    if not text:
        return None
    if item.kind in _OF_ONE_CODE:
        return Choice(codes=(text,))
    if item.kind in _OF_CODES:
        return Choice(codes=tuple(text.split()))
    if item.kind is ItemKind.NUMBER:
        return Choice(values=((_NUMBER_PART, text),))
    return Choice(text=text)


def parts_choice(texts: Mapping[str, str]) -> Choice | None:
    values = tuple((part, text) for part, text in texts.items() if text)
    return Choice(values=values) if values else None


def calculated_text(item: Item, value: Value, zone: tzinfo) -> str:
    """What a calculation leaves as the answer; "" where there is no number or it is infinite."""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if item.kind is ItemKind.DATE:
        return _day(value, zone)
    if item.kind is ItemKind.MOMENT:
        return _moment(value, zone)
    if item.kind is ItemKind.TIME and isinstance(value, datetime):
        return value.timetz().isoformat(timespec="milliseconds")
    if item.kind is ItemKind.NUMBER and item.whole:
        number = to_number(value, zone)
        return to_text(float(math.trunc(number))) if math.isfinite(number) else ""
    return to_text(value)


def _day(value: Value, zone: tzinfo) -> str:
    moment = to_moment(value, zone)
    if moment is not None:
        return day_of(moment, zone).isoformat()
    number = to_number(value, zone)
    day = day_after_1970(number, zone) if math.isfinite(number) else None
    return to_text(value) if day is None else day.isoformat()


def _moment(value: Value, zone: tzinfo) -> str:
    if isinstance(value, float):
        moment: date | None = moment_after_1970(value, zone)
        return "" if moment is None else write_moment(moment)
    return to_text(value)
