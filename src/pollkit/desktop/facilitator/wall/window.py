"""The wall: what the room sees on the projector."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from pollkit.desktop.facilitator.wall.album import NO_PICTURES, Album
from pollkit.desktop.facilitator.wall.card_size import CardSize
from pollkit.desktop.facilitator.wall.look import colours_of
from pollkit.desktop.facilitator.wall.motion import Reveal, system_asks_for_less_motion
from pollkit.desktop.facilitator.wall.scenes import lay_out_wall
from pollkit.desktop.facilitator.wall.sheet import Props, Sheet
from pollkit.desktop.facilitator.wall.tongues import wall_event
from pollkit.desktop.facilitator.wall.words import describe, title
from pollkit.domain.events import Event
from pollkit.domain.views import Scene, WallPicture
from pollkit.i18n import _

_FRAME_MS = 16
_WINDOW = QSize(1280, 720)
# In place of a screen's name: the wall is a window that the person moves.
IN_WINDOW = "window"

# What the usual clickers send for "next" and "black screen".
_NEXT_KEYS = frozenset(
    {Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return}
)
_BACK_KEYS = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace})
_BLANK_KEYS = frozenset({Qt.Key.Key_B, Qt.Key.Key_Period})


class WallWindow(QWidget):
    """Shows the last picture it was given; fills the second screen when there is one."""

    next_asked = Signal()
    back_asked = Signal()
    blank_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        event: Event,
        clock: Callable[[], float] = time.monotonic,
        wants_less_motion: bool | None = None,
        album: Album = NO_PICTURES,
    ) -> None:
        """`wants_less_motion` None asks the system; `album` has the instrument's pictures."""
        super().__init__(None, Qt.WindowType.Window)
        if wants_less_motion is None:
            wants_less_motion = system_asks_for_less_motion()
        self._event = event
        self._wants_less_motion = wants_less_motion
        self._picture: WallPicture | None = None
        self._languages: tuple[str, ...] = ()
        self._props = Props(album)
        self._card = CardSize(clock)
        self._reveal = Reveal(clock)
        self._sheet: Sheet | None = None
        self._still = QPixmap()
        self._is_stale = False
        self._console: QWidget | None = None
        self._screen_wanted = ""
        self._frames = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frames_timeout)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._on_application_screen_changed)
        application.screenRemoved.connect(self._on_application_screen_changed)
        self.setWindowTitle(_("{event} – wall").format(event=title(event)))
        self.setAccessibleName(_("Wall"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)
        self.resize(_WINDOW)

    @property
    def picture(self) -> WallPicture | None:
        return self._picture

    @property
    def album(self) -> Album:
        return self._props.album

    @property
    def is_card_large(self) -> bool:
        return self._card.is_large

    @property
    def is_revealing(self) -> bool:
        return self._frames.isActive()

    def show_picture(self, picture: WallPicture, event: Event | None = None) -> None:
        """At most ten times a second; the same picture again costs nothing. `event` is given when
        it was edited meanwhile."""
        event = event or self._event
        # Who is connected is not shown: phones that come and go must not cost a layout each time.
        if picture.wifi is None or picture.scene is not Scene.JOIN:
            picture = replace(picture, heads=replace(picture.heads, connected=0))
        if (picture, event) == (self._picture, self._event):
            return
        before, self._picture, self._event = self._picture, picture, event
        self._card.note(picture)
        has_begun = self._begin_reveal_after(before)
        self._describe()
        if before is None or before.item != picture.item or picture.scene is not Scene.RESULT:
            self._props.clouds.forget()
        if before is not None and self._reveal.is_running and _is_same_chart(before, picture):
            # A new count is laid out in 9 ms at full HD: half a frame. It waits for the reveal, and
            # so does the scale of a chart that answers still come in for.
            self._is_stale = True
        else:
            self._forget_sheet()
        if has_begun and self.isVisible():
            # A large cloud takes 20 ms to lay out: the clock of the reveal begins after that.
            self._laid_out()
            self._reveal.begin()

    def speak(self, languages: tuple[str, ...]) -> None:
        """One or two of the event's languages; none = the one that it was written in."""
        if languages != self._languages:
            self._languages = languages
            self._props.clouds.forget()
            self._describe()
            self._forget_sheet()

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that were wished for."""
        return self._languages

    @property
    def languages_shown(self) -> tuple[str, ...]:
        """Those that there was room for; empty before the first picture."""
        sheet = self._laid_out()
        return () if sheet is None else sheet.languages

    def choose_card(self, is_large: bool | None) -> None:
        """A large or a small way in; None leaves it to the arrivals."""
        self._card.wish(is_large)
        self._forget_sheet()

    def open_beside(self, console: QWidget) -> None:
        """Full screen on the chosen screen, or on one that the console is not on; else a window."""
        self._console = console
        self._settle()

    @property
    def screen_wanted(self) -> str:
        return self._screen_wanted

    def choose_screen(self, name: str) -> None:
        """A screen by its name, IN_WINDOW for none, "" for whichever is free. One that is not
        there is waited for."""
        self._screen_wanted = name
        if self.isVisible():
            self._settle()

    def leave_full_screen(self) -> None:
        self.showNormal()
        self.unsetCursor()

    def fill_screen(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        sheet = self._laid_out()
        if sheet is None:
            painter.fillRect(self.rect(), colours_of(self.palette()).paper)
            return
        painter.drawPixmap(0, 0, self._still)
        sheet.paint_moving(painter, self._reveal.shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._forget_sheet()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._forget_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in _NEXT_KEYS:
            self.next_asked.emit()
        elif key in _BACK_KEYS:
            self.back_asked.emit()
        elif key in _BLANK_KEYS:
            self.blank_asked.emit()
        elif key in (Qt.Key.Key_F11, Qt.Key.Key_F5):
            self.turn_full_screen()
        elif key == Qt.Key.Key_Escape and self.isFullScreen():
            self.leave_full_screen()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._frames.stop()
        super().closeEvent(event)
        self.closed.emit()

    def _describe(self) -> None:
        if self._picture is not None:
            event = wall_event(self._event, self._languages)
            self.setAccessibleDescription(describe(self._picture, event))

    def _begin_reveal_after(self, before: WallPicture | None) -> bool:
        """Whether it has begun now."""
        picture = self._picture
        assert picture is not None
        if picture.scene is not Scene.RESULT:
            self._reveal.finish()
            self._frames.stop()
            return False
        was_here = before is None or (
            before.scene is Scene.RESULT and _cut(before) == _cut(picture)
        )
        if was_here or self._wants_less_motion:
            return False
        self._reveal.begin()
        self._frames.start()
        return True

    def _laid_out(self) -> Sheet | None:
        """Laid out once for a picture and a size; what stands still is kept as pixels, so that a
        frame of the reveal paints no more than the bars."""
        if self._sheet is None and self._picture is not None:
            self._sheet = lay_out_wall(
                self._picture,
                self._event,
                self.width(),
                self.height(),
                colours_of(self.palette()),
                self._card.is_large,
                self._languages,
                self._props,
            )
            ratio = self.devicePixelRatioF()
            self._still = QPixmap(self.size() * ratio)
            self._still.setDevicePixelRatio(ratio)
            painter = QPainter(self._still)
            self._sheet.paint_still(painter)
            painter.end()
        return self._sheet

    def _forget_sheet(self) -> None:
        self._sheet = None
        self._is_stale = False
        self.update()

    def turn_full_screen(self) -> None:
        if self.isFullScreen():
            self.leave_full_screen()
        else:
            self.fill_screen()

    def _settle(self) -> None:
        screen = self._free_screen()
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
            self.fill_screen()
            return
        if self.isFullScreen():
            # The projector was unplugged: the wall must not cover the console.
            self.leave_full_screen()
            self.resize(_WINDOW)
        self.show()

    def _free_screen(self) -> QScreen | None:
        if self._screen_wanted == IN_WINDOW:
            return None
        screens = QGuiApplication.screens()
        # A screen may have no name, as the one that is none has.
        wanted = self._screen_wanted or None
        chosen = [screen for screen in screens if screen.name() == wanted]
        taken = None if self._console is None else self._console.screen()
        return next((s for s in (*chosen, *screens) if s is not taken or s in chosen), None)

    @Slot()
    def _on_application_screen_changed(self) -> None:
        if self._console is not None and self.isVisible():
            self._settle()

    @Slot()
    def _on_frames_timeout(self) -> None:
        if not self._reveal.is_running:
            self._frames.stop()
            if self._is_stale:
                self._forget_sheet()
        if self._sheet is not None:
            self.update(self._sheet.moving_frame.toAlignedRect().adjusted(-2, -2, 2, 2))


def _cut(picture: WallPicture) -> tuple[str | None, bool]:
    """What the result is split by, and whether it is held against an earlier one."""
    return None if picture.split is None else picture.split.by, picture.shift is not None


def _is_same_chart(before: WallPicture, after: WallPicture) -> bool:
    """Whether only numbers are new."""
    return (before.scene, before.item, _cut(before)) == (after.scene, after.item, _cut(after))
