"""A film of cards is watched in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import card_scenes as scenes
import numpy as np
import pytest
from card_films import Film

from pollkit.errors import CameraFailed
from pollkit.paper.card_reader import read_cards
from pollkit.paper.card_watch import CardWatch
from pollkit.paper.cards import LETTERS


class News:
    """Waits until what the watch told fulfils a condition."""

    def __init__(self) -> None:
        self._changed = threading.Condition()

    def tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def until(self, condition: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, timeout=20)


@pytest.fixture
def news() -> News:
    return News()


def test_cards_of_a_film_are_counted_and_the_source_is_closed(news: News) -> None:
    film = Film(scenes.render_moves(1, [{4: "A", 9: "B"}, {4: "A", 9: "D"}], frames_each=4))
    watch = CardWatch(film.open, news.tell)
    watch.start()
    assert watch.join(20)
    assert watch.has_ended
    assert watch.failure is None
    assert watch.sight is not None
    assert watch.sight.settled == {4: "A", 9: "D"}
    assert (film.opened, film.closed) == (1, 1)


def test_the_shown_picture_is_small_and_its_outlines_fit_it(news: News) -> None:
    [picture] = scenes.render_moves(1, [{4: "A"}], frames_each=1)
    watch = CardWatch(Film([picture]).open, news.tell)
    watch.start()
    assert watch.join(20)
    sight = watch.sight
    assert sight is not None
    assert (sight.width, sight.height, len(sight.pixels)) == (960, 540, 960 * 540 * 3)
    [shown], [read] = sight.readings, read_cards(picture)
    assert np.allclose(np.array(shown.corners), np.array(read.corners) * 960 / 1280)


def test_the_next_question_counts_only_what_is_shown_after_it_began(news: News) -> None:
    turns = scenes.render_moves(1, [{4: "A", 9: "C"}, {4: "B", 9: "C"}], frames_each=3)
    film = Film(turns[:3], goes_on=True)
    watch = CardWatch(film.open, news.tell)
    watch.start()
    news.until(lambda: watch.sight is not None and len(watch.sight.settled) == 2)
    question = watch.begin_question("AB")
    film.show(turns[3:])
    news.until(lambda: watch.sight is not None and watch.sight.question == question)
    film.end()
    assert watch.join(20)
    assert watch.sight is not None
    # C is no answer to a question with two options.
    assert watch.sight.settled == {4: "B"}
    assert [reading.letter for reading in watch.sight.readings] == ["B", "C"]
    assert set(LETTERS) > {"A", "B"}


def test_a_camera_that_fails_is_told_and_let_go(news: News) -> None:
    class Unplugged(Film):
        def read(self) -> None:
            raise CameraFailed("unplugged")

    film = Unplugged([])
    watch = CardWatch(film.open, news.tell)
    watch.start()
    assert watch.join(20)
    assert str(watch.failure) == "unplugged"
    assert film.closed == 1


def test_a_watch_that_is_stopped_lets_go_of_its_camera_before_the_next_begins(news: News) -> None:
    pictures = scenes.render_moves(1, [{4: "A"}], frames_each=2)
    first, second = Film(pictures, goes_on=True), Film(pictures)
    order = []

    def open_second() -> Film:
        order.append(first.closed)
        return second.open()

    watch = CardWatch(first.open, news.tell)
    watch.start()
    news.until(lambda: watch.sight is not None)
    watch.stop()
    following = CardWatch(open_second, news.tell, after=watch)
    following.start()
    first.show(pictures)  # the camera gives its next picture
    assert watch.join(20)
    assert following.join(20)
    assert order == [1]
    assert second.closed == 1


def test_a_camera_that_mirrors_is_noticed_and_its_picture_turned_back(news: News) -> None:
    [seen] = scenes.render_moves(2, [{4: "A", 9: "B"}], frames_each=1)
    mirrored = np.ascontiguousarray(seen[:, ::-1])
    assert not read_cards(mirrored), "nothing can be read in a mirror image"
    film = Film([mirrored] * 12, goes_on=True)
    watch = CardWatch(film.open, news.tell)
    watch.start()
    news.until(lambda: watch.sight is not None and watch.sight.seems_mirrored)
    watch.is_mirrored = True
    film.show([mirrored] * 4)
    news.until(lambda: watch.sight is not None and watch.sight.settled == {4: "A", 9: "B"})
    assert watch.sight is not None and not watch.sight.seems_mirrored
    film.end()
    assert watch.join(20)


def test_an_empty_room_is_not_taken_for_a_mirror_image(news: News) -> None:
    watch = CardWatch(Film([scenes.render_room(3)] * 12).open, news.tell)
    watch.start()
    assert watch.join(30)
    assert watch.sight is not None and not watch.sight.seems_mirrored
