"""The words of the program: one gettext catalogue for window, phone, reports and command line.

Catalogues are `resources/translations/<language>/pollkit.po`; English is the source text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations

from pollkit.i18n.catalogues import read_catalogue
from pollkit.resources import resource_path

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

# Those of window and command line; phones and reports speak the event's languages.
PROGRAM_LANGUAGES = ("en", "fr")

# Names of languages in themselves, as a person looks for them.
LANGUAGE_NAMES = {"en": "English", "fr": "Français", "de": "Deutsch", "ar": "العربية"}

_spoken_here: ContextVar[str | None] = ContextVar("spoken_here", default=None)
_program_language = "en"


def use_language(language: str) -> None:
    """Makes the whole program speak this language: window, command line and every thread."""
    global _program_language
    _program_language = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for what is done inside, such as a report for a partner abroad."""
    token = _spoken_here.set(language)
    try:
        yield
    finally:
        _spoken_here.reset(token)


def current_language() -> str:
    return _spoken_here.get() or _program_language


def _(text: str) -> str:
    return words(current_language()).gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    return words(current_language()).ngettext(one, many, n)


@cache
def words(language: str) -> NullTranslations:
    """The catalogue of one language; English or an unknown one gives the source text."""
    return read_catalogue(resource_path("translations", language, "pollkit.po"), language)


def catalogue_language(language: str) -> str:
    """The language that the program's own words come in: English where no catalogue has them."""
    return language if isinstance(words(language), GNUTranslations) else "en"


def language_name(tag: str) -> str:
    """Its name in itself where it is known, else its tag."""
    return LANGUAGE_NAMES.get(tag, tag)


def direction(language: str) -> str:
    """`rtl` or `ltr`, as the HTML attribute wants it."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
