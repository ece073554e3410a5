"""What a new version of a questionnaire does to the comparison of before and after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules, Scale
from pollkit.domain.versions.changes import Change, Impact, Stored, changes
from pollkit.domain.versions.renames import Renames, likely_renames

TOWN = Item(
    "town",
    ItemKind.SINGLE,
    {"en": "Where do you live?"},
    (Option("a", {"en": "Aachen"}), Option("b", {"en": "Bonn"})),
)
TRUST = Item("trust", ItemKind.SCALE, {"en": "I trust my neighbours."}, points=5)
CALM = Item("calm", ItemKind.SCALE, {"en": "I am often angry."}, points=5)
WHY = Item("why", ItemKind.TEXT, {"en": "Why did you come?"})
OLD = Instrument(
    {"en": "Before and after"},
    ("en",),
    (TOWN, TRUST, CALM, WHY),
    scales=(Scale("peace", {}, ("trust", "calm"), ("calm",)),),
)
ALL_ANSWERED = Stored(
    responses={"town": 20, "trust": 20, "calm": 19, "why": 5},
    drafts={"town": 2},
    options={"town": {"a": 12}},
)


def with_item(item: Item) -> Instrument:
    items = [item if item.name == old.name else old for old in OLD.items]
    return replace(OLD, items=tuple(items))


def found(new: Instrument, renames: Renames | None = None) -> list[Change]:
    return list(changes(OLD, new, renames or Renames(), ALL_ANSWERED))


def impacts(new: Instrument, renames: Renames | None = None) -> list[tuple[str, Impact]]:
    return [(change.item, change.impact) for change in found(new, renames)]


def test_the_same_version_changes_nothing() -> None:
    assert found(OLD) == []


@pytest.mark.parametrize(
    ("item", "impact"),
    [
        (replace(TRUST, texts={"en": "I trust my neighbours"}), Impact.SAFE),
        (replace(TRUST, texts={"en": "Most people can be trusted."}), Impact.DECISION),
        (replace(TRUST, texts={**TRUST.texts, "de": "Ich vertraue meinen Nachbarn."}), Impact.SAFE),
        (replace(TRUST, points=7), Impact.BREAKS),
        (replace(TRUST, lowest=0), Impact.BREAKS),
        (replace(TRUST, kind=ItemKind.TEXT), Impact.BREAKS),
        (replace(TOWN, kind=ItemKind.MULTIPLE), Impact.DECISION),
        (replace(TOWN, options=(*TOWN.options, Option("c", {"en": "Cologne"}))), Impact.DECISION),
        (replace(TOWN, options=TOWN.options[1:]), Impact.BREAKS),
        (replace(TOWN, options=TOWN.options[:1]), Impact.DECISION),
        (replace(WHY, rules=Rules(relevant="${town} = 'a'")), Impact.DECISION),
        (replace(WHY, rules=Rules(constraint=". != ''")), Impact.DECISION),
        (replace(WHY, rules=Rules(required="yes")), Impact.SAFE),
        (replace(WHY, longest_text=20), Impact.DECISION),
    ],
    ids=str,
)
def test_each_change_of_an_item_is_weighed(item: Item, impact: Impact) -> None:
    assert impacts(with_item(item)) == [(item.name, impact)]


def test_the_number_of_answers_and_drafts_that_it_touches_is_told() -> None:
    (change,) = found(with_item(replace(TOWN, options=TOWN.options[1:])))

    assert (change.responses, change.drafts) == (20, 2)
    assert change.words == "The option “Aachen” is gone; 12 had chosen it, and their answers stay."


def test_nothing_breaks_where_nobody_has_answered() -> None:
    new = replace(OLD, items=OLD.items[1:])

    assert [change.impact for change in changes(OLD, new)] == [Impact.SAFE]


def test_a_question_that_is_gone_breaks_its_comparison_and_its_scale() -> None:
    new = replace(OLD, items=(TOWN, TRUST, WHY), scales=(Scale("peace", {}, ("trust",)),))

    assert impacts(new) == [("calm", Impact.BREAKS), ("trust", Impact.BREAKS)]


def test_a_scale_whose_key_is_turned_is_a_decision() -> None:
    new = replace(OLD, scales=(Scale("peace", {}, ("trust", "calm")),))

    assert impacts(new) == [("trust", Impact.DECISION)]


def test_a_rename_is_safe_once_it_is_known_for_one() -> None:
    anger = replace(CALM, name="anger")
    new = replace(
        OLD,
        items=(TOWN, TRUST, anger, WHY),
        scales=(Scale("peace", {}, ("trust", "anger"), ("anger",)),),
    )

    assert impacts(new, likely_renames(OLD, new)) == [("calm", Impact.SAFE)]


def test_another_order_is_told_once() -> None:
    new = replace(OLD, items=(WHY, TOWN, TRUST, CALM))

    assert impacts(new) == [("", Impact.SAFE)]


def test_names_that_changed_are_found_by_their_texts() -> None:
    towns = (Option("aachen", {"en": "Aachen"}), TOWN.options[1])
    home = replace(TOWN, name="place", texts={"en": "Where do you live now?"}, options=towns)
    new = replace(OLD, items=(home, TRUST, replace(CALM, name="self/calm"), WHY))

    assert likely_renames(OLD, new) == Renames(
        {"calm": "self/calm", "town": "place"}, {"town": {"a": "aachen"}}
    )


def test_two_that_fit_equally_well_are_left_to_a_person() -> None:
    twins = (replace(WHY, name="why1"), replace(WHY, name="why2"))
    new = replace(OLD, items=(TOWN, TRUST, CALM, *twins))

    assert likely_renames(OLD, new) == Renames()


def test_renames_follow_one_another() -> None:
    first = Renames({"a": "b"}, {"a": {"1": "x"}})
    second = Renames({"b": "c", "k": "l"}, {"b": {"x": "y", "2": "z"}})

    assert first.then(second) == Renames({"a": "c", "k": "l"}, {"a": {"1": "y", "2": "z"}})
