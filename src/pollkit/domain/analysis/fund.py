"""The projects of a fund pooled: the mean effect over projects, and how much projects differ.

The projects are taken for a sample of projects like them (random effects). The mean is one over
projects, not over people: `people_mean` is the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.distributions import (
    chi2_quantile,
    chi2_tail,
    normal_interval,
    root,
    t_interval,
    two_sided,
)
from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.scores import Floats
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Below these the pooled mean is no headline, no new project is foretold, and a subgroup is not
# pooled (evaluation, 2.0 and 2.11).
FEWEST_FOR_HEADLINE = 3
FEWEST_FOR_PREDICTION = 5
FEWEST_IN_SUBGROUP = 4
# Of the search for τ².
_TURNS = 9


@dataclass(frozen=True)
class ProjectEffect:
    """One project's part in the fund's figure.

    Attributes:
        effect: the mean change in points of the scale, or g where scales differ.
        variance: of the effect, with the design effect in it where people came in groups.
        n: respondents it rests on.
        design: how before and after were asked: only one design is pooled at a time.
    """

    name: str
    effect: float
    variance: float
    n: int
    design: str = ""


@dataclass(frozen=True)
class PooledEffect:
    """A fund's figure.

    Attributes:
        mean: over projects; n is the number of projects.
        se: of the mean, as its interval uses it.
        df: of t; inf = normal.
        between_variance: τ², how much the projects' true effects differ.
        between_interval: τ² by Q-profile; the ends are 0 where the data fit no spread at all.
        inconsistency: I², the share of the spread that is not chance, 0 .. 1.
        h2: total spread over chance spread.
        q, q_p: Cochran's Q and its p.
        prediction: where the true effect of one more project like these lies, mean ± t(df)
            √(τ² + se²) (metafor's form; Higgins' has a df less, the plain one z). None below
            FEWEST_FOR_PREDICTION projects.
        weights: of the projects, adding up to 1.
    """

    mean: Estimate
    se: float
    test_statistic: float
    p: float
    df: float
    between_variance: float
    between_interval: Interval | None
    inconsistency: float
    h2: float
    q: float
    q_p: float
    prediction: Interval | None
    weights: tuple[float, ...]
    estimator: str
    interval_method: str

    @property
    def is_headline(self) -> bool:
        return self.mean.n >= FEWEST_FOR_HEADLINE


def pool(
    effects: ArrayLike,
    variances: ArrayLike,
    estimator: str = "REML",
    interval_method: str = "modified_kh",
    confidence: float = 0.95,
) -> PooledEffect:
    """The random-effects mean of (k,) effects with their sampling variances.

    τ² by REML (Viechtbauer 2005, J Educ Behav Stat 30:261). The interval is that of Knapp &
    Hartung 2003 (Stat Med 22:2693), modified: its factor q is never below 1, since the plain one
    can be narrower than if the projects did not differ (Röver, Knapp & Friede 2015, BMC Med Res
    Methodol 15:99). Assumes independent projects and variances that are known well, which needs
    some 10 respondents each.

    Args:
        estimator: "REML", or to compare "DL" (DerSimonian & Laird), "PM" (Paule & Mandel), "ML",
            "HE" (Hedges), "fixed" (τ² = 0).
        interval_method: "modified_kh", "kh" or "z".
    """
    y, v = _checked(effects, variances)
    if interval_method not in ("modified_kh", "kh", "z"):
        raise NotEstimable(
            _("“{name}” is no method for the interval.").format(name=interval_method)
        )
    k = y.size
    tau2 = between_variance(y, v, estimator)
    w = 1 / (v + tau2)
    mean = float(w @ y / w.sum())
    se, df = sqrt(1 / w.sum()), inf
    if interval_method != "z" and k > 1:
        q_factor = float(w @ (y - mean) ** 2) / (k - 1)
        df = k - 1
        se *= sqrt(max(1.0, q_factor) if interval_method == "modified_kh" else q_factor)
    q = _q(y, v, 0.0)
    typical = _typical_variance(v)
    return PooledEffect(
        Estimate(mean, _around(mean, se, df, confidence), k),
        se,
        mean / se if se > 0 else inf,
        two_sided(mean / se, df) if se > 0 else 0.0,
        df,
        tau2,
        between_interval(y, v, confidence) if k > 1 else None,
        tau2 / (tau2 + typical),
        (tau2 + typical) / typical,
        q,
        chi2_tail(q, k - 1) if k > 1 else 1.0,
        _around(mean, sqrt(tau2 + se**2), df, confidence) if k >= FEWEST_FOR_PREDICTION else None,
        tuple((w / w.sum()).tolist()),
        estimator,
        interval_method,
    )


def pool_projects(
    projects: Sequence[ProjectEffect], confidence: float = 0.95
) -> Mapping[str, PooledEffect]:
    """Design -> the figure of the projects of that design: designs are never pooled silently,
    since looking back from the end shows larger changes than asking twice."""
    designs = dict.fromkeys(project.design for project in projects)
    return {design: _pool_of(projects, confidence, design=design) for design in designs}


def pool_subgroups(
    projects: Sequence[ProjectEffect], groups: Mapping[str, str], confidence: float = 0.95
) -> Mapping[str, PooledEffect]:
    """Group -> its figure, for groups of at least FEWEST_IN_SUBGROUP projects.

    Args:
        groups: project's name -> its theme, call or whatever divides them.
    """
    found = {}
    for group in dict.fromkeys(groups.values()):
        members = [project for project in projects if groups.get(project.name) == group]
        if len(members) >= FEWEST_IN_SUBGROUP:
            found[group] = _pool_of(members, confidence)
    return found


def leave_one_out(
    effects: ArrayLike, variances: ArrayLike, confidence: float = 0.95
) -> tuple[PooledEffect, ...]:
    """The figure without each of the projects, in their order: whether one of them makes it."""
    y, v = _checked(effects, variances)
    if y.size < 3:
        raise NotEstimable(_("At least three projects are needed to leave one out."))
    kept = ~np.eye(y.size, dtype=bool)
    return tuple(pool(y[row], v[row], confidence=confidence) for row in kept)


def people_mean(projects: Sequence[ProjectEffect], confidence: float = 0.95) -> Estimate:
    """The mean over people, each counting the same: Σ n·effect/Σ n with its sampling error alone.

    It describes these people; how projects differ is not in its interval.
    """
    n = np.array([project.n for project in projects], float)
    y, v = _checked([p.effect for p in projects], [p.variance for p in projects])
    if not n.sum() > 0:
        raise NotEstimable(_("No project has anybody in it."))
    share = n / n.sum()
    mean, se = float(share @ y), sqrt(float(share**2 @ v))
    return Estimate(mean, normal_interval(mean, se, confidence), int(n.sum()))


def between_variance(effects: ArrayLike, variances: ArrayLike, estimator: str = "REML") -> float:
    """τ² by one of the estimators that `pool` names; never below 0."""
    y, v = _checked(effects, variances)
    if y.size < 2 or estimator == "fixed":
        return 0.0
    if estimator in ("REML", "ML"):
        return _likeliest(y, v, restricted=estimator == "REML")
    if estimator == "DL":
        w = 1 / v
        spread = float(w.sum() - (w**2).sum() / w.sum())
        return max(0.0, (_q(y, v, 0.0) - (y.size - 1)) / spread)
    if estimator == "HE":
        return max(0.0, float(y.var(ddof=1) - v.mean()))
    if estimator == "PM":
        return _where_q_is(y, v, y.size - 1)
    raise NotEstimable(_("“{name}” is no estimator.").format(name=estimator))


def between_interval(
    effects: ArrayLike, variances: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Q-profile (Viechtbauer 2007, Stat Med 26:37): the τ² at which Q is just at its quantiles."""
    y, v = _checked(effects, variances)
    tail = (1 - confidence) / 2
    return Interval(
        _where_q_is(y, v, chi2_quantile(1 - tail, y.size - 1)),
        _where_q_is(y, v, chi2_quantile(tail, y.size - 1)),
    )


def _pool_of(
    projects: Sequence[ProjectEffect], confidence: float, design: str | None = None
) -> PooledEffect:
    kept = [project for project in projects if design in (None, project.design)]
    if len({project.design for project in kept}) > 1:
        raise NotEstimable(_("Projects that asked in different ways cannot be pooled."))
    return pool([p.effect for p in kept], [p.variance for p in kept], confidence=confidence)


def _checked(effects: ArrayLike, variances: ArrayLike) -> tuple[Floats, Floats]:
    y, v = np.asarray(effects, np.float64), np.asarray(variances, np.float64)
    if y.shape != v.shape or y.ndim != 1 or y.size == 0:
        raise NotEstimable(_("There must be one variance for each effect."))
    if not (np.isfinite(y).all() and np.isfinite(v).all() and (v > 0).all()):
        raise NotEstimable(_("Effects must be numbers, and their variances greater than 0."))
    return y, v


def _around(mean: float, se: float, df: float, confidence: float) -> Interval:
    if df == inf:
        return normal_interval(mean, se, confidence)
    return t_interval(mean, se, df, confidence)


def _q(y: Floats, v: Floats, tau2: float) -> float:
    w = 1 / (v + tau2)
    return float(w @ (y - w @ y / w.sum()) ** 2)


def _where_q_is(y: Floats, v: Floats, wanted: float) -> float:
    """The τ² with Q(τ²) = wanted, 0 where Q is below it from the start."""
    if _q(y, v, 0.0) <= wanted:
        return 0.0
    high = float(v.mean()) + float(y.var())
    while _q(y, v, high) > wanted:
        high *= 2
    return root(lambda tau2: _q(y, v, tau2) - wanted, 0.0, high)


def _typical_variance(v: Floats) -> float:
    """Higgins & Thompson 2002 (Stat Med 21:1539)."""
    w = 1 / v
    k = v.size
    return float((k - 1) * w.sum() / (w.sum() ** 2 - (w**2).sum())) if k > 1 else float(v[0])


def _likeliest(y: Floats, v: Floats, restricted: bool) -> float:
    """The τ² of the highest (restricted) likelihood, over all its hills."""

    def badness(tau2: Floats) -> Floats:
        w = 1 / (v + tau2[:, None])
        total = w.sum(axis=1)
        means = w @ y / total
        rest = (w * (y - means[:, None]) ** 2).sum(axis=1)
        bad = rest - np.log(w).sum(axis=1) + (np.log(total) if restricted else 0.0)
        return np.asarray(bad, np.float64)

    largest = float((y - y.mean()) @ (y - y.mean())) + float(v.max())
    low, high, steps = 0.0, largest, np.concatenate([[0.0], np.geomspace(1e-8, 1, 120) * largest])
    # Each turn looks closer around the best step; the last is 1e-12 of the whole wide.
    for _turn in range(_TURNS):
        best = int(np.argmin(badness(steps)))
        low, high = steps[max(best - 1, 0)], steps[min(best + 1, steps.size - 1)]
        steps = np.linspace(low, high, 25)
    at_0, there = badness(np.array([0.0, (low + high) / 2])).tolist()
    # No better than 0 beyond rounding is 0.
    return float((low + high) / 2) if there < at_0 - 1e-12 * (1 + abs(at_0)) else 0.0
