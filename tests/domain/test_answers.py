"""What may be answered to each kind of question; expectations worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.answers import as_sent, number_text, read_choice, read_number
from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.errors import AnswerNotAccepted

ABC = tuple(Option(code, {"en": code.upper()}) for code in "abc")


def item(kind: ItemKind, **more: object) -> Item:
    return replace(Item("q", kind, {"en": "?"}, ABC), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "sent", "kept"),
    [
        (item(ItemKind.MULTIPLE), ["c", "a"], Choice(codes=("a", "c"))),
        (item(ItemKind.SCALE, points=11, lowest=0), ["0"], Choice(codes=("0",))),
        (item(ItemKind.SCALE, points=11, lowest=0), ["10"], Choice(codes=("10",))),
        (item(ItemKind.RANKING), ["a=2", "b=", "c=1"], Choice(codes=("c", "a"))),
        (item(ItemKind.MATRIX), ["c=5", "a=1"], Choice(values=(("a", "1"), ("c", "5")))),
        (item(ItemKind.POINTS), ["b=0", "a=30", "c=70"], Choice(values=(("a", "30"), ("c", "70")))),
        (item(ItemKind.GRID), ["b.y=100", "b.x=0"], Choice(values=(("b.x", "0"), ("b.y", "100")))),
        (item(ItemKind.PIN), ["y=1000", "x=12"], Choice(values=(("x", "12"), ("y", "1000")))),
        (item(ItemKind.NUMBER), ["1 234,50"], Choice(values=(("number", "1234.5"),))),
        (item(ItemKind.TEXT), [" Money "], Choice(text="Money")),
        (item(ItemKind.DATE), ["2024-02-29"], Choice(text="2024-02-29")),
        (item(ItemKind.TIME), ["09:05"], Choice(text="09:05:00")),
        (
            item(ItemKind.MOMENT),
            ["2026-11-24 14:30+01:00"],
            Choice(text="2026-11-24T14:30:00+01:00"),
        ),
        (item(ItemKind.WORDS), ["hope", " ", "cold  feet"], Choice(text="hope\ncold feet")),
    ],
)
def test_an_answer_is_kept_in_its_shortest_form(asked: Item, sent: list[str], kept: Choice) -> None:
    assert read_choice(asked, sent) == kept
    assert read_choice(asked, as_sent(asked, kept)) == kept


@pytest.mark.parametrize(
    ("asked", "sent", "why"),
    [
        (item(ItemKind.MULTIPLE, least_choices=2), ["a"], "at least 2"),
        (item(ItemKind.MULTIPLE, most_choices=2), ["a", "b", "c"], "at most 2"),
        (item(ItemKind.NUMBER, whole=True), ["2.5"], "whole numbers"),
        (item(ItemKind.DATE), ["2023-02-29"], "a day"),
        (item(ItemKind.TIME), ["25:00"], "a time"),
        (item(ItemKind.MOMENT), ["2026-11-24 14:30"], "a day and a time"),
        (item(ItemKind.SCALE, points=11, lowest=0), ["11"], "does not belong"),
        (item(ItemKind.RANKING), ["a=1", "b=1"], "each place once"),
        (item(ItemKind.RANKING), ["a=2", "b=3"], "each place once"),
        (item(ItemKind.RANKING), ["d=1"], "does not belong"),
        (item(ItemKind.RANKING, least_choices=3), ["a=1"], "at least 3"),
        (item(ItemKind.RANKING), ["a=x"], "whole numbers"),
        (item(ItemKind.RANKING), [], "at least one option"),
        (item(ItemKind.MATRIX), ["a="], "choose an answer"),
        (item(ItemKind.MATRIX), ["a=6"], "does not belong"),
        (item(ItemKind.MATRIX), ["a=1", "a=2"], "does not belong"),
        (item(ItemKind.POINTS), ["a=30", "b=60"], "You have given 90"),
        (item(ItemKind.POINTS), ["a=150", "b=-50"], "whole numbers"),
        (item(ItemKind.POINTS), [], "You have given 0"),
        (item(ItemKind.GRID), ["a.x=5"], "does not belong"),
        (item(ItemKind.GRID), ["a.x=5", "a.y=101"], "does not belong"),
        (item(ItemKind.PIN), ["x=5"], "does not belong"),
        (item(ItemKind.PIN), [], "put your pin"),
        (item(ItemKind.NUMBER), ["twelve"], "one number"),
        (item(ItemKind.NUMBER), ["1e400"], "one number"),
        (item(ItemKind.NUMBER), ["NaN"], "one number"),
        (item(ItemKind.NUMBER, smallest="0"), ["-0.1"], "from 0"),
        (item(ItemKind.NUMBER, largest="100"), ["100.01"], "up to 100"),
        (item(ItemKind.WORDS), ["a", "b", "c", "d"], "at most 3"),
        (item(ItemKind.WORDS, longest_text=4), ["abcde"], "at most 4 characters"),
        (item(ItemKind.QUESTIONS), ["a"], "does not belong"),
        (item(ItemKind.SINGLE, asks_sureness=True), ["a", f"{SURE}=5"], "does not belong"),
        (item(ItemKind.SINGLE), ["a", f"{SURE}=1"], "does not belong"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_what_to_do(
    asked: Item, sent: list[str], why: str
) -> None:
    with pytest.raises(AnswerNotAccepted, match=why):
        read_choice(asked, sent)


def test_how_sure_somebody_is_stands_beside_the_answer_and_may_be_left_out() -> None:
    asked = item(ItemKind.SINGLE, asks_sureness=True)
    sure = read_choice(asked, ["b", f"{SURE}=4"])
    assert sure == Choice(codes=("b",), values=((SURE, "4"),))
    assert as_sent(asked, sure) == ["b", f"{SURE}=4"]
    assert read_choice(asked, ["b"]) == Choice(codes=("b",))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("3,5", "3.5"),
        ("-0.50", "-0.5"),
        ("١٢٫٥", "12.5"),  # Arabic-Indic digits and decimal sign
        ("१२", "12"),
        ("−3", "-3"),  # the minus of typographers
        ("100", "100"),
        ("0.0", "0"),
        ("0,125", "0.125"),
        ("١٢٫٣٤٥", "12.3450"),
        ("2000", "2000"),
        ("2 000", "2000"),
        ("12.3450", "12.3450"),
        ("-0", "0"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    read = read_number(typed)
    assert read is not None
    assert number_text(read) == number


@pytest.mark.parametrize(
    "typed",
    [
        *("", "1.2.3", "1,234,567", "1,234.5", "0x1F", "1_000", "9" * 16),
        *("2,000", "1.000", "-12.345"),  # thousands in one country, decimals in another
    ],
)
def test_what_could_mean_two_numbers_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9999, max_value=9999)
)
def test_the_shortest_form_of_a_number_is_the_same_number(number: Decimal) -> None:
    assert read_number(number_text(number)) == number
    assert Decimal(number_text(number)) == number


@given(
    st.sampled_from(sorted(set(ItemKind) - {ItemKind.QUESTIONS, ItemKind.IDEAS})),
    st.lists(st.text(max_size=12), max_size=6),
)
def test_whatever_a_phone_sends_is_kept_or_refused(kind: ItemKind, sent: list[str]) -> None:
    asked = item(kind)
    try:
        kept = read_choice(asked, sent)
    except AnswerNotAccepted:
        return
    assert read_choice(asked, as_sent(asked, kept)) == kept
