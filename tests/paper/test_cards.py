"""Which letter stands on top, and when an answer counts."""

from __future__ import annotations

import math

import pytest

from pollkit.paper.cards import CardCount, CardReading, letter_on_top

UPRIGHT = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def turned(degrees: float) -> tuple[tuple[float, float], ...]:
    """A card turned to the right, as one sees it in the picture."""
    angle = math.radians(degrees)
    return tuple(
        (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        for x, y in UPRIGHT
    )


def seen(number: int, letter: str) -> CardReading:
    return CardReading(number, letter, UPRIGHT)


# The letters run clockwise, so the right edge's B comes on top when the card is turned left.
@pytest.mark.parametrize(("degrees", "letter"), [(0, "A"), (-90, "B"), (180, "C"), (90, "D")])
@pytest.mark.parametrize("slant", [-30, -10, 0, 10, 30])
def test_the_letter_of_the_upper_edge_is_the_answer(
    degrees: float, letter: str, slant: float
) -> None:
    assert letter_on_top(turned(degrees + slant)) == letter


@pytest.mark.parametrize("degrees", [45, 135, 225, 315, 40, 50])
def test_a_card_on_its_corner_gives_no_answer(degrees: float) -> None:
    assert letter_on_top(turned(degrees)) is None


def test_a_card_that_leans_back_keeps_its_letter() -> None:
    flat = tuple((x, y * 0.4) for x, y in turned(-90 + 15))
    assert letter_on_top(flat) == "B"


def test_an_answer_counts_when_it_was_read_three_times_in_five_pictures() -> None:
    count = CardCount()
    assert not count.take([seen(7, "B")])
    assert not count.take([])
    assert not count.take([seen(7, "B")])
    assert not count.take([])
    assert count.settled == {}
    assert count.take([seen(7, "B")])
    assert count.settled == {7: "B"}


def test_readings_far_apart_do_not_add_up() -> None:
    count = CardCount()
    for _ in range(4):
        count.take([seen(7, "B")])
        for _ in range(2):
            count.take([])
    assert count.settled == {}


def test_one_false_reading_changes_nothing() -> None:
    count = CardCount()
    for letter in "AAAAADAAAAA":
        count.take([seen(7, letter)])
    assert count.settled == {7: "A"}


def test_a_card_is_counted_once_and_its_last_answer_wins() -> None:
    count = CardCount()
    for letter in "AAABBCCCC":
        count.take([seen(7, letter), seen(9, "D")])
    assert count.settled == {7: "C", 9: "D"}
    assert count.tally() == {"A": 0, "B": 0, "C": 1, "D": 1}


def test_a_card_that_is_put_down_keeps_its_answer() -> None:
    count = CardCount()
    for _ in range(3):
        count.take([seen(7, "A")])
    for _ in range(50):
        assert not count.take([])
    assert count.settled == {7: "A"}


def test_two_copies_of_a_card_that_disagree_do_not_count() -> None:
    count = CardCount()
    for _ in range(5):
        count.take([seen(7, "A"), seen(7, "B"), seen(8, "C"), seen(8, "C")])
    assert count.settled == {8: "C"}


def test_the_next_question_begins_with_nothing() -> None:
    count = CardCount()
    for _ in range(3):
        count.take([seen(7, "A")])
    count.clear()
    assert count.settled == {}
    assert not count.take([seen(7, "A")])
    assert not count.take([seen(7, "A")])
    assert count.take([seen(7, "A")])
