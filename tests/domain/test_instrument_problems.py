from __future__ import annotations

from dataclasses import replace

import pytest

from pollkit.domain.instruments import (
    Condition,
    Instrument,
    Item,
    ItemKind,
    Option,
)
from pollkit.domain.problems import ItemPart, problems


def choice(name: str, *words: str) -> Item:
    options = tuple(Option(f"o{n}", {"en": text}) for n, text in enumerate(words))
    return Item(name, ItemKind.SINGLE, {"en": "Where from?"}, options)


def with_items(*items: Item) -> Instrument:
    return Instrument({"en": "Day"}, ("en",), items)


def test_a_sound_question_has_no_problem() -> None:
    assert problems(with_items(choice("q1", "Yes", "No"))) == ()


def test_an_instrument_without_questions_cannot_be_asked() -> None:
    assert [problem.item for problem in problems(with_items())] == [None]


@pytest.mark.parametrize(
    ("item", "part"),
    [
        (replace(choice("q1", "Yes", "No"), texts={}), ItemPart.TEXT),
        (choice("q1", "Yes"), ItemPart.OPTIONS),
        (choice("q1", *"ABCDEFGH"), ItemPart.OPTIONS),
        (choice("q1", "Yes", ""), ItemPart.OPTIONS),
        (Item("q1", ItemKind.SCALE, {"en": "How sure?"}, points=12), ItemPart.POINTS),
        (
            replace(choice("q1", "Yes", "No"), kind=ItemKind.MULTIPLE, most_choices=3),
            ItemPart.MOST_CHOICES,
        ),
        (
            replace(choice("q1", "Yes", "No"), asked_if=Condition("later", ("o0",))),
            ItemPart.CONDITION,
        ),
    ],
)
def test_a_problem_says_in_which_part_of_the_question_it_lies(item: Item, part: ItemPart) -> None:
    assert [(problem.item, problem.part) for problem in problems(with_items(item))] == [
        ("q1", part)
    ]
