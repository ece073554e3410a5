"""The picture of one question: a bar for each option, its count and share beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pollkit.charts import fonts, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = 19.0
_MARK_GAP = 8.0
_BAR = 19.0
_GAP = 12.0
_MOST_LABEL_ROOM = ROOM * 0.46


@dataclass(frozen=True)
class _Row:
    """One option as it will be drawn; `value` beside the bar, `range_` under it."""

    option: OptionCount
    label: tuple[str, ...]
    value: str
    range_: str


@dataclass(frozen=True)
class _Columns:
    """Where labels, bars and values begin, in points."""

    label: float
    bar: float
    length: float


def draw_bars(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """All options in the item's order; the bar's track stands for everyone who answered."""
    item, tally = result.item, result.tally
    with_marks = item.kind is not ItemKind.SCALE
    rows = [
        _Row(
            option,
            _label(drawing, item, option.code, language, with_marks),
            wording.count_words(option, tally, language),
            wording.interval_words(option, tally, language),
        )
        for option in tally.options
    ]
    columns = _columns(rows, with_marks)
    for place, row in enumerate(rows):
        y = _draw_row(drawing, row, place, columns, tally, y, with_marks)
    return y


def draw_mean(drawing: Drawing, item: Item, mean: float, words: str, y: float) -> float:
    """The whole scale as a line, with the average on it: never an axis that is cut off."""
    muted = drawing.palette.muted
    left, right = MARGIN + 12, MARGIN + ROOM - 12
    step = (right - left) / (item.points - 1)
    x = left + (mean - 1) * step
    y += 22
    half = fonts.width(words, LABEL, bold=True) / 2
    middle = min(max(x, MARGIN + half), MARGIN + ROOM - half)
    drawing.text(words, middle, y, LABEL, bold=True, align="middle")
    y += 16
    drawing.line([(left, y), (right, y)], muted, 1.2, "scale")
    for point in range(1, item.points + 1):
        at = left + (point - 1) * step
        drawing.line([(at, y - 4), (at, y + 4)], muted, 1.2)
        drawing.text(str(point), at, y + 18, SMALL, muted, align="middle")
    drawing.diamond(x, y, 8, drawing.palette.accent, "mean")
    return y + 26


def _label(
    drawing: Drawing, item: Item, code: str, language: str, with_mark: bool
) -> tuple[str, ...]:
    room = _MOST_LABEL_ROOM - ((_MARK + _MARK_GAP) if with_mark else 0)
    return drawing.lines(wording.option_words(item, code, language), room, LABEL, most_lines=4)


def _columns(rows: Sequence[_Row], with_marks: bool) -> _Columns:
    label = MARGIN + ((_MARK + _MARK_GAP) if with_marks else 0)
    widest = max((fonts.width(line, LABEL) for row in rows for line in row.label), default=0)
    bar = label + max(widest, 40) + _GAP
    values = [fonts.width(row.value, LABEL, bold=True) for row in rows]
    values += [fonts.width(row.range_, SMALL) for row in rows]
    return _Columns(label, bar, MARGIN + ROOM - bar - _GAP - max(values, default=0))


def _draw_row(
    drawing: Drawing,
    row: _Row,
    place: int,
    columns: _Columns,
    tally: Tally,
    y: float,
    with_marks: bool,
) -> float:
    palette = drawing.palette
    height = max(len(row.label) * LABEL * LINE, _BAR, 30 if row.range_ else 0) + 10
    middle = y + height / 2
    if with_marks:
        drawing.mark(place, MARGIN, middle - _MARK / 2, _MARK)
    baseline = middle - (len(row.label) - 1) * LABEL * LINE / 2 + LABEL * 0.36
    for n, line in enumerate(row.label):
        drawing.text(line, columns.label, baseline + n * LABEL * LINE, LABEL)
    top = middle - _BAR / 2
    drawing.bar(columns.bar, top, columns.length, _BAR, palette.track, "track")
    colour = palette.mark(place) if with_marks else palette.accent
    length = columns.length * (row.option.share or 0)
    if length:
        drawing.bar(columns.bar, top, length, _BAR, colour, f"bar-{place + 1}")
    _draw_value(drawing, row, middle)
    if row.range_ and row.option.interval is not None:
        ends = (row.option.interval.low, row.option.interval.high)
        low, high = (columns.bar + columns.length * end for end in ends)
        _draw_interval(drawing, low, high, middle, f"interval-{place + 1}")
    return y + height


def _draw_value(drawing: Drawing, row: _Row, middle: float) -> None:
    """Flush with the margin, so that figures stand under one another."""
    x = MARGIN + ROOM
    if not row.range_:
        drawing.text(row.value, x, middle + LABEL * 0.36, LABEL, bold=True, align="end")
        return
    drawing.text(row.value, x, middle - 1, LABEL, bold=True, align="end")
    drawing.text(row.range_, x, middle + 12, SMALL, drawing.palette.muted, align="end")


def _draw_interval(drawing: Drawing, low: float, high: float, middle: float, gid: str) -> None:
    # A rim in the paper's colour keeps the line visible on its own bar.
    for colour, thickness in ((drawing.palette.paper, 4.5), (drawing.palette.ink, 1.6)):
        rim = thickness > 2
        name = "" if rim else gid
        drawing.line([(low, middle), (high, middle)], colour, thickness, name)
        for end in (low, high):
            reach = 5.5 if rim else 4.5
            drawing.line([(end, middle - reach), (end, middle + reach)], colour, thickness)


def mean_words(mean: str) -> str:
    return _("Average {mean}").format(mean=mean)
