"""Change in the same people, against published worked examples."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.intervals import Interval
from pollkit.domain.analysis.paired import (
    change_from_summary,
    effect_of_change,
    effect_of_change_from,
    effect_on_baseline,
    effect_on_scale,
    mean_change,
    normal_superiority,
    reliable_change,
    responders,
)
from pollkit.domain.analysis.scores import PairedScores, Scores
from pollkit.errors import NotEstimable

# R's data set "sleep": Student 1908 after Cushny & Peebles.
SLEEP = PairedScores.of(
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
# Lakens 2013, Front Psychol 4:863, Table 3: ratings of two movies.
MOVIES = PairedScores.of([9, 6, 7, 8, 7, 9, 8, 8, 8, 7], [9, 7, 8, 9, 8, 9, 9, 10, 9, 9])
PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=40)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def test_the_paired_t_is_r_s() -> None:
    """R, t.test(extra ~ group, paired = TRUE), which subtracts the other way round."""
    change = mean_change(SLEEP)
    assert change.t == pytest.approx(4.0621, abs=6e-5)
    assert (change.df, change.change.n) == (9, 10)
    assert change.p == pytest.approx(0.002833, abs=6e-7)
    assert change.change.value == pytest.approx(1.58, abs=1e-9)
    assert ends(change.change.interval) == pytest.approx((0.7001142, 2.4598858), abs=6e-8)


def test_the_effect_of_change_has_the_exact_interval() -> None:
    """R, effectsize::cohens_d: 1.28 [0.41, 2.12]; g by the gamma form of J."""
    effect = effect_of_change(SLEEP)
    assert effect.d == pytest.approx(1.28, abs=0.006)
    assert ends(effect.interval) == pytest.approx((0.41, 2.12), abs=0.006)
    assert effect.g == pytest.approx(1.1739, abs=6e-5)


def test_the_movies_come_out_as_in_the_paper() -> None:
    change = mean_change(MOVIES)
    assert change.t == pytest.approx(4.74, abs=0.006)
    assert change.p == pytest.approx(0.001, abs=6e-4)
    assert ends(change.change.interval) == pytest.approx((0.52, 1.48), abs=0.006)
    assert change.correlation == pytest.approx(0.726, abs=6e-4)
    assert effect_of_change(MOVIES).d == pytest.approx(1.5, abs=0.006)
    assert normal_superiority(effect_of_change(MOVIES).d) == pytest.approx(0.93, abs=0.006)


def test_the_correction_counts_both_times_as_lakens_does() -> None:
    """1.08 with J on 2(n - 1); with n - 1 it would be 1.03."""
    assert effect_on_scale(MOVIES).g == pytest.approx(1.08, abs=0.006)


def test_the_interval_of_d_z_is_not_the_paper_s() -> None:
    """It prints [0.42, 1.80]; inverting the noncentral t gives [0.56, 2.40]."""
    assert ends(effect_of_change(MOVIES).interval) == pytest.approx((0.56, 2.40), abs=0.006)


def test_observed_superiority_is_counted() -> None:
    moved = responders(MOVIES)
    assert moved.counts == (8, 2, 0)
    assert moved.superiority == pytest.approx(0.9)


def test_standardised_changes_from_summaries_are_metafor_s() -> None:
    """metafor, test_analysis_example_morris2008.r, measure SMCC."""
    sds = zip((15, 3.1, 0.1, 14.5, 4.7), (11.6, 4.1, 0.1, 4.4, 4.6), strict=True)
    before, after = (30.6, 23.5, 0.5, 53.4, 35.6), (38.5, 26.8, 0.7, 75.9, 36.0)
    r, n = (0.47, 0.64, 0.77, 0.89, 0.44), (20, 50, 9, 10, 14)
    found = []
    for row, (one, two) in enumerate(sds):
        change, _, sd = change_from_summary(before[row], after[row], one, two, r[row], n[row])
        effect = effect_of_change_from(change / sd, n[row])
        found.append((effect.g, effect.variance))
    assert [g for g, _ in found] == pytest.approx(
        (0.5417, 1.0198, 2.6619, 1.9088, 0.0765), abs=6e-5
    )
    assert [v for _, v in found] == pytest.approx(
        (0.0573, 0.0304, 0.5048, 0.2822, 0.0716), abs=6e-5
    )


def test_a_mean_change_from_summaries_is_metafor_s() -> None:
    """metafor, test_misc_escalc.r, measure MC."""
    change, variance, _ = change_from_summary(22, 26, sqrt(20), sqrt(30), 0.7, 60)
    assert change == pytest.approx(4.0)
    assert variance == pytest.approx(0.2618, abs=6e-5)


def test_a_fall_mirrors_a_rise() -> None:
    """SciPy 1.17's noncentral t is NaN on one of the sides."""
    far = PairedScores.of(np.zeros(40), np.linspace(9.0, 11.0, 40))
    fall = PairedScores.of(far.after, far.before)
    low, high = ends(effect_of_change(far).interval)
    assert ends(effect_of_change(fall).interval) == pytest.approx((-high, -low))


def test_four_who_rose_almost_alike_have_an_interval() -> None:
    """t = 7 on 3 degrees, for which SciPy 1.17 knows no distribution with a centre of -7. The
    ends, as centres, give back 0.975 and 0.025."""
    low, high = ends(effect_of_change(PairedScores.of([1, 1, 1, 2], [2, 3, 3, 4])).interval)
    assert stats.nct.cdf(7, 3, 2 * low) == pytest.approx(0.975, abs=1e-6)
    assert stats.nct.cdf(7, 3, 2 * high) == pytest.approx(0.025, abs=1e-6)


def test_beyond_measurement_error_is_rarer_than_any_change() -> None:
    """SEM = 1 · √(1 - 0.84) = 0.4; 1.96 · 0.4 · √2 = 1.1087."""
    before = Scores.of([1, 2, 3, 2 - sqrt(0.5), 2 + sqrt(0.5)])
    threshold = reliable_change(before, 1 - 0.16 / before.variance)
    assert threshold == pytest.approx(1.1087, abs=1e-4)
    pairs = PairedScores.of([1, 1, 1, 3, 3], [2, 3, 1, 2, 1])
    assert responders(pairs).counts == (2, 1, 2)
    assert responders(pairs, threshold).counts == (1, 3, 1)


def test_nobody_moved_alike_is_no_test() -> None:
    change = mean_change(PairedScores.of([1, 2, 3], [2, 3, 4]))
    assert change.change.value == 1
    assert np.isnan(change.p)
    with pytest.raises(NotEstimable):
        effect_of_change(PairedScores.of([1, 2, 3], [2, 3, 4]))


def test_five_pairs_are_too_few_to_test() -> None:
    assert mean_change(PairedScores.of([1, 2, 3, 4, 5], [2, 2, 3, 4, 5])).is_too_few
    assert not mean_change(SLEEP).is_too_few


def test_one_pair_is_refused() -> None:
    with pytest.raises(NotEstimable):
        mean_change(PairedScores.of([1], [2]))


@settings(deadline=None)
@given(PAIRS)
def test_counts_give_scipy_s_figures_of_the_raw_pairs(pairs: list[tuple[int, int]]) -> None:
    before, after = (np.array(side, float) for side in zip(*pairs, strict=True))
    change = mean_change(PairedScores.of(before, after))
    assert change.change.value == pytest.approx(float((after - before).mean()))
    if np.ptp(after - before) == 0:
        return
    raw = stats.ttest_rel(after, before)
    assert (change.t, change.p) == pytest.approx((raw.statistic, raw.pvalue), abs=1e-9)


@settings(deadline=None)
@given(PAIRS, st.floats(0.1, 50), st.floats(-100, 100))
def test_effects_know_no_unit_and_no_zero(
    pairs: list[tuple[int, int]], factor: float, shift: float
) -> None:
    before, after = (np.array(side, float) for side in zip(*pairs, strict=True))
    if np.ptp(after - before) == 0 or np.ptp(before) == 0:
        return
    plain = PairedScores.of(before, after)
    moved = PairedScores.of(before * factor + shift, after * factor + shift)
    for effect in (effect_of_change, effect_on_scale, effect_on_baseline):
        assert effect(moved).g == pytest.approx(effect(plain).g, abs=1e-7)
        assert effect(moved).variance == pytest.approx(effect(plain).variance, abs=1e-7)
    assert responders(moved).counts == responders(plain).counts
