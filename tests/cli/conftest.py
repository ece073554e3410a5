from collections.abc import Sequence
from pathlib import Path

import pytest

from pollkit.i18n import use_language
from pollkit.usecases.ports import NetworkInterface, Wiring


@pytest.fixture(autouse=True)
def _english_again(monkeypatch: pytest.MonkeyPatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    yield
    use_language("en")


class StandIns:
    """The front doors that a command may call, noting what it was called with."""

    def __init__(self) -> None:
        self.windows: list[Path] = []
        self.room_arguments: list[Sequence[str]] = []
        self.failure: BaseException | None = None
        self.interfaces: tuple[NetworkInterface, ...] = (
            NetworkInterface("lo", "127.0.0.1", is_loopback=True),
        )

    @property
    def wiring(self) -> Wiring:
        return Wiring(
            start_room=self._unwanted,
            find_room=self._unwanted,
            new_attendees=self._unwanted,
            list_interfaces=lambda: self.interfaces,
            start_check=self._unwanted,
            serve_room=self._serve_room,
            open_window=self._open_window,
        )

    def _serve_room(self, argv: Sequence[str]) -> int:
        self.room_arguments.append(argv)
        return 0

    def _open_window(self, workspace: Path, _language: str | None) -> int:
        self.windows.append(workspace)
        if self.failure is not None:
            raise self.failure
        return 0

    def _unwanted(self, *_given: object) -> object:
        raise AssertionError("this command needs no room")


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> StandIns:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return StandIns()
