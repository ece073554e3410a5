"""A screen reader can say what each control is and what it is called (WCAG 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import Facilitator, facilitator_at, until
from held_series import held
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from rooms_in_memory import RoomsInMemory
from spoken import nameless

from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.facilitator.ways.state import Way
from pollkit.desktop.questionnaires.list.screen import QuestionnairesScreen
from pollkit.desktop.trouble import ReportDialog, TroubleWindow
from pollkit.domain.instruments import OF_ROOMS
from pollkit.errors import WorkspaceDamaged
from pollkit.store import Role, Workspace


@pytest.fixture
def facilitator(tmp_path: Path) -> Iterator[Facilitator]:
    with facilitator_at(tmp_path / "workspace", RoomsInMemory()) as facilitator:
        yield facilitator


def test_the_first_screen_and_the_other_doors(facilitator: Facilitator) -> None:
    for door in range(4):
        facilitator.press(f"Alt+{door}")
        assert nameless(facilitator.window) == []
    facilitator.press("F1")
    assert nameless(facilitator.window) == []


def test_the_list_with_its_export(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    facilitator.window.events._on_export_wanted()
    assert facilitator.window.events.export.folder.isVisible()
    assert nameless(facilitator.window) == []


def test_the_editor_at_every_kind_of_question(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    facilitator.press("Ctrl+E")
    editor = facilitator.window.editor
    assert editor is not None
    seen = set()
    for place in range(editor.outline.list.count()):
        editor.outline.list.choose(place)
        seen.add(editor._presenter.state.item and editor._presenter.state.item.kind)
        assert nameless(facilitator.window) == []
    assert len(seen) == 5  # the event itself, and four kinds
    editor.take_begun(frozenset({"country"}))
    editor.outline.list.choose(1)
    assert nameless(facilitator.window) == []


def test_the_editor_s_form_for_each_kind_with_all_that_folds_away(
    facilitator: Facilitator,
) -> None:
    facilitator.press("Alt+1")
    facilitator.press("Ctrl+E")
    editor = facilitator.window.editor
    assert editor is not None
    editor.outline.add.click()
    assert nameless(facilitator.window) == []
    for kind in OF_ROOMS:
        editor.add_question(Start(kind))
        for fold in editor.question.folds.values():
            fold.open(True)
        assert nameless(facilitator.window) == [], kind


def test_the_console_s_panels_and_the_wall(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    facilitator.go_live()
    facilitator.go_to("Ask", "Close")
    console = facilitator.console
    facilitator.press("I")
    until(console.ways.isVisible, "the other ways in")
    for way in Way:
        console.ways.presenter.choose(way)
        assert nameless(facilitator.window) == [], way
    facilitator.press("I")
    facilitator.press("Q")
    assert nameless(facilitator.window) == []
    facilitator.press("Esc")
    facilitator.open_wall()
    spoken = QAccessible.queryAccessibleInterface(facilitator.wall)
    assert spoken.text(QAccessible.Text.Name) == "Wall"
    until(
        lambda: "United Kingdom" in spoken.text(QAccessible.Text.Description),
        "all that stands on the wall is said",
    )


def test_the_pages_about_network_people_and_a_second_laptop(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    door, sheet = facilitator.window.network_door, facilitator.window.events.sheet
    for opened in (sheet.network.click, sheet.people.click, door.show_takeover):
        opened()
        assert door.page is not None
        until(door.page.isVisible, "the page")
        assert nameless(facilitator.window) == []
        door.leave()


def test_the_comparison_of_events(application: QApplication, tmp_path: Path) -> None:
    with Workspace.open(tmp_path, Role.WINDOW) as workspace:
        held(workspace, 3, yes=6, no=6)
        held(workspace, 4, yes=9, no=3)
    with facilitator_at(tmp_path) as facilitator:
        facilitator.choose_event("Meeting 4")
        facilitator.window.events.list.compare.click()
        page = facilitator.window.series_door.page
        assert page is not None
        until(lambda: page.boxes, "the events are listed")
        for box in page.boxes.values():
            box.setChecked(True)
        assert nameless(facilitator.window) == []


def test_the_console_from_the_first_question_to_the_end(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    facilitator.go_live()
    assert nameless(facilitator.window) == []
    for _question in facilitator.console.event_shown.instrument.items[:3]:  # the third is text
        for words in ("Ask", "Close", "Reveal", "Next question"):
            facilitator.go_to(words)
            assert nameless(facilitator.window) == []
    facilitator.press("Ctrl+E")
    facilitator.press("Ctrl+E")
    until(facilitator.console.steps.close_room.isVisible, "the event has ended")
    assert nameless(facilitator.window) == []


def test_what_is_seen_when_something_went_wrong(application: QApplication, tmp_path: Path) -> None:
    windows = (
        TroubleWindow(WorkspaceDamaged("Not a sound workspace."), tmp_path),
        ReportDialog("bug", tmp_path / "window.log"),
    )
    for window in windows:
        window.show()
        assert nameless(window) == []
        window.close()
        window.deleteLater()


def test_the_questionnaires_their_starters_and_a_spreadsheet(
    facilitator: Facilitator, tmp_path: Path
) -> None:
    door = facilitator.window.questionnaires_door
    door.show_for_review()
    assert nameless(facilitator.window) == []
    questionnaires = door.page
    assert isinstance(questionnaires, QuestionnairesScreen)
    questionnaires.first.click()
    assert nameless(facilitator.window) == []
    questionnaires._on_starter_chosen("4-pulse")
    facilitator.press("Esc")
    until(lambda: questionnaires.list.count() == 1, "the questionnaire is in the list")
    assert nameless(facilitator.window) == []
    form = tmp_path / "form.md"
    form.write_text("| survey | | |\n| | type | name |\n| | integr | age |\n", encoding="utf-8")
    importing = door.open_import()
    importing._presenter.read(form)
    until(lambda: importing.notes.cards, "the notes on the form")
    assert nameless(facilitator.window) == []
