"""Opening a wave's hall, who is in it, and closing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from pollkit.domain.waves import Wave
from pollkit.domain.wifi import Wifi, wifi_code, wifi_trouble
from pollkit.errors import PollKitError
from pollkit.i18n import _
from pollkit.store import Workspace
from pollkit.usecases.ports import HallCount, HallLink


class Line(Protocol):
    """See `pollkit.desktop.hall_line.HallLine`."""

    link: HallLink | None
    wave_id: UUID | None
    title: str
    wifi: Wifi | None

    @property
    def count(self) -> HallCount: ...

    def open(
        self,
        workspace: Workspace,
        wave_id: UUID,
        title: str,
        wifi: Wifi | None,
        is_own_wifi: bool,
        on_done: Callable[[], None],
        on_failed: Callable[[PollKitError], None],
    ) -> None: ...

    def close(self, on_done: Callable[[], None]) -> None: ...


_NOBODY = HallCount()


@dataclass(frozen=True)
class HallState:
    """
    Attributes:
        is_sensitive: phones may be asked in the project's own Wi-Fi only.
        elsewhere: the wave whose hall is open instead; "" = none is.
        url: what the code leads to, "" = not open; ways: (name, url) of each network.
        wifi_code: the text of the code that joins the Wi-Fi; "" = none was told.
    """

    is_sensitive: bool = False
    is_open: bool = False
    is_busy: bool = False
    elsewhere: str = ""
    url: str = ""
    ways: tuple[tuple[str, str], ...] = ()
    wifi_name: str = ""
    wifi_code: str = ""
    count: HallCount = _NOBODY
    trouble: str = ""

    @property
    def offers_others(self) -> bool:
        return not self.is_open and (self.is_sensitive or bool(self.trouble))


class HallPresenter:
    """`on_changed` is called after each change of `state`."""

    def __init__(self, workspace: Workspace, wave: Wave, line: Line) -> None:
        self._workspace = workspace
        self._line = line
        self._way = 0
        self.wave = wave
        self.on_changed: Callable[[], None] = lambda: None
        with workspace.read() as repos:
            instrument = repos.instruments.get(wave.instrument_version)
        self.state = HallState(is_sensitive=instrument.is_sensitive)
        self.refresh()

    def refresh(self) -> None:
        """What the hall tells now."""
        line = self._line
        is_here = line.link is not None and line.wave_id == self.wave.id
        urls = line.link.urls if line.link is not None and is_here else ()
        wifi = line.wifi if is_here else None
        self._set(
            is_open=is_here,
            elsewhere=line.title if line.link is not None and not is_here else "",
            ways=tuple((_address(url), url) for url in urls),
            url=urls[min(self._way, len(urls) - 1)] if urls else "",
            wifi_name="" if wifi is None else wifi.name,
            wifi_code="" if wifi is None else wifi_code(wifi),
            count=line.count if is_here else _NOBODY,
        )

    def open(self, name: str, password: str, is_own: bool) -> None:
        """
        Args:
            name, password: of the Wi-Fi; both empty where it is not to be shown.
            is_own: somebody has confirmed that it is the project's own.
        """
        wifi = Wifi(name.strip(), password) if name.strip() or password else None
        trouble = self._wifi_trouble(wifi, is_own)
        if trouble:
            self._set(trouble=trouble)
            return
        self._set(is_busy=True, trouble="")
        self._line.open(
            self._workspace,
            self.wave.id,
            self.wave.title,
            wifi,
            is_own and wifi is not None and bool(wifi.password),
            self._ended,
            lambda error: self._ended(str(error)),
        )

    def close(self) -> None:
        self._set(is_busy=True)
        self._line.close(self._ended)

    def choose_way(self, place: int) -> None:
        """Which of the computer's networks the code leads to."""
        self._way = place
        self.refresh()

    def _wifi_trouble(self, wifi: Wifi | None, is_own: bool) -> str:
        if self.state.is_sensitive and (wifi is None or not wifi.password or not is_own):
            return _(
                "These questions are sensitive: on phones they are asked only in a Wi-Fi of the "
                "project’s own with a password, because somebody who can alter what a foreign "
                "network carries could read the answers. Type its name and password and confirm "
                "it, or ask in another way."
            )
        return (wifi and wifi_trouble(wifi)) or ""

    def _ended(self, trouble: str = "") -> None:
        self._set(is_busy=False, trouble=trouble)
        self.refresh()

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.on_changed()


def _address(url: str) -> str:
    return url.split("/")[2]
