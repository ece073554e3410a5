"""Tallies and percents, counted by hand."""

from __future__ import annotations

import pytest

from pollkit.domain.analysis.counts import tally, whole_percents
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind, Option

OPTIONS = tuple(Option(code, {"en": code.upper()}) for code in ("a", "b", "c"))
ONE = Item("one", ItemKind.SINGLE, {"en": "?"}, OPTIONS)
SEVERAL = Item("several", ItemKind.MULTIPLE, {"en": "?"}, OPTIONS)
SCALE = Item("scale", ItemKind.SCALE, {"en": "?"}, points=5)
TEXT = Item("text", ItemKind.TEXT, {"en": "?"})


def test_shares_are_of_those_who_answered() -> None:
    result = tally(ONE, [Choice(("a",))] * 29 + [Choice(("b",))] * 13, asked=45)
    assert (result.asked, result.answered) == (45, 42)
    assert [option.count for option in result.options] == [29, 13, 0]
    assert result.options[0].share == pytest.approx(0.690476, abs=1e-6)


def test_a_multiple_choice_counts_people_not_ticks() -> None:
    result = tally(SEVERAL, [Choice(("a", "b")), Choice(("a",))], asked=2)
    assert result.answered == 2
    assert [option.share for option in result.options] == [1.0, 0.5, 0.0]


def test_the_mean_of_a_scale_is_that_of_its_points() -> None:
    """(1 + 4 + 4 + 5) / 4 = 3.5"""
    result = tally(SCALE, [Choice((point,)) for point in "1445"], asked=4)
    assert result.mean == 3.5
    assert tally(ONE, [Choice(("a",))], asked=1).mean is None
    assert tally(SCALE, [], asked=3).mean is None


def test_texts_come_in_an_order_that_tells_nobody_s_place() -> None:
    words = [Choice(text=text) for text in ("pear", "apple", "plum")]
    assert tally(TEXT, words, asked=3).texts == ("apple", "pear", "plum")


def test_nobody_answered_means_no_share_and_no_interval() -> None:
    result = tally(ONE, [], asked=5, population=10)
    assert [option.share for option in result.options] == [None, None, None]
    assert [option.interval for option in result.options] == [None, None, None]


def test_more_answers_than_were_counted_as_asked_raise_the_number_asked() -> None:
    assert tally(ONE, [Choice(("a",))] * 3, asked=2).asked == 3


def test_intervals_stand_only_where_a_large_enough_population_is_stated() -> None:
    answers = [Choice(("a",))] * 31 + [Choice(("b",))] * 14
    assert all(option.interval is None for option in tally(ONE, answers, asked=45).options)
    assert tally(ONE, answers, asked=45, population=44).population is None
    (yes, *_) = tally(ONE, answers, asked=45, population=60).options
    assert yes.interval is not None
    assert yes.interval.low == pytest.approx(0.617284, abs=2e-6)


@pytest.mark.parametrize(("answers", "shows"), [(9, False), (10, True)])
def test_percents_are_shown_from_ten_answers_on(answers: int, shows: bool) -> None:
    assert tally(ONE, [Choice(("a",))] * answers, asked=10).shows_percent is shows


@pytest.mark.parametrize(
    ("counts", "base", "percents"),
    [
        ([29, 8, 5], 42, (69, 19, 12)),  # 69.05, 19.05, 11.90
        ([1, 1, 1], 3, (33, 33, 33)),
        ([1, 7], 8, (13, 88)),  # 12.5 and 87.5: halves go up
        ([0], 0, (0,)),
    ],
)
def test_each_percent_is_the_one_a_reader_computes(
    counts: list[int], base: int, percents: tuple[int, ...]
) -> None:
    assert whole_percents(counts, base) == percents
