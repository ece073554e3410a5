from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest
from steps.system_packages import (
    DRIVER_FILES,
    PACKAGE_MANAGERS,
    PACKAGE_OF_LIBRARY,
    QT_FILES,
    find_browser,
    line_to_type,
    missing_libraries,
)

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Qt needs nothing of the system")
APT, DNF, _ZYPPER, PACMAN = PACKAGE_MANAGERS

# As the dynamic linker named them for Qt 6.11 and Playwright in a bare Debian 12 (minbase).
LACKING_ON_BARE_DEBIAN = {
    "libEGL.so.1",
    "libGL.so.1",
    "libX11-xcb.so.1",
    "libX11.so.6",
    "libatomic.so.1",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libglib-2.0.so.0",
    "libgthread-2.0.so.0",
    "libwayland-client.so.0",
    "libwayland-cursor.so.0",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-randr.so.0",
    "libxcb-render-util.so.0",
    "libxcb-render.so.0",
    "libxcb-shape.so.0",
    "libxcb-shm.so.0",
    "libxcb-sync.so.1",
    "libxcb-util.so.1",
    "libxcb-xfixes.so.0",
    "libxcb-xkb.so.1",
    "libxcb.so.1",
    "libxkbcommon-x11.so.0",
    "libxkbcommon.so.0",
}


@on_linux
def test_this_machine_lacks_nothing_that_qt_and_the_browser_s_driver_need() -> None:
    site_packages = Path(sysconfig.get_path("purelib"))
    files = [site_packages / name for name in (*QT_FILES, *DRIVER_FILES)]
    assert [file for file in files if not file.is_file()] == []
    assert missing_libraries(files) == []


def test_all_that_is_lacking_on_a_bare_debian_has_a_package() -> None:
    assert PACKAGE_OF_LIBRARY.keys() >= LACKING_ON_BARE_DEBIAN


def test_debian_gets_one_line_with_its_own_names() -> None:
    packages = APT.packages_of(["libEGL.so.1", "libxcb-cursor.so.0", "libgthread-2.0.so.0"])
    assert line_to_type(APT, packages) == (
        "sudo apt-get update && sudo apt-get install --no-install-recommends "
        "libegl1 libglib2.0-0 libxcb-cursor0"
    )


def test_rpm_systems_are_asked_for_the_library_itself() -> None:
    line = line_to_type(DNF, DNF.packages_of(["libEGL.so.1"]))
    assert line.endswith("'libEGL.so.1()(64bit)'")
    assert line.startswith("sudo dnf install ")


def test_a_package_that_brings_many_libraries_is_named_once() -> None:
    assert PACMAN.packages_of(["libxcb.so.1", "libxcb-shm.so.0"]) == ["libxcb"]


def test_a_browser_that_was_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "my chromium"
    browser.touch()
    monkeypatch.setenv("POLLKIT_CHROMIUM", str(browser))
    assert find_browser() == str(browser)
