"""The way into a rehearsal: a program of its own, with the words that its command line takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from pollkit.cli.parser import build_parser
from pollkit.desktop import rehearsals
from pollkit.desktop.application import Desktop
from pollkit.desktop.doors import Door
from pollkit.desktop.main_window import MainWindow
from pollkit.desktop.rehearsals import rehearsal_words
from pollkit.i18n import use_language

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def opened(application: QApplication, until: Until) -> Iterator[Callable[[Path], MainWindow]]:
    desktops = []

    def open_at(workspace: Path) -> MainWindow:
        desktop = Desktop(application, workspace, no_room, lambda _workspace: None, "en")
        desktops.append(desktop)
        desktop.open()
        window = desktop.window
        assert isinstance(window, MainWindow)
        until(lambda: window.is_furnished)
        return window

    yield open_at
    for desktop in desktops:
        assert desktop.window is not None
        desktop.window.close()
        desktop.close()
        desktop.deleteLater()
    use_language("en")


def no_room(*_: object) -> object:
    raise AssertionError("no room is opened here")


def test_a_click_on_forty_people_rehearses_the_chosen_event_with_forty(
    opened: Callable[[Path], MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[Path, UUID, int]] = []
    monkeypatch.setattr(rehearsals, "start_rehearsal", lambda *words: started.append(words))
    window = opened(tmp_path / "workspace")
    window.open_door(Door.RUN)
    button = window.events.sheet.rehearse
    assert button.isVisible()
    (forty,) = [action for action in button.menu().actions() if "40" in action.text()]
    forty.trigger()
    assert started == [(tmp_path / "workspace", window.events.selected, 40)]
    assert "window of its own" in window.notice.accessibleName()


def test_the_command_line_takes_the_words_of_a_rehearsal(tmp_path: Path) -> None:
    event_id = UUID("7f3c94d1-0a2b-4c5d-8e6f-001122334455")
    taken = build_parser().parse_args(rehearsal_words(tmp_path, event_id, 120))
    assert (taken.event, taken.people, taken.window) == (str(event_id), 120, True)
    assert (taken.workspace, taken.language) == (tmp_path, "en")


def test_a_rehearsal_says_what_it_is_and_opens_where_the_event_is(
    opened: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    window = opened(tmp_path / "pollkit-rehearsal-1")
    assert "rehearsal" in window.windowTitle()
    assert window.events.isVisible()
