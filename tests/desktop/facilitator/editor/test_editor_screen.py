"""The editor as a person uses it: offscreen, with real key presses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from meeting import meeting
from pictures_in_memory import PicturesInMemory
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QWidget

from pollkit.desktop.facilitator.editor.presenter import EditorPresenter
from pollkit.desktop.facilitator.editor.screen import EditorScreen
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.theme import Theme
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, ItemKind
from pollkit.usecases.events import new_event

Until = Callable[[Callable[[], object]], None]
MORNING = datetime(2026, 11, 24, 9, 30, 17, tzinfo=UTC)


@pytest.fixture
def saved() -> list[Event]:
    return []


@pytest.fixture
def editor(theme: Theme, saved: list[Event], until: Until) -> Iterator[EditorScreen]:
    yield from shown(new_event("Meeting", "Hall", MORNING, ["en", "fr"]), saved, until)


@pytest.fixture
def full_editor(theme: Theme, saved: list[Event], until: Until) -> Iterator[EditorScreen]:
    yield from shown(replace(meeting(), starts_at=MORNING), saved, until)


def shown(event: Event, saved: list[Event], until: Until) -> Iterator[EditorScreen]:
    screen = EditorScreen(EditorPresenter(event, saved.append, PicturesInMemory()))
    screen.resize(1100, 600)
    screen.show()
    screen.activateWindow()
    until(screen.isActiveWindow)
    yield screen
    screen.close()
    screen.deleteLater()


def walk(editor: EditorScreen) -> None:
    """Through every question and back, with the focus in every field that can have it."""
    count = editor.outline.list.count()
    for place in [*range(count), *reversed(range(count))]:
        editor.outline.list.choose(place)
        for field in editor.findChildren(QWidget):
            if field.isVisible() and field.focusPolicy() != Qt.FocusPolicy.NoFocus:
                field.setFocus()


def test_filling_and_walking_through_the_form_saves_nothing(
    full_editor: EditorScreen, saved: list[Event]
) -> None:
    walk(full_editor)
    full_editor.commit()
    full_editor.done.click()
    assert saved == []


def test_a_question_is_saved_when_the_field_is_left_and_not_before(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    field = editor.question.text.pair.main
    saves = len(saved)
    QTest.keyClicks(field, "Where are you from?")
    assert len(saved) == saves
    editor.done.setFocus()
    assert len(saved) == saves + 1
    assert saved[-1].instrument.items[0].texts == {"en": "Where are you from?"}


def test_leaving_by_key_loses_nothing_that_was_typed(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.TEXT))
    QTest.keyClicks(editor.question.text.pair.main, "Half a quest")
    editor._step(-1)
    assert saved[-1].instrument.items[0].texts == {"en": "Half a quest"}


def test_the_preview_follows_each_keystroke(editor: EditorScreen) -> None:
    editor.add_question(Start(ItemKind.TEXT))
    QTest.keyClicks(editor.question.text.pair.main, "Why")
    assert "Why" in editor.preview.phone.accessibleDescription()


def test_options_are_added_ordered_and_removed_without_losing_their_words(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    form = editor.question.options
    for place, words in enumerate(("Yes", "No", "Perhaps")):
        if place == 2:
            form.add.click()
        QTest.keyClicks(form.rows[place].pair.main, words)
        QTest.keyClick(form.rows[place].pair.main, Qt.Key.Key_Return)
    form.rows[2].up.click()
    assert words_of(saved[-1]) == ["Yes", "Perhaps", "No"]
    form.rows[0].remove.click()
    assert words_of(saved[-1]) == ["Perhaps", "No"]
    assert [o.code for o in saved[-1].instrument.items[0].options] == ["o3", "o2"]
    assert not form.rows[0].remove.isEnabled()


def words_of(event: Event) -> list[str]:
    return [option.texts.get("en", "") for option in event.instrument.items[0].options]


def test_a_translation_is_written_beside_the_main_text(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.TEXT))
    QTest.keyClicks(editor.question.text.pair.main, "How?")
    QTest.keyClicks(editor.question.text.pair.translation, "Comment ?")
    editor.commit()
    assert saved[-1].instrument.items[0].texts == {"en": "How?", "fr": "Comment ?"}


def test_arabic_is_written_from_the_right(editor: EditorScreen) -> None:
    editor.details.language_added.emit("ar")
    editor.add_question(Start(ItemKind.SINGLE))
    editor.question.translation_chosen.emit("ar")
    right = Qt.LayoutDirection.RightToLeft
    assert editor.question.text.pair.translation.layoutDirection() is right
    assert editor.question.options.rows[0].pair.translation.layoutDirection() is right
    assert editor.question.text.pair.main.layoutDirection() is not right


def test_a_follow_up_is_chosen_with_its_answers_and_ties_them(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    editor.add_question(Start(ItemKind.TEXT))
    form = editor.question.condition
    form.question.setCurrentIndex(1)
    form.question.activated.emit(1)
    form.answers["o2"].click()
    assert saved[-1].instrument.items[1].asked_if == Condition("q1", ("o2",))
    assert saved[-1].answers_tied
    editor.outline.list.choose(0)
    assert editor.details.tied.isChecked()
    assert not editor.details.tied.isEnabled()
    assert "follow-up" in editor.details.tied_words.text()


def test_each_trouble_leads_to_its_field(editor: EditorScreen) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    QTest.keyClicks(editor.question.text.pair.main, "Where from?")
    editor.commit()
    messages = [button.text() for button in editor.question.troubles.buttons]
    assert any("option" in message for message in messages)
    next(b for b in editor.question.troubles.buttons if "option" in b.text()).click()
    assert editor.focusWidget() is editor.question.options.rows[0].pair.main
    next(b for b in editor.question.troubles.buttons if "Français" in b.text()).click()
    assert editor.focusWidget() is editor.question.text.pair.translation


def test_undo_brings_a_removed_question_back(editor: EditorScreen, saved: list[Event]) -> None:
    editor.add_question(Start(ItemKind.SCALE))
    with_question = saved[-1]
    editor.outline.remove.click()
    assert saved[-1].instrument.items == ()
    editor.undo.click()
    assert saved[-1] == with_question
    assert editor.outline.list.count() == 2


def test_a_question_is_dragged_to_another_place(editor: EditorScreen, saved: list[Event]) -> None:
    for _ in range(3):
        editor.add_question(Start(ItemKind.TEXT))
    drag(editor, from_row=1, to_row=3, share_of_height=0.9)
    assert [item.name for item in saved[-1].instrument.items] == ["q2", "q3", "q1"]
    drag(editor, from_row=3, to_row=0, share_of_height=0.1)
    assert [item.name for item in saved[-1].instrument.items] == ["q1", "q2", "q3"]


def drag(editor: EditorScreen, from_row: int, to_row: int, share_of_height: float) -> None:
    """Drops the row as Qt does at the end of a drag; offscreen no real drag can be made."""
    rows = editor.outline.list
    rows.choose(from_row)
    target = rows.visualRect(rows.model().index(to_row, 0))
    place = QPointF(target.x() + 20, target.y() + target.height() * share_of_height)
    rows.dropEvent(
        QDropEvent(
            place,
            Qt.DropAction.MoveAction,
            QMimeData(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_language_that_nobody_knows_is_refused_in_place(
    editor: EditorScreen, saved: list[Event]
) -> None:
    languages = editor.details.languages
    languages.tag.show()
    QTest.keyClicks(languages.tag, "xx-nonsense")
    QTest.keyClick(languages.tag, Qt.Key.Key_Return)
    assert languages.wrong.isVisible()
    assert saved == []
    languages.tag.setText("pt-br")
    QTest.keyClick(languages.tag, Qt.Key.Key_Return)
    assert saved[-1].languages == ("en", "fr", "pt-BR")


def test_markup_in_a_title_is_shown_as_it_was_typed(editor: EditorScreen) -> None:
    QTest.keyClicks(editor.details.title.main, "<b>bold</b><img src=x>")
    editor.commit()
    assert "<b>bold</b>" in editor.title.text()
    assert editor.title.textFormat() is Qt.TextFormat.PlainText


def test_the_time_that_was_not_touched_is_kept_to_the_second(
    editor: EditorScreen, saved: list[Event]
) -> None:
    QTest.keyClicks(editor.details.title.main, " 2")
    editor.commit()
    assert saved[-1].title.strip().endswith("2") or "2" in saved[-1].title
    assert saved[-1].starts_at == MORNING


def test_every_control_has_a_name_for_screen_readers(full_editor: EditorScreen) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)
    count = full_editor.outline.list.count()
    for place in range(count):
        full_editor.outline.list.choose(place)
        for control in full_editor.findChildren(QWidget):
            is_inner = control.objectName().startswith("qt_")
            if isinstance(control, kinds) and control.isVisible() and not is_inner:
                text = control.text() if isinstance(control, QAbstractButton) else ""
                assert control.accessibleName() or text, control


def test_a_question_that_the_room_has_seen_says_so_and_offers_a_copy(
    full_editor: EditorScreen, saved: list[Event]
) -> None:
    full_editor.outline.list.choose(1)
    form = full_editor.question
    assert not form.locked.isVisible()
    assert form.kind.isEnabled()
    full_editor.take_begun(frozenset({"country"}))
    assert form.locked.isVisible()
    assert not form.kind.isEnabled()
    rows = form.options.rows
    assert not any(b.isEnabled() for r in rows for b in (r.up, r.down, r.remove))
    assert rows[0].pair.main.isEnabled()
    assert not full_editor.outline.remove.isEnabled()
    before = len(full_editor.event_shown.instrument.items)
    form.duplicate.click()
    assert len(full_editor.event_shown.instrument.items) == before + 1
    assert not form.locked.isVisible()
    assert form.kind.isEnabled()


def test_what_is_being_typed_outlasts_the_news_that_the_room_has_gone_on(
    full_editor: EditorScreen, saved: list[Event]
) -> None:
    full_editor.outline.list.choose(1)
    full_editor.question.text.pair.main.setPlainText("Half a sent")
    full_editor.take_begun(frozenset({"country"}))
    assert full_editor.question.text.pair.main.text() == "Half a sent"
    assert saved[-1].instrument.items[0].texts["en"] == "Half a sent"
