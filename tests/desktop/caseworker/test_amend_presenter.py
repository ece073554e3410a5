"""Changing an answer of a finished response, without a window."""

from __future__ import annotations

from typing import Any

import pytest
from field_samples import Field

from pollkit.desktop.caseworker.amend.presenter import AmendPresenter
from pollkit.domain.waves import Mode
from pollkit.store import Workspace
from pollkit.usecases import collect

CODE = "234562F"


@pytest.fixture
def presenter(workspace: Workspace, field: Field, followed: Any) -> AmendPresenter:
    sitting = collect.start(workspace, field.before.id, Mode.INTERVIEW, "en", code=CODE)
    sitting.answer("place/years", ["4"])
    sitting.answer("place/safe", ["yes"])
    assert sitting.finish() == ()
    return AmendPresenter(workspace, field.project.id, followed)


def words(presenter: AmendPresenter) -> dict[str, str]:
    return {line.address: line.words for line in presenter.state.lines}


def test_the_answers_of_a_code_are_shown_in_words(presenter: AmendPresenter) -> None:
    presenter.look_up("234 562-f")
    assert presenter.state.code == "234 562 F"
    assert presenter.state.can_change
    shown = words(presenter)
    assert (shown["place/years"], shown["place/safe"]) == ("4", "Yes")


def test_a_change_keeps_the_old_answer_with_its_reason(
    presenter: AmendPresenter, followed: Any
) -> None:
    presenter.look_up(CODE)
    presenter.begin_edit("place/years")
    presenter.write(["40"])
    presenter.save("misread on paper")
    followed.tell()
    (line,) = [one for one in presenter.state.lines if one.address == "place/years"]
    assert line.words == "40"
    assert [(old.words, old.reason) for old in line.old] == [("4", "misread on paper")]
    assert presenter.state.editing is None


def test_no_answer_is_changed_without_a_reason_or_to_what_does_not_fit(
    presenter: AmendPresenter, followed: Any
) -> None:
    presenter.look_up(CODE)
    presenter.begin_edit("place/years")
    presenter.save("why")
    assert presenter.state.trouble == "Give the new answer first."
    presenter.write(["40"])
    presenter.save(" ")
    assert "say why" in presenter.state.trouble
    presenter.write(["400"])
    presenter.save("why")
    assert presenter.state.trouble == "Nobody lives so long."
    followed.tell()
    presenter.leave_edit()
    presenter.look_up(CODE)
    assert words(presenter)["place/years"] == "4"


def test_a_draft_is_shown_and_not_changed_here(
    presenter: AmendPresenter, workspace: Workspace, field: Field, followed: Any
) -> None:
    draft = collect.start(workspace, field.after.id, Mode.INTERVIEW, "en", code=CODE)
    draft.answer("place/years", ["5"]).saved.result(10)
    presenter.look_up(CODE)
    assert [one.wave for one in presenter.state.found] == ["Before", "After"]
    presenter.choose(draft.response.id)
    assert not presenter.state.can_change


def test_a_code_that_nobody_has_is_said_with_those_that_are_close(
    presenter: AmendPresenter,
) -> None:
    presenter.look_up("234562G")
    assert presenter.state.near == ("234 562 F",)
    assert presenter.state.found == ()
