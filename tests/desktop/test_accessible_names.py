"""A screen reader can say what each control is and what it is called (WCAG 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import Facilitator, facilitator_at, pump, until
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from rooms_in_memory import RoomsInMemory

from pollkit.desktop.trouble import ReportDialog, TroubleWindow
from pollkit.errors import WorkspaceDamaged

NO_CONTROL = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


@pytest.fixture
def facilitator(tmp_path: Path) -> Iterator[Facilitator]:
    with facilitator_at(tmp_path / "workspace", RoomsInMemory()) as facilitator:
        yield facilitator


def nameless(screen: QWidget) -> list[str]:
    """Controls that Tab leads to and of which a screen reader could not say what they are."""
    pump()
    wrong = []
    for widget in screen.findChildren(QWidget):
        has_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if not (widget.isVisible() and has_keys):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip() or spoken.role() in NO_CONTROL:
            wrong.append(f"{type(widget).__name__} {widget.objectName()} {spoken.role()}")
    return wrong


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


def test_the_console_from_the_first_question_to_the_end(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    facilitator.go_live()
    assert nameless(facilitator.window) == []
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
