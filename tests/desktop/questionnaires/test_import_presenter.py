"""A spreadsheet that is taken in: tried, mended, tried again; without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pollkit.desktop.questionnaires.importing.presenter import ImportPresenter

T = TypeVar("T")

GOOD = """| survey |         |      |          |
|        | type    | name | label    |
|        | integer | age  | How old? |
"""
TWICE = GOOD + "|        | integer | age  | And the other? |\n"


class AtOnce:
    """Stands in for the pool: the work is done where it is asked for."""

    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object:
        try:
            done = work(None)
        except Exception as error:
            assert on_failed is not None
            on_failed(error)
        else:
            on_done(done)
        return None


@pytest.fixture
def presenter() -> ImportPresenter:
    return ImportPresenter(AtOnce())


def read(presenter: ImportPresenter, folder: Path, text: str) -> None:
    path = folder / "form.md"
    path.write_text(text, encoding="utf-8")
    presenter.read(path)


def test_a_form_that_fits_can_be_taken_at_once(presenter: ImportPresenter, tmp_path: Path) -> None:
    read(presenter, tmp_path, GOOD)
    assert presenter.state.can_be_taken
    assert [item.name for item in presenter.take().instrument.items] == ["age"]


def test_a_repair_is_a_new_try_and_can_be_taken_back(
    presenter: ImportPresenter, tmp_path: Path
) -> None:
    read(presenter, tmp_path, TWICE)
    assert not presenter.state.can_be_taken
    assert presenter.state.refusals == presenter.state.repairable == 1
    assert presenter.state.chosen is not None
    assert presenter.state.chosen.repair is not None
    presenter.repair(presenter.state.chosen.repair)
    assert presenter.state.can_be_taken
    assert len(presenter.take().instrument.items) == 2
    presenter.undo()
    assert not presenter.state.can_be_taken
    presenter.repair_all()
    assert presenter.state.can_be_taken


def test_a_cell_that_is_written_is_a_new_try_and_the_file_stays(
    presenter: ImportPresenter, tmp_path: Path
) -> None:
    read(presenter, tmp_path, TWICE)
    presenter.write_cell("survey", 4, "name", "other_age")
    assert [item.name for item in presenter.take().instrument.items] == ["age", "other_age"]
    assert (tmp_path / "form.md").read_text("utf-8") == TWICE


def test_a_file_that_was_mended_elsewhere_is_read_again(
    presenter: ImportPresenter, tmp_path: Path
) -> None:
    read(presenter, tmp_path, TWICE)
    (tmp_path / "form.md").write_text(GOOD, encoding="utf-8")
    presenter.read_again()
    assert presenter.state.can_be_taken
    assert not presenter.state.can_undo


def test_texts_without_a_language_are_in_the_one_that_is_said(
    presenter: ImportPresenter, tmp_path: Path
) -> None:
    read(presenter, tmp_path, GOOD)
    presenter.speak("de")
    assert presenter.state.languages == ("de",)
    assert presenter.take().instrument.items[0].texts == {"de": "How old?"}


def test_what_is_no_form_is_told_in_a_sentence(presenter: ImportPresenter, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    presenter.read(path)
    assert presenter.state.trouble
    assert not presenter.state.is_reading
    assert presenter.state.form is None
