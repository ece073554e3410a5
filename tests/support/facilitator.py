"""A facilitator at the real window: keys go in, what is seen comes out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import numpy as np
import zxingcpp
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pollkit.desktop.application import Desktop
from pollkit.desktop.facilitator.console.screen import ConsoleScreen
from pollkit.desktop.facilitator.wall.look import colours_of
from pollkit.desktop.facilitator.wall.scenes import lay_out_wall
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.main_window import MainWindow
from pollkit.i18n import use_language
from pollkit.live.running import running_room
from pollkit.live.start import start_room
from pollkit.usecases.ports import HallStarter, RoomLink, RoomStarter

HERE = "127.0.0.1"
PATIENCE_S = 30.0

Until = Callable[[Callable[[], object], str], None]


def pump() -> None:
    """Lets the window do what it has to do, for a few milliseconds."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    time.sleep(0.002)


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"not within {PATIENCE_S:.0f} s: {what}"
        pump()


def bugs_of(workspace: Path) -> list[str]:
    """What the window has reported as a bug; a person sees a report, a test must fail."""
    log = workspace / "logs" / "window.log"
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return [line for line in lines if " bug: " in line]


def start_room_here(workspace: Path, event_id: UUID, port: int = 0) -> RoomLink:
    """The real room, on loopback alone: no test listens to the network."""
    return start_room(workspace, event_id, port, addresses=[HERE])


class Facilitator:
    """Knows the window as a person does: by its keys and by what stands on it."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.desktop.window, MainWindow)
        return self.desktop.window

    @property
    def console(self) -> ConsoleScreen:
        assert self.window.console is not None
        return self.window.console

    @property
    def wall(self) -> WallWindow:
        return self.console.wall

    def press(self, keys: str, on: QWidget | None = None) -> None:
        """`keys` as a person writes them: "Alt+1", "Space"."""
        combination = QKeySequence(keys)[0]
        target = on or QApplication.focusWidget() or self.window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def tab_to(self, wanted: QWidget) -> None:
        """Reaches a control with the Tab key alone."""
        for _press in range(120):
            if wanted.hasFocus():
                return
            self.press("Tab")
            pump()
        raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")

    def choose_event(self, title: str) -> None:
        self.press("Alt+1")
        until(lambda: self.window.events.isVisible(), "the list of events")
        listed = self.window.events.list.list
        listed.setFocus()
        sheet = self.window.events.sheet
        for _press in range(20):
            if sheet.title.text() == title:
                return
            self.press("Down")
            pump()
        raise AssertionError(f"no event “{title}” in the list")

    def go_live(self, title: str | None = None) -> str:
        """Opens the room of an event and returns the address in its code."""
        if title is not None:
            self.choose_event(title)
        self.press("Ctrl+L")
        until(lambda: self.window.console is not None, "the console")
        until(lambda: self.line == "● Live", "the room is live")
        until(self.console.steps.step.hasFocus, "the space bar belongs to the next step")
        return self.url

    def go_to(self, *steps: str) -> None:
        """Takes the next step with the space bar until the button says each of these in turn."""
        for words in steps:
            self._take_step()
            until(lambda words=words: self.step == words, f"the next step is “{words}”")

    def _take_step(self) -> None:
        """Presses again where the console took the press for a bounce of the last one."""
        before = self.step

        def is_taken() -> bool:
            if self.step == before:
                self.press("Space")
            return self.step != before

        until(is_taken, f"“{before}” is taken")

    def end_event(self) -> None:
        self.go_to("Press again to end")
        self._take_step()
        until(self.console.steps.close_room.isVisible, "the event has ended")

    @property
    def line(self) -> str:
        return self.console.head.line.text()

    @property
    def step(self) -> str:
        """What the largest button says."""
        return self.console.steps.step.text()

    @property
    def heads(self) -> str:
        return self.console.head.heads.text()

    @property
    def url(self) -> str:
        picture = self.wall.picture
        assert picture is not None
        return picture.addresses[0].url

    def close_room(self) -> None:
        """After the end of the event."""
        self.tab_to(self.console.steps.close_room)

        def is_closed() -> bool:
            if self.window.console is not None and self.window.console.is_live:
                self.press("Space")
            return self.window.console is None

        until(is_closed, "the room is closed")

    def leave_room(self, answer: str) -> None:
        """Answers the question that Escape asks while a room is open."""
        self.press("Esc")
        until(lambda: self.console.leaving is not None, "the question what becomes of the room")
        assert self.console.leaving is not None
        button = next(b for b in self.console.leaving.buttons() if b.text() == answer)
        self.press("Space", on=button)
        until(lambda: self.window.console is None, "the console is left")
        self.window.activateWindow()
        until(self.window.isActiveWindow, "the window has the keys again")

    def open_wall(self) -> None:
        self.press("W")
        until(self.wall.isVisible, "the wall is open")
        self.window.activateWindow()
        until(self.window.isActiveWindow, "the console has the keys again")

    def wall_at_rest(self) -> QImage:
        """The wall's window as the projector gets it, after the reveal."""
        until(lambda: not self.wall.is_revealing, "the bars have grown")
        return self.wall.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    def words_on_wall(self) -> list[str]:
        """Every text that is painted on the wall's window.

        The pixels of the window are first compared with those of the sheet that the texts are
        read from: what is not painted is not counted as seen.
        """
        sheet = self._sheet()
        # The rasteriser smooths the edges of large letters differently from time to time.
        wanted, seen = _coarse(_painted(sheet)), _coarse(self.wall_at_rest())
        assert np.abs(wanted - seen).max() < 24, "the wall differs from its picture"
        return [fitted.text.replace("\u2028", "\n") for fitted in sheet.texts]

    def _sheet(self) -> Sheet:
        wall, picture = self.wall, self.wall.picture
        assert picture is not None
        size = (wall.width(), wall.height())
        event = self.console._presenter.state.event
        return lay_out_wall(picture, event, *size, colours_of(wall.palette()), wall.is_card_large)


def _painted(sheet: Sheet) -> QImage:
    """As the wall's window paints it: what stands still first, as pixels, then the rest."""
    still = QPixmap(int(sheet.width), int(sheet.height))
    with QPainter(still) as painter:
        sheet.paint_still(painter)
    whole = QPixmap(still.size())
    with QPainter(whole) as painter:
        painter.drawPixmap(0, 0, still)
        sheet.paint_moving(painter, 1.0)
    return whole.toImage().convertToFormat(QImage.Format.Format_RGB32)


def _coarse(image: QImage) -> np.ndarray:
    """A quarter of the size, as grey from 0 to 255: (height, width)."""
    smooth = Qt.TransformationMode.SmoothTransformation
    return _grey(image.scaledToWidth(image.width() // 4, smooth)).astype(int)


def _grey(image: QImage) -> np.ndarray:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(grey.constBits(), np.uint8)
    return pixels.reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()].copy()


def read_codes(image: QImage) -> list[str]:
    """The addresses in the QR codes of a picture, as a phone's camera finds them."""
    return [code.text for code in zxingcpp.read_barcodes(_grey(image))]


@contextmanager
def facilitator_at(
    workspace: Path,
    open_room: RoomStarter = start_room_here,
    size: Sequence[int] = (1280, 800),
    open_hall: HallStarter | None = None,
) -> Iterator[Facilitator]:
    """The program's own window on a workspace, closed in good order, its room with it."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["pollkit"])
    desktop = Desktop(application, workspace, open_room, running_room, "en", open_hall=open_hall)
    try:
        desktop.open()
        facilitator = Facilitator(desktop)
        until(lambda: facilitator.window.is_furnished, "the window has its screens")
        facilitator.window.resize(*size)
        until(lambda: facilitator.window.is_furnished, "the workspace is open")
        facilitator.window.activateWindow()
        until(facilitator.window.isActiveWindow, "the window has the keys")
        yield facilitator
        assert bugs_of(workspace) == []
    finally:
        _put_away(desktop)
        use_language("en")


def _put_away(desktop: Desktop) -> None:
    window = desktop.window
    if isinstance(window, MainWindow) and window.console is not None:
        console = window.console
        console._presenter.shut(console.left.emit)
        until(lambda: window.console is None, "the room is closed")
    if window is not None:
        window.close()
    desktop.close()
    desktop.deleteLater()
    pump()
