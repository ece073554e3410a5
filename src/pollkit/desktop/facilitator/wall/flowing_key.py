"""What marks and sides mean, as many in a row as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import fit, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.split_legend import draw_mark, mark_width


@dataclass(frozen=True)
class Key:
    """`place` is an option's, None for the words of a side."""

    words: str
    place: int | None = None


@dataclass(frozen=True)
class _Placed:
    key: Key
    frame: QRectF


def keys_height(sheet: Sheet, keys: list[Key], width: float) -> float:
    return max((placed.frame.bottom() for placed in _flow(sheet, keys, width)), default=0.0)


def draw_keys(sheet: Sheet, keys: list[Key], frame: QRectF) -> None:
    size = sheet.sizes.small.least
    for placed in _flow(sheet, keys, frame.width()):
        spot = placed.frame.translated(frame.topLeft())
        if placed.key.place is not None:
            draw_mark(sheet, placed.key.place, spot, placed.key.words)
        else:
            sheet.write(placed.key.words, spot, Span(size, size), sheet.colours.muted, bold=True)


def _flow(sheet: Sheet, keys: list[Key], width: float) -> list[_Placed]:
    """One that is wider than a row has rows of its own."""
    size, gap = sheet.sizes.small.least, sheet.sizes.gap * 1.4
    line, placed = line_height(size), []
    x = y = 0.0
    row = line
    for key in keys:
        start = 0.0 if key.place is None else mark_width(sheet)
        wide = start + natural_width(key.words, size, bold=key.place is None) + 2
        if x and x + wide > width:
            x, y, row = 0.0, y + row, line
        if wide > width:
            endless = QRectF(0, 0, width - start, line * 99)
            wish = sheet.lettering(key.words, endless, Span(size, size), bold=key.place is None)
            wide, row = width, fit(wish).height + 1
        placed.append(_Placed(key, QRectF(x, y, wide, row)))
        x += wide + gap
    return placed
