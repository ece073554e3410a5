"""Questions out of a list that somebody wrote elsewhere.

    Does your city evaluate what it funds?
    - Yes
    - No

    How sure are you?
    1-5: not at all - entirely

A line that begins with a bullet, a letter or a tick box is an option; "[x]" and "(x)" mark what is
right. Tick boxes make a question of several choices, a line of two numbers a scale, or a number
where a scale would have too many points. In a block without any bullets the first line asks and the
others are its options.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, Item, ItemKind, Option
from pollkit.domain.texts import clean_text, on_one_line

_BOX = re.compile(r"^(?:[-*•–—·]\s*)?\[\s*([xX✓✔]?)\s*\]\s*(.+)$")
_RING = re.compile(r"^(?:[-*•–—·]\s*)?\(\s*([xX✓✔]?)\s*\)\s*(.+)$")
_BULLET = re.compile(r"^(?:[-*•–—·○●◦▪□☐]|[^\W\d_][.)](?=\s))\s*(.+)$")
_RULE = re.compile(r"[-*•–—·○●◦▪□☐_=.()\[\]\s]*")  # a line of signs, or none
_MARKDOWN = re.compile(r"^#{1,6}\s+|\*\*|__")
_NUMBER = re.compile(r"^(?:[Qq]uestion\s+|[Qq])?\d{1,3}\s*[.):]\s+(.+)$")
_SCALE = re.compile(r"^([01])\s*(?:[-–—]|\.\.+|…|to)\s*(\d{1,6})\b\s*[:,]?\s*(.*)$")
_ENDS = re.compile(r"\s+[-–—]\s+|\s*/\s*")

_LONGEST = 500
_MOST_POINTS = 11


@dataclass(frozen=True)
class PastedQuestions:
    """`left_out` are options past the most that a wall can show, question by question: nobody is to
    miss them without a word."""

    items: tuple[Item, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    text: str
    is_option: bool
    is_box: bool = False
    is_right: bool = False


def read_questions(text: str, language: str) -> PastedQuestions:
    """The questions of a list, in this language, without names of their own yet."""
    items: list[Item] = []
    left_out: list[str] = []
    for question, options in _questions(text):
        items.append(_item(question, options[:MOST_OPTIONS_ON_A_WALL], language))
        left_out += [option.text for option in options[MOST_OPTIONS_ON_A_WALL:]]
    return PastedQuestions(tuple(items), tuple(left_out))


def _questions(text: str) -> list[tuple[str, list[_Line]]]:
    found: list[tuple[str, list[_Line]]] = []
    for block in re.split(r"\n\s*\n", clean_text(text.replace("\r", "\n"), 100_000)):
        lines = [_line(raw) for raw in block.splitlines()]
        lines = _whole([line for line in lines if not _RULE.fullmatch(line.text)])
        if not any(line.is_option for line in lines) and _is_one_question(lines):
            lines = [lines[0], *(_Line(line.text, True) for line in lines[1:])]
        for line in lines:
            if not line.is_option:
                found.append((line.text, []))
            elif found:  # an option before any question belongs to nothing
                found[-1][1].append(line)
    return found


def _whole(lines: list[_Line]) -> list[_Line]:
    """Lines that a mail or a page has broken are put together again: such a line begins small, and
    the one before has no end."""
    whole: list[_Line] = []
    has_options = any(line.is_option for line in lines)
    for line in lines:
        before = whole[-1].text if whole else ""
        is_rest = line.text[0].islower() and before and before[-1] not in "?.!:;…"
        # Without bullets, what follows the question is one option to a line, in small letters too.
        if is_rest and not line.is_option and (has_options or len(whole) == 1):
            whole[-1] = replace(whole[-1], text=f"{before} {line.text}")
        else:
            whole.append(line)
    return whole


def _is_one_question(lines: list[_Line]) -> bool:
    """Without bullets: only the first line asks."""
    return len(lines) > 2 and not any(line.text.endswith(("?", "؟", "？")) for line in lines[1:])


def _line(raw: str) -> _Line:
    text = on_one_line(_MARKDOWN.sub("", on_one_line(clean_text(raw, _LONGEST))))
    if box := _BOX.match(text):
        return _Line(box[2], True, is_box=True, is_right=bool(box[1]))
    if ring := _RING.match(text):
        return _Line(ring[2], True, is_right=bool(ring[1]))
    if bullet := _BULLET.match(text):
        return _Line(bullet[1], True)
    if _SCALE.match(text):
        return _Line(text, True)
    numbered = _NUMBER.match(text)
    return _Line(numbered[1] if numbered else text, False)


def _item(question: str, options: list[_Line], language: str) -> Item:
    texts = {language: question}
    if len(options) == 1 and (scale := _SCALE.match(options[0].text)):
        return _scale(texts, scale, language)
    if not options:
        return Item("", ItemKind.TEXT, texts)
    kind = ItemKind.MULTIPLE if any(option.is_box for option in options) else ItemKind.SINGLE
    right = tuple(f"o{n}" for n, option in enumerate(options, start=1) if option.is_right)
    return Item(
        "",
        kind,
        texts,
        tuple(
            Option(f"o{n}", {language: option.text}) for n, option in enumerate(options, start=1)
        ),
        right=right if kind is ItemKind.MULTIPLE else right[:1],
        score=1 if right else 0,
    )


def _scale(texts: dict[str, str], found: re.Match[str], language: str) -> Item:
    lowest = int(found[1])
    points = max(int(found[2]) - lowest + 1, 2)
    if points > _MOST_POINTS:
        return Item("", ItemKind.NUMBER, texts, smallest=found[1], largest=str(int(found[2])))
    ends = [end.strip() for end in _ENDS.split(found[3], maxsplit=1)] if found[3] else []
    low, high = ends if len(ends) == 2 else ("", "")
    return Item(
        "",
        ItemKind.SCALE,
        texts,
        points=points,
        lowest=lowest,
        low_label={language: low} if low else {},
        high_label={language: high} if high else {},
    )
