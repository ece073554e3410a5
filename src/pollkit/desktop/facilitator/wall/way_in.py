"""The way into the room on the wall: the whole wall before the first question, then a third of
it, then a corner."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    Lettering,
    fit,
    line_height,
    natural_width,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.places import step_width
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.two_steps import (
    draw_codes_in_a_row,
    draw_two_codes,
    draw_two_steps,
)
from pollkit.desktop.widgets.join_card import typed_pin
from pollkit.domain.events import Event
from pollkit.domain.views import WallPicture
from pollkit.i18n import _, speaking

# Zero-width space: where an address may break if it is too long for one line.
_BREAK = "\u200b"
# What address and PIN take at the least, of the height.
_TYPED = 0.21


def draw_join(sheet: Sheet, picture: WallPicture, event: Event, headline: str) -> None:
    """The code fills one side; how to get in stands beside it in each of the event's languages."""
    if picture.wifi is not None and picture.addresses:
        draw_two_steps(sheet, picture, event, headline, picture.wifi)
        return
    height, gap = sheet.height, sheet.sizes.gap
    margin = height * 0.06
    side = min(height - 2 * margin, sheet.width * 0.44)
    code = QRectF(sheet.width - margin - side, (height - side) / 2, side, side)
    left = QRectF(margin, margin, code.x() - 2 * margin, height - 2 * margin)
    if not picture.addresses:
        sheet.write(headline, left, sheet.sizes.stem, bold=True, stand=0.5)
        return
    address = picture.addresses[0]
    sheet.draw_code(code, address.url)
    foot = QRectF(left.x(), left.bottom() - height / 11, left.width(), height / 11)
    sheet.write(
        words.joined_so_far(picture.heads, event), foot, sheet.sizes.stem, bold=True, stand=1.0,
        most_lines=1,
    )  # fmt: skip
    invitations = [
        _invitation(sheet, text, left.width())
        for text in dict.fromkeys(_scan_line(language) for language in event.languages)
    ]
    taken = sum(fit(wish).height for wish in invitations)
    room = left.height() - foot.height() - taken - height * _TYPED - gap * 3.5
    title = QRectF(left.x(), left.y(), left.width(), room)
    y = sheet.write(headline, title, Span(height / 13, height / 24), bold=True).bottom() + gap * 1.5
    for wish in invitations:
        frame = QRectF(left.x(), y, left.width(), fit(wish).height + 1)
        size = Span(wish.ideal, wish.least)
        lines = wish.most_lines
        y = sheet.write(wish.text, frame, size, sheet.colours.muted, most_lines=lines).bottom()
    rest = QRectF(left.x(), y + gap, left.width(), foot.y() - y - gap * 2)
    _draw_typed(sheet, address.spoken, picture.pin, rest)


def _invitation(sheet: Sheet, text: str, width: float) -> Lettering:
    """On one line if its least size allows that, else on two."""
    size = Span(sheet.height / 24, sheet.height / 30)
    frame = QRectF(0, 0, width, line_height(size.ideal) * 2.2)
    wish = sheet.lettering(text, frame, size, most_lines=1)
    if not fit(wish).is_elided:
        return wish
    return sheet.lettering(text, frame, Span(size.least, size.least), most_lines=2)


def draw_large_card(sheet: Sheet, picture: WallPicture, event: Event, card: QRectF) -> None:
    sheet.draw_panel(card.adjusted(0, -50, 50, 50), sheet.colours.surface, sheet.colours.hairline)
    if not picture.addresses:
        return
    address, gap = picture.addresses[0], sheet.sizes.gap
    inner = card.adjusted(gap * 1.6, gap * 2.4, -gap * 1.6, -gap * 2.4)
    if picture.wifi is not None:
        _draw_both_steps(sheet, picture, event, inner)
        return
    side = min(inner.width(), inner.height() * 0.62)
    code = QRectF(inner.center().x() - side / 2, inner.y(), side, side)
    sheet.draw_code(code, address.url)
    count_height = line_height(sheet.sizes.option.least) * 1.15
    count = QRectF(inner.x(), inner.bottom() - count_height, inner.width(), count_height)
    sheet.write(
        words.joined_so_far(picture.heads, event), count, sheet.sizes.option, sheet.colours.muted,
        align=Align.CENTRE, stand=1.0, most_lines=1,
    )  # fmt: skip
    top = code.bottom() + gap
    room = QRectF(inner.x(), top, inner.width(), count.y() - top - gap)
    _draw_typed(sheet, address.spoken, picture.pin, room, Align.CENTRE)


def _draw_both_steps(sheet: Sheet, picture: WallPicture, event: Event, inner: QRectF) -> None:
    count_height = line_height(sheet.sizes.option.least) * 1.15
    count = QRectF(inner.x(), inner.bottom() - count_height, inner.width(), count_height)
    sheet.write(
        words.joined_so_far(picture.heads, event), count, sheet.sizes.option, sheet.colours.muted,
        align=Align.CENTRE, stand=1.0, most_lines=1,
    )  # fmt: skip
    room = QRectF(inner.x(), inner.y(), inner.width(), count.y() - inner.y() - sheet.sizes.gap)
    draw_two_codes(sheet, picture, event, room)


def draw_corner_card(sheet: Sheet, picture: WallPicture, event: Event, card: QRectF) -> None:
    if not picture.addresses:
        return
    address, side = picture.addresses[0], card.height()
    sheet.draw_code(QRectF(card.right() - side, card.y(), side, side), address.url)
    _draw_corner_words(sheet, picture, event, card.adjusted(0, 0, -side - sheet.sizes.gap, 0))


def draw_two_corner_codes(sheet: Sheet, picture: WallPicture, event: Event, card: QRectF) -> None:
    """Whoever comes late needs the Wi-Fi too."""
    if not picture.addresses:
        return
    width = 2 * (card.height() + step_width(sheet.sizes))
    codes = QRectF(card.right() - width, card.y(), width, card.height())
    draw_codes_in_a_row(sheet, picture, event, codes)
    _draw_corner_words(sheet, picture, event, card.adjusted(0, 0, -width - sheet.sizes.gap, 0))


def _draw_corner_words(sheet: Sheet, picture: WallPicture, event: Event, text: QRectF) -> None:
    address = picture.addresses[0]
    lines = (
        address.spoken,
        _("PIN {pin}").format(pin=typed_pin(picture.pin)),
        words.joined_so_far(picture.heads, event),
    )
    pitch = text.height() / len(lines)
    for place, line in enumerate(lines):
        frame = QRectF(text.x(), text.y() + pitch * place, text.width(), pitch)
        colour = sheet.colours.muted if place == 2 else sheet.colours.ink
        sheet.write(
            line, frame, sheet.sizes.small, colour, Align.RIGHT, bold=place < 2, most_lines=1,
            stand=0.5,
        )  # fmt: skip


def draw_line_card(sheet: Sheet, picture: WallPicture, event: Event, card: QRectF) -> None:
    if not picture.addresses:
        return
    pin = _("PIN {pin}").format(pin=typed_pin(picture.pin))
    sheet.write(
        f"{picture.addresses[0].spoken}\n{pin}", card, sheet.sizes.small, sheet.colours.muted,
        Align.RIGHT, most_lines=2, stand=1.0,
    )  # fmt: skip


def _draw_typed(
    sheet: Sheet, spoken: str, pin: str, room: QRectF, align: Align = Align.LEFT
) -> None:
    """Address and PIN as large as the room allows; an address breaks before its port only where
    it is too long for one line."""
    size = Span(sheet.height / 12, sheet.height / 30)
    fits_line = natural_width(spoken, size.least, bold=True) < room.width()
    taken = sheet.write(
        spoken if fits_line else spoken.replace(":", f"{_BREAK}:"),
        QRectF(room.x(), room.y(), room.width(), room.height() * 0.6), size,
        sheet.colours.accent, align, bold=True, most_lines=1 if fits_line else 2,
    )  # fmt: skip
    top = taken.bottom() + sheet.sizes.gap * 0.3
    sheet.write(
        _("PIN {pin}").format(pin=typed_pin(pin)),
        QRectF(room.x(), top, room.width(), room.bottom() - top),
        size, align=align, bold=True, most_lines=1,
    )  # fmt: skip


def _scan_line(language: str) -> str:
    with speaking(language):
        return _("Scan the code, or type the address")
