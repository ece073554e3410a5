"""From either door to the questionnaires, through the editor and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import Facilitator, facilitator_at, pump, until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pollkit.desktop.doors import Door
from pollkit.desktop.questionnaires.editor.screen import QuestionnaireScreen
from pollkit.desktop.questionnaires.importing.screen import ImportScreen
from pollkit.desktop.questionnaires.list.screen import QuestionnairesScreen
from pollkit.desktop.questionnaires.trial.screen import TrialScreen
from pollkit.usecases.questionnaires import list_questionnaires

SHEET = """| survey |            |        |             |
|        | type       | name   | label       |
|        | integer    | age    | How old?    |
|        | select_one yn | came | Did you come? |
"""


@pytest.fixture
def facilitator(tmp_path: Path) -> Iterator[Facilitator]:
    with facilitator_at(tmp_path / "workspace") as facilitator:
        yield facilitator


def page(facilitator: Facilitator) -> object:
    return facilitator.window.questionnaires_door.page


def listed(facilitator: Facilitator) -> QuestionnairesScreen:
    shown = page(facilitator)
    assert isinstance(shown, QuestionnairesScreen)
    return shown


def test_a_starter_becomes_a_questionnaire_of_one_s_own(facilitator: Facilitator) -> None:
    window = facilitator.window
    facilitator.press("Alt+3")
    window.review.questionnaires.click()
    listed(facilitator).first.click()
    starters = listed(facilitator).starters
    next(c for c in starters.cards if c.accessibleName() == "After a meal").click()
    editor = page(facilitator)
    assert isinstance(editor, QuestionnaireScreen)
    assert editor.isVisible()
    editor.about.title.main.setFocus()
    editor.about.title.main.selectAll()
    QTest.keyClicks(editor.about.title.main, "After our soup")
    editor.trial.click()
    assert isinstance(page(facilitator), TrialScreen)
    facilitator.press("Esc")
    assert page(facilitator) is editor
    editor.about.title.main.setFocus()
    facilitator.press("Esc")  # what is typed is kept
    until(lambda: _versions(facilitator) == 1, "what was written is one version")
    (kept,) = list_questionnaires(window._workspace)
    assert kept.title == "After our soup"
    title = listed(facilitator).sheet.title
    until(lambda: title.text() == "After our soup", "the list shows what was written")
    facilitator.press("Esc")
    pump()
    assert page(facilitator) is None
    assert window.review.isVisible()


def test_the_caseworker_s_door_leads_there_too(facilitator: Facilitator) -> None:
    facilitator.press("Alt+2")
    facilitator.window.collect_door.projects.questionnaires_wanted.emit()
    assert listed(facilitator).isVisible()
    facilitator.press("Alt+3")
    assert facilitator.window.review.isVisible()
    facilitator.press("Alt+2")
    assert listed(facilitator).isVisible()


def test_a_spreadsheet_is_mended_beside_its_sheet_and_taken(
    facilitator: Facilitator, tmp_path: Path
) -> None:
    path = tmp_path / "kitchen.md"
    path.write_text(SHEET, encoding="utf-8")
    door = facilitator.window.questionnaires_door
    door.show_list(Door.REVIEW)
    door.open_import()
    screen = page(facilitator)
    assert isinstance(screen, ImportScreen)
    screen._presenter.read(path)
    until(lambda: not screen._presenter.state.is_reading, "the form is read")
    assert not screen.take.isEnabled()
    assert screen.notes.cards
    screen._on_note_chosen(screen._presenter.state.notes[0])
    # The list that is missing gives way to a question in people's own words.
    index = screen.table.model().index(1, 0)
    assert index.data() == "select_one yn"
    screen.table.model().setData(index, "text", Qt.ItemDataRole.EditRole)
    until(lambda: screen._presenter.state.can_be_taken, "the second try fits")
    screen.take.click()
    editor = page(facilitator)
    assert isinstance(editor, QuestionnaireScreen)
    assert [item.name for item in editor.questionnaire.instrument.items] == ["age", "came"]


def _versions(facilitator: Facilitator) -> int:
    with facilitator.window._workspace.read() as repos:
        rows = repos.connection.exec_driver_sql("SELECT count(*) FROM questionnaire")
        return int(rows.scalar_one())
