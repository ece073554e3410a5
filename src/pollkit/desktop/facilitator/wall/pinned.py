"""The picture of a question with the room's pins in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from pollkit.desktop.facilitator.wall.lettering import line_height
from pollkit.desktop.facilitator.wall.marks import PinsMark
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item

_SPAN = 1000.0
# Of the height of the sheet: a picture that is smaller has the way in give up its place.
_LEAST_HEIGHT = 0.5
_PIN, _RIM = QColor("#C2185B"), QColor("white")


def picture_needs(sheet: Sheet, item: Item, event: Event, width: float) -> float:
    return line_height(sheet.sizes.small.least) * 11


def draw_picture(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> QRectF:
    """Returns where the picture is; nothing is drawn for a question that has none yet."""
    if item.image is None:
        return QRectF()
    taken = sheet.draw_image(item.image, frame)
    sheet.is_crowded |= taken.height() < sheet.height * _LEAST_HEIGHT
    return taken


def draw_pinned(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    place = sheet.mirrored(draw_picture(sheet, item, event, frame))
    if place.isEmpty() or not result.pins:
        return
    size = _pin_size(sheet, len(result.pins))
    spots = tuple(
        QPointF(place.x() + place.width() * p.x / _SPAN, place.y() + place.height() * p.y / _SPAN)
        for p in sorted(result.pins, key=lambda pin: (pin.y, pin.x))
    )
    reach = place.adjusted(-size, -size * 1.1, size, size * 0.2)
    sheet.add(PinsMark(reach, spots, size, _PIN, _RIM))


def _pin_size(sheet: Sheet, pins: int) -> float:
    """Smaller where there are many: a crowd must not hide the picture."""
    return sheet.sizes.gap * (2.4 if pins <= 60 else 1.7 if pins <= 120 else 1.2)
