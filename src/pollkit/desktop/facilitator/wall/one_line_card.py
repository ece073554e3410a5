"""The way in on one line, for a wall that needs all of its room for a long question."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import Align, natural_width
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.join_card import typed_pin
from pollkit.domain.events import Event
from pollkit.domain.views import WallPicture
from pollkit.i18n import _


def draw_one_line(sheet: Sheet, picture: WallPicture, event: Event, card: QRectF) -> None:
    if not picture.addresses:
        return
    spoken, digits = picture.addresses[0].spoken, typed_pin(picture.pin)
    pin = _("PIN {pin}").format(pin=digits)
    ways = (f"{spoken} · {pin}", f"{spoken} · {digits}")
    fitting = (way for way in ways if natural_width(way, sheet.sizes.small.least) < card.width())
    sheet.write(
        next(fitting, ways[-1]), card, sheet.sizes.small, sheet.colours.muted, Align.RIGHT,
        most_lines=1, stand=1.0,
    )  # fmt: skip
