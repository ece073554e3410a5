"""Questions for the speaker, led from the console while another question is on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from board_at_console import A, B, Desk
from meeting import EVALUATES, meeting
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.theme import Theme
from pollkit.domain.boards import PostState
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rooms import Move

ASK = Item("qa", ItemKind.QUESTIONS, {"en": "Your questions?"}, stays_open=True)


@pytest.fixture
def desk(application: QApplication, theme: Theme, hub: ChangeHub) -> Iterator[Desk]:
    question = replace(EVALUATES, asked_if=None)
    event = replace(meeting(), instrument=Instrument({"en": "M"}, ("en",), (question, ASK)))
    made = Desk(hub, question, event)
    made.room.move(Move.ASIDE)
    made.presenter.refresh()
    made.panel = made.screen.aside_panel.board
    QTest.qWaitForWindowExposed(made.window)
    yield made
    made.close()


def open_list(desk: Desk) -> None:
    QTest.keyClick(desk.screen, Qt.Key.Key_U)


def test_the_list_is_reached_while_another_question_is_open(desk: Desk) -> None:
    assert desk.screen.aside.text() == "Questions for the speaker · 2 wait"
    open_list(desk)
    assert desk.screen.aside_panel.isVisible()
    assert desk.screen.question_card.isHidden()
    assert desk.panel.posts.item(0).text() == "Waiting for you: 2"
    open_list(desk)
    assert desk.screen.question_card.isVisible()


def test_what_waits_is_released_from_there(desk: Desk) -> None:
    open_list(desk)
    desk.choose("Who is paying?")
    desk.press(Qt.Key.Key_Return)
    assert desk.room.posts[B].state is PostState.SHOWN
    assert desk.room.moderated[-1].item == "qa"


def test_what_cannot_be_on_the_wall_now_is_not_offered(desk: Desk) -> None:
    open_list(desk)
    desk.choose("Who pays?")
    assert desk.panel.enlarge.isHidden()
    assert not desk.screen.aside_panel.to_wall.isEnabled()
    desk.presenter.make(Move.CLOSE)
    desk.screen.aside_panel.to_wall.click()
    assert desk.room.moves[-1] == (Move.SHOW, "qa")
    assert not desk.panel.enlarge.isHidden()


def test_no_more_questions_are_taken_and_then_again(desk: Desk) -> None:
    open_list(desk)
    desk.screen.aside_panel.turn.click()
    assert desk.room.room.beside is None
    assert desk.screen.aside.text() == "Questions for the speaker · closed"
    desk.screen.aside_panel.turn.click()
    assert desk.room.room.beside is not None


def test_the_space_bar_leads_from_the_board_on_the_wall_to_the_next_question(desk: Desk) -> None:
    desk.presenter.make(Move.CLOSE)
    desk.presenter.make(Move.SHOW, "qa")
    step = desk.presenter.state.step
    assert step is not None
    assert step.move is Move.END  # the only question was asked


def test_escape_closes_the_list_and_not_the_room(desk: Desk) -> None:
    open_list(desk)
    desk.screen.ask_to_leave()
    assert not desk.presenter.state.shows_aside
    assert desk.screen.leaving is None


def test_one_post_is_merged_into_another_that_is_picked_from_all(desk: Desk) -> None:
    open_list(desk)
    desk.choose("Who is paying?")
    desk.press(Qt.Key.Key_M)
    picker = desk.panel.picker
    assert picker is not None
    assert [picker.posts.item(n).text() for n in range(picker.posts.count())] == [
        "▲ 4   Who pays?", "▲ 0   <b>Why</b> so late?",
    ]  # fmt: skip
    picker.search.setText("PAYS")
    assert picker.posts.count() == 1
    picker.merge.click()
    edit = desk.room.moderated[-1]
    assert (edit.posts, edit.into) == ((B,), A)
