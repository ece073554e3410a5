"""The longest gap between frames of the projector's window while bars are revealed, 60 a second.

The window runs in a process of its own, as in the program; whoever measures it under load gives
`measure` the load as a context manager. While it reveals, the count on it changes ten times a
second, as it does when a room is answering.

    python tests/bench/frames.py [SECONDS]      prints the gaps of one run as JSON
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

SECONDS = 4.0
RUNS = 3
LONGEST_MS, P99_MS = 33.0, 22.0

Row = dict[str, Any]


def measure(load: AbstractContextManager[object] | None = None) -> list[Row]:
    """Rows with name, value, unit, floor, ratio, target and holds; the floor is the same animation
    without the load, or a bare window's where there is none."""
    floor = _runs(is_bare=load is None)
    with load or nullcontext():
        found = _runs(is_bare=False)
    name = "frames" if load is None else "frames under load"
    return [
        _row(f"{name}, longest gap", max, found, floor, LONGEST_MS),
        _row(f"{name}, p99 gap", _p99, found, floor, P99_MS),
    ]


def _row(
    name: str, of: Any, found: list[list[float]], floor: list[list[float]], target: float
) -> Row:
    value = statistics.median(of(gaps) for gaps in found)
    base = statistics.median(of(gaps) for gaps in floor)
    return {
        "name": name, "value": round(value, 1), "unit": "ms", "floor": round(base, 1),
        "ratio": round(value / base, 2), "target": f"<= {target:g} ms", "holds": value <= target,
    }  # fmt: skip


def _p99(gaps: list[float]) -> float:
    return statistics.quantiles(gaps, n=100)[98]


def _runs(is_bare: bool) -> list[list[float]]:
    return [_gaps_of_one_run(is_bare) for _run in range(RUNS)]


def _gaps_of_one_run(is_bare: bool) -> list[float]:
    command = [sys.executable, str(Path(__file__)), str(SECONDS), *(["bare"] if is_bare else [])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    gaps: list[float] = json.loads(done.stdout)
    return gaps


def _record(seconds: float, is_bare: bool) -> list[float]:
    """Gaps in ms between paintings, the first half second left out."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from pollkit.desktop.theme import Theme

    application = QApplication([])
    theme = Theme(application)
    theme.dress()
    painted: list[float] = []
    wall = _bare_window(painted) if is_bare else _wall(painted, QPaintEvent)
    wall.resize(1920, 1080)
    wall.show()
    QTimer.singleShot(int(seconds * 1000), application.quit)
    application.exec()
    wall.close()
    settled = [at for at in painted if at > painted[0] + 0.5]
    return [1000 * (b - a) for a, b in itertools.pairwise(settled)]


def _wall(painted: list[float], _event: Any) -> Any:
    from meeting import EVALUATES
    from PySide6.QtCore import QTimer
    from wall_pictures import asking, event_in, revealed

    from pollkit.desktop.facilitator.wall.motion import REVEAL_S
    from pollkit.desktop.facilitator.wall.window import WallWindow

    class Timed(WallWindow):
        def paintEvent(self, event: Any) -> None:  # noqa: N802
            super().paintEvent(event)
            painted.append(time.perf_counter())

    wall = Timed(event_in("en"), wants_less_motion=False)
    joined = 0

    def _show(*, begins_anew: bool) -> None:
        nonlocal joined
        joined += 1
        if begins_anew:
            wall.show_picture(asking(EVALUATES))
        picture = revealed(EVALUATES)
        wall.show_picture(replace(picture, heads=replace(picture.heads, joined=joined)))

    reveals = QTimer(wall, interval=int(REVEAL_S * 1000))
    reveals.timeout.connect(lambda: _show(begins_anew=True))
    reveals.start()
    counts = QTimer(wall, interval=100)
    counts.timeout.connect(lambda: _show(begins_anew=False))
    counts.start()
    _show(begins_anew=True)
    return wall


def _bare_window(painted: list[float]) -> Any:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    class Bare(QWidget):
        def paintEvent(self, event: Any) -> None:  # noqa: N802
            QPainter(self).fillRect(self.rect(), Qt.GlobalColor.white)
            painted.append(time.perf_counter())

    window = Bare()
    frames = QTimer(window, interval=16, timerType=Qt.TimerType.PreciseTimer)
    frames.timeout.connect(window.update)
    frames.start()
    return window


if __name__ == "__main__":
    print(
        json.dumps(
            _record(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS, "bare" in sys.argv)
        )
    )
