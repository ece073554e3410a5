"""Where the pins on a picture are: as dots, and in words for those who do not see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from pollkit.domain.analysis.values import Spot
from pollkit.domain.answers import PIN_STEPS
from pollkit.i18n import words

# Pins that lie close together are one dot, so that five thousand of them are no burden to a phone.
_CELLS = 20


@dataclass(frozen=True)
class Dot:
    """A place on a picture or a grid in per cent from left and top; `size` 1 = the smallest."""

    x: float
    y: float
    size: float = 1


def dots_of(pins: Iterable[Spot]) -> tuple[Dot, ...]:
    """The pins in cells, each where the middle of its pins is; the area grows with their number."""
    side = PIN_STEPS / _CELLS
    cells: dict[tuple[int, int], list[Spot]] = {}
    for pin in pins:
        cells.setdefault((int(pin.x / side), int(pin.y / side)), []).append(pin)
    return tuple(
        Dot(
            round(sum(pin.x for pin in near) / len(near) / PIN_STEPS * 100, 1),
            round(sum(pin.y for pin in near) / len(near) / PIN_STEPS * 100, 1),
            round(min(sqrt(len(near)), 5), 1),
        )
        for near in cells.values()
    )


def regions_of(pins: Iterable[Spot], language: str) -> str:
    """Where the pins are, for those who do not see the picture: the ninths of it that have any."""
    _ = words(language).gettext
    names = (
        (_("at the top left"), _("at the top"), _("at the top right")),
        (_("at the left"), _("in the middle"), _("at the right")),
        (_("at the bottom left"), _("at the bottom"), _("at the bottom right")),
    )
    third = PIN_STEPS / 3
    counts = Counter((min(int(p.y / third), 2), min(int(p.x / third), 2)) for p in pins)
    said = (f"{names[y][x]} {count}" for (y, x), count in counts.most_common())
    return " · ".join(said)
