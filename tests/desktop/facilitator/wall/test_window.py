from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from meeting import EVALUATES, question
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget
from wall_pictures import HEADS, PICTURES, asking, event_in, plain, revealed, votes

from pollkit.desktop.facilitator.wall.motion import Reveal
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.theme import make_palette, read_colours
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import Scene

Until = Callable[[Callable[[], object]], None]


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wall(application: QApplication, clock: Clock) -> Iterator[WallWindow]:
    window = WallWindow(event_in("en"), clock, wants_less_motion=False)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def test_the_reveal_ends_within_600_ms_of_its_own_clock(clock: Clock) -> None:
    reveal = Reveal(clock)
    assert reveal.shown == 1 and not reveal.is_running
    reveal.begin()
    assert reveal.shown == 0 and reveal.is_running
    shown = []
    for _frame in range(36):
        clock.now_s += 0.6 / 36
        shown.append(reveal.shown)
    assert shown == sorted(shown)
    assert shown[-1] == 1 and not reveal.is_running


def test_bars_grow_when_a_result_is_revealed_and_then_stand_still(
    wall: WallWindow, clock: Clock, until: Until
) -> None:
    wall.show_picture(asking(EVALUATES, QuestionState.CLOSED))
    wall.grab()
    wall.show_picture(revealed(EVALUATES))
    first = wall.grab().toImage()
    assert wall.is_revealing
    clock.now_s += 0.3
    middle = wall.grab().toImage()
    clock.now_s += 0.3
    until(lambda: not wall.is_revealing)
    last = wall.grab().toImage()
    assert first != middle != last
    clock.now_s += 1
    assert wall.grab().toImage() == last


def test_nothing_moves_where_the_system_asks_for_less_motion(
    application: QApplication, clock: Clock
) -> None:
    wall = WallWindow(event_in("en"), clock, wants_less_motion=True)
    wall.show_picture(asking(EVALUATES))
    wall.show_picture(revealed(EVALUATES))
    first = wall.grab().toImage()
    clock.now_s += 1
    assert wall.grab().toImage() == first
    assert not wall.is_revealing
    wall.deleteLater()


def test_a_wall_that_is_opened_on_a_result_shows_it_at_once(wall: WallWindow) -> None:
    wall.show_picture(revealed(EVALUATES))
    assert not wall.is_revealing


def test_a_split_is_revealed_like_a_result(wall: WallWindow, clock: Clock) -> None:
    wall.show_picture(revealed(EVALUATES))
    wall.show_picture(revealed(EVALUATES, split=question("evaluates").split))
    assert wall.is_revealing


def test_a_new_count_on_a_revealed_wall_moves_nothing(wall: WallWindow) -> None:
    wall.show_picture(revealed(EVALUATES))
    wall.show_picture(replace(revealed(EVALUATES), heads=replace(HEADS, connected=40)))
    assert not wall.is_revealing


def test_people_who_join_meanwhile_do_not_cut_the_reveal_and_are_counted_after_it(
    wall: WallWindow, clock: Clock, until: Until
) -> None:
    wall.show_picture(asking(EVALUATES))
    wall.show_picture(revealed(EVALUATES))
    wall.grab()
    clock.now_s += 0.1
    later = replace(revealed(EVALUATES), heads=replace(HEADS, joined=43))
    wall.show_picture(later)
    assert wall.is_revealing
    clock.now_s += 1
    until(lambda: not wall.is_revealing)
    after = wall.grab().toImage()
    wall.show_picture(asking(EVALUATES))
    wall.show_picture(later)
    clock.now_s += 1
    until(lambda: not wall.is_revealing)
    assert wall.grab().toImage() == after


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Space], ids=lambda key: key.name
)
def test_a_clicker_asks_for_the_next_step(wall: WallWindow, key: Qt.Key) -> None:
    spy = QSignalSpy(wall.next_asked)
    QTest.keyClick(wall, key)
    assert spy.count() == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Period], ids=lambda key: key.name)
def test_a_clicker_asks_for_a_dark_wall(wall: WallWindow, key: Qt.Key) -> None:
    spy = QSignalSpy(wall.blank_asked)
    QTest.keyClick(wall, key)
    assert spy.count() == 1


def test_f11_fills_the_screen_and_escape_leaves_it(wall: WallWindow) -> None:
    QTest.keyClick(wall, Qt.Key.Key_F11)
    assert wall.isFullScreen()
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.isFullScreen() and wall.isVisible()


def test_with_one_screen_the_wall_is_a_window_that_hides_nothing(wall: WallWindow) -> None:
    console = QWidget()
    wall.open_beside(console)
    assert wall.isVisible() and not wall.isFullScreen()
    console.deleteLater()


def test_a_wall_left_full_screen_by_a_lost_projector_becomes_a_window(
    wall: WallWindow, application: QApplication
) -> None:
    console = QWidget()
    wall.open_beside(console)
    wall.fill_screen()
    application.screenRemoved.emit(application.primaryScreen())
    assert wall.isVisible() and not wall.isFullScreen()
    console.deleteLater()


def test_the_wall_can_be_heard(wall: WallWindow) -> None:
    wall.show_picture(revealed(EVALUATES))
    spoken = wall.accessibleDescription()
    assert "Does your city evaluate" in spoken and "Yes: 29 · 69%" in spoken
    wall.show_picture(asking(EVALUATES))
    assert "29" not in wall.accessibleDescription()


def test_the_wall_follows_a_change_of_theme(wall: WallWindow) -> None:
    wall.setPalette(make_palette(read_colours("light")))
    wall.show_picture(PICTURES["thanks"])
    assert wall.grab().toImage().pixelColor(5, 5).lightness() > 200
    wall.setPalette(make_palette(read_colours("dark")))
    assert wall.grab().toImage().pixelColor(5, 5).lightness() < 60


def test_the_way_in_is_large_while_people_arrive_and_small_for_the_next_question(
    wall: WallWindow, clock: Clock
) -> None:
    wall.show_picture(plain(Scene.JOIN))
    wall.show_picture(asking(EVALUATES))
    assert wall.is_card_large
    clock.now_s += 60
    wall.show_picture(revealed(EVALUATES))
    assert wall.is_card_large, "nothing jumps while a question is on the wall"
    wall.show_picture(asking(question("priority").item))
    assert not wall.is_card_large


def test_the_facilitator_can_have_the_way_in_large_again(wall: WallWindow, clock: Clock) -> None:
    wall.show_picture(plain(Scene.JOIN))
    clock.now_s += 60
    wall.show_picture(asking(EVALUATES))
    assert not wall.is_card_large
    wall.choose_card(True)
    assert wall.is_card_large
    wall.choose_card(None)
    assert not wall.is_card_large


def test_closing_the_wall_is_told(wall: WallWindow) -> None:
    spy = QSignalSpy(wall.closed)
    wall.close()
    assert spy.count() == 1


def test_figures_that_come_in_during_a_reveal_wait_for_its_end(
    wall: WallWindow, clock: Clock, until: Until
) -> None:
    """The scale of a chart must not change while it grows."""
    few, more = votes(EVALUATES, 12, 4, 2), votes(EVALUATES, 30, 4, 2)
    wall.show_picture(asking(EVALUATES))
    wall.show_picture(revealed(EVALUATES, few))
    wall.grab()
    clock.now_s += 0.1
    before = wall.grab().toImage()
    wall.show_picture(revealed(EVALUATES, more))
    assert wall.is_revealing and wall.grab().toImage() == before
    clock.now_s += 1
    until(lambda: not wall.is_revealing)
    fresh = WallWindow(event_in("en"), clock, wants_less_motion=True)
    fresh.show_picture(revealed(EVALUATES, more))
    assert wall.grab().toImage() == fresh.grab().toImage()
    fresh.deleteLater()


def test_a_second_language_stands_under_the_first(wall: WallWindow) -> None:
    wall.resize(1366, 768)
    wall.show_picture(asking(EVALUATES), event_in("en", "de", "ar"))
    wall.speak(("en", "ar"))
    assert wall.languages_shown == ("en", "ar")
    wall.speak(("de",))
    assert wall.languages_shown == ("de",)
    assert EVALUATES.texts["de"] in wall.accessibleDescription()
