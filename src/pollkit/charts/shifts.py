"""A question before and after: two bars for each answer, and under them who moved where."""

from __future__ import annotations

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.charts.shift_words import moves, shift_totals
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.shifts import Passage, Shift
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _

_BAR = 12.0
_MARK = 17.0
_VALUE = 78.0
# More ways are not taken in at a glance; the table has them all.
_MOST_WAYS = 8
_WAY = 25.0
_ARROW = 26.0


def draw_shift(drawing: Drawing, item: Item, shift: Shift, language: str, y: float) -> float:
    """Each bar's track stands for everyone who answered that time."""
    for place, code in enumerate(item.codes):
        y = _draw_answer(drawing, item, shift, place, code, language, y)
    totals = shift_totals(shift, language)
    ways = moves(shift)[:_MOST_WAYS]
    if not totals:
        return y
    y = drawing.paragraph(_("Who moved"), MARGIN, y + 2, ROOM, LABEL, bold=True)
    y = drawing.paragraph(totals, MARGIN, y, ROOM, SMALL, drawing.palette.muted) + 4
    for way in ways:
        y = _draw_way(drawing, item, way, shift.pairs or 0, language, y)
    return y + 4


def _draw_answer(
    drawing: Drawing, item: Item, shift: Shift, place: int, code: str, language: str, y: float
) -> float:
    has_mark = item.kind is not ItemKind.SCALE
    x = MARGIN
    if has_mark:
        drawing.mark(place, x, y, _MARK)
        x += _MARK + 8
    words = wording.option_words(item, code, language)
    y = drawing.paragraph(words, x, y, MARGIN + ROOM - x, LABEL, bold=True, most_lines=3) + 3
    palette = drawing.palette
    colour = palette.mark(place) if has_mark else palette.accent
    for name, tally, own in (
        (_("before"), shift.before, palette.muted),
        (_("after"), shift.after, colour),
    ):
        y = _draw_bar(drawing, name, tally, code, own, language, y)
    return y + 9


def _draw_bar(
    drawing: Drawing, name: str, tally: Tally, code: str, colour: str, language: str, y: float
) -> float:
    names = max(fonts.width(word, SMALL) for word in (_("before"), _("after"))) + 10
    start, length = MARGIN + names, ROOM - names - _VALUE
    middle = y + _BAR / 2
    drawing.text(name, MARGIN, middle + SMALL * 0.36, SMALL, drawing.palette.muted)
    drawing.bar(start, y, length, _BAR, drawing.palette.track, "track")
    count = tally.count(code)
    if count:
        drawing.bar(start, y, length * count / tally.answered, _BAR, colour, "bar")
    value = wording.share_words(count, tally, language)
    drawing.text(value, MARGIN + ROOM, middle + LABEL * 0.36, LABEL, bold=True, align="end")
    return y + _BAR + 4


def _draw_way(
    drawing: Drawing, item: Item, way: Passage, pairs: int, language: str, y: float
) -> float:
    """From answer to answer, with a bar on a track for all who answered both times."""
    room = (ROOM - _ARROW) * 0.34
    middle = y + _WAY / 2
    _draw_end(drawing, item, way.before, MARGIN, room, language, middle)
    tip = MARGIN + room + _ARROW - 8
    muted = drawing.palette.muted
    drawing.line([(MARGIN + room + 2, middle), (tip, middle)], muted, 1.4, "arrow")
    drawing.line([(tip - 5, middle - 4), (tip, middle), (tip - 5, middle + 4)], muted, 1.4)
    to = MARGIN + room + _ARROW
    _draw_end(drawing, item, way.after, to, room, language, middle)
    start = to + room + 6
    number = numerals.number(way.count, language)
    length = MARGIN + ROOM - start - 34
    drawing.bar(start, middle - _BAR / 2, length, _BAR, drawing.palette.track, "track")
    filled = length * way.count / pairs
    drawing.bar(start, middle - _BAR / 2, filled, _BAR, drawing.palette.accent, "way")
    drawing.text(number, MARGIN + ROOM, middle + LABEL * 0.36, LABEL, bold=True, align="end")
    return y + _WAY


def _draw_end(
    drawing: Drawing, item: Item, code: str, x: float, room: float, language: str, middle: float
) -> None:
    end = x + room
    if item.kind is not ItemKind.SCALE:
        drawing.mark(item.codes.index(code), x, middle - _MARK / 2, _MARK)
        x += _MARK + 6
    words = wording.option_words(item, code, language)
    lines = drawing.lines(words, end - x, SMALL, most_lines=2)
    baseline = middle - (len(lines) - 1) * SMALL * LINE / 2 + SMALL * 0.36
    for number, line in enumerate(lines):
        drawing.text(line, x, baseline + number * SMALL * LINE, SMALL)
