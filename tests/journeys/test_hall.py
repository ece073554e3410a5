"""A questionnaire on phones, from the code on the wall to the store, in a real browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import every_kind as kinds
import hall_program
import pytest
from browser_phones import phone_of
from hall_forms import (
    ANSWERED,
    BECAUSE,
    FORM,
    WRITTEN,
    answer_page,
    come_in,
    fill_in,
    open_field,
    open_hall,
    press,
    stage,
)
from listening_wire import ListeningWire
from playwright.sync_api import Browser, Page, expect

from pollkit.domain.codes import read_code, spaced
from pollkit.domain.waves import Mode, ResponseState, Wave
from pollkit.store import Role, Workspace

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SHORT = replace(FORM, items=(kinds.SINGLE, BECAUSE, kinds.TEXT), sections=())


def fill_to_the_end(page: Page) -> None:
    """Two children are named; then nobody more."""
    rows = 0
    while stage(page) == "step":
        if page.locator("form[data-do=add]").count() and not rows:
            rows += 1
            press(page, "form[data-do=add] button")
        else:
            answer_page(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_of_question_is_answered_to_the_end(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    page = phone_of(browser, locale=language, timezone_id="Asia/Amman")
    with open_field(tmp_path / "ws") as (workspace, wave):
        with open_hall(workspace, wave) as hall:
            come_in(page, hall.urls[0])
            assert page.locator("html").get_attribute("dir") == (
                "rtl" if language == "ar" else "ltr"
            )
            fill_to_the_end(page)
            assert stage(page) == "thanks"
            shown = page.locator(".code").inner_text()
            assert (hall.count.joined, hall.count.finished) == (1, 1)
            assert page.evaluate("localStorage.length") == 0, "nothing is left for the next"
        with workspace.read() as repos:
            (kept,) = repos.responses.list(wave.id)
            (person,) = repos.respondents.list(wave.project_id)
    assert (kept.mode, kept.state, kept.language) == (Mode.PHONE, ResponseState.FINISHED, language)
    met = kept.answers["met"].text
    assert met is not None
    assert met.startswith("2026-11-02T18:30"), met
    assert met.endswith("+03:00"), "the phone's own clock"
    assert {k: v for k, v in kept.answers.items() if k != "met"} == ANSWERED
    assert person.code == read_code(shown)
    assert shown == spaced(person.code)


def test_what_is_wrong_is_said_in_place_and_left_open_is_asked_again(
    browser: Browser, tmp_path: Path
) -> None:
    page = phone_of(browser)
    age = next(item for item in FORM.items if item.name == "age")
    form = replace(FORM, items=(age, kinds.TEXT), sections=())
    with open_field(tmp_path / "ws", form) as (workspace, wave), open_hall(workspace, wave) as hall:
        come_in(page, hall.urls[0])
        page.locator("#vote .send").click()
        expect(page.locator("#state")).to_have_text("Please write one number, such as 12 or 3.5.")
        page.fill("#text", "12")
        press(page, "#vote .send")
        expect(page.locator("#notice")).to_have_text("From 16 years up.")
        expect(page.locator("form[data-do=next]")).to_have_count(0)
        page.locator(".tongue summary").click()
        press(page, ".tongue button[value=de]")
        expect(page.locator("h1")).to_have_text("Wie alt sind Sie?")
        press(page, "form[data-do=unsaid] button")
        expect(page.locator("h1")).to_have_text("Warum ist das so?")
        press(page, "form[data-do=back] button")
        expect(page.locator("form[data-do=unsaid] button")).to_have_attribute(
            "aria-pressed", "true"
        )
        page.get_by_text("Ich möchte aufhören").or_(page.get_by_text("I want to stop")).click()
        press(page, "form[data-do=refuse] button")
        assert stage(page) == "refused"
        with workspace.read() as repos:
            (kept,) = repos.responses.list(wave.id)
        assert (kept.state, kept.answers) == (ResponseState.REFUSED, {})


def test_whoever_listens_on_the_wifi_reads_nothing(browser: Browser, tmp_path: Path) -> None:
    page = phone_of(browser)
    with (
        open_field(tmp_path / "ws", SHORT) as (workspace, wave),
        open_hall(workspace, wave) as hall,
    ):
        url = hall.urls[0]
        port = urlsplit(url).port or 0
        with ListeningWire(port) as wire:
            hall._app.hosts |= {b"127.0.0.1:%d" % wire.port}
            come_in(page, url.replace(f":{port}/", f":{wire.port}/"))
            fill_to_the_end(page)
            assert stage(page) == "thanks"
            shown = page.locator(".code").inner_text()
            page.close()
        heard = bytes(wire.sent + wire.answered)
    assert len(wire.sent) > 4096, "the wire was used"
    for secret in (
        WRITTEN,
        BECAUSE.texts["en"],
        kinds.SINGLE.texts["en"],
        "Transport",
        shown,
        shown.replace(" ", ""),
        hall.fragment,
        '"words":',
    ):
        assert secret.encode() not in heard, secret
    lengths = [int(n) for n in re.findall(rb"Content-Length: (\d+)", bytes(wire.sent))]
    assert lengths
    assert {(n - 32 - 24 - 16) % 1024 for n in lengths} == {0}, "whole kilobytes"
    answers = re.findall(
        rb"octet-stream\r\n(?:[^\r]+\r\n)*?content-length: (\d+)", bytes(wire.answered)
    )
    assert len(answers) == len(lengths)
    assert {(int(n) - 24 - 16) % 1024 for n in answers} == {0}, "whole kilobytes"


def test_a_page_without_the_key_sends_nothing(browser: Browser, tmp_path: Path) -> None:
    page = phone_of(browser)
    with (
        open_field(tmp_path / "ws", SHORT) as (workspace, wave),
        open_hall(workspace, wave) as hall,
    ):
        page.goto(hall.urls[0].partition("#")[0])
        expect(page.locator("h1")).to_contain_text("Scan the code again")
        assert hall.count.joined == 0


@contextmanager
def killable_hall(folder: Path, wave: Wave) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, hall_program.__file__, str(folder), str(wave.id)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        try:
            yield running, running.stdout.readline().strip()
        finally:
            running.kill()


def test_a_phone_goes_on_by_itself_after_the_laptop_was_killed(
    browser: Browser, tmp_path: Path
) -> None:
    page = phone_of(browser)
    with open_field(tmp_path / "ws", SHORT) as (_workspace, wave):
        pass
    with killable_hall(tmp_path / "ws", wave) as (running, url):
        come_in(page, url)
        answer_page(page)
        expect(page.locator("h1")).to_have_text(BECAUSE.texts["en"])
        running.kill()
        running.wait()
        fill_in(page)
        page.locator("#vote .send").click()
        expect(page.locator("#state")).to_contain_text("keeps your answer and tries again")
    with killable_hall(tmp_path / "ws", wave) as (running, again):
        assert again == url
        expect(page.locator("h1")).to_have_text(kinds.TEXT.texts["en"], timeout=30_000)
        page.reload()
        expect(page.locator("h1")).to_have_text(kinds.TEXT.texts["en"], timeout=20_000)
        answer_page(page)
        assert stage(page) == "thanks"
    with Workspace.open(tmp_path / "ws", Role.READER) as workspace, workspace.read() as repos:
        (kept,) = repos.responses.list(wave.id)
    assert kept.state is ResponseState.FINISHED
    assert kept.answers == {name: ANSWERED[name] for name in ("first", "because", "why")}
