"""The `.venv` with the locked packages, made, mended or found to be right."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from .failures import what_to_do
from .transcript import Stop, Transcript

LOCKS = {"run": "run.txt", "cards": "cards.txt", "test": "test.txt", "bundle": "bundle.txt"}
# Which locks hold all that one asks for: each has all of run.txt, and the tests read cards too.
SERVED_BY = {"run": tuple(LOCKS), "cards": ("cards", "test")}
OLDEST_PIP = (22, 3)  # the first that installs into another Python with --python
FREE_BYTES_WANTED = 1_500_000_000  # .venv 0.7 GB, the rest for pip's downloads


@dataclass(frozen=True)
class VirtualEnvironment:
    """One checkout's `.venv`; its stamp tells what was installed, and whether that was finished."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        if os.name == "nt":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    @property
    def stamp_path(self) -> Path:
        return self.folder / "pollkit-setup.json"

    def lock_path(self, purpose: str) -> Path:
        return self.root / "installers" / "requirements" / LOCKS[purpose]

    def read_stamp(self) -> dict[str, object]:
        try:
            stamp = json.loads(self.stamp_path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def write_stamp(self, stamp: dict[str, object]) -> None:
        draft = self.stamp_path.with_suffix(".new")
        draft.write_text(json.dumps(stamp, indent=1), "utf-8")
        draft.replace(self.stamp_path)


def ensure_packages(root: Path, purpose: str, transcript: Transcript) -> VirtualEnvironment:
    """Makes `.venv` hold what the purpose's lock names; a right one is only looked at."""
    environment = VirtualEnvironment(root)
    wanted = _wanted_stamp(environment, purpose)
    if _is_right(environment, wanted, purpose):
        return environment
    refuse_unsuitable_machine()
    try:
        with _alone(environment, transcript):
            # Another set-up may have done all while this one waited.
            if not _is_right(environment, wanted, purpose):
                _rebuild_if_broken(environment, transcript)
                _install(environment, wanted, purpose, transcript)
    except OSError as failure:
        raise Stop(what_to_do(str(failure)) or f"{failure}. Mend that and try again.") from failure
    return environment


def child_environment() -> dict[str, str]:
    """The machine's settings, less those that would put packages anywhere but into `.venv`."""
    kept = dict(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"):
        kept.pop(name, None)
    return kept | {
        "PYTHONNOUSERSITE": "1",
        "PIP_USER": "false",
        "PIP_REQUIRE_VIRTUALENV": "false",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PYTHONIOENCODING": "utf-8",
    }


def refuse_unsuitable_machine() -> None:
    if sys.maxsize <= 2**32:
        raise Stop(
            "This is a 32-bit Python, and Qt is built for 64 bits only. "
            "Install a 64-bit Python 3.11 or newer and type the command with it."
        )
    if sys.platform == "linux" and platform.libc_ver()[0] != "glibc":
        raise Stop(
            "Qt's Python packages are built for systems with glibc, and this one (Alpine?) has "
            "another C library. Use Debian, Ubuntu, Fedora, openSUSE, Arch or their like."
        )


@contextmanager
def _alone(environment: VirtualEnvironment, transcript: Transcript) -> Iterator[None]:
    """Waits for another set-up of this checkout: two at once would each spoil the other's."""
    with (environment.root / ".venv.lock").open("w") as lock_file:
        if not _take_lock(lock_file):
            transcript.say("Another set-up of this folder is at work; waiting for it.")
            while not _take_lock(lock_file):
                time.sleep(0.5)
        yield


def _take_lock(lock_file: TextIO) -> bool:
    """The system lets go of the lock when the file is closed or its program has died."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock_file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _wanted_stamp(environment: VirtualEnvironment, purpose: str) -> dict[str, object]:
    return {
        "python": f"{sys.version.split()[0]} {sys.implementation.cache_tag} {platform.machine()}",
        "project": f"{environment.root} {_sha256(environment.root / 'pyproject.toml')}",
        "locks": {name: _sha256(environment.lock_path(name)) for name in LOCKS},
    }


def _is_right(environment: VirtualEnvironment, wanted: dict[str, object], purpose: str) -> bool:
    stamp = environment.read_stamp()
    if not stamp.get("finished") or not environment.python.exists():
        return False
    if any(stamp.get(key) != wanted[key] for key in ("python", "project")):
        return False
    locks, current = _locks(stamp), _locks(wanted)
    serving = SERVED_BY.get(purpose, (purpose,))
    return any(locks.get(name) == current[name] for name in serving)


def _rebuild_if_broken(environment: VirtualEnvironment, transcript: Transcript) -> None:
    folder = environment.folder
    if folder.exists():
        stamp = environment.read_stamp()
        half_done = bool(stamp) and not stamp.get("finished")
        if not half_done and _runs_this_python(environment.python):
            return
        why = "was left half done" if half_done else "does not fit this Python"
        with transcript.step(f"Removing .venv, which {why}"):
            shutil.rmtree(folder)
    free = shutil.disk_usage(environment.root).free
    if free < FREE_BYTES_WANTED:
        raise Stop(
            f"The disk has {free / 1e9:.1f} GB left, and PollKit's set-up needs "
            f"{FREE_BYTES_WANTED / 1e9:.1f} GB. Free some and type the command again."
        )
    with transcript.step("Making .venv"):
        folder.mkdir()
        environment.write_stamp({"finished": False})
        # pip stays outside: Debian and Ubuntu split off what would put one inside.
        _call([_base_python(), "-m", "venv", "--without-pip", str(folder)], environment)


def _install(
    environment: VirtualEnvironment,
    wanted: dict[str, object],
    purpose: str,
    transcript: Transcript,
) -> None:
    stamp = environment.read_stamp()
    locks = dict(_locks(stamp)) if stamp.get("finished") else {}
    lock = environment.lock_path(purpose)
    environment.write_stamp(wanted | {"finished": False})
    pip = [*find_pip(environment), "install", "--progress-bar", "off"]
    if locks.get(purpose) != _locks(wanted)[purpose]:
        count = len(re.findall(r"^[a-z0-9].*==", lock.read_text("utf-8"), re.MULTILINE))
        with transcript.step(f"Installing {count} locked packages (the first time: 250 MB)"):
            # Compiled when first used: compiling all of them took longer than installing.
            options = ["--require-hashes", "--only-binary", ":all:", "--no-compile"]
            _call([*pip, *options, "-r", str(lock)], environment)
    with transcript.step("Installing PollKit itself"):
        options = ["--no-deps", "--no-build-isolation", "--no-index", "--editable"]
        _call([*pip, *options, str(environment.root)], environment)
    locks[purpose] = _locks(wanted)[purpose]
    environment.write_stamp(wanted | {"locks": locks, "finished": True})


def find_pip(environment: VirtualEnvironment) -> list[str]:
    for python in dict.fromkeys([sys.executable, _base_python()]):
        answer = subprocess.run(
            [python, "-m", "pip", "--version"],
            capture_output=True,
            text=True,
            env=child_environment(),
            check=False,
        )
        version = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
        if version and (int(version[1]), int(version[2])) >= OLDEST_PIP:
            return [python, "-m", "pip", "--python", str(environment.python)]
    _call([str(environment.python), "-m", "ensurepip"], environment)
    return [str(environment.python), "-m", "pip"]


def _call(command: list[str], environment: VirtualEnvironment) -> None:
    """Runs one command with its output in a log; a failure ends in a sentence."""
    log_path = environment.folder / "set-up.log"
    last_lines: deque[str] = deque(maxlen=400)
    with (
        log_path.open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            env=child_environment(),
        ) as running,
    ):
        for line in running.stdout or ():
            log.write(line)
            if line.strip():
                last_lines.append(line)
            _show_progress(line)
    if running.returncode == 0:
        return
    output = "".join(last_lines)
    sentence = what_to_do(output)
    tail = "".join(f"   | {line}" for line in list(last_lines)[-1 if sentence else -8 :])
    sentence = sentence or (
        "That is not a failure that PollKit knows. The lines above tell more; type the command "
        "again, and if it fails again, report it to PollKit with them."
    )
    raise Stop(f"{tail.rstrip()}\n{sentence}\n(The whole output is in {log_path}.)")


def _show_progress(line: str) -> None:
    if not sys.stdout.isatty():
        return
    if line.lstrip().startswith(("Downloading ", "Using cached ", "Installing collected")):
        print(f"\r\x1b[K   {line.strip().split('(')[0][:70]}\r", end="", flush=True)


def _runs_this_python(python: Path) -> bool:
    if not python.exists():
        return False
    question = "import sys, platform; print(sys.version.split()[0], platform.machine())"
    answer = subprocess.run(
        [str(python), "-c", question], capture_output=True, text=True, check=False
    )
    return answer.stdout.split() == [sys.version.split()[0], platform.machine()]


def _base_python() -> str:
    """The Python outside any virtual environment: the one that `.venv` is made from."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _locks(stamp: dict[str, object]) -> dict[str, str]:
    locks = stamp.get("locks")
    return locks if isinstance(locks, dict) else {}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
