"""What every picture begins and ends with: headline, finding, base, and the notes."""

from __future__ import annotations

from collections.abc import Iterable

from pollkit.charts import wording
from pollkit.charts.drawing import MARGIN, WIDTH, Drawing
from pollkit.charts.findings import finding
from pollkit.domain.events import Event
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _, direction

ROOM = WIDTH - 2 * MARGIN

TITLE, FINDING, LABEL, SMALL = 17.0, 12.5, 12.0, 9.5


def new_drawing(language: str, dark: bool) -> Drawing:
    return Drawing(dark, right_to_left=direction(language) == "rtl")


def draw_head(
    drawing: Drawing,
    result: QuestionResult,
    event: Event,
    language: str,
    second: str | None = None,
    base: str | None = None,
) -> float:
    """The y below question, finding (or a second line), and who, where, when and how many."""
    question = wording.question_words(result.item, event, language)
    y = drawing.paragraph(question, MARGIN, MARGIN - 4, ROOM, TITLE, bold=True)
    line = finding(result, language) if second is None else second
    y = drawing.paragraph(line, MARGIN, y + 3, ROOM, FINDING, most_lines=3)
    muted = drawing.palette.muted
    where = wording.place_and_day(event, language)
    y = drawing.paragraph(where, MARGIN, y + 5, ROOM, SMALL, muted, most_lines=3)
    base = base_sentence(result, language) if base is None else base
    return drawing.paragraph(base, MARGIN, y, ROOM, SMALL, muted, bold=True) + 12


def draw_notes(drawing: Drawing, said: Iterable[str], y: float, bare: bool) -> float:
    """The height of the finished sheet."""
    if bare:
        return y + 2
    y += 4
    for note in said:
        y = drawing.paragraph(note, MARGIN, y + 2, ROOM, SMALL, drawing.palette.muted, most_lines=4)
    return y + MARGIN - 6


def base_sentence(result: QuestionResult, language: str) -> str:
    """ "41 of 42 answered", with the ways in where there are several, and a later round."""
    parts = [wording.base_words(result.tally, language)]
    parts.append(wording.channel_words(result.channels, language))
    if result.round > 1:
        parts.append(_("round {n}").format(n=result.round))
    return " · ".join(part for part in parts if part)
