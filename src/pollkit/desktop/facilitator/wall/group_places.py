"""Places group by group: the middle of each option on a plane, pins counted in parts of the
picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.figures import end_words
from pollkit.desktop.facilitator.wall.flowing_key import Key, draw_keys, keys_height
from pollkit.desktop.facilitator.wall.group_panels import Panel, Panels, draw_heads, lay_panels
from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    line_height,
    natural_width,
    reads_right_to_left,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.marks import ShapeMark
from pollkit.desktop.facilitator.wall.option_rows import Row, draw_rows, rows_fit, rows_need
from pollkit.desktop.facilitator.wall.plane import (
    apart,
    badge_size,
    draw_middles,
    draw_square,
    least_legend,
    on_plane,
)
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.split_rows import draw_suppressed, note_lines
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.i18n import current_language

# Of the sheet's height, by the number of groups: where it would be less, the way in gives up its
# place.
_LEAST_SIDES = {1: 0.42, 2: 0.4, 3: 0.34}
_LEAST_SIDE = 0.29
_LEAST_HEIGHTS = {1: 0.4, 2: 0.34, 3: 0.26}
_LEAST_HEIGHT = 0.2
_LEGEND_SHARE = 0.3
# Of a square, by its marks.
_MOST_TAKEN = 0.36
_FAINTEST, _STRONGEST = 0.22, 0.66


def plane_groups_need(sheet: Sheet, split: Split, item: Item, event: Event, width: float) -> float:
    line = line_height(sheet.sizes.small.least)
    key = keys_height(sheet, _options(item, event), width)
    key += keys_height(sheet, _sides(item, sheet.is_mirrored), width)
    lines = line * (2.3 + note_lines(split))
    return lines + _least_side(sheet, split) + key + sheet.sizes.gap * 1.2


def draw_plane_groups(sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF) -> None:
    """What the marks and the sides mean is said once: beside the planes or under them, wherever
    that leaves them larger."""
    bottom = draw_suppressed(sheet, split, frame)
    if not split.groups:
        return
    room = QRectF(frame.x(), frame.y(), frame.width(), bottom - frame.y())
    ways = (_beside(sheet, split, item, event, room), _under(sheet, split, item, event, room))
    way = max((way for way in ways if way is not None), key=lambda way: way.panels.worth)
    sheet.is_crowded |= not way.panels.is_good
    draw_heads(sheet, way.panels)
    for panel in way.panels.panels:
        draw_square(sheet, panel.place)
        _draw_marks(sheet, panel)
    if way.is_beside:
        rows = _rows(item, event)
        need = min(way.legend.height(), rows_need(sheet, rows, way.legend.width()) * 1.5)
        draw_rows(sheet, rows, QRectF(way.legend.topLeft(), way.legend.size()).adjusted(
            0, 0, 0, need - way.legend.height()
        ))  # fmt: skip
    else:
        draw_keys(sheet, _options(item, event), way.legend)
    draw_keys(sheet, _sides(item, sheet.is_mirrored), way.ends)


def pin_groups_need(sheet: Sheet, split: Split, item: Item, event: Event, width: float) -> float:
    line = line_height(sheet.sizes.small.least)
    return line * (2.3 + note_lines(split)) + _least_height(sheet, split)


def draw_pin_groups(sheet: Sheet, split: Split, item: Item, event: Event, frame: QRectF) -> None:
    """How many pins of the group lie in each ninth of the picture."""
    bottom = draw_suppressed(sheet, split, frame)
    if not split.groups:
        return
    room = QRectF(frame.x(), frame.y(), frame.width(), bottom - frame.y())
    shape = 1.5 if item.image is None else item.image.width / item.image.height
    laid = lay_panels(sheet, split, event, room, shape, _least_height(sheet, split) * shape)
    sheet.is_crowded |= not laid.is_good
    draw_heads(sheet, laid)
    for panel in laid.panels:
        if item.image is None:
            sheet.draw_panel(panel.place, sheet.colours.surface, sheet.colours.muted)
        else:
            sheet.draw_image(item.image, panel.place, says_what=False)
        _draw_regions(sheet, panel)


@dataclass(frozen=True)
class _Way:
    panels: Panels
    legend: QRectF
    ends: QRectF
    is_beside: bool


def _beside(sheet: Sheet, split: Split, item: Item, event: Event, room: QRectF) -> _Way | None:
    """None if the words would be torn there."""
    rows, gap = _rows(item, event), sheet.sizes.gap
    width = max(room.width() * _LEGEND_SHARE, least_legend(sheet, rows))
    ends = keys_height(sheet, _sides(item, sheet.is_mirrored), width)
    left = room.right() - width
    legend = QRectF(left, room.y(), width, room.height() - ends - gap)
    if width > room.width() * 0.5 or not rows_fit(sheet, rows, legend):
        return None
    inner = room.adjusted(0, 0, -width - gap * 1.6, 0)
    foot = QRectF(left, room.bottom() - ends, width, ends)
    laid = lay_panels(sheet, split, event, inner, 1.0, _least_side(sheet, split))
    return _Way(laid, legend, foot, is_beside=True)


def _under(sheet: Sheet, split: Split, item: Item, event: Event, room: QRectF) -> _Way:
    gap = sheet.sizes.gap
    ends = keys_height(sheet, _sides(item, sheet.is_mirrored), room.width())
    height = keys_height(sheet, _options(item, event), room.width())
    inner = room.adjusted(0, 0, 0, -height - ends - gap * 0.9)
    foot = QRectF(room.x(), inner.bottom() + gap * 0.5, room.width(), ends)
    legend = QRectF(room.x(), foot.bottom() + gap * 0.4, room.width(), height)
    laid = lay_panels(sheet, split, event, inner, 1.0, _least_side(sheet, split))
    return _Way(laid, legend, foot, is_beside=False)


def _least_side(sheet: Sheet, split: Split) -> float:
    return sheet.height * _LEAST_SIDES.get(len(split.groups), _LEAST_SIDE)


def _least_height(sheet: Sheet, split: Split) -> float:
    return sheet.height * _LEAST_HEIGHTS.get(len(split.groups), _LEAST_HEIGHT)


def _rows(item: Item, event: Event) -> list[Row]:
    return [Row(words.option_label(item, code, event), n) for n, code in enumerate(item.codes)]


def _sides(item: Item, is_mirrored: bool) -> list[Key]:
    """What lies where, with arrows; none without ends."""
    left, right, bottom, top = end_words(item, current_language())
    across = [f"← {left}" if left else "", f"{right} →" if right else ""]
    if reads_right_to_left(f"{left}{right}", is_mirrored):
        # Written so, the arrow that points left stands at the left in the end.
        across = [f"→ {right}" if right else "", f"{left} ←" if left else ""]
    up = [f"↑ {top}" if top else "", f"↓ {bottom}" if bottom else ""]
    return [Key(words_of_side) for words_of_side in (*across, *up) if words_of_side]


def _options(item: Item, event: Event) -> list[Key]:
    return [Key(words.option_label(item, code, event), n) for n, code in enumerate(item.codes)]


def _draw_marks(sheet: Sheet, panel: Panel) -> None:
    """Badges, or shapes alone where those would cover the square."""
    place, size = sheet.mirrored(panel.place), sheet.sizes.small.least
    result = panel.group.result
    badge = badge_size(size)
    taken = badge.width() * badge.height() * len(result.parts)
    if taken <= place.width() * place.height() * _MOST_TAKEN:
        draw_middles(sheet, result, place, size)
        return
    side = size * 0.9
    placed = [(n, p.middle) for n, p in enumerate(result.parts) if p.middle is not None]
    shown = apart([on_plane(place, spot) for _n, spot in placed], side, side, place)
    for (n, _spot), at in zip(placed, shown, strict=True):
        frame = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        sheet.add(ShapeMark(frame, n, sheet.colours.is_dark))


def _draw_regions(sheet: Sheet, panel: Panel) -> None:
    """Darker where more of the group's pins lie; "–" where that is kept back."""
    size, place = sheet.sizes.small.least, panel.place
    width, height, line = place.width() / 3, place.height() / 3, line_height(size)
    counts = panel.group.result.regions
    most = max((count for count in counts if count), default=1)
    for ninth, count in enumerate(counts):
        if count == 0:
            continue
        # Left is left for everybody, on a sheet that is mirrored too.
        column = 2 - ninth % 3 if sheet.is_mirrored else ninth % 3
        cell = QRectF(
            place.x() + width * column, place.y() + height * (ninth // 3), width, height
        )  # fmt: skip
        if count:
            colour = QColor(sheet.colours.accent)
            colour.setAlphaF(_FAINTEST + (_STRONGEST - _FAINTEST) * count / most)
            sheet.draw_panel(cell.adjusted(1, 1, -1, -1), colour, moves=True)
        said = "–" if count is None else numerals.number(count, current_language())
        plate = QRectF(0, 0, natural_width(said, size, bold=True) + size * 0.6, line)
        plate.moveCenter(cell.center())
        sheet.draw_panel(plate, sheet.colours.surface, moves=True)
        sheet.write(
            said, plate, Span(size, size), align=Align.CENTRE, bold=True, most_lines=1, moves=True,
            stand=0.5,
        )  # fmt: skip
