"""What separates two states of a response, and rows that move up."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.ballots import Choice
from pollkit.domain.changes import (
    count_choice,
    difference,
    merged,
    rows_in,
    with_changes,
    without_row,
)
from pollkit.domain.waves import Changes, Mode, Response, ResponseState

CHOICES = st.sampled_from([Choice(("a",)), Choice(text="b"), Choice(values=(("number", "3"),))])
ADDRESSES = st.sampled_from(["trust", "about", "member", "member[1]/age", "member[2]/age"])
ANSWERS = st.dictionaries(ADDRESSES, CHOICES)


@st.composite
def changes(draw: st.DrawFn) -> Changes:
    answers = draw(ANSWERS)
    unsaid = draw(st.frozensets(ADDRESSES)) - answers.keys()
    cleared = draw(st.frozensets(ADDRESSES)) - answers.keys() - unsaid
    return Changes(answers, unsaid, cleared, draw(st.dictionaries(ADDRESSES, st.integers(1, 9))))


def response(answers: dict[str, Choice], unsaid: frozenset[str] = frozenset()) -> Response:
    ids = uuid4(), uuid4(), uuid4()
    return Response(*ids, "v", Mode.KIOSK, ResponseState.DRAFT, answers, unsaid=unsaid)


@given(ANSWERS, ANSWERS)
def test_the_difference_makes_the_one_of_the_other(
    before: dict[str, Choice], after: dict[str, Choice]
) -> None:
    assert with_changes(response(before), difference(before, after)).answers == after


@given(ANSWERS, changes(), changes())
def test_two_changes_at_once_are_the_one_after_the_other(
    before: dict[str, Choice], earlier: Changes, later: Changes
) -> None:
    one_by_one = with_changes(with_changes(response(before), earlier), later)
    at_once = with_changes(response(before), merged(earlier, later))
    assert at_once.answers == one_by_one.answers
    assert at_once.unsaid == one_by_one.unsaid


def test_rows_behind_the_one_that_goes_move_up() -> None:
    kept = {
        "trust": 1,
        "home/member[1]/age": 2,
        "home/member[2]/age": 3,
        "home/member[3]/age": 4,
        "home/member[10]/pet[2]/name": 5,
        "home/members[3]/age": 6,
    }
    assert without_row("home/member[2]", kept) == {
        "trust": 1,
        "home/member[1]/age": 2,
        "home/member[2]/age": 4,
        "home/member[9]/pet[2]/name": 5,
        "home/members[3]/age": 6,
    }
    with pytest.raises(ValueError, match="no row"):
        without_row("trust", kept)


def test_the_number_of_rows_is_the_answer_of_its_section() -> None:
    assert rows_in({"member": count_choice(3), "trust": Choice(("2",))}) == {"member": 3}
