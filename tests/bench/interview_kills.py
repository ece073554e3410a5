"""`kill -9` at 1,000 random moments of an interview: what was acknowledged, and what is on disk.

An answer counts as entered once the program said so; each kill is followed by a look at the file
with plain SQL. An edit after the end must have kept the old value. `value` is what is lost; the
second row is how long an answer took until it was on disk.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from killed_interviews import check_whole, kill_interviews

KILLS = 1_000

Row = dict[str, Any]


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="pollkit-bench-") as folder:
        workspace = Path(folder) / "workspace"
        tale = kill_interviews(workspace, KILLS, seed=11)
        is_sound = check_whole(workspace)
    for lost in tale.lost[:10]:
        print(lost)
    took = sorted(tale.took_ms)
    p99_ms = took[int(len(took) * 0.99) - 1]
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
            "median_ms": round(statistics.median(took), 1),
            "target": "below 50 ms",
            "holds": p99_ms < 50,
        },
    ]
