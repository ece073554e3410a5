"""The picture of statements on one scale: for each a bar of shares, the middle in grey."""

from __future__ import annotations

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.palette import Palette
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT
from pollkit.domain.analysis.values import Part
from pollkit.domain.instruments import Item
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _

_BAR = 21.0
_TOTAL = 46.0
_SEAM = 1.0


def share_tone(place: int, points: int) -> int:
    """The place of a point's colour among `Palette.shares`: 2 is the middle, 0 and 4 the ends."""
    from_low, from_high = place, points - 1 - place
    if from_low == from_high:
        return 2
    half = points // 2
    nearest_end = min(from_low, from_high)
    is_far = nearest_end < (half + 1) // 2
    if from_low < from_high:
        return 0 if is_far else 1
    return 4 if is_far else 3


def draw_statements(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """Statements as they were asked; at both ends of a bar what lies on that side of the middle."""
    item = result.item
    y = _draw_ends(drawing, item, language, y)
    for part in result.tally.parts:
        y = _draw_statement(drawing, item, part, language, y)
    return y


def _draw_ends(drawing: Drawing, item: Item, language: str, y: float) -> float:
    """The scale's ends over the first bar, each in the colour of its side."""
    low, high = (
        item.point_label(point, language) for point in (item.scale_points[0], item.scale_points[-1])
    )
    room = ROOM / 2 - 34
    low_lines = drawing.lines(wording.plain(low), room, SMALL, most_lines=3)
    high_lines = drawing.lines(wording.plain(high), room, SMALL, most_lines=3)
    shares = drawing.palette.shares
    drawing.bar(MARGIN, y + 3, 9, 9, shares[0], "key")
    drawing.bar(MARGIN + ROOM - 9, y + 3, 9, 9, shares[4], "key")
    for n, line in enumerate(low_lines):
        drawing.text(line, MARGIN + 15, y + 11 + n * SMALL * LINE, SMALL, drawing.palette.muted)
    for n, line in enumerate(high_lines):
        at = MARGIN + ROOM - 15
        drawing.text(line, at, y + 11 + n * SMALL * LINE, SMALL, drawing.palette.muted, align="end")
    return y + max(len(low_lines), len(high_lines)) * SMALL * LINE + 8


def _draw_statement(drawing: Drawing, item: Item, part: Part, language: str, y: float) -> float:
    muted = drawing.palette.muted
    base = wording.answered_words(part.answered, language)
    room = ROOM - fonts.width(base, SMALL) - 16
    label = wording.option_words(item, part.code, language)
    below = drawing.paragraph(label, MARGIN, y, room, LABEL, bold=True, most_lines=4)
    drawing.text(base, MARGIN + ROOM, y + LABEL, SMALL, muted, align="end")
    top = below + 3
    if not part.answered or part.is_withheld:
        words = _("Nobody rated this.") if not part.answered else _("Too few rated this.")
        return drawing.paragraph(words, MARGIN, top - 2, ROOM, SMALL, muted) + 12
    _draw_totals(drawing, part, language, top)
    _draw_shares(drawing, part, language, top)
    return top + _BAR + 15


def _draw_totals(drawing: Drawing, part: Part, language: str, top: float) -> None:
    half = len(part.counts) // 2
    baseline = top + _BAR / 2 + LABEL * 0.36
    low, high = sum(part.counts[:half]), sum(part.counts[len(part.counts) - half :])
    drawing.text(_share(low, part, language), MARGIN, baseline, LABEL, bold=True)
    drawing.text(
        _share(high, part, language), MARGIN + ROOM, baseline, LABEL, bold=True, align="end"
    )


def _draw_shares(drawing: Drawing, part: Part, language: str, top: float) -> None:
    x, room = MARGIN + _TOTAL, ROOM - 2 * _TOTAL
    for place, count in enumerate(part.counts):
        length = room * count / part.answered
        if not count:
            continue
        tone = share_tone(place, len(part.counts))
        colour = drawing.palette.shares[tone]
        drawing.bar(x, top, max(length - _SEAM, 0.5), _BAR, colour, f"share-{place + 1}")
        words = _share(count, part, language)
        if fonts.width(words, SMALL, bold=True) + 4 <= length:
            ink = _ink_on(drawing.palette, tone)
            drawing.text(
                words, x + length / 2, top + _BAR / 2 + SMALL * 0.36, SMALL, ink, True, "middle"
            )
        x += length


def _ink_on(palette: Palette, tone: int) -> str:
    return palette.on_mark if tone in (0, 4) else palette.ink


def _share(count: int, part: Part, language: str) -> str:
    """A per cent of those who rated it, or the count where they are few."""
    if part.answered < FEWEST_FOR_PERCENT:
        return numerals.number(count, language)
    return numerals.percent(count, part.answered, language)
