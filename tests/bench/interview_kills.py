"""`kill -9` at 1,000 random moments of an interview: what was acknowledged, and what is on disk.

An answer counts as entered once the program said so; each kill is followed by a look at the file
with plain SQL. An edit after the end must have kept the old value. `value` is what is lost; the
second row is how long an answer took until it was on disk, beside one row in SQLite alone.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from killed_interviews import check_whole, kill_interviews

KILLS = 1_000
_PLAIN_COMMITS = 2_000

Row = dict[str, Any]


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="pollkit-bench-") as folder:
        workspace = Path(folder) / "workspace"
        tale = kill_interviews(workspace, KILLS, seed=11)
        is_sound = check_whole(workspace)
        floor_ms = _p99(_plain_commits(Path(folder) / "plain.sqlite"))
    for lost in tale.lost[:10]:
        print(lost)
    p99_ms = _p99(tale.took_ms)
    return [
        {
            "name": f"answers lost in {tale.kills} kills",
            "value": len(tale.lost),
            "unit": "answers",
            "acknowledged": tale.acknowledged,
            "in_flight": tale.in_flight,
            "responses": len(tale.answers),
            "is_sound": is_sound,
            "target": "0, log and tables sound",
            "holds": not tale.lost and is_sound and tale.kills == KILLS,
        },
        {
            "name": "from an answer to the disk, p99",
            "value": round(p99_ms, 1),
            "unit": "ms",
            "median_ms": round(statistics.median(tale.took_ms), 1),
            "floor": round(floor_ms, 1),
            "ratio": round(p99_ms / floor_ms, 1),
            "target": "below 50 ms, or 5 floors",
            "holds": p99_ms < max(50.0, 5 * floor_ms),
        },
    ]


def _plain_commits(database: Path) -> list[float]:
    """What one row and its commit take in SQLite alone, as durable as ours."""
    raw = sqlite3.connect(database, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL").fetchall()
    raw.execute("PRAGMA synchronous=FULL").fetchall()
    raw.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT)")
    took_ms = []
    for number in range(_PLAIN_COMMITS):
        begun = time.perf_counter()
        raw.execute("INSERT INTO answer (text) VALUES (?)", (f"word {number}",))
        took_ms.append((time.perf_counter() - begun) * 1000)
    raw.close()
    return took_ms


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99) - 1]
