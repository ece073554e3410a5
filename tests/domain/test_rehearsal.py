from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import SURE
from pollkit.domain.boards import NewPost, Post, read_contribution
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind, Option
from pollkit.domain.rehearsal import plausible_answer, stands_behind
from pollkit.usecases.kits import event_from_kit

ITEMS = event_from_kit("community-workshop", datetime(2026, 1, 1, tzinfo=UTC)).instrument.items
SINGLE = Item("s", ItemKind.SINGLE, {}, tuple(Option(code, {}) for code in "abcd"))


@pytest.mark.parametrize("item", ITEMS, ids=[item.name for item in ITEMS])
@pytest.mark.parametrize("language", ["en", "ar", "pl"])
def test_what_a_made_up_person_sends_is_taken_as_from_a_phone(item: Item, language: str) -> None:
    rng = Random(7)
    for _person in range(300):
        if item.kind in OF_POSTS:
            assert isinstance(
                read_contribution(item, plausible_answer(item, rng, language)), NewPost
            )
            continue
        choice = read_choice(item, plausible_answer(item, rng, language))
        assert (choice.value(SURE) is not None) == item.asks_sureness


@pytest.mark.parametrize(
    "item",
    [
        replace(SINGLE, kind=ItemKind.MULTIPLE, least_choices=3, most_choices=3),
        replace(SINGLE, kind=ItemKind.RANKING),
        replace(SINGLE, kind=ItemKind.RANKING, most_choices=1),
        replace(SINGLE, kind=ItemKind.RANKING, least_choices=4),
        Item("n", ItemKind.NUMBER, {}, smallest="-3.5", largest="-2.5"),
        Item("n", ItemKind.NUMBER, {}),
        Item("n", ItemKind.NUMBER, {}, largest="10", right=("9",)),
        Item("n", ItemKind.NUMBER, {}, smallest="1000"),
        Item("w", ItemKind.WORDS, {}, most_choices=1, longest_text=3),
        Item("t", ItemKind.TEXT, {}, longest_text=10),
    ],
)
def test_narrow_bounds_are_kept(item: Item) -> None:
    for seed in range(200):
        read_choice(item, plausible_answer(item, Random(seed)))


def test_answers_lean_one_way_and_nobody_is_alone_with_a_favourite() -> None:
    rng = Random(1)
    counts = Counter(plausible_answer(SINGLE, rng)[0] for _person in range(300)).most_common()
    assert len(counts) == 4
    assert counts[0][1] > 2 * counts[-1][1]


def test_the_same_seed_answers_the_same() -> None:
    assert [plausible_answer(item, Random(3)) for item in ITEMS] == [
        plausible_answer(item, Random(3)) for item in ITEMS
    ]


def test_a_post_names_a_category_of_its_board_or_none() -> None:
    board = Item("q", ItemKind.QUESTIONS, {}, (Option("a", {}), Option("b", {})), longest_text=12)
    sent = [read_contribution(board, plausible_answer(board, Random(n))) for n in range(60)]
    assert {post.category for post in sent if isinstance(post, NewPost)} == {"a", "b", None}


def test_a_room_likes_some_posts_more_than_others() -> None:
    posts = [Post(UUID(int=n), text) for n, text in enumerate(("One", "Two", "Three", "Four"))]
    behind = [sum(stands_behind(post, Random(n)) for n in range(300)) for post in posts]
    assert min(behind) > 5
    assert max(behind) > 2 * min(behind)
