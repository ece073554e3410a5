"""The sheets of a form as they were read, with the place of each cell; and changes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True)
class Row:
    """`number` is the row's in the file, from 1; cells are trimmed, "" = empty."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)

    def cell(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """A table with its headers as they are written; `header_row` is their row in the file."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int = 1

    def column_cells(self, place: int) -> Iterable[tuple[Row, str]]:
        return ((row, row.cell(place)) for row in self.rows if row.cell(place))


@dataclass(frozen=True)
class FormSheets:
    """One form as it lies in its file.

    Attributes:
        name: of the file, without its ending.
        folder: where the files lie that the form names; None = nowhere, as for pasted text.
        remarks: what was noticed while reading, for the list of notes.
    """

    name: str
    sheets: tuple[Sheet, ...]
    folder: Path | None = None
    remarks: tuple[Remark, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, whatever its letters' case."""
        wanted = name.casefold()
        return next((s for s in self.sheets if s.name.strip().casefold() == wanted), None)


@dataclass(frozen=True)
class Remark:
    sheet: str
    row: int | None
    column: str
    message: str


@dataclass(frozen=True)
class SetCell:
    """Writes one cell; a header that the sheet does not have is added as its last column."""

    sheet: str
    row: int
    header: str
    text: str


@dataclass(frozen=True)
class DropRow:
    sheet: str
    row: int


@dataclass(frozen=True)
class AddRow:
    """A row below another one; `below` 0 = below the last. Its number is that row's."""

    sheet: str
    below: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class RenameColumn:
    """`place` counts from 0."""

    sheet: str
    place: int
    header: str


@dataclass(frozen=True)
class JoinColumn:
    """Fills the empty cells of column `into` from column `place`, which is then gone."""

    sheet: str
    place: int
    into: int


Edit: TypeAlias = SetCell | DropRow | AddRow | RenameColumn | JoinColumn


@dataclass(frozen=True)
class Repair:
    """A change to the sheets that mends one trouble; `words` say what it does."""

    words: str
    edits: tuple[Edit, ...] = field(default=())


def repair(sheets: FormSheets, repairs: Iterable[Repair]) -> FormSheets:
    """The sheets after these repairs; what a repair no longer finds is left as it is.

    Rows keep the numbers that they have in the file, so that the notes of a second try still lead
    to the right place.
    """
    edits = [edit for one in repairs for edit in one.edits]
    sheets = _with_cells_set(sheets, [edit for edit in edits if isinstance(edit, SetCell)])
    others = [edit for edit in edits if not isinstance(edit, SetCell)]
    # Columns last, and from the last one on: those before keep their places.
    for edit in sorted(others, key=lambda e: -e.place if isinstance(e, JoinColumn) else -1_000_000):
        sheets = _edited(sheets, edit)
    return sheets


def _with_cells_set(sheets: FormSheets, edits: Sequence[SetCell]) -> FormSheets:
    """All in one pass through each sheet."""
    changed = []
    for sheet in sheets.sheets:
        own = [edit for edit in edits if sheets.sheet(edit.sheet) is sheet]
        changed.append(_set_rows(sheet, own) if own else sheet)
    return replace(sheets, sheets=tuple(changed))


def _set_rows(sheet: Sheet, edits: Sequence[SetCell]) -> Sheet:
    wanted: dict[int, list[SetCell]] = {}
    for edit in edits:
        wanted.setdefault(edit.row, []).append(edit)
        sheet = _with_header(sheet, edit.header)
    rows = []
    for row in sheet.rows:
        # Rows that were added below another one have its number: the first one is meant.
        for edit in wanted.pop(row.number, ()):
            row = _set(row, sheet.header.index(edit.header), edit.text)
        rows.append(row)
    return replace(sheet, rows=tuple(rows))


def _edited(sheets: FormSheets, edit: Edit) -> FormSheets:
    if sheets.sheet(edit.sheet) is None:
        sheets = replace(sheets, sheets=(*sheets.sheets, Sheet(edit.sheet, (), ())))
    meant = sheets.sheet(edit.sheet)
    changed = tuple(_edited_sheet(s, edit) if s is meant else s for s in sheets.sheets)
    return replace(sheets, sheets=changed)


def _edited_sheet(sheet: Sheet, edit: Edit) -> Sheet:
    match edit:
        case DropRow(row=number):
            return replace(sheet, rows=tuple(r for r in sheet.rows if r.number != number))
        case AddRow():
            return _with_row(sheet, edit)
        case RenameColumn(place=place, header=header) if place < len(sheet.header):
            return replace(sheet, header=_changed(sheet.header, place, header))
        case JoinColumn(place=place, into=into) if max(place, into) < len(sheet.header):
            return _joined(sheet, place, into)
    return sheet


def _with_header(sheet: Sheet, header: str) -> Sheet:
    if header in sheet.header:
        return sheet
    return replace(sheet, header=(*sheet.header, header))


def _set(row: Row, place: int, text: str) -> Row:
    padded = row.cells + ("",) * (place + 1 - len(row.cells))
    return replace(row, cells=_changed(padded, place, text))


def _with_row(sheet: Sheet, edit: AddRow) -> Sheet:
    for header in edit.cells:
        sheet = _with_header(sheet, header)
    cells = tuple(edit.cells.get(header, "") for header in sheet.header)
    above = [place for place, row in enumerate(sheet.rows) if row.number == edit.below]
    place = above[-1] + 1 if above else len(sheet.rows)
    number = edit.below or (sheet.rows[-1].number + 1 if sheet.rows else sheet.header_row + 1)
    rows = (*sheet.rows[:place], Row(number, cells), *sheet.rows[place:])
    return replace(sheet, rows=rows)


def _joined(sheet: Sheet, place: int, into: int) -> Sheet:
    rows = []
    for row in sheet.rows:
        cells = list(row.cells) + [""] * (len(sheet.header) - len(row.cells))
        cells[into] = cells[into] or cells[place]
        del cells[place]
        rows.append(replace(row, cells=tuple(cells)))
    header = sheet.header[:place] + sheet.header[place + 1 :]
    return replace(sheet, header=header, rows=tuple(rows))


def _changed(values: tuple[str, ...], place: int, value: str) -> tuple[str, ...]:
    return (*values[:place], value, *values[place + 1 :])
