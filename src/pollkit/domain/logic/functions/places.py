"""Distance and area on the Earth, of points as ODK stores them: "latitude longitude ...;...".

PollKit gathers no places, so forms that call these are refused; an expression over answers that
came from elsewhere can be worked out.
"""

from __future__ import annotations

import math

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.signature import between, fixed
from pollkit.domain.logic.values import Value, texts

_RADIUS_M = 6_378_100  # at the equator, as ODK's engines have it

_Point = tuple[float, float]


def _points(*values: Value) -> list[_Point] | None:
    """Latitude and longitude in radians; None = one of them is no place."""
    points = []
    written = [point for value in values for text in texts(value) for point in text.split(";")]
    for point in (one.split() for one in written if one.strip()):
        try:
            latitude, longitude = float(point[0]), float(point[1])
        except (ValueError, IndexError):
            return None
        if abs(latitude) > 90 or abs(longitude) > 180:
            return None
        points.append((math.radians(latitude), math.radians(longitude)))
    return points or None


def _distance(here: Here, *values: Value) -> float:
    """In metres, from point to point."""
    points = _points(*values)
    if points is None:
        return math.nan
    metres = sum(map(_between, points, points[1:]))
    return round(metres, 2)


def _between(one: _Point, other: _Point) -> float:
    cosine = math.sin(one[0]) * math.sin(other[0]) + math.cos(one[0]) * math.cos(
        other[0]
    ) * math.cos(one[1] - other[1])
    return math.acos(min(max(cosine, -1.0), 1.0)) * _RADIUS_M


def _area(here: Here, value: Value) -> float:
    """In square metres, of the shape with these corners."""
    corners = _points(value)
    if corners is None:
        return math.nan
    if len(corners) < 3:
        return 0.0
    turned = sum(
        (other[1] - one[1]) * (2 + math.sin(one[0]) + math.sin(other[0]))
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True)
    )
    return round(abs(turned * _RADIUS_M * _RADIUS_M / 2), 2)


FUNCTIONS = {
    "area": fixed(_area, 1),
    "distance": between(_distance, 1, None),
}
