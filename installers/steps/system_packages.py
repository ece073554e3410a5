"""What lies outside Python: Qt's system libraries, a browser for the tests, binutils."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .failures import what_to_do
from .transcript import Stop, Transcript

# What the window needs on X11 and Wayland; Qt's other plugins are not used.
QT_FILES = (
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/QtWidgets.abi3.so",
    "PySide6/QtSvg.abi3.so",
)
# What drives the browser in the tests.
DRIVER_FILES = ("playwright/driver/node",)

# library: (Debian's package, Arch's package). RPM systems find packages by the library's name.
PACKAGE_OF_LIBRARY = {
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libx11"),
    "libX11.so.6": ("libx11-6", "libx11"),
    "libatomic.so.1": ("libatomic1", "gcc-libs"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libstdc++.so.6": ("libstdc++6", "gcc-libs"),
    "libwayland-client.so.0": ("libwayland-client0", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "wayland"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib"),
}

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_BROWSERS_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
)


@dataclass(frozen=True)
class PackageManager:
    """How one family of Linux distributions installs packages."""

    name: str
    refresh: tuple[str, ...]
    install: tuple[str, ...]

    def packages_of(self, libraries: Iterable[str]) -> list[str]:
        """The packages of some libraries; a library not known here is asked for by its name."""
        if self.name in ("dnf", "zypper"):
            return sorted(f"{library}()(64bit)" for library in libraries)
        column = 0 if self.name == "apt-get" else 1
        known = PACKAGE_OF_LIBRARY
        return sorted({known[name][column] if name in known else name for name in libraries})


PACKAGE_MANAGERS = (
    PackageManager("apt-get", ("update",), ("install", "-y", "--no-install-recommends")),
    PackageManager("dnf", (), ("install", "-y", "--setopt=install_weak_deps=False")),
    PackageManager("zypper", (), ("--non-interactive", "install", "--no-recommends")),
    PackageManager("pacman", (), ("-Sy", "--noconfirm", "--needed")),
)


def ensure_libraries(
    site_packages: Path, files: Sequence[str], what: str, transcript: Transcript
) -> None:
    """The system libraries that files of Python packages need, on Linux.

    Elsewhere the packages bring along all that they need.
    """
    if sys.platform != "linux":
        return
    paths = [site_packages / name for name in files]
    missing = missing_libraries(paths)
    if missing:
        manager = _find_package_manager(missing)
        _install(manager, manager.packages_of(missing), what, transcript)
        _refuse_still_missing(missing_libraries(paths))


def ensure_browser(transcript: Transcript) -> str:
    """The path of a Chromium for the browser tests, installed if need be."""
    found = find_browser()
    if found is None and sys.platform == "linux":
        manager = _find_package_manager(["chromium"])
        try:
            _install(manager, ["chromium"], "Chromium for the browser tests", transcript)
        except Stop as failure:
            # Ubuntu has no such package, only a snap.
            raise Stop(f"{failure}\nGoogle Chrome or Microsoft Edge will do as well.") from failure
        found = find_browser()
    if found is None:
        raise Stop(
            "The browser tests need Google Chrome, Chromium or Microsoft Edge. Install one of "
            "them, or name its program in POLLKIT_CHROMIUM, and type the command again."
        )
    return found


def ensure_pdf_reader(transcript: Transcript) -> None:
    """The tests read our PDF files back with another program; without it they are left out."""
    if sys.platform != "linux" or shutil.which("pdftotext"):
        return
    if _rights() is None:
        transcript.say("pdftotext (package poppler-utils) is missing: some tests are left out.")
        return
    manager = _find_package_manager(["pdftotext"])
    package = {"zypper": "poppler-tools", "pacman": "poppler"}.get(manager.name, "poppler-utils")
    _install(manager, [package], "a reader of PDF files for the tests", transcript)


def ensure_bundle_tools(transcript: Transcript) -> None:
    """PyInstaller reads and writes Linux programs with binutils."""
    if sys.platform == "linux" and not (shutil.which("objdump") and shutil.which("objcopy")):
        manager = _find_package_manager(["binutils"])
        _install(manager, ["binutils"], "binutils for PyInstaller", transcript)


def find_browser() -> str | None:
    named = os.environ.get("POLLKIT_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    on_path = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if on_path:
        return on_path
    settings = {name: os.environ.get(name, "") for name in _program_folders()}
    places = (Path(place.format(**settings)) for place in _BROWSERS_ELSEWHERE)
    return next((str(place) for place in places if place.is_file()), None)


def missing_libraries(paths: Iterable[Path]) -> list[str]:
    """The system libraries that programs or libraries name and the linker does not find."""
    missing: set[str] = set()
    for path in paths:
        answer = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False)
        for line in answer.stdout.splitlines():
            library, _, target = line.strip().partition(" => ")
            if target == "not found" and not library.startswith("libQt6"):
                missing.add(library)
    return sorted(missing)


def _program_folders() -> tuple[str, ...]:
    return ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")


def _find_package_manager(wanted: Sequence[str]) -> PackageManager:
    for manager in PACKAGE_MANAGERS:
        if shutil.which(manager.name):
            return manager
    raise Stop(
        "PollKit does not know this system's package manager. "
        f"Install what provides these, then type the command again: {' '.join(wanted)}"
    )


def _install(
    manager: PackageManager, packages: list[str], what: str, transcript: Transcript
) -> None:
    refresh = [manager.name, *manager.refresh]
    install = [manager.name, *manager.install, *packages]
    rights = _rights()
    if rights is None:
        raise Stop(
            f"Missing: {what}. Type this line, then the same command again:\n"
            f"  {line_to_type(manager, packages)}"
        )
    with transcript.step(f"Installing {what} ({len(packages)} from {manager.name})"):
        for command in [refresh, install] if manager.refresh else [install]:
            _call([*rights, *command], manager, packages)


def line_to_type(manager: PackageManager, packages: list[str]) -> str:
    quoted = " ".join(f"'{name}'" if "(" in name else name for name in packages)
    words = [word for word in manager.install if word not in ("-y", "--noconfirm")]
    line = f"sudo {manager.name} {' '.join(words)} {quoted}"
    return f"sudo {manager.name} {manager.refresh[0]} && {line}" if manager.refresh else line


def _rights() -> list[str] | None:
    """What to put before a command that changes the system; None if that is not ours to do."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C"]
    return None


def _call(command: list[str], manager: PackageManager, packages: list[str]) -> None:
    setting = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    answer = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        env=setting,
        check=False,
    )
    if answer.returncode:
        tail = "".join(f"   | {line}\n" for line in answer.stdout.splitlines()[-8:])
        sentence = what_to_do(answer.stdout) or "The package manager failed; see the lines above."
        raise Stop(f"{tail}{sentence}\nThe line by hand:\n  {line_to_type(manager, packages)}")


def _refuse_still_missing(missing: list[str]) -> None:
    if missing:
        raise Stop(
            "These system libraries are still missing; find your system's packages for them, "
            f"install those and type the command again: {' '.join(missing)}"
        )
