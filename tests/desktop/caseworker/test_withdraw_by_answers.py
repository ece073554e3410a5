"""Taking answers back without a card, on the page."""

from __future__ import annotations

from typing import Any

from field_samples import Field

from pollkit.desktop.caseworker.withdraw.presenter import WithdrawPresenter
from pollkit.desktop.caseworker.withdraw.screen import WithdrawScreen
from pollkit.domain.waves import Mode
from pollkit.errors import PollKitError
from pollkit.store import Workspace
from pollkit.usecases.collect import start
from pollkit.usecases.linking import keep_code
from pollkit.usecases.linking_schemes import standard_scheme

ANSWERS = {item.name: item.codes[3] for item in standard_scheme().elements}


def run_at_once(work: Any, on_done: Any, on_failed: Any) -> None:
    try:
        done = work(None)
    except PollKitError as error:
        on_failed(error)
        return
    on_done(done)


def test_the_seven_answers_lead_to_what_would_be_erased_and_then_it_is(
    workspace: Workspace, field: Field, theme: object
) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    keep_code(workspace, field.before.id, sitting.respondent.id, ANSWERS).result(10)
    page = WithdrawScreen(WithdrawPresenter(workspace, field.project.id, run_at_once))
    page.own.click()
    assert page.pages.currentWidget() is page.questions
    for name, picks in page.questions.panel.lists.items():
        picks.setCurrentIndex(picks.findData(ANSWERS[name]))
        picks.activated.emit(picks.currentIndex())
    page.questions.panel.done.click()
    assert page.pages.currentWidget() is not page.questions
    assert str(sitting.respondent.id)[:8] in page.found.text()
    assert "Before" in page.erases.text()
    page._on_erase_confirmed()
    assert "Erased: 1 response" in page.outcome.text()
    with workspace.read() as repos:
        assert repos.respondents.list(field.project.id) == ()
    page.put_away()
    page.deleteLater()


def test_answers_that_nobody_gave_find_nobody(
    workspace: Workspace, field: Field, theme: object
) -> None:
    presenter = WithdrawPresenter(workspace, field.project.id, run_at_once)
    presenter.look_up_answers(ANSWERS)
    assert presenter.state.code == ""
    assert "Nobody in this project gave these seven answers" in presenter.state.trouble
