"""An interview without a window, on a real workspace."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest
from field_samples import Field

from pollkit.desktop.answering.view import HeadingView, Keeping, MoreView, QuestionView
from pollkit.desktop.caseworker.interview.presenter import InterviewPresenter, Stage
from pollkit.domain.ballots import Choice
from pollkit.domain.waves import Mode, ResponseState
from pollkit.store import Workspace
from pollkit.usecases import collect
from pollkit.usecases.projects import ask_for_consent


@pytest.fixture
def presenter(
    workspace: Workspace, field: Field, followed: Any, stopwatch: Any
) -> InterviewPresenter:
    sitting = collect.start(workspace, field.before.id, Mode.INTERVIEW, "en", code="2345678")
    return InterviewPresenter(sitting, followed, stopwatch)


def questions(presenter: InterviewPresenter) -> dict[str, QuestionView]:
    lines = presenter.state.lines
    return {line.address: line for line in lines if isinstance(line, QuestionView)}


def titles(presenter: InterviewPresenter) -> list[str]:
    return [page.title for page in presenter.state.pages]


def test_each_section_is_a_page_and_what_stands_in_none_has_its_own(
    presenter: InterviewPresenter,
) -> None:
    assert titles(presenter) == ["1", "Where you live", "Person 1", "About you"]
    assert list(questions(presenter)) == ["welcome"]
    assert questions(presenter)["welcome"].text == "Thank you for taking part."
    presenter.go_on()
    assert list(questions(presenter)) == ["place/years", "place/safe"]
    assert presenter.state.lines[0] == HeadingView("place", "Where you live")
    assert [view.number for view in questions(presenter).values()] == ["1", "2"]


def test_a_question_appears_with_the_answer_that_brings_it_and_goes_with_it(
    presenter: InterviewPresenter,
) -> None:
    presenter.go_on()
    presenter.answer("place/safe", ["no"])
    assert list(questions(presenter)) == ["place/years", "place/safe", "place/why"]
    presenter.answer("place/why", ["dark"])
    presenter.answer("place/safe", ["yes"])
    assert list(questions(presenter)) == ["place/years", "place/safe"]


def test_what_becomes_of_an_answer_is_told_as_it_is(
    presenter: InterviewPresenter, followed: Any
) -> None:
    presenter.go_on()
    presenter.answer("place/safe", ["no"])
    assert questions(presenter)["place/safe"].keeping is Keeping.SAVING
    followed.tell()
    assert questions(presenter)["place/safe"].keeping is Keeping.SAVED
    assert presenter.state.keeping is Keeping.SAVED


def test_an_answer_that_the_disk_refused_is_told_and_written_later(
    presenter: InterviewPresenter, followed: Any
) -> None:
    presenter.go_on()
    refused: Future[None] = Future()
    refused.set_exception(OSError("full"))
    presenter.answer("place/safe", ["no"])
    _future, on_done, on_failed = followed.waiting.pop()
    followed(refused, on_done, on_failed)
    followed.tell()
    assert presenter.state.keeping is Keeping.NOT_SAVED
    presenter.try_again()
    followed.tell()
    assert presenter.state.keeping is Keeping.SAVED


def test_an_answer_that_does_not_fit_stays_to_be_mended_and_the_one_before_is_kept(
    presenter: InterviewPresenter, followed: Any
) -> None:
    presenter.go_on()
    presenter.answer("place/years", ["12"])
    presenter.answer("place/years", ["1200"])
    followed.tell()
    view = questions(presenter)["place/years"]
    assert (view.written, view.problem) == (("1200",), "Nobody lives so long.")
    assert view.choice == Choice(values=(("number", "12"),))
    presenter.speak("de")
    presenter.answer("place/years", ["1300"])
    assert questions(presenter)["place/years"].problem == "So lange lebt niemand."
    presenter.answer("place/years", ["13"])
    assert questions(presenter)["place/years"].problem == ""


def test_rows_are_added_and_removed_as_pages_of_their_own(presenter: InterviewPresenter) -> None:
    presenter.go_to_page(2)
    (more,) = [line for line in presenter.state.lines if isinstance(line, MoreView)]
    rows_before = more.count
    presenter.add_one(more.section)
    presenter.add_one(more.section)
    last = f"member[{rows_before + 2}]"
    assert titles(presenter)[presenter.state.page] == f"Person {rows_before + 2}"
    presenter.answer(f"{last}/name", ["Ada"])
    assert questions(presenter)[f"{last}/age"].text == "How old is Ada?"
    presenter.remove_one(f"member[{rows_before + 1}]")
    presenter.go_to_page(presenter.state.page)
    assert f"Person {rows_before + 2}" not in titles(presenter)


def test_a_change_of_language_changes_every_word_at_once(presenter: InterviewPresenter) -> None:
    presenter.go_on()
    presenter.speak("ar")
    assert questions(presenter)["place/safe"].text == "هل تشعر بالأمان هنا؟"
    assert [option.text for option in questions(presenter)["place/safe"].options] == ["نعم", "لا"]
    assert titles(presenter)[1] == "حيث تعيش"


def test_the_end_lists_what_is_missing_and_leads_to_it(presenter: InterviewPresenter) -> None:
    presenter.answer("place/years", ["many"])
    presenter.go_to_page(len(presenter.state.pages) - 1)
    presenter.go_on()
    assert presenter.state.stage is Stage.REVIEW
    assert [point.address for point in presenter.state.open_points] == ["place/years", "place/safe"]
    presenter.finish()
    assert presenter.state.stage is Stage.REVIEW
    presenter.go_to_question("place/safe")
    assert (presenter.state.page, presenter.state.focus) == (1, "place/safe")


def test_what_somebody_would_rather_not_say_is_settled(
    presenter: InterviewPresenter, workspace: Workspace
) -> None:
    presenter.decline("place/safe", True)
    presenter.go_to_page(len(presenter.state.pages) - 1)
    presenter.go_on()
    assert presenter.state.open_points == ()
    assert presenter.state.declined == 1
    presenter.finish()
    assert presenter.state.stage is Stage.FINISHED
    with workspace.read() as repos:
        response = repos.responses.get(presenter.sitting.response.id)
    assert (response.state, response.unsaid) == (ResponseState.FINISHED, {"place/safe"})


def test_a_draft_is_taken_up_at_the_first_page_that_is_not_complete(
    presenter: InterviewPresenter, workspace: Workspace, followed: Any, stopwatch: Any
) -> None:
    presenter.answer("place/years", ["3"])
    presenter.answer("place/safe", ["yes"])
    followed.tell()
    sitting = collect.resume(workspace, presenter.sitting.response.id)
    later = InterviewPresenter(sitting, followed, stopwatch)
    assert titles(later)[later.state.page] != "Where you live"
    assert later.state.pages[1].answered == 2


def test_how_long_an_answer_took_is_kept(
    presenter: InterviewPresenter, followed: Any, stopwatch: Any
) -> None:
    presenter.go_on()
    presenter.reach("place/safe")
    stopwatch.now += 2.5
    presenter.answer("place/safe", ["yes"])
    assert presenter.sitting.response.took_ms == {"place/safe": 2500}


def test_no_question_is_shown_before_consent_and_a_no_ends_it(
    workspace: Workspace, field: Field, followed: Any, stopwatch: Any
) -> None:
    words = {"en": "May we ask you?", "de": "Dürfen wir Sie fragen?"}
    ask_for_consent(workspace, field.project.id, words).result(10)
    sitting = collect.start(workspace, field.before.id, Mode.INTERVIEW, "de")
    presenter = InterviewPresenter(sitting, followed, stopwatch)
    assert (presenter.state.stage, presenter.state.consent_words) == (
        Stage.CONSENT,
        "Dürfen wir Sie fragen?",
    )
    presenter.consent(False)
    assert presenter.state.stage is Stage.REFUSED
    assert sitting.response.state is ResponseState.REFUSED


def test_a_refusal_keeps_no_answer(presenter: InterviewPresenter) -> None:
    presenter.answer("place/safe", ["yes"])
    presenter.refuse("no time")
    assert presenter.state.stage is Stage.REFUSED
    assert presenter.sitting.response.answers == {}
    assert not presenter.is_under_way
