"""What becomes of a question when it is asked in another way, and how new ones begin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pollkit.desktop.facilitator.editor.kind_fields import of_kind, put_aside
from pollkit.desktop.facilitator.editor.starts import kind_cards, start_groups
from pollkit.desktop.facilitator.kinds import (
    kind_icon,
    kind_name,
    kind_words,
    size_in_words,
)
from pollkit.domain.instruments import OF_ROOMS, Image, Item, ItemKind, Option

IMAGE = Image("0" * 64, 10, 10, {"en": "A bridge"})
WRITTEN = Item(
    "q1",
    ItemKind.MULTIPLE,
    {"en": "Which?"},
    (Option("a", {"en": "Youth work"}, IMAGE), Option("b", {"en": "Training"})),
    most_choices=2,
    right=("a", "b"),
    score=2,
    seconds=30,
    notes="Wait.",
    reads_first=True,
)


def test_every_kind_can_be_asked() -> None:
    offered = {card.start.kind for _title, cards in start_groups() for card in cards}
    assert offered == set(OF_ROOMS)
    assert offered == {card.start.kind for _title, cards in kind_cards() for card in cards}


@pytest.mark.parametrize("kind", OF_ROOMS)
def test_each_kind_has_its_words(kind: ItemKind) -> None:
    assert kind_name(kind)
    assert kind_words(kind).endswith(".")
    assert kind_icon(kind).startswith("ph.")
    size_in_words(Item("q", kind, {}))  # no kind breaks the list of questions


@pytest.mark.parametrize("kind", ItemKind)
def test_going_to_any_kind_and_back_loses_nothing(kind: ItemKind) -> None:
    aside: dict[tuple[str, int], object] = {}
    there = of_kind(WRITTEN, kind, aside)
    assert (there.texts, there.notes, there.seconds) == ({"en": "Which?"}, "Wait.", 30)
    assert there.kind is kind
    if kind not in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        assert not any(option.image for option in there.options)  # only choices show pictures
    back = of_kind(there, ItemKind.MULTIPLE, aside)
    if kind is ItemKind.SINGLE:  # one answer alone is right there
        assert there.right == ("a",)
        back = replace(back, right=WRITTEN.right)
    assert back == WRITTEN


def test_what_is_put_aside_is_said_in_words_and_nothing_else_is() -> None:
    text = of_kind(WRITTEN, ItemKind.TEXT, {})
    assert put_aside(WRITTEN, text) == "options, limits, right answer, pictures of options"
    assert put_aside(text, of_kind(text, ItemKind.WORDS, {})) == ""
    empty = of_kind(Item("q", ItemKind.TEXT, {}), ItemKind.SINGLE, {})
    assert put_aside(empty, of_kind(empty, ItemKind.TEXT, {})) == ""


def test_options_become_statements_and_things_to_place() -> None:
    for kind in (ItemKind.MATRIX, ItemKind.GRID, ItemKind.RANKING, ItemKind.POINTS):
        codes = [option.code for option in of_kind(WRITTEN, kind, {}).options]
        assert codes == ["a", "b"]


def test_a_number_that_is_right_is_no_option_and_comes_back_as_a_number() -> None:
    number = Item("q", ItemKind.NUMBER, {}, right=("42",), unit={"en": "people"})
    aside: dict[tuple[str, int], object] = {}
    choice = of_kind(number, ItemKind.SINGLE, aside)
    assert (choice.right, choice.unit) == ((), {})
    assert of_kind(choice, ItemKind.NUMBER, aside) == number


def test_phrases_of_a_cloud_are_short_and_answers_are_not() -> None:
    cloud = of_kind(Item("q", ItemKind.TEXT, {}), ItemKind.WORDS, {})
    assert cloud.longest_text == 25
    assert of_kind(cloud, ItemKind.TEXT, {}).longest_text == 280
