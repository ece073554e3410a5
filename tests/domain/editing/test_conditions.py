"""Conditions as lists show them and as XLSForm writes them."""

from __future__ import annotations

import pytest

from pollkit.domain.editing.conditions import (
    PickedCondition,
    Relation,
    Test,
    as_choices,
    expression_of,
    picked_from,
    sources,
)
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option


@pytest.mark.parametrize(
    ("condition", "expression"),
    [
        (PickedCondition(()), ""),
        (
            PickedCondition((Test("city", Relation.ANY_OF, ("paris",)),)),
            "selected(${city}, 'paris')",
        ),
        (
            PickedCondition((Test("city", Relation.ANY_OF, ("paris", "lyon")),)),
            "selected(${city}, 'paris') or selected(${city}, 'lyon')",
        ),
        (
            PickedCondition((Test("city", Relation.NONE_OF, ("paris", "lyon")),)),
            "not(selected(${city}, 'paris') or selected(${city}, 'lyon'))",
        ),
        (PickedCondition((Test("age", Relation.AT_LEAST, ("18",)),)), "${age} >= 18"),
        (PickedCondition((Test("name", Relation.ANSWERED),)), "${name} != ''"),
        (
            PickedCondition(
                (
                    Test("age", Relation.AT_LEAST, ("18",)),
                    Test("city", Relation.ANY_OF, ("paris", "lyon")),
                )
            ),
            "${age} >= 18 and (selected(${city}, 'paris') or selected(${city}, 'lyon'))",
        ),
        (
            PickedCondition(
                (
                    Test("age", Relation.LESS, ("18",)),
                    Test("city", Relation.ANY_OF, ("paris",)),
                ),
                needs_all=False,
            ),
            "${age} < 18 or selected(${city}, 'paris')",
        ),
    ],
)
def test_what_is_picked_is_written_as_xlsform_and_read_back(
    condition: PickedCondition, expression: str
) -> None:
    assert expression_of(condition) == expression
    assert picked_from(expression) == condition


@pytest.mark.parametrize(
    ("written", "test"),
    [
        ("${consent}='yes'", Test("consent", Relation.EQUAL, ("yes",))),
        ('  ( ${ consent } = "yes" ) ', Test("consent", Relation.EQUAL, ("yes",))),
        ("not(selected(${a},'b'))", Test("a", Relation.NONE_OF, ("b",))),
        ("${said} = 'yes or no'", Test("said", Relation.EQUAL, ("yes or no",))),
        ("${weight}<-2.5", Test("weight", Relation.LESS, ("-2.5",))),
    ],
)
def test_what_people_write_by_hand_is_shown_in_the_lists(written: str, test: Test) -> None:
    assert picked_from(written) == PickedCondition((test,))


@pytest.mark.parametrize(
    "written",
    [
        "count-selected(${a}) > 2",
        "${a} = ${b}",
        "${a} = 1 or ${b} = 2 and ${c} = 3",
        "not(${a} > 3)",
        "selected(${a}, concat('b', 'c'))",
        "${a} =",
    ],
)
def test_what_lists_cannot_say_is_left_to_the_expression(written: str) -> None:
    assert picked_from(written) is None


def test_an_equality_with_an_option_is_shown_as_its_choice() -> None:
    options = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))
    item = Item("consent", ItemKind.SINGLE, {"en": "May we ask?"}, options)
    instrument = Instrument({}, ("en",), (item,))
    picked = picked_from("${consent} = 'yes' or ${consent} = 'no'")
    assert picked is not None
    shown = as_choices(picked, instrument)
    assert shown.tests == (Test("consent", Relation.ANY_OF, ("yes", "no")),)


def test_a_condition_can_only_ask_for_what_was_answered_before() -> None:
    items = tuple(
        Item(name, kind, {"en": name})
        for name, kind in (
            ("hello", ItemKind.NOTE),
            ("age", ItemKind.NUMBER),
            ("home/rooms", ItemKind.NUMBER),
            ("home/pets", ItemKind.NUMBER),
        )
    )
    instrument = Instrument({}, ("en",), items)
    assert [item.name for item in sources(instrument, "home/pets")] == ["age", "home/rooms"]
    assert [item.name for item in sources(instrument, "home")] == ["age"]
