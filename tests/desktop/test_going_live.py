"""From an event to its room and back, with a room in memory behind the port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
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
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.main_window import MainWindow
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move
from pollkit.errors import NoNetworkAddress
from pollkit.i18n import use_language
from pollkit.store import Role, Workspace
from pollkit.usecases.events import list_events, new_event, save_event

Until = Callable[[Callable[[], object]], None]


class Rooms:
    """Opens rooms in memory; `trouble` is raised instead while it is set."""

    def __init__(self) -> None:
        self.desktop: Desktop | None = None
        self.opened: list[RoomStandIn] = []
        self.trouble: Exception | None = None
        self.running: UUID | None = None

    def events(self) -> tuple[Event, ...]:
        assert self.desktop is not None
        assert self.desktop._workspace is not None
        return list_events(self.desktop._workspace)

    def find(self, _workspace: Path) -> UUID | None:
        return self.running

    def __call__(self, workspace: Path, event_id: UUID, port: int = 0) -> RoomStandIn:
        if self.trouble is not None:
            raise self.trouble
        event = next(e for e in self.events() if e.id == event_id)
        self.opened.append(RoomStandIn(event, people=12))
        return self.opened[-1]


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def desktop(application: QApplication, tmp_path: Path, rooms: Rooms) -> Iterator[Desktop]:
    desktop = Desktop(application, tmp_path / "workspace", rooms, rooms.find, "en")
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
    assert window.collect_door.projects.isVisible()
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
    until(lambda: window.console is not None and line_of(window) is Line.LOST)
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


def second_event(window: MainWindow, until: Until) -> UUID:
    """A copy of the demo event, chosen in the list."""
    QTest.keyClick(window, "d", Qt.KeyboardModifier.ControlModifier)
    until(lambda: window.editor is not None)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    until(window.events.isVisible)
    until(lambda: window.events.list.list.count() == 2)
    assert window.events.selected is not None
    return window.events.selected


def answer_other_room(window: MainWindow, until: Until, word: str) -> None:
    until(lambda: window.room_door.question is not None)
    assert window.room_door.question is not None
    next(b for b in window.room_door.question.buttons() if word in b.text()).click()


def test_a_room_that_was_left_open_is_offered_at_the_start(
    desktop: Desktop, rooms: Rooms, until: Until, tmp_path: Path
) -> None:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        event = new_event("Left open", "", datetime(2026, 11, 24, 9, tzinfo=UTC), ["en"])
        save_event(workspace, event).result()
    rooms.running = event.id
    desktop.open()
    window = desktop.window
    assert isinstance(window, MainWindow)
    until(window.notice.isVisible)
    assert window.notice.words == "The room of “Left open” is still open."
    window.notice._action.click()
    until(lambda: window.console is not None and line_of(window) is Line.LIVE)
    assert rooms.opened[0].event.id == event.id


def test_the_list_marks_the_event_whose_room_is_open(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    other = second_event(window, until)
    rooms.running = next(e.id for e in rooms.events() if e.id != other)
    window.open_door(Door.HOME)
    window.open_door(Door.RUN)
    until(lambda: [row.is_live for row in window.events._presenter.state.rows].count(True) == 1)
    window.events.select(rooms.running)
    assert window.events.sheet.go_live.text() == "Continue live"
    assert window.events.sheet.state.text().startswith("● The room is open")
    window.events.select(other)
    assert window.events.sheet.go_live.text() == "Go live"


def test_with_another_room_open_nothing_happens_without_a_choice(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    other = second_event(window, until)
    rooms.running = next(e.id for e in rooms.events() if e.id != other)
    QTest.keyClick(window, "l", Qt.KeyboardModifier.ControlModifier)
    answer_other_room(window, until, "Cancel")
    until(lambda: window.room_door.question is None)
    assert window.console is None
    assert rooms.opened == []


def test_one_can_go_to_the_room_that_is_open_already(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    other = second_event(window, until)
    rooms.running = next(e.id for e in rooms.events() if e.id != other)
    QTest.keyClick(window, "l", Qt.KeyboardModifier.ControlModifier)
    answer_other_room(window, until, "Go to")
    until(lambda: window.console is not None and line_of(window) is Line.LIVE)
    assert [room.event.id for room in rooms.opened] == [rooms.running]


def test_one_can_close_the_open_room_and_open_the_other(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    other = second_event(window, until)
    rooms.running = next(e.id for e in rooms.events() if e.id != other)
    QTest.keyClick(window, "l", Qt.KeyboardModifier.ControlModifier)
    answer_other_room(window, until, "Close it")
    until(lambda: window.console is not None and line_of(window) is Line.LIVE)
    assert [room.event.id for room in rooms.opened] == [rooms.running, other]
    assert rooms.opened[0].calls == ["shut"]


def test_a_slip_in_the_words_is_mended_while_the_room_is_open(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    go_live(window, until)
    console = window.console
    assert console is not None
    rooms.opened[0].move(Move.NEXT)
    until(lambda: console.begun == {"country"})
    console.edit.click()
    editor = window.editor
    assert editor is not None
    editor.outline.list.choose(1)
    assert editor.question.locked.isVisible()
    editor.question.text.pair.main.setPlainText("Which country do you come from today?")
    editor.done.click()
    assert console.isVisible()
    until(lambda: console.question_card.title.text() == "Which country do you come from today?")
    editor = None
    console.edit.click()
    rooms.opened[0].move(Move.ASK)
    rooms.opened[0].move(Move.CLOSE)
    rooms.opened[0].move(Move.REVEAL)
    rooms.opened[0].move(Move.NEXT)
    assert window.editor is not None
    until(lambda: window.editor._presenter.state.begun == {"country", "evaluates"})


def test_a_question_without_words_does_not_reach_the_console(
    window: MainWindow, rooms: Rooms, until: Until
) -> None:
    go_live(window, until)
    console = window.console
    assert console is not None
    count = console.questions.count()
    console.edit.click()
    editor = window.editor
    assert editor is not None
    editor.add_question(Start(ItemKind.TEXT))
    until(lambda: len(rooms.events()[0].instrument.items) == count + 1)
    assert console.questions.count() == count
    editor.question.text.pair.main.setPlainText("Anything else?")
    editor.done.click()
    until(lambda: console.questions.count() == count + 1)
