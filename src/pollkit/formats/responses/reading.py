"""Answers that were gathered before, from CSV, XLSX, SPSS or Stata files, as plain text cells."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from pollkit.errors import FormUnreadable
from pollkit.i18n import _

# A file of answers is far below; a larger one is something else, or meant to fill the memory.
_MOST_BYTES = 100_000_000
_MOST_UNPACKED_BYTES = 500_000_000
_MOST_ROWS = 200_000
_MOST_COLUMNS = 5_000

_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Column:
    """
    Attributes:
        label: what the file says of it; "" = nothing.
        values: what the file says a value means: value -> words.
    """

    name: str
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """`rows` have a cell for each column, "" where nothing was given; `first_row` is the number by
    which a spreadsheet calls the first of them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 2

    def cells(self, column: int) -> tuple[str, ...]:
        return tuple(row[column] for row in self.rows)


def read_answers(path: Path) -> Sheet:
    """The first sheet of a file.

    Raises:
        FormUnreadable: another sort of file, damaged, or too large; the sentence says which.
    """
    if not path.is_file():
        raise FormUnreadable(_("There is no file “{name}”.").format(name=path.name))
    if path.stat().st_size > _MOST_BYTES:
        raise FormUnreadable(_("“{name}” is too large to be read.").format(name=path.name))
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise FormUnreadable(
            _("“{name}” is no CSV, XLSX, .sav or .dta file.").format(name=path.name)
        )
    try:
        sheet = read(path)
    except FormUnreadable:
        raise
    except Exception as error:
        # The libraries raise whatever they stumble over in a damaged file.
        message = _("“{name}” is damaged, or another sort of file than its name says.")
        raise FormUnreadable(message.format(name=path.name)) from error
    if not sheet.columns or not sheet.rows:
        raise FormUnreadable(
            _("“{name}” has no answers below its first row.").format(name=path.name)
        )
    return sheet


def _read_csv(path: Path) -> Sheet:
    text = _decoded(path.read_bytes())
    head = text[:20_000]
    delimiter = max(_DELIMITERS, key=lambda mark: head.partition("\n")[0].count(mark))
    return _sheet(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _decoded(raw: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        # What Excel writes in Europe where nobody chose UTF-8.
        return raw.decode("cp1252", errors="replace")


def _read_xlsx(path: Path) -> Sheet:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED_BYTES:
            raise FormUnreadable(_("“{name}” is too large to be read.").format(name=path.name))
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return _sheet([_text(cell) for cell in row] for row in book.worksheets[0].values)
    finally:
        book.close()


def _read_sav(path: Path) -> Sheet:
    import pyreadstat

    return _statistics_sheet(*pyreadstat.read_sav(path, row_limit=_MOST_ROWS + 1))


def _read_dta(path: Path) -> Sheet:
    import pyreadstat

    return _statistics_sheet(*pyreadstat.read_dta(path, row_limit=_MOST_ROWS + 1))


def _statistics_sheet(frame: Any, meta: Any) -> Sheet:
    """User-missing values of SPSS and Stata are empty cells, as their files mean them."""
    labels = meta.column_names_to_labels
    columns = [
        Column(
            name,
            labels.get(name) or "",
            {_text(v): w for v, w in meta.variable_value_labels.get(name, {}).items()},
        )
        for name in meta.column_names
    ]
    cells = frame.astype("object").where(frame.notna(), None).to_numpy().tolist()
    return _checked(columns, [tuple(_text(cell) for cell in row) for row in cells], first_row=1)


def _sheet(lines: Iterable[Sequence[str]]) -> Sheet:
    found = iter(lines)
    heading = [name.strip() for name in next(found, ())]
    while heading and not heading[-1]:
        heading.pop()
    rows: list[tuple[str, ...]] = []
    for line in found:
        cells = [cell.strip() for cell in line[: len(heading)]]
        if any(cells) or rows:
            rows.append((*cells, *[""] * (len(heading) - len(cells))))
        if len(rows) > _MOST_ROWS:
            break
    while rows and not any(rows[-1]):
        rows.pop()
    return _checked([Column(name) for name in heading], rows, first_row=2)


def _checked(columns: Sequence[Column], rows: Sequence[tuple[str, ...]], first_row: int) -> Sheet:
    if len(rows) > _MOST_ROWS or len(columns) > _MOST_COLUMNS:
        raise FormUnreadable(
            _("The file has more than {rows} rows or {columns} columns.").format(
                rows=_MOST_ROWS, columns=_MOST_COLUMNS
            )
        )
    names = [column.name for column in columns]
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise FormUnreadable(
            _("Two columns are called “{name}”. Rename one of them.").format(name=twice)
        )
    return Sheet(tuple(columns), tuple(rows), first_row)


def _text(value: Any) -> str:
    """A cell as somebody would type it: 3.0 is "3", midnight of a day is the day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        is_day = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()


_READERS = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_csv,
    ".xlsx": _read_xlsx,
    ".sav": _read_sav,
    ".zsav": _read_sav,
    ".dta": _read_dta,
}
