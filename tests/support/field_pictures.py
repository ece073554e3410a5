"""Makes the pictures of the guide for those who ask: a made-up project and its made-up people.

    python tests/support/field_pictures.py [FOLDER]

writes collect-*.png to FOLDER, docs/guide/images if none is named: the project, an interview, the
computer handed over, phones in the room, and what desk_pictures.py shows.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desk_pictures import make_desk_pictures
from facilitator import Facilitator, facilitator_at, pump, until
from life_here import said
from PIL import Image
from PySide6.QtGui import QImage
from rooms_in_memory import RoomsInMemory

from pollkit.desktop.answering.pictures import NO_PICTURES
from pollkit.desktop.caseworker.hall.presenter import HallPresenter
from pollkit.desktop.caseworker.hall.screen import HallScreen
from pollkit.desktop.caseworker.interview.screen import InterviewScreen
from pollkit.desktop.caseworker.kiosk.pin import Pin
from pollkit.desktop.caseworker.kiosk.presenter import KioskPresenter
from pollkit.desktop.caseworker.kiosk.state import Occasion
from pollkit.desktop.caseworker.kiosk.window import KioskWindow
from pollkit.desktop.hall_line import HallLine
from pollkit.desktop.preferences import Preferences, write_preferences
from pollkit.domain.codes import check_character
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules, Section
from pollkit.domain.waves import Mode, Wave, WaveKind
from pollkit.store import Role, Workspace
from pollkit.usecases import collect
from pollkit.usecases.ports import HallCount
from pollkit.usecases.projects import add_respondents, add_wave, ask_for_consent, new_project

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1280, 720)
LARGEST_FILE = 150_000
# Always the same, so that a picture changes only where the program does.
CODES = [code + check_character(code) for code in (
    "2C4H7K", "3RWN5T", "4M2PXV", "5D9FGZ", "6TQ3YB", "7KXJ4C", "8H5VMR", "9P6WAD", "A4NZ8S",
    "B7T2QE", "C9G5UF", "D3JL6W",
)]  # fmt: skip

ASKED = Instrument(
    said("Life in our neighbourhood", "Leben in unserem Viertel", "الحياة في حيّنا"),
    ("en", "de", "ar"),
    (
        Item(
            "here/years",
            ItemKind.NUMBER,
            said("How many years have you lived here?", "Seit wie vielen Jahren leben Sie hier?"),
            unit=said("years", "Jahre", "سنة"),
            whole=True,
        ),
        Item(
            "here/safe",
            ItemKind.SINGLE,
            said(
                "How safe did you feel here last month?",
                "Wie sicher haben Sie sich hier im letzten Monat gefühlt?",
                "ما مدى شعورك بالأمان هنا الشهر الماضي؟",
            ),
            (
                Option("very", said("Very safe", "Sehr sicher", "آمن جدًا")),
                Option("rather", said("Rather safe", "Eher sicher", "آمن إلى حد ما")),
                Option("less", said("Rather unsafe", "Eher unsicher", "غير آمن إلى حد ما")),
                Option("not", said("Not safe at all", "Gar nicht sicher", "غير آمن إطلاقًا")),
            ),
            rules=Rules(required="yes"),
        ),
        Item(
            "here/others",
            ItemKind.MATRIX,
            said("How far do you agree?", "Wie sehr stimmen Sie zu?", "إلى أي مدى توافق؟"),
            (
                Option("help", said("I know where to get help")),
                Option("care", said("People here look after one another")),
                Option("heard", said("I am listened to")),
            ),
            low_label=said("disagree"),
            high_label=said("agree"),
        ),
        Item("you/born", ItemKind.DATE, said("When were you born?")),
        Item("you/more", ItemKind.TEXT, said("Is there anything else you would like to say?")),
    ),
    sections=(
        Section("here", said("The place where you live", "Wo Sie leben", "المكان الذي تعيش فيه")),
        Section("you", said("About you", "Über Sie", "عنك")),
    ),
)


def make_pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        workspace = Path(place) / "workspace"
        workspace.mkdir()
        write_preferences(workspace, Preferences(language="en", appearance="light"))
        before = _collect(workspace)
        with facilitator_at(workspace, RoomsInMemory(), SIZE, _open_hall) as caseworker:
            caseworker.press("Alt+2")
            _project(caseworker, before, folder)
            _interview(caseworker, before, folder)
            _handed_over(caseworker, before, folder)
            _on_phones(caseworker, before, folder)
            make_desk_pictures(caseworker, before, (*CODES[8:], *CODES[:4]), folder, _save)


def _collect(path: Path) -> Wave:
    """A project in which seven of twelve have answered."""
    with Workspace.open(path, Role.WINDOW) as workspace:
        project = new_project(workspace, "Neighbours for each other", ("en", "de", "ar")).result()
        words = said("May we ask you some questions?", "Dürfen wir Sie fragen?")
        ask_for_consent(workspace, project.id, words).result()
        wave = add_wave(workspace, project.id, WaveKind.BEFORE, "Before", ASKED).result()
        add_wave(workspace, project.id, WaveKind.AFTER, "After", ASKED).result()
        add_respondents(workspace, project.id, CODES).result()
        for place, code in enumerate(CODES[:8]):
            mode = Mode.KIOSK if place % 3 == 0 else Mode.INTERVIEW
            sitting = collect.start(workspace, wave.id, mode, "en", code=code)
            sitting.record_consent(place != 5)
            if place != 5:
                sitting.answer("here/years", [str(3 + 2 * place)])
                sitting.answer("here/safe", [("very", "rather", "less")[place % 3]])
            if place not in (5, 7):
                assert sitting.finish() == ()
        return wave


def _project(caseworker: Facilitator, before: Wave, folder: Path) -> None:
    card = caseworker.window.collect_door.projects.sheet.cards[before.id]
    until(card.isVisible, "the wave")
    card.missing_fold.head.click()
    card.drafts_fold.head.click()
    caseworker.window.collect_door.projects.list.list.setFocus()
    _save(caseworker.window, folder / "collect-project.png")


def _interview(caseworker: Facilitator, before: Wave, folder: Path) -> None:
    door = caseworker.window.collect_door
    door.collect(before.id, Mode.INTERVIEW)
    page = door.page
    assert page is not None
    page.code.setText(CODES[9])  # type: ignore[attr-defined]
    page.enter.click()  # type: ignore[attr-defined]
    interview = door.page
    assert isinstance(interview, InterviewScreen)
    interview.consent.yes.click()
    until(lambda: interview.page.address == "here/years", "the first question")
    presenter = interview._presenter
    presenter.answer("here/years", ["12"])
    presenter.answer("here/safe", ["rather"])
    interview.page.focus_question("here/safe")
    _save(caseworker.window, folder / "collect-interview.png")
    door.leave()


def _handed_over(caseworker: Facilitator, before: Wave, folder: Path) -> None:
    workspace, tasks = caseworker.desktop._workspace, caseworker.desktop.tasks
    assert workspace is not None
    presenter = KioskPresenter(
        Occasion("Before", ASKED, "ar"),
        lambda language, code: collect.start(workspace, before.id, Mode.KIOSK, language, code=code),
        Pin("2580", time.monotonic),
        tasks.follow,
        time.monotonic,
    )
    kiosk = KioskWindow(presenter, NO_PICTURES)
    kiosk.open()
    kiosk.showNormal()
    kiosk.resize(*SIZE)
    presenter.begin()
    presenter.enter_code(CODES[10])
    presenter.consent(True)
    presenter.go_on()
    presenter.answer("here/safe", ["rather"])
    until(lambda: "here/safe" in kiosk.page.cards, "the question")
    _save(kiosk, folder / "collect-handed-over.png")
    kiosk.put_away()


class _MadeUpHall:
    """Always the same code, and people in the middle of it."""

    urls = ("http://192.168.4.1:40123/402771#4PtMQiDRbvnjxw3TTd6lBPjKkxB1m1r5WqVYhOTjTxg",)
    count = HallCount(joined=9, answering=5, finished=3)

    def watch(self, on_count: Callable[[HallCount], None]) -> None: ...

    def leave(self) -> None: ...

    def close(self) -> None: ...


def _open_hall(*_words: object, **_more: object) -> _MadeUpHall:
    return _MadeUpHall()


def _on_phones(caseworker: Facilitator, before: Wave, folder: Path) -> None:
    desktop = caseworker.desktop
    assert desktop._workspace is not None
    line = HallLine(_open_hall, desktop.tasks, lambda: None)
    page = HallScreen(HallPresenter(desktop._workspace, before, line), desktop.hub, ())
    caseworker.window.collect_door._show(page)
    page.name.setText("Neighbours")
    page.password.setText("twelve oaks")
    page.begin.click()
    until(lambda: page.end.isVisible(), "the codes")
    _save(caseworker.window, folder / "collect-phones.png")
    line.link = None
    caseworker.window.collect_door.leave()


def _save(window: object, path: Path) -> None:
    for _round in range(40):
        pump()
    image: QImage = window.grab().toImage()  # type: ignore[attr-defined]
    assert image.save(str(path)), path
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < LARGEST_FILE, path


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1.25")
    make_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "guide" / "images")
