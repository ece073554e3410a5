"""A text cut into lines that fit, and the direction in which it is read."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

# Scripts written without spaces may be broken between any two characters.
# No line begins with what a no-break blank ties to its word.
_WORD = re.compile(
    r"[^\S\u00a0\u202f]+|[\u2e80-\u9fff\uf900-\ufaff]"
    r"|(?:[^\s\u2e80-\u9fff\uf900-\ufaff]|[\u00a0\u202f])+"
)
_RLM, _LRM = "\u200f", "\u200e"
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def wrapped(
    text: str, room: float, width: Callable[[str], float], most_lines: int = 8
) -> tuple[str, ...]:
    """The lines of a text, each at most `room` wide; a word that is wider is cut.

    What does not fit into `most_lines` is cut off with an ellipsis. Every line carries the
    direction of the whole text, since it will be laid out alone.
    """
    mark = _direction_mark(text)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _filled(paragraph, room, width)
    if len(lines) > most_lines:
        lines = lines[:most_lines]
        lines[-1] = _with_ellipsis(lines[-1], room, width)
    return tuple(mark + line for line in _closed(lines))


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction, skipping what is isolated (Unicode UAX 9, P2)."""
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"LRI", "RLI", "FSI"}:
            depth += 1
        elif kind == "PDI":
            depth -= 1
        elif depth <= 0 and kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def has_direction(text: str, right_to_left: bool) -> bool:
    """Whether any letter runs this way."""
    kinds = {"R", "AL"} if right_to_left else {"L"}
    return any(unicodedata.bidirectional(character) in kinds for character in text)


def _direction_mark(text: str) -> str:
    """Needed only where both directions meet."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    if not kinds & {"R", "AL"}:
        return ""
    if not kinds & {"L", "EN"} and is_right_to_left(text):
        return ""
    return _RLM if is_right_to_left(text) else _LRM


def _closed(lines: list[str]) -> list[str]:
    """Isolated words that run over a line's end are isolated on both lines."""
    closed, open_ = [], 0
    for line in lines:
        left = max(open_ + line.count(ISOLATE) - line.count(END_ISOLATE), 0)
        closed.append(ISOLATE * open_ + line + END_ISOLATE * left)
        open_ = left
    return closed


def _filled(paragraph: str, room: float, width: Callable[[str], float]) -> list[str]:
    lines = [""]
    for word in _WORD.findall(paragraph):
        if word.isspace():
            lines[-1] += " " if lines[-1] else ""
        elif width(lines[-1] + word) <= room:
            lines[-1] += word
        else:
            *whole, last = _cut(word, room, width)
            if not lines[-1].strip():
                lines.pop()
            lines += [*whole, last]
    return [line.rstrip() for line in lines]


def _cut(word: str, room: float, width: Callable[[str], float]) -> list[str]:
    """Parts that fit, with a hyphen where one is written between letters."""
    hyphen = "" if is_right_to_left(word) else "-"
    parts = []
    while word and width(word) > room:
        # Halving: a line of 80 letters is measured 8 times, not 80 times.
        ends = range(1, len(word) + 1)
        fitting = bisect_right(ends, room, key=lambda end: width(word[:end] + hyphen))
        end = max(fitting, 1)
        while end < len(word) and _joins(word[end]):
            end += 1
        parts.append(word[:end] + (hyphen if word[end - 1].isalpha() else ""))
        word = word[end:]
    return [*parts, word] if word else parts


def _joins(character: str) -> bool:
    return bool(unicodedata.combining(character)) or unicodedata.category(character) == "Cf"


def _with_ellipsis(line: str, room: float, width: Callable[[str], float]) -> str:
    while line and width(line + "…") > room:
        line = line[:-1].rstrip()
    return line + "…"
