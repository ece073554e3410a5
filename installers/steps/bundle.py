"""Builds the program that needs no Python, and lets it prove that it is whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from .system_packages import ensure_bundle_tools
from .transcript import Stop, Transcript
from .virtual_environment import VirtualEnvironment, child_environment

PROOF_LIMIT_S = 300
# One kind for each library that brings files of its own: fonts, templates, word lists.
KINDS_OF_RESULT = {".png", ".svg", ".csv", ".xlsx", ".html", ".pdf"}


def build_and_prove(
    environment: VirtualEnvironment, passed_on: list[str], transcript: Transcript
) -> int:
    ensure_bundle_tools(transcript)
    root = environment.root
    with transcript.step("Building dist/pollkit"):
        _build(environment, passed_on)
    program = root / "dist" / "pollkit" / ("pollkit.exe" if os.name == "nt" else "pollkit")
    work = root / "build" / "bundle-proof"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with transcript.step("The bundle tells its version"):
        _ask(program, ["--version"], work)
    with transcript.step("The bundle looks at the machine (doctor)"):
        _ask(program, ["doctor", "--workspace", str(work / "workspace")], work)
    with transcript.step("The bundle holds the demo event"):
        _prove_demo(_ask(program, ["demo", "--out", str(work / "demo"), "--json"], work))
    with transcript.step("The bundle opens its window"):
        _prove_window(program, work)
    size = sum(path.lstat().st_size for path in program.parent.rglob("*") if path.is_file())
    transcript.say(f"{program.parent} is whole: {size / 1e6:.0f} MB.")
    return 0


def _build(environment: VirtualEnvironment, passed_on: list[str]) -> None:
    words = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *passed_on]
    places = ["--distpath", "dist", "--workpath", "build/pyinstaller"]
    answer = subprocess.run(
        [str(environment.python), *words, *places, "installers/pollkit.spec"],
        cwd=environment.root,
        env=child_environment(),
        check=False,
    )
    if answer.returncode:
        raise Stop("PyInstaller failed; the lines above tell why.")


def _ask(program: Path, words: list[str], work: Path) -> str:
    answer = subprocess.run(
        [str(program), *words],
        cwd=work,
        env=_bare_environment(work),
        capture_output=True,
        encoding="utf-8",
        timeout=PROOF_LIMIT_S,
        check=False,
    )
    if answer.returncode:
        raise Stop(
            f"{answer.stdout}{answer.stderr}\n"
            f"The bundle is not whole: `pollkit {' '.join(words)}` ended with "
            f"{answer.returncode}. Name what it lacks in installers/pollkit.spec."
        )
    return answer.stdout


def _prove_demo(output: str) -> None:
    facts = json.loads(output)
    if (facts["stored"], facts["yes"]) != (42, 29):
        raise Stop(f"The bundle's demo stored {facts['stored']} of 42, {facts['yes']} of 29 yes.")
    written = {path.suffix for path in map(Path, facts["files"]) if path.stat().st_size}
    if missing := KINDS_OF_RESULT - written:
        raise Stop(f"The bundle's demo wrote no {', '.join(sorted(missing))}.")


def _prove_window(program: Path, work: Path) -> None:
    """It has to lay out its workspace, and then to stay."""
    workspace = work / "window"
    setting = _bare_environment(work) | {"QT_QPA_PLATFORM": "offscreen"}
    command = [str(program), "--workspace", str(workspace)]
    with subprocess.Popen(command, cwd=work, env=setting) as running:
        deadline = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
            if _is_laid_out(workspace):
                deadline = min(deadline, time.monotonic() + 3)
        is_up = running.poll() is None and _is_laid_out(workspace)
        running.terminate()
    if not is_up:
        raise Stop("The bundle's window did not come up; the lines above tell why.")


def _is_laid_out(workspace: Path) -> bool:
    return (workspace / "workspace.sqlite").exists()


def _bare_environment(work: Path) -> dict[str, str]:
    """Nothing of this Python is left in it, so that the bundle can lean on nothing outside."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    path = os.defpath if sys.platform != "win32" else os.environ.get("PATH", "")
    return kept | {"PATH": path, "HOME": str(work), "USERPROFILE": str(work), "LANG": "C.UTF-8"}
