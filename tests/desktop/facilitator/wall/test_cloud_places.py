from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from pollkit.desktop.facilitator.wall.cloud_places import (
    MOST_WORDS,
    Cloud,
    CloudMemory,
    CloudWord,
    lay_out_cloud,
)

WIDTH, HEIGHT, LEAST, MOST = 1200.0, 500.0, 24.0, 85.0

COUNTS = st.dictionaries(
    st.text("abcdefghijklmnop ", min_size=1, max_size=30), st.integers(1, 400), max_size=70
)


def measure(text: str, pixel_size: float) -> tuple[float, float]:
    """Letters of one width, half as wide as high."""
    return len(text) * pixel_size * 0.5, pixel_size * 1.2


def by_frequency(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def laid_out(counts: dict[str, int], before: Cloud | None = None) -> Cloud:
    return lay_out_cloud(by_frequency(counts), WIDTH, HEIGHT, LEAST, MOST, measure, before)


def overlap(one: CloudWord, other: CloudWord) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def hold_their_places(cloud: Cloud) -> None:
    for number, word in enumerate(cloud.words):
        assert word.x >= 0 and word.x + word.width <= WIDTH + 1e-6
        assert word.y >= 0 and word.y + word.height <= HEIGHT + 1e-6
        assert not any(overlap(word, other) for other in cloud.words[:number])


@given(COUNTS)
@settings(max_examples=150, deadline=None)
def test_no_word_lies_on_another_or_leaves_the_area(counts: dict[str, int]) -> None:
    hold_their_places(laid_out(counts))


@given(COUNTS)
@settings(max_examples=60, deadline=None)
def test_no_word_is_smaller_than_the_least_size_and_none_is_forgotten(
    counts: dict[str, int],
) -> None:
    cloud = laid_out(counts)
    assert all(word.pixel_size >= LEAST for word in cloud.words)
    assert len(cloud.words) + cloud.left_out == len(counts)
    assert len(cloud.words) <= MOST_WORDS


@given(COUNTS, COUNTS)
@settings(max_examples=100, deadline=None)
def test_known_words_stay_where_they_are_while_others_come(
    counts: dict[str, int], more: dict[str, int]
) -> None:
    """The middle of each word that is still among the most frequent has not moved."""
    before = laid_out(counts)
    grown = {**more, **{word: n + more.get(word, 0) for word, n in counts.items()}}
    after = laid_out(grown, before)
    hold_their_places(after)
    stood = {
        word.text: (word.x + word.width / 2, word.y + word.height / 2) for word in before.words
    }
    for word in after.words:
        if word.text in stood:
            x, y = stood[word.text]
            assert math.isclose(word.x + word.width / 2, x, abs_tol=1e-6)
            assert math.isclose(word.y + word.height / 2, y, abs_tol=1e-6)


@given(COUNTS)
@settings(max_examples=30, deadline=None)
def test_the_same_words_give_the_same_cloud(counts: dict[str, int]) -> None:
    assert laid_out(counts) == laid_out(dict(reversed(counts.items())))


def test_sizes_go_with_the_square_root_of_the_counts() -> None:
    """Four times as many people: twice the size."""
    sizes = {word.text: word.pixel_size for word in laid_out({"often": 16, "seldom": 4}).words}
    assert math.isclose(sizes["often"] / sizes["seldom"], 2)


def test_the_word_that_most_people_wrote_stands_out_even_in_a_crowd() -> None:
    counts = {f"word number {n}": 1 for n in range(60)} | {"learning": 30}
    cloud = laid_out(counts)
    assert cloud.words[0].text == "learning"
    assert cloud.words[0].pixel_size >= 2.2 * LEAST


def test_three_words_of_one_person_each_do_not_shout() -> None:
    assert all(word.pixel_size <= 2.3 * LEAST for word in laid_out({"a": 1, "b": 1, "c": 1}).words)


def test_a_phrase_that_is_wider_than_the_area_is_counted_and_not_squeezed_in() -> None:
    cloud = laid_out({"x" * 300: 3, "short": 2})
    assert [word.text for word in cloud.words] == ["short"]
    assert cloud.left_out == 1


def test_the_memory_is_for_one_question_and_one_area() -> None:
    memory, cloud = CloudMemory(), laid_out({"a": 2})
    memory.keep(cloud, "words", 1200)
    assert memory.recall("words", 1200) is cloud
    assert memory.recall("words", 800) is None
    memory.forget()
    assert memory.recall("words", 1200) is None


def test_a_word_that_many_said_is_not_left_out_for_rarer_ones() -> None:
    counts = {
        "n" * 12: 12, "p" * 9: 11, "z" * 4: 11, "learning": 10, "better decisions": 8, "money": 8,
        "questionnaires": 7, "trust": 4, "honesty": 4, "r" * 20: 3,
    }  # fmt: skip
    for height in (150.0, 200.0, 283.0):
        cloud = lay_out_cloud(by_frequency(counts), 700, height, LEAST, MOST, measure)
        shown = {word.text: word for word in cloud.words}
        for text, count in counts.items():
            if count >= 6:
                size = max(LEAST, cloud.unit * math.sqrt(count))
                assert math.isclose(shown[text].pixel_size, size)


@given(COUNTS)
@settings(max_examples=30, deadline=None)
def test_the_same_counts_again_change_nothing(counts: dict[str, int]) -> None:
    """Even where words were left out: what is painted twice is the same twice."""
    before = laid_out(counts)
    assert laid_out(counts, before) is before
