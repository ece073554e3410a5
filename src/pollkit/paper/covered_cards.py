"""Markers with a corner under somebody's finger, which OpenCV's detector passes over.

It wants four corners. Here the straight sides that are left are prolonged until they meet, and what
lies within them is read square by square.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from pollkit.paper.cards import CARDS, Corners
from pollkit.paper.markers import CELLS, white_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELL = 8  # pixels of one square when a marker is laid flat
_SMALLEST_SIDE_PX = 20
# Of 25 squares; the next other card is eight away. Of 24 of the frame, a finger whitens some.
_MOST_WRONG = 2
_MOST_WHITE_OF_FRAME = 5
_WINDOW = 11  # 15 to 31 find a quarter less


def read_covered(cv2: Any, grey: NDArray[np.uint8]) -> Iterator[tuple[int, Corners]]:
    """Number and corners, from the marker's own top left on, clockwise; perhaps some whole ones
    too."""
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW, 7
    )
    outlines, _tree = cv2.findContours(dark, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    for outline in outlines:
        corners = _prolonged(cv2, outline)
        read = None if corners is None else _read(cv2, grey, corners)
        if read is not None:
            yield read


def _prolonged(cv2: Any, outline: Any) -> list[tuple[float, float]] | None:
    """The four corners of a quadrangle of which some are cut off; None for all else."""
    if len(outline) < 3 * _SMALLEST_SIDE_PX:
        return None
    hull = cv2.convexHull(outline)
    area = cv2.contourArea(hull)
    # A finger's bay takes little of the marker; letters and faces have more of them.
    if area < _SMALLEST_SIDE_PX**2 or cv2.contourArea(outline) < 0.7 * area:
        return None
    bent = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True).reshape(-1, 2)
    if not 5 <= len(bent) <= 8:
        return None
    points = [(float(x), float(y)) for x, y in bent]
    sides = list(zip(points, (*points[1:], points[0]), strict=True))
    longest = sorted(range(len(sides)), key=lambda place: -math.dist(*sides[place]))[:4]
    kept = [sides[place] for place in sorted(longest)]
    corners = [_meeting(kept[place - 1], kept[place]) for place in range(4)]
    found = [corner for corner in corners if corner is not None]
    if len(found) < 4:
        return None
    lengths = [math.dist(found[place - 1], found[place]) for place in range(4)]
    is_square_enough = max(lengths) < 2 * min(lengths)
    whole = cv2.contourArea(_array(found))
    return found if is_square_enough and whole < 1.4 * area else None


def _meeting(
    one: tuple[tuple[float, float], tuple[float, float]],
    other: tuple[tuple[float, float], tuple[float, float]],
) -> tuple[float, float] | None:
    """Where two sides meet that are prolonged; None where their angle is no corner's."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    ux, uy, vx, vy = bx - ax, by - ay, dx - cx, dy - cy
    cross = ux * vy - uy * vx
    if abs(cross) < 0.7 * math.hypot(ux, uy) * math.hypot(vx, vy):
        return None
    along = ((cx - ax) * vy - (cy - ay) * vx) / cross
    return ax + ux * along, ay + uy * along


def _read(
    cv2: Any, grey: NDArray[np.uint8], corners: list[tuple[float, float]]
) -> tuple[int, Corners] | None:
    import numpy as np

    side = CELLS * _CELL
    flat = _array([(0, 0), (side, 0), (side, side), (0, side)])
    if cv2.contourArea(_array(corners), True) < 0:
        corners = corners[::-1]
    laid = cv2.warpPerspective(
        grey, cv2.getPerspectiveTransform(_array(corners), flat), (side, side)
    )
    _level, white = cv2.threshold(laid, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    cells = white.reshape(CELLS, _CELL, CELLS, _CELL)[:, 2:-2, :, 2:-2].mean(axis=(1, 3)) > 0.5
    inside = cells[1:-1, 1:-1]
    if cells.sum() - inside.sum() > _MOST_WHITE_OF_FRAME:
        return None
    wrong = (_turned_markers() != inside).sum(axis=(2, 3))
    number, turns = np.unravel_index(int(wrong.argmin()), wrong.shape)
    if wrong[number, turns] > _MOST_WRONG:
        return None
    # Turned to the left, the marker's own top left lies that many corners further back.
    first = int(-turns % 4)
    return int(number) + 1, (*corners[first:], *corners[:first])


@cache
def _turned_markers() -> Any:
    """(card, quarter turns to the left, row, column), True for white."""
    import numpy as np

    upright = np.array([white_rows(number) for number in range(1, CARDS + 1)], dtype=bool)
    return np.stack([np.rot90(upright, turns, axes=(1, 2)) for turns in range(4)], axis=1)


def _array(points: list[tuple[float, float]]) -> Any:
    import numpy as np

    return np.array(points, np.float32)
