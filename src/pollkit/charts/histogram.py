"""The picture of numbers: how many lie where, with the median and, in a quiz, the right one."""

from __future__ import annotations

from collections.abc import Sequence

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.values import Bin, Numbers
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _

_TALL = 150.0
_GAP = 2.0
_INSET = 26.0


def draw_histogram(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """Columns that begin at nought over one axis, with the number of people on each."""
    item, numbers = result.item, result.tally.numbers
    if numbers is None:
        return y
    axis = _Axis(numbers)
    marks = [(numbers.median, _("Median {n}"), "median")]
    marks += [(float(right), _("Right: {n}"), "right") for right in item.right]
    for place, (value, words, gid) in enumerate(marks):
        number = wording.with_unit(value, item, language)
        if gid == "right":
            number = wording.right_number(item, language)
        said = words.format(n=number)
        _draw_words(drawing, said, axis.at(value), y + 15 + place * 17)
    top = y + len(marks) * 17 + 22
    floor = top + _TALL
    most = max(part.count for part in numbers.bins)
    for part in numbers.bins:
        _draw_column(
            drawing, axis, part, most, floor, language, [axis.at(mark[0]) for mark in marks]
        )
    drawing.line([(MARGIN, floor), (MARGIN + ROOM, floor)], drawing.palette.muted, 1.2, "scale")
    for place, (value, _said, gid) in enumerate(marks):
        x = axis.at(value)
        begin = y + 19 + place * 17
        for colour, thickness, name in (
            (drawing.palette.paper, 5.0, ""),
            (drawing.palette.ink, 2.0, gid),
        ):
            drawing.line([(x, begin), (x, floor)], colour, thickness, name)
    _draw_rims(drawing, axis, numbers.bins, floor, language)
    return floor + 30


class _Axis:
    """Where a number lies across the sheet; one bar alone fills a slot in the middle."""

    def __init__(self, numbers: Numbers) -> None:
        first, last = numbers.bins[0], numbers.bins[-1]
        self.is_single = first.low == first.high
        margin = 0.5 if self.is_single else 0.0
        self._low, high = first.low - margin, last.high + margin
        self._scale = (ROOM - 2 * _INSET) / (high - self._low)

    def at(self, value: float) -> float:
        """A right answer may lie outside what was given: then at the end that is nearest."""
        x = MARGIN + _INSET + (value - self._low) * self._scale
        return min(max(x, MARGIN + 4), MARGIN + ROOM - 4)

    def column(self, part: Bin) -> tuple[float, float]:
        """Its beginning and its width."""
        half = 0.5 if self.is_single else 0.0
        start = self.at(part.low - half)
        return start, self.at(part.high + half) - start


def _draw_column(
    drawing: Drawing,
    axis: _Axis,
    part: Bin,
    most: int,
    floor: float,
    language: str,
    lines: Sequence[float],
) -> None:
    """`lines`: where the median and the right answer will be drawn, which no count may cross."""
    x, width = axis.column(part)
    height = (_TALL - 18) * part.count / most
    if part.count:
        colour = drawing.palette.accent
        drawing.bar(x + _GAP / 2, floor - height, width - _GAP, height, colour, "bar")
    count = numerals.number(part.count, language)
    half = fonts.width(count, LABEL, bold=True) / 2 + 5
    middle = x + width / 2
    for line in lines:
        if abs(line - middle) < half:
            middle = line + (half if line <= x + width / 2 else -half)
    drawing.text(count, middle, floor - height - 5, LABEL, bold=True, align="middle")


def _draw_words(drawing: Drawing, words: str, x: float, y: float) -> None:
    half = fonts.width(words, LABEL, bold=True) / 2
    middle = min(max(x, MARGIN + half), MARGIN + ROOM - half)
    drawing.text(words, middle, y, LABEL, bold=True, align="middle")


def _draw_rims(
    drawing: Drawing, axis: _Axis, bins: tuple[Bin, ...], floor: float, language: str
) -> None:
    """Under the axis, each at its place; every second one where they would touch."""
    values = [part.low for part in bins]
    values += [] if axis.is_single else [bins[-1].high]
    words = [numerals.short_decimal(value, language) for value in values]
    step = 1
    while step < len(values):
        room = (axis.at(values[step]) - axis.at(values[0])) - 8
        if max(fonts.width(one, SMALL) for one in words) <= room:
            break
        step += 1
    for value, said in list(zip(values, words, strict=True))[::step]:
        x = axis.at(value)
        drawing.line([(x, floor), (x, floor + 4)], drawing.palette.muted, 1.2)
        drawing.text(said, x, floor + 17, SMALL, drawing.palette.muted, align="middle")
