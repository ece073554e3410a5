"""Dates and times as people here write them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from pollkit.i18n import current_language


def window_locale() -> QLocale:
    """The system's habits where it speaks the window's language, else the language's own."""
    system = QLocale.system()
    language = current_language()
    if system.name().split("_")[0] == language:
        return system
    # "en" alone would mean the order of day and month that only one country uses.
    return QLocale("en_GB" if language == "en" else language)


def in_words(moment: datetime) -> str:
    """Such as "Wednesday, 29 March 2023, 09:30", in this machine's time zone."""
    local = moment.astimezone()
    locale = window_locale()
    day = locale.toString(QDate(local.year, local.month, local.day), QLocale.FormatType.LongFormat)
    return f"{day}, {clock_time(moment)}"


def day_in_short(moment: datetime) -> str:
    """Such as "29 Mar 2023"."""
    local = moment.astimezone()
    return window_locale().toString(QDate(local.year, local.month, local.day), "d MMM yyyy")


def short_day(day: date) -> str:
    """Such as "29 Mar 2023"."""
    return window_locale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def clock_time(moment: datetime) -> str:
    local = moment.astimezone()
    return window_locale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def to_qt(moment: datetime) -> QDateTime:
    """This machine's wall clock; without a zone, as the field shows it."""
    local = moment.astimezone()
    return QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))


def from_qt(moment: QDateTime) -> datetime:
    """With this machine's time zone as it is at that moment, summer time included."""
    day, time = moment.date(), moment.time()
    return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute()).astimezone()
