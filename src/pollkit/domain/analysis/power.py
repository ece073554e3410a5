"""How many people a change needs to be seen, before anybody is asked.

Never computed from what was found: power after the fact says nothing that the interval does not.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from pollkit.domain.analysis.distributions import noncentral_t_up_to, root, t_quantile
from pollkit.errors import NotEstimable
from pollkit.i18n import _


def power_paired(d_z: float, n: float, alpha: float = 0.05) -> float:
    """The chance that a two-sided paired t test of n pairs sees a change of d_z standard
    deviations of the changes (Cohen 1988, 2.5, by the noncentral t)."""
    return _power(d_z * sqrt(n), n - 1, alpha)


def power_unpaired(d: float, n_per_group: float, alpha: float = 0.05) -> float:
    """The same for two groups of n each, and d in pooled standard deviations."""
    return _power(d * sqrt(n_per_group / 2), 2 * n_per_group - 2, alpha)


def pairs_needed(d_z: float, power: float = 0.8, alpha: float = 0.05) -> float:
    """Not rounded up; at least 2."""
    _check(power, alpha)
    return _needed(lambda n: power_paired(d_z, n, alpha), d_z, power)


def people_needed_per_group(d: float, power: float = 0.8, alpha: float = 0.05) -> float:
    _check(power, alpha)
    return _needed(lambda n: power_unpaired(d, n, alpha), d, power)


def smallest_change(
    n: int, power: float = 0.8, alpha: float = 0.05, design_effect: float = 1.0
) -> float:
    """The smallest d_z that n pairs see with this power; people who come in groups count less, by
    √design_effect (see `clusters.design_effect`)."""
    _check(power, alpha)
    if n < 2 or design_effect < 1:
        raise NotEstimable(_("At least two people are needed."))
    high = 1.0
    while power_paired(high, n, alpha) < power:
        high *= 2
    found = root(lambda d: power_paired(d, n, alpha) - power, 0.0, high)
    return found * sqrt(design_effect)


def smallest_difference(
    n_per_group: int, power: float = 0.8, alpha: float = 0.05, design_effect: float = 1.0
) -> float:
    """The same for two groups of n each, in pooled standard deviations."""
    _check(power, alpha)
    if n_per_group < 2 or design_effect < 1:
        raise NotEstimable(_("At least two people are needed."))
    high = 1.0
    while power_unpaired(high, n_per_group, alpha) < power:
        high *= 2
    found = root(lambda d: power_unpaired(d, n_per_group, alpha) - power, 0.0, high)
    return found * sqrt(design_effect)


def _power(centre: float, df: float, alpha: float) -> float:
    edge = t_quantile(1 - alpha, df)
    above = 1 - noncentral_t_up_to(edge, df, abs(centre))
    return above + noncentral_t_up_to(-edge, df, abs(centre))


def _needed(power_of: Callable[[float], float], effect: float, power: float) -> float:
    if effect == 0:
        raise NotEstimable(_("No number of people shows an effect of 0."))
    low, high = 2.0, 4.0
    if power_of(low) >= power:
        return low
    while power_of(high) < power:
        high *= 2
    return root(lambda n: power_of(n) - power, low, high)


def _check(power: float, alpha: float) -> None:
    if not (0 < alpha < power < 1):
        raise NotEstimable(_("Power lies between the error rate and 1."))
