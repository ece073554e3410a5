"""Colours of a picture in light and dark, and the mark of each option: letter, shape and colour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

Outline: TypeAlias = tuple[tuple[float, float], ...]

LETTERS = "ABCDEFG"


@dataclass(frozen=True)
class Palette:
    """The roles of the house's look; `marks` are the colours of the options A to G, `shares` those
    of a rated statement: far and near the low end, the middle, near and far at the high end."""

    paper: str
    ink: str
    muted: str
    hairline: str
    track: str
    accent: str
    on_mark: str
    marks: tuple[str, ...]
    shares: tuple[str, ...]

    def mark(self, place: int) -> str:
        return self.marks[place % len(self.marks)]


LIGHT = Palette(
    paper="#ffffff",
    ink="#1b1f24",
    muted="#59616b",
    hairline="#d9d6cf",
    track="#f0eee9",
    accent="#0b6e6e",
    on_mark="#fffffe",  # not the paper's white: a page in the dark turns one and keeps the other
    marks=("#0072b2", "#c25400", "#007a5e", "#a0528a", "#8c6d00", "#5f6b76", "#7a5c4a"),
    shares=("#a4480a", "#f3c19b", "#c9c6be", "#a9d0e6", "#005a8f"),
)
DARK = Palette(
    paper="#14171a",
    ink="#eceae4",
    muted="#a9b0b8",
    hairline="#343a40",
    track="#23292e",
    accent="#4fc3bf",
    on_mark="#06201f",
    marks=("#4ba3e3", "#f08a3c", "#35b892", "#d68bc0", "#d9b93b", "#a7b1bb", "#c2a38f"),
    shares=("#f08a3d", "#6e4526", "#4a5258", "#2a526d", "#4ba3e4"),
)


def letter(place: int) -> str:
    """`place` counts from 0."""
    return LETTERS[place % len(LETTERS)]


def outline(place: int) -> Outline:
    """The corners of an option's shape in a square from 0 to 1, y downwards; () is the circle."""
    return _OUTLINES[place % len(_OUTLINES)]


def _around(corners: int, radius: float, start: float = 0.0) -> Outline:
    angles = (start - math.pi / 2 + 2 * math.pi * turn / corners for turn in range(corners))
    return tuple((0.5 + radius * math.cos(a), 0.5 + radius * math.sin(a)) for a in angles)


def _star() -> Outline:
    pairs = zip(_around(5, 0.56), _around(5, 0.26, math.pi / 5), strict=True)
    return tuple((x, y + 0.04) for pair in pairs for x, y in pair)


_PLUS = (
    (0.34, 0.05), (0.66, 0.05), (0.66, 0.34), (0.95, 0.34), (0.95, 0.66), (0.66, 0.66),
    (0.66, 0.95), (0.34, 0.95), (0.34, 0.66), (0.05, 0.66), (0.05, 0.34), (0.34, 0.34),
)  # fmt: skip

_OUTLINES: tuple[Outline, ...] = (
    (),
    ((0.5, 0.03), (1, 0.93), (0, 0.93)),
    ((0.09, 0.09), (0.91, 0.09), (0.91, 0.91), (0.09, 0.91)),
    ((0.5, -0.03), (1.03, 0.5), (0.5, 1.03), (-0.03, 0.5)),
    _star(),
    _around(6, 0.5, math.pi / 6),
    _PLUS,
)
