"""What the bundle leaves out, read from its plan, is nothing that PollKit asks for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from house import ROOT
from steps.bundle import _may_be_stripped

SOURCES = ROOT / "src" / "pollkit"
IMPORT = re.compile(
    r"^[ \t]*from +([\w.]+) +import +(\([^)]*\)|[^\n(]+)|^[ \t]*import +([^\n]+)", re.MULTILINE
)
WITHOUT = """
import sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if any(name == left or name.startswith(left + ".") for left in {left_out!r}):
            raise ImportError(name + " is not in the bundle")

sys.meta_path.insert(0, Nowhere())

import nacl.bindings, openpyxl, pandas, pyreadstat, pyxform.xls2xform, qtawesome, xlrd
from scipy import optimize, special

found = optimize.minimize(lambda x: (x[0] - 3) ** 2, [0.0], method="L-BFGS-B")
assert abs(found.x[0] - 3) < 1e-4
assert abs(special.stdtrit(10, 0.975) - 2.228139) < 1e-6
pyreadstat.write_sav(pandas.DataFrame({{"a": [1.0, 2.0]}}), "a.sav")
assert list(pyreadstat.read_sav("a.sav")[0]["a"]) == [1.0, 2.0]
"""


def test_no_source_imports_what_the_bundle_leaves_out() -> None:
    left_out = _left_out()
    assert [
        f"{path.name}: {name}"
        for path in SOURCES.rglob("*.py")
        for name in _imported(path)
        if any(name == one or name.startswith(f"{one}.") for one in left_out)
    ] == []


def test_the_libraries_work_without_what_the_bundle_leaves_out(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(left_out=_left_out())],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    ("library", "may_be"),
    [
        ("_internal/uvloop/loop.so", True),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", False),
        ("_internal/numpy.libs/libscipy_openblas64_.so", False),
    ],
)
def test_qt_stays_as_it_is_published(library: str, may_be: bool) -> None:
    assert _may_be_stripped(Path(library)) is may_be


def _left_out() -> list[str]:
    plan = ast.parse((ROOT / "installers" / "pollkit.spec").read_text("utf-8"))
    for statement in plan.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == (
            "UNUSED_MODULES"
        ):
            return list(ast.literal_eval(statement.value))
    raise AssertionError("the plan names nothing that it leaves out")


def _imported(path: Path) -> list[str]:
    names: list[str] = []
    for module, parts, plain in IMPORT.findall(path.read_text("utf-8")):
        parts = [part.split()[0] for part in parts.strip("()").split(",") if part.strip()]
        names += [module, *(f"{module}.{part}" for part in parts)] if module else []
        names += [part.split()[0] for part in plain.split(",") if part.strip()]
    return names
