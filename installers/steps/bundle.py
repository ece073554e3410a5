"""Builds the program that needs no Python, and lets it prove that it is whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from .questionnaire_proof import prove_questionnaires
from .system_packages import ensure_bundle_tools
from .transcript import Stop, Transcript
from .virtual_environment import VirtualEnvironment, child_environment

PROOF_LIMIT_S = 300
# Of their libraries' builds only functions' names and line numbers go: nobody debugs in a bundle.
STRIP = ("strip", "--strip-unneeded")
# One kind for each library that brings files of its own: fonts, templates, word lists.
FOLDERS = (
    ("resources", "resources"),
    ("pollkit/store/migrations", "src/pollkit/store/migrations"),
)
BROUGHT = ("glin_profanity/data/dictionaries/english.json", "licences/numpy/LICENSE.txt")
KINDS_OF_RESULT = {".png", ".svg", ".csv", ".xlsx", ".html", ".pdf"}


def build_and_prove(
    environment: VirtualEnvironment, passed_on: list[str], transcript: Transcript
) -> int:
    ensure_bundle_tools(transcript)
    root = environment.root
    with transcript.step("Building dist/pollkit"):
        _build(environment, passed_on)
    program = root / "dist" / "pollkit" / ("pollkit.exe" if os.name == "nt" else "pollkit")
    if sys.platform == "linux":
        with transcript.step("Leaving out what only debuggers read"):
            _strip(program.parent)
    work = root / "build" / "bundle-proof"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    _prove_files(environment, program.parent / "_internal")
    with transcript.step("The bundle tells its version"):
        _ask(program, ["--version"], work)
    with transcript.step("The bundle looks at the machine (doctor)"):
        _ask(program, ["doctor", "--workspace", str(work / "workspace")], work)
    with transcript.step("The bundle holds the demo event"):
        _prove_demo(_ask(program, ["demo", "--out", str(work / "demo"), "--json"], work))
    with transcript.step("The bundle asks a questionnaire and writes the answers"):
        prove_questionnaires(lambda words, lines: _ask(program, words, work, lines), work)
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


def _strip(folder: Path) -> None:
    """Qt stays as it is published (docs/adr/0007), and so do libraries that were moved together."""
    libraries = [
        path
        for path in folder.rglob("*.so*")
        if path.is_file() and not path.is_symlink() and _may_be_stripped(path.relative_to(folder))
    ]
    answer = subprocess.run(
        [*STRIP, *map(str, libraries)], capture_output=True, encoding="utf-8", check=False
    )
    if answer.returncode:
        raise Stop(f"{answer.stderr}strip failed; the lines above tell why.")


def _may_be_stripped(library: Path) -> bool:
    return not any(part == "PySide6" or part.endswith(".libs") for part in library.parts)


def _prove_files(environment: VirtualEnvironment, inside: Path) -> None:
    """Files that are only opened later, and whose lack no start would tell."""
    root = environment.root
    wanted = {
        inside / place / path.relative_to(root / source)
        for place, source in FOLDERS
        for path in (root / source).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    wanted |= {inside / name for name in BROUGHT}
    if missing := sorted(str(path) for path in wanted if not path.is_file()):
        raise Stop(f"The bundle lacks {', '.join(missing)}.")


def _ask(program: Path, words: list[str], work: Path, lines: str = "") -> str:
    answer = subprocess.run(
        [str(program), *words],
        cwd=work,
        input=lines,
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
