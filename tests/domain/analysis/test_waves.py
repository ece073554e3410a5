"""More than two times, against published worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.paired_options import mcnemar
from pollkit.domain.analysis.waves import cochran_q, friedman
from pollkit.errors import NotEstimable

# Hollander & Wolfe 1973, p. 140: times of running round first base in three ways.
ROUNDING = np.array(
    [
        5.40, 5.50, 5.55, 5.85, 5.70, 5.75, 5.20, 5.60, 5.50, 5.55, 5.50, 5.40, 5.90, 5.85, 5.70,
        5.45, 5.55, 5.60, 5.40, 5.40, 5.35, 5.45, 5.50, 5.35, 5.25, 5.15, 5.00, 5.85, 5.80, 5.70,
        5.25, 5.20, 5.10, 5.65, 5.55, 5.45, 5.60, 5.35, 5.45, 5.05, 5.00, 4.95, 5.50, 5.50, 5.40,
        5.45, 5.55, 5.50, 5.55, 5.55, 5.35, 5.45, 5.50, 5.55, 5.50, 5.45, 5.25, 5.65, 5.60, 5.40,
        5.70, 5.65, 5.55, 6.30, 6.30, 6.25,
    ]
).reshape(22, 3)  # fmt: skip
LIKERT = st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=20)


def test_running_round_first_base_is_r_s() -> None:
    """R, help of friedman.test: 11.143, df 2, p = 0.003805."""
    found = friedman(ROUNDING)
    assert found.chi2 == pytest.approx(11.143, abs=6e-4)
    assert (found.df, found.n) == (2, 22)
    assert found.p == pytest.approx(0.003805, abs=6e-7)
    assert found.concordance == pytest.approx(11.143 / 44, abs=1e-4)


@settings(deadline=None)
@given(LIKERT)
def test_ties_are_corrected_as_scipy_does(rows: list[list[int]]) -> None:
    x = np.array(rows, float)
    if all(len(set(row)) == 1 for row in rows):
        assert friedman(x).p == 1.0
        return
    raw = stats.friedmanchisquare(*x.T)
    assert (friedman(x).chi2, friedman(x).p) == pytest.approx((raw.statistic, raw.pvalue))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=30))
def test_two_times_are_mcnemar_s(pairs: list[tuple[int, int]]) -> None:
    """With two times Q is (b - c)²/(b + c)."""
    gained = sum(one < two for one, two in pairs)
    lost = sum(one > two for one, two in pairs)
    assert cochran_q(pairs).chi2 == pytest.approx(mcnemar(gained, lost).chi2)


def test_q_by_hand() -> None:
    """Times 4, 3, 1 of mean 8/3; people 1, 2, 2, 3 of 3: 3·2·(42/9)/(2 + 2 + 2 + 0)."""
    answers = [[1, 0, 0], [1, 1, 0], [1, 1, 0], [1, 1, 1]]
    assert cochran_q(answers).chi2 == pytest.approx(6 * (42 / 9) / 6)


def test_who_lacks_a_time_is_left_out() -> None:
    gaps = np.vstack([ROUNDING, [5.0, np.nan, 5.0]])
    assert friedman(gaps) == friedman(ROUNDING)


@pytest.mark.parametrize("wrong", [[[1.0, np.nan]], [[1], [0]], [[2, 0], [1, 1]]])
def test_what_is_no_yes_or_no_each_time_is_refused(wrong: object) -> None:
    with pytest.raises(NotEstimable):
        cochran_q(wrong)  # type: ignore[arg-type]
