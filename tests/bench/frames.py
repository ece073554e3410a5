"""The longest gap between frames of the projector's window while a result is revealed, 60 a second.

The window runs in a process of its own, as in the program; whoever measures it under load gives
`measure` the load as a context manager. While it reveals, the count on it changes ten times a
second, as it does when a room is answering.

    python tests/bench/frames.py [SECONDS] [KIND]      prints the gaps of one run as JSON

KIND is one of choice, words (a cloud of 40), grid (200 people's spots of five things), ranking and
board (ten ideas with their votes), or bare for a window that paints nothing.
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

SECONDS = 4.0
RUNS = 3
LONGEST_MS, P99_MS = 33.0, 22.0
# From the wish to reveal to the first frame; nothing moves yet, and nobody sees a shorter wait.
START_MS = 100.0
# The quick one, and the two that have the most to paint.
KINDS = ("choice", "words", "grid")
_BARE = "bare"

Row = dict[str, Any]


@dataclass
class Recorded:
    """In ms: between two frames of one reveal, and from the wish to its first frame."""

    gaps: list[float]
    starts: list[float]


def measure(load: AbstractContextManager[object] | None = None) -> list[Row]:
    """Rows with name, value, unit, floor, ratio, target and holds; the floor is the same animation
    without the load, or a bare window's where there is none."""
    if load is None:
        floor = _runs(_BARE)
        rows = (rows_of(f"frames of {kind}", _runs(kind), floor) for kind in KINDS)
        return [row for some in rows for row in some]
    floor = _runs(KINDS[0])
    with load:
        found = _runs(KINDS[0])
    return rows_of("frames under load", found, floor)


def rows_of(name: str, found: list[Recorded], floor: list[Recorded]) -> list[Row]:
    gaps, base = [run.gaps for run in found], [run.gaps for run in floor]
    rows = [
        _row(f"{name}, longest gap", max, gaps, base, LONGEST_MS),
        _row(f"{name}, p99 gap", _p99, gaps, base, P99_MS),
    ]
    starts, floor_starts = [r.starts for r in found], [r.starts or r.gaps for r in floor]
    return [*rows, _row(f"{name}, wait for the first", max, starts, floor_starts, START_MS)]


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


def _runs(kind: str) -> list[Recorded]:
    return [record_alone(kind) for _run in range(RUNS)]


def record_alone(kind: str) -> Recorded:
    """In a process of its own."""
    command = [sys.executable, str(Path(__file__)), str(SECONDS), kind]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return Recorded(**json.loads(done.stdout))


def _record(seconds: float, kind: str) -> Recorded:
    """What happens on the wall in so many seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from pollkit.desktop.theme import Theme

    application = QApplication([])
    theme = Theme(application)
    theme.dress()
    # For each reveal the wish, then its frames.
    reveals: list[list[float]] = [[time.perf_counter()]]
    wall = _bare_window(reveals) if kind == _BARE else _wall(reveals, kind)
    wall.resize(1920, 1080)
    wall.show()
    QTimer.singleShot(int(seconds * 1000), application.quit)
    application.exec()
    wall.close()
    # The first one loads faces of letters, the last one is cut off; a bare window has one only.
    whole = reveals if kind == _BARE else [times for times in reveals[2:-1] if len(times) > 1]
    gaps = [1000 * (b - a) for times in whole for a, b in itertools.pairwise(times[1:])]
    starts = [1000 * (times[1] - times[0]) for times in whole]
    return Recorded(gaps, [] if kind == _BARE else starts)


def _wall(reveals: list[list[float]], kind: str) -> Any:
    from meeting import EVALUATES, question
    from PySide6.QtCore import QTimer
    from wall_kinds import GRID, RANKING, WORDS, result_of
    from wall_pictures import asking, event_in, revealed

    from pollkit.desktop.facilitator.wall.motion import REVEAL_S
    from pollkit.desktop.facilitator.wall.window import WallWindow
    from pollkit.domain.instruments import Item, ItemKind

    class Timed(WallWindow):
        def paintEvent(self, event: Any) -> None:  # noqa: N802
            super().paintEvent(event)
            reveals[-1].append(time.perf_counter())

    ideas = Item("ideas", ItemKind.IDEAS, {"en": "What should we do?"})
    item = {
        "choice": EVALUATES, "words": WORDS, "grid": GRID, "ranking": RANKING, "board": ideas,
    }[kind]  # fmt: skip
    if item.kind is ItemKind.IDEAS:
        shown = _voted_ideas(item)
    else:
        result = question("evaluates").tally if item is EVALUATES else result_of(item, 200)
        shown = revealed(item, result)
    wall = Timed(event_in("en", item=item), wants_less_motion=False)
    joined = 0

    def _show(*, begins_anew: bool) -> None:
        nonlocal joined
        joined += 1
        if begins_anew:
            wall.show_picture(asking(item))
            reveals.append([time.perf_counter()])
        wall.show_picture(replace(shown, heads=replace(shown.heads, joined=joined)))

    again = QTimer(wall, interval=int(REVEAL_S * 1000))
    again.timeout.connect(lambda: _show(begins_anew=True))
    again.start()
    counts = QTimer(wall, interval=100)
    counts.timeout.connect(lambda: _show(begins_anew=False))
    counts.start()
    _show(begins_anew=True)
    return wall


def _voted_ideas(item: Any) -> Any:
    from uuid import UUID

    from wall_pictures import asking

    from pollkit.domain.board_views import BoardPicture
    from pollkit.domain.boards import Post, PostState, public_posts
    from pollkit.domain.rooms import QuestionState
    from pollkit.domain.views import Scene

    posts = (
        Post(UUID(int=n), f"An idea of the room, the {n}th of ten", None, PostState.SHOWN, 40 - n)
        for n in range(10)
    )
    board = BoardPicture(public_posts(posts), None, shows_numbers=True, is_voting=True)
    asked = asking(item, QuestionState.REVEALED)
    return replace(asked, scene=Scene.RESULT, board=board)


def _bare_window(reveals: list[list[float]]) -> Any:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    class Bare(QWidget):
        def paintEvent(self, event: Any) -> None:  # noqa: N802
            QPainter(self).fillRect(self.rect(), Qt.GlobalColor.white)
            reveals[-1].append(time.perf_counter())

    window = Bare()
    frames = QTimer(window, interval=16, timerType=Qt.TimerType.PreciseTimer)
    frames.timeout.connect(window.update)
    frames.start()
    return window


if __name__ == "__main__":
    seconds, kind = (*sys.argv[1:], *[str(SECONDS), KINDS[0]][len(sys.argv) - 1 :])[:2]
    print(json.dumps(asdict(_record(float(seconds), kind))))
