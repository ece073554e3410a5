"""Text that is as large as its place allows: it shrinks to its least size, then loses its end."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QTextLayout,
    QTextOption,
)

_STEPS = 12
# Lines of large letters stand closer than a face proposes for running text.
_LEADING = 0.9
_MARKS = "\u200e\u200f\u061c"


class Align(Enum):
    """Left and right as the eye sees them: a sheet turns them round for right-to-left."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True)
class Lettering:
    """A wish: this text in this place. `most_lines` limits beside `height`; `is_mirrored` gives
    the direction of a text that has none of its own, such as a number."""

    text: str
    width: float
    height: float
    ideal: float
    least: float
    bold: bool = False
    align: Align = Align.LEFT
    most_lines: int = 99
    is_mirrored: bool = False


class FittedText:
    """What became of the wish; `pixel_size` is the size that fitted."""

    def __init__(self, wish: Lettering, pixel_size: float, is_last_resort: bool) -> None:
        self.wish = wish
        self.pixel_size = pixel_size
        self.font = wall_font(pixel_size, wish.bold)
        # A line of the layout ends at U+2028, not at \n.
        self.text = wish.text.replace("\n", "\u2028")
        self.is_elided = False
        self._is_last_resort = is_last_resort
        self._lay_out()
        if is_last_resort and not self._fits_lines:
            self._elide()

    @property
    def fits(self) -> bool:
        return self._fits_lines and self.widest <= self.wish.width + 0.5

    @property
    def is_torn(self) -> bool:
        """Whether a word goes on in the next line without a hyphen."""
        ends = (self._layout.lineAt(n) for n in range(self.line_count - 1))
        places = (line.textStart() + line.textLength() for line in ends)
        return any(_is_inside_word(self.text, place) for place in places)

    @property
    def line_count(self) -> int:
        return self._layout.lineCount()

    @property
    def line_height(self) -> float:
        return QFontMetricsF(self.font).height() * _LEADING

    @property
    def height(self) -> float:
        return self.line_count * self.line_height

    @property
    def widest(self) -> float:
        lines = (self._layout.lineAt(n) for n in range(self.line_count))
        return max((line.naturalTextWidth() for line in lines), default=0.0)

    def x_of(self, place: int) -> float:
        """Where the letter at this place of the text begins, from the left of its frame."""
        line = self._layout.lineForTextPosition(place)
        x: float = line.cursorToX(place)[0]  # type: ignore[index]
        return x + line.x()

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        painter.setPen(colour)
        self._layout.draw(painter, QPointF(x, y))

    @property
    def _fits_lines(self) -> bool:
        few_enough = self.line_count <= self.wish.most_lines
        return few_enough and self.height <= self.wish.height + 0.5

    def _lay_out(self) -> None:
        option = QTextOption()
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft
            if reads_right_to_left(self.text, self.wish.is_mirrored)
            else Qt.LayoutDirection.LeftToRight
        )
        option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        # Words are torn only when even the least size is too wide for them.
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
            if self._is_last_resort
            else QTextOption.WrapMode.WordWrap
        )
        self._layout = QTextLayout(self.text, self.font)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        y = self.line_height * (1 - 1 / _LEADING) / 2
        ascent = QFontMetricsF(self.font).ascent()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self.wish.width)
            offset = (self.wish.width - line.naturalTextWidth()) * self.wish.align.value
            # Letters of another face stand on the same base line, not higher up.
            line.setPosition(QPointF(offset, y + ascent - line.ascent()))
            y += self.line_height
        self._layout.endLayout()

    def _elide(self) -> None:
        lines = max(1, min(int((self.wish.height + 0.5) // self.line_height), self.wish.most_lines))
        if lines >= self.line_count:
            return
        start = self._layout.lineAt(lines - 1).textStart()
        tail = self.text[start:].replace("\u2028", " ")
        short = QFontMetricsF(self.font).elidedText(
            tail, Qt.TextElideMode.ElideRight, self.wish.width * 0.98
        )
        self.text = self.text[:start] + short
        self.is_elided = True
        self._lay_out()


def _is_inside_word(text: str, place: int) -> bool:
    """Between two letters of a script that sets blanks between its words."""
    before, after = text[place - 1 : place], text[place : place + 1]
    return all(
        letter.isalpha()
        and (unicodedata.category(letter) != "Lo" or unicodedata.bidirectional(letter) != "L")
        for letter in (before or " ", after or " ")
    )


def fit(wish: Lettering) -> FittedText:
    """The largest size from `ideal` down to `least` at which the text keeps to its place."""
    return FittedText(wish, *_fitting_size(wish, QGuiApplication.font().toString()))


@lru_cache(maxsize=1024)  # plain numbers: laid-out text must not outlive the application
def _fitting_size(wish: Lettering, face: str) -> tuple[float, bool]:
    steps = (wish.ideal + (wish.least - wish.ideal) * n / (_STEPS - 1) for n in range(_STEPS))
    # Sizes that come to the same whole pixels are tried once.
    for size in {-int(-size // 1): size for size in steps}.values():
        if FittedText(wish, size, is_last_resort=False).fits:
            return size, False
    return wish.least, True


def natural_width(text: str, pixel_size: float, bold: bool = False) -> float:
    return QFontMetricsF(wall_font(pixel_size, bold)).horizontalAdvance(text)


def line_height(pixel_size: float) -> float:
    return QFontMetricsF(wall_font(pixel_size, False)).height() * _LEADING


def wall_font(pixel_size: float, bold: bool) -> QFont:
    """The system's own face with figures of one width; sizes are rounded up to whole pixels."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(max(1, -int(-pixel_size // 1)))
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def reads_right_to_left(text: str, otherwise: bool = False) -> bool:
    """By the first letter that has a direction (Unicode annex 9, P2 and P3). The invisible marks
    that some languages put into their numbers give none."""
    for letter in text:
        if letter in _MARKS:
            continue
        match unicodedata.bidirectional(letter):
            case "L":
                return False
            case "R" | "AL":
                return True
    return otherwise
