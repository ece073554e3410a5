"""The time from starting Python to the first painting of PollKit's window, warm, against a bare
PySide6 window in the same run.

    python tests/bench/first_window.py pollkit|bare     prints the seconds of one run
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

RUNS = 5
MOST_TIMES = 1.5

Row = dict[str, Any]


def measure() -> list[Row]:
    """One row: name, value, unit, floor, ratio, target, holds; the floor is the bare window."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        _seconds_of("pollkit", workspace)  # makes the workspace and warms the disk's cache
        _seconds_of("bare", workspace)
        ours, bare = [], []
        for _run in range(RUNS):  # in turn, so that a busy minute falls on both
            ours.append(_seconds_of("pollkit", workspace))
            bare.append(_seconds_of("bare", workspace))
    value, floor = statistics.median(ours), statistics.median(bare)
    return [
        {
            "name": "time to the first window", "value": round(value, 3), "unit": "s",
            "floor": round(floor, 3), "ratio": round(value / floor, 2),
            "target": f"<= {MOST_TIMES:g} x floor", "holds": value <= MOST_TIMES * floor,
        }
    ]  # fmt: skip


def _seconds_of(which: str, workspace: Path) -> float:
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Warm means with compiled modules, as after any ordinary start, also where the environment
    # of the tests forbids to write them beside the sources.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(workspace.parent / "compiled")
    began = time.time()
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), which, str(workspace)],
        capture_output=True, text=True, timeout=60, check=True, env=environment,
    )  # fmt: skip
    return float(done.stdout.split()[-1]) - began


def _open(which: str, workspace: Path) -> None:
    """Prints the wall clock at the first painting of a window, then ends."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class FirstPainting(QObject):
        is_told = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if (
                not self.is_told
                and event.type() is QEvent.Type.Paint
                and isinstance(watched, QMainWindow)
            ):
                self.is_told = True
                QTimer.singleShot(0, self._tell)
            return False

        def _tell(self) -> None:
            print(time.time(), flush=True)
            QApplication.quit()

    first = FirstPainting()
    if which == "bare":
        application = QApplication([])
        application.installEventFilter(first)
        window = QMainWindow()
        window.setCentralWidget(QLabel("PollKit"))
        window.resize(1280, 800)
        window.show()
        application.exec()
        return
    from pollkit.desktop import application as desktop

    made = desktop.QApplication

    def watched(arguments: list[str]) -> QApplication:
        application = made(arguments)
        application.installEventFilter(first)
        return application

    watched.setApplicationName = made.setApplicationName  # type: ignore[attr-defined]
    watched.setDesktopFileName = made.setDesktopFileName  # type: ignore[attr-defined]
    desktop.QApplication = watched  # type: ignore[assignment,misc]
    # As the program wires it: the room's parts are loaded when a room is opened.
    from pollkit.app import wiring

    wiring().open_window(workspace, None)


if __name__ == "__main__":
    _open(sys.argv[1], Path(sys.argv[2]))
