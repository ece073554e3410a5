"""Confidence intervals of a share, against published figures."""

from __future__ import annotations

import pytest

from pollkit.domain.analysis.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611)]
)
def test_the_interval_is_newcombe_s(hits: int, n: int, low: float, high: float) -> None:
    """Newcombe RG (1998), Statistics in Medicine 17:857-872, Table I, Wilson score method."""
    interval = wilson(hits, n)
    assert interval.low == pytest.approx(low, abs=6e-5)
    assert interval.high == pytest.approx(high, abs=6e-5)


def test_a_stated_population_narrows_the_interval() -> None:
    """31 of 45 answers, 60 people in the room: computed in R and by hand to six places, as the
    exact hypergeometric interval (0.616667, 0.75) confirms to two."""
    interval = wilson(31, 45, 60)
    assert interval.low == pytest.approx(0.617284, abs=2e-6)
    assert interval.high == pytest.approx(0.752469, abs=2e-6)
    plain = wilson(31, 45)
    assert (plain.low, plain.high) == pytest.approx((0.543352, 0.804713), abs=2e-6)


def test_nobody_and_everybody_are_exact_ends() -> None:
    assert wilson(0, 7).low == 0.0
    assert wilson(7, 7).high == 1.0


@pytest.mark.parametrize(("hits", "n"), [(0, 1), (3, 8), (8, 8)])
def test_where_everyone_answered_nothing_is_left_to_guess(hits: int, n: int) -> None:
    interval = wilson(hits, n, n)
    assert (interval.low, interval.high) == pytest.approx((hits / n, hits / n))


@pytest.mark.parametrize(
    ("hits", "n", "population"), [(-1, 5, None), (6, 5, None), (0, 0, None), (1, 5, 4)]
)
def test_an_impossible_count_has_no_interval(hits: int, n: int, population: int | None) -> None:
    with pytest.raises(ValueError, match="no interval"):
        wilson(hits, n, population)
