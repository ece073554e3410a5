"""Options that an earlier answer narrows."""

from __future__ import annotations

from dataclasses import replace

from pollkit.domain.checks import check
from pollkit.domain.editing.cascades import (
    Cascade,
    cascade_of,
    never_offered,
    sources_for,
    with_cascade,
    with_places,
    without_cascade,
)
from pollkit.domain.findings import Part, must_be_mended
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option

REGIONS = (Option("north", {"en": "North"}), Option("south", {"en": "South"}))
TOWNS = (Option("alta", {"en": "Alta"}), Option("bari", {"en": "Bari"}))


def asked(town: Item | None = None) -> Instrument:
    region = Item("region", ItemKind.SINGLE, {"en": "Which region?"}, REGIONS)
    plain = Item("home/town", ItemKind.SINGLE, {"en": "Which town?"}, TOWNS)
    return Instrument({"en": "Where"}, ("en",), (region, town or plain))


def test_a_list_is_narrowed_by_an_earlier_answer_as_xlsform_does_it() -> None:
    town = asked().item("home/town")
    assert [one.name for one in sources_for(asked(), town)] == ["region"]
    narrowed = with_places(with_cascade(town, "region"), {"alta": "north", "bari": "south"})
    assert narrowed.rules.choice_filter == "region = ${region}"
    assert [option.columns for option in narrowed.options] == [
        {"region": "north"},
        {"region": "south"},
    ]
    assert cascade_of(narrowed) == Cascade("region", "region")
    assert must_be_mended(check(asked(narrowed))) == ()
    assert without_cascade(narrowed) == town


def test_an_option_that_belongs_nowhere_is_told() -> None:
    town = with_places(with_cascade(asked().item("home/town"), "region"), {"alta": "north"})
    assert never_offered(asked(town), town) == ("bari",)
    assert [one.part for one in check(asked(town))] == [Part.FILTER]


def test_a_source_that_is_called_like_a_column_gets_another_one() -> None:
    town = with_cascade(asked().item("home/town"), "name")
    assert cascade_of(town) == Cascade("of_name", "name")


def test_a_filter_of_more_than_one_answer_is_no_cascade() -> None:
    town = asked().item("home/town")
    rules = replace(town.rules, choice_filter="region = ${region} and size > ${size}")
    assert cascade_of(replace(town, rules=rules)) is None
