"""Which program becomes the kiosk, and how it is told to fill the screen."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from pollkit.desktop import kiosk_browser
from pollkit.desktop.kiosk_browser import browsers, kiosk_command, opens_kiosk

URL = "http://127.0.0.1:8123/483920/kiosk?key=1"


def _program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_of_the_path_is_found_on_linux(tmp_path: Path) -> None:
    chromium = _program(tmp_path / "chromium")
    assert list(browsers("linux", {"PATH": str(tmp_path)})) == [str(chromium)]
    assert list(browsers("linux", {"PATH": str(tmp_path / "none")})) == []


def test_edge_is_the_first_choice_on_windows_since_it_is_always_there(tmp_path: Path) -> None:
    names = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
    chrome, edge = (_program(tmp_path / name) for name in names)
    found = list(browsers("win32", {"ProgramFiles": str(tmp_path)}))
    assert found == [str(edge), str(chrome)]


def test_the_kiosk_fills_the_screen_with_a_profile_that_is_thrown_away(tmp_path: Path) -> None:
    place = QRect(1920, 0, 1366, 768)
    command = kiosk_command("/usr/bin/chromium", tmp_path, URL, place)
    assert command[0] == "/usr/bin/chromium" and command[-1] == URL
    assert {"--kiosk", "--incognito", f"--user-data-dir={tmp_path}"} <= set(command)
    assert {"--window-position=1920,0", "--window-size=1366,768"} <= set(command)
    assert "--edge-kiosk-type=fullscreen" in kiosk_command("msedge", tmp_path, URL, place)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_browser_that_cannot_run_here_gives_way_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    monkeypatch.setattr(kiosk_browser.tempfile, "tempdir", str(profiles))
    refuses, ends_well = _program(tmp_path / "refuses"), _program(tmp_path / "ends_well")
    refuses.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert not opens_kiosk(str(refuses), URL, QRect())
    assert not opens_kiosk(str(tmp_path / "not there"), URL, QRect())
    assert list(profiles.iterdir()) == []
    assert opens_kiosk(str(ends_well), URL, QRect())
    deadline = time.monotonic() + 10
    while list(profiles.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert list(profiles.iterdir()) == []
