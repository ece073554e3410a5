"""File names that every system can store."""

from __future__ import annotations

import re
import unicodedata

from pollkit.i18n import _

_LONGEST = 48


def file_stem(number: int, *words: str) -> str:
    """ "02-does-your-city-evaluate", from the first of the words that has Latin letters or digits.

    The number in front keeps the order, and keeps Windows' reserved names (CON, NUL) harmless.
    """
    slug = next(filter(None, map(_slug, words)), "question")
    return f"{number:02}-{slug}"


def split_stem(stem: str, by: str) -> str:
    """ "02-does-your-city-evaluate-by-country", in the language that is spoken."""
    words = _("{question} by {group}").format(question=stem, group=file_stem(0, by)[3:])
    # Where the language has no Latin letters its word between the two falls away.
    return _latin(words)


def shift_stem(stem: str) -> str:
    """ "02-does-your-city-evaluate-before-after", in the language that is spoken."""
    words = _latin(_("{question} before after").format(question=stem))
    # Where the language has no Latin letters nothing of it would be left.
    return words if words != stem else f"{stem}-before-after"


def _slug(text: str) -> str:
    slug = _latin(text)
    if len(slug) <= _LONGEST:
        return slug
    return slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]


def _latin(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
