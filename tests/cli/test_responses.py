from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from field_samples import Field, new_field

from pollkit.cli import main
from pollkit.domain.waves import Mode
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import start

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def field(folder: Path) -> Field:
    with Workspace.open(folder, Role.WINDOW, clock=lambda: NOON) as workspace:
        field = new_field(workspace)
        sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
        sitting.answer("trust", ["4"])
        sitting.finish()
    return field


def test_export_names_the_files_that_it_wrote(
    field: Field, folder: Path, stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    given = ["responses", "export", "neigh", f"--out={out}", f"--workspace={folder}"]
    assert main([*given, "--formats=csv"], stand_ins.wiring) == 0

    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(written) == sorted(out.iterdir())
    assert "4" in (out / "responses.csv").read_text(encoding="utf-8-sig").splitlines()[1]


def test_import_shows_first_and_takes_in_when_told(
    field: Field, folder: Path, stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.csv"
    file.write_text("id,trust,shoes\nP1,5,38\nP2,2,41\n")
    given = ["responses", "import", "Neighbours", str(file), "--wave=after"]
    given += [f"--workspace={folder}"]

    assert main(given, stand_ins.wiring) == 0
    told = capsys.readouterr().out
    assert "trust -> How much do you trust your neighbours?" in told
    assert "shoes -> nothing" in told
    assert "2 rows can be taken in. Say --yes to do it." in told

    for imported, known in ((2, []), (0, [2, 3])):
        assert main([*given, "--yes", "--json"], stand_ins.wiring) == 0
        facts = json.loads(capsys.readouterr().out)
        assert (facts["imported"], facts["known"]) == (imported, known)


def test_a_cell_that_does_not_fit_ends_the_import(
    field: Field, folder: Path, stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.csv"
    file.write_text("trust\n9\n")
    given = ["responses", "import", "Neighbours", str(file), "--wave=after", "--yes"]

    assert main([*given, f"--workspace={folder}"], stand_ins.wiring) == 3
    assert "Row 2, column “trust”" in capsys.readouterr().err
