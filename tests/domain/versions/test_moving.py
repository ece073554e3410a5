"""Answers move to the next version of a questionnaire, and none is dropped."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Section
from pollkit.domain.versions.moving import move_answers
from pollkit.domain.versions.renames import Renames

TOWN = Item(
    "town",
    ItemKind.SINGLE,
    {"en": "Where?"},
    (Option("a", {"en": "Aachen"}), Option("b", {"en": "Bonn"})),
)
AGE = Item("home/member/age", ItemKind.NUMBER, {"en": "Age?"}, whole=True)
OLD = Instrument(
    {},
    ("en",),
    (TOWN, AGE),
    sections=(Section("home"), Section("home/member", repeats=True)),
)
NUMBER = Choice(values=(("number", "12"),))
ANSWERS = {
    "town": Choice(codes=("a",)),
    "home/member": Choice(values=(("count", "2"),)),
    "home/member[1]/age": NUMBER,
    "home/member[2]/age": Choice(values=(("number", "7"),)),
}


def test_answers_stay_where_nothing_changed() -> None:
    moved = move_answers(ANSWERS, OLD, OLD, Renames())

    assert moved.answers == ANSWERS
    assert moved.set_aside == {}


def test_answers_go_with_the_new_names_of_items_and_options() -> None:
    new_town = replace(TOWN, name="place", options=(Option("aa", {}), TOWN.options[1]))
    new_age = replace(AGE, name="home/member/years")
    new = replace(OLD, items=(new_town, new_age))
    renames = Renames({"town": "place", AGE.name: new_age.name}, {"town": {"a": "aa"}})

    moved = move_answers(ANSWERS, OLD, new, renames)

    assert moved.answers["place"] == Choice(codes=("aa",))
    assert moved.answers["home/member[2]/years"] == ANSWERS["home/member[2]/age"]
    assert moved.set_aside == {}


def test_an_option_that_is_gone_sets_the_answer_aside() -> None:
    new = replace(OLD, items=(replace(TOWN, options=TOWN.options[1:]), AGE))

    moved = move_answers(ANSWERS, OLD, new, Renames())

    assert moved.set_aside == {"town": Choice(codes=("a",))}


def test_one_choice_can_become_one_of_several() -> None:
    new = replace(OLD, items=(replace(TOWN, kind=ItemKind.MULTIPLE), AGE))

    assert move_answers(ANSWERS, OLD, new, Renames()).answers["town"] == Choice(codes=("a",))


def test_a_number_can_become_words() -> None:
    new = replace(OLD, items=(TOWN, replace(AGE, kind=ItemKind.TEXT)))

    moved = move_answers(ANSWERS, OLD, new, Renames())
    assert moved.answers["home/member[1]/age"] == Choice(text="12")


def test_an_item_that_leaves_its_repeat_takes_no_answers_along() -> None:
    new = replace(OLD, items=(TOWN, replace(AGE, name="home/age")))

    moved = move_answers(ANSWERS, OLD, new, Renames({AGE.name: "home/age"}))

    assert set(moved.set_aside) == {"home/member[1]/age", "home/member[2]/age"}


@given(
    st.permutations(list(ANSWERS)),
    st.booleans(),
    st.booleans(),
    st.sampled_from(list(ItemKind)),
)
def test_every_answer_is_moved_or_set_aside(
    order: list[str], keeps_town: bool, keeps_age: bool, kind: ItemKind
) -> None:
    items = [*([replace(TOWN, kind=kind)] if keeps_town else []), *([AGE] if keeps_age else [])]
    answers = {address: ANSWERS[address] for address in order}

    moved = move_answers(answers, OLD, replace(OLD, items=tuple(items)), Renames())

    assert len(moved.answers) + len(moved.set_aside) == len(answers)
    assert moved.answers.keys() | moved.set_aside.keys() == answers.keys()
