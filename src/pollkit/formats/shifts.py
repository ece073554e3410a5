"""Questions that were asked twice as rows of one long table."""

from __future__ import annotations

from collections.abc import Iterator

from pollkit.charts import wording
from pollkit.domain.analysis.disclosure import SMALLEST_GROUP
from pollkit.domain.analysis.shifts import Shift
from pollkit.domain.instruments import Item
from pollkit.domain.results import EventResults

Cell = str | int | float | None

HEADING = (
    "question", "name", "text", "of", "measure",
    "from", "from_label", "to", "to_label", "count", "withheld", "base",
)  # fmt: skip


def shift_rows(results: EventResults, language: str) -> Iterator[tuple[Cell, ...]]:
    """Of each question first both results, then who stayed, went up and went down, then a row for
    each way from an answer to an answer. The count of a way that stays private is empty: nobody
    may have gone it, or a few, or so many that others' ways could be worked out."""
    for number, question in enumerate(results.questions, 1):
        item, shift = question.item, question.shift
        if shift is None:
            continue
        text = wording.question_words(item, results.event, language)
        head = (number, item.name, text, shift.of)
        for row in (*_both(item, shift), *_totals(shift), *_ways(item, shift)):
            measure, one, two, count, base = row
            labels = [
                wording.option_words(item, code, language) if code else None for code in (one, two)
            ]
            withheld = "yes" if count is None else "no"
            yield (*head, measure, one, labels[0], two, labels[1], count, withheld, base)


# measure, code before, code after, people, of how many
_Row = tuple[str, str | None, str | None, int | None, int]


def _both(item: Item, shift: Shift) -> Iterator[_Row]:
    for code in item.codes:
        yield "before", code, None, shift.before.count(code), shift.before.answered
    for code in item.codes:
        yield "after", None, code, shift.after.count(code), shift.after.answered


def _totals(shift: Shift) -> Iterator[_Row]:
    if shift.pairs is None:
        return
    for measure, count in (("stayed", shift.stayed), ("up", shift.up), ("down", shift.down)):
        if count is not None:
            yield measure, None, None, count, shift.pairs


def _ways(item: Item, shift: Shift) -> Iterator[_Row]:
    """None at all where fewer than SMALLEST_GROUP answered both times: all would be withheld."""
    if shift.pairs is None or shift.pairs < SMALLEST_GROUP:
        return
    told = {(way.before, way.after): way.count for way in shift.passages}
    for one in item.codes:
        for two in item.codes:
            yield "way", one, two, told.get((one, two)), shift.pairs
