"""The whole analysis of a fund: every project on every scale, and the scales over the projects.

The floor is one pass over the scored rows that counts who moved from which score to which, for
each project and scale: what any analysis must do at least.
"""

from __future__ import annotations

from time import perf_counter, process_time
from typing import Any

import numpy as np
from made_up_fund import HIGHEST, LOWEST, PEOPLE, PROJECTS, SCALES, MadeUpFund, made_up_fund

from pollkit.domain.analysis import (
    attrition,
    averages,
    clusters,
    fund,
    multiplicity,
    paired,
    reliability,
    scores,
    scoring,
    signed_ranks,
)

_TARGET_S = 2.0
# A scale's mean of four items takes steps of 1/12.
_STEPS = 12 * (HIGHEST - LOWEST) + 1


def measure() -> list[dict[str, Any]]:
    rows = []
    for people in (PEOPLE, 100_000):
        made_up = made_up_fund(people=people)
        analyse(made_up_fund(people=2000))
        start, busy = perf_counter(), process_time()
        analyse(made_up)
        spent, busy = perf_counter() - start, process_time() - busy
        floor = _floor(made_up)
        row = {
            "name": f"{people} people, {PROJECTS} projects, {SCALES} scales",
            "value": round(spent, 2),
            "unit": "s",
            "floor": round(floor, 3),
            "ratio": round(spent / floor, 1),
        }
        if people == PEOPLE:
            row |= {"target": f"at most {_TARGET_S:.0f} s", "holds": spent <= _TARGET_S}
        rows += [row, {"name": "  processor time of that", "value": round(busy, 2), "unit": "s"}]
    return rows


def analyse(made_up: MadeUpFund) -> dict[int, fund.PooledEffect]:
    """Scale -> the fund's figure, with everything that a report tells on the way."""
    pooled = {}
    tested = np.full((PROJECTS, SCALES), np.nan)
    for scale in range(SCALES):
        for wave in (made_up.before, made_up.after):
            reliability.reliability(wave[:, scale])
        before, after = (scoring.score(w[:, scale]) for w in (made_up.before, made_up.after))
        effects = []
        for project in range(PROJECTS):
            members = made_up.project == project
            effect, p = _project(before[members], after[members], made_up.session[members])
            effects.append(effect)
            tested[project, scale] = p
        y, v = [e.effect for e in effects], [e.variance for e in effects]
        pooled[scale] = fund.pool(y, v)
        fund.leave_one_out(y, v)
        fund.people_mean(effects)
        for estimator in ("DL", "PM"):
            fund.pool(y, v, estimator)
    for row in tested:
        multiplicity.adjusted(row)
    return pooled


def _project(
    before: scores.Floats, after: scores.Floats, session: scores.Counts
) -> tuple[fund.ProjectEffect, float]:
    pairs = scores.PairedScores.of(before, after)
    stayed = ~np.isnan(after)
    found = paired.mean_change(pairs, (LOWEST, HIGHEST))
    for wave in (pairs.first, pairs.second):
        averages.mean(wave)
        averages.median(wave)
        reliability.ends(wave, LOWEST, HIGHEST)
    paired.effect_of_change(pairs)
    paired.effect_on_scale(pairs)
    signed_ranks.signed_rank(pairs.change)
    signed_ranks.typical_change(pairs.change)
    paired.responders(pairs, paired.reliable_change(pairs.first, 0.8))
    attrition.attrition(scores.Scores.of(before[stayed]), scores.Scores.of(before[~stayed]))
    change = after - before
    order = np.argsort(session, kind="stable")
    parts = np.split(change[order], np.flatnonzero(np.diff(session[order])) + 1)
    inside = [scores.Scores.of(part) for part in parts]
    clustered = clusters.clustered_mean(inside)
    variance = found.se**2 * clustered.design_effect
    return fund.ProjectEffect("", found.change.value, variance, pairs.n), found.p


def _floor(made_up: MadeUpFund) -> float:
    scored = [
        [scoring.score(wave[:, scale]) for wave in (made_up.before, made_up.after)]
        for scale in range(SCALES)
    ]
    start = perf_counter()
    for before, after in scored:
        kept = ~np.isnan(before) & ~np.isnan(after)
        one, two = (np.rint((side[kept] - LOWEST) * 12).astype(int) for side in (before, after))
        place = (made_up.project[kept] * _STEPS + one) * _STEPS + two
        np.bincount(place, minlength=PROJECTS * _STEPS**2)
    return perf_counter() - start
