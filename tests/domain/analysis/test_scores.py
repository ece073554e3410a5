"""Scores as counts of their values."""

from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollkit.domain.analysis.scores import PairedScores, Scores, rounded
from pollkit.errors import NotEstimable

LIKERT = st.lists(st.integers(1, 5), min_size=2, max_size=60)


@settings(deadline=None)
@given(LIKERT)
def test_counts_give_the_figures_of_the_raw_scores(raw: list[int]) -> None:
    scores = Scores.of(raw)
    assert scores.n == len(raw)
    assert scores.mean == pytest.approx(statistics.fmean(raw))
    assert scores.variance == pytest.approx(statistics.variance(raw))
    assert scores.median == statistics.median(raw)


def test_equal_scores_are_one_value_whatever_rounding_left() -> None:
    assert Scores.of([0.3, 0.1 + 0.2, 0.3]).values.tolist() == [0.3]


def test_equal_changes_are_one_value() -> None:
    """3.4 - 3.0 and 2.4 - 2.0 differ in the 16th digit."""
    change = PairedScores.of([3.0, 2.0, 0.1], [3.4, 2.4, 0.1]).change
    assert change.values.tolist() == [0.0, 0.4]
    assert change.counts.tolist() == [1, 2]


def test_equal_changes_of_means_of_items_are_one_value() -> None:
    """Sevenths: every difference of 2/7 is the same, though no two are the same number."""
    before = [sevenths / 7 for sevenths in range(7, 34)]
    change = PairedScores.of(before, [score + 2 / 7 for score in before]).change
    assert change.counts.tolist() == [27]


def test_who_lacks_a_score_is_left_out() -> None:
    assert Scores.of([1, None, math.nan, 3]).n == 2
    pairs = PairedScores.of([1, None, 2, 3], [2, 2, None, 5])
    assert pairs.n == 2
    assert pairs.change.mean == 1.5


def test_a_table_of_moves_is_pairs() -> None:
    pairs = PairedScores.of_table([[2, 1], [0, 3]], [1, 2])
    assert (pairs.n, pairs.change.mean) == (6, pytest.approx(1 / 6))
    assert pairs.correlation == pytest.approx(0.7071, abs=1e-4)


def test_one_zero_is_made_of_two() -> None:
    assert math.copysign(1, rounded(Scores.of([-1, -0.0, 1]).values)[1]) == 1


@pytest.mark.parametrize("wrong", [["a"], [math.inf], {"a": 1}])
def test_what_is_no_number_is_refused(wrong: object) -> None:
    with pytest.raises(NotEstimable):
        Scores.of(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "counts"), [([1, 2], [1]), ([1, 2], [1, -1]), ([1, 2], [0.5, 1])]
)
def test_counts_are_of_whole_people(values: list[float], counts: list[float]) -> None:
    with pytest.raises(NotEstimable):
        Scores.counted(values, counts)


def test_pairs_have_the_same_length() -> None:
    with pytest.raises(NotEstimable):
        PairedScores.of([1, 2], [1])
