"""The room's questions and ideas on real phones, with the wall compared to the store."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from uuid import uuid4

import pytest
from browser_phones import MARKUP, OpenRoom, RunningRoom, phone_of, says
from playwright.sync_api import Browser, Page, expect
from room_phones import Phone

from pollkit.domain.boards import Post, PostEdit, PostVerb, public_posts
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.rooms import Move
from pollkit.domain.views import wall_picture
from pollkit.store import Role, Workspace

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
QA = Item(
    "qa",
    ItemKind.QUESTIONS,
    {"en": "What would you like to ask?", "ar": "ماذا تودون أن تسألوا؟"},
    (Option("money", {"en": "Money", "ar": "المال"}), Option("people", {"en": "People"})),
)
IDEAS = Item("ideas", ItemKind.IDEAS, {"en": "What should we do?", "ar": "ماذا نفعل؟"})


class Board:
    def __init__(self, room: RunningRoom, item: Item) -> None:
        self.room, self.item = room, item
        room.link.move(Move.ASK, item.name)

    def stored(self) -> tuple[Post, ...]:
        with Workspace.open(self.room.workspace, Role.READER) as opened, opened.read() as repos:
            return repos.boards.posts(self.room.event.id, self.item.name, 1)

    def named(self, text: str) -> Post:
        return next(post for post in self.stored() if post.text == text)

    def do(self, verb: PostVerb, *texts: str) -> None:
        self.room.link.moderate(PostEdit(verb, tuple(self.named(text).id for text in texts)))

    def on_wall(self) -> tuple[Post, ...]:
        board = wall_picture(self.room.link.status, self.item).board
        assert board is not None
        return board.posts

    def others_write(self, *texts: str) -> list[Phone]:
        phones = []
        for text in texts:
            phones.append(Phone(self.room.url))
            phones[-1].join()
            reply = phones[-1].vote(self.item.name, f"post={text}", vote_id=uuid4())
            assert reply.json["state"] == "saved"
        return phones


def row(page: Page, text: str) -> str:
    return f"#board li:has-text({json.dumps(text)})"


def serious(page: Page) -> list[str]:
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found = page.evaluate("async () => (await axe.run()).violations")
    width = page.viewport_size["width"]
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    return ["too wide"] * wide + [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_the_room_asks_supports_and_sees_only_what_is_released(
    browser: Browser, open_room: OpenRoom
) -> None:
    board = Board(open_room(QA), QA)
    board.others_write("Who pays?", MARKUP)
    mine, other = phone_of(browser), phone_of(browser, locale="ar")
    for page in (mine, other):
        page.goto(board.room.url)
    mine.fill("#text", "Can a school take part?")
    mine.select_option("#category", "people")
    mine.click(".send")
    expect(mine.locator("#own li")).to_contain_text("Can a school take part?")
    expect(mine.locator("#text")).to_have_value("")
    says(mine, "Saved on the laptop")
    mine.fill("#text", "Half written")
    board.room.link.moderate(PostEdit(PostVerb.RELEASE))
    expect(mine.locator(row(mine, "Can a school take part?"))).to_contain_text("yours")
    expect(mine.locator("#own li")).to_have_count(0)
    expect(mine.locator("#text")).to_have_value("Half written")  # the list alone is new
    other.click(f"{row(other, 'Who pays?')} button")
    expect(other.locator(f"{row(other, 'Who pays?')} button")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert serious(mine) == serious(other) == []
    assert "owned" not in (mine.title(), other.title())
    expect(mine.locator(f"{row(mine, 'Can a school')} button")).to_be_disabled()
    board.do(PostVerb.HIDE, MARKUP)
    expect(other.locator("#board li")).to_have_count(2)
    assert board.on_wall() == public_posts(board.stored())
    assert [(post.text, post.supports) for post in board.on_wall()] == [
        ("Who pays?", 1),
        ("Can a school take part?", 0),
    ]
    board.room.link.move(Move.CLOSE)
    board.room.link.move(Move.REVEAL)
    expect(other.locator("#screen[data-scene=result] #board li")).to_have_count(2)
    assert serious(other) == []
    assert board.on_wall() == public_posts(board.stored())


def test_a_phone_that_comes_back_finds_its_question_and_its_support(
    browser: Browser, open_room: OpenRoom
) -> None:
    board = Board(open_room(QA), QA)
    board.others_write("Who pays?")
    board.do(PostVerb.RELEASE, "Who pays?")
    page = phone_of(browser)
    page.goto(board.room.url)
    page.fill("#text", "Mine")
    page.click(".send")
    expect(page.locator("#own li")).to_have_count(1)
    page.click("#board button")
    expect(page.locator("#board button")).to_have_attribute("aria-pressed", "true")
    board.room.start_again()
    page.reload()
    expect(page.locator("#own li")).to_contain_text("Mine")
    expect(page.locator("#board button")).to_have_attribute("aria-pressed", "true")


def test_ideas_are_gathered_and_voted_on(browser: Browser, open_room: OpenRoom) -> None:
    board = Board(open_room(IDEAS), IDEAS)
    phones = board.others_write("A garden", "A map", "A meal", "A bus")
    page = phone_of(browser, viewport={"width": 320, "height": 640})
    page.goto(board.room.url)
    page.fill("#text", "A choir")
    page.click(".send")
    expect(page.locator("#own li")).to_have_count(1)
    board.room.link.moderate(PostEdit(PostVerb.RELEASE))
    expect(page.locator("#board li")).to_have_count(5)
    expect(page.locator("#board button")).to_have_count(0)
    board.room.link.move(Move.VOTE)
    for text in ("A garden", "A map", "A choir"):  # one's own idea too
        page.click(f"{row(page, text)} button")
        expect(page.locator(f"{row(page, text)} button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#left")).to_contain_text("All your votes are given")
    expect(page.locator(f"{row(page, 'A bus')} button")).to_be_disabled()
    assert serious(page) == []
    page.click(f"{row(page, 'A map')} button")
    expect(page.locator("#left")).to_contain_text("Votes you have left: 1")
    phones[0].vote("ideas", f"for={board.named('A garden').id}")
    assert {post.supports for post in board.on_wall()} == {0}
    board.room.link.move(Move.CLOSE)
    board.room.link.move(Move.REVEAL)
    expect(page.locator("#screen[data-scene=result] #board li").first).to_contain_text("A garden")
    assert serious(page) == []
    assert [(post.text, post.supports) for post in board.on_wall()] == [
        ("A garden", 2),
        ("A choir", 1),
        ("A bus", 0),
        ("A map", 0),
        ("A meal", 0),
    ]
    assert board.on_wall() == public_posts(board.stored())


def test_a_question_for_the_speaker_is_half_written_called_back_from_and_finished(
    browser: Browser, open_room: OpenRoom
) -> None:
    options = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))
    choice = Item("choice", ItemKind.SINGLE, {"en": "Yes or no?"}, options)
    room = open_room(choice, replace(QA, stays_open=True))
    page = phone_of(browser)
    page.goto(room.url)
    page.get_by_role("button", name="Ask the speaker a question").click()
    page.fill("#text", "Who pays for")
    room.link.move(Move.ASK, "choice")
    expect(page.locator("#screen[data-item=choice]")).to_be_visible()
    assert serious(page) == []
    page.check("input[value=no]")
    says(page, "Saved on the laptop")
    page.get_by_role("button", name="Ask the speaker a question").click()
    expect(page.locator("#text")).to_have_value("Who pays for")
    page.fill("#text", "Who pays for it?")
    page.get_by_role("button", name="Send this question").click()
    expect(page.locator("#own li")).to_contain_text("Who pays for it?")
    assert serious(page) == []
    room.link.moderate(PostEdit(PostVerb.RELEASE, item="qa"))
    expect(page.locator(row(page, "Who pays for it?"))).to_contain_text("yours")
    expect(page.locator("#own")).to_have_text("")
    page.get_by_role("button", name="Back to the poll").click()
    expect(page.locator("input[value=no]")).to_be_checked()
    assert [choice.codes for choice in room.stored("choice")] == [("no",)]
