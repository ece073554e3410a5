"""A picture that is tapped without scripts: the browser sends the pixels of what it showed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from every_kind import PIN
from room_phones import Phone, running_room, small_event

from pollkit.domain.ballots import Choice
from pollkit.domain.rooms import Move
from pollkit.store import Role, Workspace


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    with running_room(tmp_path, small_event((PIN,))) as (link, _workspace):
        link.move(Move.ASK, "where")
        joined = Phone(link.status.addresses[0].url)
        joined.join()
        yield joined


def send(phone: Phone, **fields: str) -> int:
    named = {name.replace("_", "."): value for name, value in fields.items()}
    return phone.send_form(f"/{phone.pin}/vote", item="where", round="1", **named).status


def stored(folder: Path) -> list[Choice]:
    with Workspace.open(folder / "workspace", Role.READER) as opened, opened.read() as repos:
        (event,) = repos.events.list()
        return [vote.choice for vote in repos.rooms.votes(event.id, "where", 1).values()]


def test_pixels_become_shares_of_the_picture(phone: Phone, tmp_path: Path) -> None:
    # 70 of 280 and 93 of 187 pixels are 25 and 49.7 per cent.
    assert send(phone, tap="280x187", tap_x="70", tap_y="93", answer_x="", answer_y="") == 303
    assert stored(tmp_path) == [Choice(values=(("x", "250"), ("y", "497")))]


def test_a_key_on_the_picture_is_no_tap_and_the_fields_count(phone: Phone, tmp_path: Path) -> None:
    sent = {"tap": "280x187", "tap_x": "0", "tap_y": "0"}
    assert send(phone, **sent, answer_x="10", answer_y="20") == 303
    assert stored(tmp_path) == [Choice(values=(("x", "10"), ("y", "20")))]
    assert send(phone, **sent, answer_x="", answer_y="") == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"tap": "0x0", "tap_x": "1", "tap_y": "1"},
        {"tap": "-1x5", "tap_x": "1", "tap_y": "1"},
        {"tap": "280", "tap_x": "1", "tap_y": "1"},
        {"tap": "1x2x3", "tap_x": "1", "tap_y": "1"},
        {"tap": "280x187", "tap_x": "1"},
        {"tap_x": "1", "tap_y": "1"},
        {"tap": "280x187", "tap_x": "nan", "tap_y": "1"},
        {"tap": "280x187", "tap_x": "-5", "tap_y": "1"},
        {"tap": "280x187", "tap_x": "281", "tap_y": "1"},
        {"tap": "1x1", "tap_x": "9" * 4000, "tap_y": "1"},
    ],
)
def test_a_tap_that_no_page_sends_is_refused(
    phone: Phone, tmp_path: Path, sent: dict[str, str]
) -> None:
    assert send(phone, **sent) in (400, 422)
    assert stored(tmp_path) == []
    assert send(phone, answer_x="1", answer_y="2") == 303, "the room goes on"
