"""Looking back from the end: "then" and "now", with or without what was said at the start."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pollkit.domain.analysis.paired import PairedChange, mean_change
from pollkit.domain.analysis.scores import Given, PairedScores
from pollkit.errors import NotEstimable
from pollkit.i18n import _


@dataclass(frozen=True)
class ThenAndNow:
    """What three columns tell of the same people.

    Attributes:
        raw: now minus before: what asking twice shows.
        recalibrated: now minus then: what people say they have changed.
        shift: then minus before: how far they see their start with other eyes (response shift).
            raw = shift + recalibrated.
        n: who answered all three; others are left out, so that the three add up.
    """

    raw: PairedChange
    recalibrated: PairedChange
    shift: PairedChange
    n: int


def then_and_now(before: Given, then: Given, now: Given, confidence: float = 0.95) -> ThenAndNow:
    """Howard 1980 (Eval Rev 4:93). Ratings of "then" tend to be lower than what was said at the
    time, also where nothing happened (Taylor, Russ-Eft & Taylor 2009, J Appl Psychol 94:1259): the
    recalibrated change is what people say, not proof of more change.

    Args:
        before, then, now: (n,) each, one respondent's scores at one place; None = none.
    """
    one, two, three = (np.asarray(scores, np.float64) for scores in (before, then, now))
    if not one.shape == two.shape == three.shape or one.ndim != 1:
        raise NotEstimable(_("Before, then and now must have the same length."))
    kept = ~(np.isnan(one) | np.isnan(two) | np.isnan(three))
    one, two, three = one[kept], two[kept], three[kept]
    return ThenAndNow(
        mean_change(PairedScores.of(one, three), confidence=confidence),
        mean_change(PairedScores.of(two, three), confidence=confidence),
        mean_change(PairedScores.of(one, two), confidence=confidence),
        int(kept.sum()),
    )
