"""Lists of questions as people write them in a mail or a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.instruments import Item, ItemKind
from pollkit.usecases.pasted_questions import read_questions


def options(item: Item) -> list[str]:
    return [option.texts["en"] for option in item.options]


def test_a_question_with_bullets_is_one_choice_and_one_alone_is_open() -> None:
    first, second = read_questions("Shall we go on?\n- Yes\n- No\n\nWhy?", "en").items
    assert (first.kind, first.texts, options(first)) == (
        ItemKind.SINGLE,
        {"en": "Shall we go on?"},
        ["Yes", "No"],
    )
    assert (second.kind, second.texts) == (ItemKind.TEXT, {"en": "Why?"})


@pytest.mark.parametrize(
    "written",
    [
        "1. Where from?\n* North\n* South",
        "1) Where from?\na) North\nb) South",
        "Q1: Where from?\r\n• North\r\n• South\r\n",
        "Where from?\n–North\n– South",
        "Where from?\nNorth\nSouth",
        "\n\n   Where from?  \n\t- North\n   ○ South \n\n\n",
        "Where from?\n1. North\n2. South",
        "## **Where from?**\n- North\n- __South__",
        "-----\nWhere from?\n- North\n- \n- South\n=====",
    ],
)
def test_numbers_letters_and_bullets_of_every_sort_are_understood(written: str) -> None:
    (item,) = read_questions(written, "en").items
    assert item.texts == {"en": "Where from?"}
    assert options(item) == ["North", "South"]


def test_questions_without_blank_lines_between_them_are_told_apart() -> None:
    items = read_questions("A?\n- 1\n- 2\nB?\n- 3\n- 4\nC?", "en").items
    assert [len(item.options) for item in items] == [2, 2, 0]


def test_lines_that_a_mail_has_broken_are_put_together_again() -> None:
    first, second = read_questions(
        "Does your city evaluate\nwhat it funds?\n- Yes, all of\n  it\n- No\nHow much\nof it?", "en"
    ).items
    assert first.texts == {"en": "Does your city evaluate what it funds?"}
    assert options(first) == ["Yes, all of it", "No"]
    assert second.texts == {"en": "How much of it?"}


def test_options_in_small_letters_stay_options_of_their_own() -> None:
    (item,) = read_questions("Which?\n- money\n- staff\n- time", "en").items
    assert options(item) == ["money", "staff", "time"]


def test_options_without_bullets_may_begin_small() -> None:
    (item,) = read_questions("Which?\nmoney\nstaff\ntime", "en").items
    assert options(item) == ["money", "staff", "time"]


LINES = st.lists(
    st.sampled_from(
        ["", "-", "- a", "**", "* b", "[ ] c", "(x) d", "1-5", "0 to 99", "Why?", "2. x"]
    )
    | st.text(max_size=12)
)


@given(LINES)
def test_whatever_is_pasted_every_question_has_words_and_options_have_too(lines: list[str]) -> None:
    for item in read_questions("\n".join(lines), "en").items:
        assert item.texts["en"].strip()
        assert all(option.texts["en"].strip() for option in item.options)
        assert len(item.options) <= 7
        assert set(item.right) <= {option.code for option in item.options}


def test_options_are_lettered_in_any_script() -> None:
    (item,) = read_questions("Откуда?\nа) Север\nб) Юг", "en").items
    assert options(item) == ["Север", "Юг"]


def test_lines_that_all_ask_are_questions_of_their_own() -> None:
    items = read_questions("Why?\nHow?\nWhen?", "en").items
    assert [item.kind for item in items] == [ItemKind.TEXT] * 3


def test_tick_boxes_are_several_choices_and_a_cross_says_what_is_right() -> None:
    several, quiz = read_questions(
        "Which?\n[ ] a\n[ ] b\n\nCapital of France?\n( ) Lyon\n(x) Paris", "en"
    ).items
    assert (several.kind, several.right, several.score) == (ItemKind.MULTIPLE, (), 0)
    assert (quiz.kind, quiz.right, quiz.score) == (ItemKind.SINGLE, ("o2",), 1)
    assert options(quiz) == ["Lyon", "Paris"]


@pytest.mark.parametrize(
    ("line", "lowest", "points", "ends"),
    [
        ("1-5: not at all - entirely", 1, 5, ("not at all", "entirely")),
        ("- 0 to 10", 0, 11, None),
        ("1–7, never / always", 1, 7, ("never", "always")),
    ],
)
def test_a_line_of_two_numbers_is_a_scale(
    line: str, lowest: int, points: int, ends: tuple[str, str] | None
) -> None:
    (item,) = read_questions(f"How sure?\n{line}", "en").items
    assert (item.kind, item.lowest, item.points) == (ItemKind.SCALE, lowest, points)
    if ends is not None:
        assert (item.low_label["en"], item.high_label["en"]) == ends


def test_more_points_than_a_scale_has_make_it_a_number() -> None:
    (item,) = read_questions("What share?\n0 - 100", "en").items
    assert (item.kind, item.smallest, item.largest) == (ItemKind.NUMBER, "0", "100")


def test_options_past_the_seventh_are_left_out_and_named() -> None:
    pasted = read_questions("Which?\n" + "\n".join(f"- {n}." for n in range(9)), "en")
    assert len(pasted.items[0].options) == 7
    assert pasted.left_out == ("7.", "8.")


@pytest.mark.parametrize("nothing", ["", "  \n\n ", "- an option of nothing", "\u202e\x00"])
def test_where_nothing_is_asked_nothing_comes_of_it(nothing: str) -> None:
    assert read_questions(nothing, "en").items == ()


def test_what_is_typed_to_do_harm_is_a_text_like_any_other() -> None:
    (item,) = read_questions("<b>Why?</b>\n- <script>\n- \u202eback", "en").items
    assert item.texts["en"] == "<b>Why?</b>"
    assert options(item) == ["<script>", "back"]
