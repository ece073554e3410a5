"""The form of each kind of question, with real keys, drops and pastes."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from every_kind import EVERY_KIND
from pictures_in_memory import PicturesInMemory
from PIL import Image as Pillow
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from pollkit.desktop.facilitator.editor.presenter import EditorPresenter
from pollkit.desktop.facilitator.editor.screen import EditorScreen
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.theme import Theme
from pollkit.desktop.widgets.picture_field import PictureFrame
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Image, Item, ItemKind, Option
from pollkit.domain.problems import ItemPart
from pollkit.usecases.events import new_event

Until = Callable[[Callable[[], object]], None]
MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def saved() -> list[Event]:
    return []


@pytest.fixture
def shelf() -> PicturesInMemory:
    return PicturesInMemory()


@pytest.fixture
def editor(
    theme: Theme, saved: list[Event], shelf: PicturesInMemory, until: Until
) -> Iterator[EditorScreen]:
    yield from shown(new_event("Meeting", "Hall", MORNING, ["en", "fr"]), saved, shelf, until)


@pytest.fixture
def full(
    theme: Theme, saved: list[Event], shelf: PicturesInMemory, until: Until
) -> Iterator[EditorScreen]:
    """Every kind of question, and one that asks another again."""
    event = new_event("Meeting", "Hall", MORNING, ["en", "fr", "de", "ar"])
    again = replace(EVERY_KIND[0], name="again", repeats=EVERY_KIND[0].name)
    items = (*EVERY_KIND, again)
    event = replace(event, instrument=replace(event.instrument, items=items))
    yield from shown(event, saved, shelf, until)


def shown(
    event: Event, saved: list[Event], shelf: PicturesInMemory, until: Until
) -> Iterator[EditorScreen]:
    screen = EditorScreen(EditorPresenter(event, saved.append, shelf))
    screen.resize(1366, 700)
    screen.show()
    screen.activateWindow()
    until(screen.isActiveWindow)
    yield screen
    screen.close()
    screen.deleteLater()


def asked(saved: list[Event]) -> Item:
    return saved[-1].instrument.items[-1]


def write(field: QLineEdit | QPlainTextEdit, words: str) -> None:
    """As a person does who then goes on with Tab."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def open_folds(editor: EditorScreen) -> None:
    for fold in editor.question.folds.values():
        fold.open(True)


def test_showing_and_walking_through_every_form_saves_nothing(
    full: EditorScreen, saved: list[Event]
) -> None:
    for place in range(full.outline.list.count()):
        full.outline.list.choose(place)
        open_folds(full)
        for field in full.findChildren(QWidget):
            if field.isVisible() and field.focusPolicy() != Qt.FocusPolicy.NoFocus:
                field.setFocus()
        full.commit()
    assert saved == []


def test_what_a_form_hands_over_is_what_it_was_given(full: EditorScreen) -> None:
    for place, item in enumerate(full.event_shown.instrument.items, start=1):
        full.outline.list.choose(place)
        assert full.question._read() == item


def test_every_control_of_every_form_says_what_it_is(full: EditorScreen) -> None:
    wrong = []
    for place in range(full.outline.list.count()):
        full.outline.list.choose(place)
        open_folds(full)
        for control in full.findChildren(QWidget):
            takes_keys = control.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not (control.isVisible() and takes_keys and control.focusProxy() is None):
                continue
            spoken = QAccessible.queryAccessibleInterface(control)
            if not spoken.text(QAccessible.Text.Name).strip():
                wrong.append(f"{place}: {control}")
    assert wrong == []


def test_tab_goes_down_the_form_and_not_back_and_forth(full: EditorScreen) -> None:
    full.outline.list.choose(1)
    open_folds(full)
    first = full.question.kind
    first.setFocus()
    heights = []
    for _press in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        if not full.question.isAncestorOf(at):
            break
        heights.append(at.mapTo(full.question, at.rect().topLeft()).y())
    assert len(heights) > 20
    # A small step up is the next field of the same line.
    assert all(after > before - 60 for before, after in itertools.pairwise(heights))


def test_a_narrow_window_shows_the_previews_in_place_of_the_list(
    full: EditorScreen, until: Until
) -> None:
    full.outline.list.choose(1)
    assert full.preview.isVisible()
    assert not full.look.isVisible()
    full.resize(960, 540)
    assert not full.preview.isVisible()
    for place in range(full.outline.list.count()):
        full.outline.list.choose(place)
        open_folds(full)
        until(lambda: not is_cut(full))
    full.look.click()
    assert full.preview.isVisible()
    assert not full.outline.isVisible()
    until(lambda: not is_cut(full))
    full.look.click()
    assert full.outline.isVisible()


def is_cut(editor: EditorScreen) -> bool:
    form = editor.forms.currentWidget()
    assert isinstance(form, QScrollArea)
    inside = form.widget()
    return inside.minimumSizeHint().width() > form.viewport().width()


def test_markup_is_shown_as_it_was_typed_wherever_a_text_stands(
    theme: Theme, saved: list[Event], shelf: PicturesInMemory, until: Until
) -> None:
    nasty = "<b>bold</b><img src=x onerror=alert(1)> & " * 4
    texts = {"en": nasty, "fr": nasty}
    options = (Option("a", texts, Image("0" * 64, 4, 4, texts)), Option("b", texts))
    choice = Item("q1", ItemKind.MULTIPLE, texts, options, right=("a",), notes=nasty)
    again = replace(choice, name="q2", repeats="q1", asked_if=Condition("q1", ("a",)))
    grid = Item("q3", ItemKind.GRID, texts, options[1:], low_label=texts, high_label=texts)
    event = new_event(nasty, nasty, MORNING, ["en", "fr"])
    event = replace(
        event,
        instrument=replace(event.instrument, items=(choice, again, grid)),
        outdated={"q1/text/fr": nasty},
    )
    for editor in shown(event, saved, shelf, until):
        for place in range(editor.outline.list.count()):
            editor.outline.list.choose(place)
            open_folds(editor)
            for widget in editor.findChildren(QWidget):
                if isinstance(widget, QLabel):
                    assert widget.textFormat() is Qt.TextFormat.PlainText
                tip = widget.toolTip()
                if Qt.mightBeRichText(tip):
                    assert "<b>" not in tip
                    assert "<img" not in tip
        assert saved == []


def test_a_scale_from_0_to_10_takes_one_press(editor: EditorScreen, saved: list[Event]) -> None:
    editor.add_question(Start(ItemKind.SCALE))
    form = editor.question.scale
    form.usual[2].click()
    assert (asked(saved).lowest, asked(saved).points) == (0, 11)
    write(form.low.main, "not at all")
    assert asked(saved).low_label == {"en": "not at all"}
    form.first.setCurrentIndex(1)
    form.first.activated.emit(1)
    assert asked(saved).scale_points == tuple(str(point) for point in range(1, 11))


def test_limits_of_choices_and_ranks(editor: EditorScreen, saved: list[Event]) -> None:
    editor.add_question(Start(ItemKind.RANKING))
    form = editor.question.choices
    form.most.setValue(2)
    form.least.setValue(2)
    assert (asked(saved).least_choices, asked(saved).most_choices) == (2, 2)
    form.most.setValue(0)
    assert asked(saved).most_choices is None
    form.least.setValue(5)
    trouble = next(
        t for t in editor._presenter.state.troubles_of("q1") if t.part is ItemPart.LEAST_CHOICES
    )
    editor.question.lead_to(trouble)
    assert form.least.hasFocus()


def test_a_number_is_read_as_people_write_it_and_refused_where_it_is_none(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.NUMBER))
    form = editor.question.number
    write(form.smallest.field, "-1,50")
    assert asked(saved).smallest == "-1.5"
    count = len(saved)
    write(form.largest.field, "many")
    assert form.largest.wrong.isVisible()
    assert len(saved) == count
    write(form.largest.field, "2 000")
    assert not form.largest.wrong.isVisible()
    assert asked(saved).largest == "2000"
    write(form.unit.main, "people")
    assert asked(saved).unit == {"en": "people"}


def test_the_four_ends_of_a_grid_are_asked_for_one_after_the_other(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.GRID))
    form = editor.question.grid
    for pair in (form.left, form.right, form.bottom, form.top):
        trouble = next(
            t for t in editor._presenter.state.troubles_of("q1") if t.part is ItemPart.ENDS
        )
        editor.question.lead_to(trouble)
        assert pair.main.hasFocus()
        write(pair.main, "end")
    item = asked(saved)
    ends = (item.low_label, item.high_label, item.bottom_label, item.top_label)
    assert ends == ({"en": "end"},) * 4


def test_the_right_answer_is_ticked_and_only_one_where_one_can_be_given(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.SINGLE, {"score": 1}))
    quiz = editor.question.quiz
    assert quiz.isVisible()  # unfolded: there is something to do in it
    quiz.boxes[0].click()
    quiz.boxes[1].click()
    assert asked(saved).right == ("o2",)
    quiz.score.setValue(5)
    assert asked(saved).score == 5
    editor._presenter.change_kind(ItemKind.MULTIPLE)
    editor.render_state()
    quiz.boxes[0].click()
    assert asked(saved).right == ("o1", "o2")


def test_timer_reading_sureness_and_notes(editor: EditorScreen, saved: list[Event]) -> None:
    editor.add_question(Start(ItemKind.SCALE))
    open_folds(editor)
    asking = editor.question.asking
    asking.reads.click()
    asking.seconds.setValue(45)
    asking.sure.click()
    notes = editor.question.notes.notes
    notes.setFocus()
    QTest.keyClicks(notes, "Wait.")
    QTest.keyClick(notes, Qt.Key.Key_Return)
    QTest.keyClicks(notes, "Then go on.")
    editor.commit()
    item = asked(saved)
    assert (item.reads_first, item.seconds, item.asks_sureness) == (True, 45, True)
    assert item.notes == "Wait.\nThen go on."
    head = editor.question.folds[asking].head
    assert "45 seconds" in head.accessibleName()


def test_a_copy_to_ask_again_is_made_in_one_press(editor: EditorScreen, saved: list[Event]) -> None:
    editor.add_question(Start(ItemKind.SCALE))
    open_folds(editor)
    editor.question.again.copy.click()
    assert [item.repeats for item in saved[-1].instrument.items] == [None, "q1"]
    assert editor.question.again.question.chosen() == "q1"
    form = editor.question.again
    form.question.setCurrentIndex(0)
    form.question.activated.emit(0)
    assert asked(saved).repeats is None


def test_another_kind_is_picked_with_the_keys_and_taken_back_in_place(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    write(editor.question.options.rows[0].pair.main, "Yes")
    before = saved[-1]
    editor.question.kind.click()
    assert editor.other_kind.card("One choice").hasFocus()
    editor.other_kind.card("A number").click()
    assert asked(saved).kind is ItemKind.NUMBER
    assert "options" in editor.question.put_aside.words
    editor.question.put_aside.action_taken.emit()
    assert saved[-1] == before
    editor.question.kind.click()
    assert editor.leave_picking()
    assert saved[-1] == before


def test_undo_while_a_kind_is_picked_leads_back_to_what_there_is(editor: EditorScreen) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    editor.question.kind.click()
    assert editor.other_kind.isVisible()
    editor.undo.click()
    assert editor.details.isVisible()
    assert not editor.other_kind.isVisible()


def test_gaps_are_reached_by_key_and_the_main_text_copied(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    for row, words in zip(editor.question.options.rows, ("London", "Paris"), strict=False):
        write(row.pair.main, words)
    editor.question.text.pair.main.setFocus()
    rows = editor.question.options.rows
    QTest.keyClick(editor.focusWidget(), Qt.Key.Key_F8)
    assert rows[0].pair.translation.hasFocus()
    assert rows[0].pair.copy.isVisible()
    QTest.keyClick(editor.focusWidget(), Qt.Key.Key_F9)
    assert asked(saved).options[0].texts == {"en": "London", "fr": "London"}
    assert not rows[0].pair.copy.isVisible()
    QTest.keyClick(editor.focusWidget(), Qt.Key.Key_F8)
    assert rows[1].pair.translation.hasFocus()
    assert "2 to do" in editor.question.languages.translation.currentText()


def test_an_outdated_translation_shows_what_it_was_made_from(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.TEXT))
    pair = editor.question.text.pair
    write(pair.main, "How?")
    write(pair.translation, "Comment ?")
    write(pair.main, "Why?")
    assert pair.note.text() == "English was: How?"
    assert pair.translation.accessibleDescription() == pair.note.text()
    pair.fits.click()
    assert not pair.note.isVisible()
    assert saved[-1].outdated == {}


def test_arabic_paragraphs_begin_at_the_right(editor: EditorScreen) -> None:
    editor.details.language_added.emit("ar")
    editor.add_question(Start(ItemKind.TEXT))
    editor.question.translation_chosen.emit("ar")
    field = editor.question.text.pair.translation
    assert isinstance(field, QPlainTextEdit)
    assert field.cursorRect().x() > field.width() / 2


def test_a_picture_is_dropped_on_the_pin_question(
    editor: EditorScreen, saved: list[Event], shelf: PicturesInMemory, tmp_path: Path
) -> None:
    editor.add_question(Start(ItemKind.PIN))
    file = tmp_path / "map.png"
    file.write_bytes(b"picture of a map")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    form = editor.question.pin
    drop(form.picture.frame, mime)
    assert not form.picture.choose.isEnabled()
    shelf.go_on()
    image = asked(saved).image
    assert image is not None
    assert form.picture.choose.isEnabled()
    write(form.picture.alt.main, "The city from above")
    described = asked(saved).image
    assert described is not None
    assert described.texts == {"en": "The city from above"}
    form.picture.remove.click()
    assert asked(saved).image is None


def test_a_picture_is_pasted_and_a_text_is_refused_in_place(
    editor: EditorScreen, saved: list[Event], shelf: PicturesInMemory
) -> None:
    editor.add_question(Start(ItemKind.PIN))
    count = len(saved)
    frame = editor.question.pin.picture.frame
    frame.setFocus()
    QGuiApplication.clipboard().setText("no picture")
    QTest.keyClick(frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shelf.go_on()
    assert editor.question.pin.picture.wrong.isVisible()
    assert len(saved) == count
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    taken: list[object] = []
    frame.source_chosen.connect(taken.append)
    QTest.keyClick(frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(taken[0], bytes)
    assert Pillow.open(io.BytesIO(taken[0])).size == (4, 4)


def test_a_picture_is_dropped_on_an_option_or_pasted_into_it(
    editor: EditorScreen, saved: list[Event], shelf: PicturesInMemory, tmp_path: Path
) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    rows = editor.question.options.rows
    file = tmp_path / "club.png"
    file.write_bytes(b"picture of a club")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    drop(rows[1].fields[0], mime)
    assert shelf.parts == ["image.o2"]
    shelf.go_on()
    assert [bool(option.image) for option in asked(saved).options] == [False, True]
    assert rows[1].picture.isVisible()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    QGuiApplication.clipboard().setImage(image)
    rows[0].fields[0].setFocus()
    QTest.keyClick(rows[0].fields[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shelf.parts == ["image.o2", "image.o1"]
    shelf.go_on()  # the stand-in takes no BMP
    assert rows[0].picture.wrong.isVisible()
    editor._presenter.change_kind(ItemKind.RANKING)
    editor.render_state()
    drop(rows[0].fields[0], mime)
    assert len(shelf.parts) == 2  # a ranking shows no pictures


def drop(frame: PictureFrame | QLineEdit, mime: QMimeData) -> None:
    frame.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_list_that_is_pasted_into_an_option_becomes_options(
    editor: EditorScreen, saved: list[Event]
) -> None:
    editor.add_question(Start(ItemKind.SINGLE))
    field = editor.question.options.rows[0].pair.main
    field.setFocus()
    QGuiApplication.clipboard().setText("North\nSouth\n\n East \n")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [option.texts["en"] for option in asked(saved).options] == ["North", "South", "East"]


def test_a_pasted_list_is_seen_before_it_is_added(
    editor: EditorScreen, saved: list[Event], until: Until
) -> None:
    editor.outline.add.click()
    editor.new.paste.click()
    assert editor.paste.field.hasFocus()
    assert not editor.paste.add.isEnabled()
    editor.paste.field.setPlainText("Shall we go on?\n- Yes\n- No\n\nWhy?")
    until(editor.paste.add.isEnabled)
    assert editor.paste.seen.count() == 2
    editor.paste.cancel.click()
    editor.outline.add.click()
    editor.new.paste.click()
    assert editor.paste.add.isEnabled()  # what was pasted is still there
    assert saved == []
    editor.paste.add.click()
    assert [item.kind for item in saved[-1].instrument.items] == [ItemKind.SINGLE, ItemKind.TEXT]
    assert editor.question.text.pair.main.hasFocus()


@pytest.mark.parametrize(
    ("kind", "fields", "part", "form"),
    [
        (ItemKind.SINGLE, {"score": 1}, ItemPart.RIGHT, "quiz"),
        (ItemKind.SINGLE, {"repeats": "q9"}, ItemPart.REPEATS, "again"),
        (ItemKind.PIN, {}, ItemPart.IMAGE, "pin"),
        (ItemKind.SCALE, {"points": 1}, ItemPart.POINTS, "scale"),
        (ItemKind.NUMBER, {"smallest": "5", "largest": "1"}, ItemPart.LIMITS, "number"),
        (ItemKind.MULTIPLE, {"most_choices": 7}, ItemPart.MOST_CHOICES, "choices"),
        (ItemKind.RANKING, {"least_choices": 7}, ItemPart.LEAST_CHOICES, "choices"),
        (ItemKind.MATRIX, {}, ItemPart.OPTIONS, "options"),
        (ItemKind.SINGLE, {"asked_if": Condition("q9", ("a",))}, ItemPart.CONDITION, "condition"),
    ],
)
def test_each_problem_leads_to_where_it_is_mended(
    editor: EditorScreen, kind: ItemKind, fields: dict[str, object], part: ItemPart, form: str
) -> None:
    editor.add_question(Start(kind, fields))
    troubles = editor._presenter.state.troubles_of("q1")
    editor.question.lead_to(next(trouble for trouble in troubles if trouble.part is part))
    at = editor.focusWidget()
    assert at is not None
    assert at.isVisible()
    assert getattr(editor.question, form).isAncestorOf(at)


def test_a_question_that_the_room_has_seen_keeps_its_meaning_in_every_form(
    full: EditorScreen, saved: list[Event]
) -> None:
    names = frozenset(item.name for item in full.event_shown.instrument.items)
    full.take_begun(names)
    for place, item in enumerate(full.event_shown.instrument.items, start=1):
        full.outline.list.choose(place)
        open_folds(full)
        form = full.question
        assert not form.kind.isEnabled()
        assert not form.options.add.isEnabled()
        assert not form.scale.last.isEnabled() or item.kind not in form.scale.kinds
        assert not form.choices.most.isEnabled() or item.kind not in form.choices.kinds
        assert not form.asking.sure.isEnabled()
        assert not form.pin.picture.choose.isEnabled() or item.kind is not ItemKind.PIN
        assert form.asking.seconds.isEnabled()
        assert form.notes.notes.isEnabled()
    full.question.asking.seconds.setValue(20)
    assert asked(saved).seconds == 20
