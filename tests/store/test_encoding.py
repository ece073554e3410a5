"""What stands in an operation's body gives the same values back."""

from __future__ import annotations

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import LookupTable, Rules, Scale, Section
from pollkit.store.encoding import instrument_from


def test_a_questionnaire_with_logic_comes_back_as_it_was() -> None:
    instrument = Instrument(
        title={"en": "Household"},
        languages=("en", "ar"),
        items=(
            Item(
                "home/town",
                ItemKind.SINGLE,
                {"en": "Which town?"},
                options=(Option("a", {"en": "Aachen"}, columns={"country": "de"}),),
                rules=Rules(choice_filter="country=${country}", trigger=("country",)),
                list_name="towns",
            ),
            Item("home/age", ItemKind.NUMBER, {"en": "Age?"}, whole=True, columns={"type": "int"}),
        ),
        sections=(Section("home", {"en": "Home"}, repeats=True, repeat_count="${n}"),),
        tables=(LookupTable("fruits", ("name", "label"), (("apple", "Apple"),)),),
        scales=(Scale("calm", {"en": "Calm"}, ("home/age",), ("home/age",), 1),),
        settings={"version": "3"},
    )

    again = instrument_from(instrument.canonical_json())

    assert again == instrument
    assert again.version_id == instrument.version_id


def test_what_came_later_does_not_change_the_id_of_an_older_instrument() -> None:
    plain = Instrument({"en": "Poll"}, ("en",), (Item("q", ItemKind.TEXT, {"en": "Why?"}),))

    # The canonical form as it was before questionnaires had logic, written out by hand.
    assert plain.canonical_json() == (
        '{"items":[{"asked_if":null,"high_label":{},"kind":"text","longest_text":280,'
        '"low_label":{},"most_choices":null,"name":"q","options":[],"points":5,'
        '"texts":{"en":"Why?"}}],"languages":["en"],"title":{"en":"Poll"}}'
    )
