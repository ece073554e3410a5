"""Markup, formulas and template signs in every text that a person can type: they stay texts on
phone, wall and console, in the editor and in every exported file."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import hostile
import openpyxl
import pikepdf
import pytest
from city_day import workspace_with
from crowd import Crowd, crowd_of_phones
from facilitator import Facilitator, facilitator_at, pump, until
from hostile import BOLD, FORMULA, GROUP, ITEMS, MARKS, SCRIPT, hostile_event
from playwright.sync_api import Page, expect
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from room_phones import Phone

from pollkit.desktop.facilitator.wall.lettering import Lettering, fit, natural_width
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.store import Role, Workspace
from pollkit.usecases.export_results import export_event

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# Each is one person's answer; the first is written in Chromium.
ANSWERS = hostile.ALL[:8]
BIDI = "\u202eevil\u202c \u2066x\u2069 \u200fz"


@dataclass
class Seen:
    event: Event
    workspace: Path
    out: Path
    files: tuple[Path, ...] = ()
    phone: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    wall: dict[str, list[str]] = field(default_factory=dict)
    guesses: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    typed: str = ""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("markup")
    event = hostile_event()
    seen = Seen(event, workspace_with(event, folder), folder / "out")
    with facilitator_at(seen.workspace) as facilitator, crowd_of_phones(pump) as crowd:
        _hold(seen, facilitator, crowd)
        _look_at_editor(seen, facilitator)
    with Workspace.open(seen.workspace, Role.READER) as workspace, workspace.read() as repos:
        seen.files = export_event(repos, event.id, seen.out, split_by=GROUP.name)
    return seen


def _hold(seen: Seen, facilitator: Facilitator, crowd: Crowd) -> None:
    url = facilitator.go_live(SCRIPT)
    facilitator.open_wall()
    page = crowd.run(crowd.new_phone)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    crowd.run(lambda: page.goto(url))
    others = [Phone(url, source=f"127.0.1.{place}") for place in range(1, 12)]
    for other in others:
        assert other.join().status == 200
    seen.wall["join"] = facilitator.words_on_wall()
    facilitator.go_to("Ask")
    for item in ITEMS:
        facilitator.go_to("Close")
        seen.wall[f"{item.name} open"] = facilitator.words_on_wall()
        crowd.run(lambda item=item: _answer(page, item))
        for place, other in enumerate(others, 1):
            _send(other, item, place)
        _look_at_window(seen, facilitator)
        facilitator.go_to("Reveal", "End the event" if item is ITEMS[-1] else "Next question")
        crowd.run(lambda item=item: _read(seen, page, item))
        seen.wall[item.name] = facilitator.words_on_wall()
        _look_at_window(seen, facilitator)
        if item is not ITEMS[-1]:
            facilitator.go_to("Ask")
    facilitator.end_event()
    facilitator.close_room()
    until(lambda: FORMULA in _labels(facilitator.window), "the results are counted")
    _look_at_window(seen, facilitator)


def _answer(page: Page, item: Item) -> None:
    expect(page.locator("main[data-scene=answer]")).to_be_visible()
    if item.kind is ItemKind.TEXT:
        page.locator("#text").fill(ANSWERS[0] + BIDI)
        page.locator("button.send").click()
    else:
        page.locator("[name=answer]").first.check()
        if item.kind is ItemKind.MULTIPLE:
            page.locator("button.send").click()
    expect(page.locator("#state.good")).to_be_visible()


def _send(phone: Phone, item: Item, place: int) -> None:
    if item.kind is ItemKind.TEXT:
        if place < len(ANSWERS):
            assert phone.vote(item.name, ANSWERS[place]).status == 200
        return
    assert phone.vote(item.name, item.codes[place % len(item.codes)]).status == 200


def _read(seen: Seen, page: Page, item: Item) -> None:
    expect(page.locator("main[data-scene=result]")).to_be_visible()
    seen.phone[item.name] = page.locator("body").inner_text()
    assert page.title() == SCRIPT
    assert page.locator("img, iframe, object, a[href^=http], [onerror], [onload]").count() == 0
    # Only ours, each of which the policy knows by its hash.
    assert not any("owned" in script for script in page.locator("script").all_text_contents())


def _look_at_window(seen: Seen, facilitator: Facilitator) -> None:
    """Whatever could take a text for rich text is written down."""
    pump()
    for window in QApplication.topLevelWidgets():
        for widget in (window, *window.findChildren(QWidget)):
            _look_at(seen, widget)
    seen.labels |= _labels(facilitator.window)


def _look_at(seen: Seen, widget: QWidget) -> None:
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        seen.guesses.append(widget.text())
    tip = widget.toolTip()
    if Qt.mightBeRichText(tip):
        plain = QTextDocumentFragment.fromHtml(tip).toPlainText()
        if not any(plain in text or text in plain for text in hostile.ALL):
            seen.guesses.append(tip)


def _labels(window: QWidget) -> set[str]:
    return {label.text() for label in window.findChildren(QLabel)}


def _look_at_editor(seen: Seen, facilitator: Facilitator) -> None:
    """And what is pasted into the editor is cleaned of marks that turn the reading direction."""
    facilitator.press("Ctrl+D")  # an ended event is edited as a copy
    until(lambda: facilitator.window.editor is not None, "the editor")
    editor = facilitator.window.editor
    assert editor is not None
    for _item in ITEMS:
        facilitator.press("Alt+Down")
        _look_at_window(seen, facilitator)
    for _item in ITEMS:
        facilitator.press("Alt+Up")
    QApplication.clipboard().setText(f"Safe {BIDI}")
    editor.details.place.setFocus()
    facilitator.press("Ctrl+A")
    facilitator.press("Ctrl+V")
    facilitator.press("Esc")
    until(lambda: facilitator.window.editor is None, "the editor is closed")
    until(lambda: "evil" in facilitator.window.events.sheet.where.text(), "the copy is saved")
    seen.typed = facilitator.window.events.sheet.where.text()
    _look_at_window(seen, facilitator)


def shown_texts(item: Item) -> set[str]:
    labels = {in_language(option.texts, "en") for option in item.options}
    return {in_language(item.texts, "en"), *labels}


# Phone, wall, window


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_a_phone_shows_every_sign_and_runs_nothing(seen: Seen, item: Item) -> None:
    for text in shown_texts(item):
        assert text in seen.phone[item.name]
    assert seen.complaints == []


@pytest.mark.parametrize("item", [GROUP, MARKS], ids=lambda item: item.name)
def test_the_wall_paints_every_sign(seen: Seen, item: Item) -> None:
    for scene in (f"{item.name} open", item.name):
        painted = [" ".join(text.split()) for text in seen.wall[scene]]
        for text in shown_texts(item):
            assert text in painted, f"{text} in {scene}"
    assert SCRIPT in [" ".join(text.split()) for text in seen.wall["join"]]


def test_the_wall_s_letters_are_as_wide_as_their_plain_signs(seen: Seen) -> None:
    for text in hostile.ALL:
        fitted = fit(Lettering(text, 4000, 100, 40, 40))
        assert fitted.widest == pytest.approx(natural_width(text, 40), rel=0.02)
    assert natural_width(BOLD, 40) > 2 * natural_width("bold & thin", 40)


def test_answers_in_people_s_own_words_stay_words_on_the_wall(seen: Seen) -> None:
    painted = {" ".join(text.split()) for text in seen.wall["words"]}
    assert set(ANSWERS[1:]) <= painted
    assert f"{ANSWERS[0]}evil x z" in painted


def test_no_label_or_tool_tip_of_the_window_guesses_at_markup(seen: Seen) -> None:
    assert seen.guesses == []
    assert {SCRIPT, FORMULA} <= seen.labels


def test_marks_that_turn_the_reading_direction_never_get_into_an_event(seen: Seen) -> None:
    assert seen.typed.endswith("Safe evil x z")


# Exported files


def with_suffix(seen: Seen, suffix: str) -> list[Path]:
    found = [path for path in seen.files if path.suffix == suffix]
    assert found
    return found


def test_no_name_of_a_file_leads_out_of_its_folder(seen: Seen) -> None:
    assert {path.resolve().parent for path in seen.files} == {seen.out.resolve()}
    assert all(re.fullmatch(r"[\w.\-]+", path.name) for path in seen.files)


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    with crowd_of_phones(pump) as crowd:
        yield crowd


def test_the_page_shows_every_sign_and_runs_nothing(seen: Seen, crowd: Crowd) -> None:
    [path] = with_suffix(seen, ".html")
    asked: list[str] = []

    def look() -> tuple[str, str, int]:
        page = crowd.new_phone(viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        page.goto(path.as_uri())
        running = page.locator("iframe, object, embed, form, [onerror], [onload]")
        links = page.locator("a:not([href^='#'])")
        # The page's own script searches the list of receipts.
        scripts = page.locator("script").all_text_contents()
        foreign = sum("owned" in script for script in scripts) + max(len(scripts) - 1, 0)
        count = running.count() + links.count() + foreign
        return page.locator("body").inner_text(), page.title(), count

    text, title, running = crowd.run(look)
    assert running == 0
    assert SCRIPT in title
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    words = " ".join(text.split())
    for sign in (*hostile.ALL[:6], *ANSWERS[1:]):
        assert " ".join(sign.split()) in words


def test_no_picture_runs_anything(seen: Seen) -> None:
    for path in with_suffix(seen, ".svg"):
        for element in ElementTree.parse(path).iter():
            name = str(element.tag).split("}")[-1]
            assert name not in {"script", "foreignObject", "iframe", "image", "a"}
            for key, value in element.attrib.items():
                assert not key.lower().startswith("on")
                if key.endswith("href"):
                    assert value.startswith("#")


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(seen: Seen) -> None:
    texts: set[str] = set()
    for path in with_suffix(seen, ".xlsx"):
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
        assert all(cell.hyperlink is None for cell in cells)
        texts |= {str(cell.value) for cell in cells}
        with zipfile.ZipFile(path) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
        assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert {SCRIPT, FORMULA, *ANSWERS[1:]} <= texts


def test_no_cell_of_a_table_begins_as_a_formula(seen: Seen) -> None:
    found: set[str] = set()
    for path in with_suffix(seen, ".csv"):
        with path.open(encoding="utf-8-sig", newline="") as table:
            found |= {cell for row in csv.reader(table) for cell in row if cell}
    numbers = re.compile(r"-?\d+(\.\d+)?")
    dangerous = [cell for cell in found if cell[0] in "=+-@\t\r" and not numbers.fullmatch(cell)]
    assert dangerous == []
    assert "'" + FORMULA in found


def test_the_pdf_shows_every_sign_and_holds_no_action(seen: Seen) -> None:
    [path] = with_suffix(seen, ".pdf")
    with pikepdf.open(path) as pdf:
        raw = b"".join(
            entry.unparse(resolved=False)
            for entry in pdf.objects
            if not isinstance(entry, pikepdf.Stream)
        )
        title = str(pdf.docinfo.get("/Title", ""))
    for action in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/SubmitForm", b"/URI"):
        assert action not in raw
    assert SCRIPT in title
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    letters = re.sub(r"\s", "", text)
    for sign in (*shown_texts(GROUP), *shown_texts(MARKS), *ANSWERS[1:]):
        assert re.sub(r"\s", "", sign) in letters
