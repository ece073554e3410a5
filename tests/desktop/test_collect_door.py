"""The caseworker's door in the real window: from the projects to a sitting and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import Facilitator, facilitator_at, pump, until
from field_samples import new_field
from life_here import LIFE_HERE
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms_in_memory import RoomsInMemory
from spoken import nameless

from pollkit.desktop.caseworker.hand_over.screen import HandOverScreen
from pollkit.desktop.caseworker.interview.screen import InterviewScreen
from pollkit.desktop.caseworker.set_up.screen import SetUpScreen
from pollkit.desktop.caseworker.waves.screen import WaveFormScreen
from pollkit.desktop.caseworker.welcome.screen import WelcomeScreen
from pollkit.domain.waves import Mode, ResponseState
from pollkit.store import Role, Workspace


@pytest.fixture
def caseworker(tmp_path: Path) -> Iterator[Facilitator]:
    with Workspace.open(tmp_path, Role.WINDOW) as workspace:
        new_field(workspace, LIFE_HERE)
    with facilitator_at(tmp_path, RoomsInMemory()) as caseworker:
        caseworker.press("Alt+2")
        until(caseworker.window.collect_door.projects.isVisible, "the projects")
        yield caseworker


def before(caseworker: Facilitator) -> object:
    sheet = caseworker.window.collect_door.projects._presenter.state.sheet
    assert sheet is not None
    return sheet.waves[0].wave.id


def type_text(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def test_a_whole_interview_goes_by_key_alone_and_lies_in_the_store(
    caseworker: Facilitator, tmp_path: Path
) -> None:
    door = caseworker.window.collect_door
    card = door.projects.sheet.cards[before(caseworker)]
    caseworker.tab_to(card.ways[Mode.INTERVIEW])
    caseworker.press("Space")
    page = door.page
    assert isinstance(page, WelcomeScreen)
    caseworker.tab_to(page.new)
    caseworker.press("Return")
    until(lambda: isinstance(door.page, InterviewScreen), "the interview")
    interview = door.page
    assert isinstance(interview, InterviewScreen)
    caseworker.press("PgDown")  # past the words of welcome
    until(lambda: interview.page.address == "place/years", "the first question has the keys")
    type_text("12")
    caseworker.press("Return")
    caseworker.press("2")  # not safe
    caseworker.press("Return")
    until(lambda: interview.page.address == "place/why", "the question that this brings")
    for key in ("1", "3", "Return"):
        caseworker.press(key)
    until(lambda: interview.page.address == "member[1]/name", "the next page")
    type_text("Ada")
    caseworker.press("Return")
    until(lambda: "Ada" in interview.page.cards["member[1]/age"].text.text(), "her name is told")
    type_text("7")
    caseworker.press("Return")
    until(lambda: interview.page.address == "last/born", "the last page")
    type_text("1.2.1987")
    caseworker.press("Return")
    type_text("no")
    caseworker.press("Ctrl+Return")
    until(interview.review.isVisible, "what is missing")
    assert interview.go_on.isEnabled()
    caseworker.press("PgDown")
    until(interview.end.isVisible, "the end")
    code = interview.end.code.text().replace(" ", "")
    caseworker.tab_to(interview.end.leave)
    caseworker.press("Return")
    until(lambda: door.page is None, "back at the projects")
    with door._workspace.read() as repos:
        (response,) = repos.responses.list(before(caseworker))
        assert repos.respondents.get(response.respondent_id).code == code
    assert response.state is ResponseState.FINISHED
    kept = {a: c for a, c in response.answers.items() if a != "member"}
    assert {a: c.codes or c.text or dict(c.values)["number"] for a, c in kept.items()} == {
        "place/years": "12",
        "place/safe": ("no",),
        "place/why": ("dark", "people"),
        "member[1]/name": "Ada",
        "member[1]/age": "7",
        "last/born": "1987-02-01",
        "last/more": "no",
    }


def test_escape_pauses_an_interview_and_its_draft_is_offered(caseworker: Facilitator) -> None:
    door = caseworker.window.collect_door
    door.collect(before(caseworker), Mode.INTERVIEW)
    assert isinstance(door.page, WelcomeScreen)
    door.page.without.click()
    interview = door.page
    assert isinstance(interview, InterviewScreen)
    caseworker.press("PgDown")
    until(lambda: interview.page.address == "place/years", "the first question has the keys")
    type_text("3")
    caseworker.press("Esc")
    card = door.projects.sheet.cards[before(caseworker)]
    until(
        lambda: card.drafts.buttons and " · 1 answer · " in card.drafts.buttons[0].text(),
        "the draft is listed with its answer",
    )
    card.drafts_fold.head.click()
    card.drafts.buttons[0].click()
    assert isinstance(door.page, InterviewScreen)
    assert door.page._presenter.state.answered == 1


def test_the_window_is_gone_while_the_computer_is_handed_over(caseworker: Facilitator) -> None:
    window, door = caseworker.window, caseworker.window.collect_door
    door.collect(before(caseworker), Mode.KIOSK)
    page = door.page
    assert isinstance(page, HandOverScreen)
    for field in (page.first, page.second):
        field.setText("2580")
    page.begin.click()
    kiosk = door.kiosk_door.kiosk
    assert kiosk is not None
    until(kiosk.isVisible, "the kiosk")
    assert not window.isVisible()
    kiosk.team.click()
    kiosk.pin.pin.setText("2580")
    kiosk.pin.back.click()
    until(window.isVisible, "the window is back")
    pump()
    assert door.kiosk_door.kiosk is None


def test_a_computer_that_is_handed_to_one_person_welcomes_nobody_after(
    caseworker: Facilitator,
) -> None:
    door = caseworker.window.collect_door
    door.collect(before(caseworker), Mode.KIOSK)
    page = door.page
    assert isinstance(page, HandOverScreen)
    for field in (page.first, page.second):
        field.setText("2580")
    page.code.setText("234 562 f")
    page.begin.click()
    kiosk = door.kiosk_door.kiosk
    assert kiosk is not None
    presenter = kiosk._presenter
    presenter.begin()
    assert presenter.state.address == "welcome"
    presenter.ask_to_stop()
    presenter.stop()
    assert not kiosk.end.next.isVisible()
    presenter.want_back()
    presenter.enter_pin("2580")
    until(caseworker.window.isVisible, "the window is back")
    with door._workspace.read() as repos:
        (response,) = repos.responses.list(before(caseworker))
        assert repos.respondents.get(response.respondent_id).code == "234562F"


def test_two_pins_that_differ_are_said(caseworker: Facilitator) -> None:
    door = caseworker.window.collect_door
    door.collect(before(caseworker), Mode.KIOSK)
    page = door.page
    assert isinstance(page, HandOverScreen)
    page.first.setText("2580")
    page.second.setText("2581")
    page.begin.click()
    assert page.trouble.isVisible()
    assert door.kiosk_door.kiosk is None


def test_a_screen_reader_can_name_every_control_of_every_page(caseworker: Facilitator) -> None:
    window, door = caseworker.window, caseworker.window.collect_door
    projects, wave = door.projects, before(caseworker)
    assert nameless(window) == []
    for open_page in (
        projects.sheet.add_wave.click,
        projects.sheet.set_up.click,
        projects.sheet.withdraw.click,
        projects.sheet.look_up.click,
        lambda: door.collect(wave, Mode.KIOSK),
        lambda: door.collect(wave, Mode.INTERVIEW),
    ):
        open_page()
        assert door.page is not None
        assert nameless(window) == []
    assert isinstance(door.page, WelcomeScreen)
    door.page.without.click()
    interview = door.page
    assert isinstance(interview, InterviewScreen)
    for _page in range(5):
        assert nameless(window) == []
        interview.go_on.click()


def test_a_project_is_begun_from_nothing_and_its_first_person_asked(tmp_path: Path) -> None:
    with facilitator_at(tmp_path, RoomsInMemory()) as caseworker:
        door = caseworker.window.collect_door
        caseworker.press("Alt+2")
        until(door.projects.empty.isVisible, "the first steps")
        door.projects.begin_first.click()
        set_up = door.page
        assert isinstance(set_up, SetUpScreen)
        set_up.name.setText("Young people on the river")
        set_up.consent["en"].setPlainText("May we ask you?")
        set_up.save.click()
        until(lambda: door.projects.sheet.title.text() == "Young people on the river", "saved")
        until(door.projects.sheet.add_wave.isVisible, "the project's page")
        door.projects.sheet.add_wave.click()
        form = door.page
        assert isinstance(form, WaveFormScreen)
        form.save.click()
        assert form.trouble.text() == "Choose the questionnaire that is asked."
        form.source.setCurrentIndex(0)
        form.source.activated.emit(0)
        form.save.click()
        until(lambda: door.projects.sheet.cards, "the wave is there")
        (card,) = door.projects.sheet.cards.values()
        until(lambda: Mode.INTERVIEW in card.ways, "its ways in")
        card.ways[Mode.INTERVIEW].click()
        assert isinstance(door.page, WelcomeScreen)
        door.page.new.click()
        interview = door.page
        assert isinstance(interview, InterviewScreen)
        until(interview.consent.isVisible, "consent comes first")
        interview.consent.yes.click()
        until(interview.work.isVisible, "the questions")
        for _page in range(20):
            if interview.review.isVisible():
                break
            interview.go_on.click()
        presenter = interview._presenter
        for point in presenter.state.open_points:
            presenter.decline(point.address, True)
        presenter.go_back()
        while not interview.review.isVisible():
            interview.go_on.click()
        interview.go_on.click()
        until(interview.end.isVisible, "the end")
        assert interview.end.code.text()
        interview.end.leave.click()
        until(lambda: "1 finished" in card.counts.text(), "one is counted")
