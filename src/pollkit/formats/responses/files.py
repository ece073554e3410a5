"""Responses as CSV and XLSX, and the codebook that goes with every form of them.

A cell that the person would rather leave open says "unsaid"; one that was not asked is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.formats.responses.statistics import frame_labels
from pollkit.formats.responses.table import FRAME, Answered, Cell, Table, Unsaid, earlier_rows
from pollkit.formats.responses.variables import Variable
from pollkit.formats.tables import write_table
from pollkit.i18n import _

if TYPE_CHECKING:
    from openpyxl import Workbook

UNSAID_WORD = "unsaid"

_CODEBOOK = ("table", "column", "item", "part", "label", "holds", "code", "number", "meaning")
_EARLIER = ("person", "wave", "version", "address", "answer")
_LONGEST_SHEET_NAME = 31
# More than fits a cell of a spreadsheet (Excel's limit).
_LONGEST_CELL = 32_767

Plain = str | int | float | None


def write_csv(
    tables: Sequence[Table], responses: Sequence[Answered], folder: Path
) -> tuple[Path, ...]:
    """Writes responses.csv, a file for each section that repeats, earlier.csv if an older version
    had answers that the newest has no place for, and codebook.csv."""
    written = [
        write_table(folder / f"{table.stem}.csv", table.heading, _plain_rows(table.rows))
        for table in tables
    ]
    if earlier := list(earlier_rows(responses)):
        written.append(write_table(folder / "earlier.csv", _EARLIER, _plain_rows(earlier)))
    written.append(write_table(folder / "codebook.csv", _CODEBOOK, codebook_rows(tables)))
    return tuple(written)


def write_xlsx(tables: Sequence[Table], responses: Sequence[Answered], path: Path) -> None:
    """Writes one book: a sheet with the codes and one with the words for each table, what an older
    version had, and the codebook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        _add_sheet(book, table.stem, table.heading, _plain_rows(table.rows))
    for table in tables:
        _add_sheet(book, f"{table.stem}-words", _labels(table), _word_rows(table))
    if earlier := list(earlier_rows(responses)):
        _add_sheet(book, "earlier", _EARLIER, _plain_rows(earlier))
    _add_sheet(book, "codebook", _CODEBOOK, codebook_rows(tables))
    book.save(path)


def codebook_rows(tables: Iterable[Table]) -> Iterator[tuple[Plain, ...]]:
    """A row for each column, and under it one for each of its codes."""
    for table in tables:
        stem = table.stem
        for name, label in zip(FRAME, frame_labels(), strict=True):
            yield (stem, name, "", "", label, "words", None, None, None)
        for name in table.positions:
            label = _("which one of them the row is about, from 1")
            yield (stem, name, "", "", label, "number", None, None, None)
        for variable in table.variables:
            head = (stem, variable.name, variable.item, variable.part)
            yield (*head, variable.label, variable.holds.value, None, None, None)
            for code, meaning in variable.codes.items():
                yield (*head, "", "", code, variable.numbers[code], meaning)


def _plain_rows(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[Plain, ...]]:
    for row in rows:
        yield tuple(UNSAID_WORD if isinstance(cell, Unsaid) else cell for cell in row)


def _word_rows(table: Table) -> Iterator[tuple[Plain, ...]]:
    ahead = len(table.heading) - len(table.variables)
    for row in table.rows:
        words = (_words(v, cell) for v, cell in zip(table.variables, row[ahead:], strict=True))
        yield (*_plain(row[:ahead]), *words)


def _plain(cells: Sequence[Cell]) -> Sequence[Plain]:
    return next(_plain_rows([cells]))


def _words(variable: Variable, cell: Cell) -> Plain:
    if isinstance(cell, Unsaid):
        return _("would rather not say")
    return variable.codes.get(str(cell), cell) if variable.codes else cell


def _labels(table: Table) -> tuple[str, ...]:
    return (*FRAME, *table.positions, *(variable.label for variable in table.variables))


def _add_sheet(
    book: Workbook, name: str, heading: Sequence[str], rows: Iterable[Sequence[Plain]]
) -> None:
    """Every text a text: "=1+1" is no formula, "#N/A" no error."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    sheet = book.create_sheet(name[:_LONGEST_SHEET_NAME])
    sheet.freeze_panes = "A2"

    def cell(value: Plain, bold: bool = False) -> object:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL])
        made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(text, bold=True) for text in heading])
    for row in rows:
        sheet.append([cell(value) for value in row])
