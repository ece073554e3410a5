"""What a phone shows of a result, of the own answer beside it, and of its receipt."""

from __future__ import annotations

from dataclasses import replace

import every_kind as kinds
import pytest
from browser_phones import OpenRoom, phone_of, says
from playwright.sync_api import Browser, Page, expect
from room_phones import Phone

from pollkit.domain.ballots import Channel
from pollkit.domain.rooms import Move
from pollkit.store import Role, Workspace

pytestmark = pytest.mark.browser

# What stands beside the own answer once the result is there, by kind.
BESIDE = {
    "first": "B Work Your answer",
    "several": "A Housing Your answer",
    "ready": "10 · very much Your answer",
    "rate": "C Transport You: 5",
    "order": "D Schools Your place: 1",
    "budget": "A Housing You: 60",
    "map": "B Work You: 75 / 10",
}
SAID = {
    "share": "Your answer: 42.5",
    "cloud": "Your answer: rents · more time",
    "why": "Your answer: It is like that.",
    "quiz": "How sure you were: Fairly sure",
}


def words_of(text: str | None) -> str:
    return " ".join("".join(c for c in text or "" if c not in "\u2066\u2068\u2069").split())


def answer(page: Page, item: str) -> None:
    """Takes a half-made answer up again and sends it."""
    page.evaluate(
        """([item, draft]) => localStorage.setItem(
            `pollkit/${document.body.dataset.event}/${item}/1`, JSON.stringify({draft})
        )""",
        [item, kinds.ANSWERS[item]],
    )
    page.reload()
    page.evaluate("document.querySelector('#vote').requestSubmit()")
    expect(page.locator("#state.good")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("is_tied", [False, True], ids=["untied", "tied"])
def test_the_own_answer_stands_beside_the_result_of_every_kind(
    browser: Browser, open_room: OpenRoom, is_tied: bool
) -> None:
    room, page = open_room(*kinds.EVERY_KIND, is_tied=is_tied), phone_of(browser)
    page.goto(room.url)
    for item in kinds.EVERY_KIND:
        room.link.move(Move.ASK, item.name)
        expect(page.locator(f"[data-item={item.name}][data-scene=answer]")).to_be_visible()
        answer(page, item.name)
        room.link.move(Move.CLOSE)
        room.link.move(Move.REVEAL)
        expect(page.locator(f"[data-item={item.name}][data-scene=result]")).to_be_visible(
            timeout=20_000
        )
        if item.name in BESIDE:
            mine = [words_of(row.text_content()) for row in page.locator("li.mine .what").all()]
            assert BESIDE[item.name] in mine
        if item.name in SAID:
            assert SAID[item.name] in words_of(page.locator("main").text_content())
        if item.name == "where":
            expect(page.locator(".at[data-part]")).to_have_attribute("x", "25%")
        says(page, "1 of 1 answered", "main")


def test_right_or_wrong_and_the_score_are_said_only_once_the_result_is_revealed(
    browser: Browser, open_room: OpenRoom
) -> None:
    again = replace(kinds.SURE, name="again", right=("housing",), score=1)
    room, page = open_room(kinds.SURE, again), phone_of(browser)
    page.goto(room.url)
    for name, verdict in (
        ("quiz", "Your answer is right: 2 points."),
        ("again", "Your answer is not right. Your score so far: 2 of 3"),
    ):
        room.link.move(Move.ASK, name)
        expect(page.locator(f"[data-item={name}][data-scene=answer]")).to_be_visible()
        page.locator("#vote").get_by_text("Work", exact=True).click()
        page.get_by_role("button", name="Send").click()
        says(page, "Saved on the laptop")
        room.link.move(Move.CLOSE)
        expect(page.locator("[data-scene=closed]")).to_be_visible()
        assert "ight" not in page.locator("main").inner_text()
        assert page.locator("[data-right]").count() == 0
        room.link.move(Move.REVEAL)
        says(page, verdict, "#verdict")
        says(page, "Right answer", ".result strong")


def test_the_receipt_leads_to_the_ballot_and_is_found_again_after_the_end(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, page = open_room(kinds.SINGLE), phone_of(browser)
    other = Phone(room.url)
    other.join()
    room.link.move(Move.ASK, "first")
    other.vote("first", "housing")
    page.goto(room.url)
    page.get_by_text("Work", exact=True).click()
    says(page, "Saved on the laptop")
    page.get_by_text("Schools", exact=True).click()
    expect(page.get_by_role("radio", name="Schools")).to_be_checked()
    says(page, "Saved on the laptop")
    receipt = page.locator("#receipt code").text_content()
    room.link.move(Move.CLOSE)
    room.link.move(Move.REVEAL)
    says(page, "2 of 2 answered", "main")
    with Workspace.open(room.workspace, Role.READER) as opened, opened.read() as repos:
        ballots = repos.rooms.ballots(room.event.id, "first")
    (mine,) = [ballot for ballot in ballots if ballot.receipt == receipt]
    assert (mine.choice.codes, mine.channel) == (("schools",), Channel.PHONE)

    room.link.move(Move.END)
    says(page, "Thank you.", "h1")
    page.reload()
    page.get_by_text("My receipts").click()
    listed = page.locator("#receipts li")
    expect(listed).to_have_count(1)
    assert words_of(listed.text_content()) == f"What should come first? {receipt}"
    page.get_by_role("button", name="Remove them from this phone").click()
    expect(page.locator("#receipts")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_what_cannot_be_sent_is_said_kindly_and_nothing_is_lost(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, page = open_room(kinds.MULTIPLE, kinds.NUMBER, kinds.RANKING), phone_of(browser)
    page.goto(room.url)
    room.link.move(Move.ASK, "several")
    says(page, "Choose 2 to 3 answers", "main")
    page.get_by_text("Work", exact=True).click()
    page.get_by_role("button", name="Send").click()
    says(page, "Please choose at least 2 answers.")
    room.link.move(Move.CLOSE)

    room.link.move(Move.ASK, "share")
    field = page.get_by_role("textbox", name="How many households rent?")
    for typed, said in (("", "write one number"), ("abc", "one number"), ("101", "up to 100")):
        field.fill(typed)
        page.get_by_role("button", name="Send").click()
        says(page, said)
        expect(field).to_have_value(typed)
    field.fill("٤٢٫٥")
    page.get_by_role("button", name="Send").click()
    says(page, "Saved on the laptop")
    assert room.stored("share")[0].value("number") == "42.5"
    room.link.move(Move.CLOSE)

    room.link.move(Move.ASK, "order")
    for option in ("Work", "Schools", "Housing", "Transport"):
        page.locator("#vote").get_by_text(option, exact=True).click()
    says(page, "Please choose at most 3 answers.")
    places = page.locator(".put[aria-pressed=true]")
    assert places.all_text_contents() == ["1", "2", "3"]
