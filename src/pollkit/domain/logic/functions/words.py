"""Functions that look at texts and put them together."""

from __future__ import annotations

import math
import re

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.signature import between, fixed
from pollkit.domain.logic.nodes import Nodeset
from pollkit.domain.logic.values import Value, texts, to_number, to_text

# Those of XML, which XPath calls white space.
_BLANKS = " \t\r\n"
_RUN_OF_BLANKS = re.compile(f"[{_BLANKS}]+")


def _string(here: Here, value: Value | None = None) -> str:
    return here.node.value() if value is None else to_text(value)


def _concat(here: Here, *values: Value) -> str:
    return "".join(text for value in values for text in texts(value))


def _join(here: Here, separator: Value, *values: Value) -> str:
    return to_text(separator).join(text for value in values for text in texts(value))


def _substr(here: Here, value: Value, start: Value, end: Value | None = None) -> str:
    """From 0; a negative place counts from the end; up to and without `end`."""
    text = to_text(value)
    first = _place(to_number(start, here.zone), len(text))
    last = len(text) if end is None else _place(to_number(end, here.zone), len(text))
    return text[first:last]


def _place(number: float, length: int) -> int:
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return length if number > 0 else 0
    place = int(number)
    return min(max(length + place if place < 0 else place, 0), length)


def _substring(here: Here, value: Value, start: Value, length: Value | None = None) -> str:
    """As in XPath 1.0: from 1, and what lies outside of the text counts along."""
    text = to_text(value)
    first = _rounded(to_number(start, here.zone))
    last = math.inf
    if length is not None:
        last = first + _rounded(to_number(length, here.zone))
    return "".join(sign for place, sign in enumerate(text, start=1) if first <= place < last)


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _substring_before(here: Here, value: Value, part: Value) -> str:
    before, found, _after = to_text(value).partition(to_text(part) or "\0")
    return before if found else ""


def _substring_after(here: Here, value: Value, part: Value) -> str:
    wanted = to_text(part)
    return to_text(value).partition(wanted)[2] if wanted else to_text(value)


def _translate(here: Here, value: Value, wanted: Value, instead: Value) -> str:
    """Each sign of `wanted` becomes the one at its place in `instead`, or nothing."""
    old, new = to_text(wanted), to_text(instead)
    table: dict[int, str] = {}
    for place, sign in enumerate(old):
        table.setdefault(ord(sign), new[place : place + 1])
    return to_text(value).translate(table)


def _string_length(here: Here, value: Value | None = None) -> float:
    """In units of UTF-16, as Java and JavaScript count: an emoji is two."""
    return float(len(_string(here, value).encode("utf-16-le")) // 2)


def _normalize_space(here: Here, value: Value | None = None) -> str:
    return _RUN_OF_BLANKS.sub(" ", _string(here, value)).strip(" ")


def _contains(here: Here, text: Value, part: Value) -> bool:
    return to_text(part) in to_text(text)


def _starts_with(here: Here, text: Value, part: Value) -> bool:
    return to_text(text).startswith(to_text(part))


def _ends_with(here: Here, text: Value, part: Value) -> bool:
    return to_text(text).endswith(to_text(part))


def _itext(here: Here, text_id: Value) -> str:
    return here.world.words(to_text(text_id))


def _property(here: Here, name: Value) -> str:
    return here.world.properties.get(to_text(name), "")


def _version(here: Here) -> str:
    return here.world.version


def _name(here: Here, nodes: Nodeset | None = None) -> str:
    if nodes is None:
        return here.node.name
    return nodes.nodes[0].name if nodes.nodes else ""


FUNCTIONS = {
    "string": between(_string, 0, 1),
    "concat": between(_concat, 1, None),
    "join": between(_join, 1, None),
    "substr": between(_substr, 2, 3),
    "substring": between(_substring, 2, 3, in_collect=False),
    "substring-before": fixed(_substring_before, 2),
    "substring-after": fixed(_substring_after, 2),
    "translate": fixed(_translate, 3),
    "string-length": between(_string_length, 0, 1),
    "normalize-space": between(_normalize_space, 0, 1),
    "contains": fixed(_contains, 2),
    "starts-with": fixed(_starts_with, 2),
    "ends-with": fixed(_ends_with, 2),
    "jr:itext": fixed(_itext, 1),
    "property": fixed(_property, 1, on_the_web=False),
    "version": fixed(_version, 0, on_the_web=False),
    "name": between(_name, 0, 1, nodesets=frozenset({0}), in_collect=False),
    "local-name": between(_name, 0, 1, nodesets=frozenset({0}), in_collect=False),
}
