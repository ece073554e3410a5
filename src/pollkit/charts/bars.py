"""Rows of labels, bars and values: options, places, points, words, and how sure people are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pollkit.charts import fonts, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.intervals import Interval
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _

_MARK = 19.0
_MARK_GAP = 8.0
_BAR = 19.0
_GAP = 12.0
_TICK = 15.0
_MOST_LABEL_ROOM = ROOM * 0.46


@dataclass(frozen=True)
class Row:
    """One bar.

    Attributes:
        share: how much of its track the bar fills, 0 .. 1.
        value: beside the bar; `small` stands under it.
        mark: the option's place, which gives it letter, shape and colour; None for the accent.
        interval: of the share.
        is_right: the right answer of a quiz question.
    """

    label: str
    share: float
    value: str
    small: str = ""
    mark: int | None = None
    interval: Interval | None = None
    is_right: bool = False


@dataclass(frozen=True)
class _Columns:
    """Where labels, bars and values begin, in points."""

    mark: float
    label: float
    bar: float
    length: float


def draw_bars(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """All options in the item's order; the bar's track stands for everyone who answered."""
    return draw_rows(drawing, option_rows(result, language), y)


def option_rows(result: QuestionResult, language: str) -> tuple[Row, ...]:
    item, tally = result.item, result.tally
    return tuple(
        Row(
            wording.option_words(item, option.code, language),
            option.share or 0,
            wording.count_words(option, tally, language),
            small := wording.interval_words(option, tally, language),
            None if item.kind is ItemKind.SCALE else place,
            option.interval if small else None,
            option.code in item.right,
        )
        for place, option in enumerate(tally.options)
    )


def draw_rows(drawing: Drawing, rows: Sequence[Row], y: float) -> float:
    with_marks = any(row.mark is not None for row in rows)
    with_ticks = any(row.is_right for row in rows)
    begin = MARGIN + (_TICK if with_ticks else 0)
    room = _MOST_LABEL_ROOM - (begin - MARGIN) - ((_MARK + _MARK_GAP) if with_marks else 0)
    labels = [
        drawing.lines(row.label, room, LABEL, bold=row.is_right, most_lines=4) for row in rows
    ]
    columns = _columns(rows, labels, begin, with_marks)
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        y = _draw_row(drawing, row, label, place, columns, y)
    return y


def draw_mean(drawing: Drawing, item: Item, mean: float, words: str, y: float) -> float:
    """The whole scale as a line, with the average on it: never an axis that is cut off."""
    muted = drawing.palette.muted
    left, right = MARGIN + 12, MARGIN + ROOM - 12
    step = (right - left) / (item.points - 1)
    x = left + (mean - item.lowest) * step
    y += 22
    half = fonts.width(words, LABEL, bold=True) / 2
    middle = min(max(x, MARGIN + half), MARGIN + ROOM - half)
    drawing.text(words, middle, y, LABEL, bold=True, align="middle")
    y += 16
    drawing.line([(left, y), (right, y)], muted, 1.2, "scale")
    for place, point in enumerate(item.scale_points):
        at = left + place * step
        drawing.line([(at, y - 4), (at, y + 4)], muted, 1.2)
        drawing.text(point, at, y + 18, SMALL, muted, align="middle")
    drawing.diamond(x, y, 8, drawing.palette.accent, "mean")
    return y + 26


def mean_words(mean: str) -> str:
    return _("Average {mean}").format(mean=mean)


def _columns(
    rows: Sequence[Row], labels: Sequence[tuple[str, ...]], begin: float, with_marks: bool
) -> _Columns:
    label = begin + ((_MARK + _MARK_GAP) if with_marks else 0)
    widths = [
        fonts.width(line, LABEL, bold=row.is_right)
        for row, lines in zip(rows, labels, strict=True)
        for line in lines
    ]
    bar = label + max(max(widths, default=0), 40) + _GAP
    values = [fonts.width(row.value, LABEL, bold=True) for row in rows]
    values += [fonts.width(row.small, SMALL) for row in rows]
    return _Columns(begin, label, bar, MARGIN + ROOM - bar - _GAP - max(values, default=0))


def _draw_row(
    drawing: Drawing, row: Row, label: tuple[str, ...], place: int, columns: _Columns, y: float
) -> float:
    palette = drawing.palette
    height = max(len(label) * LABEL * LINE, _BAR, 30 if row.small else 0) + 10
    middle = y + height / 2
    if row.is_right:
        _draw_tick(drawing, MARGIN, middle)
    if row.mark is not None:
        drawing.mark(row.mark, columns.mark, middle - _MARK / 2, _MARK)
    baseline = middle - (len(label) - 1) * LABEL * LINE / 2 + LABEL * 0.36
    for n, line in enumerate(label):
        drawing.text(line, columns.label, baseline + n * LABEL * LINE, LABEL, bold=row.is_right)
    top = middle - _BAR / 2
    drawing.bar(columns.bar, top, columns.length, _BAR, palette.track, "track")
    colour = palette.accent if row.mark is None else palette.mark(row.mark)
    if row.share:
        drawing.bar(columns.bar, top, columns.length * row.share, _BAR, colour, f"bar-{place + 1}")
    _draw_value(drawing, row, middle)
    if row.interval is not None:
        ends = (row.interval.low, row.interval.high)
        low, high = (columns.bar + columns.length * end for end in ends)
        _draw_interval(drawing, low, high, middle, f"interval-{place + 1}")
    return y + height


def _draw_tick(drawing: Drawing, x: float, middle: float) -> None:
    # A tick is the same sign in every language.
    left = drawing.from_left(x, 11)
    points = [(left, middle), (left + 4, middle + 4.5), (left + 11, middle - 5)]
    mirrored = [(drawing.from_left(px), py) for px, py in points]
    drawing.line(mirrored, drawing.palette.ink, 2.4, "right")


def _draw_value(drawing: Drawing, row: Row, middle: float) -> None:
    """Flush with the margin, so that figures stand under one another."""
    x = MARGIN + ROOM
    if not row.small:
        drawing.text(row.value, x, middle + LABEL * 0.36, LABEL, bold=True, align="end")
        return
    drawing.text(row.value, x, middle - 1, LABEL, bold=True, align="end")
    drawing.text(row.small, x, middle + 12, SMALL, drawing.palette.muted, align="end")


def _draw_interval(drawing: Drawing, low: float, high: float, middle: float, gid: str) -> None:
    # A rim in the paper's colour keeps the line visible on its own bar.
    for colour, thickness in ((drawing.palette.paper, 4.5), (drawing.palette.ink, 1.6)):
        rim = thickness > 2
        name = "" if rim else gid
        drawing.line([(low, middle), (high, middle)], colour, thickness, name)
        for end in (low, high):
            reach = 5.5 if rim else 4.5
            drawing.line([(end, middle - reach), (end, middle + reach)], colour, thickness)
