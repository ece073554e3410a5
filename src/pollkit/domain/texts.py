"""A text in several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

# language tag (BCP 47) -> text
Texts: TypeAlias = Mapping[str, str]

# Marks that turn the reading direction of what follows: harmless in a name, a forgery on a wall.
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Every white space but the no-break ones, which hold French punctuation on its word's line.
_BREAKING_SPACE = re.compile(r"[^\S\u00a0\u202f]+")


def on_one_line(text: str) -> str:
    """One blank for each run of blanks and line ends; a line still breaks only where it did."""
    return _BREAKING_SPACE.sub(" ", text).strip()


def in_language(texts: Texts, language: str, fallbacks: Sequence[str] = ("en",)) -> str:
    """The text in this language, else in a fallback that has it, else in any; "" if none."""
    for wanted in (language, language.split("-")[0], *fallbacks):
        if texts.get(wanted):
            return texts[wanted]
    return next((text for text in texts.values() if text), "")


def clean_text(raw: str, longest: int) -> str:
    """What a person typed, fit for a wall: NFC, one line break at most between paragraphs, no
    control or direction marks, at most `longest` code points."""
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))
    text = _DIRECTION_MARKS.sub("", text)
    # Cf is kept apart from the marks above: joiners are letters' glue in Arabic, Hindi and emoji.
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()[:longest].rstrip()
