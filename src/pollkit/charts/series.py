"""The same question from event to event: a block for each option, a dot for each event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.sheet import FINDING, LABEL, ROOM, SMALL, TITLE, draw_notes, new_drawing
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.disclosure import SMALLEST_GROUP
from pollkit.domain.analysis.intervals import Interval
from pollkit.domain.instruments import POINTS_IN_ALL, Item, ItemKind
from pollkit.domain.series import Series, SeriesPoint
from pollkit.i18n import _, speaking

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ROW = 22.0
_DATE = ROOM * 0.34
_VALUE = 84.0
_MARK = 17.0


@dataclass(frozen=True)
class Followed:
    """One figure of one event: `place` on its whole scale, 0 .. 1, in `words`; None = too few."""

    place: float | None
    words: str
    interval: Interval | None = None


@dataclass(frozen=True)
class Thread:
    """An option, a statement or a measure through all events."""

    label: str
    mark: int | None
    figures: tuple[Followed, ...]


def series_chart(series: Series, language: str, dark: bool = False) -> Figure:
    """Every dot lies on the whole scale; the line leads from one event to the next."""
    with speaking(language):
        drawing = new_drawing(language, dark)
        last = series.points[-1].event
        question = wording.question_words(series.item, last, language)
        y = drawing.paragraph(question, MARGIN, MARGIN - 4, ROOM, TITLE, bold=True)
        y = drawing.paragraph(series_span(series, language), MARGIN, y + 3, ROOM, FINDING) + 8
        followed = threads(series, language)
        for thread in followed:
            y = _draw_thread(drawing, thread, series, language, y)
        return drawing.finish(draw_notes(drawing, _notes(series, followed), y, bare=False))


def threads(series: Series, language: str) -> tuple[Thread, ...]:
    item = series.item
    tallies = [point.result.tally for point in series.points]
    if item.kind in (ItemKind.SCALE, ItemKind.NUMBER):
        name = _("Average") if item.kind is ItemKind.SCALE else _("Median")
        numbers = [n for tally in tallies if tally.numbers for n in tally.numbers.given]
        most = max(numbers, default=1.0)
        return (Thread(name, None, tuple(_whole(item, t, most, language) for t in tallies)),)
    return tuple(
        Thread(
            wording.option_words(item, code, language),
            None if item.kind is ItemKind.MATRIX else place,
            tuple(_of_option(item, code, tally, language) for tally in tallies),
        )
        for place, code in enumerate(item.codes)
    )


def series_span(series: Series, language: str) -> str:
    """ "3 events, from 1 March 2026 to 3 May 2026"."""
    first, last = (
        numerals.day(p.event.starts_at, language) for p in (series.points[0], series.points[-1])
    )
    number = numerals.number(len(series.points), language)
    return _("{n} events, from {first} to {last}").format(n=number, first=first, last=last)


def _notes(series: Series, followed: Sequence[Thread]) -> tuple[str, ...]:
    said = [_("In brackets: how many answered.")]
    said.append(_("Other people may have come each time: a change is not one of persons."))
    if any(0 < point.result.tally.answered < SMALLEST_GROUP for point in series.points):
        said.append(
            _(
                "Where fewer than {n} people answered, files hold no answers: each could be traced"
                " to a person."
            ).format(n=SMALLEST_GROUP)
        )
    if any(figure.interval for thread in followed for figure in thread.figures):
        said.append(_("The lines across a dot are 95% intervals."))
    return tuple(said)


def event_words(point: SeriesPoint, language: str) -> str:
    """ "3 May 2026 · 38 answered"."""
    day = numerals.day(point.event.starts_at, language)
    return f"{day} · {wording.answered_words(point.result.tally.answered, language)}"


def _whole(item: Item, tally: Tally, most: float, language: str) -> Followed:
    if tally.numbers is not None:
        value = tally.numbers.median
        low = float(item.smallest or 0)
        place = (value - low) / ((most - low) or 1)
        return Followed(min(max(place, 0), 1), wording.with_unit(value, item, language))
    if tally.mean is None or not tally.shows_percent:
        return Followed(None, "–")
    place = (tally.mean - item.lowest) / (item.points - 1)
    return Followed(place, numerals.one_decimal(tally.mean, language))


def _of_option(item: Item, code: str, tally: Tally, language: str) -> Followed:
    if tally.options:
        option = next(one for one in tally.options if one.code == code)
        place = option.share if tally.shows_percent else None
        shown = option.interval if wording.interval_words(option, tally, language) else None
        return Followed(place, wording.count_words(option, tally, language), shown)
    if not tally.parts or tally.part(code).is_withheld:
        return Followed(None, "–")
    part = tally.part(code)
    if item.kind is ItemKind.RANKING:
        score, best = part.score or 0, item.most_choices or len(item.codes)
        return Followed(score / best, numerals.one_decimal(score, language))
    if part.mean is None:
        return Followed(None, "–")
    low, span = (
        (item.lowest, item.points - 1) if item.kind is ItemKind.MATRIX else (0, POINTS_IN_ALL)
    )
    return Followed((part.mean - low) / span, numerals.one_decimal(part.mean, language))


def _draw_thread(
    drawing: Drawing, thread: Thread, series: Series, language: str, y: float
) -> float:
    x = MARGIN
    if thread.mark is not None:
        drawing.mark(thread.mark, x, y, _MARK)
        x += _MARK + 8
    y = drawing.paragraph(thread.label, x, y, MARGIN + ROOM - x, LABEL, bold=True, most_lines=3) + 4
    colour = drawing.palette.accent if thread.mark is None else drawing.palette.mark(thread.mark)
    start, length = MARGIN + _DATE, ROOM - _DATE - _VALUE - 14
    before: tuple[float, float] | None = None
    for point, figure in zip(series.points, thread.figures, strict=True):
        middle = y + _ROW / 2
        day = numerals.day(point.event.starts_at, language)
        answered = numerals.number(point.result.tally.answered, language)
        words = f"{day} ({answered})"
        lines = drawing.lines(words, _DATE - 10, SMALL, most_lines=1)
        drawing.text(lines[0], MARGIN, middle + SMALL * 0.36, SMALL, drawing.palette.muted)
        drawing.line([(start, middle), (start + length, middle)], drawing.palette.track, 5, "track")
        at = None if figure.place is None else (start + length * figure.place, middle)
        if at is not None and before is not None:
            drawing.line([before, at], colour, 1.4, "thread")
        if at is not None and figure.interval is not None:
            ends = (start + length * end for end in (figure.interval.low, figure.interval.high))
            drawing.line([(end, middle) for end in ends], drawing.palette.ink, 1.6, "interval")
        if at is not None:
            drawing.dot(at[0], at[1], 5.5, colour, "spot")
        value = fonts.width(figure.words, LABEL, bold=True)
        size = LABEL if value <= _VALUE else SMALL
        drawing.text(
            figure.words, MARGIN + ROOM, middle + size * 0.36, size, bold=True, align="end"
        )
        before, y = at, y + _ROW
    return y + LABEL * LINE * 0.7
