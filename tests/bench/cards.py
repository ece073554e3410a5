"""Paper cards in rendered pictures: how many are read, how many wrongly, and for how long.

Twenty pictures of twelve cards for each condition of tests/support/card_scenes.py, and of sizes
down to the smallest marker that can be read; the same seeds each time.
"""

from __future__ import annotations

import math
import statistics
import time
from typing import Any

import card_scenes as scenes

from pollkit.paper.card_reader import read_cards
from pollkit.paper.card_sheets import MARKER_OF_CARD, Paper

PICTURES = 20
SIZES_PX = (10, 12, 14, 16, 18, 20, 24, 28, 34)
VIEW_DEG = 70  # of a usual webcam, from left to right
EMPTY_ROOMS = 300


def measure() -> list[dict[str, Any]]:
    rows = []
    for condition in scenes.CONDITIONS:
        rows += _rows(condition.name, [(seed, condition, 12, scenes.HD) for seed in _seeds()])
    for size in SIZES_PX:
        near, far = (f"{_metres(size, width):.1f}" for width in (1280, 1920))
        name = f"{size} px ({near} m with 720p, {far} m with 1080p)"
        rows += _rows(name, [(seed, scenes.sized(size), 12, scenes.HD) for seed in _seeds()])
    for width, height in (scenes.HD, scenes.FULL_HD):
        name = f"40 cards in {width} x {height}"
        good = scenes.CONDITIONS[0]
        rows += _rows(name, [(seed, good, 40, (width, height)) for seed in _seeds()])
    found = sum(len(read_cards(scenes.render_room(seed))) for seed in range(EMPTY_ROOMS))
    rows.append(_never(f"cards seen in {EMPTY_ROOMS} rooms without any", found))
    return rows


def _seeds() -> range:
    return range(100, 100 + PICTURES)


def _rows(name: str, pictures: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    put_up = read = misread = 0
    took_s = []
    for asked in pictures:
        scene = scenes.render_scene(*asked)
        began = time.perf_counter()
        readings = read_cards(scene.picture)
        took_s.append(time.perf_counter() - began)
        truth = {card.number: card.letter for card in scene.cards}
        right = [r for r in readings if truth.get(r.number) == r.letter]
        put_up += len(truth)
        read += len(right)
        misread += len(readings) - len(right)
    return [
        {"name": f"{name}: read", "value": round(100 * read / put_up, 1), "unit": "%"},
        {"name": "  a picture", "value": round(1000 * statistics.median(took_s)), "unit": "ms"},
        _never("  misread", misread),
    ]


def _never(name: str, value: int) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": "cards", "target": "0", "holds": value == 0}


def _metres(side_px: float, width_px: int) -> float:
    """How far away an A4 card's marker is so large, in the middle of the picture."""
    marker_m = Paper.A4.card_mm / 1000 * MARKER_OF_CARD
    return marker_m * width_px / (2 * math.tan(math.radians(VIEW_DEG / 2)) * side_px)
