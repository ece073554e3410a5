"""The part of a report that shows one result by the answer to another question."""

from __future__ import annotations

from pathlib import Path

from pollkit.charts import numerals, split_chart, svg_markup, wording
from pollkit.charts.groups import group_cells, group_heads
from pollkit.charts.notes import split_notes
from pollkit.charts.palette import letter
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.i18n import _
from pollkit.reports.parts import Picture, SplitSection, Table

# More columns leave no room for words on paper or phone.
_MOST_WORDED_COLUMNS = 4


def split_section(
    question: QuestionResult, number: int, results: EventResults, language: str, in_page: bool
) -> SplitSection | None:
    """None where nothing was split, or nothing of it may be shown."""
    split, event = question.split, results.event
    if split is None or not split.groups or question.item.kind is ItemKind.TEXT:
        return None
    heading = wording.split_title(split, event, language)
    table = _split_table(question, split, event, language)
    said = describe_split(question, split, event, language)
    picture = picture_of(question, results)
    figure = split_chart(question, event, language, bare=True, picture=picture)
    svg = svg_markup(figure, wording.plain(heading), said, f"s{number}-", in_page)
    return SplitSection(
        heading,
        Picture(svg, heading, said),
        table,
        split_notes(question, split, language),
    )


def _split_table(question: QuestionResult, split: Split, event: Event, language: str) -> Table:
    item, by = question.item, event.instrument.item(split.by)
    if item.kind is ItemKind.PIN:
        return _regions_table(item, split, by, language)
    heads = group_heads(item, language)
    caption = _split_caption(item, language)
    if len(heads) > _MOST_WORDED_COLUMNS and heads[0].mark is not None:
        names = [letter(head.mark or 0) for head in heads]
        caption += " " + _("The letters are those of the table before.")
    elif item.kind is ItemKind.SCALE and len(heads) > _MOST_WORDED_COLUMNS:
        names = list(item.codes)
    else:
        names = [
            head.words if head.mark is None else f"{letter(head.mark)}  {head.words}"
            for head in heads
        ]
    rows = tuple(
        (
            wording.group_words(group, by, language),
            numerals.number(group.result.answered, language),
            *(cell.words for cell in group_cells(item, group.result, language)),
        )
        for group in split.groups
    )
    return Table(caption, (_("Group"), _("Answered"), *names), rows)


def _regions_table(item: Item, split: Split, by: Item, language: str) -> Table:
    """A row for each part of the picture: nine columns would leave no room for their names."""
    names = (wording.group_words(group, by, language) for group in split.groups)
    answered = (numerals.number(group.result.answered, language) for group in split.groups)
    cells = [
        [cell.words for cell in group_cells(item, group.result, language)] for group in split.groups
    ]
    heads = [head.words for head in group_heads(item, language)]
    parts = zip(heads, zip(*cells, strict=True), strict=True)
    rows = ((_("Answered"), *answered), *((head, *counts) for head, counts in parts))
    return Table(_split_caption(item, language), (_("Part of the picture"), *names), rows)


def _split_caption(item: Item, language: str) -> str:
    match item.kind:
        case ItemKind.MATRIX:
            return _("Average of each group, and how many of it rated the statement.")
        case ItemKind.RANKING:
            return _("Score of each option in each group.")
        case ItemKind.POINTS:
            return _("Points on average in each group.")
        case ItemKind.GRID:
            left, right, bottom, top = wording.end_words(item, language)
            return _(
                "The middle of each group: first from {left} (0) to {right} (100), then from"
                " {bottom} (0) to {top} (100), and how many placed it."
            ).format(left=left, right=right, bottom=bottom, top=top)
        case ItemKind.NUMBER:
            return _("Median and average of each group.")
        case ItemKind.PIN:
            return _("How many pins of each group lie in each part of the picture.")
        case _:
            return _("Counts by group, with shares where there are enough answers.")


def describe_split(question: QuestionResult, split: Split, event: Event, language: str) -> str:
    """What is drawn for each group, from the same figures."""
    item, by = question.item, event.instrument.item(split.by)
    heads = group_heads(item, language)
    groups = []
    for group in split.groups:
        cells = group_cells(item, group.result, language)
        bars = (
            f"{head.words} {cell.words.replace(' · ', ' / ')}"
            for head, cell in zip(heads, cells, strict=True)
        )
        base = wording.answered_words(group.result.answered, language)
        name = wording.group_words(group, by, language)
        groups.append(f"{name}, {base}: {', '.join(bars)}")
    said = wording.plain("; ".join(groups))
    if item.kind is ItemKind.GRID:
        words = _("A plane for each group. {groups}. The table has the same figures.")
    elif item.kind is ItemKind.PIN:
        words = _("The picture for each group. {groups}. The table has the same figures.")
    else:
        words = _("Bars for each group. {groups}. The table has the same figures.")
    return words.format(groups=said)


def picture_of(question: QuestionResult, results: EventResults) -> Path | None:
    """The file of the question's own picture, where it is at hand."""
    image = question.item.image
    return None if image is None else results.pictures.get(image.sha256)
