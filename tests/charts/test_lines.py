from __future__ import annotations

import pytest

from pollkit.charts.lines import is_right_to_left, wrapped


def cells(text: str) -> float:
    """As in a typewriter: every character is one wide, marks of direction are nothing."""
    return len([c for c in text if c not in "\u200e\u200f\u2068\u2069"])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ("one two", "three")),
        ("a", ("a",)),
        ("", ("",)),
        ("exactly8", ("exactly8",)),
        ("Wirkungsmessung", ("Wirkung-", "smessung")),
        ("日本語のテキストです", ("日本語のテキスト", "です")),
        ("one\ntwo", ("one", "two")),
        ("Vous savez\u202f?", ("Vous", "savez\u202f?")),
    ],
)
def test_lines_hold_what_fits_and_long_words_are_cut(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 8, cells) == lines


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrapped("one two three four", 8, cells, most_lines=2) == ("one two", "three…")


def test_no_combining_mark_is_cut_off_its_letter() -> None:
    lines = wrapped("e\u0301" * 12, 8, lambda text: cells(text.replace("\u0301", "")))
    assert not any(line.startswith("\u0301") for line in lines)


def test_a_letter_wider_than_the_room_is_drawn_all_the_same() -> None:
    assert wrapped("W\u0301\u0301", 0.5, cells) == ("W\u0301\u0301",)


@pytest.mark.parametrize(
    ("text", "is_it"),
    [("نعم", True), ("PollKit نعم", False), ("\u2068PollKit\u2069 نعم", True), ("29", False)],
)
def test_direction_is_that_of_the_first_letter_outside_isolates(text: str, is_it: bool) -> None:
    assert is_right_to_left(text) is is_it


def test_every_line_of_a_mixed_text_keeps_the_direction_of_the_whole() -> None:
    lines = wrapped("هل تقيّم PollKit مدينتك", 8, cells)
    assert len(lines) > 1
    assert all(line.startswith("\u200f") for line in lines)


def test_an_isolate_that_runs_over_a_line_is_closed_and_opened_again() -> None:
    lines = wrapped("by \u2068שלום שלום שלום\u2069 then", 8, cells)
    assert len(lines) > 2
    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)
