"""Pooling the projects of a fund, against metafor's published examples."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollkit.domain.analysis.fund import (
    ProjectEffect,
    between_variance,
    leave_one_out,
    people_mean,
    pool,
    pool_projects,
    pool_subgroups,
)
from pollkit.domain.analysis.intervals import Interval
from pollkit.errors import NotEstimable

# Colditz 1994: BCG against tuberculosis, in 13 trials.
TREATED = np.array([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27], float)
TREATED_WELL = np.array(
    [119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886], float
)
CONTROL = np.array([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29], float)
CONTROL_WELL = np.array(
    [128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825], float
)
BCG = np.log(TREATED / (TREATED + TREATED_WELL)) - np.log(CONTROL / (CONTROL + CONTROL_WELL))
BCG_VARIANCE = (
    1 / TREATED - 1 / (TREATED + TREATED_WELL) + 1 / CONTROL - 1 / (CONTROL + CONTROL_WELL)
)
# Viechtbauer 2005, J Educ Behav Stat 30:261, example 1.
JEBS = [-0.581, 0.53, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232]
JEBS_VARIANCE = [0.023, 0.052, 0.06, 0.115, 0.095, 0.203, 0.2, 0.211, 0.051, 0.04]
# Hine 1989: lidocaine, risk differences in per cent, as in Normand 1999, Table III.
LIDOCAINE = [2.8026, 0, 1.9711, 1.7961, 3.5334, 4.4031]
LIDOCAINE_VARIANCE = [17.7575, 37.5657, 8.1323, 10.8998, 8.0114, 6.132]

EFFECTS = st.lists(st.tuples(st.floats(-2, 2), st.floats(0.01, 1)), min_size=3, max_size=12).map(
    lambda rows: tuple(np.array(column) for column in zip(*rows, strict=True))
)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def test_bcg_by_reml_and_knapp_hartung_is_metafor_s() -> None:
    """metafor, rma(yi, vi, test = "knha") and its predict and confint."""
    assert (BCG[0], BCG_VARIANCE[0]) == pytest.approx((-0.8893, 0.3256), abs=6e-5)
    pooled = pool(BCG, BCG_VARIANCE)
    assert pooled.between_variance == pytest.approx(0.3132, abs=6e-5)
    assert 100 * pooled.inconsistency == pytest.approx(92.22, abs=0.006)
    assert pooled.h2 == pytest.approx(12.86, abs=0.006)
    assert pooled.q == pytest.approx(152.233, abs=6e-4)
    assert pooled.mean.value == pytest.approx(-0.7145, abs=6e-5)
    assert pooled.se == pytest.approx(0.1808, abs=6e-5)
    assert pooled.test_statistic == pytest.approx(-3.9522, abs=6e-5)
    assert pooled.p == pytest.approx(0.0019, abs=6e-5)
    assert ends(pooled.mean.interval) == pytest.approx((-1.1084, -0.3206), abs=6e-5)
    assert ends(pooled.between_interval) == pytest.approx((0.1197, 1.1115), abs=6e-5)
    assert exp(pooled.mean.value) == pytest.approx(0.49, abs=0.006)
    assert [exp(end) for end in ends(pooled.prediction)] == pytest.approx([0.14, 1.76], abs=0.006)


def test_bcg_by_a_normal_interval_is_metafor_s() -> None:
    pooled = pool(BCG, BCG_VARIANCE, interval_method="z")
    assert pooled.se == pytest.approx(0.1798, abs=6e-5)
    assert pooled.test_statistic == pytest.approx(-3.9744, abs=6e-5)
    assert ends(pooled.mean.interval) == pytest.approx((-1.0669, -0.3622), abs=6e-5)
    assert ends(pooled.prediction) == pytest.approx((-1.87, 0.44), abs=0.006)


def test_bcg_by_dersimonian_and_laird_is_stata_s() -> None:
    """metafor, test_misc_metan_vs_rma.uni_with_dat.bcg.r."""
    pooled = pool(BCG, BCG_VARIANCE, "DL", "z")
    assert pooled.between_variance == pytest.approx(0.3088, abs=6e-5)
    assert pooled.mean.value == pytest.approx(-0.7141, abs=6e-5)
    assert ends(pooled.mean.interval) == pytest.approx((-1.0644, -0.3638), abs=6e-5)
    assert pooled.test_statistic == pytest.approx(-3.9952, abs=6e-5)
    assert 100 * pooled.inconsistency == pytest.approx(92.1173, abs=6e-5)
    fixed = pool(BCG, BCG_VARIANCE, "fixed", "z")
    assert fixed.mean.value == pytest.approx(-0.4303, abs=6e-5)
    assert ends(fixed.mean.interval) == pytest.approx((-0.5097, -0.3509), abs=6e-5)


@pytest.mark.parametrize(
    ("estimator", "expected"),
    [("HE", 0.1484), ("DL", 0.2768), ("ML", 0.1967), ("REML", 0.2232), ("PM", 0.1920)],
)
def test_each_estimator_is_viechtbauer_s(estimator: str, expected: float) -> None:
    assert between_variance(JEBS, JEBS_VARIANCE, estimator) == pytest.approx(expected, abs=6e-5)


def test_inconsistency_is_viechtbauer_s() -> None:
    reml, dl = pool(JEBS, JEBS_VARIANCE), pool(JEBS, JEBS_VARIANCE, "DL")
    assert 100 * reml.inconsistency == pytest.approx(76.8399, abs=0.002)
    assert 100 * dl.inconsistency == pytest.approx(80.4447, abs=6e-5)


def test_the_interval_is_never_narrower_than_without_differences() -> None:
    """Unmodified, it shrinks from [0.38, 5.51] to [1.55, 4.34] where projects are very alike."""
    modified = pool(LIDOCAINE, LIDOCAINE_VARIANCE)
    assert modified.between_variance == 0
    assert modified.mean.value == pytest.approx(2.9444, abs=1e-4)
    assert ends(modified.mean.interval) == pytest.approx((-0.41489, 6.30376), abs=2e-4)
    plain = pool(LIDOCAINE, LIDOCAINE_VARIANCE, interval_method="kh")
    assert ends(plain.mean.interval) == pytest.approx((1.5515, 4.3374), abs=2e-4)
    normal = pool(LIDOCAINE, LIDOCAINE_VARIANCE, interval_method="z")
    assert ends(normal.mean.interval) == pytest.approx((0.3831, 5.5058), abs=2e-4)


@settings(max_examples=40, deadline=None)
@given(EFFECTS, st.floats(0.1, 20), st.floats(-5, 5))
def test_a_unit_and_a_zero_change_nothing(
    effects: tuple[np.ndarray, np.ndarray], factor: float, shift: float
) -> None:
    y, v = effects
    plain, moved = pool(y, v), pool(y * factor + shift, v * factor**2)
    assert moved.mean.value == pytest.approx(plain.mean.value * factor + shift, abs=1e-4)
    assert moved.inconsistency == pytest.approx(plain.inconsistency, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(EFFECTS)
def test_the_order_of_projects_does_not_matter(
    effects: tuple[np.ndarray, np.ndarray],
) -> None:
    y, v = effects
    order = np.argsort(v, kind="stable")
    assert pool(y[order], v[order]).mean.value == pytest.approx(pool(y, v).mean.value, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(EFFECTS)
def test_reml_is_a_root_of_its_equation(effects: tuple[np.ndarray, np.ndarray]) -> None:
    """Viechtbauer 2005, equation 10, worked out here by itself."""
    y, v = effects
    tau2 = between_variance(y, v)
    w = 1 / (v + tau2)
    mu = w @ y / w.sum()
    slope = -w.sum() + (w**2).sum() / w.sum() + w**2 @ (y - mu) ** 2
    assert slope <= 1e-3 * w.sum() if tau2 == 0 else slope == pytest.approx(0, abs=1e-3 * w.sum())


def test_designs_are_never_pooled_silently() -> None:
    projects = [
        ProjectEffect("a", 0.2, 0.01, 100, "classic"),
        ProjectEffect("b", 0.3, 0.01, 100, "classic"),
        ProjectEffect("c", 0.9, 0.01, 100, "retrospective"),
    ]
    by_design = pool_projects(projects)
    assert by_design["classic"].mean.value == pytest.approx(0.25)
    assert by_design["retrospective"].mean.value == pytest.approx(0.9)
    with pytest.raises(NotEstimable):
        pool_subgroups([*projects, projects[0]], dict.fromkeys("abc", "all"))


def test_a_subgroup_needs_four_projects() -> None:
    projects = [ProjectEffect(name, 0.2, 0.01, 50) for name in "abcdefg"]
    groups = dict(zip("abcdefg", "xxxxyyy", strict=True))
    assert list(pool_subgroups(projects, groups)) == ["x"]


def test_two_projects_are_no_headline_and_four_foretell_nothing() -> None:
    assert not pool([0.1, 0.2], [0.01, 0.01]).is_headline
    assert pool([0.1, 0.2, 0.3, 0.4], [0.01] * 4).prediction is None
    assert pool([0.1, 0.2, 0.3, 0.4, 0.5], [0.01] * 5).prediction is not None


def test_without_one_is_the_pool_of_the_others() -> None:
    without = leave_one_out(JEBS, JEBS_VARIANCE)
    assert len(without) == 10
    assert without[0].mean == pool(JEBS[1:], JEBS_VARIANCE[1:]).mean


def test_people_and_projects_weigh_differently() -> None:
    projects = [ProjectEffect("large", 0.1, 0.001, 900), ProjectEffect("small", 0.5, 0.01, 100)]
    assert people_mean(projects).value == pytest.approx(0.14)
    assert people_mean(projects).n == 1000


@pytest.mark.parametrize("variances", [[0.1], [0.1, 0.0], [0.1, float("nan")]])
def test_a_variance_is_above_0(variances: list[float]) -> None:
    with pytest.raises(NotEstimable):
        pool([0.1, 0.2], variances)
