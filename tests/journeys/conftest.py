"""A real room and a real browser, closed again after each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from browser_phones import FLAGS, MARKUP, OpenRoom, RunningRoom
from pictures import TOWN
from playwright.sync_api import Browser, sync_playwright
from steps.system_packages import find_browser

from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument, Item
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace


@pytest.fixture
def open_room(tmp_path: Path) -> Iterator[OpenRoom]:
    rooms: list[RunningRoom] = []

    def opened(*items: Item, is_tied: bool = False) -> RunningRoom:
        instrument = Instrument({"en": f"City day {MARKUP}"}, ("en", "fr", "de", "ar"), items)
        starts_at = datetime(2026, 11, 24, 9, tzinfo=UTC)
        event = Event(uuid4(), "City day", "Paris", starts_at, instrument, is_tied)
        with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
            workspace.write(lambda repos: repos.events.save(event)).result(10)
            workspace.attachments.add(TOWN)
        link = start_room(tmp_path / "workspace", event.id, addresses=["127.0.0.1"])
        rooms.append(RunningRoom(tmp_path / "workspace", event, link))
        return rooms[-1]

    yield opened
    for room in rooms:
        room.shut()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield chromium
        chromium.close()
