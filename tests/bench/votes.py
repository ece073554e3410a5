"""Acknowledged durable votes a second, with as many under way as there are connections.

The floor is an empty POST to a bare ASGI application with the same server settings. Server and
client have a core each.
"""

from __future__ import annotations

import statistics
from typing import Any

import psutil
from room_phones import room_process
from servers import LoadClient, floor_server, measured_room

from pollkit.domain.rooms import Move

RUNS = 3
PHONES = 8000
# connections, changes of answer, share of the empty POST that is the target, p99 in ms
TARGETS: tuple[tuple[int, int, float, float | None], ...] = (
    (50, 0, 0.5, None),
    (200, 0, 0.5, None),
    (200, 2, 0.4, None),
    (500, 0, 0.45, None),
    (1000, 0, 0.4, 250.0),
)

Row = dict[str, Any]


def measure() -> list[Row]:
    rows = []
    for connections, changes, share, most_ms in TARGETS:
        ours, floor = [], []
        for _run in range(RUNS):  # in turn, so that a busy minute falls on both
            with floor_server("bare") as (url, process):
                floor.append(_votes(url, process.pid, connections, changes))
            with measured_room() as link:
                link.move(Move.ASK, "colour")
                url = link.status.addresses[0].url
                ours.append(_votes(url, room_process().pid, connections, changes))
        name = f"durable votes, {connections} connections"
        rows += _rows(name + ", changed twice" * bool(changes), ours, floor, share, most_ms)
    return rows


def _votes(url: str, server: int, connections: int, changes: int) -> dict[str, Any]:
    client = LoadClient("votes", url, connections=connections, phones=PHONES, changes=changes)
    try:
        total = client.hear()["ready"]
        before = psutil.Process(server).cpu_times()
        run = dict(client.hear())
        after = psutil.Process(server).cpu_times()
    finally:
        client.end()
    used = after.user + after.system - before.user - before.system
    return run | {"cpu_us": 1e6 * used / total}


def _rows(
    name: str, ours: list[Row], floor: list[Row], share: float, most_ms: float | None
) -> list[Row]:
    value = statistics.median(run["per_s"] for run in ours)
    base = statistics.median(run["per_s"] for run in floor)
    errors = sum(run["errors"] for run in ours)
    late = statistics.median(run["p99_ms"] for run in ours)
    cpu = statistics.median(run["cpu_us"] for run in ours)
    floor_cpu = statistics.median(run["cpu_us"] for run in floor)
    return [
        {
            "name": name, "value": round(value),
            "unit": "1/s", "floor": round(base), "ratio": round(value / base, 2),
            "target": f">= {share:g} x floor, 0 errors",
            "holds": value >= share * base and not errors,
        },
        {
            "name": f"{name}, p99", "value": round(late, 1),
            "unit": "ms", "floor": round(statistics.median(run["p99_ms"] for run in floor), 1),
            "target": f"<= {most_ms:g} ms" if most_ms else "",
            "holds": late <= most_ms if most_ms else None,
        },
        {
            # What the neighbours of a busy machine cannot change much.
            "name": f"{name}, CPU each", "value": round(cpu, 1), "unit": "us",
            "floor": round(floor_cpu, 1), "ratio": round(cpu / floor_cpu, 2),
        },
    ]  # fmt: skip
