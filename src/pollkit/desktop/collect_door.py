"""The caseworker's door: the projects, and the one page that is open before them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pollkit.desktop.caseworker.projects.presenter import ProjectsPresenter
from pollkit.desktop.caseworker.projects.screen import ProjectsScreen
from pollkit.desktop.kiosk_door import KioskDoor
from pollkit.desktop.surroundings import Surroundings
from pollkit.domain.waves import Mode
from pollkit.errors import PollKitError
from pollkit.i18n import current_language
from pollkit.store import Workspace

if TYPE_CHECKING:
    from pollkit.desktop.caseworker.hand_over.screen import HandOver
    from pollkit.desktop.caseworker.interview.screen import InterviewScreen
    from pollkit.desktop.caseworker.welcome.presenter import Newcomer
    from pollkit.usecases.collect import Sitting

OFFERED: tuple[Mode, ...] = (Mode.PHONE, Mode.INTERVIEW, Mode.KIOSK, Mode.PAPER)


class Page(Protocol):
    """A page before the projects; put away, it keeps what is typed and tells nobody any more."""

    def put_away(self) -> None: ...


class CollectDoor(QObject):
    """`screen` is what stands behind the door now."""

    shown = Signal()  # another screen stands behind the door

    def __init__(
        self, workspace: Workspace, around: Surroundings, screens: QStackedWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._around = around
        self._screens = screens
        self._window = window
        self.page: QWidget | None = None
        presenter = ProjectsPresenter(workspace, around.tasks.follow)
        self._offered = tuple(m for m in OFFERED if m is not Mode.PHONE or around.hall is not None)
        self.projects = ProjectsScreen(
            presenter, workspace, around.hub, around.tasks, self._offered
        )
        screens.addWidget(self.projects)
        self.kiosk_door = KioskDoor(workspace, around, window)
        self._connect()

    @property
    def screen(self) -> QWidget:
        return self.page or self.projects

    def leave(self) -> None:
        """Back to the projects; a draft stays."""
        self.put_away()
        self.shown.emit()

    def put_away(self) -> None:
        self.kiosk_door.put_away()
        page, self.page = self.page, None
        if page is not None:
            page.put_away()  # type: ignore[attr-defined]
            self._screens.removeWidget(page)
            page.deleteLater()

    def _connect(self) -> None:
        projects = self.projects
        projects.collect_wanted.connect(self.collect)
        projects.resume_wanted.connect(self._on_resume_wanted)
        projects.new_wanted.connect(self._on_new_wanted)
        projects.set_up_wanted.connect(self._on_set_up_wanted)
        projects.wave_wanted.connect(self._on_wave_wanted)
        projects.links_wanted.connect(self._on_links_wanted)
        projects.withdraw_wanted.connect(self._on_withdraw_wanted)
        projects.find_wanted.connect(self._on_find_wanted)
        projects.print_wanted.connect(self._on_print_wanted)
        projects.save_wanted.connect(self._on_save_wanted)
        projects.take_wanted.connect(self._on_take_wanted)
        projects.version_wanted.connect(self._on_version_wanted)

    @Slot(object, object)
    def collect(self, wave_id: UUID, mode: Mode) -> None:
        """Asks who answers, or hands the computer over."""
        {
            Mode.PHONE: self._show_hall,
            Mode.INTERVIEW: self._welcome,
            Mode.KIOSK: self._hand_over,
            Mode.PAPER: self._type_paper,
        }[mode](wave_id)

    def _show_hall(self, wave_id: UUID) -> None:
        from pollkit.desktop.caseworker.hall.presenter import HallPresenter
        from pollkit.desktop.caseworker.hall.screen import HallScreen

        assert self._around.hall is not None
        with self._workspace.read() as repos:
            wave = repos.waves.get(wave_id)
        presenter = HallPresenter(self._workspace, wave, self._around.hall)
        others = tuple(m for m in self._offered if m in wave.modes and m is not Mode.PHONE)
        page = HallScreen(presenter, self._around.hub, others)
        page.closed.connect(self.leave)
        page.way_wanted.connect(lambda mode: self.collect(wave_id, mode))
        self._show(page)

    def _welcome(self, wave_id: UUID) -> None:
        from pollkit.desktop.caseworker.welcome.presenter import WelcomePresenter
        from pollkit.desktop.caseworker.welcome.screen import WelcomeScreen
        from pollkit.desktop.scanning.cameras import ComputerCameras
        from pollkit.desktop.scanning.scan import ScanPresenter
        from pollkit.desktop.scanning.scan_part import SCAN_TOPIC

        with self._workspace.read() as repos:
            wave = repos.waves.get(wave_id)
        around = self._around
        scan = ScanPresenter(
            ComputerCameras(),
            around.tasks,
            lambda code: page.take_scanned(code),
            lambda: around.hub.announce(frozenset({SCAN_TOPIC})),
        )
        page = WelcomeScreen(WelcomePresenter(self._workspace, wave), scan, around.hub)
        page.closed.connect(self.leave)
        page.begun.connect(lambda who: self._begin(wave_id, who))
        self._show(page)

    def _begin(self, wave_id: UUID, who: Newcomer) -> None:
        from pollkit.usecases.collect import start

        def begin() -> Sitting:
            if who.makes_own:
                self._check_key(wave_id)
            return start(
                self._workspace, wave_id, Mode.INTERVIEW, self._language(wave_id), code=who.code
            )

        def go_on(sitting: Sitting) -> None:
            if who.makes_own:
                self._own_code(sitting)
            else:
                self._interview(sitting, who.is_new)

        self._try(begin, go_on)

    def _check_key(self, wave_id: UUID) -> None:
        from pollkit.usecases.linking import check_link_key

        with self._workspace.read() as repos:
            project_id = repos.waves.get(wave_id).project_id
        check_link_key(self._workspace, project_id)

    def _own_code(self, sitting: Sitting) -> None:
        from pollkit.desktop.caseworker.own_code_page import OwnCodePage
        from pollkit.usecases.linking import keep_code
        from pollkit.usecases.linking_schemes import standard_scheme

        def keep(chosen: dict[str, str]) -> None:
            kept = keep_code(self._workspace, sitting.wave.id, sitting.respondent.id, chosen)
            self._around.tasks.follow(kept, lambda _kept: self._interview(sitting))

        page = OwnCodePage(standard_scheme(), sitting.language)
        page.closed.connect(self.leave)
        page.panel.made.connect(keep)
        page.panel.skipped.connect(lambda: self._interview(sitting))
        self._show(page)

    def _interview(self, sitting: Sitting, is_new_code: bool = False) -> None:
        from pollkit.desktop.answering.pictures import Pictures
        from pollkit.desktop.caseworker.interview.presenter import InterviewPresenter
        from pollkit.desktop.caseworker.interview.screen import InterviewScreen

        presenter = InterviewPresenter(
            sitting, self._around.tasks.follow, time.monotonic, is_new_code
        )
        page: InterviewScreen = InterviewScreen(
            presenter, Pictures(self._workspace.attachments.path)
        )
        page.paused.connect(self.leave)
        page.ended.connect(self.leave)
        page.next_wanted.connect(lambda: self._welcome(sitting.wave.id))
        self._show(page)
        page.focus_stage()

    def _hand_over(self, wave_id: UUID) -> None:
        from pollkit.desktop.caseworker.hand_over.screen import HandOverScreen

        with self._workspace.read() as repos:
            wave = repos.waves.get(wave_id)
        page = HandOverScreen(wave, time.monotonic)
        page.closed.connect(self.leave)
        page.settled.connect(lambda settled: self._open_kiosk(wave_id, settled))
        self._show(page)

    def _open_kiosk(self, wave_id: UUID, settled: HandOver) -> None:
        self.leave()
        try:
            self.kiosk_door.open(wave_id, settled, self._language(wave_id))
        except PollKitError as wrong:
            self.projects.say(str(wrong), is_trouble=True)

    def _type_paper(self, wave_id: UUID) -> None:
        from pollkit.desktop.caseworker.paper.presenter import PaperEntryPresenter
        from pollkit.desktop.caseworker.paper.screen import PaperEntryScreen

        with self._workspace.read() as repos:
            wave = repos.waves.get(wave_id)
        page = PaperEntryScreen(PaperEntryPresenter(self._workspace, wave))
        page.closed.connect(self.leave)
        self._show(page)

    def _try(self, work: Callable[[], Sitting], then: Callable[[Sitting], None]) -> None:
        """What is wrong is said on the projects' page."""
        try:
            sitting = work()
        except PollKitError as wrong:
            self.leave()
            self.projects.say(str(wrong), is_trouble=True)
            return
        then(sitting)

    def _language(self, wave_id: UUID) -> str:
        """The window's language where the questionnaire has it, else its first."""
        with self._workspace.read() as repos:
            wave = repos.waves.get(wave_id)
            languages = repos.instruments.get(wave.instrument_version).languages
        return current_language() if current_language() in languages else languages[0]

    def _show(self, page: QWidget) -> None:
        self.put_away()
        self.page = page
        self._screens.addWidget(page)
        self.shown.emit()

    def _saved(self, project_id: UUID) -> None:
        self.leave()
        self.projects.select(project_id)

    @Slot(object)
    def _on_resume_wanted(self, response_id: UUID) -> None:
        from pollkit.usecases.collect import resume

        self._try(lambda: resume(self._workspace, response_id), self._interview)

    @Slot()
    def _on_new_wanted(self) -> None:
        self._set_up(None)

    @Slot(object)
    def _on_set_up_wanted(self, project_id: UUID) -> None:
        self._set_up(project_id)

    def _set_up(self, project_id: UUID | None) -> None:
        from pollkit.desktop.caseworker.set_up.presenter import SetUpPresenter
        from pollkit.desktop.caseworker.set_up.screen import SetUpScreen

        presenter = SetUpPresenter(self._workspace, project_id, self._around.tasks.follow)
        page = SetUpScreen(presenter)
        presenter.on_saved = self._saved
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object, object)
    def _on_wave_wanted(self, project_id: UUID, wave_id: UUID | None) -> None:
        from pollkit.desktop.answering.typed import day_order
        from pollkit.desktop.caseworker.waves.presenter import WaveFormPresenter
        from pollkit.desktop.caseworker.waves.screen import WaveFormScreen

        presenter = WaveFormPresenter(
            self._workspace, project_id, wave_id, self._around.tasks.follow, day_order()
        )
        page = WaveFormScreen(presenter)
        presenter.on_saved = lambda: self._saved(project_id)
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object)
    def _on_links_wanted(self, project_id: UUID) -> None:
        from pollkit.desktop.caseworker.links.presenter import LinksPresenter
        from pollkit.desktop.caseworker.links.screen import LinksScreen

        presenter = LinksPresenter(self._workspace, project_id, self._around.tasks.run)
        page = LinksScreen(presenter, self._around.hub)
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object)
    def _on_withdraw_wanted(self, project_id: UUID) -> None:
        from pollkit.desktop.caseworker.withdraw.presenter import WithdrawPresenter
        from pollkit.desktop.caseworker.withdraw.screen import WithdrawScreen

        page = WithdrawScreen(
            WithdrawPresenter(self._workspace, project_id, self._around.tasks.run)
        )
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object)
    def _on_find_wanted(self, project_id: UUID) -> None:
        from pollkit.desktop.answering.pictures import Pictures
        from pollkit.desktop.caseworker.amend.presenter import AmendPresenter
        from pollkit.desktop.caseworker.amend.screen import AmendScreen

        presenter = AmendPresenter(self._workspace, project_id, self._around.tasks.follow)
        page = AmendScreen(presenter, Pictures(self._workspace.attachments.path))
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object)
    def _on_print_wanted(self, project_id: UUID) -> None:
        from pollkit.desktop.caseworker.printing.presenter import PrintPresenter
        from pollkit.desktop.caseworker.printing.screen import PrintScreen

        presenter = PrintPresenter(self._workspace, project_id, self._around.tasks.run)
        page = PrintScreen(presenter)
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object)
    def _on_save_wanted(self, project_id: UUID) -> None:
        from pollkit.desktop.caseworker.files.save_presenter import SavePresenter
        from pollkit.desktop.caseworker.files.save_screen import SaveScreen

        presenter = SavePresenter(self._workspace, project_id, self._around.tasks.run)
        page = SaveScreen(presenter)
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object)
    def _on_take_wanted(self, project_id: UUID) -> None:
        from pollkit.desktop.caseworker.files.take_presenter import TakePresenter
        from pollkit.desktop.caseworker.files.take_screen import TakeScreen

        page = TakeScreen(TakePresenter(self._workspace, project_id, self._around.tasks.run))
        page.closed.connect(self.leave)
        self._show(page)

    @Slot(object)
    def _on_version_wanted(self, wave_id: UUID) -> None:
        from pollkit.desktop.caseworker.versions.presenter import VersionsPresenter
        from pollkit.desktop.caseworker.versions.screen import VersionsScreen

        with self._workspace.read() as repos:
            wave = repos.waves.get(wave_id)
        page = VersionsScreen(VersionsPresenter(self._workspace, wave))
        page.closed.connect(self.leave)
        self._show(page)
