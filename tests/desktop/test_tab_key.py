"""Every control of a screen can be reached with the Tab key alone (WCAG 2.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import Facilitator, facilitator_at, pump, until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


@pytest.fixture
def facilitator(tmp_path: Path) -> Iterator[Facilitator]:
    with facilitator_at(tmp_path / "workspace") as facilitator:
        yield facilitator


def reached(facilitator: Facilitator) -> set[QWidget]:
    """What has the keys on one way round with Tab."""
    begun_at = QApplication.focusWidget()
    seen: set[QWidget] = set()
    for _press in range(150):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is begun_at and len(seen) > 1:
            return seen
        seen.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        pump()
    raise AssertionError("Tab does not lead round")


def controls(screen: QWidget) -> set[QWidget]:
    """What a mouse could use now; of buttons that exclude one another one is enough."""
    return {
        widget
        for widget in screen.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QAbstractButton) and widget.group())
    }


def test_the_list_of_events_can_be_walked_through(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    screen = facilitator.window.events
    assert {screen.list.new, screen.list.search, screen.list.list} <= controls(screen)
    assert controls(screen) <= reached(facilitator)


@pytest.mark.parametrize("downs", [0, 2, 6], ids=["about the event", "a choice", "a scale"])
def test_the_editor_can_be_walked_through(facilitator: Facilitator, downs: int) -> None:
    facilitator.press("Alt+1")
    facilitator.press("Ctrl+E")
    screen = facilitator.window.editor
    assert screen is not None
    for _press in range(downs):
        facilitator.press("Alt+Down")
    assert screen.outline.list in controls(screen)
    assert controls(screen) <= reached(facilitator)


def test_the_console_can_be_walked_through(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    facilitator.go_live()
    facilitator.go_to("Ask", "Close")
    screen = facilitator.console
    assert {screen.questions, screen.side.wall_panel.toggle, screen.steps.step} <= controls(screen)
    assert controls(screen) <= reached(facilitator)


def test_the_keys_are_at_the_way_out_when_an_event_has_ended(facilitator: Facilitator) -> None:
    facilitator.press("Alt+1")
    facilitator.go_live()
    facilitator.press("Ctrl+E")
    facilitator.press("Ctrl+E")
    steps = facilitator.console.steps
    until(steps.close_room.isVisible, "the event has ended")
    assert steps.close_room.hasFocus()
    facilitator.press("Space")  # a nervous thumb: the phones still read the last page
    assert facilitator.window.console is not None
    facilitator.close_room()
