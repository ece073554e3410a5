"""The desktop application: what lives as long as the program, and the order in which it ends."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMainWindow

from pollkit.desktop.bug_reports import LastResort, close_log, open_log
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.doors import Door
from pollkit.desktop.hall_line import HALL_TOPIC, HallLine
from pollkit.desktop.main_window import MainWindow
from pollkit.desktop.preferences import Preferences, read_preferences, write_preferences
from pollkit.desktop.surroundings import Location, Surroundings
from pollkit.desktop.tasks import Task, Tasks
from pollkit.desktop.theme import Appearance, Theme
from pollkit.errors import PollKitError
from pollkit.i18n import PROGRAM_LANGUAGES, _, current_language, use_language
from pollkit.resources import resource_path
from pollkit.usecases.rehearsal_folder import is_rehearsal

if TYPE_CHECKING:
    from uuid import UUID

    from pollkit.store import Workspace
    from pollkit.usecases.ports import (
        CheckStarter,
        HallStarter,
        NetworkInterface,
        RoomFinder,
        RoomStarter,
    )

_UNSEEN_MS = 500


def run_window(
    workspace: Path,
    start_room: RoomStarter,
    find_room: RoomFinder,
    language: str | None = None,
    start_check: CheckStarter | None = None,
    list_interfaces: Callable[[], tuple[NetworkInterface, ...]] = lambda: (),
    open_hall: HallStarter | None = None,
) -> int:
    """Opens the window and returns the exit code once it is closed.

    Args:
        language: of the window; None = as chosen there last time, else as the program speaks.
    """
    QApplication.setApplicationName("PollKit")
    QApplication.setDesktopFileName("pollkit")
    application = QApplication(sys.argv[:1])
    application.setWindowIcon(QIcon(str(resource_path("icons", "pollkit.svg"))))
    desktop = Desktop(
        application,
        workspace,
        start_room,
        find_room,
        language,
        start_check,
        list_interfaces,
        open_hall,
    )
    with _ended_by_signals(application):
        desktop.open()
        code = application.exec()
    desktop.close()
    return code


class Desktop(QObject):
    """Opens the workspace, makes the window, and makes it anew in another language."""

    def __init__(
        self,
        application: QApplication,
        path: Path,
        start_room: RoomStarter,
        find_room: RoomFinder,
        language: str | None = None,
        start_check: CheckStarter | None = None,
        list_interfaces: Callable[[], tuple[NetworkInterface, ...]] = lambda: (),
        open_hall: HallStarter | None = None,
    ) -> None:
        super().__init__()
        self._path = path
        self._start_room = start_room
        self._find_room = find_room
        self._start_check = start_check
        self._list_interfaces = list_interfaces
        self._preferences = read_preferences(path)
        self.theme = Theme(application)
        self.hub = ChangeHub()
        self.tasks = Tasks(self.hub, on_failed=self._on_task_failed)
        self._hall = None if open_hall is None else self._hall_line(open_hall)
        self._last_resort = LastResort(self._on_trouble, self._on_bug)
        self.window: QMainWindow | None = None
        self._workspace: Workspace | None = None
        self._is_open = False
        self._unsubscribe: Callable[[], None] = lambda: None
        wanted = language or self._preferences.language
        if wanted in PROGRAM_LANGUAGES:
            use_language(wanted)

    def _hall_line(self, open_hall: HallStarter) -> HallLine:
        return HallLine(open_hall, self.tasks, lambda: self.hub.announce(frozenset({HALL_TOPIC})))

    def open(self) -> None:
        self._last_resort.install()
        self.theme.choose(
            Appearance(self._preferences.appearance), self._preferences.wants_contrast
        )
        self._show_window(self._first_place())
        assert self.window is not None
        self._first_painting = AfterFirstPainting(self.window, self._begin_opening)

    def close(self) -> None:
        """What is typed is kept, nothing is told any more, running work ends, the store is drained
        and shut."""
        if isinstance(self.window, MainWindow):
            self.window.let_go()
        self._unsubscribe()
        if self._hall is not None:
            self._hall.leave()
        self.hub.close()
        self.tasks.close()
        self._shut_workspace()
        self._last_resort.remove()
        close_log()

    def _shut_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None
        self._is_open = False

    def _first_place(self) -> Location:
        return Location(Door.RUN) if is_rehearsal(self._path) else Location()

    def _rehearse(self, event_id: UUID, people: int) -> None:
        from pollkit.desktop.rehearsals import start_rehearsal

        start_rehearsal(self._path, event_id, people)

    def _begin_opening(self) -> None:
        """In the pool: the database's library alone takes longer to load than the window."""
        self.tasks.run(self._open_workspace, self._on_workspace_opened, self._on_opening_failed)

    def _open_workspace(self, _task: Task) -> Workspace:
        from pollkit.store import Role, Workspace
        from pollkit.usecases.demo import ensure_demo_event

        self._workspace = Workspace.open(self._path, Role.WINDOW)
        ensure_demo_event(self._workspace, datetime.now().astimezone(), current_language())
        _load_plain_parts()
        return self._workspace

    def _on_workspace_opened(self, workspace: Workspace) -> None:
        open_log(self._path)
        self._unsubscribe = workspace.subscribe(self.hub.announce)
        self._is_open = True
        if isinstance(self.window, MainWindow):
            self.window.furnish(workspace)
        else:
            self._show_window(self._first_place())

    def _on_opening_failed(self, error: BaseException) -> None:
        self._shut_workspace()
        if not isinstance(error, PollKitError):
            raise error
        self._show_trouble(error)

    def _show_trouble(self, error: PollKitError) -> None:
        from pollkit.desktop.trouble import TroubleWindow

        window = TroubleWindow(error, self._path)
        window.retry_wanted.connect(self._on_retry_wanted)
        self._replace(window)

    def _show_window(self, location: Location) -> None:
        around = Surroundings(
            self.hub,
            self.tasks,
            self.theme,
            self._start_room,
            self._find_room,
            lambda: datetime.now(UTC),
            self._wall_languages,
            self._start_check,
            self._list_interfaces,
            rehearse=self._rehearse,
            wall_screen=lambda: self._preferences.wall_screen,
            hall=self._hall,
        )
        window = MainWindow(around, location)
        if is_rehearsal(self._path):
            window.setWindowTitle(_("PollKit: a rehearsal, of which nothing is kept"))
        window.resize(self._preferences.width, self._preferences.height)
        window.language_chosen.connect(self._on_language_chosen)
        window.appearance_chosen.connect(self._on_appearance_chosen)
        window.contrast_chosen.connect(self._on_contrast_chosen)
        window.wall_languages_chosen.connect(self._on_wall_languages_chosen)
        window.wall_screen_chosen.connect(self._on_wall_screen_chosen)
        window.closed.connect(self._on_window_closed)
        if self._is_open and self._workspace is not None:
            window.furnish(self._workspace)
        self._replace(window)

    def _replace(self, window: QMainWindow) -> None:
        before, self.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _wall_languages(self, event_id: UUID) -> tuple[str, ...]:
        return tuple(self._preferences.wall_languages.get(str(event_id), ()))

    def _remember(self, preferences: Preferences) -> None:
        self._preferences = preferences
        if self._is_open:  # before, there may be no folder to write to
            write_preferences(self._path, preferences)

    @Slot()
    def _on_retry_wanted(self) -> None:
        self._begin_opening()

    @Slot(str)
    def _on_language_chosen(self, language: str) -> None:
        assert isinstance(self.window, MainWindow)
        use_language(language)
        self._remember(replace(self._preferences, language=language))
        self._show_window(self.window.location)

    @Slot(str)
    def _on_appearance_chosen(self, appearance: str) -> None:
        self._remember(replace(self._preferences, appearance=appearance))
        self.theme.choose(Appearance(appearance), self._preferences.wants_contrast)

    @Slot(bool)
    def _on_contrast_chosen(self, is_wanted: bool) -> None:
        self._remember(replace(self._preferences, wants_contrast=is_wanted))
        self.theme.choose(Appearance(self._preferences.appearance), is_wanted)

    @Slot(object, tuple)
    def _on_wall_languages_chosen(self, event_id: UUID, languages: tuple[str, ...]) -> None:
        chosen = {**self._preferences.wall_languages, str(event_id): list(languages)}
        self._remember(replace(self._preferences, wall_languages=chosen))

    @Slot(str)
    def _on_wall_screen_chosen(self, name: str) -> None:
        self._remember(replace(self._preferences, wall_screen=name))

    @Slot()
    def _on_window_closed(self) -> None:
        assert self.window is not None
        size = self.window.size()
        self._remember(replace(self._preferences, width=size.width(), height=size.height()))

    def _on_task_failed(self, error: BaseException) -> None:
        self._last_resort.take(error)

    def _on_trouble(self, error: PollKitError) -> None:
        self.hub.deliver(lambda: self._tell_trouble(str(error)))

    def _tell_trouble(self, words: str) -> None:
        if isinstance(self.window, MainWindow):
            self.window.report_trouble(words)

    def _on_bug(self, report: str) -> None:
        self.hub.deliver(lambda: self._show_report(report))

    def _show_report(self, report: str) -> None:
        from pollkit.desktop.trouble import ReportDialog

        dialog = ReportDialog(report, self._path / "logs" / "window.log", self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class AfterFirstPainting(QObject):
    """Calls once, as soon as a window has been painted: what loads in another thread before would
    make the first picture wait at Python's lock."""

    def __init__(self, window: QMainWindow, begin: Callable[[], None]) -> None:
        super().__init__(window)
        self._watched = window
        self._begin = begin
        window.installEventFilter(self)
        # A window that is hidden behind others, or opened minimised, may not be painted at all.
        self._unseen = QTimer(self, singleShot=True, interval=_UNSEEN_MS)
        self._unseen.timeout.connect(self._on_unseen_timeout)
        self._unseen.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            self._unseen.start(0)
        return False

    @Slot()
    def _on_unseen_timeout(self) -> None:
        self._watched.removeEventFilter(self)
        self._begin()


def _load_plain_parts() -> None:
    """What the window's next screens stand on, loaded while the person reads its first picture.

    Nothing that names a class of Qt: PySide makes those when they are first named, and two threads
    that do so at once crash (6.11.3: a segmentation fault in one of eight cold starts).
    """
    import pollkit.charts
    import pollkit.desktop.facilitator.events.presenter  # noqa: F401


class _ended_by_signals:  # noqa: N801 - reads as the `with` block it is used in
    """Ctrl+C in the terminal, or the system's wish to end, closes the window in good order.

    Qt's loop runs no Python while it waits: the signal's number comes through a socket.
    """

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._notifier = QSocketNotifier(
            self._ours.fileno(), QSocketNotifier.Type.Read, application
        )
        # Not quit(): that would ask every window, and a console asks back.
        self._notifier.activated.connect(lambda: application.exit(0))

    def __enter__(self) -> None:
        signal.set_wakeup_fd(self._theirs.fileno())
        self._before = [
            (number, signal.signal(number, lambda *_: None))
            for number in (signal.SIGINT, signal.SIGTERM)
        ]

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before:
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()
