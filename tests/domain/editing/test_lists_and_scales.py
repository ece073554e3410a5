"""Choice lists that items share, and scales of items."""

from __future__ import annotations

from dataclasses import replace

from pollkit.domain.editing.lists import (
    code_from,
    new_option,
    sharing,
    with_item_and_list,
    with_list_of,
    with_own_list,
)
from pollkit.domain.editing.names import is_name, name_from
from pollkit.domain.editing.scales import answers_of, members, with_new_scale, with_scale
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules

YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


def instrument() -> Instrument:
    return Instrument(
        {},
        ("en",),
        (
            Item("came", ItemKind.SINGLE, {"en": "Did you come?"}, YES_NO, list_name="yn"),
            Item("ate", ItemKind.SINGLE, {"en": "Did you eat?"}, YES_NO, list_name="yn"),
            Item(
                "why",
                ItemKind.TEXT,
                {"en": "Why?"},
                rules=Rules(relevant="selected(${came}, 'no') or ${ate} = 'no' or ${said} = 'no'"),
            ),
            Item("said", ItemKind.SINGLE, {"en": "Said?"}, YES_NO),
        ),
    )


def test_an_option_that_changes_does_so_in_every_item_that_shares_the_list() -> None:
    item = instrument().item("came")
    other = (replace(YES_NO[0], texts={"en": "Yes, I did"}), YES_NO[1])
    changed = with_item_and_list(instrument(), replace(item, options=other))
    assert changed.item("ate").options == other
    assert changed.item("said").options == YES_NO


def test_a_new_code_is_followed_where_the_old_one_was_asked_for() -> None:
    item = instrument().item("came")
    other = (YES_NO[0], replace(YES_NO[1], code="not"))
    changed = with_item_and_list(instrument(), replace(item, options=other))
    assert changed.item("why").rules.relevant == (
        "selected(${came}, 'not') or ${ate} = 'not' or ${said} = 'no'"
    )


def test_a_list_can_be_shared_and_taken_apart_again() -> None:
    changed = with_list_of(instrument(), "said", "came")
    assert [one.name for one in sharing(changed, changed.item("said"))] == ["came", "ate"]
    changed = with_own_list(changed, "said")
    assert sharing(changed, changed.item("said")) == ()
    assert changed.item("said").list_name == "said"


def test_codes_are_short_and_taken_once() -> None:
    assert code_from("Très satisfait, vraiment", ()) == "tres_satisfait_vraiment"
    assert code_from("راضٍ", ("option",)) == "option2"
    assert new_option((Option("1", {}), Option("2", {}))).code == "3"
    assert name_from("How many people live in your household?") == "how_many_people_live_in"
    assert [is_name(name) for name in ("age", "2nd", "my age", "meta", "äge")] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_a_scale_keeps_its_items_in_the_order_of_the_questionnaire() -> None:
    matrix = Item("felt", ItemKind.MATRIX, {"en": "Felt"}, (Option("calm", {}), Option("sad", {})))
    asked = replace(instrument(), items=(*instrument().items, matrix))
    assert members(asked) == ("came", "ate", "said", "felt.calm", "felt.sad")
    assert answers_of(asked, "felt.sad") == ("1", "2", "3", "4", "5")
    asked, name = with_new_scale(asked, "Mood")
    scale = replace(
        asked.scales[0], items=("felt.sad", "felt.calm"), reverse_keyed=("felt.sad", "came")
    )
    kept = with_scale(asked, replace(scale, min_answered=5)).scales[0]
    assert (kept.name, kept.items, kept.reverse_keyed, kept.min_answered) == (
        name, ("felt.calm", "felt.sad"), ("felt.sad",), None,
    )  # fmt: skip
