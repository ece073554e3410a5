"""Questions that need no preparation: chosen from a palette, asked at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.texts import Texts, clean_text
from pollkit.i18n import _, speaking

_LONGEST_STEM = 200


class QuickKind(StrEnum):
    """In the order of the palette, which the keys 1 to 7 choose from."""

    YES_NO = "yes_no"
    THUMBS = "thumbs"
    LETTERS = "letters"
    FIVE = "five"
    TEN = "ten"
    WORD = "word"
    TEXT = "text"


def quick_words(kind: QuickKind) -> str:
    """What the palette calls it."""
    return {
        QuickKind.YES_NO: _("Yes or no"),
        QuickKind.THUMBS: _("Thumbs"),
        QuickKind.LETTERS: _("A to D"),
        QuickKind.FIVE: _("1 to 5"),
        QuickKind.TEN: _("0 to 10"),
        QuickKind.WORD: _("One word"),
        QuickKind.TEXT: _("A sentence"),
    }[kind]


def quick_question(kind: QuickKind, languages: Sequence[str], typed: str = "") -> Item:
    """The question in all languages of the event; `typed` words of the facilitator's own stand in
    the first language and are shown to all."""
    typed = clean_text(typed, longest=_LONGEST_STEM)
    texts = {languages[0]: typed} if typed else _in_each(languages, partial(_stem, kind))
    name = f"quick_{kind.value}"
    match kind:
        case QuickKind.FIVE:
            return Item(name, ItemKind.SCALE, texts, points=5)
        case QuickKind.TEN:
            return Item(name, ItemKind.SCALE, texts, points=11, lowest=0)
        case QuickKind.WORD:
            return Item(name, ItemKind.WORDS, texts, most_choices=1, longest_text=40)
        case QuickKind.TEXT:
            return Item(name, ItemKind.TEXT, texts)
        case QuickKind.LETTERS:
            letters = tuple(Option(x.lower(), dict.fromkeys(languages, x)) for x in "ABCD")
            return Item(name, ItemKind.SINGLE, texts, letters)
        case QuickKind.YES_NO | QuickKind.THUMBS:
            codes = ("yes", "no") if kind is QuickKind.YES_NO else ("up", "level", "down")
            options = tuple(
                Option(code, _in_each(languages, partial(_option, code))) for code in codes
            )
            return Item(name, ItemKind.SINGLE, texts, options)


def _stem(kind: QuickKind) -> str:
    return {
        QuickKind.YES_NO: _("Yes or no?"),
        QuickKind.THUMBS: _("Thumbs up or thumbs down?"),
        QuickKind.LETTERS: _("A, B, C or D?"),
        QuickKind.FIVE: _("Where do you stand, from 1 to 5?"),
        QuickKind.TEN: _("Where do you stand, from 0 to 10?"),
        QuickKind.WORD: _("What is your word for it?"),
        QuickKind.TEXT: _("What would you like to say?"),
    }[kind]


def _option(code: str) -> str:
    return {
        "yes": _("Yes"),
        "no": _("No"),
        "up": _("👍 Up"),
        "level": _("✋ In between"),
        "down": _("👎 Down"),
    }[code]


def _in_each(languages: Sequence[str], words: Callable[[], str]) -> Texts:
    found = {}
    for language in languages:
        with speaking(language):
            found[language] = words()
    return found
