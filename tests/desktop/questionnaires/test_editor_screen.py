"""The questionnaire editor as a person uses it: fields, keys, names, and what is not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from pictures_in_memory import PicturesInMemory
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pollkit.desktop.questionnaires.editor.forms.filter import FilterForm
from pollkit.desktop.questionnaires.editor.presenter import EditorPresenter
from pollkit.desktop.questionnaires.editor.preview_panel import Side
from pollkit.desktop.questionnaires.editor.screen import Page, QuestionnaireScreen
from pollkit.desktop.theme import Theme
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.rules import Scale, Section

YES_NO = (Option("yes", {"en": "Yes", "de": "Ja"}), Option("no", {"en": "No", "de": "Nein"}))


def item(name: str, kind: ItemKind, **fields: object) -> Item:
    return Item(name, kind, {"en": f"About {name}?", "de": f"Zu {name}?"}, **fields)  # type: ignore[arg-type]


def questionnaire() -> Questionnaire:
    items = (
        item("welcome", ItemKind.NOTE),
        item("came", ItemKind.SINGLE, options=YES_NO, list_name="yn"),
        item("liked", ItemKind.SINGLE, options=YES_NO, list_name="yn"),
        item("age", ItemKind.NUMBER),
        item("home/member/born", ItemKind.DATE),
        item("home/trust", ItemKind.SCALE),
        item("home/felt", ItemKind.MATRIX, options=YES_NO),
        item("order", ItemKind.RANKING, options=YES_NO),
        item("several", ItemKind.MULTIPLE, options=YES_NO),
        item("wish", ItemKind.TEXT),
        item("hour", ItemKind.TIME),
        item("moment", ItemKind.MOMENT),
        item("total", ItemKind.HIDDEN),
        item("photo", ItemKind.OTHER),
    )
    sections = (Section("home", {"en": "Home"}), Section("home/member", {}, repeats=True))
    scale = Scale("trust", {"en": "Trust"}, ("home/trust", "home/felt.yes"))
    title = {"en": "Household", "de": "Haushalt"}
    instrument = Instrument(title, ("en", "de"), items, sections, scales=(scale,))
    return Questionnaire(UUID(int=7), instrument)


@pytest.fixture
def kept() -> list[Questionnaire]:
    return []


@pytest.fixture
def screen(
    theme: Theme, kept: list[Questionnaire], until: Callable[[Callable[[], object]], None]
) -> Iterator[QuestionnaireScreen]:
    made = QuestionnaireScreen(EditorPresenter(questionnaire(), kept.append, PicturesInMemory()))
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    until(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


def choose(screen: QuestionnaireScreen, name: str | None) -> None:
    screen.outline.node_chosen.emit(name)


def type_into(field: QWidget, words: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, words)


def test_looking_at_everything_keeps_nothing(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    for _line in range(screen.outline.list.count()):
        for side in Side:
            screen.preview.turn_to(side)
        QTest.keyClick(screen, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        screen.commit()
    screen._on_scales_wanted()
    screen.commit()
    assert kept == []


def test_a_condition_is_picked_from_lists_and_written_as_an_expression(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "age")
    screen.item.folds[screen.item.condition].open(True)
    builder = screen.item.condition.condition.builder
    builder.add.click()
    line = builder.lines[0]
    line.source.setCurrentIndex(0)
    line.source.committed.emit()
    assert kept == []  # nothing whole is picked yet
    line.boxes["yes"].click()
    assert kept[-1].instrument.item("age").rules.relevant == "selected(${came}, 'yes')"
    line.boxes["no"].click()
    assert kept[-1].instrument.item("age").rules.relevant == (
        "selected(${came}, 'yes') or selected(${came}, 'no')"
    )
    builder.lines[0].remove.click()
    assert kept[-1].instrument.item("age").rules.relevant == ""


def test_a_broken_expression_is_told_while_it_is_typed_and_not_kept(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "age")
    screen.item.folds[screen.item.condition].open(True)
    field = screen.item.condition.condition.expression
    type_into(field.field, "selected(${came, 'yes')")
    assert field.wrong.isVisible()
    field.field.commit()
    assert kept == []
    assert field.text() == "selected(${came, 'yes')"  # and not lost either
    field.field.selectAll()
    type_into(field.field, "selected(${came}, 'yes')")
    assert not field.wrong.isVisible()
    field.field.commit()
    assert kept[-1].instrument.item("age").rules.relevant == "selected(${came}, 'yes')"


def test_an_option_of_a_shared_list_changes_where_it_is_shared(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "came")
    row = screen.item.options.rows[0]
    row.pair.main.selectAll()
    type_into(row.pair.main, "Certainly")
    row.pair.main.commit()
    assert kept[-1].instrument.item("liked").options[0].texts["en"] == "Certainly"
    assert kept[-1].outdated == {"came/option.yes/de": "Yes"}


def test_lines_pasted_into_an_option_become_options(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "several")
    screen.item.options.paste_lines(1, "By bus\nOn foot\ncar\tBy car")
    assert [(o.code, o.texts["en"]) for o in kept[-1].instrument.item("several").options] == [
        ("yes", "Yes"),
        ("no", "By bus"),
        ("on_foot", "On foot"),
        ("car", "By car"),
    ]


def test_a_finding_leads_to_its_field(screen: QuestionnaireScreen) -> None:
    findings = screen._presenter.state.findings
    wanted = next(one for one in findings if one.name == "total")
    screen.preview.finding_chosen.emit(wanted)
    assert screen.outline.list.chosen_keys() == ("total",)
    assert screen.item.calculation.expression.field.hasFocus()
    gap = next(one for one in findings if one.gap is not None and one.name == "home")
    screen.preview.finding_chosen.emit(gap)
    assert screen.section.heading.translation.hasFocus()


def test_the_keys_move_copy_group_and_take_back(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "age")
    screen.outline.list.setFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(screen.outline.list, Qt.Key.Key_Up, ctrl)
    assert [i.name for i in kept[-1].instrument.items][2] == "age"
    QTest.keyClick(screen.outline.list, Qt.Key.Key_D, ctrl)
    assert kept[-1].instrument.item("age2").kind is ItemKind.NUMBER
    screen.outline.list.setFocus()
    QTest.keyClick(screen.outline.list, Qt.Key.Key_G, ctrl)
    assert kept[-1].instrument.item("section1/age2")
    for _step in range(3):
        QTest.keyClick(screen, Qt.Key.Key_Z, ctrl)
    assert kept[-1] == questionnaire()


def test_a_new_question_begins_with_its_words(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.forms.currentIndex() == Page.NEW
    screen.new.card("Yes or no").click()
    assert screen.item.words.text.main.hasFocus()
    type_into(screen.item.words.text.main, "Did you sleep well?")
    screen.commit()
    new = kept[-1].instrument.items[-1]
    assert (new.name, new.codes) == ("did_you_sleep_well", ("yes", "no"))
    assert new.options[0].texts == {"en": "Yes", "de": "Ja"}


def test_a_name_that_cannot_be_is_refused_in_place(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "age")
    screen.item.name.field.selectAll()
    type_into(screen.item.name.field, "came")
    screen.item.name.field.commit()
    assert screen.item.name.wrong.isVisible()
    assert kept == []


def test_every_control_of_every_form_has_a_name_and_none_is_a_window(
    theme: Theme, application: QApplication
) -> None:
    windows = _Windows()
    application.installEventFilter(windows)
    made = QuestionnaireScreen(
        EditorPresenter(questionnaire(), lambda _kept: None, PicturesInMemory())
    )
    made.resize(1366, 768)
    made.show()
    wrong: list[str] = []
    for name in (None, *made._presenter.outline):
        choose(made, name)
        for fold in made.item.folds.values():
            fold.open(True)
        wrong += _nameless(made)
    made._open_new()
    wrong += _nameless(made)
    made._on_scales_wanted()
    wrong += _nameless(made)
    made.preview.turn_to(Side.CHECK)
    wrong += _nameless(made)
    made.close()
    made.deleteLater()
    application.removeEventFilter(windows)
    assert wrong == []
    assert windows.seen == ["QuestionnaireScreen"]


def test_a_questionnaire_of_one_language_and_one_question_has_no_translations_to_show(
    theme: Theme,
) -> None:
    whole = questionnaire()
    alone = replace(whole.instrument, languages=("en",), items=whole.instrument.items[1:2])
    made = QuestionnaireScreen(
        EditorPresenter(replace(whole, instrument=alone), lambda _kept: None, PicturesInMemory())
    )
    made.show()
    choose(made, "came")
    assert not made.item.languages.isVisible()
    assert not made.item.words.text.translation.isVisible()
    made.close()
    made.deleteLater()


class _Windows(QObject):
    """Remembers what was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def _nameless(screen: QWidget) -> list[str]:
    QApplication.processEvents()
    wrong = []
    for widget in screen.findChildren(QWidget):
        has_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if not (widget.isVisible() and has_keys):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip():
            wrong.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return wrong


@pytest.mark.parametrize(
    "written", ["${age}  >=  3", " ${age} > 3", "${age}\n> 3", "${nobody} = '  '"]
)
def test_an_expression_that_nobody_touches_stays_as_it_was_written(
    theme: Theme, written: str
) -> None:
    whole = questionnaire()
    changed = [
        replace(one, rules=replace(one.rules, relevant=written)) if one.name == "wish" else one
        for one in whole.instrument.items
    ]
    kept: list[Questionnaire] = []
    asked = replace(whole, instrument=replace(whole.instrument, items=tuple(changed)))
    made = QuestionnaireScreen(EditorPresenter(asked, kept.append, PicturesInMemory()))
    choose(made, "wish")
    assert made.item.condition.condition.written() == written
    made.item.options.committed.emit()
    made.commit()
    assert kept == []
    made.deleteLater()


def test_options_are_narrowed_by_an_earlier_answer_without_an_expression(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "several")
    part = next(part for part in screen.item.folds if isinstance(part, FilterForm))
    screen.item.folds[part].open(True)
    part.source.setCurrentIndex(1)
    part.source.committed.emit()
    assert kept[-1].instrument.item("several").rules.choice_filter == "came = ${came}"
    assert part.belonging.isVisible()
    for code, place in (("yes", 2), ("no", 1)):
        part.places[code].setCurrentIndex(place)
        part.places[code].committed.emit()
    options = kept[-1].instrument.item("several").options
    assert [option.columns for option in options] == [{"came": "no"}, {"came": "yes"}]
    part.source.setCurrentIndex(0)
    part.source.committed.emit()
    assert kept[-1].instrument == questionnaire().instrument


def test_shift_chooses_several_lines_which_become_one_section(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "came")
    screen.outline.list.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    for _line in range(2):
        QTest.keyClick(screen.outline.list, Qt.Key.Key_Down, shift)
    assert screen.outline.list.chosen_keys() == ("came", "liked", "age")
    screen.outline.group.click()
    names = [one.name for one in kept[-1].instrument.items]
    assert names[1:4] == ["section1/came", "section1/liked", "section1/age"]
    assert screen.section.heading.main.hasFocus()
    screen.section.heading.main.insertPlainText("About you")
    screen.commit()
    assert kept[-1].instrument.sections[0].path == "about_you"


def test_sensitive_questions_are_flagged_and_the_flag_can_be_taken_back(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    screen.about.sensitive.click()
    assert kept[-1].instrument.settings == {"sensitive": "yes"}
    assert kept[-1].instrument.is_sensitive
    screen.undo.click()
    assert not screen.about.sensitive.isChecked()
    assert kept[-1].instrument == questionnaire().instrument


def test_several_lines_are_removed_at_once_and_come_back_at_once(
    screen: QuestionnaireScreen, kept: list[Questionnaire]
) -> None:
    choose(screen, "came")
    screen.outline.list.setFocus()
    QTest.keyClick(screen.outline.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(screen.outline.list, Qt.Key.Key_Delete)
    assert len(kept[-1].instrument.items) == len(questionnaire().instrument.items) - 2
    screen.undo.click()
    assert kept[-1] == questionnaire()
