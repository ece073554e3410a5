"""What comes back on paper is typed in with digits, and checked by a second pair of eyes."""

from __future__ import annotations

from random import Random

import pytest
from paper_samples import FORM

from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.paper_forms.double_entry import (
    Difference,
    EntryCheck,
    differences,
    error_rate,
    sample_to_check,
)
from pollkit.domain.paper_forms.entry import check_field, entry_fields, read_entry
from pollkit.domain.paper_forms.sheets import paper_form

PAPER = paper_form(FORM, "en")
FIELDS = {(entry.address, entry.part): entry for entry in entry_fields(PAPER)}


def test_a_sheet_is_typed_in_digits() -> None:
    typed = {
        ("talked", ""): "2",
        ("safe", ""): "13",
        ("trust", ""): "10",
        ("trust", SURE): "4",
        ("places", "home"): "5",
        ("places", "street"): "1",
        ("first", "school"): "1",
        ("first", "home"): "2",
        ("age", ""): "41",
        ("since", ""): "02032019",
        ("home/child[2]/name", ""): "Sam",
        ("home/child[2]/up", ""): "630",
    }

    entered = read_entry(PAPER, FORM, typed)

    assert entered.problems == {}
    assert entered.answers == {
        "talked": Choice(codes=("some",)),
        "safe": Choice(codes=("home", "street")),
        "trust": Choice(codes=("10",), values=((SURE, "4"),)),
        "places": Choice(values=(("home", "5"), ("street", "1"))),
        "first": Choice(codes=("school", "home")),
        "age": Choice(values=(("number", "41"),)),
        "since": Choice(text="2019-03-02"),
        "home/child": Choice(values=(("count", "2"),)),
        "home/child[2]/name": Choice(text="Sam"),
        "home/child[2]/up": Choice(text="06:30:00"),
    }


def test_open_and_unsaid_are_two_things() -> None:
    entered = read_entry(PAPER, FORM, {("talked", ""): "-", ("age", ""): " "})

    assert entered.unsaid == {"talked"}
    assert entered.answers == {}


@pytest.mark.parametrize(
    ("address", "typed", "words"),
    [
        ("talked", "4", "4 is not on the paper here. Possible: 1–3."),
        ("safe", "17", "7 is not on the paper here. Possible: 1–3."),
        ("trust", "11", "11 is not on the paper here."),
    ],
)
def test_a_digit_that_is_not_printed_is_told_at_once(address: str, typed: str, words: str) -> None:
    assert check_field(FIELDS[address, ""], typed).startswith(words)
    assert address in read_entry(PAPER, FORM, {(address, ""): typed}).problems


@pytest.mark.parametrize("typed", ["1", "31022019", "24112", "24 11 26"])
def test_a_day_that_cannot_be_read_is_a_problem(typed: str) -> None:
    assert "since" in read_entry(PAPER, FORM, {("since", ""): typed}).problems


@pytest.mark.parametrize("typed", ["02032019", "2.3.2019", "02 03 2019", "2019-03-02"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    entered = read_entry(PAPER, FORM, {("since", ""): typed})
    assert entered.answers["since"] == Choice(text="2019-03-02")


def test_two_entries_differ_where_they_differ() -> None:
    first = {"a": Choice(codes=("1",)), "b": Choice(text="The  weather"), "c": Choice(text="x")}
    second = {"a": Choice(codes=("2",)), "b": Choice(text="the weather")}

    found = differences("abcd", first, second)

    assert found == (
        Difference("a", Choice(codes=("1",)), Choice(codes=("2",))),
        Difference("c", Choice(text="x"), None),
    )
    assert differences("abcd", first, first) == ()
    assert error_rate([EntryCheck(4, ("a", "c")), EntryCheck(4, ())]) == 2 / 8
    assert error_rate([]) is None


def test_a_sample_has_at_least_one_sheet_and_no_sheet_twice() -> None:
    assert len(sample_to_check(range(5), 0.1, Random(1))) == 1
    assert len(set(sample_to_check(range(40), 0.1, Random(1)))) == 4
    assert sample_to_check([], 0.1, Random(1)) == ()
