"""The computer in a respondent's hands: the window goes, the kiosk comes, and back by the PIN."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from pollkit.desktop.surroundings import Surroundings
from pollkit.domain.waves import Mode
from pollkit.errors import NotAllowedNow
from pollkit.store import Workspace

if TYPE_CHECKING:
    from pollkit.desktop.caseworker.hand_over.screen import HandOver
    from pollkit.desktop.caseworker.kiosk.presenter import KeepCode
    from pollkit.desktop.caseworker.kiosk.window import KioskWindow
    from pollkit.usecases.collect import Sitting


class KioskDoor(QObject):
    """`kiosk` is there while the computer is handed over."""

    returned = Signal()

    def __init__(self, workspace: Workspace, around: Surroundings, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._around = around
        self._window = window
        self.kiosk: KioskWindow | None = None

    def open(self, wave_id: UUID, settled: HandOver, language: str) -> None:
        """The window is hidden, so that no key and no task bar leads to it.

        Raises:
            NotAllowedNow: the one person it is handed to has answered already.
        """
        from pollkit.desktop.answering.pictures import Pictures
        from pollkit.desktop.caseworker.kiosk.presenter import KioskPresenter
        from pollkit.desktop.caseworker.kiosk.state import Occasion
        from pollkit.desktop.caseworker.kiosk.window import KioskWindow
        from pollkit.desktop.voice import find_voice
        from pollkit.usecases.collect import start

        with self._workspace.read() as repos:
            wave = repos.waves.get(wave_id)
            instrument = repos.instruments.get(wave.instrument_version)
            people = repos.respondents.list(wave.project_id)
        taken = frozenset(person.code for person in people if person.code)
        occasion = Occasion(wave.title, instrument, language, settled.asks_code, taken)

        def begin(spoken: str, code: str | None) -> Sitting:
            return start(self._workspace, wave_id, Mode.KIOSK, spoken, code=code)

        one = None if settled.code is None else begin(language, settled.code)
        presenter = KioskPresenter(
            occasion,
            begin,
            settled.pin,
            self._around.tasks.follow,
            time.monotonic,
            sitting=one,
            keep_code=self._code_keeper(wave.project_id),
        )
        kiosk = KioskWindow(presenter, Pictures(self._workspace.attachments.path))
        kiosk.over.connect(self._on_kiosk_over)
        self.kiosk = kiosk
        self._around.tasks.run(lambda _task: find_voice(), self._take_voice)
        kiosk.open()
        self._window.hide()

    def _code_keeper(self, project_id: UUID) -> KeepCode | None:
        """None where the key of the project's codes is on another laptop."""
        from pollkit.usecases.linking import check_link_key, keep_code

        try:
            check_link_key(self._workspace, project_id)
        except NotAllowedNow:
            return None
        return lambda sitting, chosen: keep_code(
            self._workspace, sitting.wave.id, sitting.respondent.id, chosen
        )

    def put_away(self) -> None:
        kiosk, self.kiosk = self.kiosk, None
        if kiosk is not None:
            kiosk.put_away()

    def _take_voice(self, voice: object) -> None:
        if self.kiosk is not None:
            self.kiosk.take_voice(voice)  # type: ignore[arg-type]

    def _return(self) -> None:
        self._window.show()
        self._window.activateWindow()
        self.put_away()
        self.returned.emit()

    @Slot()
    def _on_kiosk_over(self) -> None:
        self._return()
