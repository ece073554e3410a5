"""The window as a person meets it, on a real workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pollkit.desktop.application import Desktop
from pollkit.desktop.doors import Door
from pollkit.desktop.main_window import MainWindow
from pollkit.desktop.preferences import Preferences, read_preferences, write_preferences
from pollkit.desktop.trouble import ReportDialog, TroubleWindow
from pollkit.errors import DiskFull
from pollkit.i18n import use_language
from pollkit.store import Role, Workspace
from pollkit.usecases.events import list_events

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def desktop(application: QApplication, tmp_path: Path, until: Until) -> Iterator[Desktop]:
    desktop = Desktop(application, tmp_path / "workspace", no_room, lambda _workspace: None, "en")
    yield desktop
    if desktop.window is not None:
        desktop.window.close()
    desktop.close()
    desktop.deleteLater()
    use_language("en")


@pytest.fixture
def window(desktop: Desktop, until: Until) -> MainWindow:
    desktop.open()
    assert isinstance(desktop.window, MainWindow)
    until(lambda: desktop.window.is_furnished)
    desktop.window.activateWindow()
    until(desktop.window.isActiveWindow)
    return desktop.window


def no_room(*_: object) -> object:
    raise AssertionError("no room is opened here")


def stored(desktop: Desktop) -> list[str]:
    assert desktop._workspace is not None
    return [event.title for event in list_events(desktop._workspace)]


def test_the_window_opens_on_three_doors(window: MainWindow) -> None:
    assert [card.accessibleName() for card in window.home.cards] == [
        "Run a poll",
        "Collect",
        "Review",
    ]
    assert window.home.isVisible()
    assert window.focusWidget() is window.home.cards[0]


@pytest.mark.parametrize(
    ("key", "screen"),
    [("1", "events"), ("2", "collect_door.projects"), ("3", "review"), ("0", "home")],
)
def test_every_door_opens_by_key_and_escape_leads_home(
    window: MainWindow, key: str, screen: str
) -> None:
    QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    assert attrgetter(screen)(window).isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.home.isVisible()


def test_a_door_that_is_opened_too_early_waits_for_the_workspace(
    desktop: Desktop, until: Until
) -> None:
    desktop.open()
    window = desktop.window
    assert isinstance(window, MainWindow)
    assert window.home.isVisible()
    window.open_door(Door.RUN)
    window.header.shortcuts_wanted.emit()
    assert window.waiting.isVisible()
    until(lambda: window.is_furnished)
    assert window.events.isVisible()


def test_a_window_that_is_closed_while_it_opens_leaves_a_sound_workspace(
    desktop: Desktop, tmp_path: Path
) -> None:
    desktop.open()
    assert desktop.window is not None
    desktop.window.close()
    desktop.close()
    Workspace.open(tmp_path / "workspace", Role.WINDOW).close()


def test_the_list_of_keys_opens_with_f1_and_closes_to_where_one_was(window: MainWindow) -> None:
    window.open_door(Door.COLLECT)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.shortcuts.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.collect_door.projects.isVisible()


def test_the_second_door_offers_the_first_steps(window: MainWindow) -> None:
    window.open_door(Door.COLLECT)
    projects = window.collect_door.projects
    assert projects.open_first.isVisible()
    assert projects.begin_first.isVisible()


def test_a_first_start_has_the_demo_event_ready(window: MainWindow) -> None:
    window.open_door(Door.RUN)
    assert window.events.sheet.go_live.isVisible()
    assert (
        window.events.sheet.title.text() == "Cities backing local prevention: a transatlantic day"
    )


def test_a_new_event_is_named_and_kept(desktop: Desktop, window: MainWindow, until: Until) -> None:
    window.open_door(Door.RUN)
    QTest.keyClick(window, "n", Qt.KeyboardModifier.ControlModifier)
    assert window.editor is not None
    assert window.focusWidget() is window.editor.details.title.main
    QTest.keyClicks(window.editor.details.title.main, "Spring meeting")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.editor is None
    until(lambda: "Spring meeting" in stored(desktop))
    until(lambda: window.events.sheet.title.text() == "Spring meeting")


def test_closing_the_window_keeps_what_was_being_typed(
    desktop: Desktop, window: MainWindow, tmp_path: Path
) -> None:
    window.open_door(Door.RUN)
    QTest.keyClick(window, "n", Qt.KeyboardModifier.ControlModifier)
    assert window.editor is not None
    QTest.keyClicks(window.editor.details.title.main, "Half a tit")
    window.close()
    desktop.close()
    with Workspace.open(tmp_path / "workspace", Role.READER) as workspace:
        assert "Half a tit" in [event.title for event in list_events(workspace)]


def test_an_archived_event_comes_back_from_the_notice(
    desktop: Desktop, window: MainWindow, until: Until
) -> None:
    window.open_door(Door.RUN)
    before = stored(desktop)
    window.events.sheet.archive.click()
    until(lambda: stored(desktop) == [])
    assert "archive" in window.notice.words
    window.notice._action.click()
    until(lambda: stored(desktop) == before)
    assert window.notice.words == ""


def test_an_event_made_elsewhere_appears_by_itself(
    desktop: Desktop, window: MainWindow, until: Until
) -> None:
    window.open_door(Door.RUN)
    window.events._presenter.create_from_kit("transatlantic-day")
    until(lambda: window.events.list.list.count() == 2)


def test_another_language_is_spoken_at_once_and_next_time(
    desktop: Desktop, window: MainWindow, tmp_path: Path
) -> None:
    window.open_door(Door.RUN)
    window.language_chosen.emit("fr")
    anew = desktop.window
    assert isinstance(anew, MainWindow)
    assert anew is not window
    assert anew.events.isVisible()
    assert anew.location == window.location
    assert read_preferences(tmp_path / "workspace").language == "fr"


def test_a_workspace_that_is_open_elsewhere_is_told_calmly_and_tried_again(
    desktop: Desktop, tmp_path: Path, until: Until
) -> None:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW):
        desktop.open()
        until(lambda: isinstance(desktop.window, TroubleWindow))
        trouble = desktop.window
        assert isinstance(trouble, TroubleWindow)
        assert "open" in trouble.words
        trouble.retry.click()
        until(lambda: desktop.window is not trouble)
        assert isinstance(desktop.window, TroubleWindow)
    desktop.window.retry.click()
    until(lambda: isinstance(desktop.window, MainWindow) and desktop.window.is_furnished)


def test_an_error_of_the_tree_becomes_a_notice(
    desktop: Desktop, window: MainWindow, until: Until
) -> None:
    desktop.tasks.run(fail_with(DiskFull("The disk is full.")), on_done=lambda _: None)
    until(lambda: window.notice.words == "The disk is full.")


def test_a_bug_becomes_a_report_without_what_people_typed(
    desktop: Desktop, window: MainWindow, until: Until, tmp_path: Path
) -> None:
    desktop.tasks.run(fail_with(KeyError("Amina Haddad")), on_done=lambda _: None)
    until(lambda: window.findChildren(ReportDialog))
    (dialog,) = window.findChildren(ReportDialog)
    log = (tmp_path / "workspace" / "logs" / "window.log").read_text(encoding="utf-8")
    for text in (dialog._report, log):
        assert "KeyError" in text
        assert "fail" in text
        assert "Amina" not in text
    dialog.accept()
    until(lambda: not window.findChildren(ReportDialog))


def fail_with(error: Exception) -> Callable[[object], None]:
    def fail(_task: object) -> None:
        raise error

    return fail


def test_unreadable_preferences_never_stop_a_start(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"width": "wide", "language": "fr", ', encoding="utf-8")
    assert read_preferences(tmp_path) == Preferences()
    (tmp_path / "window.json").write_text('{"width": "wide", "language": "fr"}', encoding="utf-8")
    assert read_preferences(tmp_path) == Preferences(language="fr")
    wild = '{"language": "fr", "wall_languages": {"one": ["en", 3], "two": "ar"}}'
    (tmp_path / "window.json").write_text(wild, encoding="utf-8")
    assert read_preferences(tmp_path).wall_languages == {"one": ["en"]}
    write_preferences(tmp_path, Preferences(appearance="dark"))
    assert read_preferences(tmp_path) == Preferences(appearance="dark")
