"""The code on the wall of a live event leads a phone into its room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_phones import says
from city_day import EVENT, workspace_with
from crowd import Crowd, crowd_of_phones
from facilitator import Facilitator, facilitator_at, pump, read_codes, until
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def facilitator(tmp_path: Path) -> Iterator[Facilitator]:
    with facilitator_at(workspace_with(EVENT, tmp_path)) as facilitator:
        facilitator.go_live("City day")
        facilitator.open_wall()
        yield facilitator


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    with crowd_of_phones(pump) as crowd:
        yield crowd


def test_a_reader_finds_the_way_into_the_room_on_every_picture_of_the_wall(
    facilitator: Facilitator, crowd: Crowd
) -> None:
    wall = facilitator.wall
    [arriving] = read_codes(facilitator.wall_at_rest())
    phone = crowd.run(crowd.new_phone)
    crowd.run(lambda: phone.goto(arriving))
    crowd.run(lambda: says(phone, "You are in.", "main"))
    until(lambda: "1 joined" in facilitator.words_on_wall(), "the wall counts the phone")

    facilitator.go_to("Ask", "Close")
    large = facilitator.wall_at_rest()
    facilitator.press("J")
    until(lambda: not wall.is_card_large, "the code is in the corner")
    small = facilitator.wall_at_rest()
    assert read_codes(large) == read_codes(small) == [arriving]
    late = crowd.run(crowd.new_phone)
    crowd.run(lambda: late.goto(read_codes(small)[0]))
    crowd.run(lambda: expect(late.locator("[name=answer]")).to_have_count(3))

    facilitator.go_to("Reveal", "Next question")
    assert read_codes(facilitator.wall_at_rest()) == [arriving]
    facilitator.press("B")
    until(lambda: read_codes(facilitator.wall_at_rest()) == [], "a dark wall shows no code")


def test_what_a_person_can_read_beside_the_code_leads_to_the_same_room(
    facilitator: Facilitator, crowd: Crowd
) -> None:
    words = [text.replace("\N{NO-BREAK SPACE}", " ") for text in facilitator.words_on_wall()]
    address = next(text for text in words if text.startswith("127.0.0.1:"))
    pin = next(text for text in words if text.startswith("PIN "))
    [code] = read_codes(facilitator.wall_at_rest())
    assert f"http://{address}/{pin.removeprefix('PIN ').replace(' ', '')}" == code

    phone = crowd.run(crowd.new_phone)

    def type_it() -> None:
        phone.goto(f"http://{address}/")
        phone.get_by_label("Type the six digits").fill(pin.removeprefix("PIN "))
        phone.get_by_role("button", name="Join").click()
        says(phone, "You are in.", "main")

    crowd.run(type_it)
