"""A questionnaire of every kind for the phones of a hall, and fingers that fill it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import every_kind as kinds
from every_kind import four
from pictures import TOWN
from playwright.sync_api import Page, expect

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind
from pollkit.domain.rules import Rules, Section
from pollkit.domain.waves import Wave, WaveKind
from pollkit.live.hall.hall import Hall
from pollkit.store import Role, Workspace
from pollkit.usecases.projects import add_wave, ask_for_consent, new_project

LANGUAGES = ("en", "fr", "de", "ar")
CONSENT = four(
    "We ask how things are here.\nYou may stop at any time.",
    "Nous demandons comment vont les choses ici.\nVous pouvez arrêter à tout moment.",
    "Wir fragen, wie es hier läuft.\nSie können jederzeit aufhören.",
    "نسأل عن الأحوال هنا.\nيمكنكم التوقف في أي وقت.",
)

HELLO = Item(
    "hello",
    ItemKind.NOTE,
    four(
        "There are no right answers.",
        "Il n’y a pas de bonnes réponses.",
        "Es gibt keine richtigen Antworten. Niemand erfährt, wer das geschrieben hat.",
        "لا توجد إجابات صحيحة.",
    ),
)
# Asked because of an answer alone: what a listener must not learn.
BECAUSE = Item(
    "because",
    ItemKind.TEXT,
    four(
        "What troubles you about work?",
        "Qu’est-ce qui vous pèse au travail ?",
        "Was belastet Sie bei der Arbeitssuche?",
        "ما الذي يقلقكم في العمل؟",
    ),
    asked_if=Condition("first", ("work",)),
    rules=Rules(required="yes"),
)
AGE = Item(
    "age",
    ItemKind.NUMBER,
    four("How old are you?", "Quel âge avez-vous ?", "Wie alt sind Sie?", "كم عمركم؟"),
    whole=True,
    unit=four("years", "ans", "Jahre", "سنة"),
    hint=four("In whole years.", "En années entières.", "In ganzen Jahren.", "بالسنوات الكاملة."),
    rules=Rules(
        required="yes",
        constraint=". >= 16",
        constraint_message=four(
            "From 16 years up.", "À partir de 16 ans.", "Ab 16 Jahren.", "من 16 سنة فما فوق."
        ),
    ),
)
SINCE = Item(
    "since",
    ItemKind.DATE,
    four(
        "Since when have you lived here?",
        "Depuis quand habitez-vous ici ?",
        "Seit wann wohnen Sie hier?",
        "منذ متى تسكنون هنا؟",
    ),
)
UP = Item(
    "up",
    ItemKind.TIME,
    four("When do you get up?", "Quand vous levez-vous ?", "Wann stehen Sie auf?", "متى تستيقظون؟"),
)
MET = Item(
    "met",
    ItemKind.MOMENT,
    four(
        "When did you meet?", "Quand était-ce ?", "Wann haben Sie sich getroffen?", "متى التقيتم؟"
    ),
)
PLACE = Item(
    "place",
    ItemKind.OTHER,
    four("Where is the school?", "Où est l’école ?", "Wo ist die Schule?", "أين المدرسة؟"),
)
CHILD = Item(
    "child/name",
    ItemKind.TEXT,
    four("A nickname", "Un surnom", "Ein Spitzname", "لقب"),
    longest_text=40,
)
THERE = Item(
    "child/there",
    ItemKind.SINGLE,
    four(
        "Does ${name} go there?",
        "${name} y va-t-il ?",
        "Geht ${name} dorthin?",
        "هل يذهب ${name} إلى هناك؟",
    ),
    kinds.OPTIONS[:2],
)
FORM = Instrument(
    four(
        "How are things in our street?",
        "Comment va notre rue ?",
        "Wie läuft es in unserer Nachbarschaft?",
        "كيف الأحوال في شارعنا؟",
    ),
    LANGUAGES,
    (
        HELLO,
        kinds.SINGLE,
        BECAUSE,
        *(one for one in kinds.EVERY_KIND if one is not kinds.SINGLE),
        AGE,
        SINCE,
        UP,
        MET,
        PLACE,
        CHILD,
        THERE,
    ),
    sections=(Section("child", four("Child", "Enfant", "Kind", "طفل"), repeats=True),),
)
SENSITIVE = replace(FORM, settings={"sensitive": "yes"})

WRITTEN = "My boss shouts at us."
# What the fingers below answer, counted by hand.
ANSWERED = {
    "first": Choice(codes=("work",)),
    "because": Choice(text=WRITTEN),
    "several": Choice(codes=("housing", "work")),
    "ready": Choice(codes=("3",)),
    "rate": Choice(values=(("housing", "2"), ("work", "2"), ("transport", "2"), ("schools", "2"))),
    "order": Choice(codes=("work", "housing")),
    "budget": Choice(values=(("housing", "60"), ("work", "40"))),
    "map": Choice(values=(("housing.x", "20"), ("housing.y", "80"))),
    "where": Choice(values=(("x", "250"), ("y", "500"))),
    "share": Choice(values=(("number", "42.5"),)),
    "cloud": Choice(text="rents\nmore time"),
    "why": Choice(text=WRITTEN),
    "quiz": Choice(codes=("work",)),
    "age": Choice(values=(("number", "41"),)),
    "since": Choice(text="2019-03-02"),
    "up": Choice(text="07:15:00"),
    "child": Choice(values=(("count", "2"),)),
    "child[1]/name": Choice(text=WRITTEN),
    "child[1]/there": Choice(codes=("work",)),
    "child[2]/name": Choice(text=WRITTEN),
    "child[2]/there": Choice(codes=("work",)),
}


def _fill_values(*pairs: tuple[str, str]) -> Callable[[Page], None]:
    def fill(page: Page) -> None:
        hand = page.locator("#hand:not([open]) summary")
        if hand.count():
            hand.click()
        for name, value in pairs:
            page.fill(f"[name='answer.{name}']", value)

    return fill


def _choose(place: int) -> Callable[[Page], None]:
    return lambda page: page.locator("#vote fieldset .row input").nth(place).check(force=True)


def _both(*fingers: Callable[[Page], None]) -> Callable[[Page], None]:
    def fill(page: Page) -> None:
        for finger in fingers:
            finger(page)

    return fill


def _write(field: str, words: str) -> Callable[[Page], None]:
    return lambda page: page.fill(field, words)


def _rate(page: Page) -> None:
    for rows in page.locator("#vote .part .points").all():
        rows.locator("input").nth(1).check(force=True)


def _rank(page: Page) -> None:
    page.locator("[name='answer.work']").locator("..").locator(".put").click()
    page.locator("[name='answer.housing']").locator("..").locator(".put").click()


FINGERS: dict[str, Callable[[Page], None]] = {
    "first": _choose(1),
    "several": _both(_choose(0), _choose(1)),
    "ready": _choose(3),
    "rate": _rate,
    "order": _rank,
    "budget": _fill_values(("housing", "60"), ("work", "40")),
    "map": _fill_values(("housing.x", "20"), ("housing.y", "80")),
    "where": _fill_values(("x", "250"), ("y", "500")),
    "share": _write("#text", "42,5"),
    "cloud": _both(_write("#o1", "rents"), _write("#o2", "more time")),
    "quiz": _choose(1),
    "age": _write("#text", "41"),
    "since": _write("#text", "2019-03-02"),
    "up": _write("#text", "07:15"),
    "met": _write("#text", "2026-11-02T18:30"),
    "there": _choose(1),
}


def press(page: Page, button: str) -> None:
    """Presses it and waits for the page that the hall sends."""
    page.evaluate("document.getElementById('screen').dataset.old = 1")
    page.locator(button).first.click()
    expect(page.locator("#screen:not([data-old])")).to_be_visible(timeout=20_000)


def come_in(page: Page, url: str) -> None:
    """Up to the first question, as somebody without a card who agrees."""
    page.goto(url)
    expect(page.locator("#code")).to_be_visible(timeout=20_000)
    press(page, "form[data-do=begin]:not(:has(#code)) button")
    press(page, "form[data-do=consent] .send")


def stage(page: Page) -> str:
    return page.locator("#screen").get_attribute("data-stage") or ""


def fill_in(page: Page) -> None:
    """The question that is shown."""
    leaf = (page.locator("#screen").get_attribute("data-at") or "").rpartition("/")[2]
    FINGERS.get(leaf, _write("#text", WRITTEN))(page)


def answer_page(page: Page) -> None:
    """Fills in the question that is shown, and goes on to the next page."""
    if page.locator("#vote").count():
        fill_in(page)
        press(page, "#vote .send")
    else:
        press(page, "form[data-do=next] button")


@contextmanager
def open_field(folder: Path, form: Instrument = FORM) -> Iterator[tuple[Workspace, Wave]]:
    """A project that asks for consent and has one wave."""
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.attachments.add(TOWN)
        project = new_project(workspace, "Street", LANGUAGES).result(10)
        wave = add_wave(workspace, project.id, WaveKind.BEFORE, "Before", form).result(10)
        ask_for_consent(workspace, project.id, CONSENT).result(10)
        yield workspace, wave


@contextmanager
def open_hall(workspace: Workspace, wave: Wave) -> Iterator[Hall]:
    hall = Hall(workspace, wave.id, is_own_wifi=True, addresses=["127.0.0.1"])
    yield hall
    hall.close()
