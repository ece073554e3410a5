"""The attendee's page for those whom a phone page forgets: no script, no storage, a keyboard, large
text, another script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browser_phones import EVALUATES, HELPS, HOW, MARKUP, SURE, OpenRoom, phone_of, says
from playwright.sync_api import Browser, expect

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import Move

pytestmark = pytest.mark.browser


def test_arrow_keys_send_only_the_answer_on_which_they_rest(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(SURE), phone_of(browser)
    room.link.move(Move.ASK, "sure")
    phone.goto(room.url)
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url))
    phone.get_by_role("radio", name="1").focus()
    for _step in range(3):
        phone.keyboard.press("ArrowDown")

    says(phone, "Saved on the laptop")
    assert room.stored("sure") == [Choice(("4",))]
    assert len([url for url in sent if url.endswith("/vote")]) == 1


def test_a_push_while_the_arrow_keys_rest_loses_no_answer(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(SURE), phone_of(browser)
    room.link.move(Move.ASK, "sure")
    phone.goto(room.url)
    phone.get_by_role("radio", name="1").focus()
    phone.keyboard.press("ArrowDown")
    with phone.expect_response("**/now"):  # the screen is made anew before the key has rested
        phone.evaluate("dispatchEvent(new Event('online'))")

    says(phone, "Saved on the laptop")
    assert room.stored("sure") == [Choice(("2",))]


def test_a_browser_that_stores_nothing_can_answer(browser: Browser, open_room: OpenRoom) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser)
    phone.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})"
    )
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    phone.get_by_text("Yes", exact=True).click()

    says(phone, "Saved on the laptop")
    phone.reload()
    expect(phone.get_by_role("radio", name="Yes")).to_be_checked()


def test_without_a_script_a_person_answers_changes_and_follows_the_room(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser, java_script_enabled=False)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    phone.get_by_role("radio", name="Yes").check()
    phone.get_by_role("button", name="Send").click()
    says(phone, "Saved on the laptop")

    phone.get_by_role("radio", name="No").check()
    phone.get_by_role("button", name="Send").click()
    says(phone, "Saved on the laptop")
    assert room.stored("evaluates") == [Choice(("no",))]

    room.link.move(Move.CLOSE)
    phone.get_by_role("link", name="Does your screen differ").click()
    says(phone, "The question is closed", "main")


def test_without_a_script_a_late_answer_is_refused_in_plain_words(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES, HOW), phone_of(browser, java_script_enabled=False)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    phone.get_by_role("radio", name="Yes").check()
    room.link.move(Move.CLOSE)
    room.link.move(Move.REVEAL)  # waits until votes under way have arrived
    phone.get_by_role("button", name="Send").click()

    expect(phone.locator("#notice")).not_to_be_empty()
    expect(phone.locator("#state")).to_be_empty()
    assert phone.url.startswith(room.url)


def test_arabic_reads_from_right_to_left_and_says_saved_in_arabic(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser, locale="ar")
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)

    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    radio, words = phone.get_by_role("radio", name="نعم"), phone.get_by_text("نعم", exact=True)
    assert radio.bounding_box()["x"] > words.bounding_box()["x"]
    words.click()
    says(phone, "حُفظت إجابتك")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_language_can_be_changed_with_an_answer_under_way(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES, HOW), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    phone.get_by_text("Yes", exact=True).click()
    says(phone, "Saved on the laptop")
    phone.locator("summary", has_text="English").click()
    phone.get_by_role("button", name="Français").click()

    says(phone, "Votre ville évalue", "h1")
    expect(phone.get_by_role("radio", name="Oui")).to_be_checked()
    says(phone, "Enregistré sur l’ordinateur")
    room.link.move(Move.CLOSE)
    says(phone, "La question est close", "main")


def test_markup_in_texts_is_shown_and_runs_nothing(browser: Browser, open_room: OpenRoom) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser)
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    phone.on("pageerror", lambda error: complaints.append(str(error)))
    phone.goto(room.url)
    room.link.move(Move.ASK, "evaluates")

    says(phone, MARKUP, "main")
    says(phone, MARKUP, "header")
    assert phone.title() == f"City day {MARKUP}"
    assert phone.locator("img").count() == 0
    assert complaints == []


@pytest.mark.parametrize("item", [EVALUATES, HOW, HELPS, SURE], ids=lambda item: item.name)
def test_at_320_pixels_and_twice_the_text_nothing_is_cut_off(
    browser: Browser, open_room: OpenRoom, item: Item
) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
    long = replace(item, texts={"en": f"How about the {word}?"})
    room = open_room(long)
    room.link.move(Move.ASK, item.name)
    phone = phone_of(browser, viewport={"width": 320, "height": 640}, bypass_csp=True)
    phone.goto(room.url)
    for size in ("100%", "200%"):
        phone.add_style_tag(content=f"html {{ font-size: {size} }}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    targets = phone.locator(".row label, .send:visible, summary:visible, textarea")
    for box in [target.bounding_box() for target in targets.all()]:
        assert box["height"] >= 48
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
