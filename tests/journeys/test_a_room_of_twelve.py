"""A whole event: the real window, the room's own process, and thirteen phones in Chromium.

The facilitator uses the keyboard alone. What phones, wall, console, store and exported files say
is written down on the way and compared afterwards.
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from browser_phones import says
from city_day import EVALUATES, EVENT, HELPS, ITEMS, PUBLIC, SURE, workspace_with
from crowd import Crowd, crowd_of_phones
from facilitator import Facilitator, facilitator_at, pump, until
from playwright.sync_api import Page, expect
from PySide6.QtWidgets import QLabel

from pollkit.domain.instruments import Item, ItemKind

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

ARABIC, SCRIPTLESS, RELOADING, OFFLINE, CHANGING, FRENCH, TYPING, SILENT = range(8)
PHONES = 13

# What each phone answers, in the order of the phones; None = it stays silent.
ANSWERS: dict[str, tuple[tuple[str, ...] | None, ...]] = {
    "evaluates": (*[("yes",)] * 7, None, ("no",), ("no",), ("no",), ("unsure",), ("yes",)),
    "public": (*[("all",)] * 4, ("some",), ("some",), ("all",), *[None] * 5, ("some",)),
    "helps": (
        ("money",), ("money", "training"), ("people",), ("money", "people"), ("training",),
        ("people", "training"), ("money",), None, ("money",), ("people",), ("money", "people"),
        ("training",), ("money",),
    ),
    "word": (
        ("مع الجامعة",), ("=1+1",), ("Every year",), ("With a neighbour",), None,
        ("Chaque année",), ("<b>Boldly</b>",), *[None] * 6,
    ),
    "sure": (*[("4",)] * 5, ("5",), ("3",), None, ("1",), ("2",), ("4",), ("5",), ("3",)),
}  # fmt: skip
# Counted by hand from the lists above.
COUNTS = {
    "evaluates": {"yes": 8, "no": 3, "unsure": 1},
    "public": {"all": 5, "some": 3},
    "helps": {"money": 7, "people": 5, "training": 4},
    "word": {},
    "sure": {"1": 1, "2": 1, "3": 2, "4": 6, "5": 2},
}
BASES = {
    "evaluates": "12 of 13 answered",
    "public": "8 of 8 answered",
    "helps": "12 of 13 answered",
    "word": "6 of 13 answered",
    # 1 + 2 + 2 × 3 + 6 × 4 + 2 × 5 = 43 points from 12 people
    "sure": "12 of 13 answered · average 3.6",
}
TEXTS = {"مع الجامعة", "=1+1", "Every year", "With a neighbour", "Chaque année", "<b>Boldly</b>"}

Counts = dict[str, int]


def is_asked(item: Item, number: int) -> bool:
    return item is not PUBLIC or ANSWERS["evaluates"][number] == ("yes",)


@dataclass
class Held:
    """What was seen while the event was held, by the name of the question."""

    workspace: Path
    out: Path
    early: dict[str, list[str]] = field(default_factory=dict)  # anything that looks like a result
    wall_before: dict[str, list[str]] = field(default_factory=dict)
    unreleased: list[str] = field(default_factory=list)  # of the wall while texts are held
    wall: dict[str, list[str]] = field(default_factory=dict)
    chart: dict[str, str] = field(default_factory=dict)
    phones: dict[str, list[Counts]] = field(default_factory=dict)
    bases: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, list[list[str]]] = field(default_factory=dict)
    sheet: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    heads: str = ""
    thanks: int = 0


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("twelve")
    held = Held(workspace_with(EVENT, folder), folder / "out")
    with facilitator_at(held.workspace) as facilitator, crowd_of_phones(pump) as crowd:
        _Journey(facilitator, crowd, held).go()
    yield held


class _Journey:
    def __init__(self, facilitator: Facilitator, crowd: Crowd, held: Held) -> None:
        self._facilitator = facilitator
        self._crowd = crowd
        self._held = held
        self._phones: list[Page] = []

    def go(self) -> None:
        facilitator, held = self._facilitator, self._held
        url = facilitator.go_live("City day")
        facilitator.open_wall()
        self._crowd.run(lambda: self._let_in(url))
        until(lambda: "13 joined" in facilitator.heads, "thirteen people have joined")
        facilitator.go_to("Ask")
        for place, item in enumerate(ITEMS):
            if place:
                facilitator.go_to("Ask")
            self._ask(item)
        held.heads = facilitator.heads
        facilitator.end_event()
        held.thanks = self._crowd.run(self._count_thanks)
        facilitator.close_room()
        self._export()

    # Phones

    def _let_in(self, url: str) -> None:
        for number in range(PHONES):
            how: dict[str, object] = {
                "viewport": {"width": (320, 390)[number % 2], "height": 640},
                "locale": {ARABIC: "ar", FRENCH: "fr-FR"}.get(number, "en-GB"),
                "java_script_enabled": number != SCRIPTLESS,
            }
            phone = self._crowd.new_phone(**how)
            phone.on("pageerror", lambda error: self._held.complaints.append(str(error)))
            self._phones.append(phone)
            if number == TYPING:
                _type_pin(phone, url)
            else:
                phone.goto(url)
        for phone in self._phones:
            expect(phone.locator("main[data-scene=welcome]")).to_be_visible()

    def _ask(self, item: Item) -> None:
        facilitator, held, name = self._facilitator, self._held, item.name
        facilitator.go_to("Close")
        self._crowd.run(lambda: self._answer(item))
        answered = sum(answer is not None for answer in ANSWERS[name])
        until(lambda: facilitator.heads.startswith(f"{answered} answered"), "all have answered")
        held.wall_before[name] = facilitator.words_on_wall()
        held.early[name] = self._crowd.run(self._results_on_phones)
        facilitator.go_to("Reveal")
        self._crowd.run(lambda: self._see("closed", item))
        held.wall_before[name] += facilitator.words_on_wall()
        held.early[name] += self._crowd.run(self._results_on_phones)
        facilitator.go_to("End the event" if item is ITEMS[-1] else "Next question")
        self._crowd.run(lambda: self._see("result", item))
        if item.kind is ItemKind.TEXT:
            held.unreleased = facilitator.words_on_wall()
            facilitator.console.question_card.texts.release_all.click()
            until(lambda: set(facilitator.words_on_wall()) >= TEXTS, "the texts are released")
        held.wall[name] = facilitator.words_on_wall()
        held.chart[name] = facilitator.console.question_card.results.chart.accessibleDescription()
        self._crowd.run(lambda: self._write_down(item))

    def _answer(self, item: Item) -> None:
        self._look_again()
        answers = ANSWERS[item.name]
        for number, phone in enumerate(self._phones):
            scene = "answer" if is_asked(item, number) else "not_asked"
            expect(phone.locator(f"main[data-scene={scene}]")).to_be_visible()
        if item is EVALUATES:
            self._phones[OFFLINE].context.set_offline(True)
            _choose(self._phones[CHANGING], ("no",))
            says(self._phones[CHANGING], "Saved on the laptop")
        for phone, answer in zip(self._phones, answers, strict=True):
            if answer is not None:
                _give(phone, item, answer)
        if item is EVALUATES:
            self._come_back()
        for phone, answer in zip(self._phones, answers, strict=True):
            if answer is not None:
                expect(phone.locator("#state.good")).to_be_visible(timeout=20_000)

    def _come_back(self) -> None:
        says(self._phones[OFFLINE], "Not saved yet")
        self._phones[OFFLINE].context.set_offline(False)
        reloading = self._phones[RELOADING]
        says(reloading, "Saved on the laptop")
        reloading.reload()
        expect(reloading.locator("[name=answer][value=yes]")).to_be_checked()

    def _see(self, scene: str, item: Item) -> None:
        self._look_again()
        for number, phone in enumerate(self._phones):
            shown = scene if scene == "result" or is_asked(item, number) else "not_asked"
            expect(phone.locator(f"main[data-scene={shown}]")).to_be_visible()

    def _look_again(self) -> None:
        """Without scripts a phone follows by a link, or by itself after fifteen seconds."""
        self._phones[SCRIPTLESS].locator("#again").click()

    def _results_on_phones(self) -> list[str]:
        marks = ".count, .bar, .base"
        return [mark for phone in self._phones for mark in phone.locator(marks).all_inner_texts()]

    def _write_down(self, item: Item) -> None:
        held, name = self._held, item.name
        rows: list[list[tuple[str, str, bool]]] = [
            phone.locator("ul.result li").evaluate_all(
                "rows => rows.map(row => [row.dataset.code, "
                "row.querySelector('.count').firstChild.data, row.matches('.mine')])"
            )
            for phone in self._phones
        ]
        held.phones[name] = [{code: int(count) for code, count, _ in seen} for seen in rows]
        held.own[name] = [[code for code, _, is_mine in seen if is_mine] for seen in rows]
        held.bases[name] = [phone.locator(".base").inner_text() for phone in self._phones]

    def _count_thanks(self) -> int:
        self._look_again()
        for phone in self._phones:
            expect(phone.locator("main[data-scene=end]")).to_be_visible()
        return sum(phone.locator("main[data-scene=end] h1").count() for phone in self._phones)

    # Results out

    def _export(self) -> None:
        facilitator, held = self._facilitator, self._held
        events = facilitator.window.events
        until(events.sheet.export.isVisible, "the event can be exported")
        facilitator.tab_to(events.sheet.export)
        facilitator.press("Space")
        until(events.export.isVisible, "the export")
        facilitator.tab_to(events.export.folder)
        facilitator.press("Ctrl+A")
        events.export.folder.insert(str(held.out))
        facilitator.tab_to(events.export.write)
        facilitator.press("Space")
        until(lambda: "written" in events.export.outcome.text(), "the files are written")
        held.sheet = [label.text() for label in events.sheet.findChildren(QLabel)]


def _type_pin(phone: Page, url: str) -> None:
    """As a person does whose phone has no camera."""
    address = urlsplit(url)
    phone.goto(f"http://{address.netloc}/")
    pin = address.path.strip("/")
    phone.get_by_label("Type the six digits").fill(f"{pin[:3]} {pin[3:]}")
    phone.get_by_role("button", name="Join").click()


def _give(phone: Page, item: Item, answer: tuple[str, ...]) -> None:
    if item.kind is ItemKind.TEXT:
        phone.locator("#text").fill(answer[0])
    else:
        _choose(phone, answer)
    send = phone.locator("button.send")
    if send.is_visible():
        send.click()


def _choose(phone: Page, answer: tuple[str, ...]) -> None:
    for code in answer:
        phone.locator(f"[name=answer][value='{code}']").check()


def in_store(held: Held) -> dict[str, Counts]:
    database = held.workspace / "workspace.sqlite"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as raw:
        rows = raw.execute(
            "SELECT ballot.item, ballot_code.code, count(*) FROM ballot "
            "JOIN ballot_code ON ballot_code.ballot_id = ballot.id GROUP BY 1, 2"
        ).fetchall()
    raw.close()
    counted: dict[str, Counts] = {item.name: {} for item in ITEMS}
    for item, code, count in rows:
        counted[item][code] = count
    return counted


def test_the_store_holds_every_answer_of_the_thirteen_once(held: Held) -> None:
    assert in_store(held) == COUNTS


def test_nothing_of_a_result_reaches_a_phone_before_it_is_revealed(held: Held) -> None:
    assert held.early == {item.name: [] for item in ITEMS}


def test_nothing_of_a_result_reaches_the_wall_before_it_is_revealed(held: Held) -> None:
    for item in (EVALUATES, PUBLIC, HELPS, SURE):
        numbers = [f"{count} · " for count in COUNTS[item.name].values()]
        seen = held.wall_before[item.name]
        assert not [text for text in seen if text.startswith(tuple(numbers)) or "mean" in text]
    assert TEXTS.isdisjoint(held.wall_before["word"])


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_phone_shows_the_counts_of_the_store_after_the_reveal(held: Held, item: Item) -> None:
    assert held.phones[item.name] == [COUNTS[item.name]] * PHONES


def test_every_phone_tells_its_owner_which_answer_was_his(held: Held) -> None:
    for item in (EVALUATES, PUBLIC, HELPS, SURE):
        given = [list(answer or ()) for answer in ANSWERS[item.name]]
        assert held.own[item.name] == given


@pytest.mark.parametrize("item", (EVALUATES, PUBLIC, HELPS, SURE), ids=lambda item: item.name)
def test_the_wall_shows_the_counts_of_the_store_with_their_base(held: Held, item: Item) -> None:
    words, counts = held.wall[item.name], COUNTS[item.name]
    # A bar carries "8 · 67%"; where fewer than ten have answered it has no percent.
    form = r"(\d+)" if item is PUBLIC else r"(\d+) · \d+%"
    bars = [int(found[1]) for text in words if (found := re.fullmatch(form, text))]
    assert sorted(bars) == sorted(counts.values())
    assert BASES[item.name] in [text.lower().replace("\N{NO-BREAK SPACE}", " ") for text in words]


def test_the_facilitators_chart_says_what_the_wall_says(held: Held) -> None:
    assert held.chart["evaluates"].splitlines() == [
        "Yes: 8 · 67%", "No: 3 · 25%", "I do not know: 1 · 8%", "12 of 13 answered",
    ]  # fmt: skip
    for item in ITEMS:
        assert held.chart[item.name].splitlines()[-1].lower() == BASES[item.name]


def test_written_answers_stand_on_the_wall_as_they_were_written(held: Held) -> None:
    assert not TEXTS & set(held.unreleased), "the facilitator has not seen them yet"
    assert set(held.wall["word"]) >= TEXTS
    assert all("Boldly" not in words for words in held.bases["word"])


def test_all_stay_to_the_end_and_no_page_has_complained(held: Held) -> None:
    assert held.thanks == PHONES
    assert "13 joined" in held.heads
    assert "13 connected" in held.heads or "12 connected" in held.heads
    assert held.complaints == []


def test_the_window_shows_the_results_after_the_event(held: Held) -> None:
    assert {"Ended. 5 questions were asked.", "8 · 67%", "12 of 13 answered"} <= set(held.sheet)


def test_the_table_from_the_window_has_the_figures_of_the_room(held: Held) -> None:
    with (held.out / "results.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    for name, counts in COUNTS.items():
        found = {
            row["option"]: int(row["count"]) for row in rows if row["name"] == name and row["count"]
        }
        assert {code: found[code] for code in counts} == counts
        bases = {(row["base"], row["asked"]) for row in rows if row["name"] == name}
        assert bases == {tuple(re.findall(r"\d+", BASES[name])[:2])}


def test_workbook_page_and_pictures_leave_with_the_table(held: Held) -> None:
    book = openpyxl.load_workbook(held.out / "results.xlsx", read_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    book.close()
    assert {8, 3, 1, "=1+1", "<b>Boldly</b>"} <= set(cells)
    page = (held.out / "results.html").read_text(encoding="utf-8")
    assert "12 of 13 answered" in page and "&lt;b&gt;Boldly" in page and "<b>Boldly" not in page
    kinds = Counter(path.suffix for path in held.out.iterdir())
    assert kinds[".pdf"] == 1
    assert kinds[".png"] == kinds[".svg"] >= 4


def test_the_room_leaves_nothing_behind(held: Held) -> None:
    assert not (held.workspace / "room.json").exists()
