"""A wave's hall, opened and closed from the caseworker's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest
from field_samples import Field, new_field, questionnaire
from PySide6.QtWidgets import QStackedWidget

from pollkit.desktop.caseworker.hall.screen import HallScreen
from pollkit.desktop.collect_door import CollectDoor
from pollkit.desktop.hall_line import HALL_TOPIC, HallLine
from pollkit.desktop.surroundings import Surroundings
from pollkit.desktop.tasks import Tasks
from pollkit.domain.waves import Mode
from pollkit.errors import NoNetworkAddress
from pollkit.store import Workspace
from pollkit.usecases.ports import HallCount

URL = "http://192.168.4.1:40123/123456#4PtMQiDRbvnjxw3TTd6lBPjKkxB1m1r5WqVYhOTjTxg"


@dataclass
class StandIn:
    """Stands for the hall at its port."""

    urls: tuple[str, ...] = (URL, URL.replace("192.168.4.1", "10.0.0.7"))
    count: HallCount = HallCount()  # noqa: RUF009
    told: list[Callable[[HallCount], None]] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    def watch(self, on_count: Callable[[HallCount], None]) -> None:
        self.told.append(on_count)

    def leave(self) -> None:
        self.ends.append("left")

    def close(self) -> None:
        self.ends.append("closed")


@dataclass
class Starter:
    asked: list[tuple[UUID, bool]] = field(default_factory=list)
    link: StandIn = field(default_factory=StandIn)
    is_alone: bool = False

    def __call__(
        self, workspace: Workspace, wave_id: UUID, *, is_own_wifi: bool = False
    ) -> StandIn:
        self.asked.append((wave_id, is_own_wifi))
        if self.is_alone:
            raise NoNetworkAddress("This computer is in no network.")
        return self.link


@pytest.fixture
def starter() -> Starter:
    return Starter()


@pytest.fixture
def line(starter: Starter, hub: Any) -> Iterator[HallLine]:
    failed: list[BaseException] = []
    tasks = Tasks(hub, failed.append)
    made = HallLine(starter, tasks, lambda: hub.announce(frozenset({HALL_TOPIC})))
    yield made
    made.leave()
    tasks.close()
    assert failed == []


@pytest.fixture
def door(workspace: Workspace, hub: Any, theme: Any, line: HallLine) -> Iterator[CollectDoor]:
    tasks = Tasks(hub, lambda _error: None)
    window = QStackedWidget()

    def unwanted(*_given: object) -> Any:
        raise AssertionError("nothing of a room is wanted here")

    around = Surroundings(hub, tasks, theme, unwanted, unwanted, unwanted, hall=line)
    made = CollectDoor(workspace, around, window, window)
    yield made
    made.put_away()
    tasks.close()
    window.close()
    window.deleteLater()


def page_of(door: CollectDoor, wave_id: UUID) -> HallScreen:
    door.collect(wave_id, Mode.PHONE)
    assert isinstance(door.page, HallScreen)
    return door.page


def sensitive_field(workspace: Workspace) -> Field:
    return new_field(workspace, replace(questionnaire(), settings={"sensitive": "yes"}))


def test_the_code_carries_the_key_and_people_are_counted(
    workspace: Workspace, field: Field, door: CollectDoor, starter: Starter, until: Any
) -> None:
    page = page_of(door, field.before.id)
    page.begin.click()
    until(lambda: page._stages.currentIndex() == 1)

    assert starter.asked == [(field.before.id, False)]
    assert page.page_code._url == URL
    assert page.join.isHidden(), "no Wi-Fi was told"
    starter.link.count = HallCount(5, 3, 2)
    starter.link.told[0](starter.link.count)
    until(lambda: page.counts[2].text() == "2 finished")
    assert [one.text() for one in page.counts] == ["5 came in", "3 answering", "2 finished"]
    page.networks.activated.emit(1)
    assert page.page_code._url == starter.link.urls[1]


def test_a_page_that_is_left_leaves_the_hall_open_until_it_is_closed(
    workspace: Workspace, field: Field, door: CollectDoor, starter: Starter, until: Any
) -> None:
    page = page_of(door, field.before.id)
    page.begin.click()
    until(lambda: page._stages.currentIndex() == 1)
    page.back.click()

    other = page_of(door, field.after.id)
    assert "“Before” is open on phones now" in other.elsewhere.text()
    assert not other.begin.isEnabled()
    again = page_of(door, field.before.id)
    assert again._stages.currentIndex() == 1
    again.end.click()
    until(lambda: again._stages.currentIndex() == 0)
    assert starter.link.ends == ["closed"]


def test_sensitive_questions_need_the_projects_own_wifi_with_a_password(
    workspace: Workspace, door: CollectDoor, starter: Starter, until: Any
) -> None:
    wave = sensitive_field(workspace).before
    page = page_of(door, wave.id)
    page.begin.click()
    assert "alter what a foreign network carries" in page.trouble.text()
    page.name.setText("Street")
    page.is_own.setChecked(True)
    page.begin.click()
    assert starter.asked == []
    assert set(page.others) == {Mode.KIOSK, Mode.INTERVIEW, Mode.PAPER}
    assert not page.instead.isHidden()

    page.password.setText("twelve oaks")
    page.begin.click()
    until(lambda: page._stages.currentIndex() == 1)
    assert starter.asked == [(wave.id, True)]
    assert page.wifi_code._url == "WIFI:T:WPA;S:Street;P:twelve oaks;;"


def test_another_way_is_a_button_away(workspace: Workspace, door: CollectDoor, until: Any) -> None:
    page = page_of(door, sensitive_field(workspace).before.id)
    page.others[Mode.INTERVIEW].click()
    assert not isinstance(door.page, HallScreen)
    assert door.page is not None


def test_what_keeps_phones_out_is_said(
    field: Field, door: CollectDoor, starter: Starter, until: Any
) -> None:
    starter.is_alone = True
    page = page_of(door, field.before.id)
    page.begin.click()
    until(lambda: page.trouble.text() == "This computer is in no network.")
    assert not page.instead.isHidden()
    assert page.begin.isEnabled()


def test_the_programs_end_leaves_the_hall_to_be_opened_again(
    field: Field, door: CollectDoor, line: HallLine, starter: Starter, until: Any
) -> None:
    page = page_of(door, field.before.id)
    page.begin.click()
    until(lambda: page._stages.currentIndex() == 1)
    line.leave()
    assert starter.link.ends == ["left"]


def test_a_hall_that_opens_as_the_program_ends_is_left_at_once(
    workspace: Workspace, field: Field, starter: Starter
) -> None:
    waiting: list[Callable[[object], object]] = []

    class Later:
        def run(self, work: Callable[[Any], Any], *_told: object) -> None:
            waiting.append(work)

    line = HallLine(starter, Later(), lambda: None)
    line.open(workspace, field.before.id, "Before", None, False, lambda: None, lambda _e: None)
    line.leave()
    waiting[0](None)
    assert starter.link.ends == ["left"]
