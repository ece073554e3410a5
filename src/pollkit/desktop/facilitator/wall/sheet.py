"""A laid-out picture: what stands still, and what moves while a result is revealed.

Scenes are laid out from left to right; a sheet that reads from right to left mirrors each place
as it is filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from pollkit.desktop.facilitator.wall.album import NO_PICTURES, Album
from pollkit.desktop.facilitator.wall.cloud_places import CloudMemory
from pollkit.desktop.facilitator.wall.lettering import Align, FittedText, Lettering, fit
from pollkit.desktop.facilitator.wall.look import Colours, Sizes, Span
from pollkit.desktop.facilitator.wall.marks import (
    FULL,
    BadgeMark,
    BarMark,
    CodeMark,
    ImageMark,
    Mark,
    PanelMark,
    ShapeMark,
    TextMark,
)
from pollkit.domain.instruments import Image
from pollkit.domain.texts import in_language
from pollkit.i18n import current_language


@dataclass(frozen=True)
class Props:
    """What a sheet takes from outside: the instrument's pictures, and where words of a cloud stood
    before, so that they stay there."""

    album: Album = NO_PICTURES
    clouds: CloudMemory = field(default_factory=CloudMemory)


class Sheet:
    """Collects marks; all frames given are as on a sheet that reads from left to right."""

    def __init__(
        self, width: float, height: float, colours: Colours, sizes: Sizes, is_mirrored: bool,
        props: Props | None = None,
    ) -> None:  # fmt: skip
        self.width = width
        self.height = height
        self.colours = colours
        self.sizes = sizes
        self.is_mirrored = is_mirrored
        self.props = props or Props()
        self.languages: tuple[str, ...] = ()
        self.background = colours.paper
        self.still: list[Mark] = []
        self.moving: list[Mark] = []
        # Rows stand too close, or something had to be left out.
        self.is_crowded = False
        self._layer: QPixmap | None = None

    def paint(self, painter: QPainter, shown: float = FULL) -> None:
        self.paint_still(painter)
        self.paint_moving(painter, shown)

    def paint_still(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, self.width, self.height), self.background)
        _paint_all(self.still, painter, FULL)

    def paint_moving(self, painter: QPainter, shown: float) -> None:
        """What only fades is painted once, into a layer of its own: large letters cost too much
        for each frame."""
        if shown >= FULL:
            _paint_all(self.moving, painter, FULL)
            return
        _paint_all([mark for mark in self.moving if not mark.fades], painter, shown)
        layer, frame = self._fading(painter), self._fading_frame
        if not layer.isNull():
            painter.setOpacity(shown)
            painter.drawPixmap(frame.topLeft(), layer)
            painter.setOpacity(FULL)

    def _fading(self, painter: QPainter) -> QPixmap:
        if self._layer is None:
            ratio, frame = painter.device().devicePixelRatioF(), self._fading_frame
            self._layer = QPixmap((frame.size() * ratio).toSize())
            if not self._layer.isNull():
                self._layer.setDevicePixelRatio(ratio)
                self._layer.fill(Qt.GlobalColor.transparent)
                onto = QPainter(self._layer)
                onto.translate(-frame.topLeft())
                _paint_all([mark for mark in self.moving if mark.fades], onto, FULL)
                onto.end()
        return self._layer

    @property
    def _fading_frame(self) -> QRectF:
        whole = QRectF()
        for mark in self.moving:
            if mark.fades:
                whole = whole.united(mark.frame)
        return QRectF(whole.adjusted(-2, -2, 2, 2).toAlignedRect()) if not whole.isNull() else whole

    @property
    def moving_frame(self) -> QRectF:
        """What has to be painted anew for a step of the reveal, empty if nothing moves."""
        whole = QRectF()
        for mark in self.moving:
            whole = whole.united(mark.frame)
            if isinstance(mark, BarMark):
                whole = whole.united(mark.number_frame)
        return whole

    def lettering(
        self, text: str, frame: QRectF, size: Span, align: Align = Align.LEFT, bold: bool = False,
        most_lines: int = 99,
    ) -> Lettering:  # fmt: skip
        """The wish for a text in a frame, turned round for this sheet."""
        if self.is_mirrored:
            align = Align(1.0 - align.value)
        return Lettering(
            text, frame.width(), frame.height(), size.ideal, size.least, bold, align, most_lines,
            self.is_mirrored,
        )  # fmt: skip

    def write(
        self, text: str, frame: QRectF, size: Span, colour: QColor | None = None,
        align: Align = Align.LEFT, bold: bool = False, most_lines: int = 99, moves: bool = False,
        stand: float = 0.0,
    ) -> QRectF:  # fmt: skip
        """Writes a text and returns the part of the frame that it takes.

        `stand` is 0 for the top of the frame, 0.5 for its middle, 1 for its bottom.
        """
        fitted = fit(self.lettering(text, frame, size, align, bold, most_lines))
        top = frame.y() + (frame.height() - fitted.height) * stand
        taken = QRectF(frame.x(), top, frame.width(), fitted.height)
        mark = TextMark(self.mirrored(taken), fitted, colour or self.colours.ink)
        (self.moving if moves else self.still).append(mark)
        return taken

    def draw_shape(self, frame: QRectF, place: int, moves: bool = False) -> None:
        mark = ShapeMark(self.mirrored(frame), place, self.colours.is_dark)
        (self.moving if moves else self.still).append(mark)

    def draw_image(self, image: Image, frame: QRectF, says_what: bool = True) -> QRectF:
        """The picture as large as the frame allows; returns what it takes. One that is missing
        leaves its place and says what it shows."""
        taken = _within(frame, image.width, image.height)
        pixels = self.props.album.pixels(image, taken.width(), taken.height())
        if pixels is not None:
            self.still.append(ImageMark(self.mirrored(taken), pixels))
            return taken
        self.draw_panel(taken, self.colours.surface, self.colours.muted)
        if not says_what:
            return taken
        rim, size = min(taken.width(), taken.height()) * 0.06, self.sizes.small.least
        inner, said = (
            taken.adjusted(rim, rim, -rim, -rim),
            in_language(image.texts, current_language()),
        )
        fitted = fit(self.lettering(said, inner, Span(size, size)))
        if not fitted.is_elided and not fitted.is_torn:
            self.write(said, inner, Span(size, size), self.colours.muted, Align.CENTRE, stand=0.5)
        return taken

    def draw_panel(
        self, frame: QRectF, colour: QColor, outline: QColor | None = None, moves: bool = False
    ) -> None:
        mark = PanelMark(self.mirrored(frame), colour, self.sizes.gap * 0.5, outline)
        (self.moving if moves else self.still).append(mark)

    def draw_code(self, frame: QRectF, url: str) -> None:
        self.still.append(CodeMark(self.mirrored(frame), url))

    def draw_bar(self, frame: QRectF, colour: QColor, number: FittedText | None) -> None:
        gap = self.sizes.gap * 0.6
        self.moving.append(
            BarMark(self.mirrored(frame), colour, self.is_mirrored, number, gap, self.colours.ink)
        )

    def add(self, mark: Mark, moves: bool = True) -> None:
        """A mark whose places are mirrored already."""
        (self.moving if moves else self.still).append(mark)

    def mirrored(self, frame: QRectF) -> QRectF:
        if not self.is_mirrored:
            return frame
        return QRectF(QPointF(self.width - frame.right(), frame.y()), frame.size())

    @property
    def texts(self) -> list[FittedText]:
        """Everything that is written, for those who check that it can be read."""
        marks = (*self.still, *self.moving)
        found = [mark.fitted for mark in marks if isinstance(mark, TextMark)]
        found += [mark.letter for mark in marks if isinstance(mark, BadgeMark)]
        bars = (mark for mark in self.moving if isinstance(mark, BarMark))
        return found + [bar.number for bar in bars if bar.number is not None]

    def loses_words_in(self, frame: QRectF) -> bool:
        """Whether something is left out, or a text that starts in this frame has lost its end."""
        frame = self.mirrored(frame)
        return self.is_crowded or any(
            isinstance(mark, TextMark)
            and mark.fitted.is_elided
            and frame.contains(mark.frame.topLeft())
            for mark in (*self.still, *self.moving)
        )


def _within(frame: QRectF, width: int, height: int) -> QRectF:
    """The largest place of this shape in the middle of the frame."""
    scale = min(frame.width() / max(width, 1), frame.height() / max(height, 1))
    place = QRectF(0, 0, max(width, 1) * scale, max(height, 1) * scale)
    place.moveCenter(frame.center())
    return place


def _paint_all(marks: list[Mark], painter: QPainter, shown: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for mark in marks:
        mark.paint(painter, shown)
