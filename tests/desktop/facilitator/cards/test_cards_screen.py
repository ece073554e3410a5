"""The cards' screen, before a film of cards and before nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import card_scenes as scenes
import pytest
from card_films import Film
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QFileDialog, QWidget

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.cards.presenter import CardsPresenter
from pollkit.desktop.facilitator.cards.screen import CARDS_TOPIC, CardsScreen
from pollkit.desktop.tasks import Tasks
from pollkit.paper.camera import Camera

Until = Callable[[Callable[[], object]], None]


def fail(error: BaseException) -> None:
    raise error


class Desk:
    def __init__(self, hub: ChangeHub, tasks: Tasks) -> None:
        self.hub = hub
        self.tasks = tasks
        self.film = Film(scenes.render_moves(1, [{4: "A", 9: "B"}], frames_each=4), goes_on=True)
        self.settled: list[dict[int, str]] = []
        self.screens: list[CardsScreen] = []

    def show(self, can_read: bool = True, cameras: tuple[Camera, ...] = ()) -> CardsScreen:
        self.presenter = CardsPresenter(
            can_read, lambda: cameras, lambda camera: self.film.open(), self.tasks,
            self.settled.append, lambda: self.hub.announce(frozenset({CARDS_TOPIC})), self._print,
        )  # fmt: skip
        screen = CardsScreen(self.presenter, self.hub)
        screen.resize(1000, 700)
        screen.show()
        self.screens.append(screen)
        return screen

    def _print(self, path: Path) -> Path:
        path.write_text("cards")
        return path


@pytest.fixture
def desk(hub: ChangeHub, theme: object) -> Iterator[Desk]:
    tasks = Tasks(hub, fail)
    desk = Desk(hub, tasks)
    yield desk
    desk.film.end()
    assert desk.presenter.close(20)
    tasks.close()
    for screen in desk.screens:
        screen.close()
        screen.deleteLater()


def test_cards_are_counted_and_their_letters_shown_only_when_asked_for(
    desk: Desk, until: Until
) -> None:
    screen = desk.show(cameras=(Camera(0, "Webcam <b>"),))
    until(screen.start.isEnabled)
    assert screen.cameras.currentText() == "Webcam <b>"
    desk.presenter.begin_question(4)
    screen.start.click()
    until(lambda: screen.count.text() == "2 cards counted")
    assert desk.settled[-1] == {4: "A", 9: "B"}
    assert screen.in_view.text() == "2 in the picture"
    assert not any(number.isVisible() for number in screen.split.numbers.values())
    screen.tally_shown.click()
    shown = {letter: number.text() for letter, number in screen.split.numbers.items()}
    assert shown == {"A": "1", "B": "1", "C": "0", "D": "0"}
    assert all(number.isVisible() for number in screen.split.numbers.values())
    screen.stop.click()
    desk.film.end()
    assert screen.start.isVisible()
    assert screen.count.text() == "2 cards counted"


def test_a_recognised_card_is_outlined_where_it_is_seen(desk: Desk, until: Until) -> None:
    screen = desk.show(cameras=(Camera(0, "Webcam"),))
    until(screen.start.isEnabled)
    desk.presenter.begin_question(4)
    desk.presenter.show_tally(True)
    desk.presenter.mirror(False)
    screen.start.click()
    until(lambda: desk.presenter.state.counted == 2)

    def painted(colour: str) -> float:
        """The middle of what has this colour, from left to right, 0 to 1."""
        image = screen.finder.grab().toImage()
        wanted = QColor(colour).rgb()
        found = [
            x
            for x in range(image.width())
            for y in range(0, image.height(), 2)
            if image.pixel(x, y) == wanted
        ]
        return sum(found) / len(found) / image.width()

    sight = desk.presenter.state.sight
    assert sight is not None
    places = {
        card.letter: sum(x for x, _y in card.corners) / 4 / sight.width for card in sight.readings
    }
    # Blue is A's colour, orange is B's.
    assert painted("#4BA3E3") == pytest.approx(places["A"], abs=0.05)
    assert painted("#F08A3C") == pytest.approx(places["B"], abs=0.05)
    screen.mirror.click()
    assert painted("#4BA3E3") == pytest.approx(1 - places["A"], abs=0.05)


def test_without_opencv_the_command_stands_there(desk: Desk) -> None:
    screen = desk.show(can_read=False)
    assert screen.pages.currentWidget() is screen.not_installed
    said = [part.text() for part in screen.not_installed.findChildren(type(screen.count))]
    assert any("installers/bootstrap.py run --cards" in words for words in said)


def test_without_a_camera_one_can_look_again_and_print(
    desk: Desk, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = desk.show()
    until(lambda: screen.pages.currentWidget() is screen.no_camera)
    out = tmp_path / "cards.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    screen.no_camera.step_taken.emit(1)
    until(lambda: screen.notice.words)
    assert screen.notice.words == "The cards were written to “cards.pdf”."
    assert out.exists()


def test_a_screen_reader_can_name_every_control(desk: Desk, until: Until) -> None:
    screen = desk.show(cameras=(Camera(0, "Webcam"),))
    until(screen.start.isEnabled)
    wrong = []
    for control in screen.findChildren(QWidget):
        has_keys = control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible()
        spoken = QAccessible.queryAccessibleInterface(control)
        if has_keys and not spoken.text(QAccessible.Text.Name).strip():
            wrong.append(repr(control))
    assert wrong == []
