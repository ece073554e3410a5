"""From the list of events to their comparison and back."""

from __future__ import annotations

from pathlib import Path

from facilitator import facilitator_at, pump, until
from held_series import held
from PySide6.QtWidgets import QApplication

from pollkit.store import Role, Workspace


def test_the_list_leads_to_the_comparison_and_escape_leads_back(
    application: QApplication, tmp_path: Path
) -> None:
    with Workspace.open(tmp_path, Role.WINDOW) as workspace:
        held(workspace, 3, yes=6, no=6)
        april = held(workspace, 4, yes=9, no=3)
    with facilitator_at(tmp_path) as facilitator:
        window = facilitator.window
        facilitator.choose_event("Meeting 4")
        facilitator.tab_to(window.events.list.compare)
        facilitator.press("Space")
        until(lambda: window.series_door.page is not None, "the comparison is open")
        page = window.series_door.page
        assert page is not None
        until(lambda: page.boxes, "the events are listed")
        assert page.isVisible()
        assert [key for key, box in page.boxes.items() if box.isChecked()] == [april.id]
        facilitator.press("Esc")
        pump()
        assert window.series_door.page is None
        assert window.events.isVisible()


def test_one_event_alone_is_not_to_be_compared(application: QApplication, tmp_path: Path) -> None:
    with Workspace.open(tmp_path, Role.WINDOW) as workspace:
        held(workspace, 3, yes=6, no=6)
    with facilitator_at(tmp_path) as facilitator:
        facilitator.choose_event("Meeting 3")
        assert not facilitator.window.events.list.compare.isVisible()
