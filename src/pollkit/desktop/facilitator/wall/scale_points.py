"""A scale's points in a row, with words at its ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import Align, line_height
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.texts import in_language
from pollkit.i18n import current_language


def scale_points_need(sheet: Sheet, item: Item, event: Event, width: float) -> float:
    return line_height(sheet.sizes.option.least) * 4


def draw_points(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> None:
    language = current_language()
    gap = sheet.sizes.gap * 0.8
    pitch = (frame.width() + gap) / item.points
    side = min(pitch - gap, frame.height() * 0.42, sheet.sizes.option.ideal * 3)
    pitch = min(pitch, side * 1.9)
    for place, code in enumerate(item.codes):
        box = QRectF(frame.x() + pitch * place, frame.y() + gap, side, side)
        sheet.draw_panel(box, sheet.colours.surface, sheet.colours.accent)
        sheet.write(
            code, box, sheet.sizes.option, align=Align.CENTRE, bold=True, most_lines=1, stand=0.5
        )
    row_width = pitch * (item.points - 1) + side
    top = frame.y() + gap * 2 + side
    half = max(row_width, frame.width() * 0.7) / 2
    ends = (
        (item.low_label, QRectF(frame.x(), top, half - gap, frame.bottom() - top), Align.LEFT),
        (
            item.high_label,
            QRectF(frame.x() + half + gap, top, half - gap, frame.bottom() - top),
            Align.RIGHT,
        ),
    )
    for texts, place_of, align in ends:
        words = in_language(texts, language)
        if words:
            sheet.write(words, place_of, sheet.sizes.option, align=align, most_lines=3)
