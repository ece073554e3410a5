"""Writing a questionnaire, without a window."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from pictures_in_memory import PicturesInMemory

from pollkit.desktop.questionnaires.editor.presenter import EditorPresenter
from pollkit.desktop.questionnaires.kinds import Start
from pollkit.domain.findings import Part, Weight
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.rules import Rules, Section


def item(name: str, text: str = "", **fields: object) -> Item:
    return Item(name, ItemKind.NUMBER, {"en": text or f"{name}?"}, **fields)  # type: ignore[arg-type]


@pytest.fixture
def kept() -> list[Questionnaire]:
    return []


@pytest.fixture
def pictures() -> PicturesInMemory:
    return PicturesInMemory()


@pytest.fixture
def presenter(kept: list[Questionnaire], pictures: PicturesInMemory) -> EditorPresenter:
    items = (item("age"), item("house/rooms"), item("house/pets"), item("thanks"))
    instrument = Instrument(
        {"en": "Household"}, ("en", "fr"), items, (Section("house", {"en": "House"}),)
    )
    return EditorPresenter(Questionnaire(UUID(int=7), instrument), kept.append, pictures)


def names(presenter: EditorPresenter) -> list[str]:
    return [one.name for one in presenter.state.instrument.items]


def test_looking_around_keeps_nothing(
    presenter: EditorPresenter, kept: list[Questionnaire]
) -> None:
    for _step in range(9):
        presenter.step(1)
    assert presenter.state.chosen == "thanks"
    presenter.step(-1)
    assert presenter.state.chosen == "house/pets"
    presenter.show_translation("fr")
    assert kept == []


def test_a_new_question_is_named_after_its_first_words(presenter: EditorPresenter) -> None:
    presenter.choose("age")
    presenter.add(Start(ItemKind.TEXT))
    assert presenter.state.chosen == "q1"
    added = presenter.state.item
    assert added is not None
    presenter.change_item(replace(added, texts={"en": "What do you like here?"}))
    assert presenter.state.chosen == "what_do_you_like_here"
    assert names(presenter)[1] == "what_do_you_like_here"


def test_options_get_codes_after_their_words_until_somebody_chooses_one(
    presenter: EditorPresenter,
) -> None:
    presenter.add(Start(ItemKind.SINGLE))
    added = presenter.state.item
    assert added is not None
    assert [option.code for option in added.options] == ["1", "2"]
    options = tuple(
        replace(option, code=f"option{place}", texts={"en": words})
        for place, (option, words) in enumerate(
            zip(added.options, ("On foot", "By bus"), strict=True)
        )
    )
    presenter.change_item(replace(added, options=options))
    assert presenter.state.item is not None
    assert presenter.state.item.codes == ("on_foot", "by_bus")


def test_ready_answers_come_in_every_language_that_the_program_speaks(
    presenter: EditorPresenter,
) -> None:
    presenter.add(Start(ItemKind.SINGLE, {}, "yes_no"))
    assert presenter.state.item is not None
    yes = presenter.state.item.option("yes")
    assert yes.texts == {"en": "Yes", "fr": "Oui"}


def test_everything_can_be_taken_back_and_done_again(
    presenter: EditorPresenter, kept: list[Questionnaire]
) -> None:
    first = presenter.state.questionnaire
    presenter.choose("house")
    presenter.duplicate()
    presenter.remove(["age"])
    presenter.rename("dwelling")
    last = presenter.state.questionnaire
    for _step in range(5):
        presenter.undo()
    assert presenter.state.questionnaire == first
    assert not presenter.state.can_undo
    for _step in range(5):
        presenter.redo()
    assert presenter.state.questionnaire == last
    assert kept[-1] == last


def test_what_is_brought_back_is_chosen(presenter: EditorPresenter) -> None:
    presenter.choose("thanks")
    presenter.remove(["thanks"])
    assert presenter.state.chosen == "house/pets"
    presenter.choose(None)
    presenter.undo()
    assert presenter.state.chosen == "thanks"


@pytest.mark.parametrize(
    ("name", "place", "expected"),
    [
        # the outline is: age, house, house/rooms, house/pets, thanks
        ("thanks", 0, ["thanks", "age", "house/rooms", "house/pets"]),
        ("thanks", 2, ["age", "house/thanks", "house/rooms", "house/pets"]),
        ("thanks", 3, ["age", "house/rooms", "house/thanks", "house/pets"]),
        ("house/rooms", 1, ["age", "rooms", "house/pets", "thanks"]),
        ("house/rooms", 5, ["age", "house/pets", "thanks", "rooms"]),
        ("house", 5, ["age", "thanks", "house/rooms", "house/pets"]),
        ("house", 0, ["house/rooms", "house/pets", "age", "thanks"]),
    ],
)
def test_a_line_that_is_dropped_stands_where_it_was_dropped(
    presenter: EditorPresenter, name: str, place: int, expected: list[str]
) -> None:
    presenter.move_to(name, place)
    assert names(presenter) == expected


def test_a_name_that_is_taken_or_none_is_refused_with_the_reason(
    presenter: EditorPresenter,
) -> None:
    presenter.choose("age")
    assert "already" in presenter.rename("rooms")
    assert "letters" in presenter.rename("my age")
    assert presenter.rename("years") == ""
    assert presenter.state.chosen == "years"


def test_a_broken_condition_is_told_where_it_is_typed(presenter: EditorPresenter) -> None:
    presenter.choose("house/pets")
    trouble = presenter.state.trouble_of(Part.CONDITION, "${aeg} > 17")
    assert trouble is not None
    assert trouble.at == 0
    assert "“aeg”" in trouble.message
    assert presenter.state.trouble_of(Part.CONDITION, "${age} > 17") is None


def test_a_renamed_question_keeps_the_conditions_that_ask_for_it(
    presenter: EditorPresenter,
) -> None:
    presenter.choose("thanks")
    assert presenter.state.item is not None
    asked = replace(presenter.state.item, rules=Rules(relevant="${age} > 17"))
    presenter.change_item(asked)
    presenter.choose("age")
    presenter.rename("years")
    assert presenter.state.instrument.item("thanks").rules.relevant == "${years} > 17"
    assert [f for f in presenter.state.findings if f.weight is Weight.STOPS] == []


def test_the_way_to_the_gaps_leads_through_every_missing_translation(
    presenter: EditorPresenter,
) -> None:
    seen = []
    for _step in range(len(presenter.state.gaps)):
        gap = presenter.go_to_next_gap(None)
        assert gap is not None
        seen.append(gap.place.key(gap.language))
    assert sorted(seen) == sorted(gap.place.key("fr") for gap in presenter.state.gaps)
    assert "house/text/fr" in seen


def test_a_scale_is_made_filled_and_removed(presenter: EditorPresenter) -> None:
    presenter.add_scale()
    (scale,) = presenter.state.instrument.scales
    presenter.change_scale(
        replace(scale, items=("house/pets", "age"), reverse_keyed=("age",), texts={"en": "Size"})
    )
    assert presenter.state.instrument.scales[0].items == ("age", "house/pets")
    presenter.remove_scale()
    assert presenter.state.instrument.scales == ()


def test_lines_that_stand_together_become_a_section_and_again_none(
    presenter: EditorPresenter,
) -> None:
    presenter.group(["age", "house", "house/rooms"])
    assert names(presenter) == [
        "section1/age",
        "section1/house/rooms",
        "section1/house/pets",
        "thanks",
    ]
    assert presenter.state.section is not None
    presenter.change_section(replace(presenter.state.section, texts={"en": "About you"}))
    assert presenter.state.chosen == "about_you"
    presenter.ungroup()
    assert names(presenter) == ["age", "house/rooms", "house/pets", "thanks"]


def test_a_picture_comes_to_its_option_wherever_the_person_has_gone(
    presenter: EditorPresenter, pictures: PicturesInMemory
) -> None:
    presenter.add(Start(ItemKind.SINGLE, {}, "yes_no"))
    name = presenter.state.chosen
    assert name is not None
    shown: list[bool] = []
    presenter.take_picture("image.yes", b"picture of a smile", lambda: shown.append(True))
    assert presenter.state.awaited == "image.yes"
    presenter.choose("age")
    pictures.go_on()
    assert shown == [True]
    assert presenter.state.chosen == "age"
    image = presenter.state.instrument.item(name).option("yes").image
    assert image is not None
    assert [f.part for f in presenter.state.findings_of(name) if f.part is Part.PICTURE]
    presenter.choose(name)
    presenter.remove_picture("image.yes")
    assert presenter.state.instrument.item(name).option("yes").image is None
    presenter.undo()
    assert presenter.state.instrument.item(name).option("yes").image == image


def test_what_is_no_picture_is_refused_where_it_was_chosen(
    presenter: EditorPresenter, pictures: PicturesInMemory
) -> None:
    presenter.choose("age")
    presenter.take_picture("image", b"a letter", lambda: None)
    pictures.go_on()
    assert presenter.state.refused == ("image", "This is no picture.")
    assert presenter.state.instrument.item("age").image is None
