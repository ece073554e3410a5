"""Going over to another version, read before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from field_samples import Field, new_field, questionnaire

from pollkit.desktop.caseworker.versions.presenter import VersionsPresenter
from pollkit.desktop.caseworker.versions.screen import VersionsScreen
from pollkit.desktop.theme import Theme
from pollkit.domain.instruments import Instrument
from pollkit.domain.versions.changes import Impact
from pollkit.domain.waves import Mode
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import drafts, start
from pollkit.usecases.questionnaires import from_instrument, save_version


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    """One has begun."""
    field = new_field(workspace)
    draft = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    draft.answer("talked", ["yes"])
    draft.answer("about", ["The weather"]).saved.result(10)
    save_version(workspace, from_instrument(shorter())).result(10)
    return field


def shorter() -> Instrument:
    """`talked` is called `spoke`, and nobody is asked `about`."""
    old = questionnaire()
    return replace(old, items=(old.items[0], replace(old.items[1], name="spoke")))


@pytest.fixture
def presenter(workspace: Workspace, field: Field) -> VersionsPresenter:
    presenter = VersionsPresenter(workspace, field.before)
    presenter.choose(shorter().version_id)
    return presenter


def test_what_would_happen_is_told_before_it_does(
    presenter: VersionsPresenter, workspace: Workspace, field: Field
) -> None:
    state = presenter.state

    assert state.summary == (
        "2 changes: 1 breaks the comparison of before and after, 1 is safe."
        " 0 finished responses stay as they are."
    )
    assert state.lines is not None
    (breaks,) = state.lines[Impact.BREAKS]
    assert (breaks.question, breaks.touches) == ("What about?", "1 draft")
    assert state.waves == ("Before", "After")
    assert [(one.old, one.new, one.is_taken) for one in state.renames] == [
        ("talked", "spoke", True)
    ]
    assert state.drafts == (
        "A draft: 1 answer goes over, 1 waits beside: no question takes it any more.",
    )
    with workspace.read() as repos:
        assert repos.waves.get(field.before.id) == field.before


def test_a_guess_that_is_wrong_is_taken_away(presenter: VersionsPresenter) -> None:
    presenter.take_rename("talked", is_taken=False)

    assert presenter.state.drafts == (
        "A draft: 0 answers go over, 2 wait beside: no question takes them any more.",
    )
    assert [one.is_taken for one in presenter.state.renames] == [False]


def test_what_breaks_a_comparison_wants_a_reason(
    presenter: VersionsPresenter, workspace: Workspace, field: Field
) -> None:
    assert not presenter.state.can_go_over
    presenter.go_over()
    assert presenter.state.done == ""

    presenter.write_reason("Too long for children")
    presenter.go_over()

    assert presenter.state.done == "The new version is asked from now on; 1 draft went over."
    with workspace.read() as repos:
        (step,) = repos.version_steps.list(field.project.id)
        wave = repos.waves.get(field.before.id)
    assert step.reason == "Too long for children"
    assert wave.instrument_version == shorter().version_id
    (draft,) = drafts(workspace, field.before.id)
    assert draft.instrument_version == shorter().version_id


def test_the_screen_says_it_all(presenter: VersionsPresenter, theme: Theme) -> None:
    screen = VersionsScreen(presenter)
    screen.show()

    assert screen.summary.text().startswith("2 changes")
    assert not screen.go_over.isEnabled()
    screen.reason.setText("Too long")
    presenter.write_reason("Too long")
    assert screen.go_over.isEnabled()
    screen.go_over.click()
    assert screen.done.text().startswith("The new version is asked")
    screen.put_away()
    screen.close()
    screen.deleteLater()
