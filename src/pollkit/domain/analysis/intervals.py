"""Confidence intervals, and that of a share."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

# The 97.5 % point of the standard normal: two-sided 95 %.
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """Holds the true figure in 95 of 100 cases unless another confidence is named; of a share
    0 .. 1."""

    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """A figure, how sure it is, and how many people it rests on.

    Attributes:
        interval: None where there are too few to give one.
    """

    value: float
    interval: Interval | None
    n: int


def normal_quantile(confidence: float) -> float:
    """The z of a two-sided interval: 1.96 for 0.95."""
    if not 0 < confidence < 1:
        raise ValueError(f"no confidence of {confidence}")
    return Z_95 if confidence == 0.95 else NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(hits: int, n: int, population: int | None = None, confidence: float = 0.95) -> Interval:
    """The Wilson score interval, corrected for a finite population if one is given.

    With a population of N the z²/n of Wilson's formula becomes z²(N - n)/((N - 1)n), which ends at
    the point p where everyone was asked (Wilson 1927; correction as in survey sampling texts).

    Args:
        hits: 0 .. n.
        n: answers, at least 1.
        population: at least n; None = endless.
    """
    if not 0 <= hits <= n or n < 1 or (population is not None and population < n):
        raise ValueError(f"no interval for {hits} of {n} from {population}")
    spread = normal_quantile(confidence) ** 2 / n
    if population is not None:
        spread *= (population - n) / (population - 1) if population > 1 else 0.0
    share = hits / n
    centre = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * share * (1 - share) + spread**2 / 4) / (1 + spread)
    # At the ends the limits are exactly 0 and 1; rounding must not move them.
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = 1.0 if hits == n else min(1.0, centre + half)
    return Interval(low, high)
