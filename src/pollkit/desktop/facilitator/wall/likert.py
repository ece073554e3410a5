"""Several statements on one scale: how many chose each point, a row for each statement."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.labelled_rows import lay_rows, rows_take
from pollkit.desktop.facilitator.wall.lettering import Align, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span, middle_grey
from pollkit.desktop.facilitator.wall.marks import StackMark
from pollkit.desktop.facilitator.wall.option_rows import Row, draw_rows, rows_need
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_colour
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import Part
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.texts import in_language
from pollkit.i18n import _, current_language

# More shares than this cannot be told apart in one bar: their mean is drawn instead.
_MOST_SHARES = 7
_LOW, _HIGH = 1, 0  # the orange of option B, the blue of option A


def statements_need(sheet: Sheet, item: Item, result: Tally, event: Event, width: float) -> float:
    rows = rows_take(sheet, _rows(item, event), width - _tail_width(sheet))
    return rows + _head_height(sheet, item, width - _tail_width(sheet))


def draw_statements(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    tail = _tail_width(sheet)
    height = _head_height(sheet, item, frame.width() - tail)
    head = QRectF(frame.x(), frame.y(), frame.width(), height)
    _draw_head(sheet, item, head, tail)
    room = QRectF(frame.x(), head.bottom(), frame.width() - tail, frame.height() - head.height())
    tracks = lay_rows(sheet, _rows(item, event), room)
    for part, track in zip(result.parts, tracks, strict=True):
        if part.answered:
            _draw_track(sheet, item, part, track)
        _draw_tail(sheet, part, QRectF(frame.right() - tail, track.y(), tail, track.height()))


def statements_asked_need(sheet: Sheet, item: Item, event: Event, width: float) -> float:
    return (
        rows_need(sheet, _rows(item, event), width)
        + _head_height(sheet, item, width) * 1.2
        + sheet.sizes.gap
    )


def draw_asked_statements(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> None:
    """The statements, and under them the scale on which each is rated."""
    key_height = _head_height(sheet, item, frame.width())
    height = key_height * 1.2
    draw_rows(sheet, _rows(item, event), frame.adjusted(0, 0, 0, -height - sheet.sizes.gap * 0.4))
    key = QRectF(frame.x(), frame.bottom() - key_height, frame.width(), key_height)
    _draw_key(sheet, item, key)


def point_colours(points: int, is_dark: bool) -> tuple[QColor, ...]:
    """From one hue over grey to the other; without a middle point there is no grey."""
    middle = (points - 1) / 2
    return tuple(_point_colour(place - middle, middle, is_dark) for place in range(points))


def ink_on(colour: QColor) -> QColor:
    """White or black, whichever stands out more (WCAG 2.2, relative luminance)."""
    light = _luminance(colour)
    return QColor("white") if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else QColor("black")


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _point_colour(away: float, farthest: float, is_dark: bool) -> QColor:
    grey = middle_grey(is_dark)
    if away == 0:
        return grey
    hue = option_colour(_HIGH if away > 0 else _LOW, is_dark)
    share = 0.4 + 0.6 * abs(away) / farthest
    return QColor.fromRgbF(
        *(g + (h - g) * share for g, h in zip(grey.getRgbF()[:3], hue.getRgbF()[:3], strict=True))  # type: ignore[index]
    )


def _rows(item: Item, event: Event) -> list[Row]:
    return [Row(words.option_label(item, code, event), None) for code in item.codes]


def _head_height(sheet: Sheet, item: Item, width: float) -> float:
    lines = 1.5 if _ends_fit_beside(sheet, item, width) else 2.5
    return line_height(sheet.sizes.small.least) * lines


def _ends_of(item: Item) -> tuple[str, str]:
    low, high = (in_language(t, current_language()) for t in (item.low_label, item.high_label))
    return low, high


def _ends_fit_beside(sheet: Sheet, item: Item, width: float) -> bool:
    size = sheet.sizes.small.least
    ends = sum(natural_width(end, size) + 2 for end in _ends_of(item))
    return ends + _least_side(sheet, item) * len(item.scale_points) + size * 1.2 <= width


def _least_side(sheet: Sheet, item: Item) -> float:
    size = sheet.sizes.small.least
    return max(natural_width(p, size, bold=True) for p in item.scale_points) + size * 0.25


def _tail_width(sheet: Sheet) -> float:
    size = sheet.sizes.small.least
    widest = max(natural_width(w, size, bold=True) for w in (_("average"), "10.0"))
    return sheet.sizes.gap * 1.6 + widest + natural_width("n = 999", size)


def _draw_head(sheet: Sheet, item: Item, head: QRectF, tail: float) -> None:
    size = sheet.sizes.small.least
    key = QRectF(head.x(), head.y(), head.width() - tail, head.height())
    _draw_key(sheet, item, key, has_colours=len(item.scale_points) <= _MOST_SHARES)
    n_width = natural_width("n = 999", size)
    column = QRectF(key.right(), head.y(), tail - n_width, line_height(size))
    sheet.write(
        _("average"), column, Span(size, size), sheet.colours.muted, Align.RIGHT, most_lines=1
    )


def _draw_key(sheet: Sheet, item: Item, band: QRectF, has_colours: bool = False) -> None:
    """The scale: its points in a row, in the chart's colours, between the words of its ends or,
    where these are long, above them."""
    size = sheet.sizes.small.least
    exact, line, muted = Span(size, size), line_height(size), sheet.colours.muted
    low, high = _ends_of(item)
    is_beside = _ends_fit_beside(sheet, item, band.width())
    widths = [natural_width(end, size) + 2 for end in (low, high)]
    taken = sum(widths) + size * 1.2 if is_beside else 0.0
    side = min(line * 1.15, (band.width() - taken) / len(item.scale_points))
    x = band.x() + (widths[0] + size * 0.5 if low and is_beside else 0)
    _draw_points(sheet, item, QPointF(x, band.y()), side, has_colours)
    key_end = x + side * len(item.scale_points)
    if is_beside:
        places = (
            QRectF(band.x(), band.y(), widths[0], line),
            QRectF(key_end + size * 0.5, band.y(), widths[1], line),
        )
    else:
        half = QRectF(band.x(), band.y() + line, band.width() * 0.49, line)
        places = half, half.translated(band.width() * 0.51, 0)
    aligns = (Align.LEFT, Align.LEFT if is_beside else Align.RIGHT)
    for end, place, align in zip((low, high), places, aligns, strict=True):
        sheet.write(end, place, exact, muted, align, most_lines=1)


def _draw_points(sheet: Sheet, item: Item, at: QPointF, side: float, has_colours: bool) -> None:
    size = sheet.sizes.small.least
    points = item.scale_points
    for place, colour in enumerate(point_colours(len(points), sheet.colours.is_dark)):
        box = QRectF(at.x() + side * place, at.y(), side - 2, line_height(size))
        ground = colour if has_colours else sheet.colours.surface
        sheet.draw_panel(box, ground, None if has_colours else sheet.colours.muted)
        ink = ink_on(colour) if has_colours else sheet.colours.ink
        sheet.write(
            points[place], box, Span(size, size), ink, Align.CENTRE, bold=True, most_lines=1,
            stand=0.5,
        )  # fmt: skip


def _draw_track(sheet: Sheet, item: Item, part: Part, track: QRectF) -> None:
    if len(part.counts) > _MOST_SHARES:
        _draw_mean(sheet, item, part, track)
        return
    colours = point_colours(len(part.counts), sheet.colours.is_dark)
    shares = tuple(count / part.answered for count in part.counts)
    sheet.add(
        StackMark(sheet.mirrored(track), shares, colours, sheet.is_mirrored, sheet.background)
    )
    x, size = track.x(), min(sheet.sizes.option.least, track.height() * 0.8)
    size = max(size, sheet.sizes.small.least)
    for count, share, colour in zip(part.counts, shares, colours, strict=True):
        width = track.width() * share
        text = numerals.number(count, current_language())
        if natural_width(text, size, bold=True) + size * 0.2 <= width:
            spot = QRectF(x, track.y(), width, track.height())
            sheet.write(
                text, spot, Span(size, size), ink_on(colour), Align.CENTRE, bold=True,
                most_lines=1, stand=0.5, moves=True,
            )  # fmt: skip
        x += width


def _draw_mean(sheet: Sheet, item: Item, part: Part, track: QRectF) -> None:
    """A bar from the lowest point to the mean."""
    assert part.mean is not None
    thin = max(2.0, track.height() * 0.08)
    rail = QRectF(track.x(), track.center().y() - thin / 2, track.width(), thin)
    sheet.draw_panel(rail, sheet.colours.hairline)
    share = (part.mean - item.lowest) / max(item.points - 1, 1)
    thick = track.height() * 0.62
    bar = QRectF(track.x(), track.center().y() - thick / 2, track.width() * share, thick)
    sheet.draw_bar(bar, sheet.colours.accent, None)


def _draw_tail(sheet: Sheet, part: Part, tail: QRectF) -> None:
    """The mean and, since a statement may be skipped, how many rated this one."""
    size, language = sheet.sizes.small.least, current_language()
    n_width = natural_width("n = 999", size)
    mean = "–" if part.mean is None else numerals.one_decimal(part.mean, language)
    sheet.write(
        mean, QRectF(tail.x(), tail.y(), tail.width() - n_width, tail.height()),
        Span(size, size), align=Align.RIGHT, bold=True, most_lines=1, stand=0.5, moves=True,
    )  # fmt: skip
    sheet.write(
        f"n\u00a0=\u00a0{numerals.number(part.answered, language)}",
        QRectF(tail.right() - n_width + size * 0.3, tail.y(), n_width - size * 0.3, tail.height()),
        Span(size, size), sheet.colours.muted, Align.RIGHT, most_lines=1, stand=0.5, moves=True,
    )  # fmt: skip
