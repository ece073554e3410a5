"""Every test leaves the machine as it found it: no thread, timer, window or process stays."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator

import psutil

# PySide6's import hook looks into every module that is imported after it. It breaks pydantic where
# half of that was there before and half comes after; no test may depend on the order of its files.
import pydantic.types  # noqa: F401
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_PATIENCE_S = 5.0


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    threads, processes = set(threading.enumerate()), _children()
    yield
    _sweep_qt()
    if _windows_and_timers():
        gc.collect()
        _sweep_qt()
    _wait_until_empty(lambda: _windows_and_timers(), "windows or timers")
    _wait_until_empty(
        lambda: [t.name for t in threading.enumerate() if t not in threads], "threads"
    )
    _wait_until_empty(lambda: sorted(_children() - processes), "processes")


def _children() -> set[int]:
    # The interpreter's own resource tracker lives as long as the interpreter.
    return {
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.is_running() and not _is_tracker(child)
    }


def _is_tracker(child: psutil.Process) -> bool:
    try:
        return child.status() == psutil.STATUS_ZOMBIE or any(
            "resource_tracker" in word for word in child.cmdline()
        )
    except psutil.NoSuchProcess:
        return True


def _sweep_qt() -> None:
    """Deletes what was marked for deletion, as the event loop would."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _windows_and_timers() -> list[str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    left = [repr(window) for window in widgets.QApplication.topLevelWidgets()]
    timers = [o for o in gc.get_objects() if type(o) is QTimer and isValid(o) and o.isActive()]
    return left + [repr(timer) for timer in timers]


def _wait_until_empty(left: Callable[[], list[object]], what: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while (still := left()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not still, f"{what} left behind: {still}"
