"""The kinds of value, and how one becomes another: XPath 1.0 with ODK's dates.

Answers are texts, as ODK XForms stores them; only functions make days and moments. A text that is
written as a day or a moment counts as its number of days since 1970
(https://getodk.github.io/xforms-spec/#fn:number).
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TypeAlias

from pollkit.domain.logic.dates import (
    day_of,
    days_since_1970,
    instant,
    looks_like_moment,
    read_moment,
    write_moment,
)
from pollkit.domain.logic.nodes import Nodeset

Single: TypeAlias = float | str | bool | date | datetime
Value: TypeAlias = Single | Nodeset

_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*")


def to_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, Nodeset):
        return value.text()
    return write_moment(value)


def number_text(number: float) -> str:
    """Without a point if it is whole, never with an exponent."""
    if math.isfinite(number):
        if number == int(number):
            return str(int(number))
        written = repr(number)
        return format(Decimal(written), "f") if "e" in written else written
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"


def to_number(value: Value, zone: tzinfo) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, Nodeset):
        value = value.text()
    if isinstance(value, str):
        return _text_number(value, zone)
    return days_since_1970(value)


def _text_number(text: str, zone: tzinfo) -> float:
    if _NUMBER.fullmatch(text):
        return float(text)
    if looks_like_moment(text):
        moment = read_moment(text.strip(), zone)
        if moment is not None:
            return days_since_1970(moment)
    return math.nan


def to_boolean(value: Value) -> bool:
    """A node-set is true where a node is in it, blank or not: see `DIFFERENCES`."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, Nodeset):
        return any(node.is_relevant for node in value.nodes)
    return True


def to_moment(value: Value, zone: tzinfo) -> date | datetime | None:
    """The day or moment that a value is or is written as; None = neither."""
    if isinstance(value, Nodeset):
        value = value.text()
    if isinstance(value, str):
        return read_moment(value.strip(), zone) if looks_like_moment(value) else None
    return value if isinstance(value, date) else None


def texts(value: Value) -> list[str]:
    """Of a node-set the text of each node; else the one text."""
    if isinstance(value, Nodeset):
        return [node.value() for node in value.relevant()]
    return [to_text(value)]


def numbers(value: Value, zone: tzinfo) -> list[float]:
    if isinstance(value, Nodeset):
        return [_text_number(node.value(), zone) for node in value.relevant()]
    return [to_number(value, zone)]


def difference(left: Value, right: Value, zone: tzinfo) -> float:
    """`left - right`; between two moments, or a moment and a day, the time that lies between."""
    one, other = to_moment(left, zone), to_moment(right, zone)
    if one is None or other is None:
        return to_number(left, zone) - to_number(right, zone)
    if isinstance(one, datetime) or isinstance(other, datetime):
        return days_since_1970(instant(one, zone)) - days_since_1970(instant(other, zone))
    return days_since_1970(one) - days_since_1970(other)


__all__ = [
    "Single",
    "Value",
    "day_of",
    "difference",
    "number_text",
    "numbers",
    "texts",
    "to_boolean",
    "to_moment",
    "to_number",
    "to_text",
]
