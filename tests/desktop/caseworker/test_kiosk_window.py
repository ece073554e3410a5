"""The window that fills the screen while the computer is in a respondent's hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from field_samples import Field
from life_here import LIFE_HERE
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from spoken import nameless

from pollkit.desktop.answering.pictures import NO_PICTURES
from pollkit.desktop.caseworker.kiosk.pin import Pin
from pollkit.desktop.caseworker.kiosk.presenter import KioskPresenter
from pollkit.desktop.caseworker.kiosk.state import Occasion
from pollkit.desktop.caseworker.kiosk.window import KioskWindow
from pollkit.desktop.theme import Theme
from pollkit.domain.waves import Mode
from pollkit.store import Workspace
from pollkit.usecases import collect

Until = Callable[[Callable[[], object]], None]


class Heard:
    """Stands in for the system's voice."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def can_speak(self, language: str) -> bool:
        return language == "de"

    def say(self, words: str, language: str) -> None:
        self.said.append((words, language))

    def stop(self) -> None:
        pass


@pytest.fixture
def window(
    workspace: Workspace, field: Field, followed: Any, stopwatch: Any, theme: Theme
) -> Iterator[KioskWindow]:
    presenter = KioskPresenter(
        Occasion("Before", LIFE_HERE, "en", asks_code=False),
        lambda language, code: collect.start(
            workspace, field.before.id, Mode.KIOSK, language, code=code
        ),
        Pin("2580", stopwatch),
        followed,
        stopwatch,
    )
    window = KioskWindow(presenter, NO_PICTURES)
    window.open()
    QTest.qWaitForWindowActive(window)
    yield window
    window.put_away()


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def begin(window: KioskWindow) -> None:
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert window._presenter.state.address == "place/years"


def test_a_whole_sitting_goes_by_key_alone(
    window: KioskWindow, workspace: Workspace, field: Field
) -> None:
    begin(window)
    QTest.keyClicks(QApplication.focusWidget(), "12")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_2)  # not safe
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_Return)
    assert window._presenter.state.address == "member[1]/name"
    response = window._presenter._sitting.response
    assert response.answers["place/why"].codes == ("dark", "people")


def test_escape_hides_every_word_at_once_and_a_half_typed_one_is_kept(
    window: KioskWindow,
) -> None:
    begin(window)
    QTest.keyClicks(QApplication.focusWidget(), "1")
    press(Qt.Key.Key_Escape)
    assert window.neutral.isVisible()
    assert not window.page.isVisible()
    press(Qt.Key.Key_Escape)
    assert window.page.isVisible()
    assert window.page.cards["place/years"].answer.first_control().text() == "1"


def test_closing_the_window_asks_for_the_pin(window: KioskWindow) -> None:
    begin(window)
    assert not window.close()
    assert window.isVisible()
    assert window.pin.isVisible()
    over: list[bool] = []
    window.over.connect(lambda: over.append(True))
    QTest.keyClicks(window.pin.pin, "1234")
    press(Qt.Key.Key_Return)
    assert (over, window.pin.trouble.text()) == ([], "This is not the PIN.")
    QTest.keyClicks(window.pin.pin, "2580")
    press(Qt.Key.Key_Return)
    assert over == [True]


def test_no_field_opens_its_menu(window: KioskWindow) -> None:
    begin(window)
    field = QApplication.focusWidget()
    assert field is not None
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), QPoint(2, 2))
    QApplication.sendEvent(field, event)
    assert QApplication.activePopupWidget() is None


def test_a_window_that_loses_the_keys_covers_the_answers(window: KioskWindow) -> None:
    begin(window)
    window.isActiveWindow = lambda: False  # type: ignore[method-assign]
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.neutral.isVisible()


def test_nothing_that_was_copied_waits_for_the_next_question(window: KioskWindow) -> None:
    begin(window)
    QGuiApplication.clipboard().setText("a secret")
    press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == ""


def test_the_voice_is_offered_only_in_languages_that_it_speaks(window: KioskWindow) -> None:
    voice = Heard()
    window.take_voice(voice)
    begin(window)
    assert not window.aloud.isVisible()
    window._presenter.speak("de")
    assert window.aloud.isVisible()
    window.aloud.click()
    assert voice.said == [("Wo Sie leben. Seit wie vielen Jahren leben Sie hier?", "de")]


def test_arabic_turns_the_whole_window(window: KioskWindow) -> None:
    window._presenter.speak("ar")
    begin(window)
    assert window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert window.go_on.mapToGlobal(QPoint(0, 0)).x() < window.back.mapToGlobal(QPoint(0, 0)).x()


def test_no_key_of_the_window_behind_reaches_anything(window: KioskWindow) -> None:
    begin(window)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_N, Qt.Key.Key_O):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.page.isVisible()


def test_a_screen_reader_can_name_every_control(window: KioskWindow) -> None:
    assert nameless(window) == []
    begin(window)
    for _step in range(6):
        assert nameless(window) == []
        window._presenter.decline()
    window._presenter.want_back()
    assert nameless(window) == []
