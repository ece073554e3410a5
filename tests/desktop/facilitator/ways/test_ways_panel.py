"""The panel in the console, with a camera's film and a room in memory or a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import card_scenes as scenes
import pytest
from card_films import Film
from meeting import meeting
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from room_phones import HERE, Phone, new_workspace
from room_stand_in import RoomStandIn

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.cards.presenter import CardsPresenter
from pollkit.desktop.facilitator.cards.screen import CARDS_TOPIC
from pollkit.desktop.facilitator.cards.state import Stage
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.screen import ConsoleScreen, status_topic
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.facilitator.wall.words import describe
from pollkit.desktop.facilitator.ways.presenter import WaysPresenter
from pollkit.desktop.facilitator.ways.state import Way
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.theme import Theme
from pollkit.domain.rooms import Move, QuestionState
from pollkit.live.start import start_room
from pollkit.paper.camera import Camera
from pollkit.usecases.ports import RoomLink

Until = Callable[[Callable[[], object]], None]


class Desk:
    """The console in a window, and a film before its camera."""

    def __init__(self, hub: ChangeHub, open_room: Callable[[], RoomLink], film: Film) -> None:
        self.film = film
        self.errors: list[BaseException] = []
        self.opened: list[str] = []
        self.tasks = Tasks(hub, self.errors.append)
        self._hub = hub
        event = meeting()
        self.console = ConsolePresenter(
            event, open_room, self.tasks, lambda: hub.announce(frozenset({status_topic(event)}))
        )
        self.ways = WaysPresenter(event, self.console.count_in, self.opened.append, self._cards)
        self.wall = WallWindow(event, wants_less_motion=True)
        self.screen = ConsoleScreen(self.console, hub, self.wall, self.ways)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.screen)
        self.window.resize(1366, 768)
        self.window.show()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.focusWidget() or self.screen, key)

    def wall_words(self) -> str:
        picture = self.console.state.wall
        return "" if picture is None else describe(picture, self.console.state.event)

    def close(self) -> None:
        self.film.end()
        self.ways.let_go()
        self.wall.close()
        self.wall.deleteLater()
        self.window.close()
        self.window.deleteLater()
        self.tasks.close()

    def _cards(self, on_settled: Callable[[dict[int, str]], None]) -> CardsPresenter:
        return CardsPresenter(
            True,
            lambda: (Camera(0, "A film"),),
            lambda _camera: self.film.open(),
            self.tasks,
            on_settled,
            lambda: self._hub.announce(frozenset({CARDS_TOPIC})),
            lambda path: path,
        )


@pytest.fixture
def new_stage(
    application: QApplication, theme: Theme, hub: ChangeHub
) -> Iterator[Callable[[Callable[[], RoomLink], Film], Desk]]:
    made: list[Desk] = []

    def new(open_room: Callable[[], RoomLink], film: Film) -> Desk:
        made.append(Desk(hub, open_room, film))
        return made[-1]

    yield new
    for stage in made:
        stage.close()
        assert not stage.errors


@pytest.fixture
def stage(new_stage: Callable[[Callable[[], RoomLink], Film], Desk], until: Until) -> Desk:
    stage = new_stage(RoomStandIn(meeting(), 42).taken_up, Film([], goes_on=True))
    _open(stage, until)
    return stage


def _open(stage: Desk, until: Until) -> None:
    stage.screen.open()
    until(lambda: stage.screen.head.line.text() == "● Live")


def _ask(stage: Desk, item: str, until: Until) -> None:
    stage.console.ask(item)
    until(lambda: stage.console.state.question is QuestionState.OPEN)


def test_hands_are_typed_and_sent_with_the_keys_alone(stage: Desk, until: Until) -> None:
    _ask(stage, "evaluates", until)
    stage.press(Qt.Key.Key_I)
    assert stage.screen.ways is not None and stage.screen.ways.isVisible()
    assert not stage.screen.question_card.isVisible()
    assert stage.window.focusWidget() is stage.screen.ways.hands.numbers["yes"]
    stage.press(Qt.Key.Key_2)  # elsewhere a second round
    stage.press(Qt.Key.Key_Return)
    until(lambda: stage.ways.state.hands == {"yes": 2})
    assert "2 hands count now" in stage.screen.ways.hands.total.text()
    stage.screen.ask_to_leave()
    assert stage.screen.question_card.isVisible(), "Esc puts the panel away"
    assert stage.screen.leaving is None


def test_numbers_that_are_being_typed_are_not_lost_for_an_answer_by_phone(
    stage: Desk, until: Until
) -> None:
    _ask(stage, "evaluates", until)
    stage.press(Qt.Key.Key_I)
    assert stage.screen.ways is not None
    stage.screen.ways.hands.numbers["no"].setValue(9)
    link = stage.console
    link.refresh()
    assert stage.screen.ways.hands.numbers["no"].value() == 9


def test_each_way_has_its_page_and_says_what_does_not_fit(stage: Desk, until: Until) -> None:
    panel = stage.screen.ways
    assert panel is not None
    stage.press(Qt.Key.Key_I)
    assert "Open a question first" in panel.hands.why_not.text()
    _ask(stage, "country", until)
    panel.choices[Way.CARDS].click()
    assert "at most four" in panel.no_cards.text()
    panel.choices[Way.KIOSK].click()
    panel.kiosk.open.click()
    assert len(stage.opened) == 1
    panel.choices[Way.ROUND].click()
    panel.round.switch.click()
    until(lambda: stage.ways.state.may_pass_on)
    assert panel.round.switch.isChecked()


def test_the_camera_is_let_go_when_the_room_is_left(stage: Desk, until: Until) -> None:
    panel = stage.screen.ways
    assert panel is not None
    stage.press(Qt.Key.Key_I)
    panel.choices[Way.CARDS].click()
    until(lambda: stage.ways.cards.state.stage is Stage.READY)
    panel.cards.start.click()
    until(lambda: stage.film.opened)
    assert "camera on" in stage.screen.ways_in.text() or stage.ways.state.is_watching
    stage.film.show([scenes.render_room(1)])
    stage.screen._part_with(stage.console.leave)
    stage.film.end()
    until(lambda: stage.film.closed)


def test_cards_before_the_camera_are_in_the_count_on_the_wall(
    new_stage: Callable[[Callable[[], RoomLink], Film], Desk], until: Until, tmp_path: Path
) -> None:
    event = meeting()
    workspace = new_workspace(tmp_path, event)
    held_up = {number: "ABC"[number % 3] for number in range(1, 10)}
    film = Film(scenes.render_moves(5, [held_up], frames_each=6), goes_on=True)
    link = start_room(workspace, event.id, addresses=(HERE,))
    try:
        stage = new_stage(lambda: link, film)
        _open(stage, until)
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        _ask(stage, "evaluates", until)
        assert phone.vote("evaluates", "yes").json["state"] == "saved"
        stage.press(Qt.Key.Key_I)
        assert stage.screen.ways is not None
        stage.screen.ways.choices[Way.CARDS].click()
        until(lambda: stage.ways.cards.state.stage is Stage.READY)
        stage.screen.ways.cards.start.click()
        until(lambda: "10 of 10 answered · 1 phone, 9 cards" in stage.wall_words())
        stage.console.make(Move.CLOSE)
        until(lambda: stage.console.state.question is QuestionState.CLOSED)
        stage.console.make(Move.REVEAL)
        until(lambda: stage.console.state.question is QuestionState.REVEALED)
        assert "10 of 10 answered" in stage.wall_words()
        assert stage.console.state.result is not None
        assert [stage.console.state.result.count(code) for code in ("yes", "no", "dont_know")] == [
            4, 3, 3,
        ]  # fmt: skip
    finally:
        link.shut()
