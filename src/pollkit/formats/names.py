"""File names that every system can store."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 48


def file_stem(number: int, *words: str) -> str:
    """ "02-does-your-city-evaluate", from the first of the words that has Latin letters or digits.

    The number in front keeps the order, and keeps Windows' reserved names (CON, NUL) harmless.
    """
    slug = next(filter(None, map(_slug, words)), "question")
    return f"{number:02}-{slug}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= _LONGEST:
        return slug
    return slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
