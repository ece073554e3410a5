"""Words that should not reach a wall unseen, in the languages of an event.

A word list knows no context: it only holds a text back until the facilitator has read it, and
never refuses one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

# Language tag -> the name of its list.
_LISTS = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
    "zh": "chinese",
}


class RudeWords:
    """The lists of some languages; English is always among them, since everybody swears in it."""

    def __init__(self, languages: Iterable[str]) -> None:
        tags = {"en", *(language.split("-")[0] for language in languages)}
        self._found: dict[str, bool] = {}
        self._lists = sorted({_LISTS[tag] for tag in tags if tag in _LISTS})

    def are_in(self, text: str) -> bool:
        """Found out once for each text: a look takes 0.3 ms, and a room looks at all it has again
        after each move."""
        if text not in self._found:
            self._found[text] = bool(self._filter.is_profane(text))
        return self._found[text]

    @cached_property
    def _filter(self) -> Any:
        # Read when the first text comes: most rooms never ask for one.
        from glin_profanity import Filter

        return Filter({"languages": self._lists})
