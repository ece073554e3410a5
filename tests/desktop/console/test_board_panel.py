"""The facilitator at a board: what waits is released, dealt with, merged, or shown large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from board_at_console import IDEAS, QA, A, Desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from spoken import nameless

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.theme import Theme
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move


@pytest.fixture
def desk(
    application: QApplication, theme: Theme, hub: ChangeHub, request: pytest.FixtureRequest
) -> Iterator[Desk]:
    made = Desk(hub, getattr(request, "param", QA))
    QTest.qWaitForWindowExposed(made.window)
    yield made
    made.close()


at_ideas = pytest.mark.parametrize("desk", [IDEAS], indirect=True)


def test_what_waits_stands_first_and_nothing_of_it_is_on_the_wall(desk: Desk) -> None:
    lines = [desk.panel.posts.item(row).text() for row in range(desk.panel.posts.count())]
    assert lines == [
        "Waiting for you: 2", "<b>Why</b> so late?", "Who is paying?",
        "Shown: 1", "▲ 4   A · Who pays?",
        "Put away: 1", "Rude",
    ]  # fmt: skip
    picture = desk.presenter.state.wall
    assert picture is not None
    assert picture.board is not None
    assert [post.text for post in picture.board.posts] == ["Who pays?"]


def test_keys_release_answer_and_put_away(desk: Desk) -> None:
    desk.choose("Who is paying?")
    desk.press(Qt.Key.Key_Return)
    desk.choose("Who pays?")
    desk.press(Qt.Key.Key_A)
    desk.choose("Why")
    desk.press(Qt.Key.Key_Delete)
    assert desk.states() == {
        "Who pays?": "answered",
        "Who is paying?": "shown",
        "<b>Why</b> so late?": "hidden",
        "Rude": "hidden",
    }


def test_the_less_supported_one_is_merged_into_the_one_that_is_shown(desk: Desk) -> None:
    desk.choose("Who pays?", "Who is paying?")
    desk.press(Qt.Key.Key_M)
    assert desk.states()["Who is paying?"] == "merged"
    assert desk.states()["Who pays?"] == "shown"


def test_one_of_them_stands_large_until_it_is_taken_back(desk: Desk) -> None:
    desk.choose("Who pays?")
    for large in (A, None):
        desk.press(Qt.Key.Key_Z)
        assert desk.room.large_post == large
    desk.choose("Who is paying?")  # nobody has released it
    desk.press(Qt.Key.Key_Z)
    assert desk.room.large_post is None


def test_all_that_waits_is_released_at_once(desk: Desk) -> None:
    desk.panel.release_all.click()
    assert "held" not in desk.states().values()
    assert desk.states()["Rude"] == "hidden"


def test_the_space_bar_is_the_next_step_in_the_list_too(desk: Desk) -> None:
    desk.choose("Who pays?")
    desk.press(Qt.Key.Key_Space)
    assert desk.room.moves[-1] == (Move.CLOSE, None)


@pytest.mark.parametrize("desk", [QA, IDEAS], indirect=True)
def test_a_screen_reader_can_name_every_control_beside_a_board(desk: Desk) -> None:
    for posts in (("Who pays?",), ("Who", "Why")):
        desk.choose(*posts)
        assert nameless(desk.window) == []


@at_ideas
def test_ideas_are_gathered_then_voted_on_then_closed(desk: Desk) -> None:
    steps = []
    for _step in range(3):
        assert desk.presenter.state.step is not None
        steps.append(desk.presenter.state.step.move)
        desk.presenter.make(steps[-1])
    assert steps == [Move.VOTE, Move.CLOSE, Move.REVEAL]


@at_ideas
def test_the_best_ideas_become_the_next_question(desk: Desk) -> None:
    desk.panel.release_all.click()
    desk.choose("Who", "Why")
    assert desk.panel.ask.isEnabled()
    desk.panel.ask.menu().actions()[0].trigger()
    first, second = desk.presenter.state.event.instrument.items
    assert first == IDEAS
    assert second.kind is ItemKind.MULTIPLE
    assert [option.texts["fr"] for option in second.options] == [
        "Who pays?", "<b>Why</b> so late?", "Who is paying?",
    ]  # fmt: skip
    assert second.texts["en"] == "Which of these should we follow up?"
