"""`pollkit form`: what is wrong is told with its place, and what is taken can be written back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pollkit.cli import main
from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.parser import build_parser

FORM = """
| survey |
| | type   | name | label |
| | intger | age  | Age?  |
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ages.md"
    path.write_text(FORM, "utf-8")
    return path


def test_a_check_tells_place_reason_and_repair(path: Path, stand_ins, capsys) -> None:
    assert main(["form", "check", str(path)], stand_ins.wiring) == ExitCode.CHECK_FAILED
    told = capsys.readouterr().out
    assert "✗ survey, row 4, type: There is no type “intger”. Did you mean “integer”?" in told
    assert "--repair: Read it as “integer”" in told


def test_with_repairs_it_is_taken_listed_and_written_back(
    path: Path, tmp_path: Path, stand_ins, capsys
) -> None:
    workspace = ["--workspace", str(tmp_path / "workspace")]
    command = ["form", "import", str(path), "--repair", "--texts-in", "en", "--json", *workspace]
    assert main(command, stand_ins.wiring) == ExitCode.OK
    taken = json.loads(capsys.readouterr().out)
    assert taken["questions"] == 1
    assert taken["repaired"] == ["survey, row 4, type: Read it as “integer”"]
    out = tmp_path / "back.xlsx"
    command = ["form", "export", taken["questionnaire"], "--out", str(out), "--json", *workspace]
    assert main(command, stand_ins.wiring) == ExitCode.OK
    written = json.loads(capsys.readouterr().out)
    assert written["files"] == [str(out)]
    assert written["version"] == taken["version"]
    assert main(["form", "check", str(out), "--json"], stand_ins.wiring) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["version"] == taken["version"]


def test_a_file_that_is_no_form_ends_in_a_sentence(tmp_path: Path, stand_ins, capsys) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"no")
    command = ["form", "check", str(tmp_path / "x.xlsx")]
    assert main(command, stand_ins.wiring) == ExitCode.USER_ERROR
    assert "no spreadsheet" in capsys.readouterr().err


def test_the_guide_names_every_option() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "command-line.md").read_text("utf-8")
    told = guide.split("## Questionnaires from spreadsheets")[1].split("\n## ")[0]
    [verbs] = [action.choices for action in build_parser()._subparsers._group_actions]
    [moves] = [a.choices for a in verbs["form"]._actions if isinstance(a.choices, dict)]
    options = {o for move in moves.values() for a in move._actions for o in a.option_strings}
    general = {"-h", "--help", "--json", "--workspace", "--language"}
    assert set(re.findall(r"--[\w-]+", told)) == options - general
