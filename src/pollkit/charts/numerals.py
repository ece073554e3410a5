"""Numbers, dates and times as a language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pollkit.domain.analysis.counts import whole_percents
from pollkit.domain.analysis.intervals import Interval

if TYPE_CHECKING:
    from babel import Locale


def number(value: int, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_locale(language))


def one_decimal(value: float, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(Decimal(f"{value:.1f}"), format="0.0", locale=_locale(language))


def short_decimal(value: float, language: str) -> str:
    """With two places after the point at most, and none that say nothing: 40, 2.5, 0.25."""
    from babel.numbers import format_decimal

    return format_decimal(Decimal(f"{value:.2f}"), format="#,##0.##", locale=_locale(language))


def percent(count: int, base: int, language: str) -> str:
    """A whole per cent, halves rounded up: 29 of 42 is 69 %."""
    return _percent(whole_percents([count], base)[0], language)


def percent_range(interval: Interval, language: str) -> str:
    """Both ends as whole per cents; one figure where they are the same."""
    low, high = (int(limit * 100 + 0.5) for limit in (interval.low, interval.high))
    return _percent(high, language) if low == high else f"{low}–{_percent(high, language)}"


def day(moment: datetime, language: str) -> str:
    """The date where it happened; see `local`."""
    from babel.dates import format_date

    return format_date(local(moment).date(), format="long", locale=_locale(language))


def time_of_day(moment: datetime, language: str) -> str:
    """On the clock where it happened, see `local`; in universal time it says so."""
    from babel.dates import format_time

    here = local(moment)
    words = format_time(here.time(), format="short", locale=_locale(language))
    return f"{words} UTC" if _is_universal(here) else words


def local(moment: datetime) -> datetime:
    """On the moment's own clock, if it has one. The store keeps universal time: that is put on this
    machine's clock, since results are written where the event was, and an evening in Boston must
    not become the next day."""
    return moment.astimezone() if _is_universal(moment) else moment


def listed(words: Sequence[str], language: str, style: Literal["standard", "or"]) -> str:
    """ "A, B and C", or "A, B or C"."""
    from babel.lists import format_list

    return format_list(list(words), style=style, locale=_locale(language))


def _is_universal(moment: datetime) -> bool:
    return moment.utcoffset() == timedelta(0) and moment.tzname() in {"UTC", "Z"}


def _percent(whole: int, language: str) -> str:
    from babel.numbers import format_percent

    return format_percent(Decimal(whole) / 100, locale=_locale(language))


def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    # The English of the program is British: day before month, a clock of 24 hours.
    tag = "en-GB" if language == "en" else language
    for wanted in (tag, tag.split("-")[0]):
        try:
            return Locale.parse(wanted, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "GB")
