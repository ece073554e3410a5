"""From an event to its room and back, with a room in memory behind the port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from room_stand_in import RoomStandIn
from shiboken6 import isValid

from pollkit.desktop.application import Desktop
from pollkit.desktop.doors import Door
from pollkit.desktop.facilitator.console.state import Line
from pollkit.desktop.main_window import MainWindow
from pollkit.errors import NoNetworkAddress
from pollkit.i18n import use_language
from pollkit.usecases.events import list_events

Until = Callable[[Callable[[], object]], None]


class Rooms:
    """Opens rooms in memory; `trouble` is raised instead while it is set."""

    def __init__(self) -> None:
        self.desktop: Desktop | None = None
        self.opened: list[RoomStandIn] = []
        self.trouble: Exception | None = None

    def __call__(self, workspace: Path, event_id: UUID, port: int = 0) -> RoomStandIn:
        if self.trouble is not None:
            raise self.trouble
        assert self.desktop is not None
        assert self.desktop._workspace is not None
        assert workspace == self.desktop._workspace.path
        event = next(e for e in list_events(self.desktop._workspace) if e.id == event_id)
        self.opened.append(RoomStandIn(event, people=12))
        return self.opened[-1]


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def desktop(application: QApplication, tmp_path: Path, rooms: Rooms) -> Iterator[Desktop]:
    desktop = Desktop(application, tmp_path / "workspace", rooms, lambda: (), "en")
    rooms.desktop = desktop
    yield desktop
    desktop.close()
    if desktop.window is not None and isValid(desktop.window):
        desktop.window.deleteLater()
    desktop.deleteLater()
    use_language("en")


@pytest.fixture
def window(desktop: Desktop, until: Until) -> MainWindow:
    desktop.open()
    assert isinstance(desktop.window, MainWindow)
    until(lambda: desktop.window.is_furnished)
    desktop.window.activateWindow()
    until(desktop.window.isActiveWindow)
    desktop.window.open_door(Door.RUN)
    return desktop.window


def go_live(window: MainWindow, until: Until) -> None:
    QTest.keyClick(window, "l", Qt.KeyboardModifier.ControlModifier)
    until(lambda: window.console is not None)
    until(lambda: line_of(window) is Line.LIVE)


def line_of(window: MainWindow) -> Line:
    assert window.console is not None
    return window.console._presenter.state.line


def answer(window: MainWindow, until: Until, word: str) -> None:
    """Answers the question what shall become of the room."""
    until(lambda: window.console is not None and window.console.leaving is not None)
    assert window.console is not None
    assert window.console.leaving is not None
    next(b for b in window.console.leaving.buttons() if word in b.text()).click()


def test_an_event_goes_live_by_key(window: MainWindow, rooms: Rooms, until: Until) -> None:
    go_live(window, until)
    assert len(rooms.opened) == 1
    assert window.console is not None
    assert window.console.isVisible()
    assert not window.header._languages["fr"].isEnabled()


def test_other_doors_may_be_opened_while_the_room_goes_on(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    go_live(window, until)
    console = window.console
    window.open_door(Door.COLLECT)
    assert window.collect.isVisible()
    window.open_door(Door.RUN)
    assert window.console is console
    assert console is not None
    assert console.isVisible()
    assert len(rooms.opened) == 1


def test_escape_asks_and_staying_stays(window: MainWindow, until: Until) -> None:
    go_live(window, until)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    answer(window, until, "Stay")
    assert window.console is not None
    assert line_of(window) is Line.LIVE


def test_leaving_a_room_running_leads_back_to_its_event(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    go_live(window, until)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    answer(window, until, "running")
    until(lambda: window.console is None)
    assert window.events.isVisible()
    assert window.isVisible()
    assert rooms.opened[0].calls[-1:] == ["leave"]
    assert window.header._languages["fr"].isEnabled()


def test_closing_the_window_asks_first_and_follows(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    go_live(window, until)
    window.close()
    assert window.isVisible()
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    answer(window, until, "Close the room")
    until(lambda: closed)
    assert rooms.opened[0].calls[-1:] == ["shut"]


def test_staying_takes_the_wish_to_close_the_window_back(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    go_live(window, until)
    window.close()
    answer(window, until, "Stay")
    assert window.console is not None
    window.console.steps.room_closed.emit()
    until(lambda: window.console is None)
    assert window.isVisible()


def test_a_room_that_cannot_open_says_why_and_can_be_tried_again(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    rooms.trouble = NoNetworkAddress("Join a Wi-Fi first.")
    QTest.keyClick(window, "l", Qt.KeyboardModifier.ControlModifier)
    until(lambda: line_of(window) is Line.LOST)
    assert window.console is not None
    assert window.console.trouble.words == "Join a Wi-Fi first."
    rooms.trouble = None
    window.console._presenter.open()
    until(lambda: line_of(window) is Line.LIVE)


def test_an_unfinished_event_leads_to_what_is_missing_instead(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    QTest.keyClick(window, "n", Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    until(lambda: window.events.sheet.mend.isVisible())
    QTest.keyClick(window, "l", Qt.KeyboardModifier.ControlModifier)
    assert window.console is None
    assert rooms.opened == []
