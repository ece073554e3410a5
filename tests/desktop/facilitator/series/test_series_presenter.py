"""Comparing events without a window, with counts that were made up for the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from held_series import held

from pollkit.desktop.facilitator.series.presenter import SeriesPresenter, Stage
from pollkit.domain.instruments import Option
from pollkit.store import Role, Workspace


class Later:
    """Work that ends when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[Any], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object:
        def end() -> None:
            try:
                made = work(None)
            except Exception as error:
                assert on_failed is not None
                on_failed(error)
            else:
                on_done(made)

        self.waiting.append(end)
        return None

    def end_all(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        yield workspace


def opened(workspace: Workspace, later: Later, first: Any = None) -> SeriesPresenter:
    presenter = SeriesPresenter(workspace, later, first)
    presenter.open(is_dark=False)
    later.end_all()
    return presenter


def test_one_event_leaves_nothing_to_compare(workspace: Workspace) -> None:
    held(workspace, 3, yes=6, no=6)
    assert opened(workspace, Later()).state.stage is Stage.NOTHING


def test_two_chosen_events_are_shown_with_their_common_question(workspace: Workspace) -> None:
    march, april = held(workspace, 3, yes=6, no=6), held(workspace, 4, yes=9, no=3)
    later = Later()
    presenter = opened(workspace, later, first=march.id)
    assert (presenter.state.stage, presenter.state.chosen) == (Stage.CHOOSING, {march.id})
    presenter.choose_event(april.id, True)
    later.end_all()
    state = presenter.state
    assert (state.stage, state.question) == (Stage.SHOWN, "evaluates")
    assert state.picture is not None
    assert state.picture.heading == (
        "Answer", "1 March 2026 · 12 answered", "1 April 2026 · 12 answered",
    )  # fmt: skip
    assert state.picture.rows[0][1:] == ("6 · 50%", "9 · 75%")
    assert state.picture.png.startswith(b"\x89PNG")


def test_events_that_asked_otherwise_have_no_question_in_common(workspace: Workspace) -> None:
    march = held(workspace, 3, yes=6, no=6)
    items = march.instrument.items
    more = replace(items[0], options=(*items[0].options, Option("maybe", {"en": "Maybe"})))
    april = held(workspace, 4, yes=9, no=3, instrument=replace(march.instrument, items=(more,)))
    later = Later()
    presenter = opened(workspace, later)
    presenter.choose_event(march.id, True)
    presenter.choose_event(april.id, True)
    later.end_all()
    assert (presenter.state.stage, presenter.state.picture) == (Stage.NOTHING_SHARED, None)


def test_a_choice_that_was_taken_back_is_not_shown_when_it_is_counted(
    workspace: Workspace,
) -> None:
    march, april = held(workspace, 3, yes=6, no=6), held(workspace, 4, yes=9, no=3)
    later = Later()
    presenter = opened(workspace, later, first=march.id)
    presenter.choose_event(april.id, True)
    presenter.choose_event(april.id, False)
    later.end_all()
    assert (presenter.state.stage, presenter.state.picture) == (Stage.CHOOSING, None)


def test_what_is_shown_can_be_written(workspace: Workspace, tmp_path: Path) -> None:
    march, april = held(workspace, 3, yes=6, no=6), held(workspace, 4, yes=9, no=3)
    later = Later()
    presenter = opened(workspace, later, first=march.id)
    presenter.choose_event(april.id, True)
    later.end_all()
    out = tmp_path / "out"
    presenter.export(out)
    later.end_all()
    assert {path.suffix for path in out.iterdir()} == {".png", ".svg", ".csv"}
    assert (presenter.state.said, presenter.state.folder) == ("3 files written.", out)


def test_a_folder_that_cannot_be_written_is_said(workspace: Workspace, tmp_path: Path) -> None:
    march, april = held(workspace, 3, yes=6, no=6), held(workspace, 4, yes=9, no=3)
    later = Later()
    presenter = opened(workspace, later, first=march.id)
    presenter.choose_event(april.id, True)
    later.end_all()
    (tmp_path / "file").write_text("in the way")
    presenter.export(tmp_path / "file")
    later.end_all()
    assert presenter.state.is_trouble
    assert "could not be written" in presenter.state.said


def test_a_theme_of_other_colours_has_the_picture_drawn_anew(workspace: Workspace) -> None:
    march, april = held(workspace, 3, yes=6, no=6), held(workspace, 4, yes=9, no=3)
    later = Later()
    presenter = opened(workspace, later, first=march.id)
    presenter.choose_event(april.id, True)
    later.end_all()
    light = presenter.state.picture
    presenter.take_darkness(True)
    later.end_all()
    dark = presenter.state.picture
    assert light is not None and dark is not None
    assert light.png != dark.png
    assert light.rows == dark.rows
