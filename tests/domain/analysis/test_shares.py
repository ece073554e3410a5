"""Shares and crosstabs, against published worked examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.crosstabs import association, drawn_p, fisher, trend_of_shares
from pollkit.domain.analysis.intervals import Interval, wilson
from pollkit.domain.analysis.multinomial import sison_glaz
from pollkit.domain.analysis.shares import (
    agresti_coull,
    binomial_test,
    clopper_pearson,
    finite_exact,
    finite_normal,
    finite_se,
    goodman,
    mid_p,
    miettinen_nurminen,
    share_difference,
    wald,
    wilson_corrected,
)
from pollkit.errors import NotEstimable

SEVEN = [56, 72, 73, 59, 62, 87, 58]


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


@pytest.mark.parametrize(
    ("method", "of_263", "of_20"),
    [
        (wald, (0.2522, 0.3638), (0, 0)),
        (wilson, (0.2553, 0.3662), (0, 0.1611)),
        (wilson_corrected, (0.2535, 0.3682), (0, 0.2005)),
        (clopper_pearson, (0.2527, 0.3676), (0, 0.1684)),
        (mid_p, (0.2544, 0.3658), (0, 0.1391)),
    ],
)
def test_the_intervals_are_newcombe_s(
    method: object, of_263: tuple[float, float], of_20: tuple[float, float]
) -> None:
    """1998, Stat Med 17:857, Table I: 81 of 263 and 0 of 20."""
    assert ends(method(81, 263)) == pytest.approx(of_263, abs=6e-5)  # type: ignore[operator]
    assert ends(method(0, 20)) == pytest.approx(of_20, abs=6e-5)  # type: ignore[operator]


@pytest.mark.parametrize("method", [wilson, wilson_corrected, clopper_pearson, mid_p])
def test_none_and_all_are_exact_ends(method: object) -> None:
    assert method(0, 20).low == 0.0  # type: ignore[operator]
    assert method(20, 20).high == 1.0  # type: ignore[operator]


def test_conover_s_example_is_r_s() -> None:
    """R, help of binom.test: 682 of 925, against 0.75."""
    assert ends(clopper_pearson(682, 925)) == pytest.approx((0.7076683, 0.7654066), abs=1e-6)
    assert binomial_test(682, 925, 0.75) == pytest.approx(0.3825, abs=6e-5)


def test_two_things_are_called_agresti_and_coull() -> None:
    """ "+4" at 85 % as in R's contingencytables, "+z²" as in statsmodels."""
    assert ends(agresti_coull(19, 20, 0.85, plus_four=True)) == pytest.approx(
        (0.7778, 0.9722), abs=6e-5
    )
    assert ends(agresti_coull(81, 263)) == pytest.approx((0.2552, 0.3663), abs=6e-5)


def test_a_finite_population_is_cochran_s() -> None:
    """1977, 3.6: 37 of 100 from 500."""
    assert finite_se(37, 100, 500) == pytest.approx(0.0434, abs=6e-5)
    assert ends(finite_normal(37, 100, 500)) == pytest.approx((0.28, 0.46), abs=6e-4)


def test_a_room_s_exact_interval_confirms_wilson_s() -> None:
    """31 of 45 answers, 60 in the room."""
    assert ends(finite_exact(31, 45, 60)) == pytest.approx((0.616667, 0.75), abs=2e-6)
    assert ends(wilson(31, 45, 60)) == pytest.approx((0.617284, 0.752469), abs=2e-6)


def test_a_difference_is_newcombe_s_and_miettinen_s() -> None:
    """Newcombe 1998, Stat Med 17:873, Table II: 56 of 70 less 48 of 80. The "score" interval of
    statsmodels 0.15 is 0.0526 to 0.3440."""
    found = share_difference(48, 80, 56, 70)
    assert found.value == pytest.approx(0.2)
    assert ends(found.interval) == pytest.approx((0.0524, 0.3339), abs=6e-5)
    assert ends(miettinen_nurminen(48, 80, 56, 70)) == pytest.approx((0.0528, 0.3382), abs=6e-5)
    mee = miettinen_nurminen(48, 80, 56, 70, factor=False)
    assert ends(mee) == pytest.approx((0.0533, 0.3377), abs=6e-5)


def test_small_groups_have_a_score_interval_too() -> None:
    """R, DescTools::BinomDiffCI(9, 10, 3, 10, method = "mn"): 0.1700 to 0.8406; statsmodels 0.15
    raises an error."""
    assert ends(miettinen_nurminen(3, 10, 9, 10)) == pytest.approx((0.1700, 0.8406), abs=6e-5)


def test_seven_options_at_once_are_sison_and_glaz_s() -> None:
    """DescTools, help of MultinomCI, after Sison & Glaz 1995."""
    by_goodman = [ends(one) for one in goodman(SEVEN)]
    assert [low for low, _ in by_goodman] == pytest.approx(
        [0.085, 0.115, 0.116, 0.091, 0.096, 0.143, 0.089], abs=6e-4
    )
    assert [high for _, high in by_goodman] == pytest.approx(
        [0.166, 0.204, 0.207, 0.173, 0.181, 0.239, 0.171], abs=6e-4
    )
    by_sison = [ends(one) for one in sison_glaz(SEVEN)]
    assert [low for low, _ in by_sison] == pytest.approx(
        [0.079, 0.114, 0.116, 0.086, 0.092, 0.146, 0.084], abs=6e-4
    )
    assert [high for _, high in by_sison] == pytest.approx(
        [0.164, 0.199, 0.201, 0.171, 0.177, 0.231, 0.169], abs=6e-4
    )


def test_party_by_gender_is_agresti_s() -> None:
    """R, help of chisq.test: Agresti 2007, p. 39; his adjusted residuals."""
    found = association([[762, 327, 468], [484, 239, 477]])
    assert (found.chi2, found.df) == (pytest.approx(30.07, abs=0.006), 2)
    assert found.p == pytest.approx(2.954e-07, abs=1e-10)
    assert found.v == pytest.approx(0.10444, abs=6e-6)
    assert found.residuals[0] == pytest.approx((4.50, 0.70, -5.32), abs=0.006)


def test_the_lady_s_tea_is_fisher_s() -> None:
    both, greater = fisher([[3, 1], [1, 3]])
    assert (both, greater) == pytest.approx((0.4857, 0.2429), abs=6e-5)


def test_a_drawn_p_is_the_same_each_time_and_near_the_exact_one() -> None:
    """SciPy's default draws anew: two calls differ in the second place."""
    assert drawn_p([[3, 1], [1, 3]]) == drawn_p([[3, 1], [1, 3]])
    assert drawn_p([[3, 1], [1, 3]]) == pytest.approx(0.4857, abs=0.005)


def test_a_trend_of_shares_is_agresti_s() -> None:
    """2002, 3.4.5: malformations by alcohol, M² = 6.57, p = 0.0104."""
    z, p = trend_of_shares([48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38], [0, 0.5, 1.5, 4, 7])
    assert z * z == pytest.approx(6.57, abs=0.006)
    assert p == pytest.approx(0.0104, abs=6e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=6, max_size=6))
def test_chi2_is_scipy_s(cells: list[int]) -> None:
    table = [cells[:3], cells[3:]]
    columns = [sum(column) for column in zip(*table, strict=True)]
    if min(columns) == 0 or min(map(sum, table)) == 0:
        return
    raw = stats.chi2_contingency(table, correction=False)
    found = association(table)
    assert (found.chi2, found.p, found.df) == pytest.approx((raw.statistic, raw.pvalue, raw.dof))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=4, max_size=4))
def test_fisher_s_p_is_scipy_s(cells: list[int]) -> None:
    if sum(cells) == 0:
        return
    table = [cells[:2], cells[2:]]
    assert fisher(table)[0] == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30), st.integers(1, 30))
def test_the_other_group_first_turns_the_interval_round(a: int, n: int, b: int, m: int) -> None:
    a, b = min(a, n), min(b, m)
    low, high = ends(share_difference(a, n, b, m).interval)
    assert ends(share_difference(b, m, a, n).interval) == pytest.approx((-high, -low), abs=1e-12)
    low, high = ends(miettinen_nurminen(a, n, b, m))
    assert ends(miettinen_nurminen(b, m, a, n)) == pytest.approx((-high, -low), abs=1e-6)
    assert -1 <= low <= b / m - a / n <= high <= 1


@pytest.mark.parametrize("counts", [(-1, 5), (6, 5), (0, 0)])
def test_more_hits_than_answers_are_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(NotEstimable):
        clopper_pearson(*counts)
    with pytest.raises(NotEstimable):
        share_difference(*counts, 1, 2)


def test_a_question_with_one_used_option_goes_with_nothing() -> None:
    with pytest.raises(NotEstimable):
        association([[3, 0], [5, 0]])
