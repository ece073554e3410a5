"""The same people asked more than twice: whether any of the times differs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.distributions import chi2_tail
from pollkit.domain.analysis.scores import Floats
from pollkit.errors import NotEstimable
from pollkit.i18n import _


@dataclass(frozen=True)
class WavesTest:
    """χ² on df; n are those who answered every time. Nobody changed: 0 and p = 1.

    Attributes:
        concordance: Kendall's W, 0 .. 1: how alike people order the times; None for shares.
    """

    chi2: float
    df: int
    p: float
    n: int
    concordance: float | None = None


def friedman(scores: ArrayLike) -> WavesTest:
    """Friedman's rank test, corrected for ties (Hollander & Wolfe 1999, 7.1).

    Args:
        scores: (people, times); who lacks one is left out.
    """
    x = _complete(scores)
    n, k = x.shape
    ranks = np.array([_midranks(row) for row in x])
    spread = float((ranks**2).sum()) - n * k * (k + 1) ** 2 / 4
    if spread <= 0:
        return WavesTest(0.0, k - 1, 1.0, n, None)
    off = float(((ranks.sum(axis=0) - n * (k + 1) / 2) ** 2).sum())
    chi2 = (k - 1) * off / spread
    return WavesTest(chi2, k - 1, chi2_tail(chi2, k - 1), n, chi2 / (n * (k - 1)))


def cochran_q(answers: ArrayLike) -> WavesTest:
    """Cochran 1950 (Biometrika 37:256): whether the share of yes differs between the times.

    Args:
        answers: (people, times), 1 = yes, 0 = no; who lacks one is left out.
    """
    x = _complete(answers)
    if not np.isin(x, (0.0, 1.0)).all():
        raise NotEstimable(_("Answers are 1 for yes and 0 for no."))
    n, k = x.shape
    times, people = x.sum(axis=0), x.sum(axis=1)
    spread = float((people * (k - people)).sum())
    if spread == 0:
        return WavesTest(0.0, k - 1, 1.0, n)
    chi2 = k * (k - 1) * float(((times - times.mean()) ** 2).sum()) / spread
    return WavesTest(chi2, k - 1, chi2_tail(chi2, k - 1), n)


def _complete(scores: ArrayLike) -> Floats:
    x = np.asarray(scores, np.float64)
    if x.ndim != 2 or x.shape[1] < 2:
        raise NotEstimable(_("There must be a row for each person, a column for each time."))
    x = x[~np.isnan(x).any(axis=1)]
    if not len(x):
        raise NotEstimable(_("Nobody answered every time."))
    return x


def _midranks(row: Floats) -> Floats:
    below = (row[:, None] > row[None, :]).sum(axis=1)
    level = (row[:, None] == row[None, :]).sum(axis=1)
    ranks: Floats = below + (level + 1) / 2
    return ranks
