"""Days and moments: read, written and counted, as ODK XForms does.

A day has no time zone and is counted in whole days since 1970-01-01. A moment is an instant; its
days since 1970 have a fraction and are those of UTC. Where only one of the two is known, the day
begins at midnight in the time zone of the context.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from pollkit.i18n.calendars import short_names

_FIRST_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_S = 86_400

_OFFSET = r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d+))?)?"
_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:T" + _CLOCK + _OFFSET + r"?)?"
)
_TIME = re.compile(_CLOCK + _OFFSET + "?")


def looks_like_moment(text: str) -> bool:
    """Quick to say no, which it nearly always does."""
    return len(text) > 7 and text[4] == "-" and text[0].isdigit()


def read_moment(text: str, zone: tzinfo) -> date | datetime | None:
    """A day ("2026-08-07") or a moment ("2026-08-07T06:31:13.834-03:00"); None = neither.

    A moment without an offset is one of the time zone `zone`.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match["hour"] is None:
            return day
        # In the first and the last year some zone would be outside of the calendar.
        if not date.min.year < day.year < date.max.year:
            return None
        return datetime.combine(day, _clock(match), _offset(match["offset"]) or zone)
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """A time of day, with its offset if it is written; None = not one."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    try:
        return _clock(match).replace(tzinfo=_offset(match["offset"]))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time:
    micro = int((match["fraction"] or "0").ljust(6, "0")[:6])
    return time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), micro)


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if ahead >= timedelta(hours=24):
        raise ValueError
    return timezone(ahead if text[0] == "+" else -ahead)


def days_since_1970(moment: date | datetime) -> float:
    """Whole for a day; of a moment, with its fraction, in UTC."""
    if isinstance(moment, datetime):
        return (moment - _EPOCH) / timedelta(days=1)
    return float(moment.toordinal() - _FIRST_DAY)


def instant(moment: date | datetime, zone: tzinfo) -> datetime:
    """The moment, or the midnight with which the day begins."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), zone)


def day_of(moment: date | datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def day_after_1970(days: float, zone: tzinfo) -> date | None:
    """The day that is so many days after 1970-01-01.

    A number with a fraction is an instant, such as `decimal-date-time(today()) + 7`, and gives the
    day that it lies in. None = it lies outside the calendar.
    """
    if days == int(days):
        ordinal = int(days) + _FIRST_DAY
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    moment = moment_after_1970(days, zone)
    return None if moment is None else moment.date()


def moment_after_1970(days: float, zone: tzinfo) -> datetime | None:
    """The instant so many days after the beginning of 1970 in UTC, told in the time zone."""
    try:
        return (_EPOCH + timedelta(milliseconds=round(days * _DAY_S * 1000))).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def share_of_day(clock: time) -> float:
    """0 at midnight, 0.5 at noon."""
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1_000_000
    return seconds / _DAY_S


def write_moment(moment: date | datetime) -> str:
    """As ODK XForms stores it: "2026-08-07" or "2026-08-07T06:31:13.834-03:00"."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="milliseconds")
    return moment.isoformat()


# What a format may ask for after "%".
FORMAT_CODES = frozenset("%YymnbdeaHhMS3W")


def write_formatted(moment: datetime, pattern: str, language: str) -> str:
    """After https://getodk.github.io/xforms-spec/#fn:format-date-time, and %W, the ISO week.

    Raises:
        KeyError: the pattern asks for what is not in `FORMAT_CODES`.
    """
    written = []
    signs = iter(pattern)
    for sign in signs:
        written.append(_formatted(next(signs, ""), moment, language) if sign == "%" else sign)
    return "".join(written)


def _formatted(code: str, moment: datetime, language: str) -> str:
    if code not in FORMAT_CODES:
        raise KeyError(code)
    if code in "ba" and code:
        # Only here, since a language's calendar takes a while to load.
        months, days = short_names(language)
        return months[moment.month - 1] if code == "b" else days[moment.isoweekday() % 7]
    return {
        "": "%",
        "%": "%",
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "H": f"{moment.hour:02}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
        "W": str(moment.isocalendar().week),
    }[code]
