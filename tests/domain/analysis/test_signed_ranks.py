"""Signed ranks and signs, against published worked examples and full enumeration."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pollkit.domain.analysis.scores import PairedScores, Scores
from pollkit.domain.analysis.signed_ranks import sign_test, signed_rank, typical_change
from pollkit.errors import NotEstimable

# Hollander & Wolfe's depression scale; after minus before is a fall, so it is turned round here.
DEPRESSION = PairedScores.of(
    [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
).change
SLEEP = PairedScores.of(
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
).change
# One zero and ties; pingouin's example, checked there against JASP.
TIED = PairedScores.of(
    [38, 37, 33, 29, 14, 12, 20, 22, 17, 25, 26, 16],
    [20, 22, 19, 20, 22, 18, 24, 20, 19, 24, 26, 13],
).change
STEPS = st.lists(st.integers(-4, 4), min_size=1, max_size=11)


def test_the_depression_scale_is_r_s() -> None:
    """R, help of wilcox.test: V = 40, p = 0.01953; effectsize's rank-biserial and interval."""
    test = signed_rank(DEPRESSION)
    assert (test.up, test.down) == (40, 5)
    assert (test.p_up, test.p) == pytest.approx((0.01953, 0.03906), abs=6e-6)
    assert test.rank_biserial is not None
    assert test.rank_biserial.value == pytest.approx(0.7778, abs=6e-5)
    assert test.rank_biserial.interval is not None
    assert test.rank_biserial.interval.low == pytest.approx(0.2953631, abs=1e-6)
    assert test.rank_biserial.interval.high == pytest.approx(0.9441559, abs=1e-6)


def test_hodges_and_lehmann_s_depression_is_r_s() -> None:
    """R, wilcox.test(conf.int = TRUE) on the same: 0.46 [0.010, 0.786]."""
    typical = typical_change(DEPRESSION)
    assert typical.value == pytest.approx(0.46)
    assert typical.interval is not None
    assert (typical.interval.low, typical.interval.high) == pytest.approx((0.01, 0.786))


def test_the_signs_of_the_depression_scale_are_coin_s() -> None:
    """R, coin's sign_test."""
    signs = sign_test(DEPRESSION)
    assert (signs.up, signs.moved) == (7, 9)
    assert signs.p_up == pytest.approx(0.08984, abs=6e-6)
    assert signs.p == pytest.approx(0.1797, abs=6e-5)
    assert signs.mid_p_up == pytest.approx(0.0546875, abs=6e-6)


def test_darwin_s_maize_is_cureton_s() -> None:
    """Cureton 1967; SciPy's documentation of wilcoxon."""
    test = signed_rank(Scores.of([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]))
    assert test.down == 24
    assert test.p == pytest.approx(0.041259765625, abs=1e-9)
    assert test.rank_biserial is not None
    assert test.rank_biserial.value == pytest.approx(0.6, abs=1e-9)


def test_a_zero_and_ties_are_counted_out_not_approximated() -> None:
    """R prints 0.009091 for the same people, by a normal curve."""
    assert signed_rank(SLEEP).p == pytest.approx(0.00390625, abs=1e-9)
    assert signed_rank(SLEEP, zeros="dropped").p == pytest.approx(0.00390625, abs=1e-9)
    as_in_r = signed_rank(SLEEP, zeros="dropped", exact=False, continuity=True)
    assert as_in_r.p == pytest.approx(0.009091, abs=6e-7)
    assert (as_in_r.down, as_in_r.n - as_in_r.moved) == (0, 1)


def test_scipy_s_exact_test_would_be_wrong_with_ties() -> None:
    """SciPy 1.17, method="exact": 0.3203 for the first, 0.3013 for the second."""
    dropped, pratt = signed_rank(TIED, zeros="dropped"), signed_rank(TIED)
    assert (dropped.up, dropped.down) == (20.5, 45.5)
    assert dropped.p == pytest.approx(0.2880859375, abs=1e-9)
    assert dropped.rank_biserial is not None
    assert dropped.rank_biserial.value == pytest.approx(-0.379, abs=6e-4)
    assert (pratt.up, pratt.down) == (24.5, 52.5)
    assert pratt.p == pytest.approx(0.2919921875, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(STEPS, st.sampled_from(["pratt", "dropped"]))
def test_p_is_that_of_flipping_every_sign(steps: list[int], zeros: str) -> None:
    d = np.array(steps, float)
    ranked = d if zeros == "pratt" else d[d != 0]
    ranks = stats.rankdata(np.abs(ranked))[ranked != 0]
    up = ranks[ranked[ranked != 0] > 0].sum()
    sums = [np.dot(ranks, flips) for flips in product((0, 1), repeat=ranks.size)]
    expected = min(1.0, 2 * min(np.mean(np.array(sums) <= up), np.mean(np.array(sums) >= up)))
    test = signed_rank(Scores.of(steps), zeros=zeros)
    assert test.p == pytest.approx(expected, abs=1e-12)
    assert test.up == up


@settings(deadline=None)
@given(STEPS, st.floats(0.01, 100))
def test_a_unit_changes_no_rank(steps: list[int], factor: float) -> None:
    plain, scaled = Scores.of(steps), Scores.of(np.array(steps) * factor)
    assert signed_rank(scaled).p == pytest.approx(signed_rank(plain).p)
    assert typical_change(scaled).value == pytest.approx(
        typical_change(plain).value * factor, abs=1e-9
    )


@settings(deadline=None)
@given(STEPS)
def test_the_other_direction_only_turns_the_sign(steps: list[int]) -> None:
    """pingouin 0.7 turns the rank-biserial round with the alternative."""
    there, back = signed_rank(Scores.of(steps)), signed_rank(Scores.of([-d for d in steps]))
    assert there.p == pytest.approx(back.p)
    if there.rank_biserial is not None and back.rank_biserial is not None:
        assert there.rank_biserial.value == pytest.approx(-back.rank_biserial.value)


def test_large_groups_agree_with_the_exact_distribution() -> None:
    drawn = np.random.default_rng(4).integers(-4, 6, 200)
    exact = signed_rank(Scores.of(drawn), exact=True)
    assert signed_rank(Scores.of(drawn), exact=False).p == pytest.approx(exact.p, abs=2e-4)


def test_nobody_moved_is_p_1() -> None:
    still = Scores.of([0, 0, 0])
    assert signed_rank(still).p == 1.0
    assert signed_rank(still).rank_biserial is None
    assert sign_test(still).p == 1.0
    assert typical_change(still).value == 0.0


def test_five_people_are_too_few_for_an_interval() -> None:
    """The smallest two-sided p of five signs is 2/32."""
    assert typical_change(Scores.of([1, 2, 3, 4, 5])).interval is None
    assert typical_change(Scores.of([1, 2, 3, 4, 5, 6])).interval is not None


def test_another_rule_for_zeros_is_refused() -> None:
    with pytest.raises(NotEstimable):
        signed_rank(SLEEP, zeros="zsplit")
