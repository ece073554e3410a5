"""Results as matplotlib figures. matplotlib itself is loaded with the first one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.charts import notes as notes_of
from pollkit.charts import numerals, wording
from pollkit.charts.answers import draw_answers
from pollkit.charts.bars import draw_bars, draw_mean, mean_words
from pollkit.charts.drawing import Drawing
from pollkit.charts.group_places import draw_group_pins, draw_group_planes
from pollkit.charts.groups import draw_groups
from pollkit.charts.histogram import draw_histogram
from pollkit.charts.pictures import save_figure, svg_markup
from pollkit.charts.planes import draw_pins, draw_plane
from pollkit.charts.posts import draw_posts
from pollkit.charts.sheet import draw_head, draw_notes, new_drawing
from pollkit.charts.shift_words import shift_base, shift_notes, shift_title
from pollkit.charts.shifts import draw_shift
from pollkit.charts.standings import draw_points, draw_ranking, draw_sureness, draw_words
from pollkit.charts.statements import draw_statements
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import speaking

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["question_chart", "save_figure", "shift_chart", "split_chart", "svg_markup"]


def question_chart(
    result: QuestionResult,
    event: Event,
    language: str,
    dark: bool = False,
    bare: bool = False,
    picture: Path | None = None,
) -> Figure:
    """One question's result, with its wording, event, place, date and base.

    Args:
        bare: leaves all words but those of the options to the page that it stands in.
        picture: the file of the picture that pins are in.
    """
    with speaking(language):
        drawing = new_drawing(language, dark)
        y = 0.0 if bare else draw_head(drawing, result, event, language)
        y = _draw_result(drawing, result, language, y, picture)
        notes = () if bare else notes_of.notes(result, event, language)
        return drawing.finish(draw_notes(drawing, notes, y, bare), with_margins=not bare)


def split_chart(
    result: QuestionResult,
    event: Event,
    language: str,
    dark: bool = False,
    bare: bool = False,
    picture: Path | None = None,
) -> Figure:
    """The result by the answer to another question; `result.split` must be there."""
    if result.split is None:
        raise ValueError(f"the answers to {result.item.name} were not split")
    with speaking(language):
        drawing = new_drawing(language, dark)
        title = wording.split_title(result.split, event, language)
        y = 0.0 if bare else draw_head(drawing, result, event, language, second=title)
        y = _draw_split(drawing, result, result.split, event, language, y, picture)
        notes = () if bare else notes_of.split_notes(result, result.split, language)
        return drawing.finish(draw_notes(drawing, notes, y, bare), with_margins=not bare)


def shift_chart(
    result: QuestionResult, event: Event, language: str, dark: bool = False, bare: bool = False
) -> Figure:
    """The result beside an earlier one; `result.shift` must be there."""
    item, shift = result.item, result.shift
    if shift is None:
        raise ValueError(f"{item.name} was asked once")
    with speaking(language):
        drawing = new_drawing(language, dark)
        y = 0.0
        if not bare:
            title = shift_title(item, shift, event, language)
            base = shift_base(shift, language)
            y = draw_head(drawing, result, event, language, second=title, base=base)
        y = draw_shift(drawing, item, shift, language, y)
        notes = () if bare else shift_notes(item, shift)
        return drawing.finish(draw_notes(drawing, notes, y, bare), with_margins=not bare)


def _draw_split(
    drawing: Drawing, result: QuestionResult, split: Split, event: Event, language: str, y: float,
    picture: Path | None,
) -> float:  # fmt: skip
    if result.item.kind is ItemKind.PIN:
        return draw_group_pins(drawing, result, split, event, language, y, picture)
    draw = draw_group_planes if result.item.kind is ItemKind.GRID else draw_groups
    return draw(drawing, result, split, event, language, y)


def _draw_result(
    drawing: Drawing, result: QuestionResult, language: str, y: float, picture: Path | None
) -> float:
    item, tally = result.item, result.tally
    if tally.is_withheld or (tally.answered == 0 and not tally.options):
        return y
    if item.kind is ItemKind.TEXT:
        y = draw_answers(drawing, tally, language, y)
    elif item.kind in OF_POSTS:
        y = draw_posts(drawing, result, language, y)
    elif item.kind is ItemKind.PIN:
        y = draw_pins(drawing, result, language, y, picture)
    else:
        y = _DRAW.get(item.kind, draw_bars)(drawing, result, language, y)
    if tally.mean is not None and tally.shows_percent:
        words = mean_words(numerals.one_decimal(tally.mean, language))
        y = draw_mean(drawing, item, tally.mean, words, y)
    return draw_sureness(drawing, item, tally, language, y) if tally.sureness else y


_DRAW: dict[ItemKind, Callable[[Drawing, QuestionResult, str, float], float]] = {
    ItemKind.MATRIX: draw_statements,
    ItemKind.RANKING: draw_ranking,
    ItemKind.POINTS: draw_points,
    ItemKind.GRID: draw_plane,
    ItemKind.NUMBER: draw_histogram,
    ItemKind.WORDS: draw_words,
}
