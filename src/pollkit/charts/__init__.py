"""Results as matplotlib figures. matplotlib itself is loaded with the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pollkit.charts import numerals, wording
from pollkit.charts.answers import draw_answers
from pollkit.charts.bars import draw_bars, draw_mean, mean_words
from pollkit.charts.groups import draw_groups
from pollkit.charts.pictures import save_figure, svg_markup
from pollkit.charts.sheet import draw_head, draw_notes, new_drawing
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import speaking

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["question_chart", "save_figure", "split_chart", "svg_markup"]


def question_chart(
    result: QuestionResult, event: Event, language: str, dark: bool = False, bare: bool = False
) -> Figure:
    """One question's result, with its wording, event, place, date and base.

    `bare` leaves all words but those of the options to the page that it stands in.
    """
    with speaking(language):
        drawing = new_drawing(language, dark)
        y = 0.0 if bare else draw_head(drawing, result, event, language)
        if result.item.kind is ItemKind.TEXT:
            y = draw_answers(drawing, result.tally, language, y)
        else:
            y = draw_bars(drawing, result, language, y)
        mean = result.tally.mean
        if mean is not None and result.tally.shows_percent:
            words = mean_words(numerals.one_decimal(mean, language))
            y = draw_mean(drawing, result.item, mean, words, y)
        notes = () if bare else wording.notes(result, event, language)
        return drawing.finish(draw_notes(drawing, notes, y, bare), with_margins=not bare)


def split_chart(
    result: QuestionResult, event: Event, language: str, dark: bool = False, bare: bool = False
) -> Figure:
    """The result by the answer to another question; `result.split` must be there."""
    if result.split is None:
        raise ValueError(f"the answers to {result.item.name} were not split")
    with speaking(language):
        drawing = new_drawing(language, dark)
        title = wording.split_title(result.split, event, language)
        y = 0.0 if bare else draw_head(drawing, result, event, language, second=title)
        y = draw_groups(drawing, result, result.split, event, language, y)
        notes = () if bare else wording.split_notes(result, result.split, language)
        return drawing.finish(draw_notes(drawing, notes, y, bare), with_margins=not bare)
