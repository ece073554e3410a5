"""The projects and their waves, without a window; every count was made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from field_samples import Field, new_field

from pollkit.desktop.caseworker.projects.doubts import doubts_in
from pollkit.desktop.caseworker.projects.presenter import ProjectsPresenter
from pollkit.desktop.caseworker.set_up.presenter import SetUpPresenter
from pollkit.desktop.caseworker.waves.presenter import WaveFormPresenter
from pollkit.desktop.caseworker.welcome.presenter import Newcomer, WelcomePresenter
from pollkit.desktop.caseworker.withdraw.presenter import WithdrawPresenter
from pollkit.domain.codes import new_codes, spaced
from pollkit.domain.instruments import ItemKind
from pollkit.domain.waves import Mode, WaveKind
from pollkit.store import Role, Workspace
from pollkit.usecases import collect
from pollkit.usecases.projects import add_respondents


def now(work: Any, on_done: Any = lambda _done: None, on_failed: Any = lambda _error: None) -> None:
    """Does at once what the pool would do."""
    try:
        on_done(work(None))
    except Exception as error:
        on_failed(error)


@pytest.fixture
def presenter(workspace: Workspace, field: Field, followed: Any) -> ProjectsPresenter:
    presenter = ProjectsPresenter(workspace, followed)
    presenter.refresh()
    return presenter


def finish(workspace: Workspace, field: Field, code: str, answer: str = "yes") -> None:
    sitting = collect.start(workspace, field.before.id, Mode.INTERVIEW, "en", code=code)
    sitting.answer("place/safe", [answer])
    assert sitting.finish() == ()


def test_a_wave_says_who_is_missing_by_code(
    presenter: ProjectsPresenter, workspace: Workspace, field: Field
) -> None:
    codes = new_codes(4)
    add_respondents(workspace, field.project.id, [*codes, None]).result(10)
    finish(workspace, field, codes[0])
    collect.start(workspace, field.before.id, Mode.INTERVIEW, "en", code=codes[1]).refuse()
    draft = collect.start(workspace, field.before.id, Mode.KIOSK, "en", code=codes[2])
    draft.answer("place/safe", ["yes"]).saved.result(10)
    presenter.refresh()
    sheet = presenter.state.sheet
    assert sheet is not None
    before, after = sheet.waves
    assert before.missing == tuple(sorted(spaced(code) for code in codes[2:]))
    assert before.missing_unnamed == 1
    assert (before.tally.finished, before.tally.refused, before.tally.started) == (1, 1, 1)
    assert [one.words for one in before.drafts] == [f"{spaced(codes[2])} · 1 answer"]
    assert sheet.current == before.wave.id
    assert sheet.today == "Today: 3 begun, 1 finished, 1 refused"
    assert len(after.missing) == 4


def test_a_package_says_what_it_changes_before_it_is_opened(
    presenter: ProjectsPresenter, field: Field, followed: Any, tmp_path: Path
) -> None:
    presenter.save_package(tmp_path / "neighbours")
    (written,) = tmp_path.glob("neighbours*")
    with Workspace.open(tmp_path / "other", Role.WINDOW) as other:
        caseworker = ProjectsPresenter(other, followed)
        caseworker.refresh()
        assert caseworker.state.rows == ()
        caseworker.examine(written)
        question = caseworker.state.package
        assert question is not None
        assert question.is_new
        assert question.changes == (
            "Before",
            "After",
            "Languages: English, Deutsch",
            "Nobody is asked for consent.",
        )
        assert caseworker.state.rows == ()
        caseworker.open_examined()
        followed.tell()
        assert [row.title for row in caseworker.state.rows] == ["Neighbours"]
        assert caseworker.state.sheet is not None
        assert [one.wave.title for one in caseworker.state.sheet.waves] == ["Before", "After"]


def test_what_is_no_package_is_said(presenter: ProjectsPresenter, tmp_path: Path) -> None:
    (tmp_path / "photo.pollkit").write_bytes(b"not a package")
    presenter.examine(tmp_path / "photo.pollkit")
    assert presenter.state.is_trouble
    assert presenter.state.package is None


def test_equal_answers_are_worth_a_look_by_code(
    workspace: Workspace, field: Field, followed: Any
) -> None:
    codes = new_codes(6)
    for code in codes:
        finish(workspace, field, code)
    (lines,) = doubts_in(workspace, [field.before.id]).values()
    assert "“How many years have you lived here?”: 6 of 6 gave no answer." in lines


def test_a_project_is_set_up_with_its_consent_text(
    workspace: Workspace, followed: Any, presenter: ProjectsPresenter
) -> None:
    saved: list[Any] = []
    form = SetUpPresenter(workspace, None, followed)
    form.on_saved = saved.append
    form.save()
    assert form.state.trouble == "Give the project a title."
    form.write_title("Young people")
    form.add_language("de")
    form.write_consent("en", "May we ask you?")
    form.save()
    assert "Deutsch" in form.state.trouble
    form.write_consent("de", "Dürfen wir Sie fragen?")
    form.save()
    followed.tell()
    with workspace.read() as repos:
        project = repos.programmes.get_project(saved[0])
        text = repos.consents.text(project.id, project.consent_version or "")
    assert (project.title, project.languages) == ("Young people", ("en", "de"))
    assert text.texts == {"en": "May we ask you?", "de": "Dürfen wir Sie fragen?"}


def test_a_second_wave_asks_what_the_first_asked_unless_something_else_is_chosen(
    workspace: Workspace, field: Field, followed: Any
) -> None:
    saved: list[bool] = []
    form = WaveFormPresenter(workspace, field.project.id, None, followed)
    form.on_saved = lambda: saved.append(True)
    assert form.state.kind is WaveKind.FOLLOW_UP
    form.choose_kind(WaveKind.PULSE)
    assert form.state.title == "Pulse"
    form.write(title="Every month", opens_on="1.12.2026", closes_on="30.11.2026")
    form.save()
    assert form.state.trouble == "The last day lies before the first one."
    form.write(closes_on="soon")
    form.save()
    assert "“soon”" in form.state.trouble
    form.write(closes_on="31.12.2026", modes=(Mode.KIOSK,), expected=20)
    form.save()
    followed.tell()
    assert saved == [True]
    with workspace.read() as repos:
        wave = repos.waves.list(field.project.id)[-1]
    assert (wave.title, wave.kind, wave.expected) == ("Every month", WaveKind.PULSE, 20)
    assert wave.instrument_version == field.before.instrument_version
    assert (wave.opens_on, wave.closes_on) == (date(2026, 12, 1), date(2026, 12, 31))


def test_then_and_now_asks_each_question_that_measures_twice(
    workspace: Workspace, followed: Any
) -> None:
    field = new_field(workspace)  # its first question is a scale
    form = WaveFormPresenter(workspace, field.project.id, None, followed)
    form.choose_kind(WaveKind.THEN_AND_NOW)
    form.save()
    followed.tell()
    with workspace.read() as repos:
        wave = repos.waves.list(field.project.id)[-1]
        asked = repos.instruments.get(wave.instrument_version)
        first = repos.instruments.get(field.before.instrument_version)
    assert wave.kind is WaveKind.THEN_AND_NOW
    scales = [item for item in asked.items if item.kind is ItemKind.SCALE]
    assert (len(scales), len([i for i in first.items if i.kind is ItemKind.SCALE])) == (2, 1)


def test_a_withdrawal_says_what_it_erases_and_erases_it(workspace: Workspace, field: Field) -> None:
    (code,) = new_codes(1)
    finish(workspace, field, code)
    page = WithdrawPresenter(workspace, field.project.id, now)
    page.look_up(code.lower())
    assert [line.words for line in page.state.erases] == ["Before: finished · 1 answer"]
    page.erase()
    assert page.state.outcome.startswith("Erased: 1 response")
    with workspace.read() as repos:
        assert repos.responses.list(field.before.id) == ()
    page.look_up(code)
    assert page.state.trouble


def test_a_mistyped_code_is_told_from_one_that_nobody_has(
    workspace: Workspace, field: Field
) -> None:
    (code, fresh) = new_codes(2)
    finish(workspace, field, code)
    after = WelcomePresenter(workspace, field.after)
    after.enter(code)
    assert after.state.chosen == Newcomer(code)
    slip = code[:2] + ("A" if code[2] != "A" else "B") + code[3:]
    after.enter(slip)
    assert after.state.chosen is None
    assert spaced(code) in after.state.near
    after.enter(fresh)
    assert after.state.unknown == fresh
    after.begin_with_card()
    assert after.state.chosen == Newcomer(fresh)


def test_who_has_answered_is_told_so_before_the_questions(
    workspace: Workspace, field: Field
) -> None:
    (code,) = new_codes(1)
    finish(workspace, field, code)
    before = WelcomePresenter(workspace, field.before)
    before.enter(code)
    assert before.state.chosen is None
    assert "answered already" in before.state.trouble
    before.begin_anew()
    assert before.state.chosen is not None
    assert before.state.chosen.is_new
