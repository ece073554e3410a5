"""A made-up fund the size of a real call: 22 projects, 4,455 people, 15 scales, true effects known.

Each project has its own true effect on each scale; people come in sessions of about a dozen whose
members are alike; a seventh does not come again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PROJECTS, PEOPLE, SCALES, ITEMS = 22, 4455, 15, 4
LOWEST, HIGHEST = 1, 5
_MEAN_EFFECT, _BETWEEN = 0.25, 0.12
_SESSION = 12
_STAYED = 6 / 7


@dataclass(frozen=True)
class MadeUpFund:
    """`before`, `after`: (people, scales, items) answers 1 .. 5, NaN = not asked or skipped.

    Attributes:
        project, session: (people,) whose each person is; sessions are numbered over all projects.
        effects: (projects, scales) what each project truly adds to the leaning behind an answer.
    """

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    project: NDArray[np.int64]
    session: NDArray[np.int64]
    effects: NDArray[np.float64]


def made_up_fund(seed: int = 3, people: int = PEOPLE) -> MadeUpFund:
    rng = np.random.default_rng(seed)
    # Uneven, as grants are, and none without people.
    sizes = 0.25 / PROJECTS + 0.75 * rng.dirichlet(np.full(PROJECTS, 2.0))
    project = np.sort(rng.choice(PROJECTS, people, p=sizes))
    session = project * 100_000 + rng.integers(0, np.bincount(project)[project] // _SESSION + 1)
    _, session = np.unique(session, return_inverse=True)
    effects = rng.normal(_MEAN_EFFECT, _BETWEEN, (PROJECTS, SCALES))
    alike = rng.normal(0, 0.25, (session.max() + 1, SCALES))[session]
    leaning = 3 + rng.normal(0, 0.7, (people, SCALES)) + alike
    gained = effects[project] + rng.normal(0, 0.4, (people, SCALES))
    gained += rng.normal(0, 0.15, (session.max() + 1, SCALES))[session]
    before, after = _answers(rng, leaning), _answers(rng, leaning + gained)
    after[rng.random(people) > _STAYED] = np.nan
    return MadeUpFund(before, after, project, session, effects)


def _answers(rng: np.random.Generator, leaning: NDArray[np.float64]) -> NDArray[np.float64]:
    noise = rng.normal(0, 0.8, (*leaning.shape, ITEMS))
    given = np.clip(np.rint(leaning[:, :, None] + noise), LOWEST, HIGHEST)
    given[rng.random(given.shape) < 0.02] = np.nan
    return given
