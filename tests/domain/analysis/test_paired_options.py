"""Options before and after, against published worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.intervals import Interval
from pollkit.domain.analysis.paired_options import (
    bhapkar,
    bowker,
    mcnemar,
    moves,
    ordinal_shift,
    paired_shares,
    stuart_maxwell,
    tango,
    wald_paired,
)
from pollkit.domain.analysis.scores import PairedScores
from pollkit.errors import NotEstimable

# Bentur 2009: airways before and after transplantation (Fagerland, Lydersen & Laake 2013).
AIRWAYS = [[1, 1], [7, 12]]
# Stuart 1953: unaided distance vision of right and left eyes.
VISION = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
# Fleiss 2003, Table 13.6.
FLEISS = [[35, 5, 0], [15, 20, 5], [10, 5, 5]]
# Agresti 2002: premarital and extramarital sex.
OPINIONS = [[144, 2, 0, 0], [33, 4, 2, 0], [84, 14, 6, 1], [126, 29, 25, 5]]


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def test_a_prime_minister_s_approval_is_agresti_s() -> None:
    """Agresti 2002, p. 409, n = 1,600; the exact p is coin's."""
    test = mcnemar(86, 150)
    assert test.chi2 == pytest.approx(17.356, abs=6e-4)
    assert test.p_asymptotic == pytest.approx(3.099e-05, abs=6e-9)
    assert test.p_exact == pytest.approx(3.716e-05, abs=6e-9)
    assert test.chi2_corrected == pytest.approx(16.8178, abs=6e-5)


def test_airways_are_fagerland_s() -> None:
    test = mcnemar(gained=7, lost=1)
    assert test.p_asymptotic == pytest.approx(0.034, abs=6e-4)
    assert test.p_corrected == pytest.approx(0.077, abs=6e-4)
    assert test.p_exact == pytest.approx(0.070, abs=6e-4)
    assert test.p == pytest.approx(0.039, abs=6e-4)


def test_airways_intervals_are_fagerland_s() -> None:
    """2014, Stat Med 33:2850; there before minus after."""
    difference = paired_shares(AIRWAYS).difference
    assert difference.value == pytest.approx(0.2857, abs=6e-5)
    assert ends(difference.interval) == pytest.approx((0.026, 0.507), abs=6e-4)
    assert ends(tango(AIRWAYS)) == pytest.approx((0.026, 0.517), abs=6e-4)
    assert ends(wald_paired(AIRWAYS)) == pytest.approx((0.052, 0.520), abs=6e-4)
    assert ends(wald_paired(AIRWAYS, added=1)) == pytest.approx((0.013, 0.508), abs=6e-4)


def test_the_corrected_chi2_is_r_s() -> None:
    """mcnemar.test, on pingouin's example."""
    test = mcnemar(8, 40)
    assert test.chi2_corrected == pytest.approx(20.021, abs=6e-4)
    assert test.p_corrected == pytest.approx(7.66e-06, abs=6e-9)


def test_nobody_changed_is_p_1_and_a_finite_interval() -> None:
    """R, contingencytables, test-ch8.R."""
    assert mcnemar(0, 0).p == 1.0
    difference = paired_shares([[1, 0], [0, 1]]).difference
    assert difference.value == 0
    assert ends(difference.interval) == pytest.approx((-0.5734, 0.5734), abs=6e-5)


def test_five_who_changed_are_too_few() -> None:
    assert mcnemar(3, 2).is_too_few
    assert not mcnemar(3, 3).is_too_few


def test_vision_is_stuart_s_bhapkar_s_and_bowker_s() -> None:
    """coin 11.957, p = 0.007533; Agresti 2002, p. 421-424."""
    stuart = stuart_maxwell(VISION)
    assert stuart.statistic == pytest.approx(11.957, abs=6e-4)
    assert (stuart.df, stuart.p) == (3, pytest.approx(0.007533, abs=6e-7))
    assert bhapkar(VISION).statistic == pytest.approx(11.98, abs=0.006)
    assert bowker(VISION).statistic == pytest.approx(19.11, abs=0.006)
    assert bowker(VISION).df == 6


def test_an_empty_cell_gets_no_half_added() -> None:
    """statsmodels 0.15 gives 12.93 for Fleiss' table, by adding 0.5 to every cell."""
    stuart = stuart_maxwell(FLEISS)
    assert stuart.statistic == pytest.approx(14.0, abs=6e-4)
    assert (stuart.df, stuart.p) == (2, pytest.approx(0.000912, abs=6e-7))


@pytest.mark.parametrize("stayed", [0, 9])
def test_an_option_that_nobody_left_or_came_to_is_left_out(stayed: int) -> None:
    """statsmodels 0.15 returns NaN where such an option is unused."""
    wider = np.zeros((4, 4), int)
    wider[:3, :3] = FLEISS
    wider[3, 3] = stayed
    assert stuart_maxwell(wider).statistic == pytest.approx(14.0, abs=6e-4)
    assert stuart_maxwell(wider).df == 2


def test_an_option_with_equal_margins_is_kept() -> None:
    """As many came to the middle one as left it. Fleiss & Everitt 1971 for three options:
    (n̄₂₃d₁² + n̄₁₃d₂² + n̄₁₂d₃²)/2(n̄₁₂n̄₁₃ + n̄₁₂n̄₂₃ + n̄₁₃n̄₂₃) = 256/27.5; without it, 25/5."""
    stuart = stuart_maxwell([[5, 4, 5], [1, 5, 3], [0, 0, 5]])
    assert (stuart.statistic, stuart.df) == (pytest.approx(256 / 27.5), 2)


def test_two_sets_of_options_that_exchange_nobody_are_tested_together() -> None:
    apart = [[5, 8, 0, 0], [2, 5, 0, 0], [0, 0, 5, 9], [0, 0, 1, 5]]
    one, two = (8 - 2) ** 2 / 10, (9 - 1) ** 2 / 10
    assert stuart_maxwell(apart).statistic == pytest.approx(one + two)


def test_nobody_moved_is_p_1() -> None:
    assert stuart_maxwell([[3, 0], [0, 4]]).p == 1.0
    assert bhapkar([[3, 0], [0, 4]]).p == 1.0
    assert bowker([[3, 0], [0, 4]]).p == 1.0
    assert ordinal_shift(PairedScores.of_table([[3, 0], [0, 4]], [1, 2])).p == 1.0


def test_opinions_are_coin_s() -> None:
    """mh_test, without and with scores; there before minus after."""
    assert stuart_maxwell(OPINIONS).statistic == pytest.approx(271.92, abs=0.006)
    shift = ordinal_shift(PairedScores.of_table(OPINIONS, [1, 2, 3, 4]))
    assert shift.statistic == pytest.approx(-16.454, abs=6e-4)


def test_who_moved_is_counted_off_the_diagonal() -> None:
    assert moves(FLEISS) == (10, 60, 30)


def test_a_table_without_people_is_refused() -> None:
    with pytest.raises(NotEstimable):
        paired_shares([[0, 0], [0, 0]])
    with pytest.raises(NotEstimable):
        stuart_maxwell([[1, 2, 3], [4, 5, 6]])


COUNT = st.integers(0, 30)


@settings(deadline=None)
@given(COUNT, COUNT)
def test_mid_p_lies_below_the_exact_p(gained: int, lost: int) -> None:
    test = mcnemar(gained, lost)
    exact = stats.binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    assert test.p_exact == pytest.approx(exact, abs=1e-9)
    assert test.p <= test.p_exact + 1e-12


@settings(deadline=None)
@given(COUNT, COUNT, COUNT, COUNT)
def test_the_other_direction_turns_the_intervals_round(a: int, b: int, c: int, d: int) -> None:
    if a + b + c + d == 0:
        return
    there, back = paired_shares([[a, b], [c, d]]), paired_shares([[a, c], [b, d]])
    low, high = ends(there.difference.interval)
    assert ends(back.difference.interval) == pytest.approx((-high, -low), abs=1e-9)
    assert -1 <= low <= there.difference.value <= high <= 1
    low, high = ends(tango([[a, b], [c, d]]))
    assert ends(tango([[a, c], [b, d]])) == pytest.approx((-high, -low), abs=1e-6)


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_two_options_are_mcnemar_s(cells: list[int]) -> None:
    """With two options Stuart's statistic is (b - c)²/(b + c)."""
    a, b, c, d = cells[:4]
    assert stuart_maxwell([[a, b], [c, d]]).statistic == pytest.approx(mcnemar(b, c).chi2)
    assert bowker([[a, b], [c, d]]).statistic == pytest.approx(mcnemar(b, c).chi2)
