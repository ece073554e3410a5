"""Every kind of question on a real phone's page: answered by touch, by keyboard, without scripts,
taken up again after a reload, and found in the store as it was meant."""

from __future__ import annotations

from collections.abc import Callable

import every_kind as kinds
import pytest
from browser_phones import OpenRoom, RunningRoom, phone_of, says
from playwright.sync_api import Browser, Locator, Page, expect
from room_phones import Phone, until

from pollkit.domain.ballots import SURE, Choice, receipt_of
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import Move
from pollkit.store import Role, Workspace

pytestmark = pytest.mark.browser

STORED = {
    "first": Choice(("work",)),
    "several": Choice(("housing", "schools")),
    "ready": Choice(("10",)),
    "rate": Choice(values=(("housing", "1"), ("transport", "5"))),
    "order": Choice(("schools", "housing")),
    "budget": Choice(values=(("housing", "60"), ("schools", "40"))),
    "map": Choice(
        values=(("housing.x", "20"), ("housing.y", "80"), ("work.x", "75"), ("work.y", "10"))
    ),
    "where": Choice(values=(("x", "250"), ("y", "500"))),
    "share": Choice(values=(("number", "42.5"),)),
    "cloud": Choice(text="rents\nmore time"),
    "why": Choice(text="It is like that."),
    "quiz": Choice(("work",), values=((SURE, "3"),)),
}


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def tap(page: Page, words: str) -> None:
    page.locator("#vote").get_by_text(words, exact=True).first.click()


def tap_pad(page: Page, across: float, down: float) -> None:
    """Shares of the pad's width and height."""
    pad = page.locator("#pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    pad.click(position={"x": box["width"] * across, "y": box["height"] * down})


def touch_matrix(page: Page) -> None:
    for statement, point in (("A Housing", "1"), ("B Work", "3"), ("C Transport", "5")):
        group = page.get_by_role("group", name=statement)
        group.get_by_role("radio", name=point).click()
    # What was chosen can be taken back.
    page.get_by_role("group", name="B Work").get_by_text("No answer").click()


def touch_ranking(page: Page) -> None:
    for option in ("Work", "Housing", "Schools"):
        tap(page, option)
    tap(page, "Work")  # out again
    button(page, "Schools: one place up").click()


def touch_points(page: Page) -> None:
    for _step in range(12):
        button(page, "Housing: 5 more").click()
    page.get_by_role("spinbutton", name="Schools").fill("43")
    expect(page.locator("#left")).to_have_text("Too many: 3")
    button(page, "Send").click()
    says(page, "Please share out exactly 100 points. You have given 103.")
    button(page, "Schools: 5 less").click()
    for _step in range(3):  # never more than there is
        button(page, "Schools: 5 more").click()
    expect(page.locator("#left")).to_have_text("All points are given.")


def touch_grid(page: Page) -> None:
    tap_pad(page, 0.2, 0.2)
    tap_pad(page, 0.75, 0.9)  # the next one's turn has come by itself


def write_words(page: Page) -> None:
    page.get_by_role("textbox", name="Word or phrase 1").fill("rents")
    page.get_by_role("textbox", name="Word or phrase 3").fill("more time")


BY_TOUCH: dict[str, Callable[[Page], None]] = {
    "first": lambda page: tap(page, "Work"),
    "several": lambda page: (tap(page, "Schools"), tap(page, "Housing")),
    "ready": lambda page: page.get_by_role("radio", name="10").click(),
    "rate": touch_matrix,
    "order": touch_ranking,
    "budget": touch_points,
    "map": touch_grid,
    "where": lambda page: tap_pad(page, 0.25, 0.5),
    "share": lambda page: page.get_by_role("textbox").fill("42,5"),
    "cloud": write_words,
    "why": lambda page: page.get_by_role("textbox").fill("It is like that."),
    "quiz": lambda page: (tap(page, "Work"), tap(page, "Fairly sure")),
}


each_kind = pytest.mark.parametrize("item", kinds.EVERY_KIND, ids=lambda item: item.kind.value)


@each_kind
def test_an_answer_by_touch_is_stored_as_it_was_meant_and_comes_back_after_a_reload(
    browser: Browser, open_room: OpenRoom, item: Item
) -> None:
    room, phone = open_room(item), phone_of(browser, has_touch=True)
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    phone.on("pageerror", lambda error: complaints.append(str(error)))
    phone.goto(room.url)
    room.link.move(Move.ASK, item.name)  # the form comes by push, with all that it needs
    expect(phone.locator("#vote")).to_be_visible()
    BY_TOUCH[item.name](phone)
    if item.name not in ("first", "ready"):
        says(phone, "Not sent yet")
        button(phone, "Send").click()
    says(phone, "Saved on the laptop")

    (stored,) = room.stored(item.name)
    assert is_near(stored, STORED[item.name]), stored
    held = fields_of(phone)
    phone.reload()
    says(phone, "Saved on the laptop")
    assert fields_of(phone) == held
    expect(phone.locator("#receipt code")).to_have_text(receipts_in_store(room, item.name)[0])
    assert complaints == []


@each_kind
def test_without_a_script_every_kind_can_be_answered_and_changed(
    browser: Browser, open_room: OpenRoom, item: Item
) -> None:
    room, phone = open_room(item), phone_of(browser, java_script_enabled=False)
    room.link.move(Move.ASK, item.name)
    phone.goto(room.url)
    WITHOUT_SCRIPT[item.name](phone)
    if item.name != "where":  # there, the tap on the picture has sent it
        button(phone, "Send").click()
    says(phone, "Saved on the laptop")

    (stored,) = room.stored(item.name)
    assert is_near(stored, STORED[item.name]), stored
    expect(phone.locator("#receipt code")).to_have_text(receipts_in_store(room, item.name)[0])
    button(phone, "Send").click()  # the own answer stands in the form again
    says(phone, "Saved on the laptop")
    assert room.stored(item.name) == [stored]


def fill_numbers(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"#{name}").fill(value)


WITHOUT_SCRIPT: dict[str, Callable[[Page], object]] = {
    **BY_TOUCH,
    "order": lambda page: (
        page.get_by_role("combobox", name="Schools").select_option("1"),
        page.get_by_role("combobox", name="Housing").select_option("2"),
    ),
    "budget": lambda page: (
        page.get_by_role("spinbutton", name="Housing").fill("60"),
        page.get_by_role("spinbutton", name="Schools").fill("40"),
    ),
    "map": lambda page: fill_numbers(page, o1x="20", o1y="80", o2x="75", o2y="10"),
    "where": lambda page: page.locator("input[type=image]").click(position={"x": 70, "y": 93}),
}


def focus_form(page: Page) -> None:
    """From the top of the page with the tabulator key alone."""
    page.locator("body").press("Tab")
    while not page.evaluate("document.querySelector('#vote').contains(document.activeElement)"):
        page.keyboard.press("Tab")


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def rank_by_keys(page: Page) -> None:
    focus_form(page)  # the button of the first option
    keys(page, "Enter")
    assert page.locator("#heard").text_content() == "Housing: place 1"
    while page.evaluate("document.activeElement.getAttribute('aria-label')") != (
        "Schools: not placed yet"
    ):
        keys(page, "Tab")
    keys(page, "Space")
    while page.evaluate("document.activeElement.className") != "up":
        keys(page, "Tab")
    keys(page, "Enter")
    # The focus stays on the button whose option has moved.
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Schools: one place up"
    )


def place_by_keys(page: Page) -> None:
    while not page.evaluate("document.activeElement.id === 'pad'"):
        keys(page, "Tab")


def share_by_keys(page: Page) -> None:
    """Housing 60 with twelve steps of the button, schools 40 by typing."""
    focus_form(page)
    keys(page, "Tab", "Tab")  # from "5 less" over the field to "5 more"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Housing: 5 more"
    keys(page, *["Enter"] * 12)
    while page.evaluate("document.activeElement.name") != "answer.schools":
        keys(page, "Tab")
    page.keyboard.type("40")


def rate_by_keys(page: Page) -> None:
    """From left to right: housing 1, transport 5, no answer to work."""
    focus_form(page)
    keys(page, "Space")
    for statement in ("work", "transport"):
        while page.evaluate("document.activeElement.name") != f"answer.{statement}":
            keys(page, "Tab")
    keys(page, "Space", *["ArrowRight"] * 4)


def be_sure_by_keys(page: Page) -> None:
    focus_form(page)
    keys(page, "ArrowDown")  # work is the second option
    while page.evaluate("document.activeElement.name") != "answer.~sure":
        keys(page, "Tab")
    keys(page, "Space", "ArrowDown", "ArrowDown")


BY_KEYS: dict[str, Callable[[Page], object]] = {
    "ready": lambda page: (focus_form(page), keys(page, *["ArrowRight"] * 10)),
    "rate": rate_by_keys,
    "budget": share_by_keys,
    "cloud": lambda page: (
        focus_form(page),
        page.keyboard.type("rents"),
        keys(page, "Tab", "Tab"),
        page.keyboard.type("more time"),
    ),
    "why": lambda page: (focus_form(page), page.keyboard.type("It is like that.")),
    "quiz": be_sure_by_keys,
    "first": lambda page: (focus_form(page), keys(page, "ArrowDown")),
    "several": lambda page: (focus_form(page), keys(page, "Space", "Tab", "Tab", "Tab", "Space")),
    "order": rank_by_keys,
    "share": lambda page: (focus_form(page), page.keyboard.type("42.5")),
    "map": lambda page: (
        focus_form(page),
        place_by_keys(page),
        keys(page, "ArrowUp", *["Shift+ArrowUp"] * 3, *["Shift+ArrowLeft"] * 3),
        keys(page, "Shift+Tab", "Shift+Tab", "Shift+Tab", "Enter"),
        place_by_keys(page),
        keys(page, "ArrowUp", *["Shift+ArrowDown"] * 4, *["Shift+ArrowRight"] * 2),
        keys(page, *["ArrowRight"] * 3),
    ),
    "where": lambda page: (
        focus_form(page),
        keys(page, "ArrowUp", *["Shift+ArrowLeft"] * 2, *["ArrowLeft"] * 3),
    ),
}


@pytest.mark.timeout(120)
def test_the_keyboard_alone_can_answer_every_kind(browser: Browser, open_room: OpenRoom) -> None:
    room, phone = open_room(*kinds.EVERY_KIND), phone_of(browser)
    phone.goto(room.url)
    for item in kinds.EVERY_KIND:
        room.link.move(Move.ASK, item.name)
        expect(phone.locator(f"#screen[data-item={item.name}] #vote")).to_be_visible(timeout=20_000)
        BY_KEYS[item.name](phone)
        if item.name not in ("first", "ready"):
            while phone.evaluate("document.activeElement.className") != "send":
                phone.keyboard.press("Tab")
            phone.keyboard.press("Enter")
        says(phone, "Saved on the laptop")

        (stored,) = room.stored(item.name)
        assert is_near(stored, STORED[item.name]), stored
        room.link.move(Move.CLOSE)
        room.link.move(Move.REVEAL)


def test_the_keyboard_alone_can_ask_and_support(browser: Browser, open_room: OpenRoom) -> None:
    room, phone = open_room(kinds.QUESTIONS), phone_of(browser)
    other = Phone(room.url)
    other.join()
    room.link.move(Move.ASK, "ask")
    assert other.vote("ask", "post=Who pays?").status == 200
    phone.goto(room.url)
    focus_form(phone)
    phone.keyboard.type("Is it open to all?")
    while phone.evaluate("document.activeElement.className") != "send":
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.locator("#board li")).to_have_count(2)
    says(phone, "Saved on the laptop")
    while "Who pays?" not in phone.evaluate("document.activeElement.textContent"):
        phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    expect(phone.get_by_role("button", name="for: Who pays?")).to_have_attribute(
        "aria-pressed", "true"
    )
    until(lambda: {p.supports for p in room.link.status.posts} == {0, 1}, "the support counts")


HALF_MADE: dict[str, Callable[[Page], object]] = {
    name: BY_TOUCH[name] for name in ("several", "rate", "order", "map", "where", "cloud", "share")
} | {"budget": lambda page: page.get_by_role("spinbutton", name="Housing").fill("35")}


@pytest.mark.parametrize("name", HALF_MADE)
def test_a_half_made_answer_survives_pushes_a_reload_and_another_language(
    browser: Browser, open_room: OpenRoom, name: str
) -> None:
    item = next(item for item in kinds.EVERY_KIND if item.name == name)
    room, phone = open_room(item), phone_of(browser)
    room.link.move(Move.ASK, name)
    phone.goto(room.url)
    expect(phone.locator("#vote")).to_be_visible()
    HALF_MADE[name](phone)
    half = fields_of(phone)
    version = room.link.move(Move.BLANK).room.version
    expect(phone.locator("#screen")).to_have_attribute("data-v", str(version), timeout=20_000)
    assert fields_of(phone) == half

    phone.locator("summary", has_text="English").click()
    button(phone, "Deutsch").click()
    says(phone, item.texts["de"], "h1")
    assert fields_of(phone) == half
    assert room.stored(name) == []


def fields_of(page: Page) -> dict[str, str]:
    """What the form would send, by name."""
    return dict(
        page.evaluate("Array.from(new FormData(document.querySelector('#vote'))).filter(x => x[1])")
    )


def is_near(stored: Choice, meant: Choice) -> bool:
    """Equal, but for the pixels' width on a pad: there, within one per cent."""
    if not any(part.split(".")[-1] in ("x", "y") for part, _value in meant.values):
        return stored == meant
    steps = 1000 if meant.value("x") else 100
    return [part for part, _value in stored.values] == [
        part for part, _value in meant.values
    ] and all(
        abs(int(value) - int(meant.value(part) or 0)) <= steps / 100
        for part, value in stored.values
    )


def receipts_in_store(room: RunningRoom, item: str) -> list[str]:
    with Workspace.open(room.workspace, Role.READER) as opened, opened.read() as repos:
        votes = repos.rooms.votes(room.event.id, item, 1).values()
        return [receipt_of(vote.vote_id) for vote in votes]
