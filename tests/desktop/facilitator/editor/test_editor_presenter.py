from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pictures_in_memory import PicturesInMemory

from pollkit.desktop.facilitator.editor.presenter import EditorPresenter
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.facilitator.editor.state import EventDetails
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.usecases.events import new_event

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def saved() -> list[Event]:
    return []


@pytest.fixture
def editor(saved: list[Event]) -> EditorPresenter:
    return EditorPresenter(
        new_event("Meeting", "Hall", MORNING, ["en", "fr"]), saved.append, PicturesInMemory()
    )


def names(editor: EditorPresenter) -> list[str]:
    return [item.name for item in editor.state.event.instrument.items]


def write(editor: EditorPresenter, text: str) -> None:
    assert editor.state.item is not None
    editor.change_item(replace(editor.state.item, texts={"en": text}))


def test_opening_and_choosing_save_nothing(editor: EditorPresenter, saved: list[Event]) -> None:
    editor.choose(None)
    editor.step(1)
    editor.show_translation("fr")
    assert saved == []


def test_every_change_is_saved_as_a_whole_event(
    editor: EditorPresenter, saved: list[Event]
) -> None:
    editor.add(Start(ItemKind.SINGLE))
    write(editor, "Where from?")
    assert saved[-1] == editor.state.event
    assert saved[-1].instrument.items[0].texts == {"en": "Where from?"}
    assert len(saved) == 2


def test_the_same_value_again_is_no_change(editor: EditorPresenter, saved: list[Event]) -> None:
    editor.add(Start(ItemKind.SCALE))
    assert editor.state.item is not None
    editor.change_item(editor.state.item)
    assert len(saved) == 1


def test_a_new_question_stands_after_the_chosen_one(editor: EditorPresenter) -> None:
    editor.add(Start(ItemKind.TEXT))
    editor.add(Start(ItemKind.SCALE))
    editor.choose("q1")
    editor.add(Start(ItemKind.SINGLE))
    assert names(editor) == ["q1", "q3", "q2"]
    assert editor.state.chosen == "q3"


def test_a_name_is_not_given_to_two_questions_at_a_time(editor: EditorPresenter) -> None:
    for _ in range(3):
        editor.add(Start(ItemKind.TEXT))
    editor.choose("q2")
    editor.duplicate()
    assert sorted(names(editor)) == ["q1", "q2", "q3", "q4"]


def test_questions_move_and_stay_within_the_list(editor: EditorPresenter) -> None:
    for _ in range(3):
        editor.add(Start(ItemKind.TEXT))
    editor.move(-1)
    assert names(editor) == ["q1", "q3", "q2"]
    editor.move(-1)
    editor.move(-1)
    assert names(editor) == ["q3", "q1", "q2"]
    editor.move_to("q3", 2)
    assert names(editor) == ["q1", "q2", "q3"]


def test_a_removed_question_comes_back_with_undo(
    editor: EditorPresenter, saved: list[Event]
) -> None:
    editor.add(Start(ItemKind.TEXT))
    write(editor, "First")
    editor.add(Start(ItemKind.TEXT))
    write(editor, "Second")
    before = editor.state.event
    editor.choose("q1")
    editor.remove()
    assert editor.state.chosen == "q2"
    editor.undo()
    assert editor.state.event == before == saved[-1]
    assert editor.state.chosen == "q1"
    editor.redo()
    assert names(editor) == ["q2"] == [item.name for item in saved[-1].instrument.items]


def test_a_new_change_ends_what_could_be_done_again(editor: EditorPresenter) -> None:
    editor.add(Start(ItemKind.TEXT))
    editor.undo()
    assert editor.state.can_redo
    editor.add(Start(ItemKind.SCALE))
    assert not editor.state.can_redo


def test_a_question_with_answers_cannot_be_removed(saved: list[Event]) -> None:
    source = EditorPresenter(
        new_event("M", "", MORNING, ["en"]), lambda event: None, PicturesInMemory()
    )
    source.add(Start(ItemKind.TEXT))
    editor = EditorPresenter(
        source.state.event, saved.append, PicturesInMemory(), begun=frozenset({"q1"})
    )
    editor.choose("q1")
    assert editor.state.is_locked
    editor.remove()
    assert names(editor) == ["q1"]
    assert saved == []


def test_a_follow_up_ties_the_answers_for_good(editor: EditorPresenter) -> None:
    editor.add(Start(ItemKind.SINGLE))
    editor.add(Start(ItemKind.TEXT))
    assert editor.state.item is not None
    editor.change_item(replace(editor.state.item, asked_if=Condition("q1", ("o1",))))
    assert editor.state.event.answers_tied
    details = EventDetails({"en": "Meeting"}, "Hall", MORNING, answers_tied=False, population=None)
    editor.change_details(details)
    assert editor.state.event.answers_tied


def test_the_title_is_that_of_the_phones_too(editor: EditorPresenter) -> None:
    editor.change_details(
        EventDetails({"en": "Autumn", "fr": "Automne"}, "Hall", MORNING, False, 600)
    )
    event = editor.state.event
    assert (event.title, event.instrument.title["en"], event.population) == (
        "Autumn",
        "Autumn",
        600,
    )


def test_texts_of_a_removed_language_are_kept_for_its_return(editor: EditorPresenter) -> None:
    editor.add(Start(ItemKind.TEXT))
    assert editor.state.item is not None
    editor.change_item(replace(editor.state.item, texts={"en": "How?", "fr": "Comment ?"}))
    editor.remove_language("fr")
    assert editor.state.event.languages == ("en",)
    assert editor.state.translation is None
    editor.add_language("fr")
    assert editor.state.item.texts["fr"] == "Comment ?"
    assert editor.state.translation == "fr"


def test_the_main_language_stays_but_another_can_take_its_place(editor: EditorPresenter) -> None:
    editor.remove_language("en")
    assert editor.state.event.languages == ("en", "fr")
    editor.change_details(
        EventDetails({"en": "Meeting", "fr": "Réunion"}, "Hall", MORNING, False, None)
    )
    editor.write_in("fr")
    assert editor.state.event.languages == ("fr", "en")
    assert editor.state.event.title == "Réunion"


def test_what_is_still_to_do_is_told_with_its_place(editor: EditorPresenter) -> None:
    assert {(t.item, t.language) for t in editor.state.troubles} == {(None, None), (None, "fr")}
    editor.add(Start(ItemKind.SINGLE))
    write(editor, "Where from?")
    parts = {(t.part, t.language) for t in editor.state.troubles_of("q1")}
    assert parts == {(ItemPart.OPTIONS, None), (ItemPart.TEXT, "fr")}


def test_stepping_ends_at_the_ends_of_the_list(editor: EditorPresenter) -> None:
    editor.add(Start(ItemKind.TEXT))
    editor.step(1)
    assert editor.state.chosen == "q1"
    editor.step(-1)
    editor.step(-1)
    assert editor.state.chosen is None


@pytest.fixture
def begun_editor(saved: list[Event]) -> EditorPresenter:
    """A choice that the room has seen, and an open question that it has not."""
    source = EditorPresenter(
        new_event("M", "", MORNING, ["en"]), lambda event: None, PicturesInMemory()
    )
    source.add(Start(ItemKind.SINGLE))
    source.add(Start(ItemKind.TEXT))
    editor = EditorPresenter(
        source.state.event, saved.append, PicturesInMemory(), begun=frozenset({"q1"})
    )
    editor.choose("q1")
    return editor


def test_words_of_a_question_that_the_room_has_seen_can_be_corrected(
    begun_editor: EditorPresenter, saved: list[Event]
) -> None:
    write(begun_editor, "Where are you from?")
    assert saved[-1].instrument.item("q1").texts == {"en": "Where are you from?"}


def test_its_options_stay_and_a_copy_of_it_is_free(
    begun_editor: EditorPresenter, saved: list[Event]
) -> None:
    item = begun_editor.state.item
    assert item is not None
    begun_editor.change_item(replace(item, options=item.options[:1]))
    begun_editor.change_item(replace(item, kind=ItemKind.TEXT, options=()))
    assert saved == []
    assert begun_editor.state.item == item
    begun_editor.duplicate()
    copy = begun_editor.state.item
    assert copy is not None
    assert not begun_editor.state.is_locked
    begun_editor.change_item(replace(copy, options=copy.options[::-1]))
    assert saved[-1].instrument.item(copy.name).options == item.options[::-1]
    assert saved[-1].instrument.item("q1") == item


def test_no_follow_up_breaks_the_promise_under_which_people_have_answered(
    begun_editor: EditorPresenter, saved: list[Event]
) -> None:
    begun_editor.choose("q2")
    assert not begun_editor.state.may_follow_up
    assert begun_editor.state.item is not None
    begun_editor.change_item(replace(begun_editor.state.item, asked_if=Condition("q1", ("o1",))))
    assert saved == []


def test_undo_does_not_reach_behind_what_the_room_has_seen(
    editor: EditorPresenter, saved: list[Event]
) -> None:
    editor.add(Start(ItemKind.SINGLE))
    write(editor, "Where fom?")
    item = editor.state.item
    assert item is not None
    editor.take_begun(frozenset({"q1"}))
    write(editor, "Where from?")
    editor.undo()
    assert editor.state.item is not None
    assert editor.state.item.texts == {"en": "Where fom?"}
    editor.undo()
    editor.undo()
    assert names(editor) == ["q1"]
    assert not editor.state.can_undo
    assert names(editor) == [i.name for i in saved[-1].instrument.items]


def test_another_kind_says_what_it_put_aside_and_undo_brings_it_back(
    editor: EditorPresenter, saved: list[Event]
) -> None:
    editor.add(Start(ItemKind.SINGLE))
    item = editor.state.item
    assert item is not None
    options = tuple(replace(option, texts={"en": option.code}) for option in item.options)
    editor.change_item(replace(item, texts={"en": "Which?"}, options=options))
    written = editor.state.item
    editor.change_kind(ItemKind.NUMBER)
    assert editor.state.put_aside == "options"
    assert saved[-1].instrument.item("q1").options == ()
    editor.choose("q1")
    assert editor.state.put_aside == ""  # said once
    editor.change_kind(ItemKind.SINGLE)
    assert editor.state.item == written
    editor.undo()
    editor.undo()
    assert editor.state.item == written


def test_a_quiz_question_asks_for_what_is_right(editor: EditorPresenter) -> None:
    editor.add(Start(ItemKind.SINGLE, {"score": 1}))
    assert ItemPart.RIGHT in {trouble.part for trouble in editor.state.troubles_of("q1")}


def test_a_copy_to_ask_again_stands_at_the_end_and_names_the_first(
    editor: EditorPresenter,
) -> None:
    editor.add(Start(ItemKind.SINGLE))
    write(editor, "How sure are you?")
    editor.add(Start(ItemKind.TEXT))
    editor.choose("q1")
    editor.ask_again()
    again = editor.state.item
    assert again is not None
    assert names(editor) == ["q1", "q2", "q3"]
    assert (again.name, again.repeats) == ("q3", "q1")
    assert again == replace(editor.state.event.instrument.item("q1"), name="q3", repeats="q1")


def test_pasted_questions_stand_after_the_chosen_one_under_free_names(
    editor: EditorPresenter, saved: list[Event]
) -> None:
    editor.add(Start(ItemKind.TEXT))
    editor.add(Start(ItemKind.TEXT))
    editor.choose("q1")
    editor.add_items([Item("", ItemKind.TEXT, {"en": words}) for words in ("A?", "B?")])
    assert names(editor) == ["q1", "q3", "q4", "q2"]
    assert editor.state.chosen == "q3"
    editor.undo()
    assert [item.name for item in saved[-1].instrument.items] == ["q1", "q2"]


@pytest.fixture
def shelf() -> PicturesInMemory:
    return PicturesInMemory()


@pytest.fixture
def picturing(saved: list[Event], shelf: PicturesInMemory) -> EditorPresenter:
    editor = EditorPresenter(new_event("M", "", MORNING, ["en"]), saved.append, shelf)
    editor.add(Start(ItemKind.SINGLE))
    editor.add(Start(ItemKind.PIN))
    return editor


def test_a_picture_comes_where_it_was_wanted_though_the_person_has_gone_on(
    picturing: EditorPresenter, shelf: PicturesInMemory, saved: list[Event]
) -> None:
    shown: list[bool] = []
    picturing.take_picture("image", b"picture of a map", lambda: shown.append(True))
    assert picturing.state.awaited == "image"
    picturing.choose("q1")
    assert picturing.state.awaited is None
    shelf.go_on()
    assert shown == [True]
    assert picturing.state.chosen == "q1"
    image = saved[-1].instrument.item("q2").image
    assert image is not None
    assert (image.width, image.height) == (640, 480)


def test_an_option_gets_a_picture_that_can_be_taken_away_again(
    picturing: EditorPresenter, shelf: PicturesInMemory, saved: list[Event]
) -> None:
    picturing.choose("q1")
    picturing.take_picture("image.o2", b"picture", lambda: None)
    shelf.go_on()
    assert [bool(o.image) for o in saved[-1].instrument.item("q1").options] == [False, True]
    assert ItemPart.IMAGE in {trouble.part for trouble in picturing.state.troubles_of("q1")}
    picturing.remove_picture("image.o2")
    assert not any(o.image for o in saved[-1].instrument.item("q1").options)


def test_what_is_no_picture_is_refused_with_a_word_and_nothing_changes(
    picturing: EditorPresenter, shelf: PicturesInMemory, saved: list[Event]
) -> None:
    before = list(saved)
    picturing.take_picture("image", b"%PDF", lambda: None)
    shelf.go_on()
    assert picturing.state.refused == ("image", "This is no picture.")
    assert picturing.state.awaited is None
    assert saved == before


def test_a_picture_for_a_question_that_is_gone_is_let_go(
    picturing: EditorPresenter, shelf: PicturesInMemory, saved: list[Event]
) -> None:
    picturing.take_picture("image", b"picture", lambda: None)
    picturing.remove()
    before = list(saved)
    shelf.go_on()
    assert saved == before


def test_changed_words_leave_the_translation_outdated_until_it_is_confirmed(
    editor: EditorPresenter, saved: list[Event]
) -> None:
    editor.add(Start(ItemKind.TEXT))
    assert editor.state.item is not None
    editor.change_item(replace(editor.state.item, texts={"en": "How?", "fr": "Comment ?"}))
    editor.change_item(replace(editor.state.item, texts={"en": "How, then?", "fr": "Comment ?"}))
    gap = editor.state.gap("text")
    assert gap is not None
    assert gap.made_from == "How?"
    assert any("older" in trouble.message for trouble in editor.state.troubles_of("q1"))
    editor.confirm_translation("text")
    assert editor.state.gap("text") is None
    editor.undo()
    assert editor.state.gap("text") == gap
    assert saved[-1].outdated == {"q1/text/fr": "How?"}


def test_the_gaps_are_visited_one_after_the_other_and_round_again(
    editor: EditorPresenter,
) -> None:
    for words in ("First?", "Second?"):
        editor.add(Start(ItemKind.SINGLE))
        item = editor.state.item
        assert item is not None
        options = tuple(replace(option, texts={"en": option.code}) for option in item.options)
        editor.change_item(replace(item, texts={"en": words, "fr": words}, options=options))
    assert editor.state.gaps_in("fr") == 5  # the title, and two options of each question
    editor.choose("q1")
    seen = []
    for _step in range(6):
        gap = editor.go_to_next_gap(None)
        assert gap is not None
        seen.append((gap.place.item, gap.place.part))
        assert editor.state.chosen == gap.place.item
    assert seen == [
        ("q1", "option.o1"), ("q1", "option.o2"), ("q2", "option.o1"), ("q2", "option.o2"),
        (None, "title"), ("q1", "option.o1"),
    ]  # fmt: skip


def test_timer_notes_and_right_answer_can_be_changed_after_answers_and_a_picture_cannot(
    saved: list[Event], shelf: PicturesInMemory
) -> None:
    source = EditorPresenter(
        new_event("M", "", MORNING, ["en"]), lambda event: None, PicturesInMemory()
    )
    source.add(Start(ItemKind.SINGLE))
    editor = EditorPresenter(source.state.event, saved.append, shelf, begun=frozenset({"q1"}))
    editor.choose("q1")
    assert editor.state.item is not None
    editor.change_item(
        replace(editor.state.item, seconds=30, notes="Wait.", right=("o1",), score=2)
    )
    assert len(saved) == 1
    editor.take_picture("image.o1", b"picture", lambda: None)
    shelf.go_on()
    editor.change_kind(ItemKind.MULTIPLE)
    assert len(saved) == 1
    assert editor.state.put_aside == ""
