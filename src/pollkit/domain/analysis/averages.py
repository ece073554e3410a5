"""The average and the middle of one group's scores, with their intervals."""

from __future__ import annotations

from math import ceil, floor, sqrt

from pollkit.domain.analysis.distributions import binomial_up_to, t_interval
from pollkit.domain.analysis.intervals import Estimate, Interval, normal_quantile, wilson
from pollkit.domain.analysis.scores import Scores
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Above this the binomial is normal to the last place of an order statistic.
_EXACT_UP_TO = 100_000


def mean(scores: Scores, confidence: float = 0.95) -> Estimate:
    """Student's interval: mean ± t(n - 1) s/√n.

    Assumes independent respondents and a mean that is about normal: 5-point scores from 15 people
    on are. No interval below two scores.
    """
    if scores.n == 0:
        raise NotEstimable(_("There is no score."))
    interval = None
    if scores.n > 1:
        se = scores.sd / sqrt(scores.n)
        interval = t_interval(scores.mean, se, scores.n - 1, confidence)
    return Estimate(scores.mean, interval, scores.n)


def median(scores: Scores, confidence: float = 0.95) -> Estimate:
    """The interval between two order statistics (Conover 1999, 3.2), at least as sure as said.

    The k-th from each end, k the largest with P(B < k) <= (1 - confidence)/2 for B binomial
    (n, 1/2). Assumes independent respondents and nothing else. None where even the whole range is
    less sure than that: below six scores for 95 %.
    """
    if scores.n == 0:
        raise NotEstimable(_("There is no score."))
    cut = order_cut(scores.n, confidence)
    interval = None if cut < 0 else Interval(scores.at(cut), scores.at(scores.n - 1 - cut))
    return Estimate(scores.median, interval, scores.n)


def share_at_least(scores: Scores, threshold: float, confidence: float = 0.95) -> Estimate:
    """The share of those who answered with a score of `threshold` or more (the top boxes)."""
    if scores.n == 0:
        raise NotEstimable(_("There is no score."))
    hits = scores.count(scores.values >= threshold)
    return Estimate(hits / scores.n, wilson(hits, scores.n, confidence=confidence), scores.n)


def order_cut(n: int, confidence: float) -> int:
    """How many may be left out at each end for a median's interval; -1: not even none."""
    tail = (1 - confidence) / 2
    if n > _EXACT_UP_TO:
        return floor((n - normal_quantile(confidence) * sqrt(n) - 1) / 2)
    low, high = 0, ceil(n / 2) + 1
    while low < high:
        middle = (low + high) // 2
        if binomial_up_to(middle, n) <= tail:
            low = middle + 1
        else:
            high = middle
    return low - 1
