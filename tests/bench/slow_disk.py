"""Votes with 10 ms added to each fsync: what a slow disk does to the wait for "saved".

The room's process gets the fsync of a small library that is built for it here; the program itself
has nothing to switch.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from servers import LoadClient, measured_room

from pollkit.domain.rooms import Move

RUNS = 3
CONNECTIONS, PHONES = (50, 200), 8000
ADDED_MS = 10
MOST_FSYNCS = 5

# SQLite calls fdatasync on Linux and fsync where there is none.
_SLOW_FSYNC = f"""
#include <sys/syscall.h>
#include <unistd.h>
static int slow(long number, int file) {{
    usleep({ADDED_MS * 1000});
    return syscall(number, file);
}}
int fsync(int file) {{ return slow(SYS_fsync, file); }}
int fdatasync(int file) {{ return slow(SYS_fdatasync, file); }}
"""

Row = dict[str, Any]


def measure() -> list[Row]:
    with _slow_fsync() as library:
        found = {
            connections: [_votes(library, connections) for _run in range(RUNS)]
            for connections in CONNECTIONS
        }
    fsync_ms = ADDED_MS + _bare_fsync_ms()
    return [row for some, runs in found.items() for row in _rows(some, runs, fsync_ms)]


def _rows(connections: int, runs: list[Row], fsync_ms: float) -> list[Row]:
    late = statistics.median(run["p99_ms"] for run in runs)
    errors = sum(run["errors"] for run in runs)
    name = f"durable votes, {connections} connections, fsync + {ADDED_MS} ms"
    return [
        {
            "name": name, "value": round(statistics.median(run["per_s"] for run in runs)),
            "unit": "1/s",
        },
        {
            "name": f"{name}, p99", "value": round(late, 1), "unit": "ms",
            "floor": round(fsync_ms, 1), "ratio": round(late / fsync_ms, 2),
            "target": f"<= {MOST_FSYNCS} fsyncs, 0 errors",
            "holds": late <= MOST_FSYNCS * fsync_ms and not errors,
        },
    ]  # fmt: skip


def _votes(library: Path, connections: int) -> Row:
    os.environ["LD_PRELOAD"] = str(library)
    with measured_room() as link:
        del os.environ["LD_PRELOAD"]
        link.move(Move.ASK, "colour")
        url = link.status.addresses[0].url
        client = LoadClient("votes", url, connections=connections, phones=PHONES, changes=0)
        try:
            client.hear()
            return dict(client.hear())
        finally:
            client.end()


@contextmanager
def _slow_fsync() -> Iterator[Path]:
    compiler = shutil.which("cc")
    if compiler is None or not Path("/proc/self").exists():
        raise RuntimeError("a slow disk is made with a C compiler, on Linux only")
    with tempfile.TemporaryDirectory(prefix="pollkit-bench-") as folder:
        library = Path(folder) / "slow_fsync.so"
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-xc", "-", "-o", str(library)],
            input=_SLOW_FSYNC, text=True, check=True,
        )  # fmt: skip
        yield library


def _bare_fsync_ms() -> float:
    """The median of a hundred, each after a page that lengthens a file."""
    took = []
    with tempfile.TemporaryFile() as file:
        for _page in range(100):
            file.write(bytes(4096))
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)
