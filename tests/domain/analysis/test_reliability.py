"""Scoring and reliability of scales, against published worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollkit.domain.analysis.reliability import (
    alpha_from,
    ends,
    feldt,
    omega_from_loadings,
    omega_total,
    reliability,
)
from pollkit.domain.analysis.scores import Scores
from pollkit.domain.analysis.scoring import (
    item_points,
    members_of,
    scale_scores,
    score,
    score_range,
    scored,
)
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Scale
from pollkit.errors import NotEstimable

# pingouin's and real-statistics.com's ten items by 15 people, checked there against R's psych.
TEN_ITEMS = np.array(
    [
        [3, 5, 7, 2, 6, 1, 4, 2, 6, 5, 4, 4, 5, 6, 4],
        [2, 4, 3, 4, 5, 2, 3, 4, 5, 4, 3, 2, 5, 5, 3],
        [4, 6, 5, 3, 6, 3, 5, 4, 5, 6, 5, 3, 6, 5, 5],
        [1, 3, 5, 3, 5, 4, 3, 3, 5, 4, 2, 2, 2, 4, 5],
        [4, 5, 6, 2, 4, 2, 5, 7, 1, 3, 5, 5, 3, 2, 3],
        [5, 1, 4, 2, 4, 5, 2, 2, 6, 5, 3, 3, 3, 2, 1],
        [1, 2, 3, 2, 4, 2, 1, 2, 5, 3, 2, 4, 2, 1, 3],
        [4, 5, 3, 6, 6, 3, 2, 4, 2, 1, 3, 2, 4, 4, 2],
        [3, 5, 6, 6, 7, 5, 4, 6, 3, 7, 4, 3, 4, 6, 3],
        [2, 5, 5, 3, 5, 2, 3, 5, 2, 2, 1, 4, 5, 5, 4],
    ],
    float,
).T
# R's data set "attitude", Chatterjee & Price 1977.
ATTITUDE = np.array(
    [
        [43, 51, 30, 39, 61, 92, 45],
        [63, 64, 51, 54, 63, 73, 47],
        [71, 70, 68, 69, 76, 86, 48],
        [61, 63, 45, 47, 54, 84, 35],
        [81, 78, 56, 66, 71, 83, 47],
        [43, 55, 49, 44, 54, 49, 34],
        [58, 67, 42, 56, 66, 68, 35],
        [71, 75, 50, 55, 70, 66, 41],
        [72, 82, 72, 67, 71, 83, 31],
        [67, 61, 45, 47, 62, 80, 41],
        [64, 53, 53, 58, 58, 67, 34],
        [67, 60, 47, 39, 59, 74, 41],
        [69, 62, 57, 42, 55, 63, 25],
        [68, 83, 83, 45, 59, 77, 35],
        [77, 77, 54, 72, 79, 77, 46],
        [81, 90, 50, 72, 60, 54, 36],
        [74, 85, 64, 69, 79, 79, 63],
        [65, 60, 65, 75, 55, 80, 60],
        [65, 70, 46, 57, 75, 85, 46],
        [50, 58, 68, 54, 64, 78, 52],
        [50, 40, 33, 34, 43, 64, 33],
        [64, 61, 52, 62, 66, 80, 41],
        [53, 66, 52, 50, 63, 80, 37],
        [40, 37, 42, 58, 50, 57, 49],
        [63, 54, 42, 48, 66, 75, 33],
        [66, 77, 66, 63, 88, 76, 72],
        [78, 75, 58, 74, 80, 78, 49],
        [48, 57, 44, 45, 51, 83, 38],
        [85, 85, 71, 71, 77, 74, 55],
        [82, 82, 39, 59, 64, 78, 39],
    ],
    float,
)
# Jensen & Weng 1994: one general and three group factors.
GENERAL = [0.72, 0.63, 0.54, 0.56, 0.48, 0.4, 0.42, 0.35, 0.28]
GROUPS = np.zeros((9, 3))
GROUPS[:3, 0] = [0.3487, 0.3051, 0.2615]
GROUPS[3:6, 1] = [0.42, 0.36, 0.3]
GROUPS[6:, 2] = [0.428, 0.357, 0.2856]


def test_alpha_and_feldt_s_interval_are_psych_s() -> None:
    found = reliability(TEN_ITEMS)
    assert found.coefficient is not None
    assert found.coefficient.value == pytest.approx(0.592, abs=6e-4)
    assert found.coefficient.interval is not None
    assert found.coefficient.interval.low == pytest.approx(0.195, abs=6e-4)
    assert found.coefficient.interval.high == pytest.approx(0.84, abs=6e-4)


def test_the_interval_rests_on_those_who_answered_everything() -> None:
    """pingouin 0.7 counts the others too, and is too sure."""
    gaps = np.vstack([TEN_ITEMS, np.full((50, 10), np.nan)])
    assert reliability(gaps).coefficient == reliability(TEN_ITEMS).coefficient


def test_attitudes_are_psych_s() -> None:
    found = reliability(ATTITUDE)
    assert found.coefficient is not None
    assert found.coefficient.value == pytest.approx(0.84, abs=0.006)
    assert found.standardised == pytest.approx(0.84, abs=0.006)
    assert found.mean_correlation == pytest.approx(0.43, abs=0.006)
    assert not found.maybe_unturned


def test_items_turned_wrongly_lower_alpha_and_are_named() -> None:
    """psych::alpha turns "complaints" and "critical" by the extremes of all items: 0.18."""
    wrong = ATTITUDE.copy()
    for column in (1, 5):
        wrong[:, column] = ATTITUDE.max() + ATTITUDE.min() - wrong[:, column]
    found = reliability(wrong)
    assert found.coefficient is not None
    assert found.coefficient.value == pytest.approx(0.18, abs=0.006)
    assert found.maybe_unturned == (1, 5)


def test_feldt_s_interval_is_the_published_one() -> None:
    """Feldt, Woodruff & Salih 1987: α = 0.79, 26 items, 41 people, 90 %."""
    found = feldt(0.79, 41, 26, 0.9)
    assert (found.low, found.high) == pytest.approx((0.7047, 0.8616), abs=6e-5)


def test_omega_of_known_loadings_is_psych_s() -> None:
    assert omega_from_loadings(GENERAL, GROUPS) == pytest.approx((0.69, 0.80, 0.76), abs=0.006)


@settings(deadline=None)
@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=8))
def test_omega_finds_the_loadings_that_made_the_covariances(loadings: list[float]) -> None:
    """ω = (Σλ)²/((Σλ)² + Σ(1 - λ²)), McDonald 1999; with equal loadings it is α."""
    one = np.array(loadings)
    covariance = np.outer(one, one)
    np.fill_diagonal(covariance, 1.0)
    expected = one.sum() ** 2 / (one.sum() ** 2 + (1 - one**2).sum())
    assert omega_total(covariance, 100) == pytest.approx(expected, abs=1e-4)
    alike = np.full((5, 5), 0.36)
    np.fill_diagonal(alike, 1.0)
    assert omega_total(alike, 100) == pytest.approx(alpha_from(alike), abs=1e-6)


def test_omega_weighs_items_by_their_spread() -> None:
    """Covariances of items that are not standardised; (Σλ)² = 2.1², Σθ = 1.9."""
    loadings = np.array([0.9, 0.7, 0.5])
    covariance = np.outer(loadings, loadings) + np.diag([0.2, 0.6, 1.1])
    assert omega_total(covariance, 300) == pytest.approx(2.1**2 / (2.1**2 + 1.9), abs=1e-5)


def test_too_few_people_or_items_are_not_judged() -> None:
    assert reliability(TEN_ITEMS).omega is None
    assert reliability(TEN_ITEMS[:2]).coefficient is None
    assert reliability(TEN_ITEMS[:, :1]).coefficient is None


def test_two_items_are_spearman_brown_s() -> None:
    """r stepped up: 2r/(1 + r)."""
    r = np.corrcoef(ATTITUDE[:, :2].T)[0, 1]
    found = reliability(ATTITUDE[:, :2])
    assert found.name == "spearman_brown"
    assert found.coefficient is not None
    assert found.coefficient.value == pytest.approx(2 * r / (1 + r))


def test_items_with_the_sum_of_the_others_are_numpy_s() -> None:
    for place, found in enumerate(reliability(ATTITUDE).item_totals):
        others = np.delete(ATTITUDE, place, axis=1).sum(axis=1)
        assert found == pytest.approx(np.corrcoef(ATTITUDE[:, place], others)[0, 1])


@settings(deadline=None)
@given(st.floats(0.1, 30), st.floats(-50, 50), st.permutations(range(7)))
def test_alpha_knows_no_unit_and_no_order(factor: float, shift: float, order: list[int]) -> None:
    plain, moved = reliability(ATTITUDE), reliability(ATTITUDE[:, order] * factor + shift)
    assert plain.coefficient is not None
    assert moved.coefficient is not None
    assert moved.coefficient.value == pytest.approx(plain.coefficient.value)


def test_an_item_that_all_answered_alike_has_no_correlation() -> None:
    same = ATTITUDE.copy()
    same[:, 2] = 3
    assert np.isnan(reliability(same).item_totals[2])


def test_heaps_at_the_ends_are_told() -> None:
    found = ends(Scores.of([1, 1, 2, 3, 4, 4, 4, 5, 3, 3]), 1, 5)
    assert (found.floor, found.ceiling) == (0.2, 0.1)
    assert found.has_floor
    assert not found.has_ceiling


def test_a_skipped_item_takes_the_person_s_own_mean() -> None:
    """By hand; item 2 is turned round, three of four are needed."""
    items = [[5, 1, 4, 5], [4, 2, None, 4], [None, None, 3, 2], [3, 3, 3, 3]]
    found = scored(items, (1, 5), reverse=[1], least=3)  # type: ignore[arg-type]
    assert found.tolist() == pytest.approx([4.75, 4.0, np.nan, 3.0], nan_ok=True)


def test_three_of_four_items_are_enough_where_nothing_is_said() -> None:
    found = score([[1, 3, np.nan, np.nan], [1, 3, 5, np.nan], [np.nan] * 4])
    assert found.tolist() == pytest.approx([np.nan, 3.0, np.nan], nan_ok=True)


def test_an_answer_outside_the_scale_is_refused() -> None:
    with pytest.raises(NotEstimable):
        scored([[1, 6]], (1, 5))


def test_turning_goes_by_the_declared_range() -> None:
    """Nobody used 5: by the extremes of the answers, 4 would become 1."""
    assert scored([[4, 4], [1, 1]], (1, 5), reverse=[0, 1]).tolist() == [2, 5]


INSTRUMENT = Instrument(
    title={"en": "Wellbeing"},
    languages=("en",),
    items=(
        Item("calm", ItemKind.SCALE, {"en": "Calm?"}, points=5),
        Item(
            "agree",
            ItemKind.MATRIX,
            {"en": "Agree?"},
            points=5,
            options=(Option("trust", {"en": "Trust"}), Option("fear", {"en": "Fear"})),
        ),
        Item(
            "often",
            ItemKind.SINGLE,
            {"en": "How often?"},
            options=tuple(
                Option(code, {"en": code}) for code in ("1", "2", "3", "4", "5", "dont_know")
            ),
        ),
        Item(
            "mood",
            ItemKind.SINGLE,
            {"en": "Mood?"},
            options=tuple(Option(code, {"en": code}) for code in ("low", "middle", "high")),
        ),
    ),
)
SCALE = Scale("well", {}, ("calm", "agree.trust", "agree.fear", "often"), ("agree.fear",))


def test_items_statements_and_options_make_one_score() -> None:
    responses = [
        {
            "calm": Choice(codes=("4",)),
            "agree": Choice(values=(("trust", "5"), ("fear", "2"))),
            "often": Choice(codes=("3",)),
        },
        {"calm": Choice(codes=("2",)), "often": Choice(codes=("dont_know",))},
    ]
    points = item_points(members_of(INSTRUMENT, SCALE), responses)
    assert points[0].tolist() == [4, 5, 4, 3]
    assert scale_scores(INSTRUMENT, SCALE, responses).tolist() == pytest.approx(
        [4.0, np.nan], nan_ok=True
    )
    assert score_range(members_of(INSTRUMENT, SCALE)) == (1, 5)


def test_options_without_numbers_count_by_their_place() -> None:
    (member,) = members_of(INSTRUMENT, Scale("mood", {}, ("mood",)))
    assert dict(member.points) == {"low": 1, "middle": 2, "high": 3}


def test_a_member_that_is_gone_is_refused() -> None:
    with pytest.raises(NotEstimable):
        members_of(INSTRUMENT, Scale("old", {}, ("agree.gone",)))
