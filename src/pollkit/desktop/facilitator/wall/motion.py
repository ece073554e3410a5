"""The reveal's own clock, and whether there should be motion at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

REVEAL_S = 0.55


class Reveal:
    """From 0 to 1 within REVEAL_S of the clock, fast first; at 1 when nothing is under way."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began_s: float | None = None

    def begin(self) -> None:
        self._began_s = self._clock()

    def finish(self) -> None:
        self._began_s = None

    @property
    def is_running(self) -> bool:
        return self._began_s is not None and self._clock() - self._began_s < REVEAL_S

    @property
    def shown(self) -> float:
        if self._began_s is None:
            return 1.0
        passed = (self._clock() - self._began_s) / REVEAL_S
        return 1.0 if passed >= 1 else 1 - (1 - max(0.0, passed)) ** 3


def system_asks_for_less_motion() -> bool:
    """What the system's accessibility settings say; False where they cannot be read."""
    hints = QGuiApplication.styleHints()
    preference = getattr(hints.accessibility(), "motionPreference", None)
    if preference is not None:  # since Qt 6.12
        return "Reduce" in str(preference())
    if sys.platform == "win32":
        return _windows_shows_no_animation()
    if sys.platform == "darwin":
        return _answer("defaults", "read", "com.apple.universalaccess", "reduceMotion") == "1"
    return (
        _answer("gsettings", "get", "org.gnome.desktop.interface", "enable-animations") == "false"
    )


def _windows_shows_no_animation() -> bool:
    import ctypes

    shows = ctypes.c_int(1)
    get_client_area_animation = 0x1042  # SPI_GETCLIENTAREAANIMATION, winuser.h
    windll = getattr(ctypes, "windll")  # noqa: B009 - there is none on other systems
    windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(shows), 0)
    return shows.value == 0


def _answer(*command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands of the system
            command, capture_output=True, text=True, timeout=1, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
