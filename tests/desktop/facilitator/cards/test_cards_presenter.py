"""What is counted and handed over while a film of cards is watched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import card_scenes as scenes
import numpy as np
import pytest
from card_films import Film

from pollkit.desktop.facilitator.cards.presenter import CardsPresenter
from pollkit.desktop.facilitator.cards.state import Stage
from pollkit.errors import CameraFailed, FolderNotWritable
from pollkit.paper.camera import Camera

CAMERAS = (Camera(0, "Built in"), Camera(2, "On the tripod"))
FIRST = scenes.render_moves(1, [{4: "A", 9: "B"}], frames_each=3)
SECOND = scenes.render_moves(1, [{4: "C", 9: "B"}], frames_each=3)


class AtOnce:
    """Runs work where it is asked for."""

    def run(self, work: Any, on_done: Any, on_failed: Any = None) -> None:
        try:
            done = work(None)
        except Exception as error:
            on_failed(error)
        else:
            on_done(done)


class Table:
    """A presenter before a film, and what it handed over."""

    def __init__(self) -> None:
        self.films: list[Film] = []
        self.opened: list[Camera] = []
        self.cameras = CAMERAS
        self.failure: Exception | None = None
        self.settled: list[dict[int, str]] = []
        self.news = threading.Event()
        self.presenter = CardsPresenter(
            True, lambda: self.cameras, self._open, AtOnce(), self.settled.append,
            self.news.set, lambda path: path,
        )  # fmt: skip

    def put(self, film: Film) -> Film:
        self.films.append(film)
        return film

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < deadline, self.presenter.state
            self.news.wait(1)
            self.news.clear()
            self.presenter.refresh()

    def _open(self, camera: Camera) -> Film:
        self.opened.append(camera)
        if self.failure is not None:
            raise self.failure
        return self.films.pop(0).open()


@pytest.fixture
def table() -> Iterator[Table]:
    table = Table()
    yield table
    table.presenter.stop()
    assert table.presenter.close(20)


def test_settled_answers_are_handed_over_and_a_new_vote_replaces_them(table: Table) -> None:
    film = table.put(Film(FIRST, goes_on=True))
    table.presenter.look_for_cameras()
    table.presenter.begin_question(4)
    table.presenter.start()
    table.until(lambda: table.settled)
    assert table.settled[-1] == {4: "A", 9: "B"}
    film.show(SECOND)
    table.until(lambda: table.settled[-1] == {4: "C", 9: "B"})
    assert table.presenter.state.counted == 2
    assert table.presenter.state.tally == {"A": 0, "B": 1, "C": 1, "D": 0}
    film.end()
    table.until(lambda: table.presenter.state.stage is Stage.READY)
    assert film.closed == 1


def test_nothing_counts_before_a_question_is_open_or_after_it_closed(table: Table) -> None:
    film = table.put(Film(FIRST, goes_on=True))
    table.presenter.look_for_cameras()
    table.presenter.start()
    table.until(lambda: table.presenter.state.in_view == 2)
    assert table.settled == []
    table.presenter.begin_question(2)
    film.show(FIRST)
    table.until(lambda: table.settled == [{4: "A", 9: "B"}])
    table.presenter.end_question()
    film.show(SECOND)
    film.end()
    table.until(lambda: table.presenter.state.stage is Stage.READY)
    assert table.settled == [{4: "A", 9: "B"}]


def test_a_letter_that_the_question_has_not_does_not_count(table: Table) -> None:
    table.put(Film(SECOND))
    table.presenter.look_for_cameras()
    table.presenter.begin_question(2)
    table.presenter.start()
    table.until(lambda: table.presenter.state.stage is Stage.READY)
    assert table.settled == [{9: "B"}]


def test_a_pause_of_the_camera_forgets_no_answer(table: Table) -> None:
    table.put(Film(FIRST))
    table.put(Film(scenes.render_moves(1, [{9: "D"}], frames_each=3)))
    table.presenter.look_for_cameras()
    table.presenter.begin_question(4)
    table.presenter.start()
    table.until(lambda: table.presenter.state.stage is Stage.READY)
    table.presenter.start()
    table.until(lambda: table.presenter.state.stage is Stage.READY)
    assert table.settled == [{4: "A", 9: "B"}, {4: "A", 9: "D"}]


def test_the_next_question_begins_empty_and_hides_the_answers_again(table: Table) -> None:
    table.put(Film(FIRST))
    table.presenter.look_for_cameras()
    table.presenter.begin_question(4)
    table.presenter.show_tally(True)
    table.presenter.start()
    table.until(lambda: table.presenter.state.counted == 2)
    table.presenter.begin_question(3)
    state = table.presenter.state
    assert (state.counted, state.tally, state.letters) == (0, {}, "ABC")
    assert not state.shows_tally


def test_another_camera_takes_over_while_one_is_watching(table: Table) -> None:
    first = table.put(Film(FIRST, goes_on=True))
    table.put(Film(FIRST))
    table.presenter.look_for_cameras()
    assert table.presenter.state.chosen == CAMERAS[0]
    table.presenter.start()
    table.until(lambda: table.presenter.state.stage is Stage.WATCHING)
    table.presenter.choose(2)
    assert table.presenter.state.stage is Stage.STARTING
    first.end()
    table.until(lambda: table.presenter.state.stage is Stage.READY)
    assert table.opened == list(CAMERAS)


def test_a_camera_that_does_not_open_is_told_and_can_be_tried_again(table: Table) -> None:
    table.failure = CameraFailed("Close other programs.")
    table.presenter.look_for_cameras()
    table.presenter.start()
    table.until(lambda: table.presenter.state.trouble)
    assert table.presenter.state.trouble == "Close other programs."
    assert table.presenter.state.can_start
    table.failure = None
    table.put(Film(FIRST))
    table.presenter.start()
    assert table.presenter.state.trouble == ""
    table.until(lambda: table.presenter.state.stage is Stage.READY)


def test_a_mistake_of_ours_is_not_taken_for_a_fault_of_the_camera(table: Table) -> None:
    table.failure = ZeroDivisionError("a bug")
    table.presenter.look_for_cameras()
    table.presenter.start()
    with pytest.raises(ZeroDivisionError):
        table.until(lambda: table.presenter.state.trouble)
    assert table.presenter.state.can_start


def test_without_a_camera_one_can_look_again(table: Table) -> None:
    table.cameras = ()
    table.presenter.look_for_cameras()
    assert table.presenter.state.stage is Stage.NO_CAMERA
    assert not table.presenter.state.can_start
    table.cameras = CAMERAS
    table.presenter.look_for_cameras()
    assert table.presenter.state.can_start


def test_what_keeps_cards_from_being_printed_is_told(tmp_path: Path) -> None:
    def refuse(_path: Path) -> Path:
        raise FolderNotWritable("Choose another folder.")

    presenter = CardsPresenter(
        False, tuple, lambda _camera: Film([]), AtOnce(), lambda settled: None, lambda: None, refuse
    )
    assert presenter.state.stage is Stage.NOT_INSTALLED
    presenter.look_for_cameras()
    assert presenter.state.stage is Stage.NOT_INSTALLED
    presenter.print_to(tmp_path / "cards.pdf")
    assert presenter.state.trouble == "Choose another folder."
    assert presenter.state.printed is None


def test_a_mirror_image_is_told_and_turned_back_on_wish(table: Table) -> None:
    mirrored = [np.ascontiguousarray(picture[:, ::-1]) for picture in FIRST]
    film = table.put(Film(mirrored * 4, goes_on=True))
    table.presenter.look_for_cameras()
    table.presenter.begin_question(4)
    table.presenter.start()
    table.until(lambda: table.presenter.state.seems_mirrored)
    table.presenter.turn_back()
    assert not table.presenter.state.seems_mirrored
    film.show(mirrored)
    table.until(lambda: table.settled)
    assert table.settled[-1] == {4: "A", 9: "B"}
    film.end()
