"""Any file that an XLSForm comes in -> its sheets. Files are taken for hostile until they are read.

A file may be broken, enormous, a bomb of zeros or something else under a false name: whatever it
is, it ends in sheets or in a sentence.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path

from pollkit.errors import FormUnreadable
from pollkit.formats.xlsform.cells import Cells, clean_cell
from pollkit.formats.xlsform.sheets import FormSheets, Remark, Row, Sheet
from pollkit.formats.xlsform.text_files import csv_tables, markdown_tables
from pollkit.i18n import _

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv", ".md")

# What a sheet may be called, and what is read of it. The largest form of those found in the wild
# has 2,400 rows; these limits hold the work under a few seconds.
KNOWN_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm", "scales")
MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 100_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000
# As many blank ones as may lie between two that are not; what is behind them is not looked for.
_BLANK_ROWS = 200
_BLANK_COLUMNS = 20

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_form(path: Path) -> FormSheets:
    """The sheets of the form in this file; what lies beside it is found when it is needed.

    Raises:
        FormUnreadable: no form, broken, too large, or not to be opened.
    """
    suffix = path.suffix.casefold()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large()
        content = path.read_bytes()
    except OSError as error:
        message = _("“{name}” cannot be opened: {reason}.")
        reason = error.strerror or str(error)
        raise FormUnreadable(message.format(name=path.name, reason=reason)) from error
    return read_content(content, path.stem, suffix, path.parent)


def read_content(
    content: bytes, name: str, suffix: str = "", folder: Path | None = None
) -> FormSheets:
    """The same of a file's bytes; they are looked at before the name's ending is believed."""
    if len(content) > MOST_BYTES:
        raise _too_large()
    if content.startswith(_ZIP):
        tables = _xlsx_tables(content)
    elif content.startswith(_OLD_EXCEL):
        tables = _xls_tables(content)
    elif suffix in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise FormUnreadable(
            _("This is no spreadsheet, though its name says so. Save it again as .xlsx.")
        )
    elif content.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        raise FormUnreadable(
            _(
                "This is an XML file, as phones load it. Open the spreadsheet that it was made"
                " from (.xlsx, .xls, .csv or .md)."
            )
        )
    else:
        read = markdown_tables if suffix == ".md" else csv_tables
        tables = read(content)
    return _as_form(name, tables, folder)


def _as_form(name: str, tables: Sequence[Cells], folder: Path | None) -> FormSheets:
    tables = [table for table in tables if any(any(row) for row in table.rows)]
    known = [table for table in tables if table.name.strip().casefold() in KNOWN_SHEETS]
    if not any(table.name.strip().casefold() == "survey" for table in known) and len(tables) == 1:
        known = [tables[0].renamed("survey")]
    remarks: list[Remark] = []
    for table in tables:
        _cut(table)
        remarks += table.remarks
        if table.name.strip().casefold() not in KNOWN_SHEETS and len(tables) > 1:
            message = _("This sheet is no part of a form and is not read.")
            remarks.append(Remark(table.name, None, "", message))
    sheets = tuple(_as_sheet(table) for table in known)
    if not sheets:
        raise FormUnreadable(
            _("There is no sheet named “survey” here, so this is no XLSForm. It has: {names}.")
            .format(names=", ".join(table.name for table in tables) or "—")
        )  # fmt: skip
    return FormSheets(name, sheets, folder, tuple(remarks))


def _cut(table: Cells) -> None:
    if len(table.rows) > MOST_ROWS:
        message = _("Only the first {n} rows are read.").format(n=MOST_ROWS)
        table.remarks.append(Remark(table.name, table.numbers[MOST_ROWS], "", message))
        del table.rows[MOST_ROWS:], table.numbers[MOST_ROWS:]


def _as_sheet(table: Cells) -> Sheet:
    """Blank rows above the headers are passed over, and blank ones at the end are left out."""
    first = next(place for place, row in enumerate(table.rows) if any(row))
    header = list(table.rows[first])
    while header and not header[-1]:
        header.pop()
    width = _width(header)
    rows = [
        Row(table.numbers[place], tuple(row[:width]))
        for place, row in enumerate(table.rows)
        if place > first
    ]
    while rows and rows[-1].is_blank:
        rows.pop()
    return Sheet(table.name, tuple(header[:width]), tuple(rows), table.numbers[first])


def _width(header: Sequence[str]) -> int:
    """How many columns count: up to the first long run of columns without a header."""
    blanks = 0
    for place, text in enumerate(header):
        blanks = 0 if text else blanks + 1
        if blanks > _BLANK_COLUMNS:
            return place + 1 - blanks
    return len(header)


def _xlsx_tables(content: bytes) -> list[Cells]:
    import warnings

    from openpyxl import load_workbook

    _refuse_bombs(content)
    try:
        # openpyxl warns of what it leaves out, such as drawings.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            try:
                tables = []
                for sheet in book.worksheets:
                    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                    tables.append(_bounded(sheet.title, rows, len(book.worksheets)))
            finally:
                book.close()
    except FormUnreadable:
        raise
    except Exception as error:  # whatever a broken or hostile file makes the reader stumble over
        raise _broken(".xlsx") from error
    if tables and any("vbaProject" in name for name in _names(content)):
        message = _("The file has macros, which are not run and not written out again.")
        tables[0].remarks.append(Remark("", None, "", message))
    return tables


def _xls_tables(content: bytes) -> list[Cells]:
    import xlrd

    try:
        # What xlrd has to say about an odd file would go to the terminal.
        with xlrd.open_workbook(file_contents=content, logfile=_Nowhere(), on_demand=True) as book:
            tables = []
            for name in book.sheet_names():
                sheet = book.sheet_by_name(name)
                rows = (
                    [_xls_value(cell, book.datemode) for cell in sheet.row(n)[:MOST_COLUMNS]]
                    for n in range(sheet.nrows)
                )
                tables.append(_bounded(name, rows, book.nsheets))
                book.unload_sheet(name)
            return tables
    except FormUnreadable:
        raise
    except Exception as error:
        raise _broken(".xls") from error


def _xls_value(cell: object, datemode: int) -> object:
    import datetime

    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR
    from xlrd.xldate import XLDateError, xldate_as_tuple

    value, kind = getattr(cell, "value", ""), getattr(cell, "ctype", 0)
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind == XL_CELL_ERROR:
        return None
    if kind != XL_CELL_DATE:
        return value
    try:
        parts = xldate_as_tuple(value, datemode)
        if parts[:3] == (0, 0, 0):
            return datetime.time(*parts[3:])
        return datetime.datetime(*parts)
    except (XLDateError, ValueError):
        return value


def _bounded(name: str, rows: Iterable[Iterable[object]], sheets: int) -> Cells:
    """The rows that count, as text; ends behind a long run of blank ones. Of a sheet that is no
    part of a form, only as much as shows that there is something in it."""
    table = Cells(name, [], [], [])
    if sheets > 1 and name.strip().casefold() not in KNOWN_SHEETS:
        rows = islice(rows, 5)
    blanks = count = 0
    for number, row in enumerate(rows, start=1):
        cells = [clean_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        blanks = 0 if cells else blanks + 1
        count += len(cells)
        if blanks > _BLANK_ROWS:
            break
        if count > MOST_CELLS:
            raise _too_large()
        # One more than is taken shows that there are more.
        if number > MOST_ROWS + 1:
            break
        table.rows.append(cells)
        table.numbers.append(number)
    return table


def _refuse_bombs(content: bytes) -> None:
    """A sheet of zeros packs a thousandfold; entities of a DTD grow without end, or read files."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > 5000 or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise _too_large()
            if any(part.filename == "content.xml" for part in parts):
                raise FormUnreadable(
                    _("This is an OpenDocument file (.ods), which is not read. Save it as .xlsx.")
                )
            if any(part.flag_bits & 1 for part in parts):
                raise FormUnreadable(_("This file is locked by a password. Save it without one."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        _refuse_entities(stream.read(4096))
    except FormUnreadable:
        raise
    except Exception as error:
        raise _broken(".xlsx") from error


def _refuse_entities(start: bytes) -> None:
    # Without its zeros UTF-16 reads like ASCII. A document type stands before the first element.
    plain = start.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise FormUnreadable(
            _("This file holds instructions that no spreadsheet needs, so it is not opened.")
        )


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.namelist()


class _Nowhere:
    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def _too_large() -> FormUnreadable:
    return FormUnreadable(
        _("This file is too large for a form. Save only the sheets of the form in a new file.")
    )


def _broken(suffix: str) -> FormUnreadable:
    message = _(
        "This {suffix} file is damaged, or locked by a password. Open it in a spreadsheet program"
        " and save it again as .xlsx."
    )
    return FormUnreadable(message.format(suffix=suffix))
