"""The computer in a respondent's hands, without a window, on a real workspace."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest
from field_samples import Field
from life_here import LIFE_HERE

from pollkit.desktop.answering.view import Keeping, MoreView, QuestionView
from pollkit.desktop.caseworker.kiosk.pin import Pin
from pollkit.desktop.caseworker.kiosk.presenter import KioskPresenter
from pollkit.desktop.caseworker.kiosk.state import Cover, Occasion, Stage
from pollkit.domain.waves import Mode, ResponseState
from pollkit.errors import DiskFull, PinRefused
from pollkit.store import Workspace
from pollkit.usecases import collect
from pollkit.usecases.projects import ask_for_consent

CODE = "234562F"
PIN = "2580"


@pytest.fixture
def kiosk(workspace: Workspace, field: Field, followed: Any, stopwatch: Any) -> KioskPresenter:
    return KioskPresenter(
        Occasion("Before", LIFE_HERE, "en"),
        lambda language, code: collect.start(
            workspace, field.before.id, Mode.KIOSK, language, code=code
        ),
        Pin(PIN, stopwatch),
        followed,
        stopwatch,
    )


def begin(kiosk: KioskPresenter, code: str = CODE) -> None:
    kiosk.begin()
    kiosk.enter_code(code)


def question(kiosk: KioskPresenter) -> QuestionView:
    (found,) = [line for line in kiosk.state.lines if isinstance(line, QuestionView)]
    return found


def go_to(kiosk: KioskPresenter, address: str) -> None:
    for _step in range(20):
        if kiosk.state.address == address:
            return
        kiosk.go_on()
    raise AssertionError(f"{address} is not reached from {kiosk.state}")


def test_one_question_is_shown_at_a_time(kiosk: KioskPresenter) -> None:
    begin(kiosk)
    assert (kiosk.state.stage, kiosk.state.address) == (Stage.QUESTIONS, "welcome")
    assert not kiosk.state.can_decline
    kiosk.go_on()
    assert question(kiosk).address == "place/years"
    assert kiosk.state.can_decline
    kiosk.go_back()
    assert question(kiosk).address == "welcome"


def test_a_required_question_is_answered_or_left_out_on_purpose(kiosk: KioskPresenter) -> None:
    begin(kiosk)
    go_to(kiosk, "place/safe")
    kiosk.go_on()
    assert question(kiosk).address == "place/safe"
    assert "rather not say" in question(kiosk).problem
    kiosk.decline()
    assert kiosk.state.address != "place/safe"
    kiosk.go_back()
    assert kiosk.state.has_declined
    kiosk.decline()
    kiosk.answer("place/safe", ["yes"])
    kiosk.go_on()
    assert kiosk.state.address != "place/safe"


def test_what_does_not_fit_holds_and_says_why_in_the_respondent_s_language(
    kiosk: KioskPresenter,
) -> None:
    kiosk.speak("de")
    begin(kiosk)
    go_to(kiosk, "place/years")
    kiosk.answer("place/years", ["500"])
    kiosk.go_on()
    assert question(kiosk).problem == "So lange lebt niemand."
    assert kiosk.state.address == "place/years"


def test_the_end_seals_the_answers_and_nothing_of_them_is_left(
    kiosk: KioskPresenter, workspace: Workspace, field: Field, followed: Any
) -> None:
    begin(kiosk)
    go_to(kiosk, "place/safe")
    kiosk.answer("place/safe", ["yes"])
    while kiosk.state.stage is Stage.QUESTIONS:
        kiosk.go_on()
    assert kiosk.state.stage is Stage.THANKS
    assert kiosk.state.lines == ()
    kiosk.go_back()
    kiosk.answer("place/safe", ["no"])
    followed.tell()
    with workspace.read() as repos:
        (response,) = repos.responses.list(field.before.id)
    assert (response.state, response.mode) == (ResponseState.FINISHED, Mode.KIOSK)
    assert response.answers["place/safe"].codes == ("yes",)
    kiosk.welcome_next()
    assert (kiosk.state.stage, kiosk.state.new_code) == (Stage.WELCOME, "")


def test_a_person_without_a_card_gets_a_code_that_is_shown_at_the_end(
    kiosk: KioskPresenter, workspace: Workspace, field: Field
) -> None:
    kiosk.begin()
    kiosk.begin_without_card()
    code = kiosk.state.new_code
    go_to(kiosk, "place/safe")
    kiosk.answer("place/safe", ["yes"])
    while kiosk.state.stage is Stage.QUESTIONS:
        kiosk.go_on()
    assert kiosk.state.new_code == code
    with workspace.read() as repos:
        assert repos.respondents.with_code(field.project.id, code)


def test_a_mistyped_code_is_said_and_a_used_one_too(kiosk: KioskPresenter) -> None:
    begin(kiosk, "23456")
    assert kiosk.state.stage is Stage.CODE
    assert kiosk.state.trouble
    kiosk.enter_code(CODE)
    go_to(kiosk, "place/safe")
    kiosk.decline()
    while kiosk.state.stage is Stage.QUESTIONS:
        kiosk.go_on()
    kiosk.welcome_next()
    begin(kiosk)
    assert kiosk.state.stage is Stage.CODE
    assert "used here already" in kiosk.state.trouble


def test_a_person_who_stops_leaves_no_answer(
    kiosk: KioskPresenter, workspace: Workspace, field: Field
) -> None:
    begin(kiosk)
    go_to(kiosk, "place/safe")
    kiosk.answer("place/safe", ["no"])
    kiosk.ask_to_stop()
    kiosk.go_back()
    assert question(kiosk).address == "place/safe"
    kiosk.ask_to_stop()
    kiosk.stop()
    assert kiosk.state.stage is Stage.REFUSED
    with workspace.read() as repos:
        (response,) = repos.responses.list(field.before.id)
    assert (response.state, response.answers) == (ResponseState.REFUSED, {})


def test_no_question_comes_before_consent(
    kiosk: KioskPresenter, workspace: Workspace, field: Field
) -> None:
    words = {"en": "May we?", "de": "Dürfen wir?"}
    ask_for_consent(workspace, field.project.id, words).result(10)
    kiosk.speak("de")
    begin(kiosk)
    assert (kiosk.state.stage, kiosk.state.consent_words) == (Stage.CONSENT, "Dürfen wir?")
    kiosk.speak("en")
    assert kiosk.state.consent_words == "May we?"
    kiosk.consent(True)
    assert kiosk.state.stage is Stage.QUESTIONS


def test_another_row_is_offered_after_the_last(kiosk: KioskPresenter) -> None:
    begin(kiosk)
    go_to(kiosk, "place/safe")
    kiosk.answer("place/safe", ["yes"])
    go_to(kiosk, "member[1]/age")
    kiosk.go_on()
    assert isinstance(kiosk.state.lines[0], MoreView)
    kiosk.add_one("member")
    assert kiosk.state.address == "member[2]/name"


def test_the_screen_hides_at_once_and_comes_back_by_the_same_key(kiosk: KioskPresenter) -> None:
    begin(kiosk)
    kiosk.hide()
    assert kiosk.state.cover is Cover.HIDDEN
    kiosk.show_again()
    assert kiosk.state.cover is Cover.NONE


def test_a_screen_that_was_left_alone_comes_back_by_the_pin_only(kiosk: KioskPresenter) -> None:
    begin(kiosk)
    kiosk.note_absence()
    kiosk.show_again()
    assert kiosk.state.cover is Cover.LEFT
    kiosk.go_on_by_pin("1111")
    assert (kiosk.state.cover, kiosk.state.pin_trouble) == (Cover.LEFT, "This is not the PIN.")
    kiosk.go_on_by_pin(PIN)
    assert kiosk.state.cover is Cover.NONE
    assert kiosk.state.address == "welcome"


def test_a_hidden_screen_does_not_come_open_by_asking_for_the_pin(kiosk: KioskPresenter) -> None:
    begin(kiosk)
    kiosk.note_absence()
    kiosk.want_back()
    kiosk.leave_pin()
    assert kiosk.state.cover is Cover.LEFT


def test_the_computer_comes_back_by_the_pin_and_the_draft_stays(
    kiosk: KioskPresenter, workspace: Workspace, field: Field
) -> None:
    begin(kiosk)
    go_to(kiosk, "place/years")
    kiosk.answer("place/years", ["3"])
    kiosk.want_back()
    kiosk.enter_pin("0000")
    assert not kiosk.state.is_over
    kiosk.enter_pin(PIN)
    assert kiosk.state.is_over
    (draft,) = collect.drafts(workspace, field.before.id)
    assert "place/years" in draft.answers


def test_after_five_wrong_pins_there_is_a_wait(stopwatch: Any) -> None:
    pin = Pin(PIN, stopwatch)
    for _try in range(5):
        with pytest.raises(PinRefused):
            pin.check("9999")
    with pytest.raises(PinRefused, match="wait"):
        pin.check(PIN)
    stopwatch.now += 30
    pin.check(PIN)


@pytest.mark.parametrize("digits", ["", "123", "abcd", "12 4"])
def test_a_pin_has_at_least_four_digits(stopwatch: Any, digits: str) -> None:
    with pytest.raises(PinRefused):
        Pin(digits, stopwatch)


def test_what_is_read_aloud_is_the_question_with_its_options(kiosk: KioskPresenter) -> None:
    begin(kiosk)
    go_to(kiosk, "place/safe")
    assert kiosk.words_aloud() == "Where you live. Do you feel safe here?. Yes. No"


def test_the_next_person_begins_in_the_first_language(kiosk: KioskPresenter) -> None:
    kiosk.speak("ar")
    begin(kiosk)
    kiosk.ask_to_stop()
    kiosk.stop()
    kiosk.note_absence()
    assert (kiosk.state.stage, kiosk.state.language) == (Stage.WELCOME, "en")


def test_a_sitting_tells_what_becomes_of_each_answer(kiosk: KioskPresenter, followed: Any) -> None:
    begin(kiosk)
    go_to(kiosk, "place/years")
    kiosk.answer("place/years", ["3"])
    assert kiosk.state.keeping is Keeping.SAVING
    followed.tell()
    assert kiosk.state.keeping is Keeping.SAVED


def test_a_code_of_one_s_own_is_kept_for_the_person_who_made_it(
    workspace: Workspace, field: Field, followed: Any, stopwatch: Any
) -> None:
    kept: list[tuple[Any, Any]] = []

    def keep(sitting: Any, chosen: Any) -> Future[None]:
        kept.append((sitting.respondent, chosen))
        done: Future[None] = Future()
        done.set_result(None)
        return done

    kiosk = KioskPresenter(
        Occasion("Before", LIFE_HERE, "en"),
        lambda language, code: collect.start(
            workspace, field.before.id, Mode.KIOSK, language, code=code
        ),
        Pin(PIN, stopwatch),
        followed,
        stopwatch,
        keep_code=keep,
    )
    kiosk.begin()
    assert kiosk.state.can_make_code
    kiosk.make_own_code()
    assert (kiosk.state.stage, kiosk.state.lines) == (Stage.OWN_CODE, ())
    kiosk.keep_own_code({"month": "m05"})
    assert kiosk.state.stage is Stage.QUESTIONS
    ((person, chosen),) = kept
    assert (person.code, chosen) == (None, {"month": "m05"})


def test_a_pin_page_that_is_left_alone_leads_back_to_nobody_s_answers(
    kiosk: KioskPresenter,
) -> None:
    begin(kiosk)
    kiosk.want_back()
    kiosk.note_absence()
    kiosk.show_again()
    assert kiosk.state.cover is Cover.LEFT
    kiosk.want_back()
    kiosk.leave_pin()
    assert kiosk.state.cover is Cover.LEFT


def test_a_disk_that_refuses_the_end_is_told_and_nothing_is_sealed(
    kiosk: KioskPresenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(kiosk)
    go_to(kiosk, "place/safe")
    kiosk.answer("place/safe", ["yes"])
    sitting = kiosk._sitting
    assert sitting is not None

    def refuse() -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(sitting, "finish", refuse)
    for _step in range(10):
        kiosk.go_on()
    assert kiosk.state.stage is Stage.QUESTIONS
    assert question(kiosk).problem == "The disk is full."
    monkeypatch.undo()
    kiosk.go_on()
    assert kiosk.state.stage is Stage.THANKS
