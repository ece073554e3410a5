"""The page about people, as a facilitator at the door walks through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filmed_cameras import FilmedCameras
from meeting import meeting
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.people.presenter import PeoplePresenter
from pollkit.desktop.facilitator.people.screen import PeopleScreen
from pollkit.desktop.scanning.scan import ScanPresenter
from pollkit.desktop.scanning.scan_part import SCAN_TOPIC
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.theme import Theme
from pollkit.store import Role, Workspace
from pollkit.usecases.events import save_event

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def page(
    application: QApplication, theme: Theme, hub: ChangeHub, tmp_path: Path
) -> Iterator[PeopleScreen]:
    event = meeting()
    errors: list[BaseException] = []
    tasks = Tasks(hub, errors.append)
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        save_event(workspace, event).result()
        presenter = PeoplePresenter(
            workspace, event, lambda: (), tasks, lambda: datetime(2026, 11, 24, 9, tzinfo=UTC)
        )
        cameras = FilmedCameras()
        scan = ScanPresenter(
            cameras, tasks, presenter.check_in, lambda: hub.announce(frozenset({SCAN_TOPIC}))
        )
        screen = PeopleScreen(presenter, scan, hub)
        screen.setProperty("cameras", cameras)
        screen.resize(1280, 800)
        screen.show()
        yield screen
        screen.put_away()
        tasks.close()
    screen.close()
    screen.deleteLater()
    assert not errors


def test_a_scanner_types_into_the_field_and_a_second_scan_says_so(
    page: PeopleScreen, until: Until
) -> None:
    page.names.setPlainText("Ada\n<b>Grace</b>")
    page.add.click()
    until(lambda: page.list.count() == 2)
    assert page.said.text() == "2 names are added."
    code = str(page.list.item(1).data(Qt.ItemDataRole.UserRole))
    page.scan.setFocus()
    QTest.keyClicks(page.scan, code)
    QTest.keyClick(page.scan, Qt.Key.Key_Return)
    until(lambda: page.said.text() == "✓ <b>Grace</b> is here.")
    assert page.head.text() == "Check-in: 1 of 2 came"
    assert page.scan.text() == ""
    QTest.keyClicks(page.scan, code.lower())
    QTest.keyClick(page.scan, Qt.Key.Key_Return)
    until(lambda: "has come already" in page.said.text())
    page.list.setCurrentRow(1)
    until(page.take_back.isEnabled)
    page.take_back.click()
    until(lambda: page.head.text() == "Check-in: 0 of 2 came")


def test_where_there_is_no_network_the_page_says_what_to_do(
    page: PeopleScreen, tmp_path: Path, until: Until
) -> None:
    page._presenter.print_codes(3, tmp_path / "codes.pdf")
    until(lambda: "in no network" in page.said.text())
    assert not (tmp_path / "codes.pdf").exists()


def test_a_card_before_the_camera_checks_its_owner_in(page: PeopleScreen, until: Until) -> None:
    assert page.camera is not None
    cameras = page.property("cameras")
    page.names.setPlainText("Ada\nGrace")
    page.add.click()
    until(lambda: page.list.count() == 2)
    cameras.holds = str(page.list.item(1).data(Qt.ItemDataRole.UserRole))
    page.camera.turn.click()
    until(lambda: page.said.text() == "✓ Grace is here.")
    assert page.camera.picture.isVisible()
    assert page.camera.turn.text() == "Camera off"
    page.camera.turn.click()
    until(lambda: not cameras.is_open)
    assert page.camera.picture.isHidden()


def test_leaving_the_page_lets_go_of_the_camera(page: PeopleScreen, until: Until) -> None:
    assert page.camera is not None
    cameras = page.property("cameras")
    page.camera.turn.click()
    until(lambda: cameras.is_open)
    page.put_away()
    assert not cameras.is_open


@pytest.mark.parametrize(
    ("can_read", "names", "words"),
    [
        (False, ["Lid"], "needs OpenCV"),
        (True, [], "There is no camera."),
        (True, ["Broken"], "Another program uses it."),
    ],
)
def test_what_is_missing_for_the_camera_is_said(
    page: PeopleScreen, until: Until, can_read: bool, names: list[str], words: str
) -> None:
    assert page.camera is not None
    cameras = page.property("cameras")
    cameras.can_read, cameras.names = can_read, names
    page.camera.turn.click()
    until(lambda: words in page.camera.said.text())
    assert page.camera.turn.text() == "Scan with the camera"
    assert page.scan.isEnabled()
