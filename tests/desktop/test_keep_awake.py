"""The laptop stays awake while a room is open, by whichever way its system has."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pollkit.desktop.keep_awake import ChildWaker, DesktopWaker, KeepAwake

SAVER = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Slot, ClassInfo
from PySide6.QtDBus import QDBusConnection

@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, who, why):
        print("inhibited by", who, flush=True)
        return 7

application = QCoreApplication(sys.argv)
bus = QDBusConnection.sessionBus()
saver = Saver()
options = QDBusConnection.RegisterOption.ExportAllSlots
assert bus.registerObject("/org/freedesktop/ScreenSaver", saver, options)
assert bus.registerService("org.freedesktop.ScreenSaver")
print("up", flush=True)
application.exec()
"""


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of this test's own."""
    path = shutil.which("dbus-daemon")
    if path is None:
        pytest.skip("needs dbus-daemon")
    daemon = subprocess.Popen(
        [path, "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.communicate(timeout=10)


@pytest.fixture
def saver(bus: str) -> Iterator[subprocess.Popen[str]]:
    service = subprocess.Popen(
        [sys.executable, "-c", SAVER], stdout=subprocess.PIPE, text=True, env=os.environ.copy()
    )
    assert service.stdout is not None
    assert service.stdout.readline() == "up\n"
    yield service
    service.terminate()
    service.communicate(timeout=10)


def test_the_desktop_is_asked_and_let_go_again(saver: subprocess.Popen[str]) -> None:
    awake = KeepAwake((DesktopWaker(),))
    assert awake.begin()
    assert saver.stdout is not None
    assert saver.stdout.readline() == "inhibited by PollKit\n"
    from PySide6.QtDBus import QDBusConnection

    assert QDBusConnection(DesktopWaker._LINE).isConnected()
    awake.end()
    # The desktop takes its promise back when the line on which it was asked for is cut.
    assert not QDBusConnection(DesktopWaker._LINE).isConnected()


def test_a_desktop_without_such_a_service_has_promised_nothing(bus: str) -> None:
    awake = KeepAwake((DesktopWaker(),))
    assert not awake.begin()
    assert "may fall asleep" in awake.trouble_words()


def test_without_a_bus_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    before = {p.pid for p in psutil.process_iter()}
    assert not KeepAwake((DesktopWaker(),)).begin()
    started = [p for p in psutil.process_iter(["name"]) if p.pid not in before]
    assert not [p for p in started if "dbus" in (p.info["name"] or "")]


@pytest.mark.skipif(sys.platform == "win32", reason="needs cat")
def test_a_program_that_keeps_awake_ends_with_the_room() -> None:
    awake = KeepAwake((ChildWaker("cat"),))
    assert awake.begin()
    (child,) = psutil.Process().children()
    assert child.name() == "cat"
    awake.end()
    assert not psutil.Process().children()


@pytest.mark.skipif(sys.platform == "win32", reason="needs cat")
def test_it_ends_with_this_process_too(tmp_path: Path) -> None:
    program = (
        "import os\n"
        "from pollkit.desktop.keep_awake import ChildWaker\n"
        "waker = ChildWaker('cat')\n"
        "waker.begin()\n"
        "print(waker._child.pid, flush=True)\n"
        "os._exit(1)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    child = int(run.stdout)
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(child).wait(5)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie"


@pytest.mark.skipif(sys.platform == "win32", reason="needs false")
def test_a_program_that_is_refused_or_missing_has_promised_nothing() -> None:
    assert not KeepAwake((ChildWaker("false"), ChildWaker("no-such-program"))).begin()
    assert not psutil.Process().children()
