"""Errors that nobody caught: those of the error tree become a notice, all others a report."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from pollkit import __version__
from pollkit.errors import PollKitError

log = logging.getLogger(__name__)

_LARGEST_LOG = 500_000


def open_log(workspace: Path) -> None:
    """Sends the program's log to a file of the workspace."""
    from logging.handlers import RotatingFileHandler

    path = workspace / "logs" / "window.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(path, maxBytes=_LARGEST_LOG, backupCount=2, encoding="utf-8")
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("pollkit").addHandler(file)


def close_log() -> None:
    logger = logging.getLogger("pollkit")
    for handler in [h for h in logger.handlers if isinstance(h, logging.FileHandler)]:
        logger.removeHandler(handler)
        handler.close()


def write_report(error: BaseException) -> str:
    """Where in the program it happened, on which system. Not the error's own words: they may hold
    what a person typed."""
    import platform
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(f.filename).name}:{f.lineno} in {f.name}" for f in frames]
    system = f"PollKit {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return "\n".join([system, type(error).__name__, *lines])


class LastResort:
    """The front door for errors that reach no other: installs itself as Python's hooks."""

    def __init__(
        self, on_trouble: Callable[[PollKitError], None], on_bug: Callable[[str], None]
    ) -> None:
        """Both are called in the thread in which the error rose."""
        self._on_trouble = on_trouble
        self._on_bug = on_bug
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        sys.excepthook = self._on_error
        threading.excepthook = lambda args: self.take(args.exc_value or args.exc_type())

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    def take(self, error: BaseException) -> None:
        if isinstance(error, PollKitError):
            log.warning("shown as a notice: %s", type(error).__name__)
            self._on_trouble(error)
            return
        report = write_report(error)
        log.error("bug: %s", report.replace("\n", " | "))
        self._on_bug(report)

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.take(error)
