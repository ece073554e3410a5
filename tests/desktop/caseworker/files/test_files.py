"""Responses out and earlier answers in, in the window."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from field_samples import Field, new_field

from pollkit.desktop.caseworker.files.save_presenter import SavePresenter
from pollkit.desktop.caseworker.files.save_screen import SaveScreen
from pollkit.desktop.caseworker.files.take_presenter import TakePresenter
from pollkit.desktop.caseworker.files.take_screen import TakeScreen
from pollkit.desktop.theme import Theme
from pollkit.domain.waves import Mode
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import start
from pollkit.usecases.export_responses import ResponseFormat


def at_once(
    work: Callable[[Any], Any],
    on_done: Callable[[Any], None],
    on_failed: Callable[[BaseException], None],
) -> None:
    """Stands for the pool: the work is done before anything else happens."""
    try:
        result = work(None)
    except Exception as trouble:
        on_failed(trouble)
    else:
        on_done(result)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    field = new_field(workspace)
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    sitting.answer("trust", ["4"])
    sitting.finish()
    return field


@pytest.fixture
def save(workspace: Workspace, field: Field) -> SavePresenter:
    return SavePresenter(workspace, field.project.id, at_once)


@pytest.fixture
def take(workspace: Workspace, field: Field) -> TakePresenter:
    return TakePresenter(workspace, field.project.id, at_once)


def test_files_are_written_once_a_folder_is_chosen(save: SavePresenter, tmp_path: Path) -> None:
    assert not save.state.can_save
    save.choose_folder(str(tmp_path / "out"))
    save.choose_format(ResponseFormat.SAV, False)
    save.choose_format(ResponseFormat.DTA, False)
    save.save()

    assert save.state.said == "3 files were written."
    assert {path.suffix for path in save.state.files} == {".csv", ".xlsx"}
    with (tmp_path / "out" / "responses.csv").open(encoding="utf-8-sig") as file:
        assert [row["trust"] for row in csv.DictReader(file)] == ["4"]


def test_trouble_is_said_and_leaves_the_choice(workspace: Workspace, tmp_path: Path) -> None:
    empty = new_field(workspace)
    presenter = SavePresenter(workspace, empty.project.id, at_once)
    presenter.choose_folder(str(tmp_path))
    presenter.save()

    assert presenter.state.is_trouble
    assert presenter.state.said.startswith("Nobody has finished")
    assert presenter.state.can_save


def opened(take: TakePresenter, folder: Path, text: str) -> None:
    path = folder / "old.csv"
    path.write_text(text)
    take.open_file(str(path))


BOTH = "id,when,trust,shoes\nP1,before,4,38\nP2,before,2,41\nP1,later,5,38\n"


def test_columns_and_waves_are_guessed_and_can_be_mended(
    take: TakePresenter, field: Field, tmp_path: Path
) -> None:
    opened(take, tmp_path, BOTH)
    keys = {line.column: line.key for line in take.state.columns}
    assert keys == {"id": "person", "when": "nothing", "trust": "trust", "shoes": "nothing"}
    assert take.state.columns[3].examples == "38, 41"

    take.use_column("when", "wave")
    assert take.state.file_waves == ("before", "later")
    assert dict(take.state.placed) == {"before": field.before.id, "later": field.after.id}


def test_the_answers_are_taken_in_once(
    take: TakePresenter, workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    opened(take, tmp_path, BOTH)
    take.use_column("when", "wave")
    take.take_in()
    assert take.state.said == "3 responses were taken in."
    take.take_in()

    assert take.state.said == (
        "0 responses were taken in. 3 were here already and stay as they are."
    )
    with workspace.read() as repos:
        assert len(repos.responses.list(field.after.id)) == 1


def test_a_cell_that_does_not_fit_is_in_the_way(take: TakePresenter, tmp_path: Path) -> None:
    opened(take, tmp_path, "trust\n4\n9\n")

    (problem,) = take.state.problems
    assert (problem.row, problem.column) == (3, "trust")
    assert not take.state.can_take_in
    take.use_column("trust", "nothing")
    assert take.state.problems == ()


def test_a_file_that_is_none_is_told(take: TakePresenter, tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(b"no workbook")
    take.open_file(str(tmp_path / "old.xlsx"))

    assert take.state.is_trouble
    assert "damaged" in take.state.said


def test_both_screens_show_their_state(
    save: SavePresenter, take: TakePresenter, tmp_path: Path, theme: Theme
) -> None:
    out, into = SaveScreen(save), TakeScreen(take)
    out.show()
    into.show()
    assert not out.save.isEnabled()
    save.choose_folder(str(tmp_path))
    assert out.save.isEnabled()
    out.save.click()
    assert "files were written" in out.said.text()

    opened(take, tmp_path, "trust\n4\n")
    assert into.count.text() == "1 row can be taken in."
    into.take_in.click()
    assert into.said.text() == "1 response was taken in."
    for screen in (out, into):
        screen.put_away()
        screen.close()
        screen.deleteLater()
