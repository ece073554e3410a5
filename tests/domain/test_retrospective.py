"""Items asked twice in one sitting, and their answers as two waves would have them."""

from __future__ import annotations

import pytest

from pollkit.domain.ballots import Choice
from pollkit.domain.checks import check
from pollkit.domain.findings import Weight
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.problems import missing_translations
from pollkit.domain.retrospective import (
    AskedTwice,
    LeadIns,
    as_two_waves,
    asked_twice,
    measured,
    then_and_now,
)
from pollkit.domain.rules import Rules, Scale, Section
from pollkit.errors import InstrumentProblem
from pollkit.usecases.retrospective import lead_ins, retrospective_instrument

WORDS = LeadIns({"en": "Now: {question}"}, {"en": "Then, “{question}”"}, {"en": "Think back."})
YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


def item(name: str, kind: ItemKind = ItemKind.SCALE, **rest: object) -> Item:
    rest.setdefault("options", YES_NO if kind is ItemKind.SINGLE else ())
    return Item(name, kind, {"en": f"{name}?"}, **rest)  # type: ignore[arg-type]


def instrument(*items: Item, **rest: object) -> Instrument:
    return Instrument({"en": "Neighbours"}, ("en",), items, **rest)  # type: ignore[arg-type]


def names(of: Instrument) -> list[str]:
    return [one.name for one in of.items]


def test_what_measures_is_asked_now_where_it_stood_and_then_at_the_end() -> None:
    made = then_and_now(
        instrument(item("sex", ItemKind.SINGLE), item("trust"), item("hope")), WORDS
    )
    assert names(made) == ["sex", "trust_now", "hope_now", "then_intro", "trust_then", "hope_then"]
    assert made.item("trust_now").texts == {"en": "Now: trust?"}
    assert made.item("trust_then").texts == {"en": "Then, “trust?”"}
    assert made.item("then_intro").kind is ItemKind.NOTE
    # That would tell who moved from now to then.
    assert all(one.repeats is None for one in made.items)


def test_conditions_and_expressions_call_the_asking_of_their_own_time() -> None:
    made = then_and_now(
        instrument(
            item("sex", ItemKind.SINGLE),
            item("talks", ItemKind.SINGLE),
            item("often", asked_if=Condition("talks", ("yes",))),
            item(
                "joy", rules=Rules(relevant="${often} > 2 and ${sex} = 'yes'", trigger=("often",))
            ),
            item("end", ItemKind.TEXT, rules=Rules(relevant="${often} > 2")),
        ),
        WORDS,
        ["talks", "often", "joy"],
    )
    for suffix in ("now", "then"):
        assert made.item(f"often_{suffix}").asked_if == Condition(f"talks_{suffix}", ("yes",))
        rules = made.item(f"joy_{suffix}").rules
        assert rules.relevant == f"${{often_{suffix}}} > 2 and ${{sex}} = 'yes'"
        assert rules.trigger == (f"often_{suffix}",)
    assert made.item("end").rules.relevant == "${often_now} > 2"


def test_sections_are_doubled_and_scales_measured_twice() -> None:
    made = then_and_now(
        instrument(
            item("home/age", ItemKind.NUMBER),
            item("home/calm/sleep"),
            item("home/calm/fear", asked_if=Condition("home/calm/sleep", ("1",))),
            item("views", ItemKind.MATRIX, options=YES_NO),
            sections=(Section("home"), Section("home/calm", {"en": "Calm"})),
            scales=(
                Scale(
                    "calm",
                    {"en": "Calm"},
                    ("home/calm/sleep", "home/calm/fear"),
                    ("home/calm/fear",),
                ),
                Scale("open", {"en": "Open"}, ("views.yes", "views.no")),
            ),
        ),
        WORDS,
    )
    assert names(made)[-3:] == [
        "home_then/calm_then/sleep_then", "home_then/calm_then/fear_then", "views_then",
    ]  # fmt: skip
    assert [one.path for one in made.sections] == [
        "home", "home/calm", "home_then", "home_then/calm_then",
    ]  # fmt: skip
    fear = made.item("home_then/calm_then/fear_then")
    assert fear.asked_if == Condition("home_then/calm_then/sleep_then", ("1",))
    assert [(scale.name, scale.items[0], scale.reverse_keyed) for scale in made.scales] == [
        ("calm_then", "home_then/calm_then/sleep_then", ("home_then/calm_then/fear_then",)),
        ("calm_now", "home/calm/sleep_now", ("home/calm/fear_now",)),
        ("open_then", "views_then.yes", ()),
        ("open_now", "views_now.yes", ()),
    ]
    assert [finding for finding in check(made) if finding.weight is Weight.STOPS] == []


def test_answers_come_apart_into_two_waves() -> None:
    made = then_and_now(instrument(item("sex", ItemKind.SINGLE), item("home/trust")), WORDS)
    assert asked_twice(made) == (
        AskedTwice("home/trust", "home_then/trust_then", "home/trust_now"),
    )
    said = {
        "sex": Choice(("yes",)),
        "home/trust_now": Choice(("4",)),
        "home_then/trust_then": Choice(("2",)),
    }
    then, now = as_two_waves(made, said)
    assert then == {"sex": Choice(("yes",)), "home/trust": Choice(("2",))}
    assert now == {"sex": Choice(("yes",)), "home/trust": Choice(("4",))}


def test_what_repeats_or_is_calculated_is_asked_once() -> None:
    made = instrument(
        item("child/mood"),
        item("sum", rules=Rules(calculation="1 + 1")),
        item("trust"),
        sections=(Section("child", repeats=True),),
    )
    assert measured(made) == ("trust",)
    with pytest.raises(InstrumentProblem, match="“mood” cannot be asked"):
        then_and_now(made, WORDS, ["child/mood"])


def test_a_name_that_is_needed_must_be_free() -> None:
    with pytest.raises(InstrumentProblem, match="“trust_then” is needed"):
        then_and_now(instrument(item("trust"), item("trust_then", ItemKind.TEXT)), WORDS, ["trust"])
    with pytest.raises(InstrumentProblem, match="at least one"):
        then_and_now(instrument(item("sex", ItemKind.SINGLE)), WORDS)


def test_our_words_are_in_four_languages() -> None:
    texts = {language: language for language in ("en", "fr", "de", "ar")}
    asked = Instrument(texts, tuple(texts), (Item("trust", ItemKind.SCALE, texts),))
    made = retrospective_instrument(asked)
    assert missing_translations(made) == ()
    assert made.item("trust_then").texts["de"] == "Was hätten Sie vor dem Projekt geantwortet: „de“"
    assert all("{question}" in text for text in lead_ins().now.values())
