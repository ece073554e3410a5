"""Confidence intervals of a share."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

# The 97.5 % point of the standard normal: two-sided 95 %.
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """A 95 % interval of a share, 0 .. 1."""

    low: float
    high: float


def wilson(hits: int, n: int, population: int | None = None) -> Interval:
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
    spread = Z_95**2 / n
    if population is not None:
        spread *= (population - n) / (population - 1) if population > 1 else 0.0
    share = hits / n
    centre = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * share * (1 - share) + spread**2 / 4) / (1 + spread)
    # At the ends the limits are exactly 0 and 1; rounding must not move them.
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = 1.0 if hits == n else min(1.0, centre + half)
    return Interval(low, high)
