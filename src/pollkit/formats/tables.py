"""Results as CSV: one long table of all counts, and a table for each question.

UTF-8 with a byte-order mark, since Excel reads a file without one in the machine's old code page;
pandas (`utf-8-sig`) and R (`readr`) take the mark away. Comma, CRLF and quotes after RFC 4180.
The headings are the same in every language; figures have a point and no thousands mark.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pollkit.charts import numerals, wording
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.instruments import ItemKind
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.formats.names import file_stem
from pollkit.i18n import speaking

Cell = str | int | float | None

_RESULTS = (
    "event", "starts_at", "question", "name", "round", "text", "kind", "option", "label",
    "count", "base", "asked", "share", "low", "high", "population",
)  # fmt: skip
_SPLITS = (
    "question", "name", "text", "by", "group", "group_label", "option", "label",
    "count", "base", "share",
)  # fmt: skip
_QUESTION = ("option", "label", "count", "base", "share", "low", "high")

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def write_tables(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    """Writes results.csv, splits.csv if anything was split, and one file for each question.

    A share is written as a part of 1, and left out below ten answers like everywhere; low and high
    are the ends of its 95 % interval, where the organiser has stated a population. No file has a
    row for a person.
    """
    with speaking(language):
        written = [_write(folder / "results.csv", _RESULTS, _result_rows(results, language))]
        if any(question.split for question in results.questions):
            rows = _split_rows(results, language)
            written.append(_write(folder / "splits.csv", _SPLITS, rows))
        for number, question in enumerate(results.questions, 1):
            text = wording.question_words(question.item, results.event, language)
            path = folder / f"{file_stem(number, text, question.item.name)}.csv"
            written.append(_write_question(path, question, language))
    return tuple(written)


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows([_safe(cell) for cell in row] for row in rows)
    return path


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _write_question(path: Path, question: QuestionResult, language: str) -> Path:
    item, tally = question.item, question.tally
    if item.kind is ItemKind.TEXT:
        return _write(path, ("answer",), ((wording.plain(text),) for text in tally.texts))
    rows = (
        (
            option.code,
            wording.option_words(item, option.code, language),
            option.count,
            tally.answered,
            *_share(option, tally),
        )
        for option in tally.options
    )
    return _write(path, _QUESTION, rows)


def _result_rows(results: EventResults, language: str) -> Iterator[tuple[Cell, ...]]:
    event = results.event
    for number, question in enumerate(results.questions, 1):
        item, tally = question.item, question.tally
        head = (
            wording.plain(event.title_in(language)),
            numerals.local(event.starts_at).isoformat(),
            number,
            item.name,
            question.round,
            wording.question_words(item, event, language),
            item.kind.value,
        )
        if not tally.options:
            counts = (tally.answered, tally.answered, tally.asked)
            yield (*head, None, None, *counts, None, None, None, tally.population)
        for option in tally.options:
            label = wording.option_words(item, option.code, language)
            counts = (option.count, tally.answered, tally.asked)
            yield (
                *head,
                option.code,
                label,
                *counts,
                *_share(option, tally),
                tally.population,
            )


def _split_rows(results: EventResults, language: str) -> Iterator[tuple[Cell, ...]]:
    event = results.event
    for number, question in enumerate(results.questions, 1):
        item, split = question.item, question.split
        if split is None:
            continue
        text = wording.question_words(item, event, language)
        for group in split.groups:
            name = wording.group_words(group, event.instrument.item(split.by), language)
            head = (number, item.name, text, split.by, "+".join(group.codes), wording.plain(name))
            for option in group.result.options:
                label = wording.option_words(item, option.code, language)
                share = _share(option, group.result)[0]
                yield (*head, option.code, label, option.count, group.result.answered, share)


def _share(option: OptionCount, tally: Tally) -> tuple[Cell, Cell, Cell]:
    """Share, low and high; None where they are not to be shown."""
    if not tally.shows_percent or option.share is None:
        return (None, None, None)
    share = round(option.share, 4)
    if option.interval is None or not wording.shows_intervals(tally):
        return (share, None, None)
    return (share, round(option.interval.low, 4), round(option.interval.high, 4))
