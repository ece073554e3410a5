"""Functions of days and times."""

from __future__ import annotations

import math
from datetime import date, datetime

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.dates import (
    day_after_1970,
    day_of,
    days_since_1970,
    instant,
    moment_after_1970,
    read_time,
    share_of_day,
    write_formatted,
)
from pollkit.domain.logic.functions.signature import fixed
from pollkit.domain.logic.values import Value, to_moment, to_number, to_text
from pollkit.errors import ExpressionProblem
from pollkit.i18n import _


def _today(here: Here) -> date:
    return here.world.now.date()


def _now(here: Here) -> datetime:
    return here.world.now


def _date(here: Here, value: Value) -> date | str:
    """The day; "" where the value is none."""
    moment = to_moment(value, here.zone)
    if moment is not None:
        return day_of(moment, here.zone)
    days = to_number(value, here.zone)
    day = day_after_1970(days, here.zone) if math.isfinite(days) else None
    return "" if day is None or isinstance(value, bool) else day


def _date_time(here: Here, value: Value) -> datetime | str:
    moment = _moment(here, value)
    return "" if moment is None else moment


def _moment(here: Here, value: Value) -> datetime | None:
    """A day is the moment at which it begins; so is a whole number of days since 1970."""
    moment = to_moment(value, here.zone)
    if moment is None and not isinstance(value, bool):
        days = to_number(value, here.zone)
        if math.isfinite(days):
            if days == int(days):
                moment = day_after_1970(days, here.zone)
            else:
                moment = moment_after_1970(days, here.zone)
    return None if moment is None else instant(moment, here.zone).astimezone(here.zone)


def _decimal_date_time(here: Here, value: Value) -> float:
    """Days since 1970 in UTC, with the fraction of the day; a day counts from its midnight here."""
    moment = to_moment(value, here.zone)
    if moment is None:
        return to_number(value, here.zone)
    return days_since_1970(instant(moment, here.zone))


def _decimal_time(here: Here, value: Value) -> float:
    """The share of the day that has passed here: noon is 0.5."""
    moment = to_moment(value, here.zone)
    if moment is not None:
        return share_of_day(instant(moment, here.zone).astimezone(here.zone).time())
    clock = read_time(to_text(value))
    if clock is None:
        return math.nan
    if clock.tzinfo is None:
        return share_of_day(clock)
    today = here.world.now.date()
    return share_of_day(datetime.combine(today, clock).astimezone(here.zone).time())


def _format_date(here: Here, value: Value, pattern: Value) -> str:
    moment = _moment(here, value)
    if moment is None:
        return ""
    try:
        return write_formatted(moment, to_text(pattern), here.world.language)
    except KeyError as unknown:
        raise ExpressionProblem(
            _(
                "A date can be written with %Y, %m, %d, %H, %M and others, but not with %{code}."
            ).format(code=unknown.args[0])
        ) from unknown


FUNCTIONS = {
    "today": fixed(_today, 0, asks_clock=True),
    "now": fixed(_now, 0, asks_clock=True),
    "date": fixed(_date, 1),
    "date-time": fixed(_date_time, 1),
    "decimal-date-time": fixed(_decimal_date_time, 1),
    "decimal-time": fixed(_decimal_time, 1),
    "format-date": fixed(_format_date, 2),
    "format-date-time": fixed(_format_date, 2),
}
