"""The commands of bootstrap.py: run, test, bundle and lock."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .sealing_library import ensure_sealing_library
from .system_packages import (
    DRIVER_FILES,
    QT_FILES,
    ensure_browser,
    ensure_libraries,
    ensure_pdf_reader,
)
from .transcript import Stop, Transcript
from .virtual_environment import VirtualEnvironment, child_environment, ensure_packages

ROOT = Path(__file__).resolve().parents[2]
RESULTS_FOLDER = "pollkit-demo"

CHECKS = (
    ("Linting", ("-m", "ruff", "check")),
    ("Formatting", ("-m", "ruff", "format", "--check")),
    ("Types", ("-m", "mypy")),
    ("Types of the set-up", ("-m", "mypy", "installers/bootstrap.py")),
    ("Imports", ("-c", "from importlinter.cli import lint_imports_command as l; l()")),
)

LOCKED_GROUPS = {
    "run": ["build"],
    "cards": ["build"],
    "test": ["build", "test"],
    "bundle": ["build", "bundle"],
}
LOCKED_EXTRAS = {"cards": ["cards"], "test": ["cards"]}
LOCK_OPTIONS = [
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
]


def main(arguments: Sequence[str]) -> int:
    transcript = Transcript()
    asked = read_arguments(arguments)
    transcript.say(
        f"PollKit set-up: {asked.command} · Python {platform.python_version()} · "
        f"{_system_name()} · {ROOT}"
    )
    commands = {"run": run, "test": run_tests, "bundle": build_bundle, "lock": write_locks}
    try:
        return commands[asked.command](asked.passed_on, transcript)
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130


def run(passed_on: list[str], transcript: Transcript) -> int:
    """Opens the window with the demo event ready, or runs the demo where there is no display."""
    wants_cards = "--cards" in passed_on
    passed_on = [word for word in passed_on if word != "--cards"]
    environment = ensure_packages(ROOT, "cards" if wants_cards else "run", transcript)
    ensure_sealing_library(environment, transcript)
    if _has_display():
        _ensure_window_libraries(environment, transcript)
        if _display_opens(environment):
            transcript.say(f"Ready after {transcript.elapsed_s:.1f} s: opening PollKit.")
            return _start(environment, ["-m", "pollkit", *passed_on])
        transcript.say("The display that is named here does not answer.")
    return _run_without_display(environment, passed_on, transcript)


def run_tests(passed_on: list[str], transcript: Transcript) -> int:
    """Every check and test; with arguments, only pytest with these arguments."""
    environment = ensure_packages(ROOT, "test", transcript)
    ensure_sealing_library(environment, transcript, is_patient=False)
    _ensure_window_libraries(environment, transcript)
    what = "system libraries for the browser tests"
    ensure_libraries(_site_packages(environment), DRIVER_FILES, what, transcript)
    browser = ensure_browser(transcript)
    ensure_pdf_reader(transcript)
    transcript.say(f"Ready after {transcript.elapsed_s:.1f} s: testing with {browser}.")
    setting = {"POLLKIT_CHROMIUM": browser}
    if passed_on:
        return _start(environment, ["-m", "pytest", *passed_on], setting)
    failed = []
    for title, words in CHECKS:
        with transcript.step(title):
            if _start(environment, list(words)):
                failed.append(title)
    with transcript.step("Tests"):
        # Two at once: 7 minutes instead of 13, on two busy cores with 2,300 tests.
        if _start(environment, ["-m", "pytest", "-n", "2", "--dist", "loadfile"], setting):
            failed.append("Tests")
    if failed:
        transcript.say(f"Failed: {', '.join(failed)}. ({transcript.elapsed_s:.0f} s)")
        return 1
    transcript.say(f"All is well. ({transcript.elapsed_s:.0f} s)")
    return 0


def build_bundle(passed_on: list[str], transcript: Transcript) -> int:
    """Builds dist/pollkit and lets the program in it prove that it is whole."""
    from . import bundle

    environment = ensure_packages(ROOT, "bundle", transcript)
    ensure_sealing_library(environment, transcript, is_patient=False)
    _ensure_window_libraries(environment, transcript)
    return bundle.build_and_prove(environment, passed_on, transcript)


def write_locks(passed_on: list[str], transcript: Transcript) -> int:
    """Writes the lock files anew; `--upgrade` takes the newest releases that fit."""
    environment = ensure_packages(ROOT, "test", transcript)
    # The newest run.txt binds the others, so that each package has one version everywhere.
    for name, groups in LOCKED_GROUPS.items():
        lock = f"installers/requirements/{name}.txt"
        words = ["pyproject.toml", *(word for group in groups for word in ("--group", group))]
        words += [word for extra in LOCKED_EXTRAS.get(name, ()) for word in ("--extra", extra)]
        if name != "run":
            words += ["--constraint", "installers/requirements/run.txt"]
        with transcript.step(f"Locking {lock}"):
            code = _start(
                environment,
                ["-m", "uv", "pip", "compile", *words, *LOCK_OPTIONS, "-o", lock, *passed_on],
            )
            if code:
                raise Stop("The lock file was not written; the lines above tell why.")
    return 0


def _run_without_display(
    environment: VirtualEnvironment, passed_on: list[str], transcript: Transcript
) -> int:
    folder = Path.cwd() / RESULTS_FOLDER
    named = any(word == "--out" or word.startswith("--out=") for word in passed_on)
    where = [] if named else ["--out", str(folder)]
    transcript.say(
        f"Ready after {transcript.elapsed_s:.1f} s: no display here, so the demo event runs "
        "without a window."
    )
    code = _start(environment, ["-m", "pollkit", "demo", *where, *passed_on])
    if code == 0 and not named:
        transcript.say(f"The results lie in {folder}. Open results.html there.")
    return code


def _start(
    environment: VirtualEnvironment, words: list[str], setting: dict[str, str] | None = None
) -> int:
    command = [str(environment.python), *words]
    with subprocess.Popen(command, cwd=ROOT, env=child_environment() | (setting or {})) as running:
        while True:
            try:
                return running.wait()
            except KeyboardInterrupt:
                continue  # the program below got it too, and ends in its own good order


def _ensure_window_libraries(environment: VirtualEnvironment, transcript: Transcript) -> None:
    what = "Qt's system libraries"
    ensure_libraries(_site_packages(environment), QT_FILES, what, transcript)


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _display_opens(environment: VirtualEnvironment) -> bool:
    question = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    try:
        answer = subprocess.run(
            [str(environment.python), "-c", question],
            env=child_environment(),
            capture_output=True,
            timeout=30,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return answer.returncode == 0


def _site_packages(environment: VirtualEnvironment) -> Path:
    if os.name == "nt":
        return environment.folder / "Lib" / "site-packages"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return environment.folder / "lib" / version / "site-packages"


def _system_name() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bootstrap.py",
        description="Sets PollKit up in .venv and starts it.",
        epilog="Everything after the command is passed on: to pollkit, pytest or PyInstaller.",
    )
    words = {
        "run": "open PollKit with the demo event ready; without a display, run the demo; "
        "--cards also installs what reads paper cards by webcam",
        "test": "run the checks and the whole test suite",
        "bundle": "build the program that needs no Python, in dist/pollkit",
        "lock": "write the lock files anew from pyproject.toml",
    }
    parser.add_argument(
        "command", choices=words, help="; ".join(f"{k}: {v}" for k, v in words.items())
    )
    parser.add_argument("passed_on", nargs=argparse.REMAINDER, help="arguments to pass on")
    return parser.parse_args(arguments)
