"""The attendee's page in a real browser, against a real room: what a phone does when things go
wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.rooms import Move
from pollkit.live.client import RoomClient
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MARKUP = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"

EVALUATES = Item(
    "evaluates",
    ItemKind.SINGLE,
    {"en": "Does your city evaluate?", "ar": "هل تُقيّم مدينتكم؟", "fr": "Votre ville évalue ?"},
    (
        Option("yes", {"en": "Yes", "ar": "نعم", "fr": "Oui"}),
        Option("no", {"en": "No", "ar": "لا", "fr": "Non"}),
        Option("other", {"en": MARKUP}),
    ),
)
HOW = Item("how", ItemKind.TEXT, {"en": "How do you evaluate?"})
HELPS = Item(
    "helps",
    ItemKind.MULTIPLE,
    {"en": "What would help?"},
    tuple(Option(code, {"en": code.title()}) for code in ("money", "people", "training")),
    most_choices=2,
)
SURE = Item("sure", ItemKind.SCALE, {"en": "How sure are you?"}, low_label={"en": "not at all"})
FINDINGS = Item(
    "findings",
    ItemKind.SINGLE,
    {"en": "Are the findings public?"},
    (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"})),
    asked_if=Condition("evaluates", ("yes",)),
)


@dataclass
class RunningRoom:
    workspace: Path
    event: Event
    link: RoomClient

    @property
    def url(self) -> str:
        return self.link.status.addresses[0].url

    def stored(self, item: str) -> list[Choice]:
        with Workspace.open(self.workspace, Role.READER) as opened, opened.read() as repos:
            return [vote.choice for vote in repos.rooms.votes(self.event.id, item, 1).values()]

    def shut(self) -> None:
        self.link.shut()

    def start_again(self) -> None:
        port = int(self.url.split(":")[2].split("/")[0])
        self.shut()
        self.link = start_room(self.workspace, self.event.id, port, addresses=["127.0.0.1"])


OpenRoom = Callable[..., RunningRoom]


@pytest.fixture
def open_room(tmp_path: Path) -> Iterator[OpenRoom]:
    rooms: list[RunningRoom] = []

    def opened(*items: Item, is_tied: bool = False) -> RunningRoom:
        instrument = Instrument({"en": f"City day {MARKUP}"}, ("en", "fr", "de", "ar"), items)
        starts_at = datetime(2026, 11, 24, 9, tzinfo=UTC)
        event = Event(uuid4(), "City day", "Paris", starts_at, instrument, is_tied)
        with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
            workspace.write(lambda repos: repos.events.save(event)).result(10)
        link = start_room(tmp_path / "workspace", event.id, addresses=["127.0.0.1"])
        rooms.append(RunningRoom(tmp_path / "workspace", event, link))
        return rooms[-1]

    yield opened
    for room in rooms:
        room.shut()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


def phone_of(browser: Browser, **how: object) -> Page:
    how = {"viewport": {"width": 360, "height": 640}, "locale": "en-GB", **how}
    page = browser.new_context(**how).new_page()
    page.set_default_timeout(15_000)
    return page


def says(page: Page, words: str, where: str = "#state") -> None:
    expect(page.locator(where)).to_contain_text(words, timeout=20_000)


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


def test_a_phone_forgets_its_answers_when_the_poll_ends(
    browser: Browser, open_room: OpenRoom
) -> None:
    room, phone = open_room(EVALUATES), phone_of(browser)
    room.link.move(Move.ASK, "evaluates")
    phone.goto(room.url)
    phone.get_by_text("Yes", exact=True).click()
    says(phone, "Saved on the laptop")
    assert phone.evaluate("localStorage.length") == 1

    room.link.move(Move.END)
    says(phone, "Thank you.", "h1")
    assert phone.evaluate("localStorage.length") == 0


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
    targets = phone.locator(".row label, .send:visible, summary, textarea")
    for box in [target.bounding_box() for target in targets.all()]:
        assert box["height"] >= 48
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
