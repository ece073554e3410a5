"""Two groups, against published worked examples and SciPy on the raw rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.averages import mean, median, share_at_least
from pollkit.domain.analysis.paired import normal_superiority
from pollkit.domain.analysis.partly_paired import overlapping, partly_paired
from pollkit.domain.analysis.scores import PairedScores, Scores
from pollkit.domain.analysis.then_and_now import then_and_now
from pollkit.domain.analysis.unpaired import (
    effect_between,
    mean_difference,
    pooled_t,
    rank_difference,
)
from pollkit.errors import NotEstimable

SLEEP = (
    Scores.of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]),
    Scores.of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]),
)
MOVIES = Scores.of([9, 6, 7, 8, 7, 9, 8, 8, 8, 7]), Scores.of([9, 7, 8, 9, 8, 9, 9, 10, 9, 9])
# Derrick, Toher & White 2017, TQMP 13:120.
ALONE = [20, 21, 16, 18, 14, 12, 14, 17], [10, 16, 18, 16, 15, 14, 13, 10]
MATCHED = [14, 15, 18, 20, 11, 19, 14, 15], [15, 10, 15, 17, 13, 19, 12, 13]
LIKERT = st.lists(st.integers(1, 5), min_size=2, max_size=30)


def test_welch_s_t_is_r_s() -> None:
    """R, t.test(extra ~ group, data = sleep), which subtracts the other way round."""
    found = mean_difference(*SLEEP)
    assert found.t == pytest.approx(1.8608, abs=6e-5)
    assert found.df == pytest.approx(17.776, abs=6e-4)
    assert found.p == pytest.approx(0.07939, abs=6e-6)
    assert found.difference.interval is not None
    assert found.difference.interval.low == pytest.approx(-0.2054832, abs=6e-8)
    assert found.difference.interval.high == pytest.approx(3.3654832, abs=6e-8)


def test_two_groups_of_movies_are_lakens_s() -> None:
    """2013, Front Psychol 4:863, p. 7."""
    found, effect = pooled_t(*MOVIES), effect_between(*MOVIES)
    assert (found.t, found.p) == pytest.approx((2.52, 0.022), abs=0.006)
    assert found.difference.interval is not None
    assert found.difference.interval.low == pytest.approx(0.17, abs=0.006)
    assert found.difference.interval.high == pytest.approx(1.83, abs=0.006)
    assert (effect.d, effect.g) == pytest.approx((1.13, 1.08), abs=0.006)
    spread = (MOVIES[0].variance + MOVIES[1].variance) ** 0.5
    assert normal_superiority(1.0 / spread) == pytest.approx(0.79, abs=0.006)


def test_permeability_is_hollander_and_wolfe_s() -> None:
    """R, help of wilcox.test: W = 35, p = 0.1272."""
    outside = Scores.of([0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46])
    found = rank_difference(Scores.of([1.15, 0.88, 0.9, 0.74, 1.21]), outside)
    assert (found.u, found.superiority.value) == (35, pytest.approx(0.7))
    assert (found.p_greater, found.p) == pytest.approx((0.1272, 0.2544), abs=6e-5)
    assert found.is_exact


@pytest.mark.parametrize(
    ("first", "second", "delta"),
    [
        ([10, 20, 30, 40, 40, 50], [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], -0.25),
        ([10, 20, 30, 40, 40, 50], [10, 20, 20, 20, 30, 30, 30, 40, 50, 100], -0.06666),
        ([14, 34, 34, 77], [48, 48, 77, 86, 85, 85, 16], 0.6071429),
    ],
)
def test_delta_is_effsize_s_and_effectsize_s(
    first: list[int], second: list[int], delta: float
) -> None:
    """testCliff.R of effsize, test-rankES.R of effectsize."""
    found = rank_difference(Scores.of(first), Scores.of(second))
    assert found.delta == pytest.approx(delta, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(LIKERT, LIKERT)
def test_counts_give_scipy_s_figures_of_the_raw_rows(one: list[int], two: list[int]) -> None:
    first, second = Scores.of(one), Scores.of(two)
    # SciPy warns where one of them does not vary.
    if len(set(one)) > 1 and len(set(two)) > 1:
        welch = stats.ttest_ind(two, one, equal_var=False)
        found = mean_difference(first, second)
        assert (found.t, found.p) == pytest.approx((welch.statistic, welch.pvalue), abs=1e-9)
    ranks = rank_difference(first, second)
    raw = stats.mannwhitneyu(
        two, one, method="exact" if ranks.is_exact else "asymptotic", use_continuity=True
    )
    assert ranks.u == raw.statistic
    if len(set(one + two)) > 1:
        assert ranks.p == pytest.approx(raw.pvalue, abs=1e-9)
    if not np.isnan(ranks.p_brunner_munzel):
        brunner = stats.brunnermunzel(one, two)
        assert ranks.p_brunner_munzel == pytest.approx(brunner.pvalue, abs=1e-9)


@settings(deadline=None)
@given(LIKERT, LIKERT, st.floats(0.1, 30), st.floats(-50, 50))
@example([1, 3], [3, 5], 20.67805356016826, 0.0)  # one 3 was rounded otherwise than the other
def test_ranks_know_no_unit(one: list[int], two: list[int], factor: float, shift: float) -> None:
    plain = rank_difference(Scores.of(one), Scores.of(two))
    moved = rank_difference(
        Scores.of(np.array(one) * factor + shift), Scores.of(np.array(two) * factor + shift)
    )
    assert (moved.u, moved.p) == (plain.u, pytest.approx(plain.p))


def test_groups_that_do_not_overlap_have_no_interval_of_superiority() -> None:
    found = rank_difference(Scores.of([1, 2, 2]), Scores.of([4, 5, 5]))
    assert found.superiority.value == 1.0
    assert found.superiority.interval is None
    assert np.isnan(found.p_brunner_munzel)


def test_everybody_alike_is_p_1() -> None:
    assert rank_difference(Scores.of([3, 3]), Scores.of([3, 3, 3])).p == 1.0
    assert np.isnan(mean_difference(Scores.of([3, 3]), Scores.of([3, 3, 3])).p)


def test_the_partly_matched_are_derrick_s() -> None:
    """R, help of Partover.test: difference 2, df 18.5, p 0.026."""
    found = overlapping(
        PairedScores.of(MATCHED[1], MATCHED[0]), Scores.of(ALONE[1]), Scores.of(ALONE[0])
    )
    assert found.difference.value == pytest.approx(2.0, abs=1e-9)
    assert found.df == pytest.approx(18.5, abs=1e-9)
    assert found.p == pytest.approx(0.026, abs=6e-4)
    assert found.difference.n == 24


def test_with_nobody_matched_it_is_student_s_t() -> None:
    nobody = PairedScores.of([], [])
    found, plain = overlapping(nobody, *SLEEP), pooled_t(*SLEEP)
    assert (found.t, found.df, found.p) == pytest.approx((plain.t, plain.df, plain.p))


def test_with_everybody_matched_and_equal_spread_it_is_the_paired_t() -> None:
    pairs = PairedScores.of([1, 2, 3, 4, 5], [2, 1, 3, 5, 4])
    found = overlapping(pairs, Scores.of([]), Scores.of([]))
    raw = stats.ttest_rel([2, 1, 3, 5, 4], [1, 2, 3, 4, 5])
    assert (found.t, found.df) == pytest.approx((raw.statistic, raw.df))


def test_below_half_matched_the_whole_waves_lead() -> None:
    few = PairedScores.of([1, 2, 3], [2, 3, 3])
    assert partly_paired(few, Scores.of(range(3)), Scores.of(range(5))).leads == "matched"
    assert partly_paired(few, Scores.of(range(4)), Scores.of(range(5))).leads == "unmatched"


def test_the_shift_and_the_recalibrated_change_add_up() -> None:
    rng = np.random.default_rng(7)
    before, then, now = (rng.integers(1, 6, 50).astype(float) for _ in range(3))
    then[3] = np.nan
    found = then_and_now(before, then, now)
    assert found.n == 49
    assert found.raw.change.value == pytest.approx(
        found.shift.change.value + found.recalibrated.change.value
    )
    kept = ~np.isnan(then)
    assert found.shift.change.value == pytest.approx(float((then - before)[kept].mean()))


def test_a_mean_has_student_s_interval() -> None:
    """Student 1908: drug 1 of sleep, mean 0.75; R, t.test: [-0.5297804, 2.0297804]."""
    found = mean(SLEEP[0])
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx(
        (-0.5297804, 2.0297804), abs=1e-7
    )
    assert mean(Scores.of([3])).interval is None


@pytest.mark.parametrize(("n", "place"), [(6, 0), (9, 1), (20, 5), (50, 17), (100, 39)])
def test_a_median_s_interval_lies_between_the_tabulated_places(n: int, place: int) -> None:
    """The critical values of the sign test at 5 % (Conover 1999, Table A3), as places from 0."""
    found = median(Scores.of(range(n)))
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == (place, n - 1 - place)


def test_five_scores_have_no_interval_of_the_median() -> None:
    assert median(Scores.of([1, 2, 3, 4, 5])).interval is None


def test_the_top_boxes_are_of_those_who_answered() -> None:
    found = share_at_least(Scores.of([1, 4, 5, None, 2]), 4)
    assert (found.value, found.n) == (0.5, 4)


@pytest.mark.parametrize("figure", [mean, median])
def test_nobody_has_no_average(figure: object) -> None:
    with pytest.raises(NotEstimable):
        figure(Scores.of([]))  # type: ignore[operator]
