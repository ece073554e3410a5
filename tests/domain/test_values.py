"""Results of rated, ranked, shared-out, placed and counted answers, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.analysis.counts import tally
from pollkit.domain.analysis.values import (
    Bin,
    Spot,
    WordCount,
    WordEdits,
    bins_of,
    is_right,
    numbers_of,
)
from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.instruments import Item, ItemKind, Option

ABC = tuple(Option(code, {"en": code.upper()}) for code in "abc")


def item(kind: ItemKind, **more: object) -> Item:
    return replace(Item("q", kind, {"en": "?"}, ABC), **more)  # type: ignore[arg-type]


def test_a_matrix_counts_each_statement_among_those_who_rated_it() -> None:
    given = [Choice(values=(("a", "1"), ("b", "5"))), Choice(values=(("a", "4"),))]
    result = tally(item(ItemKind.MATRIX), given, asked=3)
    assert result.options == ()
    assert result.part("a").counts == (1, 0, 0, 1, 0)
    assert (result.part("a").answered, result.part("a").mean) == (2, 2.5)
    assert (result.part("b").answered, result.part("b").mean) == (1, 5.0)
    assert (result.part("c").answered, result.part("c").mean) == (0, None)


def test_a_ranking_gives_the_first_of_three_places_three_points_and_none_to_what_is_left_out() -> (
    None
):
    given = [Choice(codes=("a", "b", "c")), Choice(codes=("b", "a")), Choice(codes=("b",))]
    result = tally(item(ItemKind.RANKING), given, asked=3)
    assert [part.score for part in result.parts] == [5 / 3, 8 / 3, 1 / 3]
    assert [part.mean for part in result.parts] == [1.5, 4 / 3, 3.0]
    assert result.part("b").counts == (2, 1, 0)


def test_the_top_two_of_a_ranking_give_two_points_and_one() -> None:
    result = tally(item(ItemKind.RANKING, most_choices=2), [Choice(codes=("c", "a"))], asked=1)
    assert [part.score for part in result.parts] == [1.0, 0.0, 2.0]


def test_shared_out_points_are_averaged_over_all_who_answered() -> None:
    given = [Choice(values=(("a", "100"),)), Choice(values=(("a", "20"), ("b", "80")))]
    result = tally(item(ItemKind.POINTS), given, asked=2)
    assert [part.mean for part in result.parts] == [60.0, 40.0, 0.0]
    assert sum(part.mean or 0 for part in result.parts) == 100


def test_a_grid_shows_each_spot_and_the_middle_without_an_order() -> None:
    given = [
        Choice(values=(("a.x", "90"), ("a.y", "10"))),
        Choice(values=(("a.x", "10"), ("a.y", "20"))),
    ]
    part = tally(item(ItemKind.GRID), given, asked=2).part("a")
    assert part.spots == (Spot(10, 20), Spot(90, 10))
    assert part.middle == Spot(50, 15)


def test_pins_are_kept_without_an_order() -> None:
    given = [Choice(values=(("x", "900"), ("y", "1"))), Choice(values=(("x", "5"), ("y", "2")))]
    assert tally(item(ItemKind.PIN), given, asked=2).pins == (Spot(5, 2), Spot(900, 1))


def test_numbers_have_a_mean_a_median_and_one_bar_each_while_they_are_close_together() -> None:
    given = [Choice(values=(("number", n),)) for n in ("3", "1", "5", "3")]
    numbers = tally(item(ItemKind.NUMBER), given, asked=4).numbers
    assert numbers is not None
    assert (numbers.given, numbers.mean, numbers.median) == ((1, 3, 3, 5), 3, 3)
    assert numbers.bins == (Bin(1, 1, 1), Bin(2, 2, 0), Bin(3, 3, 2), Bin(4, 4, 0), Bin(5, 5, 1))


def test_numbers_that_lie_apart_are_put_into_round_bars() -> None:
    assert bins_of([2, 18, 25, 40, 97]) == tuple(
        Bin(low, low + 10, count)
        for low, count in zip(range(0, 100, 10), (1, 1, 1, 0, 1, 0, 0, 0, 0, 1), strict=True)
    )


@given(st.lists(st.floats(-1e6, 1e6).map(lambda n: round(n, 2)), min_size=1, max_size=60))
def test_bars_hold_every_number_once_as_numpy_counts_them(numbers: list[float]) -> None:
    bins = bins_of(numbers)
    assert 1 <= len(bins) <= 10
    assert sum(one.count for one in bins) == len(numbers)
    assert bins[0].low <= min(numbers)
    assert bins[-1].high >= max(numbers) or bins[-1].high == pytest.approx(max(numbers))


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=60))
def test_bars_of_whole_numbers_are_numpys(numbers: list[int]) -> None:
    bins = bins_of(numbers)
    if bins[0].low == bins[0].high:
        return
    edges = [one.low for one in bins] + [bins[-1].high]
    assert [one.count for one in bins] == np.histogram(numbers, edges)[0].tolist()


def test_words_are_the_same_whatever_their_case_and_count_people() -> None:
    given = [Choice(text="Hope\nhope\nMoney"), Choice(text="hope"), Choice(text="ＨＯＰＥ")]
    result = tally(item(ItemKind.WORDS), given, asked=3)
    assert result.words == (WordCount("hope", 3), WordCount("Money", 1))


def test_merged_words_count_people_once_and_hidden_ones_not_at_all() -> None:
    given = [Choice(text="cash\nmoney"), Choice(text="Money"), Choice(text="rubbish")]
    edits = WordEdits(merged={"cash": "money"}, hidden=frozenset({"rubbish"}))
    assert tally(item(ItemKind.WORDS), given, 3, edits=edits).words == (WordCount("Money", 2),)


def test_a_quiz_question_counts_who_was_right_and_how_sure_they_were() -> None:
    asked = item(ItemKind.MULTIPLE, right=("a", "b"), asks_sureness=True)
    given = [
        Choice(codes=("a", "b"), values=((SURE, "4"),)),
        Choice(codes=("a",), values=((SURE, "4"),)),
        Choice(codes=("a", "b", "c")),
    ]
    result = tally(asked, given, asked=3)
    assert (result.right, result.sureness, result.sureness_right) == (1, (0, 0, 0, 2), (0, 0, 0, 1))


def test_a_withheld_result_tells_nothing_but_how_many() -> None:
    asked = item(ItemKind.NUMBER, right=("3",), asks_sureness=True)
    result = tally(asked, [Choice(values=(("number", "3"), (SURE, "1")))], asked=9).withheld()
    assert (result.asked, result.answered, result.is_withheld) == (9, 1, True)
    assert (result.numbers, result.right, result.sureness) == (None, None, ())


GUESS = Item("guess", ItemKind.NUMBER, {}, right=("100",), right_within="2.5")


def guessed(*numbers: str) -> list[Choice]:
    return [Choice(values=(("number", number),)) for number in numbers]


@pytest.mark.parametrize(
    ("number", "is_so"), [("100", True), ("97.5", True), ("102.5", True), ("102.6", False)]
)
def test_a_number_is_right_within_the_margin(number: str, is_so: bool) -> None:
    assert is_right(GUESS, guessed(number)[0]) is is_so
    assert is_right(replace(GUESS, right_within=None), guessed(number)[0]) is (number == "100")


def test_tenths_are_right_as_on_paper() -> None:
    """0.1 + 0.2 is not 0.3 in a computer's binary fractions."""
    item = replace(GUESS, right=("0.1",), right_within="0.2")
    assert is_right(item, guessed("0.3")[0])


def test_the_closest_guesses_are_told_on_both_sides() -> None:
    numbers = numbers_of(GUESS, guessed("80", "104", "96", "104", "130"))
    assert numbers is not None
    assert numbers.closest == (96, 104)


def test_without_a_right_number_none_is_closest() -> None:
    numbers = numbers_of(replace(GUESS, right=()), guessed("80", "104"))
    assert numbers is not None
    assert numbers.closest == ()
