"""Results as an XLSX workbook: the event, a sheet for each question, and the splits.

No sheet has a row for a person: answers that are tied together could tell who gave them. The book
of answers has a row for each ballot, which says nothing of the person's other ballots.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pollkit.charts import numerals, wording
from pollkit.charts.answers import ranked_answers
from pollkit.charts.figures import Figures, Measure, result_figures
from pollkit.charts.findings import finding as finding_of
from pollkit.charts.groups import group_cells, group_heads
from pollkit.charts.notes import notes as notes_of
from pollkit.charts.notes import split_notes
from pollkit.charts.shift_words import shift_figures, shift_notes, shift_title
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.instruments import OF_CODES, ItemKind
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.formats import codebook
from pollkit.formats.answers import answer_rows, answers_heading
from pollkit.formats.names import file_stem
from pollkit.i18n import _, direction, speaking

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Row = Sequence[str | int | float | None]

_FORMATS = {Measure.SHARE: "0%", Measure.MEAN: "0.0"}
_LONGEST_SHEET_NAME = 31
_WIDEST = 64


def write_workbook(results: EventResults, path: Path, language: str) -> None:
    """Counts as numbers, shares as per cents; every text a text, never a formula."""
    from openpyxl import Workbook

    with speaking(language):
        book = Workbook()
        assert book.active is not None
        book.remove(book.active)
        _add_event(book, results, language)
        for number, question in enumerate(results.questions, 1):
            _add_question(book, results, question, number, language)
        if any(question.split for question in results.questions):
            _add_splits(book, results, language)
        if any(question.shift for question in results.questions):
            _add_shifts(book, results, language)
        _add_codebook(book, results, language)
        _finish(book, results, path, language)


def write_answer_book(results: EventResults, path: Path, language: str) -> bool:
    """The answers to each question one by one, a sheet for each; False = none may be told."""
    from openpyxl import Workbook

    with speaking(language):
        book = Workbook()
        assert book.active is not None
        book.remove(book.active)
        for number, question in enumerate(results.questions, 1):
            _add_answers(book, results, question, number, language)
        if not book.worksheets:
            return False
        _add_codebook(book, results, language)
        _finish(book, results, path, language)
    return True


def _finish(book: Workbook, results: EventResults, path: Path, language: str) -> None:
    book.properties.title = wording.plain(results.event.title_in(language))
    book.properties.creator = "PollKit"
    book.properties.language = language
    for sheet in book.worksheets:
        sheet.sheet_view.rightToLeft = direction(language) == "rtl"
        _set_widths(sheet)
    book.save(path)


def _add_event(book: Workbook, results: EventResults, language: str) -> None:
    event = results.event
    sheet = book.create_sheet(_sheet_name(_("Event")))
    day = numerals.day(event.starts_at, language)
    facts: list[Row] = [
        (_("Event"), wording.plain(event.title_in(language))),
        (_("Place"), wording.plain(event.place)),
        (_("Date"), f"{day}, {numerals.time_of_day(event.starts_at, language)}"),
        (_("People who joined"), results.joined),
    ]
    if event.population is not None:
        facts.append((_("People whom the answers are meant to speak for"), event.population))
    for fact in facts:
        _append(sheet, fact)
    _append(sheet, ())
    heading = (_("Number"), _("Question"), _("Answered"), _("Asked"), _("Result"))
    _append(sheet, heading, bold=True)
    for number, question in enumerate(results.questions, 1):
        tally = question.tally
        text = wording.question_words(question.item, event, language)
        finding = wording.plain(finding_of(question, language))
        _append(sheet, (number, text, tally.answered, tally.asked, finding))


def _add_question(
    book: Workbook, results: EventResults, question: QuestionResult, number: int, language: str
) -> None:
    item, tally, event = question.item, question.tally, results.event
    text = wording.question_words(item, event, language)
    sheet = book.create_sheet(_sheet_name(file_stem(number, text, item.name)))
    _append(sheet, (text,), bold=True)
    _append(sheet, (wording.base_words(tally, language),))
    for note in notes_of(question, event, language):
        _append(sheet, (wording.plain(note),))
    _append(sheet, ())
    if item.kind is ItemKind.TEXT:
        _append(sheet, (_("Answer"), _("People")), bold=True)
        for answer, people in ranked_answers(tally):
            _append(sheet, (answer, people))
        return
    if item.kind in OF_CODES:
        _add_options(sheet, question, language)
    for figures in result_figures(question, language):
        _add_figures(sheet, figures)


def _add_options(sheet: Worksheet, question: QuestionResult, language: str) -> None:
    item, tally = question.item, question.tally
    with_ends = wording.shows_intervals(tally)
    heading = [_("Option"), _("Answer"), _("Count"), _("Share")]
    heading += [_("95% interval from"), _("to")] if with_ends else []
    heading += [_("Right")] if item.right else []
    _append(sheet, heading, bold=True)
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    for place, option in enumerate(tally.options):
        label = wording.option_words(item, option.code, language)
        row: list[str | int | float | None] = [option.code, label, *_count(tally, place)]
        if with_ends and option.interval is not None:
            row += [option.interval.low, option.interval.high]
        row += [_("right") if option.code in item.right else None] if item.right else []
        _append(sheet, row)
    if tally.mean is not None and tally.shows_percent:
        _append(sheet, (None, _("Average"), round(tally.mean, 2)))


def _add_figures(sheet: Worksheet, figures: Figures) -> None:
    _append(sheet, ())
    _append(sheet, (wording.plain(figures.caption),))
    _append(sheet, [column.heading for column in figures.columns], bold=True)
    formats = [_FORMATS.get(column.measure) for column in figures.columns]
    for row in figures.rows:
        _append(sheet, row, formats=formats)


def _add_codebook(book: Workbook, results: EventResults, language: str) -> None:
    sheet = book.create_sheet(_sheet_name(_("Codebook")))
    _append(sheet, codebook.HEADING, bold=True)
    sheet.freeze_panes = "A2"
    for row in codebook.codebook_rows(results, language):
        _append(sheet, [cell or None for cell in row])


def _add_answers(
    book: Workbook, results: EventResults, question: QuestionResult, number: int, language: str
) -> None:
    rows = list(answer_rows(question, language))
    if not rows:
        return
    text = wording.question_words(question.item, results.event, language)
    sheet = book.create_sheet(_sheet_name(file_stem(number, text, question.item.name)))
    _append(sheet, answers_heading(question.item), bold=True)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:D{len(rows) + 1}"
    plain_numbers = ["General"] * len(rows[0])
    for row in rows:
        _append(sheet, row, formats=plain_numbers)


def _add_splits(book: Workbook, results: EventResults, language: str) -> None:
    sheet = book.create_sheet(_sheet_name(_("Splits")))
    heading = (_("Question"), _("Group"), _("Answer"), _("Count"), _("Share"), _("Answered"))
    _append(sheet, heading, bold=True)
    sheet.freeze_panes = "A2"
    for question in results.questions:
        split = question.split
        if split is None:
            continue
        text = wording.question_words(question.item, results.event, language)
        by = results.event.instrument.item(split.by)
        for group in split.groups:
            name = wording.plain(wording.group_words(group, by, language))
            for place, option in enumerate(group.result.options):
                label = wording.option_words(question.item, option.code, language)
                figures = (*_count(group.result, place), group.result.answered)
                _append(sheet, (text, name, label, *figures))
            if group.result.options:
                continue
            heads = group_heads(question.item, language)
            cells = group_cells(question.item, group.result, language)
            for head, cell in zip(heads, cells, strict=True):
                _append(sheet, (text, name, head.words, cell.words, None, group.result.answered))
        for note in split_notes(question, split, language):
            _append(sheet, (text, wording.plain(note)))


def _add_shifts(book: Workbook, results: EventResults, language: str) -> None:
    sheet = book.create_sheet(_sheet_name(_("Before and after")))
    for question in results.questions:
        item, shift = question.item, question.shift
        if shift is None:
            continue
        _append(sheet, (wording.question_words(item, results.event, language),), bold=True)
        _append(sheet, (wording.plain(shift_title(item, shift, results.event, language)),))
        for note in shift_notes(item, shift):
            _append(sheet, (note,))
        for figures in shift_figures(item, shift, language):
            _add_figures(sheet, figures)
        _append(sheet, ())


def _count(tally: Tally, place: int) -> tuple[int, float | None]:
    option = tally.options[place]
    return option.count, option.share if tally.shows_percent else None


def _append(
    sheet: Worksheet, row: Row, bold: bool = False, formats: Sequence[str | None] = ()
) -> None:
    """`formats` of the cells' numbers; without them a fraction is a share."""
    from openpyxl.styles import Alignment, Font

    line = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    if not row:
        # An empty row counts only once something is in it.
        sheet.cell(line, 1).value = ""
        return
    for column, value in enumerate(row, 1):
        if value is None:
            continue
        cell: Any = sheet.cell(line, column, value)
        if isinstance(value, str):
            # Else "=1+1" would be a formula and "#N/A" an error; the quote mark keeps it a text
            # when somebody edits the cell.
            cell.value = value
            cell.data_type = "s"
            cell.quotePrefix = True
            cell.alignment = Alignment(vertical="top", wrap_text=column > 1)
        elif formats:
            cell.number_format = formats[column - 1] or "General"
        elif isinstance(value, float) and value <= 1:
            cell.number_format = "0%"
        if bold:
            cell.font = Font(bold=True)


def _set_widths(sheet: Worksheet) -> None:
    from openpyxl.utils import get_column_letter

    for column in range(1, sheet.max_column + 1):
        cells = (sheet.cell(row, column).value for row in range(1, sheet.max_row + 1))
        # A lone text in the first column may run over its neighbours; a table's may not.
        longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        limit = 24 if column == 1 else _WIDEST
        sheet.column_dimensions[get_column_letter(column)].width = min(longest, limit) + 3


def _sheet_name(name: str) -> str:
    """Without what Excel forbids in a sheet's name."""
    return "".join(c for c in name if c not in "[]:*?/\\")[:_LONGEST_SHEET_NAME].strip("' ")
