"""A laid-out picture: what stands still, and what moves while a result is revealed.

Scenes are laid out from left to right; a sheet that reads from right to left mirrors each place
as it is filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pollkit.desktop.facilitator.wall.lettering import Align, FittedText, Lettering, fit
from pollkit.desktop.facilitator.wall.look import Colours, Sizes, Span
from pollkit.desktop.widgets.join_card import paint_code
from pollkit.desktop.widgets.option_mark import paint_option_shape

FULL = 1.0


class Mark(Protocol):
    """Something painted; `shown` runs from 0 to 1 while a result is revealed."""

    @property
    def frame(self) -> QRectF: ...

    def paint(self, painter: QPainter, shown: float) -> None: ...


@dataclass(frozen=True)
class TextMark:
    frame: QRectF
    fitted: FittedText
    colour: QColor

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.setOpacity(shown)
        self.fitted.paint(painter, self.frame.x(), self.frame.y(), self.colour)
        painter.setOpacity(FULL)


@dataclass(frozen=True)
class ShapeMark:
    frame: QRectF
    place: int
    is_dark: bool

    def paint(self, painter: QPainter, shown: float) -> None:
        paint_option_shape(painter, self.frame, self.place, self.is_dark)


@dataclass(frozen=True)
class PanelMark:
    frame: QRectF
    colour: QColor
    radius: float
    outline: QColor | None = None

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.setOpacity(shown)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.outline is not None:
            painter.setPen(QPen(self.outline, max(1.0, self.radius * 0.14)))
        painter.setBrush(self.colour)
        painter.drawRoundedRect(self.frame, self.radius, self.radius)
        painter.setOpacity(FULL)


@dataclass(frozen=True)
class CodeMark:
    frame: QRectF
    url: str

    def paint(self, painter: QPainter, shown: float) -> None:
        paint_code(painter, self.frame, self.url)


@dataclass(frozen=True)
class BarMark:
    """A bar that grows from its base line to its final length, with its number at its end."""

    frame: QRectF
    colour: QColor
    grows_left: bool
    number: FittedText | None
    number_gap: float
    ink: QColor

    def paint(self, painter: QPainter, shown: float) -> None:
        bar = QRectF(self.frame)
        bar.setWidth(self.frame.width() * shown)
        if self.grows_left:
            bar.moveRight(self.frame.right())
        painter.fillRect(bar, self.colour)
        if self.number is None:
            return
        top = self.frame.center().y() - self.number.height / 2
        left = bar.right() + self.number_gap
        if self.grows_left:
            left = bar.left() - self.number_gap - self.number.wish.width
        self.number.paint(painter, left, top, self.ink)

    @property
    def number_frame(self) -> QRectF:
        """Where the number stands when the bar has grown; empty if it is written elsewhere."""
        if self.number is None:
            return QRectF()
        x = self.frame.right() + self.number_gap
        if self.grows_left:
            x = self.frame.left() - self.number_gap - self.number.widest
        top = self.frame.center().y() - self.number.height / 2
        return QRectF(x, top, self.number.widest, self.number.height)


class Sheet:
    """Collects marks; all frames given are as on a sheet that reads from left to right."""

    def __init__(
        self, width: float, height: float, colours: Colours, sizes: Sizes, is_mirrored: bool
    ) -> None:
        self.width = width
        self.height = height
        self.colours = colours
        self.sizes = sizes
        self.is_mirrored = is_mirrored
        self.background = colours.paper
        self.still: list[Mark] = []
        self.moving: list[Mark] = []
        # Rows stand too close, or something had to be left out.
        self.is_crowded = False

    def paint(self, painter: QPainter, shown: float = FULL) -> None:
        self.paint_still(painter)
        self.paint_moving(painter, shown)

    def paint_still(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, self.width, self.height), self.background)
        _paint_all(self.still, painter, FULL)

    def paint_moving(self, painter: QPainter, shown: float) -> None:
        _paint_all(self.moving, painter, shown)

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

    def draw_shape(self, frame: QRectF, place: int) -> None:
        self.still.append(ShapeMark(self.mirrored(frame), place, self.colours.is_dark))

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

    def mirrored(self, frame: QRectF) -> QRectF:
        if not self.is_mirrored:
            return frame
        return QRectF(QPointF(self.width - frame.right(), frame.y()), frame.size())

    @property
    def texts(self) -> list[FittedText]:
        """Everything that is written, for those who check that it can be read."""
        found = [mark.fitted for mark in (*self.still, *self.moving) if isinstance(mark, TextMark)]
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


def _paint_all(marks: list[Mark], painter: QPainter, shown: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for mark in marks:
        mark.paint(painter, shown)
