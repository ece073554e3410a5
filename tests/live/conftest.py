from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from room_phones import Phone, running_room, small_event

from pollkit.live.client import RoomClient


@pytest.fixture(autouse=True)
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing waits for late votes in the tests that are about it, and only a moment elsewhere."""
    monkeypatch.setenv("POLLKIT_ROOM_CLOSE_GRACE_S", "0.1")


@pytest.fixture
def link(tmp_path: Path) -> Iterator[RoomClient]:
    """The console's end of a room that waits for its first question."""
    with running_room(tmp_path, small_event()) as (room_link, _workspace):
        yield room_link


@pytest.fixture
def url(link: RoomClient) -> str:
    return link.status.addresses[0].url


@pytest.fixture
def phone(url: str) -> Phone:
    joined = Phone(url)
    joined.join()
    return joined
