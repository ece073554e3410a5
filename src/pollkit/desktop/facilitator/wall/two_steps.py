"""The way into the room in two steps: join its Wi-Fi, then open the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import Align, fit, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.join_card import paint_step, typed_pin
from pollkit.domain.events import Event
from pollkit.domain.views import WallPicture
from pollkit.domain.wifi import Wifi, wifi_code
from pollkit.i18n import _, speaking

# Zero-width space: where a name or password may break that is too long for one line.
_BREAK = "\u200b"
# 63 letters in the narrowest card.
_MOST_LINES = 3
_LEFT_TO_RIGHT, _FIRST_STRONG, _END_OF_ISOLATE = "\u2066", "\u2068", "\u2069"


@dataclass(frozen=True)
class StepMark:
    """A numeral in a disc."""

    frame: QRectF
    number: int
    disc: QColor
    ink: QColor
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        paint_step(painter, self.frame, self.number, self.disc, self.ink)


@dataclass(frozen=True)
class StayMark:
    """A phone that stays in a Wi-Fi without internet: its waves with the sign that phones put
    beside them, and the tick of the choice to stay."""

    frame: QRectF
    ink: QColor
    accent: QColor
    paper: QColor
    fades: ClassVar[bool] = True

    def paint(self, painter: QPainter, shown: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.frame.height()
        phone = QRectF(0, 0, side * 0.62, side)
        phone.moveCenter(self.frame.center())
        pen = QPen(self.ink, side * 0.05)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = side * 0.03
        painter.drawRoundedRect(phone.adjusted(inset, inset, -inset, -inset), side / 9, side / 9)
        self._paint_waves(painter, QPointF(phone.center().x(), phone.y() + side * 0.48), side)
        self._paint_tick(painter, phone, side)
        painter.restore()

    def _paint_waves(self, painter: QPainter, foot: QPointF, side: float) -> None:
        pen = QPen(self.ink, side * 0.05)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for radius in (0.12, 0.21, 0.30):
            r = side * radius
            arc = QRectF(foot.x() - r, foot.y() - r, 2 * r, 2 * r)
            painter.drawArc(arc, 50 * 16, 80 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink)
        painter.drawEllipse(foot, side * 0.035, side * 0.035)

    def _paint_tick(self, painter: QPainter, phone: QRectF, side: float) -> None:
        button = QRectF(phone.x() + side * 0.12, phone.bottom() - side * 0.36, 0, side * 0.24)
        button.setWidth(phone.width() - side * 0.24)
        painter.setBrush(self.accent)
        painter.drawRoundedRect(button, side * 0.05, side * 0.05)
        pen = QPen(self.paper, side * 0.05)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle, d = button.center(), side * 0.06
        painter.drawPolyline(
            [
                QPointF(middle.x() - 1.4 * d, middle.y()),
                QPointF(middle.x() - 0.3 * d, middle.y() + d),
                QPointF(middle.x() + 1.5 * d, middle.y() - 1.1 * d),
            ]
        )


@dataclass(frozen=True)
class _Step:
    number: int
    code: str
    said: str
    others: list[str]
    typed: tuple[tuple[str, ...], ...]


def draw_two_steps(
    sheet: Sheet, picture: WallPicture, event: Event, headline: str, wifi: Wifi
) -> None:
    """The whole wall before the first question."""
    height, gap, margin = sheet.height, sheet.sizes.gap, sheet.height * 0.045
    whole = QRectF(margin, margin, sheet.width - 2 * margin, height - 2 * margin)
    top = QRectF(whole.x(), whole.y(), whole.width(), height * 0.13)
    size = Span(height / 14, height / 24)
    y = sheet.write(headline, top, size, bold=True, most_lines=2).bottom() + gap
    foot = _draw_foot(sheet, picture, event, whole)
    width = (whole.width() - gap * 2) / 2
    for place, step in enumerate(_steps(picture, event, wifi)):
        x = whole.x() + place * (width + gap * 2)
        _draw_step(sheet, step, QRectF(x, y, width, foot - gap - y))


def draw_two_codes(sheet: Sheet, picture: WallPicture, event: Event, room: QRectF) -> None:
    """Both steps one below the other, in the wall's third beside a question."""
    if picture.wifi is None:
        return
    gap = sheet.sizes.gap
    half = (room.height() - gap * 1.5) / 2
    for place, step in enumerate(_steps(picture, event, picture.wifi)):
        y = room.y() + place * (half + gap * 1.5)
        typed = _typed_height(sheet, step, room.width())
        badge = line_height(sheet.sizes.option.least) * 1.1
        side = min(half - typed - gap * 0.5, room.width() - 2 * badge - gap)
        code = QRectF(room.center().x() - side / 2, y, side, side)
        sheet.draw_code(code, step.code)
        _draw_badge(sheet, QRectF(code.x() - badge - gap * 0.4, y, badge, badge), step.number)
        rest = QRectF(room.x(), code.bottom() + gap * 0.5, room.width(), typed)
        _draw_typed(sheet, step, rest)


def draw_codes_in_a_row(sheet: Sheet, picture: WallPicture, event: Event, room: QRectF) -> None:
    """Both codes with their numerals alone, in a corner of the wall."""
    if picture.wifi is None:
        return
    badge, side = line_height(sheet.sizes.small.least), room.height()
    pitch = room.width() / 2
    for place, step in enumerate(_steps(picture, event, picture.wifi)):
        right = room.x() + pitch * (place + 1)
        sheet.draw_code(QRectF(right - side, room.y(), side, side), step.code)
        left = right - side - badge - sheet.sizes.gap * 0.2
        _draw_badge(sheet, QRectF(left, room.y(), badge, badge), step.number)


def _steps(picture: WallPicture, event: Event, wifi: Wifi) -> tuple[_Step, _Step]:
    address = picture.addresses[0]
    join, *joins = _in_each(event, _join_words)
    opened, *opens = _in_each(event, _open_words)
    pin = _("PIN {pin}").format(pin=typed_pin(picture.pin))
    return (
        _Step(
            1, wifi_code(wifi), join, joins, ((_side_by_side([wifi.name]),), _password_ways(wifi))
        ),
        _Step(2, address.url, opened, opens, ((address.spoken,), (pin,))),
    )


def _draw_step(sheet: Sheet, step: _Step, room: QRectF) -> None:
    gap, height = sheet.sizes.gap, sheet.height
    sheet.draw_panel(room, sheet.colours.surface, sheet.colours.hairline)
    room = room.adjusted(gap, gap, -gap, -gap)
    badge = height / 13
    _draw_badge(sheet, QRectF(room.x(), room.y(), badge, badge), step.number)
    beside = QRectF(room.x() + badge + gap, room.y(), room.width() - badge - gap, badge * 2)
    size = Span(height / 19, height / 26)
    is_short = natural_width(step.said, size.least, bold=True) < beside.width()
    said = sheet.write(step.said, beside, size, bold=True, most_lines=1 if is_short else 2)
    y = said.bottom()
    small = Span(height / 28, height / 30)
    others = _as_fit(step.others, small.least, beside.width())
    if others:
        below = QRectF(beside.x(), y, beside.width(), line_height(small.ideal) * 1.1)
        y = sheet.write(others, below, small, sheet.colours.muted, most_lines=1).bottom()
    y = max(y, room.y() + badge) + gap * 0.7
    rest = QRectF(room.x(), y, room.width(), room.bottom() - y)
    typed = _typed_height(sheet, step, rest.width())
    side = min(rest.height() - typed - gap * 0.5, rest.width())
    code = QRectF(rest.center().x() - side / 2, y, side, side)
    _draw_typed(sheet, step, QRectF(rest.x(), code.bottom() + gap * 0.5, rest.width(), typed))
    sheet.draw_code(code, step.code)


def _draw_typed(sheet: Sheet, step: _Step, room: QRectF) -> None:
    """What a person types whose phone does not scan: never shortened, for half a password is
    none."""
    least = sheet.height / 30
    y = room.y()
    for place, line in enumerate(_lines(step, least, room.width())):
        pitch = line_height(sheet.height / 28) * 1.1 * (_MOST_LINES if _BREAK in line else 1)
        frame = QRectF(room.x(), y, room.width(), pitch)
        colour = sheet.colours.accent if place == 0 else sheet.colours.ink
        lines = _MOST_LINES if _BREAK in line else 1
        sheet.write(
            line, frame, Span(sheet.height / 24, least), colour, Align.CENTRE, bold=True,
            most_lines=lines, stand=0.5,
        )  # fmt: skip
        y += pitch


def _lines(step: _Step, least: float, width: float) -> list[str]:
    """Each line as it fits: with its label, without it, or broken where the space ends."""
    return [_fitting(ways, least, width) for ways in step.typed]


def _fitting(ways: tuple[str, ...], least: float, width: float) -> str:
    for way in ways:
        if natural_width(way, least, bold=True) < width:
            return way
    return _BREAK.join(ways[-1])


def _typed_height(sheet: Sheet, step: _Step, width: float) -> float:
    lines = _lines(step, sheet.height / 30, width)
    return (
        line_height(sheet.height / 28)
        * 1.1
        * sum(_MOST_LINES if _BREAK in one else 1 for one in lines)
    )


def _draw_badge(sheet: Sheet, frame: QRectF, number: int) -> None:
    colours = sheet.colours
    mark = StepMark(sheet.mirrored(frame), number, colours.accent, colours.surface)
    sheet.still.append(mark)


def _draw_foot(sheet: Sheet, picture: WallPicture, event: Event, whole: QRectF) -> float:
    """How many are here, and above it how to stay; returns where it begins."""
    height, gap = sheet.height, sheet.sizes.gap
    line = line_height(height / 24)
    count = QRectF(whole.x(), whole.bottom() - line, whole.width(), line)
    sheet.write(
        _heads_words(picture, event), count, Span(height / 24, height / 30), bold=True,
        most_lines=1, stand=1.0,
    )  # fmt: skip
    stay, *others = _in_each(event, _stay_words)
    side = height * 0.11
    width = whole.width() - side - gap
    first = Span(height / 25, height / 30)
    rest = Span(height / 30, height / 30)
    frame = QRectF(0, 0, width, line_height(first.ideal) * 2.1)
    heights = [fit(sheet.lettering(stay, frame, first, most_lines=2)).height]
    aside = _as_fit(others, rest.least, width)
    if aside:
        heights.append(fit(sheet.lettering(aside, frame, rest, most_lines=1)).height)
    taken = max(sum(heights), side)
    top = count.y() - gap * 0.6 - taken
    picture_frame = QRectF(whole.x(), top + (taken - side) / 2, side, side)
    colours = sheet.colours
    sheet.still.append(
        StayMark(sheet.mirrored(picture_frame), colours.ink, colours.accent, colours.paper)
    )
    y = top + (taken - sum(heights)) / 2
    x = whole.x() + side + gap
    taken_by_first = sheet.write(stay, QRectF(x, y, width, heights[0]), first, most_lines=2)
    if aside:
        frame = QRectF(x, taken_by_first.bottom(), width, heights[1])
        sheet.write(aside, frame, rest, colours.muted, most_lines=1)
    return top


def _heads_words(picture: WallPicture, event: Event) -> str:
    scanned, connected = words.two_counts(picture.heads, event)
    return " · ".join((scanned, connected))


def _in_each(event: Event, say: Callable[[], str]) -> list[str]:
    """The same words in each of the event's languages, its first one first."""
    found = []
    for language in event.languages:
        with speaking(language):
            found.append(say())
    return list(dict.fromkeys(found))


def _as_fit(texts: list[str], least: float, width: float) -> str:
    """As many of them as stand on one line: each is whole or not there, and the picture beside
    says the same to the others."""
    shown = list(texts)
    while shown and natural_width(_side_by_side(shown), least) > width:
        shown.pop()
    return _side_by_side(shown)


def _side_by_side(texts: list[str]) -> str:
    """Each keeps its own direction to itself."""
    return " · ".join(f"{_FIRST_STRONG}{text}{_END_OF_ISOLATE}" for text in texts)


def _join_words() -> str:
    return _("Join this Wi-Fi")


def _open_words() -> str:
    return _("Open the page")


def _stay_words() -> str:
    return _("Stay connected, even without internet. Mobile data off.")


def _password_ways(wifi: Wifi) -> tuple[str, ...]:
    if not wifi.password:
        return (_("no password"),)
    # In a line that is read from right to left its signs would change places.
    password = f"{_LEFT_TO_RIGHT}{wifi.password}{_END_OF_ISOLATE}"
    return _("Password: {password}").format(password=password), password
