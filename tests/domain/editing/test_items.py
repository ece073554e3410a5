"""Items and sections: where they go, what they are called, and who calls them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.editing import items as edits
from pollkit.domain.editing.tree import flat, tree
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Rules, Scale, Section


def item(name: str, relevant: str = "", **fields: object) -> Item:
    text = {"en": f"About {name}?"}
    return Item(name, ItemKind.NUMBER, text, rules=Rules(relevant=relevant), **fields)  # type: ignore[arg-type]


def household() -> Instrument:
    return Instrument(
        {"en": "Household"},
        ("en",),
        (
            item("consent"),
            item("home/rooms", "${consent} = 1"),
            item("home/member/age"),
            item("home/member/school", "${age} < 18"),
            item("thanks", "${rooms} > 2"),
        ),
        sections=(
            Section("home", {"en": "Home"}, relevant="${consent} = 1"),
            Section("home/member", {"en": "Member"}, repeats=True, repeat_count="${rooms}"),
        ),
        scales=(Scale("size", {"en": "Size"}, ("home/rooms", "home/member/age")),),
    )


def names(instrument: Instrument) -> list[str]:
    return [one.name for one in instrument.items]


def test_an_outline_made_flat_again_is_the_same_questionnaire() -> None:
    assert flat(tree(household()), household()) == (household(), {})


def test_a_new_item_stands_after_the_chosen_one_in_its_section() -> None:
    changed, chosen = edits.with_new_items(household(), [item("age")], "home/rooms")
    assert chosen == "home/age2"
    assert names(changed)[1:4] == ["home/rooms", "home/age2", "home/member/age"]


def test_a_new_item_after_a_section_heading_stands_first_in_it() -> None:
    changed, chosen = edits.with_new_items(household(), [item("pets")], "home/member")
    assert chosen == "home/member/pets"
    assert names(changed)[2] == "home/member/pets"


def test_without_a_place_a_new_item_stands_at_the_end() -> None:
    changed, chosen = edits.with_new_items(household(), [item("a"), item("b")], None)
    assert chosen == "a"
    assert names(changed)[-2:] == ["a", "b"]


def test_an_item_that_moves_to_a_section_keeps_its_references_and_its_scale() -> None:
    changed, chosen = edits.with_moved(household(), "home/rooms", "thanks", "")
    assert chosen == "rooms"
    assert names(changed) == ["consent", "home/member/age", "home/member/school", "rooms", "thanks"]
    assert changed.scales[0].items == ("rooms", "home/member/age")
    assert changed.item("thanks").rules.relevant == "${rooms} > 2"


def test_a_section_moves_with_all_in_it() -> None:
    changed, chosen = edits.with_moved(household(), "home/member", "consent", "")
    assert chosen == "member"
    assert names(changed) == ["member/age", "member/school", "consent", "home/rooms", "thanks"]
    assert [section.path for section in changed.sections] == ["member", "home"]


def test_a_section_does_not_go_into_itself() -> None:
    assert edits.with_moved(household(), "home", None, "home/member") == (household(), "home")


def test_steps_lead_into_a_section_and_out_of_it_again() -> None:
    questionnaire, name = household(), "thanks"
    seen = []
    for _step in range(6):
        questionnaire, name = edits.with_stepped(questionnaire, name, -1)
        seen.append(f"{name} at {names(questionnaire).index(name)}")
    assert seen == [
        "home/thanks at 4",
        "home/member/thanks at 4",
        "home/member/thanks at 3",
        "home/member/thanks at 2",
        "home/thanks at 2",
        "home/thanks at 1",
    ]


def test_a_renamed_item_is_called_by_its_new_name_everywhere() -> None:
    told = household()
    told = replace(told, items=(*told.items, item("sum", "", hint={"en": "You have ${rooms}."})))
    changed, chosen = edits.with_name(told, "home/rooms", "number_of_rooms")
    assert chosen == "home/number_of_rooms"
    assert changed.item("thanks").rules.relevant == "${number_of_rooms} > 2"
    assert changed.sections[1].repeat_count == "${number_of_rooms}"
    assert changed.item("sum").hint == {"en": "You have ${number_of_rooms}."}
    assert changed.scales[0].items == ("home/number_of_rooms", "home/member/age")


def test_a_renamed_section_takes_what_is_in_it_along() -> None:
    changed, chosen = edits.with_name(household(), "home", "house")
    assert chosen == "house"
    assert names(changed)[1:4] == ["house/rooms", "house/member/age", "house/member/school"]
    assert [section.path for section in changed.sections] == ["house", "house/member"]
    assert changed.scales[0].items == ("house/rooms", "house/member/age")


def test_a_copied_section_refers_to_its_own_items() -> None:
    changed, chosen = edits.with_copy(household(), "home/member", "{text} (copy)")
    assert chosen == "home/member2"
    assert names(changed)[4:6] == ["home/member2/age2", "home/member2/school2"]
    assert changed.item("home/member2/school2").rules.relevant == "${age2} < 18"
    assert changed.item("home/member/school").rules.relevant == "${age} < 18"
    assert changed.sections[2] == Section(
        "home/member2", {"en": "Member (copy)"}, repeats=True, repeat_count="${rooms}"
    )


def test_a_removed_item_leaves_its_scale_and_the_next_one_is_chosen() -> None:
    changed, chosen = edits.without(household(), "home/rooms")
    assert chosen == "home/member"
    assert changed.scales[0].items == ("home/member/age",)


def test_the_last_item_of_a_section_takes_it_along() -> None:
    changed, _chosen = edits.without(household(), "home/member/age")
    changed, chosen = edits.without(changed, "home/member/school")
    assert [section.path for section in changed.sections] == ["home"]
    assert chosen == "thanks"


def test_items_become_a_section_at_the_place_of_the_first() -> None:
    changed, chosen = edits.grouped(household(), ["consent", "thanks"], "frame", {"en": "Frame"})
    assert chosen == "frame"
    assert names(changed)[:3] == ["frame/consent", "frame/thanks", "home/rooms"]


def test_a_dissolved_section_hands_its_condition_to_what_stood_in_it() -> None:
    changed, chosen = edits.ungrouped(household(), "home")
    assert chosen == "rooms"
    assert names(changed) == ["consent", "rooms", "member/age", "member/school", "thanks"]
    assert changed.item("rooms").rules.relevant == "(${consent} = 1) and (${consent} = 1)"
    assert changed.sections == (
        replace(household().sections[1], path="member", relevant="${consent} = 1"),
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(("up", "down", "copy", "out")))))
def test_whatever_is_moved_every_item_stays_and_sections_stand_together(
    steps: list[tuple[int, str]],
) -> None:
    questionnaire = household()
    leaves = {one.leaf for one in questionnaire.items}
    for place, step in steps[:8]:
        name = names(questionnaire)[place % len(questionnaire.items)]
        if step == "copy":
            questionnaire, _name = edits.with_copy(questionnaire, name, "{text}")
        elif step == "out":
            questionnaire, _name = edits.with_moved(questionnaire, name, None, "")
        else:
            questionnaire, _name = edits.with_stepped(
                questionnaire, name, -1 if step == "up" else 1
            )
        found = [one.leaf for one in questionnaire.items]
        assert leaves <= set(found)
        assert len(set(found)) == len(found)
        assert flat(tree(questionnaire), questionnaire) == (questionnaire, {})


def test_two_of_one_name_never_stand_side_by_side() -> None:
    apart = Instrument(
        {},
        ("en",),
        (item("am/hour"), item("pm/hour"), item("pm/place")),
        sections=(Section("am", {}), Section("pm", {})),
    )
    moved, name = edits.with_moved(apart, "am/hour", None, "pm")
    assert name == "pm/hour2"
    assert names(moved) == ["pm/hour", "pm/place", "pm/hour2"]
    loose, _first = edits.ungrouped(apart, "am")
    bare, _first = edits.ungrouped(loose, "pm")
    assert len(set(names(bare))) == 3
