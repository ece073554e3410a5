"""Power, equivalence, several outcomes, groups and attrition, against published examples."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.attrition import attrition, attrition_of_share, bounds
from pollkit.domain.analysis.clusters import (
    clustered_mean,
    components,
    design_effect,
    icc_anova,
)
from pollkit.domain.analysis.equivalence import equivalence, equivalence_of_change
from pollkit.domain.analysis.multiplicity import adjusted
from pollkit.domain.analysis.power import (
    pairs_needed,
    people_needed_per_group,
    power_paired,
    power_unpaired,
    smallest_change,
    smallest_difference,
)
from pollkit.domain.analysis.scores import PairedScores, Scores
from pollkit.errors import NotEstimable

# Benjamini & Hochberg 1995, JRSS-B 57:289, section 4: thrombolysis.
THROMBOLYSIS = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip
# lme4's Dyestuff: six batches of five.
DYESTUFF = [
    Scores.of(batch)
    for batch in (
        [1545, 1440, 1440, 1520, 1580],
        [1540, 1555, 1490, 1560, 1495],
        [1595, 1550, 1605, 1510, 1560],
        [1445, 1440, 1595, 1465, 1545],
        [1595, 1630, 1515, 1635, 1625],
        [1520, 1455, 1450, 1480, 1445],
    )
]


def test_sizes_of_samples_are_r_s() -> None:
    """pwr.t.test(d = .5, power = .8, type = "paired"); power.t.test."""
    assert pairs_needed(0.5) == pytest.approx(33.36713, abs=6e-5)
    assert people_needed_per_group(0.5) == pytest.approx(63.76561, abs=6e-5)


@pytest.mark.parametrize(
    ("n", "d_z"),
    [(8, 1.16), (10, 1.00), (15, 0.78), (20, 0.66), (30, 0.53), (50, 0.40), (100, 0.28)],
)
def test_the_smallest_change_is_statsmodels_s(n: int, d_z: float) -> None:
    """TTestPower().solve_power(nobs=n, power=0.8, alpha=0.05) of statsmodels 0.15."""
    assert smallest_change(n) == pytest.approx(d_z, abs=0.006)


def test_what_is_needed_and_what_is_seen_are_each_other_s_inverse() -> None:
    assert power_paired(smallest_change(40), 40) == pytest.approx(0.8)
    assert power_unpaired(smallest_difference(40), 40) == pytest.approx(0.8)
    assert pairs_needed(smallest_change(40)) == pytest.approx(40)


def test_people_in_groups_show_less() -> None:
    assert smallest_change(40, design_effect=4.0) == pytest.approx(2 * smallest_change(40))


def test_no_number_of_people_shows_nothing() -> None:
    with pytest.raises(NotEstimable):
        pairs_needed(0.0)


def test_the_paired_equivalence_is_toster_s() -> None:
    """TOSTER, test-known_results.R."""
    sd = sqrt(1.17**2 + 1.29**2 - 2 * 0.75 * 1.17 * 1.29)
    bound = 0.4 * sd
    assert bound == pytest.approx(0.350782, abs=1e-6)
    found = equivalence(5.83 - 5.75, sd / sqrt(65), -bound, bound, 65)
    assert (found.lower, found.upper) == pytest.approx((3.960381, -2.489426), abs=1e-6)
    assert found.p_lower == pytest.approx(9.531728e-05, abs=1e-9)
    assert found.p_upper == pytest.approx(0.00770235, abs=1e-8)
    assert found.df == 64
    assert found.is_equivalent
    assert found.estimate.interval is not None
    assert found.estimate.interval.low == pytest.approx(-0.1015433, abs=1e-6)
    assert found.estimate.interval.high == pytest.approx(0.2615433, abs=1e-6)
    assert (found.wide.low, found.wide.high) == pytest.approx((-0.1372988, 0.2972988), abs=1e-6)


def test_a_pooled_effect_s_equivalence_is_toster_s() -> None:
    found = equivalence(0.12, 0.09, -0.2, 0.2, 1, df=inf)
    assert (found.lower, found.upper) == pytest.approx((3.555556, -0.8888889), abs=1e-6)
    assert found.p_lower == pytest.approx(0.0001885906, abs=1e-9)
    assert found.p_upper == pytest.approx(0.1870314, abs=1e-6)
    assert not found.is_equivalent
    assert found.estimate.interval is not None
    assert found.estimate.interval.low == pytest.approx(-0.02803683, abs=1e-6)
    assert found.estimate.interval.high == pytest.approx(0.2680368, abs=1e-6)


def test_no_difference_found_is_not_yet_no_difference() -> None:
    few = PairedScores.of([1, 2, 3, 4, 5, 3], [3, 1, 4, 3, 4, 3])
    assert not equivalence_of_change(few, -0.5, 0.5).is_equivalent


@pytest.mark.parametrize(
    ("method", "rejected"), [("bonferroni", 3), ("holm", 3), ("hochberg", 3), ("bh", 4)]
)
def test_thrombolysis_is_benjamini_and_hochberg_s(method: str, rejected: int) -> None:
    assert int((adjusted(THROMBOLYSIS, method) < 0.05).sum()) == rejected


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_false_discovery_is_scipy_s(p: list[float]) -> None:
    assert adjusted(p, "bh") == pytest.approx(stats.false_discovery_control(p))


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_adjusting_keeps_the_order(p: list[float]) -> None:
    for method in ("holm", "bh", "hochberg", "bonferroni"):
        found = adjusted(p, method)
        assert (found >= np.array(p) - 1e-12).all()
        assert (np.diff(found[np.argsort(p)]) >= -1e-12).all()


def test_what_could_not_be_tested_is_not_counted() -> None:
    assert adjusted([0.01, float("nan")]).tolist() == pytest.approx([0.01, np.nan], nan_ok=True)


def test_dyestuff_is_lme4_s() -> None:
    """Bates, Mächler, Bolker & Walker 2015: 1764, 2451, 1527.5 (19.38); ML 1388."""
    found = components(DYESTUFF)
    assert (found.between, found.within) == pytest.approx((1764, 2451), abs=1)
    assert found.mean == pytest.approx(1527.5, abs=1e-6)
    assert found.se == pytest.approx(19.38, abs=0.006)
    assert found.icc == pytest.approx(0.4185, abs=6e-5)
    assert components(DYESTUFF, restricted=False).between == pytest.approx(1388, abs=1)


def test_equal_groups_have_one_icc_by_both_ways() -> None:
    assert icc_anova(DYESTUFF) == pytest.approx(components(DYESTUFF).icc, abs=1e-6)


@pytest.mark.parametrize(("icc", "effect"), [(0.05, 1.55), (0.10, 2.10), (-0.1, 1.0)])
def test_twelve_in_a_group_weigh_as_tabulated(icc: float, effect: float) -> None:
    """1 + (12 - 1)·ICC."""
    assert design_effect(icc, 12) == pytest.approx(effect)


def test_few_groups_are_analysed_by_their_means() -> None:
    """Six means of five: t on 5."""
    found = clustered_mean(DYESTUFF)
    raw = stats.ttest_1samp([batch.mean for batch in DYESTUFF], 0).confidence_interval()
    assert (found.method, found.groups, found.mean.n) == ("group_means", 6, 30)
    assert found.mean.interval is not None
    assert (found.mean.interval.low, found.mean.interval.high) == pytest.approx((raw.low, raw.high))


def test_many_groups_are_modelled_and_tell_less_than_strangers() -> None:
    rng = np.random.default_rng(5)
    groups = [Scores.of(rng.normal(rng.normal(3, 0.5), 1, size)) for size in range(4, 19)]
    found = clustered_mean(groups)
    assert found.method == "model"
    assert found.effective_n < found.mean.n
    assert found.icc == pytest.approx(0.25 / 1.25, abs=0.15)


def test_groups_that_do_not_differ_have_icc_0() -> None:
    alike = [Scores.of([1, 2, 3, 4, 5])] * 12
    found = clustered_mean(alike)
    assert (found.icc, found.design_effect) == (0.0, 1.0)


def test_one_group_has_no_interval() -> None:
    assert clustered_mean([Scores.of([1, 2, 3])]).mean.interval is None


def test_leavers_are_compared_in_standard_deviations() -> None:
    """(3 - 2)/√((2 + 2)/(2 + 2)) = 1 by hand: two groups of three, each with squares 2."""
    found = attrition(Scores.of([2, 3, 4]), Scores.of([1, 2, 3]))
    assert found.difference is not None
    assert found.difference.value == pytest.approx(1.0)
    assert found.difference.interval is not None
    half = 1.959964 * sqrt(6 / 9 + 1 / 12)
    assert found.difference.interval.high == pytest.approx(1 + half, abs=1e-5)
    assert found.differs
    assert found.stayed_share == 0.5


def test_a_share_of_leavers_is_austin_s() -> None:
    """2009: (0.6 - 0.5)/√((0.24 + 0.25)/2)."""
    found = attrition_of_share(60, 100, 50, 100)
    assert found.difference is not None
    assert found.difference.value == pytest.approx(0.1 / sqrt(0.245))


def test_too_few_leavers_are_not_judged() -> None:
    assert attrition(Scores.of([1, 2, 3]), Scores.of([1])).difference is None


def test_leavers_could_have_taken_the_change_away() -> None:
    """30 stayed and rose by 0.4; 20 left: 0.6 · 0.4, and 0.4 · 0.5 SD less."""
    found = bounds(Scores.of([0.4] * 30), 1.0, 20)
    assert (found.observed, found.unchanged, found.worst) == pytest.approx((0.4, 0.24, 0.04))
