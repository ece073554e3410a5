from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from wall_pictures import event_in

from pollkit.desktop.facilitator.console.wall_languages import WallLanguages


@pytest.fixture
def choice(application: QApplication) -> Iterator[WallLanguages]:
    widget = WallLanguages()
    yield widget
    widget.deleteLater()


def test_an_event_in_one_language_has_no_choice(choice: WallLanguages) -> None:
    choice.show_choice(event_in("en"), (), ("en",))
    assert choice.isHidden()


def test_nothing_chosen_is_the_language_that_the_event_was_written_in(
    choice: WallLanguages,
) -> None:
    choice.show_choice(event_in("de", "en", "ar"), (), ("de",))
    assert not choice.isHidden()
    assert choice.first.currentText() == "Deutsch" and choice.second.currentText() == "None"


def test_a_second_language_is_told(choice: WallLanguages) -> None:
    choice.show_choice(event_in("en", "ar"), ("en",), ("en",))
    spy = QSignalSpy(choice.chosen)
    choice.second.setCurrentIndex(choice.second.findData("ar"))
    choice.second.activated.emit(choice.second.currentIndex())
    assert spy.at(0) == [("en", "ar")]


def test_twice_the_same_language_is_that_language_once(choice: WallLanguages) -> None:
    choice.show_choice(event_in("en", "ar"), ("ar", "en"), ("ar", "en"))
    choice.first.setCurrentIndex(choice.first.findData("en"))
    assert choice.choice == ("en",)


def test_a_second_language_without_room_is_said_in_words(choice: WallLanguages) -> None:
    choice.show_choice(event_in("en", "ar"), ("en", "ar"), ("en", "ar"))
    assert choice.note.isHidden()
    choice.show_choice(event_in("en", "ar"), ("en", "ar"), ("en",))
    assert "no room" in choice.note.text()
