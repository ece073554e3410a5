"""axe-core on the pages before the room and on the remote control; both with script and by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from browser_phones import phone_of
from playwright.sync_api import Browser, Page, expect
from room_phones import COLOUR, FRUIT, running_room, small_event

from pollkit.domain.events import Event
from pollkit.domain.people import AsksFor
from pollkit.domain.rooms import Move

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW = {"width": 320, "height": 640}


def _event(asks_for: AsksFor) -> Event:
    event = small_event((replace(COLOUR, notes="Wait for the back row."), FRUIT))
    instrument = replace(event.instrument, languages=("en", "fr", "de", "ar"))
    return replace(event, instrument=instrument, asks_for=asks_for)


@pytest.mark.parametrize("asks_for", [AsksFor.NICKNAME, AsksFor.NAME, AsksFor.CODE])
def test_axe_finds_nothing_serious_before_the_room(
    browser: Browser, tmp_path: Path, asks_for: AsksFor
) -> None:
    with running_room(tmp_path, _event(asks_for)) as (link, _workspace):
        url, found = link.status.addresses[0].url, []
        for locale, scheme in (("en-GB", "light"), ("ar", "dark")):
            page = phone_of(browser, locale=locale, viewport=NARROW, color_scheme=scheme)
            page.goto(url)
            found += findings(page, f"{asks_for}, {locale}")
            page.locator("#who").fill("AAA AAA A")
            page.locator("button.send").click()
            if asks_for is AsksFor.CODE:
                expect(page.locator("#notice")).to_be_visible()
                found += findings(page, f"{asks_for}, refused, {locale}")
            else:
                expect(page.locator("[data-scene=welcome]")).to_be_visible()
        link.move(Move.LOCK)
        late = phone_of(browser, locale="ar", viewport=NARROW)
        late.goto(url)
        found += findings(late, "locked")
        assert found == []


def test_the_remote_control_works_and_axe_finds_nothing_serious(
    browser: Browser, tmp_path: Path
) -> None:
    with running_room(tmp_path, _event(AsksFor.NOTHING)) as (link, _workspace):
        remote = link.switch_remote(True).remote
        assert remote is not None
        page = phone_of(browser, viewport=NARROW)
        page.goto(f"{link.status.addresses[0].url}/remote/{remote.key}")
        assert remote.key not in page.url
        _tap(page, "First question")
        expect(page.locator("h1")).to_have_text("Which colour?")
        expect(page.locator(".notes")).to_have_text("Wait for the back row.")
        found = findings(page, "waiting")
        _tap(page, "Ask")
        expect(page.locator("#remote")).to_contain_text("Open")
        link.move(Move.CLOSE)  # at the console: the phone hears of it by itself
        expect(page.locator("button.send")).to_have_text("Reveal", timeout=20_000)
        _tap(page, "Reveal")
        _tap(page, "Next question")
        page.locator("#earlier summary").click()
        found += findings(page, "back to a question")
        page.locator("#earlier button").click()
        expect(page.locator("h1")).to_have_text("Which colour?")
        link.switch_remote(True)
        expect(page.locator("h1")).to_have_text(
            "This phone is not the remote control.", timeout=20_000
        )
        found += findings(page, "put out")
        assert found == []


def _tap(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


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
