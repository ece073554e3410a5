"""Words and numbers of a screen in its language."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, Protocol

from pollkit.domain.texts import Texts, in_language


class Offering(Protocol):
    """What has its texts in several languages; the first is the one it was written in."""

    @property
    def languages(self) -> tuple[str, ...]: ...


class Spoken(Protocol):
    """A page in one of an event's languages."""

    @property
    def language(self) -> str: ...

    @property
    def event(self) -> Offering: ...


class Told(NamedTuple):
    """Words of a person; `language` is set only where it is not the page's own."""

    words: str
    language: str | None


def told(texts: Texts, view: Spoken) -> Told:
    said = in_language(texts, view.language, (view.event.languages[0], "en"))
    spoken = next((tag for tag, text in texts.items() if text == said), view.language)
    if texts.get(view.language) == said or spoken == view.language:
        return Told(said, None)
    return Told(said, spoken)


def percent(share: float, language: str) -> str:
    from babel.numbers import format_percent

    return format_percent(share, locale=_locale(language))


def one_decimal(number: float, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(round(number, 1), format="0.0", locale=_locale(language))


def short_decimal(number: float, language: str) -> str:
    """At most two decimals, and none that say nothing."""
    from babel.numbers import format_decimal

    return format_decimal(round(number, 2), format="#,##0.##", locale=_locale(language))


@cache
def _locale(language: str) -> str:
    """The language for Babel's numbers; one that it does not know is counted in as English."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"
