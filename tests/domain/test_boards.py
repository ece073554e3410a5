"""What a phone may send to a board, and how a board is shown."""

from __future__ import annotations

from uuid import UUID

import pytest

from pollkit.domain.boards import (
    NewPost,
    Post,
    PostState,
    Support,
    most_supports,
    public_posts,
    read_contribution,
)
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.errors import AnswerNotAccepted

QA = Item("qa", ItemKind.QUESTIONS, {"en": "?"}, (Option("money", {"en": "M"}),), longest_text=20)
ID = UUID("7f3c94d1-0a2b-4c5d-8e6f-001122334455")


def test_a_post_comes_clean_and_with_its_category() -> None:
    assert read_contribution(QA, ["post= Who\npays? ", "category=money"]) == NewPost(
        "Who pays?", "money"
    )
    assert read_contribution(QA, ["post=a=b", "category="]) == NewPost("a=b")


def test_support_is_given_and_taken_back() -> None:
    assert read_contribution(QA, [f"for={ID}"]) == Support(ID, True)
    assert read_contribution(QA, [f"off={ID}"]) == Support(ID, False)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["post="],
        ["post=\u202e"],
        ["post=" + "x" * 21],
        ["post=a", "category=none"],
        ["post=a", "post=b"],
        ["for=1"],
        [f"for={ID}", f"off={ID}"],
        ["money"],
        ["state=shown", "post=a"],
    ],
)
def test_anything_else_is_refused(words: list[str]) -> None:
    with pytest.raises(AnswerNotAccepted):
        read_contribution(QA, words)


def test_ideas_have_three_votes_unless_the_question_says_otherwise() -> None:
    assert most_supports(Item("i", ItemKind.IDEAS, {})) == 3
    assert most_supports(Item("i", ItemKind.IDEAS, {}, most_choices=5)) == 5
    assert most_supports(QA) is None


def test_the_room_sees_what_is_released_the_most_wanted_first_and_answered_ones_last() -> None:
    states = (PostState.ANSWERED, PostState.SHOWN, PostState.SHOWN, PostState.HELD)
    a, b, c, d = (
        Post(UUID(int=n), text, None, state, supports)
        for n, (text, state, supports) in enumerate(zip("abcd", states, (9, 1, 4, 7), strict=True))
    )
    hidden = Post(UUID(int=9), "x", None, PostState.HIDDEN, 50)
    assert public_posts([d, a, hidden, b, c]) == (c, b, a)
