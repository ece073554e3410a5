"""The seconds that are left, at the end of the wall's foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import Align, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet


def draw_clock(sheet: Sheet, seconds_left: int | None, foot: QRectF) -> QRectF:
    """Returns what is left of the foot; all of it where no clock runs."""
    if seconds_left is None:
        return foot
    size = min(sheet.sizes.stem.ideal, foot.height() * 0.8)
    # As wide as it will ever be: the count beside it must not jump.
    width = natural_width("00:00", size, bold=True) + 4
    place = QRectF(foot.right() - width, foot.y(), width, foot.height())
    text = f"{seconds_left // 60}:{seconds_left % 60:02}"
    colour = sheet.colours.accent if seconds_left > 10 else sheet.colours.ink
    sheet.write(
        text, place, Span(size, size), colour, Align.RIGHT, bold=True, most_lines=1, stand=1.0
    )
    return foot.adjusted(0, 0, -width - sheet.sizes.gap, 0)
