"""Many phones that each load the page, open the stream and vote; and what they cost in memory."""

from __future__ import annotations

import statistics
from typing import Any

from servers import LoadClient, floor_server, measured_room

from pollkit.domain.rooms import Move

RUNS = 3
# phones, within seconds, target in ms
BURSTS = ((1000, 0.0, 1000.0), (1000, 1.0, 1100.0), (5000, 1.0, 4000.0))
MOST_MEGABYTES = 120.0

Row = dict[str, Any]


def measure() -> list[Row]:
    rows: list[Row] = []
    for phones, within_s, most_ms in BURSTS:
        ours, floor, megabytes = [], [], []
        for _run in range(RUNS):
            with floor_server("bare") as (url, _process):
                floor.append(_burst(url, phones, within_s))
            with measured_room() as link:
                link.move(Move.ASK, "colour")
                run = _burst(link.status.addresses[0].url, phones, within_s, megabytes)
                run["unsaved"] = phones - link.move(Move.CLOSE).heads.answered
                ours.append(run)
        rows.append(_row(phones, within_s, most_ms, ours, floor))
        if phones == 1000 and not within_s:
            held = statistics.median(megabytes)
            rows.append(
                {
                    "name": "memory of the room server, 1000 phones", "value": round(held, 1),
                    "unit": "MB", "target": f"<= {MOST_MEGABYTES:g} MB",
                    "holds": held <= MOST_MEGABYTES,
                }
            )  # fmt: skip
    return rows


def _burst(
    url: str, phones: int, within_s: float, megabytes: list[float] | None = None
) -> dict[str, Any]:
    client = LoadClient("burst", url, phones=phones, within_s=within_s)
    try:
        told = dict(client.hear())
        if megabytes is not None:
            from room_phones import room_process

            megabytes.append(room_process().memory_info().rss / 1e6)
        return told
    finally:
        client.end()


def _row(phones: int, within_s: float, most_ms: float, ours: list[Row], floor: list[Row]) -> Row:
    value = statistics.median(run["last_ms"] for run in ours)
    base = statistics.median(run["last_ms"] for run in floor)
    errors = sum(run["errors"] + run["unsaved"] for run in ours)
    when = f"within {within_s:g} s" if within_s else "at once"
    return {
        "name": f"{phones} phones load, listen and vote {when}", "value": round(value),
        "unit": "ms", "floor": round(base), "ratio": round(value / base, 2),
        "target": f"<= {most_ms:g} ms, 0 errors", "holds": value <= most_ms and not errors,
        **({"errors": errors} if errors else {}),
    }  # fmt: skip
