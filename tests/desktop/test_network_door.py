"""The pages about a room's network, as a facilitator walks through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from facilitator_rooms import Check, Rooms
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from pollkit.desktop.application import Desktop
from pollkit.desktop.doors import Door
from pollkit.desktop.facilitator.room_check.presenter import Stage
from pollkit.desktop.facilitator.room_check.screen import RoomNetworkScreen
from pollkit.desktop.facilitator.takeover.screen import TakeoverScreen
from pollkit.desktop.main_window import MainWindow
from pollkit.domain.wifi import Wifi, wifi_code
from pollkit.i18n import use_language
from pollkit.store import Role, Workspace
from pollkit.store.repositories.networks import CopyPlace
from pollkit.usecases.ports import NetworkInterface
from pollkit.usecases.sealed_copies import Seal
from pollkit.usecases.takeover import copy_path

Until = Callable[[Callable[[], object]], None]
WIFI = NetworkInterface("wlan0", "192.168.178.20", is_loopback=False)
CABLE = NetworkInterface("eth0", "10.1.2.3", is_loopback=False)
HALL = Wifi("Town hall", "long; enough")


@pytest.fixture
def check() -> Check:
    return Check((WIFI, CABLE))


@pytest.fixture
def desktop(application: QApplication, tmp_path: Path, check: Check) -> Iterator[Desktop]:
    rooms = Rooms()
    desktop = Desktop(
        application, tmp_path / "workspace", rooms, rooms.find, "en", check.start,
        lambda: (WIFI, CABLE),
    )  # fmt: skip
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
    desktop.window.resize(1366, 768)
    desktop.window.open_door(Door.RUN)
    return desktop.window


@pytest.fixture
def page(window: MainWindow) -> RoomNetworkScreen:
    window.events.sheet.network.click()
    shown = window.network_door.page
    assert isinstance(shown, RoomNetworkScreen)
    return shown


def type_wifi(page: RoomNetworkScreen, wifi: Wifi) -> None:
    page.wifi.name.write(wifi.name)
    page.wifi.password.write(wifi.password)


def test_what_is_typed_is_kept_and_stands_on_the_wall(
    page: RoomNetworkScreen, window: MainWindow, until: Until
) -> None:
    type_wifi(page, HALL)
    page.back.click()
    assert window.network_door.page is None
    window.events.sheet.go_live.click()
    until(lambda: window.console is not None and window.console._presenter.state.wall is not None)
    assert window.console is not None
    until(lambda: window.console._presenter.state.wall.wifi == HALL)
    window.console.side.wall_panel.network.click()
    again = window.network_door.page
    assert isinstance(again, RoomNetworkScreen)
    assert again.wifi.value == HALL
    assert not again.trial.isVisible(), "the room itself is open: phones prove it"
    again.wifi.is_on_wall.click()
    again.back.click()
    until(lambda: window.console._presenter.state.wall.wifi is None)


def test_a_password_that_no_network_can_have_is_refused_in_words(
    page: RoomNetworkScreen, window: MainWindow
) -> None:
    type_wifi(page, Wifi("Town hall", "short"))
    page.wifi.password.commit()
    assert "8 to 63" in page.wifi.trouble.text()
    page.back.click()
    with Workspace.open(window._workspace.path, Role.READER) as opened, opened.read() as repos:
        assert repos.networks.wifi(window.events.selected) is None


def test_a_phone_that_comes_through_is_shown_by_network(
    page: RoomNetworkScreen, check: Check, until: Until
) -> None:
    page.trial.start.click()
    until(lambda: page._presenter.state.stage is Stage.WAITING)
    assert page.trial.url.text().startswith("http://192.168.178.20:")
    check.reach(WIFI)
    until(lambda: page._presenter.state.stage is Stage.REACHED)
    assert [(n.name, n.is_reached) for n in page._presenter.state.networks] == [
        ("wlan0", True),
        ("eth0", False),
    ]
    assert "wlan0" in page.trial.say.text()


def test_a_phone_that_does_not_come_through_brings_the_cures(
    page: RoomNetworkScreen, check: Check, until: Until
) -> None:
    page.trial.start.click()
    until(lambda: page._presenter.state.stage is Stage.WAITING)
    page.trial.give_up.click()
    until(lambda: page._presenter.state.stage is Stage.NOT_REACHED)
    until(lambda: page._presenter.state.cures)
    assert [cure.cause for cure in page._presenter.state.cures][:3] == [
        "isolation",
        "other_network",
        "captive_portal",
    ]
    page.back.click()
    until(lambda: check.is_closed)


def test_the_code_for_the_second_laptop_is_shown_and_goes_with_the_copy(
    page: RoomNetworkScreen, tmp_path: Path, until: Until
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page._presenter.keep_copies(stick)
    until(lambda: page.second.code.text())
    assert page.second.code.text().count("-") == 2
    assert str(stick) in page.second.where.text()
    page.second.stop.click()
    until(lambda: not page.second.code.text())


def test_a_room_is_taken_over_and_opened_here(
    window: MainWindow, tmp_path: Path, until: Until
) -> None:
    event_id = window.events.selected
    with window._workspace.read() as repos:
        content = repos.copies.make(event_id)
    code = "ABCD-EFGH-JKMN"
    copy = copy_path(tmp_path, event_id)
    copy.write_bytes(Seal(code).close(content))
    window.events.list.takeover.click()
    page = window.network_door.page
    assert isinstance(page, TakeoverScreen)
    page._presenter.choose(tmp_path)
    page.code.setText("abcd efgh jkmx")
    page.take.click()
    until(lambda: "code is not the one" in page.said.text())
    page.code.setText("abcd efgh jkmn")
    page.take.click()
    until(lambda: page._presenter.state.event is not None)
    assert "seconds ago" in page.said.text() or "second ago" in page.said.text()
    page.live.click()
    until(lambda: window.console is not None)


def test_the_join_card_on_paper_can_be_scanned(
    page: RoomNetworkScreen, window: MainWindow, tmp_path: Path, until: Until
) -> None:
    from PIL import Image

    type_wifi(page, HALL)
    page._presenter.save_wifi(page.wifi.value)
    page.print_wanted.emit(page.event_shown, tmp_path / "card.png")
    until(lambda: "card.png" in window.notice.words)
    with Image.open(tmp_path / "card.png") as card:
        found = {code.text for code in zxingcpp.read_barcodes(card.convert("L"))}
    assert wifi_code(HALL) in found
    (url,) = found - {wifi_code(HALL)}
    assert url.startswith("http://192.168.178.20:")


def test_a_place_says_nothing_of_its_code_in_a_log() -> None:
    assert "SECRET" not in repr(CopyPlace("SECRET-CODE", "/stick"))
