"""A whole evening without a mouse: from the first screen to a room that is closed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import Facilitator, facilitator_at, until
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from rooms_in_memory import RoomsInMemory

from pollkit.desktop.facilitator.editor.screen import EditorScreen
from pollkit.domain.rooms import Move
from pollkit.usecases.events import list_events


@pytest.fixture
def rooms() -> RoomsInMemory:
    return RoomsInMemory()


@pytest.fixture
def facilitator(tmp_path: Path, rooms: RoomsInMemory) -> Iterator[Facilitator]:
    with facilitator_at(tmp_path / "workspace", rooms) as facilitator:
        yield facilitator


def press(facilitator: Facilitator, control: QWidget, keys: str = "Return") -> None:
    facilitator.tab_to(control)
    facilitator.press(keys)


def choose(facilitator: Facilitator, button: QWidget, downs: int) -> None:
    """Opens a button's menu and takes one of its entries, from 1."""

    def take() -> None:
        menu = QApplication.activePopupWidget()
        if menu is None:
            QTimer.singleShot(10, take)
            return
        for _press in range(downs):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, take)
    press(facilitator, button, "Space")
    # Qt's offscreen platform leaves no window active behind a menu.
    facilitator.window.activateWindow()
    until(facilitator.window.isActiveWindow, "the window has the keys again")


def write(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def editor_of(facilitator: Facilitator) -> EditorScreen:
    until(lambda: facilitator.window.editor is not None, "the editor")
    assert facilitator.window.editor is not None
    return facilitator.window.editor


def test_an_event_is_made_and_held_with_tab_return_and_space(
    facilitator: Facilitator, rooms: RoomsInMemory
) -> None:
    window = facilitator.window
    facilitator.press("Alt+0")
    press(facilitator, window.home.cards[0])
    until(window.events.isVisible, "the list of events")

    choose(facilitator, window.events.list.new, 1)
    editor = editor_of(facilitator)
    until(editor.details.title.main.hasFocus, "the title has the keys")
    write("Evening meeting")
    press(facilitator, editor.outline.add)
    first, second = editor.new.cards[:2]
    until(first.hasFocus, "the kinds of questions have the keys")
    facilitator.press("Right")
    assert second.hasFocus()
    facilitator.press("Left")
    facilitator.press("Return")
    until(editor.question.text.pair.main.hasFocus, "the question has the keys")
    write("Shall we go on?")
    for option, words in zip(editor.question.options.rows, ("Yes", "No"), strict=False):
        facilitator.tab_to(option.pair.main)
        write(words)
    press(facilitator, editor.done)
    until(window.events.isVisible, "the list of events again")
    until(window.events.sheet.go_live.isVisible, "the event is ready")

    press(facilitator, window.events.sheet.go_live)
    until(lambda: facilitator.window.console is not None, "the console")
    until(lambda: facilitator.line == "● Live", "the room is live")
    until(facilitator.console.steps.step.hasFocus, "the step has the keys")
    facilitator.go_to("Ask", "Close", "Reveal", "End the event")
    press(facilitator, facilitator.console.steps.blank)
    until(lambda: rooms.opened[0].room.is_blank, "the wall is dark")
    assert [move for move, _item in rooms.opened[0].moves] == [
        Move.NEXT, Move.ASK, Move.CLOSE, Move.REVEAL, Move.BLANK,
    ]  # fmt: skip
    event = next(e for e in list_events(window._workspace) if e.title == "Evening meeting")
    assert [option.texts for option in event.instrument.items[0].options] == [
        {"en": "Yes"},
        {"en": "No"},
    ]

    facilitator.press("Esc")
    until(lambda: facilitator.console.leaving is not None, "the question what becomes of it")
    leaving = facilitator.console.leaving
    assert leaving is not None
    leaving.activateWindow()
    until(leaving.isActiveWindow, "the question has the keys")
    close = next(b for b in leaving.buttons() if b.text() == "Close the room")
    press(facilitator, close, "Space")
    until(lambda: window.console is None, "the room is closed")
    assert rooms.opened[0].calls == ["shut"]


@pytest.mark.parametrize("key", ["Return", "Enter", "Space"])
def test_each_of_the_three_keys_presses_a_button(facilitator: Facilitator, key: str) -> None:
    facilitator.press("Alt+0")
    facilitator.tab_to(facilitator.window.home.cards[1])
    facilitator.press(key)
    until(facilitator.window.collect_door.projects.isVisible, "the second door")
