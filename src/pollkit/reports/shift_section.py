"""The part of a report that sets a question beside an earlier one."""

from __future__ import annotations

from pollkit.charts import shift_chart, svg_markup, wording
from pollkit.charts.figures import Figures, words_of_cell
from pollkit.charts.shift_words import (
    describe_shift,
    shift_base,
    shift_figures,
    shift_notes,
    shift_title,
)
from pollkit.domain.events import Event
from pollkit.domain.results import QuestionResult
from pollkit.reports.parts import Picture, ShiftSection, Table


def shift_section(
    question: QuestionResult, number: int, event: Event, language: str, in_page: bool
) -> ShiftSection | None:
    """Call it inside `speaking(language)`."""
    item, shift = question.item, question.shift
    if shift is None:
        return None
    heading = shift_title(item, shift, event, language)
    said = describe_shift(item, shift, language)
    figure = shift_chart(question, event, language, bare=True)
    svg = svg_markup(figure, wording.plain(heading), said, f"b{number}-", in_page)
    return ShiftSection(
        heading,
        shift_base(shift, language),
        Picture(svg, heading, said),
        tuple(_worded(figures, language) for figures in shift_figures(item, shift, language)),
        shift_notes(item, shift),
    )


def _worded(figures: Figures, language: str) -> Table:
    rows = tuple(
        tuple(
            words_of_cell(cell, column.measure, language)
            for cell, column in zip(row, figures.columns, strict=True)
        )
        for row in figures.rows
    )
    return Table(figures.caption, tuple(column.heading for column in figures.columns), rows)
