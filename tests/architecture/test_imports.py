"""The walls of the house: the contracts in pyproject.toml, and a start without heavy imports."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from house import PACKAGE, ROOT

# Not before they are used; the window's start is in test_start_up.py.
HEAVY = (
    "matplotlib",
    "numpy",
    "scipy",
    "openpyxl",
    "pyxform",
    "typst",
    "alembic",
    "babel",
    "cv2",
    "sqlmodel",
    "pydantic",  # half of it before Qt, and the rest can no longer be loaded: see tests/conftest.py
)
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, 'src'); {LINT}", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_contract_is_kept() -> None:
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken_contract"),
    [
        ("domain/results.py", "import pollkit.store", "Imports point down"),
        ("store/__init__.py", "import pollkit.live", "Imports point down"),
        ("usecases/ports.py", "import PySide6.QtCore", "Qt only in desktop"),
        (
            "domain/results.py",
            "import sqlmodel",
            "The domain knows no database, network or drawing",
        ),
        ("usecases/ports.py", "import cv2", "Only paper cards know OpenCV"),
        (
            "desktop/caseworker/__init__.py",
            "import pollkit.desktop.facilitator",
            "The three users do not import one another",
        ),
    ],
)
def test_an_import_through_a_wall_is_found(
    module: str, line: str, broken_contract: str, tmp_path: Path
) -> None:
    shutil.copytree(
        PACKAGE, tmp_path / "src" / "pollkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "src" / "pollkit" / module).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    answer = lint_imports(tmp_path)
    assert answer.returncode == 1
    assert f"{broken_contract} BROKEN" in answer.stdout


def test_a_command_starts_without_anything_heavy() -> None:
    question = "import pollkit.app; pollkit.app.wiring(); import sys; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", question], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in answer.stdout.split()}
    assert not loaded & {*HEAVY, "PySide6"}
