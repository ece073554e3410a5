"""A form is looked at, mended and kept as a questionnaire, and goes out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pollkit.errors import FolderNotWritable, FormUnreadable, InstrumentProblem
from pollkit.store import Role, Workspace
from pollkit.usecases.instruments_in import export_form, keep_form, open_form

FORM = """
| survey |
| | type               | name    | label              |
| | begin_group        | home    | Your home          |
| | intger             | people  | How many people?   |
| | geopoint           | here    | Where is it?       |
| | end_group          |         |                    |
| | calculate          | twice   |                    |
| settings |
| | form_title |
| | Homes      |
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "homes.md"
    path.write_text(FORM, "utf-8")
    return path


def test_a_form_is_mended_step_by_step_and_kept(path: Path, tmp_path: Path) -> None:
    form = open_form(path)
    assert form.instrument is None
    assert form.overview is None
    assert [note.row for note in form.result.refusals] == [5, 8]
    form = form.repaired([note.repair for note in form.result.refusals[:1] if note.repair])
    assert [note.row for note in form.result.refusals] == [8]
    form = form.repaired_throughout()
    assert form.overview is not None
    assert (form.overview.title, form.overview.asked, form.overview.sections) == ("Homes", 1, 1)
    assert form.overview.not_collected == ("home/here",)
    assert len(form.done) == 2
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        kept = keep_form(workspace, form)
        with workspace.read() as repos:
            assert repos.questionnaires.get(kept.id).instrument == form.instrument
    assert path.read_text("utf-8") == FORM


def test_a_form_that_is_refused_is_not_kept(path: Path, tmp_path: Path) -> None:
    with (
        Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace,
        pytest.raises(InstrumentProblem, match="survey, row 5, type: There is no type “intger”"),
    ):
        keep_form(workspace, open_form(path))


def test_the_person_can_say_which_language_the_texts_are_in(path: Path) -> None:
    form = open_form(path, language="sw").repaired_throughout()
    assert form.instrument is not None
    assert form.instrument.languages == ("sw",)
    in_french = form.in_language("fr").instrument
    assert in_french is not None
    assert in_french.languages == ("fr",)


def test_a_questionnaire_goes_out_and_comes_back_as_the_same(path: Path, tmp_path: Path) -> None:
    form = open_form(path).repaired_throughout()
    assert form.instrument is not None
    files, _notes = export_form(form.instrument, tmp_path / "out" / "homes")
    assert files == (tmp_path / "out" / "homes.xlsx",)
    back = open_form(files[0]).instrument
    assert back is not None
    assert back.version_id == form.instrument.version_id
    assert [left.name for left in (tmp_path / "out").iterdir()] == ["homes.xlsx"]


def test_tables_go_out_beside_the_form(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("name,label\noslo,Oslo\n")
    path = tmp_path / "form.md"
    path.write_text(
        "| survey |\n| | type | name | label |\n| | select_one_from_file towns.csv | a | A |\n"
    )
    form = open_form(path)
    assert form.instrument is not None
    files, _notes = export_form(form.instrument, tmp_path / "out" / "form.xlsx")
    assert [file.name for file in files] == ["form.xlsx", "towns.csv"]
    assert open_form(files[0]).instrument == form.instrument


def test_a_folder_that_cannot_be_written_is_said_to_be_so(path: Path, tmp_path: Path) -> None:
    form = open_form(path).repaired_throughout()
    assert form.instrument is not None
    (tmp_path / "taken").write_text("a file where a folder should be")
    with pytest.raises(FolderNotWritable):
        export_form(form.instrument, tmp_path / "taken" / "form.xlsx")


def test_what_is_no_form_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "letter.xlsx").write_bytes(b"Dear all")
    with pytest.raises(FormUnreadable, match="no spreadsheet"):
        open_form(tmp_path / "letter.xlsx")
