"""The check of a questionnaire says what is wrong, where, and how much it matters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pollkit.domain.checks import check
from pollkit.domain.findings import Finding, Part, Weight, must_be_mended
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules, Scale, Section

YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


def single(name: str, text: str = "Did you come?", relevant: str = "", **fields: object) -> Item:
    rules = Rules(relevant=relevant)
    return Item(name, ItemKind.SINGLE, {"en": text}, YES_NO, rules=rules, **fields)  # type: ignore[arg-type]


def of(*items: Item, **fields: object) -> Instrument:
    return Instrument({"en": "After the meal"}, ("en",), items, **fields)  # type: ignore[arg-type]


def told(instrument: Instrument) -> list[tuple[str | None, Part, Weight]]:
    return [(one.name, one.part, one.weight) for one in check(instrument)]


def test_a_sound_questionnaire_gets_no_word() -> None:
    items = single("came"), single("why", "Will you come again?", "selected(${came}, 'yes')")
    assert check(of(*items)) == ()


def test_a_new_questionnaire_is_told_what_it_needs_first() -> None:
    assert [one.message for one in check(Instrument({}, ("en",), ()))] == [
        "Give the questionnaire a title.",
        "Add at least one question.",
    ]


@pytest.mark.parametrize(
    ("item", "part", "weight"),
    [
        (replace(single("a"), texts={}), Part.TEXT, Weight.STOPS),
        (replace(single("a"), options=()), Part.OPTIONS, Weight.STOPS),
        (replace(single("a"), options=YES_NO[:1]), Part.OPTIONS, Weight.DOUBTFUL),
        (replace(single("a"), options=(*YES_NO, YES_NO[0])), Part.OPTIONS, Weight.STOPS),
        (replace(single("a"), options=(*YES_NO, Option("x", {}))), Part.OPTIONS, Weight.STOPS),
        (single("two words"), Part.NAME, Weight.STOPS),
        (single("meta"), Part.NAME, Weight.STOPS),
        (single("a", relevant="${b} = 1"), Part.CONDITION, Weight.STOPS),
        (single("a", relevant="${a"), Part.CONDITION, Weight.STOPS),
        (single("a", relevant="today() > "), Part.CONDITION, Weight.STOPS),
        (single("a", relevant="frobnicate(1)"), Part.CONDITION, Weight.STOPS),
        (single("a", relevant="false()"), Part.CONDITION, Weight.DOUBTFUL),
        (single("a", relevant="selected(${a}, 'yes')"), Part.CONDITION, Weight.STOPS),
        (Item("a", ItemKind.HIDDEN, {}), Part.CALCULATION, Weight.STOPS),
        (
            Item("a", ItemKind.NUMBER, {"en": "How many?"}, smallest="10", largest="2"),
            Part.LIMITS,
            Weight.STOPS,
        ),
        (Item("a", ItemKind.SCALE, {"en": "How sure?"}), Part.POINTS, Weight.DOUBTFUL),
        (
            Item("a", ItemKind.NUMBER, {"en": "Age?"}, rules=Rules(constraint=". < 120")),
            Part.CONSTRAINT,
            Weight.HINT,
        ),
    ],
)
def test_what_is_wrong_with_one_item_is_told_at_its_part(
    item: Item, part: Part, weight: Weight
) -> None:
    assert (item.name, part, weight) in told(of(item, Item("z", ItemKind.NOTE, {"en": "Thanks"})))


def test_an_expression_error_is_told_with_its_place() -> None:
    (found,) = must_be_mended(check(of(single("a", relevant="1 = 1 and ${nobody} = 2"))))
    assert found.at == 10
    assert "nobody" in found.message


def test_a_condition_on_a_later_item_is_told() -> None:
    (found,) = check(of(single("a", relevant="${b} = 'yes'"), single("b")))
    assert (found.name, found.part, found.weight) == ("a", Part.CONDITION, Weight.DOUBTFUL)
    assert "“b”" in found.message


def test_a_calculation_may_look_at_what_comes_later() -> None:
    total = Item("total", ItemKind.HIDDEN, {}, rules=Rules(calculation="count-selected(${b})"))
    assert check(of(total, single("b"))) == ()


@pytest.mark.parametrize(
    "relevant",
    [
        "selected(${came}, 'perhaps')",
        "${came} = 'yes' and ${came} = 'no'",
    ],
)
def test_a_question_that_nobody_can_reach_is_told(relevant: str) -> None:
    assert (
        "why",
        Part.CONDITION,
        Weight.DOUBTFUL,
    ) in told(of(single("came"), single("why", "Really?", relevant)))


def test_two_questions_of_one_name_are_told_once_each() -> None:
    assert [one.message for one in must_be_mended(check(of(single("a"), single("a"))))] == [
        "Two questions have the same name “a”."
    ]
    apart = of(single("home/age"), single("work/age"))
    apart = replace(apart, sections=(Section("home", {}), Section("work", {})))
    assert told(apart) == [
        ("home/age", Part.NAME, Weight.HINT),
        ("work/age", Part.NAME, Weight.HINT),
    ]


def test_a_section_that_repeats_as_often_as_is_asked_later_is_told() -> None:
    section = Section("child", {"en": "Child"}, repeats=True, repeat_count="${children}")
    number = Item("children", ItemKind.NUMBER, {"en": "How many children?"})
    wrong = of(single("child/here"), number, sections=(section,))
    assert ("child", Part.REPEAT, Weight.DOUBTFUL) in told(wrong)
    assert check(of(number, single("child/here"), sections=(section,))) == ()


def test_a_scale_of_items_with_different_answers_is_told() -> None:
    three = (*YES_NO, Option("dont_know", {"en": "Don’t know"}))
    items = single("a"), single("b"), replace(single("c"), options=three)
    scale = Scale("trust", {"en": "Trust"}, ("a", "b", "c"), reverse_keyed=("d",))
    messages = [one.message for one in check(of(*items, scales=(scale,)))]
    assert any("in different ways" in message for message in messages)
    assert any("“d” counts the other way round" in message for message in messages)


def test_a_scale_with_a_question_that_is_gone_cannot_be_asked() -> None:
    scale = Scale("trust", {"en": "Trust"}, ("a", "b"))
    (found,) = check(of(single("a"), scales=(scale,)))
    assert (found.name, found.part, found.weight) == ("trust", Part.SCALE, Weight.STOPS)


def test_missing_and_old_translations_are_counted_by_language() -> None:
    item = replace(single("came"), texts={"en": "Did you come?", "fr": "Êtes-vous venu ?"})
    instrument = replace(of(item), languages=("en", "fr"), title={"en": "Meal", "fr": "Repas"})
    found = check(instrument, {"came/text/fr": "Did you eat?"})
    assert [one.message for one in found] == [
        "1 text in Français is older than what it translates.",
        "2 texts are missing in Français.",
    ]
    assert {one.name for one in found} == {"came"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't you agree that the meal was good?", "suggests an answer"),
        ("Were the staff and the volunteers friendly?", "two questions in one"),
        ("Do you disagree that it was not useful?", "Two negatives"),
        ("Did the capacity building help you?", "word of projects"),
        ("How useful was the SROI?", "“SROI”"),
        ("Do you always eat alone?", "“always”"),
        (" ".join(["word"] * 26) + "?", "26 words"),
    ],
)
def test_wording_that_textbooks_warn_of_gets_a_hint(text: str, words: str) -> None:
    found = check(of(single("a", text)))
    assert any(words in one.message for one in found)
    assert {one.weight for one in found} == {Weight.HINT}


def test_plain_questions_get_no_hint() -> None:
    for text in (
        "How often did you come to the kitchen?",
        "Did you eat with us today?",
        "How much do you trust the people next door?",
        "Please choose between soup and salad.",
    ):
        assert check(of(single("a", text))) == (), text


def test_a_finding_is_told_once() -> None:
    found = check(of(single("a", "Don't you agree?")))
    assert found == tuple(dict.fromkeys(found))
    assert all(isinstance(one, Finding) for one in found)
