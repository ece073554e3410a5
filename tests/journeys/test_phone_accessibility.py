"""axe-core on every scene of every kind of question: nothing serious, nothing critical."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import every_kind as kinds
import pytest
from browser_phones import OpenRoom, RunningRoom, phone_of, says
from hall_forms import answer_page, open_field, open_hall, press, stage
from playwright.sync_api import Browser, Page, expect
from room_phones import Phone

from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.rooms import Move

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

LOOKS = {
    "light": {"locale": "en-GB", "viewport": {"width": 390, "height": 844}},
    "dark, 320 px, German": {
        "locale": "de",
        "viewport": {"width": 320, "height": 640},
        "color_scheme": "dark",
    },
    "Arabic, 320 px": {"locale": "ar", "viewport": {"width": 320, "height": 640}},
    "forced colours": {"locale": "en-GB", "forced_colors": "active"},
}
LONG_POST = "Warum wird die Straßenbeleuchtungserneuerung im Stadtteil nicht ausgewertet?"
ILLUSTRATED = replace(
    kinds.SINGLE,
    name="illustrated",
    options=tuple(
        Option(option.code, option.texts, kinds.TOWN_MAP) for option in kinds.SINGLE.options
    ),
)


def findings(page: Page, where: str) -> list[str]:
    """What is serious or critical, and what is wider than the phone."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found = page.evaluate(f"async () => (await axe.run({json.dumps(RULES)})).violations")
    width = page.viewport_size["width"]
    too_wide = page.evaluate("document.documentElement.scrollWidth") > width
    return [f"{where}: wider than {width} px"] * too_wide + [
        f"{where}: {one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_serious_on_any_scene_of_any_kind(
    browser: Browser, open_room: OpenRoom, look: str
) -> None:
    items = (*kinds.EVERY_KIND, ILLUSTRATED)
    answers = {**kinds.ANSWERS, "illustrated": ["work"]}
    room, page = open_room(*items, *kinds.BOARDS), phone_of(browser, **LOOKS[look])
    others = [Phone(room.url) for _ in range(3)]
    for other in others:
        other.join()
    page.goto(room.url)
    found = findings(page, "welcome")
    for item in items:
        found += scenes_of(room, page, others, item.name, answers[item.name])
    for item in kinds.BOARDS:
        found += scenes_of_board(room, page, others, item)
    room.link.move(Move.END)
    expect(page.locator("[data-scene=end]")).to_be_visible(timeout=20_000)
    page.locator("#receipts summary").click()
    found += findings(page, "end")
    assert found == []


def scenes_of(
    room: RunningRoom, page: Page, others: list[Phone], item: str, answer: list[str]
) -> list[str]:
    room.link.move(Move.READ, item)
    reach(page, item, "reading")
    found = findings(page, f"{item}, reading")
    room.link.move(Move.ASK, item)
    reach(page, item, "answer")
    for hand in page.locator("#hand").all():
        hand.locator("summary").click()
    page.locator("footer details").last.locator("summary").click()
    found += findings(page, f"{item}, form")
    page.locator("footer details").last.locator("summary").click()
    send_by_script(page, item, answer)
    for other in others:
        assert other.vote(item, *answer).status == 200
    found += findings(page, f"{item}, saved")
    room.link.move(Move.CLOSE)
    reach(page, item, "closed")
    found += findings(page, f"{item}, closed")
    room.link.move(Move.REVEAL)
    reach(page, item, "result")
    return found + findings(page, f"{item}, result")


def scenes_of_board(room: RunningRoom, page: Page, others: list[Phone], item: Item) -> list[str]:
    """From the empty board to the votes of all, or their ideas in order."""
    room.link.move(Move.ASK, item.name)
    reach(page, item.name, "answer")
    found = findings(page, f"{item.name}, empty")
    for number, other in enumerate(others):
        assert other.vote(item.name, f"post={LONG_POST} {number}").status == 200
    page.locator("#text").fill("An own one")
    page.locator(".send").click()
    expect(page.locator("#board li")).to_have_count(len(others) + 1)
    found += findings(page, f"{item.name}, written")
    if item.kind is ItemKind.IDEAS:
        room.link.move(Move.VOTE)
    button = page.locator("#board button:enabled").first
    button.click()
    expect(page.locator("#board button[aria-pressed=true]")).to_have_count(1)
    found += findings(page, f"{item.name}, supported")
    room.link.move(Move.CLOSE)
    reach(page, item.name, "closed")
    found += findings(page, f"{item.name}, closed")
    room.link.move(Move.REVEAL)
    reach(page, item.name, "result")
    return found + findings(page, f"{item.name}, result")


def reach(page: Page, item: str, scene: str) -> None:
    shown = page.locator(f"#screen[data-item={item}][data-scene={scene}]")
    expect(shown).to_be_visible(timeout=20_000)


def send_by_script(page: Page, item: str, answer: list[str]) -> None:
    """As a half-made answer that is taken up again and sent."""
    page.evaluate(
        """([item, draft]) => localStorage.setItem(
            `pollkit/${document.body.dataset.event}/${item}/1`, JSON.stringify({draft})
        )""",
        [item, answer],
    )
    page.reload()
    page.evaluate("document.querySelector('#vote').requestSubmit()")
    expect(page.locator("#state.good")).to_be_visible(timeout=20_000)


def test_what_is_left_of_the_time_is_text_and_more_of_it_is_a_button(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, page = open_room(replace(kinds.SINGLE, seconds=120)), phone_of(browser)
    room.link.move(Move.ASK, "first")
    page.goto(room.url)
    clock = page.get_by_role("timer")
    expect(clock).to_contain_text(":")
    assert findings(page, "timer") == []
    expect(clock).to_have_text(re.compile(r"1:5\d"), timeout=5_000)
    page.get_by_role("button", name="I need more time").click()
    expect(clock).to_have_text(re.compile(r"[2-9]:\d\d"), timeout=10_000)
    page.get_by_text("Work", exact=True).click()
    says(page, "Saved on the laptop")


def test_at_320_pixels_and_twice_the_text_no_kind_is_cut_off(
    browser: Browser, open_room: OpenRoom
) -> None:
    room = open_room(*kinds.EVERY_KIND, ILLUSTRATED, *kinds.BOARDS)
    other = Phone(room.url)
    other.join()
    how = {"viewport": {"width": 320, "height": 640}, "locale": "de", "bypass_csp": True}
    page = phone_of(browser, **how)
    page.goto(room.url)
    page.add_style_tag(content="html { font-size: 200% }")
    for item in room.event.instrument.items:
        room.link.move(Move.ASK, item.name)
        reach(page, item.name, "answer")
        if item in kinds.BOARDS:
            assert other.vote(item.name, f"post={LONG_POST}").status == 200
            if item.kind is ItemKind.IDEAS:
                room.link.move(Move.VOTE)
            expect(page.locator("#board button")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, item.name
        for target in page.locator("#vote, #board").locator("label:visible, button:visible").all():
            box = target.bounding_box()
            assert box["x"] >= 0, item.name
            assert box["x"] + box["width"] <= 320, item.name
        small = page.locator("#vote, #board").locator(".row label, button, .put, select, .field")
        for target in small.all():
            if target.is_visible():
                assert target.bounding_box()["height"] >= 48, item.name
        room.link.move(Move.CLOSE)
        room.link.move(Move.REVEAL)
        reach(page, item.name, "result")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, item.name


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_serious_on_any_page_of_a_hall(
    browser: Browser, tmp_path: Path, look: str
) -> None:
    page = phone_of(browser, **LOOKS[look])
    with open_field(tmp_path / "ws") as (workspace, wave), open_hall(workspace, wave) as hall:
        page.goto(hall.urls[0])
        expect(page.locator("#code")).to_be_visible(timeout=20_000)
        found = findings(page, "welcome")
        press(page, "form[data-do=own] button")
        found += findings(page, "own code")
        press(page, "form[data-do=back] button")
        press(page, "form[data-do=begin]:not(:has(#code)) button")
        found += findings(page, "consent")
        press(page, "form[data-do=consent] .send")
        while stage(page) == "step":
            here = page.locator("#screen").get_attribute("data-at") or ""
            page.locator("footer details").last.locator("summary").click()
            found += findings(page, here)
            answer_page(page)
        found += findings(page, stage(page))
    assert found == []
