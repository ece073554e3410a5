"""Keeps the laptop and the projector awake while a room is open."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from pollkit.i18n import _

log = logging.getLogger(__name__)

# SetThreadExecutionState of winbase.h.
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002
_WHY = "A live poll is running"
_DESKTOP_ANSWERS_WITHIN_MS = 1000


class Waker(Protocol):
    """One way of a system. `begin` says whether it was granted."""

    def begin(self) -> bool: ...

    def end(self) -> None: ...


class KeepAwake:
    """Whatever was taken is given back by `end`, and by the system if this process dies."""

    def __init__(self, wakers: tuple[Waker, ...] | None = None) -> None:
        self._wakers = _wakers_of_system() if wakers is None else wakers
        self._held: list[Waker] = []

    def begin(self) -> bool:
        """Whether the system has promised to stay awake."""
        for waker in self._wakers:
            try:
                if waker.begin():
                    self._held.append(waker)
            except OSError as fault:
                log.info("%s: %s", type(waker).__name__, fault.strerror)
        return bool(self._held)

    def end(self) -> None:
        while self._held:
            self._held.pop().end()

    def trouble_words(self) -> str:
        return _(
            "This laptop may fall asleep while the room is open. Plug it in, leave the lid open, "
            "and switch sleep off in the system’s settings."
        )


class WindowsWaker:
    def begin(self) -> bool:
        return self._set(_CONTINUOUS | _SYSTEM | _DISPLAY)

    def end(self) -> None:
        self._set(_CONTINUOUS)

    def _set(self, state: int) -> bool:
        if sys.platform != "win32":
            return False
        import ctypes

        return bool(ctypes.windll.kernel32.SetThreadExecutionState(state))


class ChildWaker:
    """A program of the system that keeps it awake for as long as it runs; it ends with us."""

    def __init__(self, *command: str) -> None:
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None

    def begin(self) -> bool:
        path = shutil.which(self._command[0])
        if path is None:
            return False
        self._child = subprocess.Popen(  # noqa: S603 - fixed words, no shell
            [path, *self._command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            # Where the system refuses, it ends at once.
            self._child.wait(0.3)
        except subprocess.TimeoutExpired:
            return True
        self.end()
        return False

    def end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()
        child.terminate()
        try:
            child.wait(2)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


class DesktopWaker:
    """The desktop's own inhibition (org.freedesktop.ScreenSaver): KDE, GNOME, Xfce, Cinnamon.

    It lasts as long as the line to the bus on which it was asked for; so it is asked for on a line
    of its own, and ends with us however that happens.
    """

    _NAME, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
    _LINE = "pollkit-awake"

    def begin(self) -> bool:
        if not _has_session_bus():
            return False
        from PySide6.QtDBus import QDBusConnection, QDBusInterface

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._LINE)
        saver = QDBusInterface(self._NAME, self._PATH, self._NAME, bus)
        saver.setTimeout(_DESKTOP_ANSWERS_WITHIN_MS)
        answer = saver.call("Inhibit", "PollKit", _WHY)
        if bus.isConnected() and not answer.errorName() and answer.arguments():
            return True
        self.end()
        return False

    def end(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(self._LINE)


def _has_session_bus() -> bool:
    """Asked before Qt is: where there is none it would start one, which nobody would end."""
    if "DBUS_SESSION_BUS_ADDRESS" in os.environ:
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return folder is not None and (Path(folder) / "bus").exists()


def _wakers_of_system() -> tuple[Waker, ...]:
    if sys.platform == "win32":
        return (WindowsWaker(),)
    if sys.platform == "darwin":
        return (ChildWaker("caffeinate", "-d", "-i", "-w", str(os.getpid())),)
    sleep = ChildWaker(
        "systemd-inhibit", "--what=sleep:idle:handle-lid-switch", "--who=PollKit", f"--why={_WHY}",
        "--mode=block", "cat",
    )  # fmt: skip
    return (DesktopWaker(), sleep)
