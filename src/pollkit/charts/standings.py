"""Results that are rows of bars but no plain counts: ranks, points, words, how sure people are."""

from __future__ import annotations

from pollkit.charts import numerals, wording
from pollkit.charts.bars import Row, draw_rows
from pollkit.charts.drawing import MARGIN, Drawing
from pollkit.charts.findings import by_mean, by_score
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import Part
from pollkit.domain.instruments import POINTS_IN_ALL, SURENESS, Item
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _, ngettext

_WORDS_SHOWN = 12


def draw_ranking(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """By score; the track is the score of an option that everybody puts first."""
    item = result.item
    best = item.most_choices or len(item.codes)
    rows = [
        Row(
            wording.option_words(item, part.code, language),
            (part.score or 0) / best,
            numerals.one_decimal(part.score or 0, language),
            _mean_place(part, language),
            item.codes.index(part.code),
        )
        for part in by_score(result.tally.parts)
    ]
    return draw_rows(drawing, rows, y)


def draw_points(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """By points; the track is all hundred."""
    item = result.item
    rows = [
        Row(
            wording.option_words(item, part.code, language),
            (part.mean or 0) / POINTS_IN_ALL,
            numerals.one_decimal(part.mean or 0, language),
            _givers(part, language),
            item.codes.index(part.code),
        )
        for part in by_mean(result.tally.parts)
    ]
    return draw_rows(drawing, rows, y)


def draw_words(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """The words that most people wrote; the track is everyone who answered. No cloud: sizes would
    say nothing that can be checked."""
    tally = result.tally
    rows = [
        Row(
            wording.plain(word.text),
            word.count / tally.answered,
            wording.share_words(word.count, tally, language),
        )
        for word in tally.words[:_WORDS_SHOWN]
    ]
    y = draw_rows(drawing, rows, y)
    left = len(tally.words) - _WORDS_SHOWN
    if left > 0:
        more = ngettext("and {n} other word", "and {n} other words", left)
        words = more.format(n=numerals.number(left, language))
        y = drawing.paragraph(words, MARGIN, y + 4, ROOM, SMALL, drawing.palette.muted)
    return y + 4


def draw_sureness(drawing: Drawing, item: Item, tally: Tally, language: str, y: float) -> float:
    """How sure people are; of a quiz question, how many of those who said so were right."""
    heading = _("How sure people were")
    if tally.sureness_right:
        heading = _("How sure people were, and how many of them were right")
    y = drawing.paragraph(heading, MARGIN, y + 14, ROOM, LABEL, bold=True) + 2
    return draw_rows(drawing, [_sure(place, tally, language) for place in range(len(SURENESS))], y)


def _sure(place: int, tally: Tally, language: str) -> Row:
    count = tally.sureness[place]
    right = ""
    if tally.sureness_right and count:
        right = _("{n} right").format(n=numerals.number(tally.sureness_right[place], language))
    return Row(
        wording.sureness_words(SURENESS[place]),
        count / tally.answered,
        wording.share_words(count, tally, language),
        right,
    )


def _mean_place(part: Part, language: str) -> str:
    if part.mean is None:
        return _("never ranked")
    return _("mean place {place}").format(place=numerals.one_decimal(part.mean, language))


def _givers(part: Part, language: str) -> str:
    return ngettext("from {n} person", "from {n} people", part.answered).format(
        n=numerals.number(part.answered, language)
    )
