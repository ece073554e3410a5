"""One person after the other, on the laptop and on a phone that goes round, in a real browser."""

from __future__ import annotations

import pytest
from browser_phones import EVALUATES, HOW, OpenRoom, phone_of, says
from playwright.sync_api import Browser, expect

from pollkit.domain.ballots import Channel, Choice
from pollkit.domain.rooms import Move

pytestmark = pytest.mark.browser


def test_the_kiosk_thanks_each_person_and_waits_for_the_next(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, screen = open_room(EVALUATES, HOW), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    screen.goto(room.link.status.ways.kiosk_url)
    for answer in ("Yes", "No"):
        screen.get_by_text(answer, exact=True).click()
        says(screen, "Thank you.", "main")
        expect(screen.locator("#receipt")).not_to_be_visible()
        screen.get_by_role("button", name="Next person").click()
        expect(screen.get_by_role("radio", checked=True)).to_have_count(0)
        expect(screen.get_by_role("radio", name="Yes")).to_be_visible()
    assert "key=" not in screen.url, "nobody reads the key from the address bar"
    assert sorted(room.stored("evaluates"), key=str) == [Choice(("no",)), Choice(("yes",))]
    assert room.link.status.heads.channels == {Channel.KIOSK: 2}


def test_the_kiosk_goes_on_by_itself_when_nobody_touches_it(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, screen = open_room(EVALUATES, HOW), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    screen.clock.install()
    screen.goto(room.link.status.ways.kiosk_url)
    screen.get_by_text("Yes", exact=True).click()
    says(screen, "Thank you.", "main")
    screen.clock.fast_forward(7_000)
    expect(screen.get_by_role("radio", name="Yes")).to_be_visible()

    room.link.move(Move.CLOSE)
    room.link.move(Move.ASK, "how")
    expect(screen.get_by_role("textbox")).to_be_visible()
    screen.get_by_role("textbox").fill("Half an answer that was left")
    screen.clock.fast_forward(61_000)
    says(screen, "Are you still there?", "#next")
    screen.clock.fast_forward(21_000)
    expect(screen.get_by_role("textbox")).to_have_value("")
    assert room.stored("how") == []


def test_whoever_is_passed_a_phone_finds_nothing_of_the_person_before(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES, HOW), phone_of(browser)
    room.link.let_phones_go_round(True)
    room.link.move(Move.ASK, "how")
    phone.goto(room.url)
    phone.get_by_role("textbox").fill("By the book")
    phone.get_by_role("button", name="Send").click()
    says(phone, "Saved on the laptop")
    expect(phone.locator("#receipts summary")).to_be_visible()
    phone.get_by_role("button", name="Pass on to the next person").click()

    expect(phone.get_by_role("textbox")).to_have_value("")
    expect(phone.locator("#receipts summary")).not_to_be_visible()
    kept = phone.evaluate("Object.entries(localStorage).join()")
    assert "By the book" not in kept
    phone.get_by_role("textbox").fill("By heart")
    phone.get_by_role("button", name="Send").click()
    says(phone, "Saved on the laptop")
    assert sorted(choice.text or "" for choice in room.stored("how")) == ["By heart", "By the book"]
    phone.go_back()
    expect(phone.locator("body")).not_to_contain_text("By the book")
