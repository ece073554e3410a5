"""Distributions as the statistics use them, over `scipy.special`.

`scipy.stats` says the same and takes ten times as long to load.
"""

from __future__ import annotations

from math import inf, nan, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from pollkit.domain.analysis.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

_NORMAL = NormalDist()
_FAR = -3.5


def t_quantile(confidence: float, df: float) -> float:
    """The t of a two-sided interval."""
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + confidence) / 2))


def t_tail(t: float, df: float) -> float:
    """P(T >= t)."""
    from scipy.special import stdtr

    return float(stdtr(df, -t))


def normal_tail(z: float) -> float:
    """P(Z >= z)."""
    from scipy.special import ndtr

    return float(ndtr(-z))


def chi2_tail(x: float, df: float) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(df, x))


def chi2_quantile(p: float, df: float) -> float:
    """The x with P(X <= x) = p."""
    from scipy.special import chdtri

    return float(chdtri(df, 1 - p))


def f_quantile(p: float, df1: float, df2: float) -> float:
    from scipy.special import fdtri

    return float(fdtri(df1, df2, p))


def beta_quantile(p: float, a: float, b: float) -> float:
    from scipy.special import betaincinv

    return float(betaincinv(a, b, p))


def binomial_up_to(k: int, n: int, p: float = 0.5) -> float:
    """P(X <= k)."""
    from scipy.special import bdtr

    return 0.0 if k < 0 else 1.0 if k >= n else float(bdtr(k, n, p))


def binomial_at(k: int, n: int, p: float = 0.5) -> float:
    """P(X = k)."""
    return binomial_up_to(k, n, p) - binomial_up_to(k - 1, n, p)


def noncentral_t_up_to(t: float, df: float, centre: float) -> float:
    """P(T <= t) of the noncentral t.

    SciPy 1.17 gives NaN here and there where t and a centre beyond 3.5 have opposite signs. The
    chance lies between P(Z <= -centre), 0.9998, and 1 there: 1 is taken.
    """
    from scipy.special import nctdtr

    if t < 0:
        return 1.0 - noncentral_t_up_to(-t, df, -centre)
    chance = float(nctdtr(df, centre, t))
    return 1.0 if np.isnan(chance) and centre < _FAR else chance


def noncentrality(t: float, df: float, confidence: float) -> Interval:
    """The centres of noncentral t distributions of which t is just the one or the other end."""
    if t < 0:
        turned = noncentrality(-t, df, confidence)
        return Interval(-turned.high, -turned.low)
    tail = (1 - confidence) / 2
    # The centre's estimate spreads by about this much (normal approximation).
    step = 2 * sqrt(1 + t * t / (2 * df)) + 1

    def centre(p: float) -> float:
        low, high = t - 2 * step, t + 2 * step
        while noncentral_t_up_to(t, df, low) < p:
            low -= step
        while noncentral_t_up_to(t, df, high) > p:
            high += step
        return root(lambda c: noncentral_t_up_to(t, df, c) - p, low, high)

    return Interval(centre(1 - tail), centre(tail))


def root(of: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that has opposite signs at the ends is 0."""
    from scipy.optimize import brentq

    return float(brentq(of, low, high, xtol=1e-13, rtol=1e-13))


def normal_interval(value: float, se: float, confidence: float = 0.95) -> Interval:
    half = _NORMAL.inv_cdf((1 + confidence) / 2) * se
    return Interval(value - half, value + half)


def t_interval(value: float, se: float, df: float, confidence: float = 0.95) -> Interval:
    half = t_quantile(confidence, df) * se
    return Interval(value - half, value + half)


def two_sided(t: float, df: float = inf) -> float:
    """The p of a two-sided t test, of a z test without df."""
    if np.isnan(t):
        return nan
    return 2 * (normal_tail(abs(t)) if df == inf else t_tail(abs(t), df))


def small_sample_factor(df: float) -> float:
    """Hedges' J: what takes the bias from a standardised difference, in its exact gamma form.

    J(m) = Γ(m/2) / (√(m/2) Γ((m - 1)/2)); Hedges 1981, J Educ Stat 6:107.
    """
    from scipy.special import gammaln

    if df <= 1:
        return nan
    return float(np.exp(gammaln(df / 2) - gammaln((df - 1) / 2))) / sqrt(df / 2)
