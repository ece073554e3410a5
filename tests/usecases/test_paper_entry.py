"""Sheets of paper become responses, and a second entry tells how often one errs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from field_samples import Field, new_field
from paper_samples import FORM

from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.codes import new_codes
from pollkit.domain.waves import Mode, ResponseState
from pollkit.errors import NotAllowedNow
from pollkit.store import Role, Workspace
from pollkit.usecases.paper_entry import check_entry, enter_sheet, entry_quality
from pollkit.usecases.projects import ask_for_consent
from pollkit.usecases.withdrawal import withdraw

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CODE, *OTHERS = new_codes(3)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace, FORM)


SHEET = {
    ("talked", ""): "1",
    ("about", ""): "Nothing",  # should have been skipped: the answer was "never"
    ("safe", ""): "13",
    ("age", ""): "41",
    ("trust", ""): "7",
    ("trust", SURE): "3",
    ("places", "home"): "-",
    ("home/child[1]/name", ""): "Sam",
    ("home/child[2]/up", ""): "0715",
}


def test_a_sheet_is_kept_as_a_finished_response(workspace: Workspace, field: Field) -> None:
    done = enter_sheet(workspace, field.before.id, "en", CODE, SHEET)

    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
        (person,) = repos.respondents.list(field.project.id)
    assert (kept.mode, kept.state, person.code) == (Mode.PAPER, ResponseState.FINISHED, CODE)
    assert kept.answers == {
        "talked": Choice(codes=("never",)),
        "trust": Choice(codes=("7",), values=((SURE, "3"),)),
        "safe": Choice(codes=("home", "street")),
        "age": Choice(values=(("number", "41"),)),
        "home/child": Choice(values=(("count", "2"),)),
        "home/child[1]/name": Choice(text="Sam"),
        "home/child[2]/up": Choice(text="07:15:00"),
        "score": Choice(text="42"),  # worked out, as on a screen
    }
    assert kept.unsaid == {"places"}
    assert set(done.left_out) == {"about"}


def test_a_field_that_cannot_be_read_keeps_nothing(workspace: Workspace, field: Field) -> None:
    with pytest.raises(NotAllowedNow, match="Question 1: 7 is not on the paper here"):
        enter_sheet(workspace, field.before.id, "en", CODE, {("talked", ""): "7"})
    with workspace.read() as repos:
        assert repos.responses.list(field.before.id) == ()


def test_the_same_sheet_twice_is_refused(workspace: Workspace, field: Field) -> None:
    enter_sheet(workspace, field.before.id, "en", CODE, SHEET)

    with pytest.raises(NotAllowedNow, match="answered already"):
        enter_sheet(workspace, field.before.id, "en", CODE, SHEET)


def test_paper_without_consent_is_a_refusal(workspace: Workspace, field: Field) -> None:
    ask_for_consent(workspace, field.project.id, {"en": "We keep no names."}).result(10)

    with pytest.raises(NotAllowedNow, match="consent"):
        enter_sheet(workspace, field.before.id, "en", CODE, SHEET)
    done = enter_sheet(workspace, field.before.id, "en", OTHERS[0], SHEET, has_consent=False)
    assert done.response.state is ResponseState.REFUSED
    assert done.response.answers == {}


def test_a_second_entry_tells_the_error_rate(workspace: Workspace, field: Field) -> None:
    ids = [
        enter_sheet(workspace, field.before.id, "en", code, SHEET).response.id
        for code in (CODE, *OTHERS)
    ]
    with workspace.read() as repos:
        before = entry_quality(repos, field.before.id, Random(1))
    assert (before.sheets, before.checked, before.rate) == (3, 0, None)
    assert len(before.next_to_check) == 1

    again = {**SHEET, ("age", ""): "47", ("safe", ""): "1"}
    outcome = check_entry(workspace, ids[0], again)

    assert outcome.check.differing == ("safe", "age")
    assert [(d.first, d.second) for d in outcome.differences][1] == (
        Choice(values=(("number", "41"),)),
        Choice(values=(("number", "47"),)),
    )
    with workspace.read() as repos:
        after = entry_quality(repos, field.before.id, Random(1))
        assert repos.entry_checks.of(frozenset(ids)) == {ids[0]: outcome.check}
    # Of 12 numbered questions, those of two children included, two were to be skipped.
    assert (after.checked, after.rate, after.next_to_check) == (1, 2 / 10, ())


def test_a_withdrawal_takes_the_check_along(workspace: Workspace, field: Field) -> None:
    done = enter_sheet(workspace, field.before.id, "en", CODE, SHEET)
    check_entry(workspace, done.response.id, SHEET)

    withdraw(workspace, field.project.id, CODE)

    with workspace.read() as repos:
        assert repos.entry_checks.of(frozenset({done.response.id})) == {}
