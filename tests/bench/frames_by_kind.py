"""The projector's frames for each kind of result while the room takes a thousand votes a second.

The floor is the same animation without the load, in turn with it, so that a busy minute of the
machine falls on both. The wall's process has no line to the room: its count changes ten times a
second by itself.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frames
from servers import LoadClient, measured_room

from pollkit.domain.rooms import Move

PHONES, PER_S = 200, 1000
KINDS = ("choice", "words", "grid", "ranking", "board")

Row = dict[str, Any]


def measure() -> list[Row]:
    rows = []
    for kind in KINDS:
        floor, found, rates = [], [], []
        for _run in range(frames.RUNS):
            floor.append(frames.record_alone(kind))
            with measured_room() as link:
                link.move(Move.ASK, "colour")
                with _votes(link.status.addresses[0].url, rates):
                    found.append(frames.record_alone(kind))
        rows += frames.rows_of(f"frames of {kind} beside votes", found, floor)
        rows.append(_rate(kind, rates))
    return rows


@contextmanager
def _votes(url: str, rates: list[Row]) -> Iterator[None]:
    client = LoadClient("steady", url, phones=PHONES, per_s=PER_S)
    client.give_way()
    try:
        client.hear()
        yield
        client.send("stop")
        rates.append(client.hear())
    finally:
        client.end()


def _rate(kind: str, rates: list[Row]) -> Row:
    value = statistics.median(run["per_s"] for run in rates)
    return {
        "name": f"votes beside frames of {kind}", "value": round(value), "unit": "1/s",
        "floor": PER_S, "ratio": round(value / PER_S, 2), "target": "0 errors",
        "holds": not any(run["errors"] for run in rates),
    }  # fmt: skip
