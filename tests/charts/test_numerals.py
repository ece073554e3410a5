from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pollkit.charts import numerals
from pollkit.domain.analysis.intervals import Interval


@pytest.mark.parametrize(
    ("language", "written"), [("en", "69%"), ("fr", "69\u00a0%"), ("de", "69\u00a0%")]
)
def test_a_share_is_written_as_the_language_does(language: str, written: str) -> None:
    assert numerals.percent(29, 42, language).replace("\u202f", "\u00a0") == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "14 March 2023"), ("fr", "14 mars 2023"), ("de", "14. März 2023"), ("xx", None)],
)
def test_a_date_is_written_as_the_language_does(language: str, written: str | None) -> None:
    moment = datetime(2023, 3, 14, 9, 30, tzinfo=ZoneInfo("Europe/London"))
    assert numerals.day(moment, language) == (written or "14 March 2023")


def test_an_interval_of_one_figure_is_written_once() -> None:
    assert numerals.percent_range(Interval(0.616, 0.752), "en") == "62–75%"
    assert numerals.percent_range(Interval(0.694, 0.694), "en") == "69%"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="only POSIX can change its clock's zone")
def test_an_evening_in_boston_stays_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    # The store keeps universal time: 20:30 in Boston is half past midnight there.
    moment = datetime(2023, 3, 15, 0, 30, tzinfo=UTC)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert numerals.day(moment, "en") == "14 March 2023"
        assert numerals.time_of_day(moment, "en") == "20:30"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_moment_with_a_zone_of_its_own_keeps_its_clock() -> None:
    moment = datetime(2023, 3, 14, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert numerals.time_of_day(moment, "en") == "09:30"


def test_a_decimal_has_no_places_that_say_nothing() -> None:
    assert [numerals.short_decimal(n, "en") for n in (40.0, 2.5, 0.25, 1234.0)] == [
        "40", "2.5", "0.25", "1,234",
    ]  # fmt: skip
    assert numerals.short_decimal(2.5, "de") == "2,5"
