"""The attendee's page in a real browser, against a real room: a vote from tap to result."""

from __future__ import annotations

import re

import pytest
from browser_phones import EVALUATES, FINDINGS, HELPS, HOW, SURE, OpenRoom, phone_of, says
from playwright.sync_api import Browser, expect

from pollkit.domain.ballots import Choice
from pollkit.domain.rooms import Move

pytestmark = pytest.mark.browser


def test_one_tap_is_on_disk_when_the_phone_says_so_and_another_changes_it(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser)
    phone.goto(room.url)
    says(phone, "You are in.", "main")

    room.link.move(Move.ASK, "evaluates")
    phone.get_by_text("Yes", exact=True).click()
    says(phone, "Saved on the laptop")
    assert room.stored("evaluates") == [Choice(("yes",))]

    phone.get_by_text("No", exact=True).click()
    expect(phone.get_by_role("radio", name="No")).to_be_checked()
    says(phone, "Saved on the laptop")
    assert room.stored("evaluates") == [Choice(("no",))]


def test_a_vote_cast_offline_is_kept_said_to_be_unsaved_and_sent_when_the_phone_is_back(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)

    phone.context.set_offline(True)
    phone.get_by_text("Yes", exact=True).click()
    says(phone, "Not saved yet")
    assert room.stored("evaluates") == []

    phone.context.set_offline(False)
    says(phone, "Saved on the laptop")
    assert room.stored("evaluates") == [Choice(("yes",))]


def test_a_vote_cast_while_the_laptop_restarts_arrives_afterwards(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES, HOW), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    expect(phone.get_by_role("radio", name="Yes")).to_be_visible()
    room.shut()

    phone.get_by_text("Yes", exact=True).click()
    says(phone, "Not saved yet")
    says(phone, "No connection to the laptop", "#line")
    room.start_again()

    says(phone, "Saved on the laptop")
    assert room.stored("evaluates") == [Choice(("yes",))]
    room.link.move(Move.CLOSE)
    says(phone, "The question is closed", "main")


def test_a_reload_in_mid_question_brings_the_own_answer_back(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(SURE), phone_of(browser)
    room.link.move(Move.ASK, "sure")
    phone.goto(room.url)
    phone.get_by_role("radio", name="4").check()
    says(phone, "Saved on the laptop")

    phone.reload()
    expect(phone.get_by_role("radio", name="4")).to_be_checked()
    says(phone, "Saved on the laptop")
    assert room.link.status.heads.joined == 1


def test_a_half_written_text_survives_a_push_and_a_reload(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(HOW), phone_of(browser)
    room.link.move(Move.ASK, "how")
    phone.goto(room.url)
    area = phone.get_by_role("textbox", name="How do you evaluate?")
    area.fill("With a neighbouring uni")
    version = room.link.move(Move.BLANK).room.version

    expect(phone.locator("#screen")).to_have_attribute("data-v", str(version), timeout=20_000)
    expect(area).to_be_focused()
    expect(area).to_have_value("With a neighbouring uni")
    says(phone, "Not sent yet")

    phone.reload()
    expect(area).to_have_value("With a neighbouring uni")
    area.press_sequentially("versity")
    phone.get_by_role("button", name="Send").click()
    says(phone, "Saved on the laptop")
    assert room.stored("how") == [Choice(text="With a neighbouring university")]


def test_a_phone_that_lost_its_cookie_comes_in_again_by_itself(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    expect(phone.get_by_role("radio", name="Yes")).to_be_visible()
    phone.context.clear_cookies()
    phone.get_by_text("Yes", exact=True).click()

    says(phone, "Saved on the laptop")
    assert room.stored("evaluates") == [Choice(("yes",))]


def test_no_more_boxes_can_be_ticked_than_the_question_allows(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(HELPS), phone_of(browser)
    room.link.move(Move.ASK, "helps")
    phone.goto(room.url)
    for name in ("Money", "People", "Training"):
        phone.get_by_text(name, exact=True).click()

    says(phone, "Please choose at most 2 answers.")
    phone.get_by_role("button", name="Send").click()
    says(phone, "Saved on the laptop")
    assert room.stored("helps") == [Choice(("money", "people"))]


def test_a_result_reaches_a_phone_only_when_it_is_revealed_and_marks_the_own_answer(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone, other = open_room(EVALUATES), phone_of(browser), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    for page, answer in ((phone, "Yes"), (other, "No")):
        page.goto(room.url)
        page.get_by_text(answer, exact=True).click()
        says(page, "Saved on the laptop")
    room.link.move(Move.CLOSE)
    says(phone, "The question is closed", "main")
    assert phone.locator(".count").count() == 0

    room.link.move(Move.REVEAL)
    says(phone, "2 of 2 answered", "main")
    expect(phone.locator("li.mine")).to_have_attribute("data-code", "yes")
    expect(other.locator("li.mine")).to_have_attribute("data-code", "no")
    expect(phone.locator(".count").first).to_have_text(re.compile(r"^\s*1\s*$"))


def test_a_reopened_question_of_an_untied_event_leaves_the_box_closed(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone, late = open_room(EVALUATES), phone_of(browser), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    late.goto(room.url)
    phone.get_by_text("Yes", exact=True).click()
    says(phone, "Saved on the laptop")
    room.link.move(Move.CLOSE)
    room.link.move(Move.REVEAL)
    room.link.move(Move.REOPEN)

    says(phone, "Your answer is in the ballot box", "main")
    expect(phone.get_by_role("radio")).to_have_count(0)
    late.get_by_text("No", exact=True).click()
    says(late, "Saved on the laptop")


def test_a_follow_up_is_shown_only_to_those_who_gave_the_answer(
    browser: Browser, open_room: OpenRoom
) -> None:
    room = open_room(EVALUATES, FINDINGS, is_tied=True)
    phone, other = phone_of(browser), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    for page, answer in ((phone, "Yes"), (other, "No")):
        page.goto(room.url)
        page.get_by_text(answer, exact=True).click()
        says(page, "Saved on the laptop")
    room.link.move(Move.CLOSE)
    room.link.move(Move.ASK, "findings")

    says(phone, "Are the findings public?", "h1")
    says(other, "This question is for others.", "h1")


def test_a_phone_forgets_its_answers_when_the_poll_ends_and_keeps_only_the_receipts(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    phone.get_by_text("Yes", exact=True).click()
    says(phone, "Saved on the laptop")
    kept = "Object.keys(localStorage).map(key => key.split('/')[0]).sort()"
    assert phone.evaluate(kept) == ["pollkit", "pollkit-receipts"]

    room.link.move(Move.END)
    says(phone, "Thank you.", "h1")
    assert phone.evaluate(kept) == ["pollkit-receipts"]
    assert "yes" not in phone.evaluate("Object.values(localStorage).join()")
