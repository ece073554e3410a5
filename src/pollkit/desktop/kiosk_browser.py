"""Opens a browser that fills the screen and keeps nothing, for a kiosk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QRect, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from pollkit.errors import EnvironmentFault
from pollkit.i18n import _

_LINUX = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "brave-browser")
_MAC = ("Google Chrome", "Microsoft Edge", "Chromium", "Brave Browser")
_WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"BraveSoftware\Brave-Browser\Application\brave.exe",
)
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
_FOLDER = "pollkit-kiosk"
# A browser that cannot run here, such as Chromium for an administrator, says so at once.
_FAILS_WITHIN_S = 0.5


def open_kiosk(url: str) -> None:
    """In kiosk mode where a browser is known that has one, else in the default browser.

    Raises:
        EnvironmentFault: no browser could be opened.
    """
    screen = QGuiApplication.primaryScreen()
    place = QRect() if screen is None else screen.geometry()
    if any(opens_kiosk(program, url, place) for program in browsers()):
        return
    if not QDesktopServices.openUrl(QUrl(url)):
        raise EnvironmentFault(_("No browser could be opened. Install one, then try again."))


def opens_kiosk(program: str, url: str, place: QRect) -> bool:
    """Whether the browser runs; its profile is thrown away when it ends."""
    folder = _fresh_folder()
    try:
        process = subprocess.Popen(  # noqa: S603 - a browser of this computer
            kiosk_command(program, folder, url, place),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        has_failed = process.wait(_FAILS_WITHIN_S) != 0
    except subprocess.TimeoutExpired:
        has_failed = False
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return False
    if has_failed:
        shutil.rmtree(folder, ignore_errors=True)
        return False
    threading.Thread(
        target=_clear_up, args=(process, folder), name="kiosk-end", daemon=True
    ).start()
    return True


def browsers(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> Iterator[str]:
    """Programs of this computer that can be a kiosk, the first best."""
    if platform == "win32":
        folders = [environment[name] for name in _WINDOWS_FOLDERS if name in environment]
        candidates = [Path(folder) / name for name in _WINDOWS for folder in folders]
    elif platform == "darwin":
        candidates = [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in _MAC]
    else:
        path = environment.get("PATH")
        yield from (found for name in _LINUX if (found := shutil.which(name, path=path)))
        return
    yield from (str(one) for one in candidates if one.is_file())


def kiosk_command(program: str, folder: Path, url: str, place: QRect) -> list[str]:
    """With a profile of its own: else a browser that runs already would open a mere tab. The place
    is told for desktops that have nothing to manage windows."""
    return [
        program,
        "--kiosk",
        "--incognito" if "edge" not in program.lower() else "--edge-kiosk-type=fullscreen",
        f"--user-data-dir={folder}",
        "--no-first-run",
        "--no-default-browser-check",
        f"--window-position={place.x()},{place.y()}",
        f"--window-size={place.width()},{place.height()}",
        "--disable-pinch",
        "--overscroll-history-navigation=0",
        url,
    ]


def _fresh_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix=f"{_FOLDER}-"))


def _clear_up(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
