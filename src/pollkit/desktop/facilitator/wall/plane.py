"""A square plane between four ends: where the room places each thing.

Left is left for everybody, also on a wall that reads from right to left: the answers mean sides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.figures import end_words
from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    Lettering,
    fit,
    line_height,
    natural_width,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.marks import BadgeMark, DotsMark, LineMark
from pollkit.desktop.facilitator.wall.option_rows import (
    Row,
    draw_rows,
    mark_width,
    rows_fit,
    rows_need,
)
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_colour, option_letter
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import Spot
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.i18n import current_language

# Of the height of the sheet: on a smaller square the marks lie on each other.
_LEAST_SIDE = 0.46
_SPAN = 100.0


@dataclass(frozen=True)
class _Parts:
    """As laid out from left to right; `left` and `right` are for the words of the ends."""

    plane: QRectF
    left: QRectF
    right: QRectF
    bottom: QRectF
    top: QRectF
    legend: QRectF


def plane_needs(sheet: Sheet, item: Item, event: Event, width: float) -> float:
    line = line_height(sheet.sizes.small.least)
    return sheet.height * _LEAST_SIDE + line * 3.3


def draw_plane(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> QRectF:
    """The empty plane with its ends and the things that are to be placed; returns its square."""
    parts = _parts(sheet, item, event, frame)
    sheet.is_crowded |= parts.plane.height() < sheet.height * _LEAST_SIDE
    draw_square(sheet, parts.plane)
    _draw_ends(sheet, item, parts)
    _draw_legend(sheet, _legend_rows(item, event), parts.legend)
    return parts.plane


def draw_placed(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    plane = sheet.mirrored(draw_plane(sheet, item, event, frame))
    radius = max(2.0, plane.width() / 110)
    for place, part in enumerate(result.parts):
        spots = tuple(on_plane(plane, spot) for spot in part.spots)
        colour = option_colour(place, sheet.colours.is_dark)
        around = plane.adjusted(-radius, -radius, radius, radius)
        sheet.add(DotsMark(around, spots, radius, colour, _faintness(len(part.spots))))
    size = max(sheet.sizes.small.least, sheet.sizes.option.least)
    draw_middles(sheet, result, plane, size)


def apart(wanted: Sequence[QPointF], width: float, height: float, within: QRectF) -> list[QPointF]:
    """Middles of badges of this size, moved as little as it takes for none to lie on another."""
    spots = [QPointF(spot) for spot in wanted]
    for _round in range(200):
        has_moved = False
        for n in range(len(spots)):
            for m in range(n):
                push = _push(spots[m], spots[n], width, height, n + m)
                if push is not None:
                    spots[m] -= push
                    spots[n] += push
                    has_moved = True
        spots = [_kept_in(spot, width, height, within) for spot in spots]
        if not has_moved:
            break
    return spots


def _push(one: QPointF, other: QPointF, width: float, height: float, turn: int) -> QPointF | None:
    """Half of what parts two badges, along the shorter way; None if they do not touch."""
    away = other - one
    lack_x, lack_y = width * 1.04 - abs(away.x()), height * 1.06 - abs(away.y())
    if lack_x <= 0 or lack_y <= 0:
        return None
    if lack_x < lack_y:
        return QPointF(math.copysign(lack_x / 2 + 0.1, away.x() or (1, -1)[turn % 2]), 0)
    return QPointF(0, math.copysign(lack_y / 2 + 0.1, away.y() or (1, -1)[turn % 2]))


def _kept_in(spot: QPointF, width: float, height: float, within: QRectF) -> QPointF:
    x = min(max(spot.x(), within.left() + width / 2), within.right() - width / 2)
    y = min(max(spot.y(), within.top() + height / 2), within.bottom() - height / 2)
    return QPointF(x, y)


def draw_middles(sheet: Sheet, result: Tally, plane: QRectF, size: float) -> None:
    """Letters of this size; `plane` in the place where it is painted."""
    width, height = badge_size(size).width(), badge_size(size).height()
    placed = [(n, p.middle) for n, p in enumerate(result.parts) if p.middle is not None]
    middles = [on_plane(plane, spot) for _place, spot in placed]
    rim = sheet.sizes.gap
    shown = apart(middles, width, height, plane.adjusted(-rim, -rim, rim, rim))
    for (place, _spot), middle, at in zip(placed, middles, shown, strict=True):
        colour = option_colour(place, sheet.colours.is_dark)
        if QLineF(middle, at).length() > height * 0.3:
            sheet.add(LineMark(QLineF(middle, at), colour, max(2.0, size * 0.09)))
            sheet.add(_dot(middle, size * 0.22, colour))
    for (place, _spot), at in zip(placed, shown, strict=True):
        frame = QRectF(0, 0, width, height)
        frame.moveCenter(at)
        letter = fit(Lettering(option_letter(place), size * 1.2, height, size, size, bold=True))
        sheet.add(
            BadgeMark(
                frame, place, sheet.colours.is_dark, letter, sheet.colours.ink,
                sheet.colours.surface, sheet.colours.hairline,
            )
        )  # fmt: skip


def badge_size(size: float) -> QSizeF:
    """With a letter of this size."""
    height = line_height(size) * 1.12
    return QSizeF(height * 0.62 + size + height * 0.3, height)


def _dot(at: QPointF, radius: float, colour: object) -> DotsMark:
    frame = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    return DotsMark(frame, (at,), radius, colour, 1.0)  # type: ignore[arg-type]


def on_plane(plane: QRectF, spot: Spot) -> QPointF:
    """From left and bottom, in the place where the plane is painted."""
    return QPointF(
        plane.x() + plane.width() * spot.x / _SPAN, plane.bottom() - plane.height() * spot.y / _SPAN
    )


def _faintness(spots: int) -> float:
    return 0.5 if spots <= 30 else 0.34 if spots <= 100 else 0.2


def _parts(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> _Parts:
    """The square as large as it can be once the ends and the legend have their room: left and
    right stand beside it, or under it where that leaves too little for the legend."""
    rows = _legend_rows(item, event)
    beside = _parts_beside(sheet, item, frame)
    if _can_be_read(sheet, rows, beside.legend):
        return beside
    return _parts_under(sheet, item, frame, least_legend(sheet, rows))


def _parts_beside(sheet: Sheet, item: Item, frame: QRectF) -> _Parts:
    left, right, bottom, top = _sides(sheet, item)
    gap, size = sheet.sizes.gap * 0.6, sheet.sizes.small.least
    line = line_height(size) * 1.1
    under, over = (line if end else 0.0 for end in (bottom, top))
    side = frame.height() - under - over
    left_width, right_width = (_widest(end, size) if end else 0.0 for end in (left, right))
    plane = QRectF(frame.x() + left_width + gap, frame.y() + over, side, side)
    right_x = plane.right() + gap
    across = QRectF(frame.x(), 0, 2 * (plane.center().x() - frame.x()), line)
    return _Parts(
        plane,
        QRectF(frame.x(), plane.y(), left_width, side),
        QRectF(right_x, plane.y(), right_width, side),
        across.translated(0, plane.bottom()),
        across.translated(0, plane.y() - line),
        _rest(frame, right_x + right_width + gap * 2),
    )


def _parts_under(sheet: Sheet, item: Item, frame: QRectF, legend: float) -> _Parts:
    """`legend` is the least width of the legend: the square gives way to it."""
    left, right, bottom, top = _sides(sheet, item)
    size = sheet.sizes.small.least
    line = line_height(size) * 1.1
    under, over = (line if end else 0.0 for end in (bottom, top))
    wide = max(natural_width(f"← {end}", size, bold=True) for end in (left, right))
    room = frame.width() - sheet.sizes.gap * 1.6 - legend
    side = min(frame.height() - under - over - line, frame.width() * 0.55, room)
    is_stacked = wide > side / 2
    if is_stacked:
        side = min(side, frame.height() - under - over - 2 * line)
    plane = QRectF(frame.x(), frame.y() + over, side, side)
    half = QRectF(frame.x(), plane.bottom() + under, wide if is_stacked else side / 2, line)
    other = half.translated(plane.right() - half.right(), line if is_stacked else 0)
    across = QRectF(frame.x(), 0, side, line)
    return _Parts(
        plane,
        half,
        other,
        across.translated(0, plane.bottom()),
        across.translated(0, frame.y()),
        _rest(frame, plane.right() + sheet.sizes.gap * 1.6),
    )


def _rest(frame: QRectF, left: float) -> QRectF:
    return QRectF(left, frame.y(), frame.right() - left, frame.height())


def _sides(sheet: Sheet, item: Item) -> tuple[str, str, str, str]:
    """Left, right, bottom, top as laid out: a sheet that is mirrored later has the first two
    exchanged now."""
    left, right, bottom, top = end_words(item, current_language())
    return (right, left, bottom, top) if sheet.is_mirrored else (left, right, bottom, top)


def _widest(words_of_end: str, size: float) -> float:
    """The words on up to three lines."""
    whole = natural_width(words_of_end, size, bold=True)
    longest = max(
        (natural_width(word, size, bold=True) for word in words_of_end.split()), default=0
    )
    return max(longest, whole / 2.4 if whole > size * 9 else whole) + size * 0.4


def _legend_rows(item: Item, event: Event) -> list[Row]:
    return [Row(words.option_label(item, c, event), n) for n, c in enumerate(item.codes)]


def least_legend(sheet: Sheet, rows: list[Row]) -> float:
    """The width in which no word is torn."""
    size = sheet.sizes.option.least
    words_of_all = (word for row in rows for word in row.label.split())
    widest = max((natural_width(word, size) for word in words_of_all), default=0.0)
    return widest + mark_width(size, rows) + size * 0.3


def _can_be_read(sheet: Sheet, rows: list[Row], legend: QRectF) -> bool:
    return legend.width() >= least_legend(sheet, rows) and rows_fit(sheet, rows, legend)


def _draw_legend(sheet: Sheet, rows: list[Row], frame: QRectF) -> None:
    height = min(frame.height(), rows_need(sheet, rows, frame.width()) * 2.2)
    top = frame.y() + (frame.height() - height) / 2
    draw_rows(sheet, rows, QRectF(frame.x(), top, frame.width(), height))


def draw_square(sheet: Sheet, plane: QRectF) -> None:
    colours, thin = sheet.colours, max(1.5, sheet.sizes.gap * 0.08)
    sheet.draw_panel(plane, colours.surface, colours.hairline)
    square = sheet.mirrored(plane)
    middle = square.center()
    for line in (
        QLineF(square.left(), middle.y(), square.right(), middle.y()),
        QLineF(middle.x(), square.top(), middle.x(), square.bottom()),
    ):
        sheet.add(LineMark(line, colours.muted, thin), moves=False)


def _draw_ends(sheet: Sheet, item: Item, parts: _Parts) -> None:
    left, right, bottom, top = _sides(sheet, item)
    size = sheet.sizes.small.least
    exact, muted = Span(size, size), sheet.colours.muted
    aligns = (Align.RIGHT, Align.LEFT)
    if parts.left.y() >= parts.plane.bottom():
        # Under the plane an arrow says that the words mean its side.
        left, right = (
            (left and _pointing(left, "←", "→", sheet)),
            (right and _pointing(right, "→", "←", sheet)),
        )
        aligns = (Align.LEFT, Align.RIGHT)
    for end, frame, align in zip((left, right), (parts.left, parts.right), aligns, strict=True):
        if end:
            sheet.write(end, frame, exact, muted, align, bold=True, stand=0.5)
    for end, frame in ((top, parts.top), (bottom, parts.bottom)):
        if end:
            sheet.write(end, frame, exact, muted, Align.CENTRE, bold=True, most_lines=1, stand=0.5)


def _pointing(end: str, arrow: str, mirrored: str, sheet: Sheet) -> str:
    arrow = mirrored if sheet.is_mirrored else arrow
    return f"{arrow} {end}" if arrow == "←" else f"{end} {arrow}"
