"""Self-generated codes of made-up cohorts: how many are linked, wrongly, and left to a person.

Each row is a size, a share of elements that are wrong each time, and a share of people who do not
come again; as many cohorts as make about 6,000 people, the same seed each time.
"""

from __future__ import annotations

from typing import Any

from link_cohorts import Score, play

SIZES = (30, 200, 1000)
SLIPS = (0.03, 0.05, 0.10)
DROPOUTS = (0.2, 0.4)
PEOPLE = 6000


def measure() -> list[dict[str, Any]]:
    rows = []
    for size in SIZES:
        for slips in SLIPS:
            for dropout in DROPOUTS:
                name = f"{size} people, {slips:.0%} slips, {dropout:.0%} gone"
                rows += _rows(name, play(size, slips, dropout, PEOPLE // size))
    return rows


def _rows(name: str, score: Score) -> list[dict[str, Any]]:
    exact = _percent(score.exact / score.came_twice)
    found = {"name": f"{name}: linked", "value": _percent(score.linked), "unit": "%"}
    return [
        found | {"target": f"{exact} % by the whole code"},
        {
            "name": "  of the links, wrong",
            "value": _percent(score.wrong, 2),
            "unit": "%",
            "target": "under 1",
            "holds": score.wrong < 0.01,
        },
        {"name": "  left to a person", "value": _percent(score.left), "unit": "%"},
    ]


def _percent(share: float, digits: int = 1) -> float:
    return round(100 * share, digits)
