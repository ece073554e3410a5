"""Days and times as people type them; each expected value was worked out by hand."""

from __future__ import annotations

from datetime import date, time

import pytest

from pollkit.desktop.answering.typed_days import DayOrder, Precision, read_day, read_time

DAY, MONTH, YEAR = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST, DayOrder.YEAR_FIRST


@pytest.mark.parametrize(
    ("typed", "order", "expected"),
    [
        ("24.11.2026", DAY, date(2026, 11, 24)),
        ("24/11/26", DAY, date(2026, 11, 24)),
        ("1-2-1987", DAY, date(1987, 2, 1)),
        ("2/1/1987", MONTH, date(1987, 2, 1)),
        ("2026-11-24", DAY, date(2026, 11, 24)),
        ("87 2 1", YEAR, date(1987, 2, 1)),
        ("24112026", DAY, date(2026, 11, 24)),
        ("11242026", MONTH, date(2026, 11, 24)),
        ("20261124", YEAR, date(2026, 11, 24)),
        ("241127", DAY, date(1927, 11, 24)),
        ("٢٤/١١/٢٠٢٦", DAY, date(2026, 11, 24)),
        ("29.2.2024", DAY, date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_it_is_written_here(typed: str, order: DayOrder, expected: date) -> None:
    assert read_day(typed, order, this_year=2026) == expected


@pytest.mark.parametrize(
    "typed", ["", "29.2.2026", "soon", "13/13/2026", "24.11", "1.2.3.4", "1.1.026", "3 May 2026"]
)
def test_what_is_no_day_is_not_guessed_at(typed: str) -> None:
    assert read_day(typed, DAY, this_year=2026) is None


def test_a_month_or_a_year_alone_is_its_first_day() -> None:
    assert read_day("11/2026", DAY, 2026, Precision.MONTH) == date(2026, 11, 1)
    assert read_day("2026-11", DAY, 2026, Precision.MONTH) == date(2026, 11, 1)
    assert read_day("1987", DAY, 2026, Precision.YEAR) == date(1987, 1, 1)
    assert read_day("1987", DAY, 2026) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("9", time(9)),
        ("9h05", time(9, 5)),
        ("2:30 pm", time(14, 30)),
        ("12 am", time(0)),
        ("12 p.m.", time(12)),
        ("٠٩:١٥", time(9, 15)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, expected: time) -> None:
    assert read_time(typed) == expected


@pytest.mark.parametrize("typed", ["", "25:00", "9:61", "13 pm", "noon", "9:5:"])
def test_what_is_no_time_is_not_guessed_at(typed: str) -> None:
    assert read_time(typed) is None
