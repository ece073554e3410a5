"""Days and times as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from enum import StrEnum

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\.?)?")


class DayOrder(StrEnum):
    """In which order day, month and year are written here."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


class Precision(StrEnum):
    """How much of a day is asked for; the rest is its first (after XLSForm's appearances)."""

    DAY = "day"
    MONTH = "month-year"
    YEAR = "year"


def read_day(
    typed: str, order: DayOrder, this_year: int, precision: Precision = Precision.DAY
) -> date | None:
    """The day that was typed, None if it is none or could not be told.

    Any sign stands between the parts, or none ("24112026"); a year of two digits is the last one
    that has begun.
    """
    parts = _numbers(typed, order)
    if precision is Precision.YEAR and len(parts) == 1:
        return _day(parts[0], "1", "1", this_year)
    if precision is Precision.MONTH and len(parts) == 2:
        year, month = parts if len(parts[0]) == 4 else reversed(parts)
        return _day(year, month, "1", this_year)
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        year, month, day = parts
    elif order is DayOrder.MONTH_FIRST:
        month, day, year = parts
    elif order is DayOrder.YEAR_FIRST:
        year, month, day = parts
    else:
        day, month, year = parts
    return _day(year, month, day, this_year)


def read_time(typed: str) -> time | None:
    """Such as "14:30", "1430", "9", "2.30 pm"; None if it is no time."""
    found = _TIME.fullmatch(_plain(typed).casefold())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    second = int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4] == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _numbers(typed: str, order: DayOrder) -> list[str]:
    plain = _plain(typed)
    whole = re.fullmatch(r"\d{6}|\d{8}", plain)
    if whole is None:
        return re.findall(r"\d+", plain) if re.fullmatch(r"[\d\s./,\-–]+", plain) else []
    year = 4 if len(plain) == 8 else 2
    if order is DayOrder.YEAR_FIRST:
        return [plain[:year], plain[year : year + 2], plain[year + 2 :]]
    return [plain[:2], plain[2:4], plain[4:]]


def _day(year: str, month: str, day: str, this_year: int) -> date | None:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    full = int(year)
    if len(year) == 2:
        full += this_year // 100 * 100
        full -= 100 if full > this_year else 0
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _plain(typed: str) -> str:
    """Digits of every script as those of ASCII."""
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in typed.strip()
    )
