"""A question before and after: two bars for each option, and beside them who moved where."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import Align, fit, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_colour, option_letter
from pollkit.domain.analysis.disclosure import SMALLEST_GROUP
from pollkit.domain.analysis.shifts import Passage, Shift
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _, ngettext

# More ways than this are not taken in at a glance.
_MOST_WAYS = 4
_WAYS_SHARE = 0.36


@dataclass(frozen=True)
class _Pair:
    """An option's two bars; `place` is None for a point of a scale."""

    words: str
    place: int | None
    before: int
    after: int


def shift_needs(sheet: Sheet, item: Item) -> float:
    """The least height in which both results can be read."""
    line = line_height(sheet.sizes.small.least)
    return line * (1.3 + _pair_lines(item) * len(item.codes))


def draw_shift(sheet: Sheet, shift: Shift, item: Item, event: Event, frame: QRectF) -> None:
    lines = _way_lines(shift, item)
    bars = QRectF(frame)
    if lines or _ways(shift):
        ways = QRectF(frame)
        ways.setLeft(frame.right() - frame.width() * _WAYS_SHARE)
        bars.setRight(ways.left() - sheet.sizes.gap * 1.5)
        _draw_ways(sheet, shift, item, lines, ways)
    _draw_bars(sheet, shift, item, event, bars)


def shift_lines(shift: Shift, item: Item, event: Event) -> list[str]:
    """The same in words, for those who hear it read out."""
    language = words.language_of(event)
    found = [
        _("{option}: {before} before, {after} after").format(
            option=words.option_label(item, option.code, event),
            before=numerals.number(option.count, language),
            after=numerals.number(shift.after.count(option.code), language),
        )
        for option in shift.before.options
    ]
    found += [
        _("{n} from {before} to {after}").format(
            n=way.count,
            before=words.option_label(item, way.before, event),
            after=words.option_label(item, way.after, event),
        )
        for way in _ways(shift)
    ]
    return found + _way_lines(shift, item)


def _ways(shift: Shift) -> tuple[Passage, ...]:
    moved = [passage for passage in shift.passages if passage.before != passage.after]
    return tuple(moved[:_MOST_WAYS])


def _way_lines(shift: Shift, item: Item) -> list[str]:
    """What is said of those who answered both times, beside the ways that are drawn."""
    if shift.pairs is None:
        return [_("Answers are not kept together, so nobody can be followed.")]
    found = []
    if shift.stayed is not None:
        found.append(ngettext("{n} stayed", "{n} stayed", shift.stayed).format(n=shift.stayed))
    if shift.up is not None:
        found.append(ngettext("{n} moved up", "{n} moved up", shift.up).format(n=shift.up))
    if shift.down is not None:
        found.append(ngettext("{n} moved down", "{n} moved down", shift.down).format(n=shift.down))
    shown = sum(passage.count for passage in _ways(shift)) + (shift.stayed or 0)
    if item.kind is not ItemKind.SCALE and (rest := shift.pairs - shown) > 0:
        found.append(
            ngettext(
                "{n} more: ways of fewer than {least} stay private",
                "{n} more: ways of fewer than {least} stay private",
                rest,
            ).format(n=rest, least=SMALLEST_GROUP)
        )
    return found


def _pair_lines(item: Item) -> float:
    return 1.5 if item.kind is ItemKind.SCALE else 2.1


def _draw_bars(sheet: Sheet, shift: Shift, item: Item, event: Event, frame: QRectF) -> None:
    size = sheet.sizes.small.least
    head = QRectF(frame.x(), frame.y(), frame.width(), line_height(size) * 1.2)
    _draw_key(sheet, shift, event, head)
    pairs = _pairs(shift, item, event)
    most = max((max(pair.before, pair.after) for pair in pairs), default=0)
    room = frame.bottom() - head.bottom()
    sheet.is_crowded |= room / len(pairs) < line_height(size) * _pair_lines(item) * 0.85
    lines = _pair_lines(item) * 1.25
    size = max(size, min(sheet.sizes.option.ideal, room / len(pairs) / lines / 1.3))
    pitch = min(room / len(pairs), line_height(size) * _pair_lines(item) * 1.35)
    for number, pair in enumerate(pairs):
        row = QRectF(frame.x(), head.bottom() + pitch * number, frame.width(), pitch)
        _draw_pair(sheet, pair, row, most, item, size)


def _pairs(shift: Shift, item: Item, event: Event) -> list[_Pair]:
    is_scale = item.kind is ItemKind.SCALE
    return [
        _Pair(
            option.code if is_scale else words.option_label(item, option.code, event),
            None if is_scale else place,
            option.count,
            shift.after.count(option.code),
        )
        for place, option in enumerate(shift.before.options)
    ]


def _draw_key(sheet: Sheet, shift: Shift, event: Event, frame: QRectF) -> None:
    """Which bar is which, and how many answered each time."""
    language = words.language_of(event)
    size = sheet.sizes.small.least
    told = (
        (_("before: {n}"), shift.before, sheet.colours.muted),
        (_("after: {n}"), shift.after, sheet.colours.accent),
    )
    x = frame.x()
    for text, result, colour in told:
        said = text.format(n=numerals.number(result.answered, language))
        if result.mean is not None:
            mean = numerals.one_decimal(result.mean, language)
            said = f"{said} · " + _("average {mean}").format(mean=mean)
        side = size * 0.7
        square = QRectF(x, frame.y() + (line_height(size) - side) / 2, side, side)
        sheet.draw_panel(square, colour)
        width = natural_width(said, size, bold=True) + 4
        spot = QRectF(
            x + side * 1.5, frame.y(), min(width, frame.right() - x - side * 1.5), frame.height()
        )
        sheet.write(said, spot, Span(size, size), bold=True, most_lines=1)
        x = spot.right() + sheet.sizes.gap * 1.5


def _draw_pair(sheet: Sheet, pair: _Pair, row: QRectF, most: int, item: Item, size: float) -> None:
    line = line_height(size)
    bars = QRectF(row.x(), row.y() + line, row.width(), row.height() - line * 1.05)
    if pair.place is None:
        width = max(natural_width(code, size, bold=True) for code in item.codes) + sheet.sizes.gap
        name = QRectF(row.x(), row.y(), width, row.height())
        sheet.write(pair.words, name, Span(size, size), bold=True, most_lines=1, stand=0.5)
        bars = QRectF(row.x() + width, row.y(), row.width() - width, row.height())
    else:
        spot = QRectF(row.x(), row.y(), row.width(), line)
        _draw_mark(sheet, pair.place, spot, pair.words, size)
    colour = sheet.colours.accent
    if pair.place is not None:
        colour = option_colour(pair.place, sheet.colours.is_dark)
    thick = min(bars.height() * 0.4, line * 0.8)
    top = bars.y() + (bars.height() - thick * 2.1) / 2
    if thick < sheet.sizes.small.least:
        _draw_thin(sheet, pair, most, QRectF(bars.x(), top, bars.width(), thick), colour)
        return
    above = QRectF(bars.x(), top, bars.width(), thick)
    _draw_bar(sheet, pair.before, most, above, sheet.colours.muted, size)
    below = QRectF(bars.x(), top + thick * 1.1, bars.width(), thick)
    _draw_bar(sheet, pair.after, most, below, colour, size)


def _draw_thin(sheet: Sheet, pair: _Pair, most: int, upper: QRectF, colour: QColor) -> None:
    """Both bars without numbers, which stand together behind the longer one."""
    size = sheet.sizes.small.least
    sign = "←" if sheet.is_mirrored else "→"
    text = f"{pair.before} {sign} {pair.after}"
    width = natural_width("999 → 999", size, bold=True) + 2
    room = max(0.0, upper.width() - width - sheet.sizes.gap) / max(most, 1)
    lower = upper.translated(0, upper.height() * 1.1)
    for bar, count, own in ((upper, pair.before, sheet.colours.muted), (lower, pair.after, colour)):
        sheet.draw_bar(QRectF(bar.x(), bar.y(), room * count, bar.height()), own, None)
    x = upper.x() + room * max(pair.before, pair.after) + sheet.sizes.gap * 0.6
    line = line_height(size)
    spot = QRectF(x, upper.y() + upper.height() * 1.05 - line / 2, width, line)
    sheet.write(text, spot, Span(size, size), bold=True, most_lines=1)


def _draw_bar(
    sheet: Sheet, count: int, most: int, place: QRectF, colour: QColor, size: float
) -> None:
    size = max(sheet.sizes.small.least, min(size, place.height() * 0.98))
    text = str(count)
    width = natural_width(text, size, bold=True) + 2
    room = max(0.0, place.width() - width - sheet.sizes.gap)
    number = fit(
        sheet.lettering(
            text, QRectF(0, 0, width, place.height() * 3), Span(size, size), bold=True, most_lines=1
        )
    )
    share = count / most if most else 0.0
    sheet.draw_bar(QRectF(place.x(), place.y(), room * share, place.height()), colour, number)


def _draw_ways(sheet: Sheet, shift: Shift, item: Item, lines: list[str], frame: QRectF) -> None:
    """The ways with the most people, and in words what is left."""
    size = sheet.sizes.small.least
    line = line_height(size)
    head = QRectF(frame.x(), frame.y(), frame.width(), line * 1.2)
    sheet.write(_("Who moved"), head, Span(size, size), bold=True, most_lines=1)
    top = head.bottom()
    ways = _ways(shift)
    for way in ways:
        if top + line * 1.3 > frame.bottom():
            break
        _draw_way(sheet, way, item, QRectF(frame.x(), top, frame.width(), line * 1.3))
        top += line * 1.35
    if ways:
        top += sheet.sizes.gap * 0.4
    for text in lines:
        if top + line > frame.bottom():
            break
        spot = QRectF(frame.x(), top, frame.width(), frame.bottom() - top)
        top = (
            sheet.write(text, spot, Span(size, size), sheet.colours.muted, most_lines=3).bottom()
            + sheet.sizes.gap * 0.3
        )


def _draw_way(sheet: Sheet, way: Passage, item: Item, row: QRectF) -> None:
    """From mark to mark, with the number of people."""
    size = sheet.sizes.option.least
    middle = row.center().y() - line_height(size) / 2
    line = QRectF(row.x(), middle, row.width(), line_height(size))
    x = _draw_end(sheet, way.before, item, line)
    arrow = QRectF(x, line.y(), size * 1.6, line.height())
    sign = "←" if sheet.is_mirrored else "→"
    sheet.write(sign, arrow, Span(size, size), sheet.colours.muted, Align.CENTRE, most_lines=1)
    rest = QRectF(arrow.right(), line.y(), row.right() - arrow.right(), line.height())
    x = _draw_end(sheet, way.after, item, rest)
    count = QRectF(x + sheet.sizes.gap, line.y(), row.right() - x - sheet.sizes.gap, line.height())
    sheet.write(str(way.count), count, Span(size, size), bold=True, most_lines=1)


def _draw_end(sheet: Sheet, code: str, item: Item, place: QRectF) -> float:
    """Where a way begins or ends; returns the right edge."""
    size = sheet.sizes.option.least
    if item.kind is ItemKind.SCALE:
        width = natural_width(code, size, bold=True) + 4
        spot = QRectF(place.x(), place.y(), width, place.height())
        sheet.write(code, spot, Span(size, size), bold=True, most_lines=1)
        return spot.right()
    number = item.codes.index(code)
    side = size * 0.86
    sheet.draw_shape(QRectF(place.x(), place.y() + (place.height() - side) / 2, side, side), number)
    letter = QRectF(place.x() + side * 1.25, place.y(), size, place.height())
    sheet.write(option_letter(number), letter, Span(size, size), bold=True, most_lines=1)
    return letter.right()


def _draw_mark(sheet: Sheet, place: int, spot: QRectF, label: str, size: float) -> None:
    """Shape, letter and words on one line, the words smaller where they are long."""
    side = size * 0.86
    sheet.draw_shape(QRectF(spot.x(), spot.y() + (spot.height() - side) / 2, side, side), place)
    letter = QRectF(spot.x() + side + size * 0.3, spot.y(), size, spot.height())
    sheet.write(option_letter(place), letter, Span(size, size), bold=True, most_lines=1)
    start = side + size * 1.3
    rest = QRectF(spot.x() + start, spot.y(), spot.width() - start, spot.height())
    sheet.write(label, rest, Span(size, sheet.sizes.small.least), most_lines=1)
