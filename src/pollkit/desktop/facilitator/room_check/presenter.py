"""The network of an event's room: its Wi-Fi, a try with one phone, the copy for a second laptop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pollkit.domain.events import Event
from pollkit.domain.wifi import Wifi, wifi_trouble
from pollkit.errors import PollKitError
from pollkit.i18n import _, ngettext
from pollkit.store import Workspace
from pollkit.store.repositories.networks import CopyPlace
from pollkit.usecases.firewall import firewalls
from pollkit.usecases.ports import CheckStarter, Clock, NetworkInterface, RoomCheck
from pollkit.usecases.room_check import Cure, cures, on_battery
from pollkit.usecases.takeover import copy_path, keep_copies, keep_no_copies, let_follow

T = TypeVar("T")

# So long nothing is held against the network: scanning takes its time.
_PATIENCE_S = 20.0


class Runner(Protocol):
    """`pollkit.desktop.tasks`, as far as it is used here."""

    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...

    def follow(
        self,
        future: Future[T],
        on_done: Callable[[T], None] = ...,
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> None: ...


class Stage(StrEnum):
    IDLE = "idle"
    OPENING = "opening"
    WAITING = "waiting"  # for a phone
    REACHED = "reached"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True)
class NetworkLine:
    """One of the laptop's networks; `is_reached` None = not known yet."""

    name: str
    address: str
    is_reached: bool | None


@dataclass(frozen=True)
class RoomNetworkState:
    """`url` is what the phone opens; `copied` says how old the copy is, "" while there is none."""

    event: Event
    wifi: Wifi | None = None
    wifi_trouble: str = ""
    stage: Stage = Stage.IDLE
    can_check: bool = True
    url: str = ""
    networks: tuple[NetworkLine, ...] = ()
    cures: tuple[Cure, ...] = ()
    place: CopyPlace | None = None
    hosts: tuple[str, ...] = ()
    copied: str = ""
    trouble: str = ""


class RoomNetworkPresenter:
    """`on_changed` is called in the window's thread; `on_news`, which a check calls from threads
    of its own, has to lead to `look`."""

    def __init__(
        self,
        workspace: Workspace,
        event: Event,
        start_check: CheckStarter | None,
        list_interfaces: Callable[[], Sequence[NetworkInterface]],
        runner: Runner,
        on_news: Callable[[], None],
        clock: Clock,
    ) -> None:
        """`start_check` is None while the room itself is open: then phones prove it."""
        self._workspace = workspace
        self._start_check = start_check
        self._list_interfaces = list_interfaces
        self._runner = runner
        self._on_news = on_news
        self._clock = clock
        self._check: RoomCheck | None = None
        self._began: datetime | None = None
        self._is_over = self._is_asking = False
        self._is_patient = True
        self.on_changed: Callable[[], None] = lambda: None
        self.state = RoomNetworkState(event, can_check=start_check is not None)
        self._read()

    def save_wifi(self, wifi: Wifi) -> None:
        """An empty name forgets the network; one that cannot be is not kept."""
        kept = None if not wifi.name and not wifi.password else wifi
        trouble = "" if kept is None else wifi_trouble(kept) or ""
        self._set(wifi_trouble=trouble)
        if trouble or kept == self.state.wifi:
            return
        event_id = self.state.event.id
        self._set(wifi=kept)
        self._runner.follow(
            self._workspace.write(lambda repos: repos.networks.set_wifi(event_id, kept))
        )

    def check(self) -> None:
        """Opens the door for one phone; again from the start where it is open."""
        start, before = self._start_check, self._check
        if start is None or self.state.stage is Stage.OPENING:
            return
        self._check = None
        self._set(stage=Stage.OPENING, cures=(), networks=(), url="")
        port = self._last_port()

        def work(_task: object) -> RoomCheck:
            if before is not None:
                before.close()
            return start(port, self._on_news)

        self._runner.run(work, self._on_opened, self._on_failed)

    def look(self) -> None:
        """What has become of the check, and of the copy; to be called about once a second."""
        self._read_copy()
        self._ask_check()
        self.on_changed()

    def give_up(self) -> None:
        """The person says that the phone does not get through."""
        self._is_patient = False
        self._ask_check()

    def keep_copies(self, folder: Path) -> None:
        try:
            kept = keep_copies(self._workspace, self.state.event.id, folder)
        except PollKitError as error:
            self._on_failed(error)
            return
        self._runner.follow(kept, self._on_place)

    def keep_no_copies(self) -> None:
        stopped = keep_no_copies(self._workspace, self.state.event.id)
        self._runner.follow(stopped, self._on_place)

    def let_follow(self, is_wanted: bool) -> None:
        """Opens or closes the line for a second laptop in the same network."""
        port = 0 if is_wanted else None
        self._runner.follow(let_follow(self._workspace, self.state.event.id, port), self._on_place)

    def close(self) -> None:
        """Shuts the door. Off the window's thread, since it may take a moment."""
        self._is_over = True
        check, self._check = self._check, None
        if check is not None:
            self._runner.run(lambda _task: check.close(), lambda _closed: None)

    def _on_opened(self, check: RoomCheck) -> None:
        if self._is_over:
            self._runner.run(lambda _task: check.close(), lambda _closed: None)
            return
        self._check, self._began, self._is_patient = check, self._clock(), True
        self._ask_check()

    def _ask_check(self) -> None:
        """In the pool: neighbours and firewalls are asked through programs of the system."""
        check = self._check
        if check is None or self._is_asking or self._began is None:
            return
        self._is_asking = True
        is_late = (
            not self._is_patient or (self._clock() - self._began).total_seconds() > _PATIENCE_S
        )
        stage, known = self.state.stage, self.state.cures

        def work(_task: object) -> RoomNetworkState:
            return _checked(self.state, check, is_late, known if stage is not Stage.WAITING else ())

        self._runner.run(work, lambda state: self._take(check, state), self._on_failed)

    def _take(self, check: RoomCheck, checked: RoomNetworkState) -> None:
        self._is_asking = False
        if check is self._check:
            self._set(
                stage=checked.stage,
                url=checked.url,
                networks=checked.networks,
                cures=checked.cures,
            )

    def _on_place(self, _place: object) -> None:
        self._read()
        self.on_changed()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._is_asking = False
        stage = Stage.IDLE if self.state.stage is Stage.OPENING else self.state.stage
        self._set(trouble=str(error), stage=stage)

    def _last_port(self) -> int | None:
        with self._workspace.read() as repos:
            return repos.rooms.last_port(self.state.event.id)

    def _read(self) -> None:
        with self._workspace.read() as repos:
            wifi = repos.networks.wifi(self.state.event.id)
        self.state = replace(self.state, wifi=wifi)
        self._read_copy()

    def _read_copy(self) -> None:
        with self._workspace.read() as repos:
            place = repos.networks.copy_place(self.state.event.id)
        hosts: tuple[str, ...] = ()
        if place is not None and place.port:
            hosts = tuple(
                f"{one.address}:{place.port}"
                for one in self._list_interfaces()
                if not one.is_loopback
            )
        self.state = replace(self.state, place=place, hosts=hosts, copied=self._copied(place))

    def _copied(self, place: CopyPlace | None) -> str:
        if place is None or place.folder is None:
            return ""
        try:
            at = copy_path(Path(place.folder), self.state.event.id).stat().st_mtime
        except OSError:
            if Path(place.folder).is_dir():
                return _("The first copy is made when the room is open.")
            return _("The folder is not there: is the stick plugged in?")
        age = max(0, round(self._clock().timestamp() - at))
        return ngettext(
            "The last change was copied {n} second ago.",
            "The last change was copied {n} seconds ago.",
            age,
        ).format(n=age)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _checked(
    state: RoomNetworkState, check: RoomCheck, is_late: bool, known: tuple[Cure, ...]
) -> RoomNetworkState:
    """`known` are the cures that were found for this outcome already."""
    facts = check.facts
    stage = Stage.REACHED if facts.reached else Stage.WAITING
    if not facts.reached and (is_late or not facts.interfaces):
        stage = Stage.NOT_REACHED
    is_settled = stage is not Stage.WAITING
    found = known if known and stage is state.stage else ()
    if is_settled and not found:
        found = cures(facts, firewalls, on_battery())
    return replace(
        state,
        stage=stage,
        url=check.url(facts.interfaces[0].address) if facts.interfaces else "",
        networks=tuple(
            NetworkLine(
                one.name, one.address, (one.address in facts.reached) if is_settled else None
            )
            for one in facts.interfaces
        ),
        cures=found,
    )
