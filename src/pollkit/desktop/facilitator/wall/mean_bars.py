"""Options with a mean instead of a count: a ranking, or points that were shared out."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.bars import BarRow, bars_need, draw_bars
from pollkit.desktop.facilitator.wall.figures import best_first
from pollkit.desktop.facilitator.wall.lettering import fit, line_height
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.option_rows import Row
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import Part
from pollkit.domain.events import Event
from pollkit.domain.instruments import POINTS_IN_ALL, Item
from pollkit.i18n import _, current_language


def ranking_need(sheet: Sheet, item: Item, result: Tally, event: Event, width: float) -> float:
    note = _note_height(sheet, _score_words(item), width)
    return bars_need(sheet, _ranks(item, result, event), width) + note


def draw_ranking(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    """The best first. An option keeps its letter, shape and colour wherever it comes."""
    rest = _draw_note(sheet, _score_words(item), frame)
    draw_bars(sheet, _ranks(item, result, event), _best_score(item), rest)


def points_need(sheet: Sheet, item: Item, result: Tally, event: Event, width: float) -> float:
    note = _note_height(sheet, _points_words(), width)
    return bars_need(sheet, _shares(item, result, event), width) + note


def draw_shared_points(
    sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF
) -> None:
    rest = _draw_note(sheet, _points_words(), frame)
    draw_bars(sheet, _shares(item, result, event), POINTS_IN_ALL, rest)


def _ranks(item: Item, result: Tally, event: Event) -> list[BarRow]:
    return [_rank(item, part, event) for part in best_first(result)]


def _rank(item: Item, part: Part, event: Event) -> BarRow:
    language = current_language()
    score = numerals.one_decimal(part.score or 0, language)
    number = score
    if part.mean is not None:
        place = numerals.one_decimal(part.mean, language)
        number = f"{score} · " + _("place {mean}").format(mean=place)
    return BarRow(_row(item, part, event), part.score or 0, number)


def _shares(item: Item, result: Tally, event: Event) -> list[BarRow]:
    language = current_language()
    return [
        BarRow(
            _row(item, part, event), part.mean or 0, numerals.one_decimal(part.mean or 0, language)
        )
        for part in result.parts
    ]


def _row(item: Item, part: Part, event: Event) -> Row:
    return Row(words.option_label(item, part.code, event), item.codes.index(part.code))


def _best_score(item: Item) -> int:
    return item.most_choices or len(item.codes)


def _score_words(item: Item) -> str:
    return _("Score: {most} for a first place, down to 1. Place: the average.").format(
        most=_best_score(item)
    )


def _points_words() -> str:
    return _("Points on average; together they make {n}.").format(n=POINTS_IN_ALL)


def _note_height(sheet: Sheet, note: str, width: float) -> float:
    size = sheet.sizes.small.least
    frame = QRectF(0, 0, width, line_height(size) * 2.2)
    wish = sheet.lettering(note, frame, Span(size, size), most_lines=2)
    return fit(wish).height + sheet.sizes.gap * 0.5


def _draw_note(sheet: Sheet, note: str, frame: QRectF) -> QRectF:
    """What the numbers mean, under the bars; returns what is left above."""
    size, height = sheet.sizes.small.least, _note_height(sheet, note, frame.width())
    place = QRectF(frame.x(), frame.bottom() - height, frame.width(), height)
    sheet.write(note, place, Span(size, size), sheet.colours.muted, most_lines=2, stand=1.0)
    return QRectF(frame.x(), frame.y(), frame.width(), frame.height() - height)
