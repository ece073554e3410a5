from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Runs in a process of its own: what is loaded already is not loaded again.
PROGRAM = """
import sys, threading
from importlib.abc import MetaPathFinder
from pathlib import Path

class Watch(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is not threading.main_thread():
            elsewhere.append(name)
        return None

elsewhere = []
sys.meta_path.insert(0, Watch())
from facilitator import facilitator_at
with facilitator_at(Path(sys.argv[1])) as facilitator:
    facilitator.press("Alt+1")
    assert facilitator.window.events.isVisible()
for name in elsewhere:
    if name.split(".")[0] in {"PySide6", "shiboken6", "qtpy", "qtawesome"}:
        print(name)
    source = getattr(sys.modules.get(name), "__file__", None) or ""
    if name.startswith("pollkit") and "PySide6" in Path(source).read_text("utf-8"):
        print(name)
assert "pollkit.store.opening" in elsewhere, "the workspace is opened in the pool"
"""


def test_nothing_that_names_qt_is_loaded_outside_the_window_s_thread(tmp_path: Path) -> None:
    """Two threads in which PySide makes its classes at once end the program."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "workspace")],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join(
                [str(Path(__file__).parents[1] / "support"), os.environ.get("PYTHONPATH", "")]
            ),
        },
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []
