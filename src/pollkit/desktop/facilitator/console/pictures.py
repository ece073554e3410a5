"""The console's two pictures: what has come in, and what the room sees."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop.facilitator.wall.album import NO_PICTURES, Album
from pollkit.desktop.facilitator.wall.lettering import natural_width
from pollkit.desktop.facilitator.wall.look import colours_of, panel_sizes
from pollkit.desktop.facilitator.wall.scenes import (
    draw_groups,
    draw_options,
    draw_result,
    lay_out_wall,
)
from pollkit.desktop.facilitator.wall.sheet import Props, Sheet
from pollkit.desktop.facilitator.wall.shift_rows import draw_shift, shift_lines
from pollkit.desktop.facilitator.wall.words import describe, group_lines, result_lines
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.shifts import Shift
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_CODES, Item, ItemKind
from pollkit.domain.views import WallPicture
from pollkit.i18n import _, direction, speaking

# A row of the chart takes about so many times the height of its letters, with its words beside
# the bar or above it.
_PITCH_BESIDE, _PITCH_ABOVE = 3.4, 4.2
_TIMES = (1.6, 1.45, 1.3, 1.15)

_Shown = tuple[Event, Item, Tally | None, Split | None, Shift | None]


class ResultChart(QWidget):
    """A question's result in the letters of the window, drawn as on the wall; its options before
    it is asked."""

    def __init__(self, album: Album = NO_PICTURES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._props = Props(album)
        self._shown: _Shown | None = None
        self._pixels = QPixmap()
        self.setMinimumSize(280, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Result so far"))

    def show_result(
        self,
        event: Event,
        item: Item | None,
        result: Tally | None,
        split: Split | None,
        shift: Shift | None = None,
    ) -> None:
        shown = None if item is None else (event, item, result, split, shift)
        if shown == self._shown:
            return
        if shown is None or self._shown is None or shown[1] != self._shown[1]:
            self._props.clouds.forget()
        self._shown = shown
        self._pixels = QPixmap()
        said = [] if item is None or result is None else result_lines(item, result, event)
        if item is not None and split is not None:
            said += group_lines(item, split, event)
        if item is not None and shift is not None:
            said += shift_lines(shift, item, event)
        self.setAccessibleDescription("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._shown is None:
            return
        if self._pixels.isNull():
            ratio = self.devicePixelRatioF()
            self._pixels = QPixmap(self.size() * ratio)
            self._pixels.setDevicePixelRatio(ratio)
            onto = QPainter(self._pixels)
            self._sheet(self._shown).paint(onto)
            onto.end()
        QPainter(self).drawPixmap(0, 0, self._pixels)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._pixels = QPixmap()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        self._pixels = QPixmap()

    def _sheet(self, shown: _Shown) -> Sheet:
        event, item, result, split, shift = shown
        language = event.languages[0]
        colours, letters = colours_of(self.palette()), self._letters(item, language)
        sheet = Sheet(
            self.width(), self.height(), colours, panel_sizes(letters),
            direction(language) == "rtl", self._props,
        )  # fmt: skip
        frame = QRectF(self.rect()).adjusted(1, 4, -1, -4)
        sheet.background = colours.surface
        with speaking(language):
            if result is None:
                draw_options(sheet, item, event, frame)
            elif shift is not None:
                draw_shift(sheet, shift, item, event, frame)
            elif split is not None:
                draw_groups(sheet, split, item, result, event, frame)
            else:
                draw_result(sheet, item, result, event, frame)
        return sheet

    def _letters(self, item: Item, language: str) -> float:
        """The window's letters; larger where a few options would leave the panel empty."""
        least = self.fontInfo().pixelSize() * 1.05
        words = [item.label(code, language) for code in item.codes]
        if item.kind not in OF_CODES | {ItemKind.NUMBER} or item.asks_sureness:
            return least
        for times in _TIMES:
            letters = least * times
            widest = max((natural_width(w, letters * 1.1) for w in words), default=0)
            is_short = widest + letters * 4 <= self.width() * 0.36
            is_whole = widest + letters * 4 <= self.width() * 0.8
            pitch = _PITCH_BESIDE if is_short else _PITCH_ABOVE
            if is_whole and len(words) * letters * pitch <= self.height():
                return letters
        return least


class WallPreview(QWidget):
    """What the room sees now, small; in 16:9, as most walls are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[WallPicture, Event, bool, tuple[str, ...]] | None = None
        self._props = Props()
        self._pixels = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(200)
        self.setAccessibleName(_("What the room sees"))

    def use_album(self, album: Album) -> None:
        self._props = Props(album)

    def show_picture(
        self,
        picture: WallPicture,
        event: Event,
        is_card_large: bool,
        languages: tuple[str, ...] = (),
    ) -> None:
        shown = (picture, event, is_card_large, languages)
        if shown != self._shown:
            if self._shown is None or self._shown[0].item != picture.item:
                self._props.clouds.forget()
            self._shown = shown
            self._pixels = QPixmap()
            self.setAccessibleDescription(describe(picture, event))
            self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return width * 9 // 16

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(272, 153)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._pixels = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        if self._shown is not None:
            if self._pixels.isNull():
                self._pixels = self._painted(*self._shown)
            painter.drawPixmap(self.rect(), self._pixels)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _painted(
        self, picture: WallPicture, event: Event, is_card_large: bool, languages: tuple[str, ...]
    ) -> QPixmap:
        colours = colours_of(self.palette())
        sheet = lay_out_wall(
            picture, event, 1280, 720, colours, is_card_large, languages, self._props
        )
        whole = QPixmap(1280, 720)
        painter = QPainter(whole)
        sheet.paint(painter)
        painter.end()
        return whole.scaled(
            self.size() * self.devicePixelRatioF(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
