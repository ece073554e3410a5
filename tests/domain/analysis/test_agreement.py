"""Agreement, weights and trends, against published worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.agreement import icc, krippendorff, panel
from pollkit.domain.analysis.scores import Scores
from pollkit.domain.analysis.trends import gap_over_time, trend, trend_of_means
from pollkit.domain.analysis.weighting import fitted, kish, rake, weighted_share
from pollkit.errors import NotEstimable

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example D.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
# Shrout & Fleiss 1979: six targets, four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_is_krippendorff_s(metric: str, expected: float) -> None:
    found = krippendorff(OBSERVERS, metric)
    assert found.value == pytest.approx(expected, abs=6e-4)
    assert found.n == 11
    assert found.interval is not None
    assert found.interval.low < found.value < found.interval.high


def test_the_interval_is_the_same_each_time() -> None:
    assert krippendorff(OBSERVERS) == krippendorff(OBSERVERS)


def test_all_alike_agree() -> None:
    assert krippendorff([[1, 2, 3, 3], [1, 2, 3, 3]]).value == 1.0
    assert krippendorff([[2, 2, 2], [2, 2, 2]]).value == 1.0


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)), st.permutations(range(4)))
def test_alpha_knows_no_order(units: list[int], raters: list[int]) -> None:
    given_ratings = np.array(OBSERVERS, float)[raters][:, units]
    assert krippendorff(given_ratings, "ordinal").value == pytest.approx(0.8154, abs=1e-4)


def test_ratings_of_single_raters_are_no_agreement() -> None:
    with pytest.raises(NotEstimable):
        krippendorff([[1, None], [None, 2]])


def test_judges_are_shrout_and_fleiss_s() -> None:
    found = icc(JUDGES)
    assert (found.single, found.random, found.fixed) == pytest.approx((0.17, 0.29, 0.71), abs=0.006)
    assert (found.single_k, found.random_k, found.fixed_k) == pytest.approx(
        (0.44, 0.62, 0.91), abs=0.006
    )


def test_a_strict_judge_and_a_firm_place_are_told() -> None:
    """Judge 2's means are 16/6, all judges' 127/24."""
    found = panel(JUDGES, top=2)
    assert found.severity[1] == pytest.approx(15 / 6 - 127 / 24)
    assert sum(found.severity) == pytest.approx(0)
    assert sum(found.in_top) == pytest.approx(2)
    assert found.in_top[4] == 1.0


def test_places_of_equals_are_shared() -> None:
    assert panel([[5, 5], [5, 5], [1, 1]], top=1).in_top == pytest.approx((0.5, 0.5, 0.0))


def test_fitting_is_deming_and_stephan_s() -> None:
    """Seed and margins of the Wikipedia's example, fitted to the end."""
    seed = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
    found = fitted(seed, [[150, 300, 400, 150], [200, 300, 400, 100]])
    expected = [
        [64.56, 46.23, 35.38, 3.82],
        [49.97, 68.16, 156.50, 25.37],
        [56.72, 144.43, 145.08, 53.77],
        [28.75, 41.18, 63.03, 17.03],
    ]
    assert found == pytest.approx(np.array(expected), abs=0.006)


def test_the_effective_number_is_kish_s() -> None:
    """(1 + 1 + 2 + 4)²/(1 + 1 + 4 + 16)."""
    assert kish([1, 1, 2, 4]) == pytest.approx((64 / 22, 1.375), abs=1e-9)
    assert kish([1, 2, 4], [2, 1, 1]) == pytest.approx((64 / 22, 1.375), abs=1e-9)


@settings(deadline=None)
@given(
    st.lists(st.integers(5, 60), min_size=6, max_size=6),
    st.floats(0.2, 0.8),
    st.floats(0.2, 0.8),
)
def test_weights_meet_the_shares_and_have_mean_1(cells: list[int], a: float, b: float) -> None:
    counts = np.array(cells, float).reshape(2, 3)
    found = rake(counts, [[a, 1 - a], [b / 2, b / 2, 1 - b]], largest=1000)
    weighted = counts * found.cells / counts.sum()
    assert weighted.sum(axis=1) == pytest.approx([a, 1 - a], abs=1e-6)
    assert weighted.sum(axis=0) == pytest.approx([b / 2, b / 2, 1 - b], abs=1e-6)
    assert found.effective_n <= counts.sum() + 1e-6
    assert not found.is_trimmed


def test_no_weight_is_above_five_times_the_mean() -> None:
    found = rake([[80, 30], [25, 1]], [[0.1, 0.9], [0.1, 0.9]])
    counts = np.array([[80, 30], [25, 1]])
    assert found.cells.max() <= 5 * (1 + 1e-6)
    assert (found.cells * counts).sum() == pytest.approx(counts.sum())
    assert found.is_trimmed
    assert found.largest_miss > 0.1


def test_a_group_without_answers_cannot_be_weighted() -> None:
    with pytest.raises(NotEstimable):
        rake([[10, 0], [10, 0]], [[0.5, 0.5], [0.5, 0.5]])


def test_a_weighted_share_is_less_sure_than_its_people() -> None:
    """Equal weights give Wilson's; 31 of 45: 0.543 to 0.805."""
    equal = weighted_share([31], [45], [1])
    assert equal.interval is not None
    assert (equal.interval.low, equal.interval.high) == pytest.approx(
        (0.543352, 0.804713), abs=2e-6
    )
    uneven = weighted_share([20, 11], [25, 20], [0.5, 1.625])
    assert uneven.value == pytest.approx((10 + 17.875) / 45)
    assert uneven.interval is not None
    assert uneven.interval.high - uneven.interval.low > 0.804713 - 0.543352


def test_equal_errors_give_the_plain_line() -> None:
    times, figures = [0, 1, 2, 4], [3.0, 3.2, 3.1, 3.9]
    line = stats.linregress(times, figures)
    found = trend(times, figures, [0.01] * 4)
    assert (found.slope.value, found.start) == pytest.approx((line.slope, line.intercept))
    assert found.p == pytest.approx(line.pvalue)
    assert found.roughness > 1


def test_a_smooth_line_is_not_surer_than_its_errors() -> None:
    """On the line to the last digit, each known to ±0.1: se = 0.1/√Σ(x - x̄)²."""
    found = trend([0, 1, 2], [1, 2, 3], [0.1] * 3)
    assert found.slope.interval is not None
    half = found.slope.interval.high - found.slope.value
    assert half == pytest.approx(12.7062 * 0.1 / 2**0.5, abs=1e-4)


def test_two_pulses_are_no_trend() -> None:
    with pytest.raises(NotEstimable):
        trend_of_means([0, 1], [Scores.of([1, 2]), Scores.of([2, 3])])


def test_a_gap_that_closes_is_the_difference_of_gaps() -> None:
    local, national = Scores.of([1, 2, 3]), Scores.of([3, 4, 5])
    found = gap_over_time(local, national, Scores.of([2, 3, 4]), national)
    assert (found.before.value, found.after.value, found.closing.value) == (2, 1, -1)
    assert found.closing.interval is not None
    # Four groups of three with variance 1: se = √(4/3) on 8 degrees.
    half = stats.t.ppf(0.975, 8) * (4 / 3) ** 0.5
    assert found.closing.interval.high == pytest.approx(-1 + half)
