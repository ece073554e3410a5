"""From the facilitator's reveal to the last of many open streams."""

from __future__ import annotations

import statistics
import time
from typing import Any

from servers import LoadClient, floor_server, measured_room

from pollkit.domain.rooms import Move

RUNS = 3
TARGETS = {1000: 50.0, 5000: 250.0}
_RESULT = 'data-scene=\\"result\\"'

Row = dict[str, Any]


def measure() -> list[Row]:
    rows = []
    for phones, most_ms in TARGETS.items():
        ours = [_ours(phones) for _run in range(RUNS)]
        floor = [_floor(phones) for _run in range(RUNS)]
        value, base = statistics.median(ours), statistics.median(floor)
        rows.append(
            {
                "name": f"reveal to the last of {phones} streams", "value": round(value, 1),
                "unit": "ms", "floor": round(base, 1), "ratio": round(value / base, 2),
                "target": f"<= {most_ms:g} ms", "holds": value <= most_ms,
            }
        )  # fmt: skip
    return rows


def _ours(phones: int) -> float:
    """Milliseconds from the call of the window, the commit of the move included."""
    with measured_room() as link:
        client = LoadClient("streams", link.status.addresses[0].url, phones=phones, wanted=_RESULT)
        try:
            assert client.hear()["ready"] == phones
            link.move(Move.ASK, "colour")
            link.move(Move.CLOSE)
            time.sleep(0.5)
            began = time.monotonic()
            link.move(Move.REVEAL)
            return 1000 * float(client.hear()["last"] - began)
        finally:
            client.end()


def _floor(phones: int) -> float:
    with floor_server("loop") as (url, server):
        client = LoadClient("streams", url, phones=phones, wanted=_RESULT)
        try:
            assert client.hear()["ready"] == phones
            assert server.stdin is not None
            began = time.monotonic()
            server.stdin.write("\n")
            server.stdin.flush()
            return 1000 * float(client.hear()["last"] - began)
        finally:
            client.end()
