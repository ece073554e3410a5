"""Several outcomes at once: p-values that heed how many there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.scores import Floats
from pollkit.errors import NotEstimable
from pollkit.i18n import _

METHODS = ("holm", "bh", "hochberg", "bonferroni")


def adjusted(p: ArrayLike, method: str = "holm") -> Floats:
    """(m,) adjusted p-values in the order of p; below α means rejected at α.

    "holm" (1979, Scand J Stat 6:65) for the outcomes declared beforehand: any false alarm at most
    α, whatever the dependence. "bh" (Benjamini & Hochberg 1995, JRSS-B 57:289) for exploring: the
    share of false alarms. "hochberg" (1988) and "bonferroni" to compare.

    Args:
        p: NaN = could not be tested; stays NaN and is not counted.
    """
    given = np.asarray(p, np.float64)
    if given.ndim != 1 or method not in METHODS or ((given < 0) | (given > 1)).any():
        raise NotEstimable(
            _("P-values lie between 0 and 1; the methods are {names}.").format(
                names=", ".join(METHODS)
            )
        )
    out = np.full(given.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(given))
    order = tested[np.argsort(given[tested], kind="stable")]
    m = order.size
    if m:
        out[order] = np.minimum(_stepped(given[order], m, method), 1.0)
    return out


def _stepped(ordered: Floats, m: int, method: str) -> Floats:
    left = m - np.arange(m)
    if method == "bonferroni":
        return ordered * m
    if method == "holm":
        return np.maximum.accumulate(ordered * left)
    steps = ordered * (left if method == "hochberg" else m / np.arange(1, m + 1))
    return np.minimum.accumulate(steps[::-1])[::-1]
