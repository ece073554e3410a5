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
from pollkit.charts.figures import result_figures
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.instruments import OF_CODES, Item
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.formats import codebook
from pollkit.formats.answers import answer_rows, answers_heading, people_heading, people_rows
from pollkit.formats.codebook import codebook_rows
from pollkit.formats.long_rows import counted_rows, group_measures, share_cells, share_of
from pollkit.formats.names import file_stem
from pollkit.formats.shifts import HEADING as SHIFTS
from pollkit.formats.shifts import shift_rows
from pollkit.i18n import speaking

Cell = str | int | float | None

_RESULTS = (
    "event", "starts_at", "question", "name", "round", "text", "kind", "option", "label",
    "count", "base", "asked", "share", "low", "high", "population",
    "part", "part_label", "measure", "value",
)  # fmt: skip
_SPLITS = (
    "question", "name", "text", "by", "group", "group_label", "option", "label",
    "count", "base", "share", "measure", "value",
)  # fmt: skip
_QUESTION = ("option", "label", "count", "base", "share", "low", "high")

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def write_tables(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    """Writes results.csv, splits.csv if anything was split, shifts.csv if anything was asked before
    and after, one file for each question, and codebook.csv, which says what the columns are.

    A share is written as a part of 1, and left out below ten answers like everywhere; low and high
    are the ends of its 95 % interval, where the organiser has stated a population. No file has a
    row for a person.
    """
    with speaking(language):
        written = [write_table(folder / "results.csv", _RESULTS, _result_rows(results, language))]
        if any(question.split for question in results.questions):
            rows = _split_rows(results, language)
            written.append(write_table(folder / "splits.csv", _SPLITS, rows))
        if any(question.shift for question in results.questions):
            rows = shift_rows(results, language)
            written.append(write_table(folder / "shifts.csv", SHIFTS, rows))
        for number, question in enumerate(results.questions, 1):
            text = wording.question_words(question.item, results.event, language)
            path = folder / f"{file_stem(number, text, question.item.name)}.csv"
            written.append(_write_question(path, question, language))
        rows = codebook_rows(results, language)
        written.append(write_table(folder / "codebook.csv", codebook.HEADING, rows))
    return tuple(written)


def write_answers(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    """Writes the answers to each question one by one, as a table for each; see `answers`."""
    written = []
    with speaking(language):
        for number, question in enumerate(results.questions, 1):
            rows = list(answer_rows(question, language))
            if not rows:
                continue
            text = wording.question_words(question.item, results.event, language)
            stem = file_stem(number, text, question.item.name)
            path = folder / f"{stem}-answers.csv"
            written.append(write_table(path, answers_heading(question.item), rows))
    return tuple(written)


def write_people(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    """Writes people.csv, with all of a person's answers in one row, where answers are tied, and
    people-codebook.csv."""
    rows = list(people_rows(results))
    if not rows:
        return ()
    with speaking(language):
        return (
            write_table(folder / "people.csv", people_heading(results), rows),
            write_table(
                folder / "people-codebook.csv", codebook.HEADING, codebook_rows(results, language)
            ),
        )


def write_table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
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
    if tally.texts:
        return write_table(path, ("answer",), ((wording.plain(text),) for text in tally.texts))
    if tally.options or item.kind in OF_CODES:
        rows = (
            (
                option.code,
                wording.option_words(item, option.code, language),
                option.count,
                tally.answered,
                *share_cells(option, tally),
            )
            for option in tally.options
        )
        return write_table(path, _QUESTION, rows)
    figures = next(iter(result_figures(question, language)), None)
    if figures is None:
        return write_table(path, ("answer",), ())
    heading = [column.key for column in figures.columns]
    return write_table(path, heading, (tuple(map(_rounded, row)) for row in figures.rows))


def _rounded(cell: Cell) -> Cell:
    return round(cell, 4) if isinstance(cell, float) else cell


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
        for count in counted_rows(question, language):
            yield (
                *head,
                count.option,
                count.label,
                count.count,
                count.base,
                tally.asked,
                *count.share,
                tally.population,
                count.part,
                count.part_label,
                count.measure,
                _rounded(count.value),
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
            codes = "+".join((*group.codes, *(("",) if group.has_unsaid else ())))
            head = (number, item.name, text, split.by, codes, wording.plain(name))
            for cells in _group_rows(item, group.result, language):
                yield (*head, *cells)


def _group_rows(item: Item, tally: Tally, language: str) -> Iterator[tuple[Cell, ...]]:
    """Counts of options, or else measures of parts."""
    for option in tally.options:
        label = wording.option_words(item, option.code, language)
        share = share_cells(option, tally)[0]
        yield (option.code, label, option.count, tally.answered, share, None, None)
    if tally.regions:
        for place, count in zip(wording.place_words(), tally.regions, strict=True):
            share = None if count is None else share_of(count, tally.answered)
            yield (place, place, count, tally.answered, share, None, None)
    for measure, part, people, value in () if tally.options else group_measures(item, tally):
        words = wording.option_words(item, part, language) if part else None
        yield (part, words, people, tally.answered, None, measure, _rounded(value))
