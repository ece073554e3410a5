"""The pages about a room's network, and what a live room asks of the laptop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pollkit.desktop.keep_awake import KeepAwake
from pollkit.desktop.surroundings import Surroundings
from pollkit.domain.events import Event
from pollkit.domain.wifi import Wifi
from pollkit.i18n import _
from pollkit.store import Workspace

if TYPE_CHECKING:
    from pollkit.desktop.facilitator.console.screen import ConsoleScreen
    from pollkit.desktop.facilitator.people.screen import PeopleScreen
    from pollkit.desktop.facilitator.room_check.screen import RoomNetworkScreen
    from pollkit.desktop.facilitator.takeover.screen import TakeoverScreen


class NetworkDoor(QObject):
    """`page` is the one of its pages that is open, if any. Keeps the laptop awake and the wall's
    Wi-Fi up to date while there is a console."""

    shown = Signal()
    left = Signal()
    live_wanted = Signal(object)  # Event
    said = Signal(str)

    def __init__(
        self, workspace: Workspace, around: Surroundings, screens: QStackedWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._around = around
        self._screens = screens
        self._console: ConsoleScreen | None = None
        self._awake: KeepAwake | None = None
        self.page: RoomNetworkScreen | TakeoverScreen | PeopleScreen | None = None

    @Slot(object)
    def show_network(self, event: Event) -> None:
        """Its Wi-Fi, a try with one phone unless the room is open, a copy for a second laptop."""
        from pollkit.desktop.facilitator.room_check.presenter import RoomNetworkPresenter
        from pollkit.desktop.facilitator.room_check.screen import CHECK_TOPIC, RoomNetworkScreen

        around = self._around
        self.put_away()
        presenter = RoomNetworkPresenter(
            self._workspace,
            event,
            None if self._console is not None else around.start_check,
            around.list_interfaces,
            around.tasks,
            lambda: around.hub.announce(frozenset({CHECK_TOPIC})),
            around.clock,
        )
        page = RoomNetworkScreen(presenter, around.hub)
        page.closed.connect(self.leave)
        page.print_wanted.connect(self._on_join_card_wanted)
        self._open(page)

    @Slot(object)
    def show_people(self, event: Event) -> None:
        """Printed codes, invitations and who came."""
        from pollkit.desktop.facilitator.people.presenter import PeoplePresenter
        from pollkit.desktop.facilitator.people.screen import PeopleScreen
        from pollkit.desktop.scanning.cameras import ComputerCameras
        from pollkit.desktop.scanning.scan import ScanPresenter
        from pollkit.desktop.scanning.scan_part import SCAN_TOPIC

        around = self._around
        self.put_away()
        people = PeoplePresenter(
            self._workspace, event, around.list_interfaces, around.tasks, around.clock
        )
        scan = ScanPresenter(
            ComputerCameras(),
            around.tasks,
            people.check_in,
            lambda: around.hub.announce(frozenset({SCAN_TOPIC})),
        )
        page = PeopleScreen(people, scan, around.hub)
        page.closed.connect(self.leave)
        self._open(page)

    @Slot()
    def show_takeover(self) -> None:
        from pollkit.desktop.facilitator.takeover.presenter import TakeoverPresenter
        from pollkit.desktop.facilitator.takeover.screen import TakeoverScreen

        self.put_away()
        around = self._around
        page = TakeoverScreen(TakeoverPresenter(self._workspace, around.tasks, around.clock))
        page.closed.connect(self.leave)
        page.live_wanted.connect(self._on_takeover_live_wanted)
        self._open(page)

    @Slot()
    def leave(self) -> None:
        self.put_away()
        self.left.emit()

    def put_away(self) -> None:
        """Keeps what is typed; nothing is shown instead."""
        page, self.page = self.page, None
        if page is not None:
            page.put_away()
            self._screens.removeWidget(page)
            page.deleteLater()
            self._tell_wifi()

    def take_console(self, console: ConsoleScreen | None) -> None:
        """The room's console has opened, or is gone."""
        self._console = console
        if console is None:
            self._sleep_again()
            return
        console.network_wanted.connect(self._on_console_network_wanted)
        self._tell_wifi()
        self._stay_awake()

    def _open(self, page: RoomNetworkScreen | TakeoverScreen | PeopleScreen) -> None:
        self.page = page
        self._screens.addWidget(page)
        self.shown.emit()

    def _tell_wifi(self) -> None:
        """Read behind what was just typed: the store's writer takes that first."""
        if self._console is not None:
            event_id = self._console.event_shown.id
            self._around.tasks.follow(
                self._workspace.write(lambda repos: repos.networks.wifi(event_id)),
                self._take_wifi,
            )

    def _take_wifi(self, wifi: Wifi | None) -> None:
        if self._console is not None:
            self._console.take_wifi(wifi)

    def _stay_awake(self) -> None:
        awake = self._awake = KeepAwake()
        self._around.tasks.run(
            lambda _task: awake.begin(), lambda is_granted: self._take_awake(awake, is_granted)
        )

    def _take_awake(self, awake: KeepAwake, is_granted: bool) -> None:
        if awake is not self._awake:
            awake.end()  # the console was left meanwhile
        elif not is_granted:
            self.said.emit(awake.trouble_words())

    def _sleep_again(self) -> None:
        awake, self._awake = self._awake, None
        if awake is not None:
            awake.end()

    def _print(self, event: Event, path: Path) -> None:
        from pollkit.usecases.join_card import print_join_card

        around, workspace = self._around, self._workspace
        around.tasks.run(
            lambda _task: print_join_card(workspace, event.id, around.list_interfaces(), path),
            lambda written: self.said.emit(_("The join card is in {path}").format(path=written)),
        )

    @Slot()
    def _on_console_network_wanted(self) -> None:
        assert self._console is not None
        self.show_network(self._console.event_shown)

    @Slot(object)
    def _on_takeover_live_wanted(self, event: Event) -> None:
        self.put_away()
        self.live_wanted.emit(event)

    @Slot(object, object)
    def _on_join_card_wanted(self, event: Event, path: Path) -> None:
        self._print(event, path)
