"""People who came in groups: members of one workshop are more alike than strangers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from pollkit.domain.analysis.distributions import t_interval
from pollkit.domain.analysis.intervals import Estimate
from pollkit.domain.analysis.scores import Floats, Scores
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# With fewer groups their means are analysed instead of a model (evaluation, 2.10).
FEWEST_FOR_MODEL = 10
# Of the search for the ratio of the variances, each ten times closer.
_TURNS = 9


@dataclass(frozen=True)
class Components:
    """A random-intercept model of scores within groups.

    Attributes:
        between, within: variances; between is 0 where groups do not differ more than by chance.
        mean, se: over groups.
        icc: between/(between + within).
    """

    between: float
    within: float
    mean: float
    se: float
    icc: float


@dataclass(frozen=True)
class ClusteredMean:
    """A mean that heeds the groups people came in.

    Attributes:
        mean: n is the number of people. Its interval is t on groups - 1; None for one group.
        method: "model" or "group_means".
        icc: how alike members of a group are; None where no group has two members.
        design_effect: by how much the variance is larger than of as many strangers, at least 1.
        effective_n: as many strangers would tell as much.
    """

    mean: Estimate
    se: float
    groups: int
    method: str
    icc: float | None
    design_effect: float
    effective_n: float


def icc_anova(groups: Sequence[Scores]) -> float:
    """ICC(1) by analysis of variance, for groups of unequal size with n₀ (Donner 1986, Int Stat Rev
    54:67); may be below 0, where members are less alike than strangers."""
    used = _used(groups)
    n = np.array([group.n for group in used], float)
    total, k = float(n.sum()), len(used)
    if k < 2 or total <= k:
        raise NotEstimable(_("At least two groups, and one of two people, are needed."))
    means = np.array([group.mean for group in used])
    grand = float(n @ means) / total
    between = float(n @ (means - grand) ** 2) / (k - 1)
    within = sum(group.squares for group in used) / (total - k)
    typical = (total - float(n @ n) / total) / (k - 1)
    spread = between + (typical - 1) * within
    return (between - within) / spread if spread > 0 else 0.0


def components(groups: Sequence[Scores], restricted: bool = True) -> Components:
    """One-way random effects by REML, or ML, on the ratio of the variances (Searle, Casella &
    McCulloch 1992, 3.7), from each group's count, mean and sum of squares."""
    used = _used(groups)
    n = np.array([group.n for group in used], float)
    means = np.array([group.mean for group in used])
    inside = sum(group.squares for group in used)
    total = float(n.sum())
    if len(used) < 2 or total <= len(used):
        raise NotEstimable(_("At least two groups, and one of two people, are needed."))
    df = total - 1 if restricted else total

    def badness(ratios: Floats) -> Floats:
        weights = n / (1 + n * ratios[:, None])
        total = weights.sum(axis=1)
        centres = weights @ means / total
        rest = inside + (weights * (means - centres[:, None]) ** 2).sum(axis=1)
        bad = df * np.log(np.maximum(rest, 1e-300)) + np.log1p(n * ratios[:, None]).sum(axis=1)
        return np.asarray(bad + (np.log(total) if restricted else 0.0), np.float64)

    steps = np.concatenate([[0.0], np.geomspace(1e-6, 1e4, 80)])
    low = high = 0.0
    for _turn in range(_TURNS):
        best = int(np.argmin(badness(steps)))
        low, high = steps[max(best - 1, 0)], steps[min(best + 1, steps.size - 1)]
        steps = np.linspace(low, high, 25)
    at_0, there = badness(np.array([0.0, (low + high) / 2])).tolist()
    # No better than 0 beyond rounding is 0.
    ratio = float((low + high) / 2) if there < at_0 - 1e-12 * (1 + abs(at_0)) else 0.0
    weights = n / (1 + n * ratio)
    mean = float(weights @ means / weights.sum())
    within = (inside + float(weights @ (means - mean) ** 2)) / df
    se = sqrt(within / float(weights.sum()))
    return Components(ratio * within, within, mean, se, ratio / (1 + ratio))


def design_effect(icc: float, mean_size: float) -> float:
    """1 + (m̄ - 1)·ICC (Kish 1965), never below 1."""
    return max(1.0, 1 + (mean_size - 1) * icc)


def clustered_mean(groups: Sequence[Scores], confidence: float = 0.95) -> ClusteredMean:
    """The mean of scores or changes of people who came in groups.

    From FEWEST_FOR_MODEL groups on a random-intercept model, below the plain mean of the groups'
    means; both with t on groups - 1. Assumes that the groups are independent of one another.
    """
    used = _used(groups)
    if not used:
        raise NotEstimable(_("There is no score."))
    k, people = len(used), sum(group.n for group in used)
    has_pairs = k > 1 and people > k
    icc = max(0.0, icc_anova(used)) if has_pairs else None
    if k >= FEWEST_FOR_MODEL and has_pairs:
        model = components(used)
        mean, se, method, icc = model.mean, model.se, "model", model.icc
    else:
        means = Scores.of([group.mean for group in used])
        mean, method = means.mean, "group_means"
        se = sqrt(means.variance / k) if k > 1 else 0.0
    interval = t_interval(mean, se, k - 1, confidence) if k > 1 else None
    effect = design_effect(icc or 0.0, people / k)
    return ClusteredMean(
        Estimate(mean, interval, people), se, k, method, icc, effect, people / effect
    )


def _used(groups: Sequence[Scores]) -> list[Scores]:
    return [group for group in groups if group.n]
