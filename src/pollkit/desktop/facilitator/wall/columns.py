"""Columns on one base line: the points of a long scale, or the numbers that were given."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor

from pollkit.desktop.facilitator.wall.lettering import Align, fit, line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.marks import ColumnMark, LineMark
from pollkit.desktop.facilitator.wall.sheet import Sheet

# Of the room that a column has, the rest is air.
_THICK = 0.76


@dataclass(frozen=True)
class Column:
    """`label` stands under its middle, "" where the rims are labelled."""

    count: int
    number: str
    label: str = ""


@dataclass(frozen=True)
class Rim:
    """A number under the base line; `place` is its share of the width."""

    place: float
    words: str


@dataclass(frozen=True)
class Flag:
    """What is said of a place, over the columns, with a line down to the base."""

    place: float
    words: str
    colour: QColor
    is_broken: bool = True


@dataclass(frozen=True)
class ColumnChart:
    columns: tuple[Column, ...]
    base: int
    rims: tuple[Rim, ...] = ()
    flags: tuple[Flag, ...] = ()
    low: str = ""
    high: str = ""


def columns_need(sheet: Sheet, chart: ColumnChart, width: float) -> float:
    line = line_height(sheet.sizes.small.least)
    return line * (3.6 + len(chart.flags)) + _ends_height(sheet, chart, width) + line


def draw_columns(sheet: Sheet, chart: ColumnChart, frame: QRectF) -> None:
    size = _letters(sheet, chart, frame)
    line = line_height(size)
    ends = _ends_height(sheet, chart, frame.width())
    foot = frame.bottom() - ends - line * 1.1
    flags = line_height(sheet.sizes.small.least) * 1.08 * len(chart.flags)
    plot = QRectF(frame.x(), frame.y() + flags + line * 1.05, frame.width(), 0)
    plot.setBottom(foot)
    sheet.is_crowded |= plot.height() < line * 1.4
    _draw_flags(sheet, chart.flags, QRectF(frame.x(), frame.y(), frame.width(), flags), foot)
    _draw_plot(sheet, chart, plot, size)
    under = QRectF(frame.x(), foot + line * 0.08, frame.width(), line)
    _draw_rims(sheet, chart.rims, under, size)
    _draw_ends(sheet, chart, QRectF(frame.x(), under.bottom(), frame.width(), ends))


def _draw_rims(sheet: Sheet, rims: tuple[Rim, ...], band: QRectF, size: float) -> None:
    """The last one for sure; of the others those that leave it and each other air."""
    free = band.right() + size
    for rim in reversed(rims):
        width = natural_width(rim.words, size) + 2
        middle = band.x() + band.width() * rim.place
        left = min(max(middle - width / 2, band.x()), band.right() - width)
        if left + width + size * 0.4 > free:
            continue
        free = left
        spot = QRectF(left, band.y(), width, band.height())
        sheet.write(rim.words, spot, Span(size, size), align=Align.CENTRE, most_lines=1)


def _letters(sheet: Sheet, chart: ColumnChart, frame: QRectF) -> float:
    """The largest size at which no number touches the next one."""
    span, small = sheet.sizes.option, sheet.sizes.small.least
    pitch = frame.width() / len(chart.columns)
    words = [w for column in chart.columns for w in (column.number, column.label)]
    for size in (span.ideal, (span.ideal + span.least) / 2, span.least, small):
        widest = max(natural_width(w, size, bold=True) for w in words)
        is_low = line_height(size) * 6 > frame.height()
        if widest <= pitch * 0.94 and not is_low:
            return size
    return small


def _draw_plot(sheet: Sheet, chart: ColumnChart, plot: QRectF, size: float) -> None:
    most = max([column.count for column in chart.columns] + [chart.base / 4, 1])
    pitch, line = plot.width() / len(chart.columns), line_height(size)
    exact = Span(size, size)
    for place, column in enumerate(chart.columns):
        left = plot.x() + pitch * place
        height = plot.height() * column.count / most
        body = QRectF(
            left + pitch * (1 - _THICK) / 2, plot.bottom() - height, pitch * _THICK, height
        )
        sheet.add(ColumnMark(sheet.mirrored(body), sheet.colours.accent))
        if column.count:
            spot = QRectF(left, body.y() - line, pitch, line)
            _draw_number(sheet, column.number, spot, size, chart, plot)
        label = QRectF(left, plot.bottom() + line * 0.08, pitch, line)
        if column.label:
            sheet.write(column.label, label, exact, align=Align.CENTRE, most_lines=1)
    thin = max(1.0, sheet.sizes.gap * 0.1)
    sheet.draw_panel(QRectF(plot.x(), plot.bottom(), plot.width(), thin), sheet.colours.muted)


def _draw_number(
    sheet: Sheet, words: str, spot: QRectF, size: float, chart: ColumnChart, plot: QRectF
) -> None:
    """A flag's line that would run through the number is covered."""
    half = natural_width(words, size, bold=True) / 2 + size * 0.2
    middle = spot.center().x()
    lines = (plot.x() + plot.width() * flag.place for flag in chart.flags)
    if any(abs(x - middle) < half for x in lines):
        plate = QRectF(
            middle - half, spot.y() + spot.height() * 0.08, half * 2, spot.height() * 0.84
        )
        sheet.draw_panel(plate, sheet.background, moves=True)
    sheet.write(
        words, spot, Span(size, size), align=Align.CENTRE, bold=True, most_lines=1, moves=True
    )


def _draw_flags(sheet: Sheet, flags: tuple[Flag, ...], band: QRectF, foot: float) -> None:
    """One under the other, so that none lies on another."""
    size = sheet.sizes.small.least
    pitch = band.height() / max(len(flags), 1)
    for row, flag in enumerate(flags):
        x = band.x() + band.width() * flag.place
        wish = sheet.lettering(
            flag.words, QRectF(0, 0, band.width(), pitch), Span(size, size), bold=True, most_lines=1
        )
        width = min(fit(wish).widest + 2, band.width())
        gap = size * 0.35
        stands_right = x + gap + width <= band.right()
        left = x + gap if stands_right else max(band.x(), x - gap - width)
        top = band.y() + pitch * row
        lies_on_line = not stands_right and x - gap - width < band.x()
        if lies_on_line:
            left = max(band.x(), band.right() - width)
        line = QLineF(x, top + pitch * (0.9 if lies_on_line else 0.12), x, foot)
        thick = max(2.0, size * 0.09)
        sheet.add(LineMark(_mirrored(sheet, line), flag.colour, thick, flag.is_broken))
        sheet.write(
            flag.words, QRectF(left, top, width, pitch), Span(size, size), flag.colour, bold=True,
            most_lines=1, moves=True,
        )  # fmt: skip


def _mirrored(sheet: Sheet, line: QLineF) -> QLineF:
    if not sheet.is_mirrored:
        return line
    return QLineF(sheet.width - line.x1(), line.y1(), sheet.width - line.x2(), line.y2())


def _ends(chart: ColumnChart) -> tuple[tuple[str, Align], ...]:
    return tuple(
        (words, align)
        for words, align in ((chart.low, Align.LEFT), (chart.high, Align.RIGHT))
        if words
    )


def _ends_height(sheet: Sheet, chart: ColumnChart, width: float) -> float:
    """Up to three lines: what stands at the two ends."""
    size = sheet.sizes.small.least
    frame = QRectF(0, 0, width * 0.48, line_height(size) * 3.2)
    wishes = (
        sheet.lettering(words, frame, Span(size, size), align, most_lines=3)
        for words, align in _ends(chart)
    )
    return max((fit(wish).height for wish in wishes), default=0.0)


def _draw_ends(sheet: Sheet, chart: ColumnChart, band: QRectF) -> None:
    size, width = sheet.sizes.small.least, band.width() * 0.48
    for words, align in _ends(chart):
        left = band.x() if align is Align.LEFT else band.right() - width
        sheet.write(
            words, QRectF(left, band.y(), width, band.height() + 1), Span(size, size),
            sheet.colours.muted, align, most_lines=3,
        )  # fmt: skip
