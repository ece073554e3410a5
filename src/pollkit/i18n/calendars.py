"""Short names of months and days, as a language writes them within a date."""

from __future__ import annotations

from functools import cache

_ENGLISH = (
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
)


@cache
def short_names(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Months from January and days from Sunday; English for a language that is not known."""
    if language.split("-")[0] == "en":
        return _ENGLISH
    from babel.core import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return _ENGLISH
    months, days = locale.months["format"]["abbreviated"], locale.days["format"]["abbreviated"]
    return (
        tuple(months[number] for number in range(1, 13)),
        tuple(days[number] for number in (6, 0, 1, 2, 3, 4, 5)),
    )
