"""Forms written as CSV or Markdown: the first column names the sheet, the others are its cells.

A CSV that is one plain table, as a spreadsheet program saves it, is taken for its survey sheet.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice

from pollkit.errors import FormUnreadable
from pollkit.formats.xlsform.cells import LONGEST_CELL, Cells, clean_cell
from pollkit.i18n import _

MOST_LINES, _MOST_COLUMNS = 100_000, 500
_COMMENT = re.compile(r"^\s*#")
_TABLE_LINE = re.compile(r"\s*\|(.*)\|\s*")
_SEPARATOR = re.compile(r"^[|:\s-]+$")
_BAR = re.compile(r"(?<!\\)\|")


def csv_tables(content: bytes) -> list[Cells]:
    text = text_of(content)
    rows = list(islice(csv_rows(text), MOST_LINES))
    if rows and "type" in (cell.casefold() for _line, cells in rows[:1] for cell in cells):
        return [Cells("survey", [cells for _n, cells in rows], [n for n, _c in rows], [])]
    tables = _by_first_column(rows)
    if "survey" not in {table.name.strip().casefold() for table in tables} and len(tables) > 1:
        columns = ", ".join(cell for cell in rows[0][1] if cell)
        message = _("This is a table ({columns}) and no form: it has no part named “survey”.")
        raise FormUnreadable(message.format(columns=columns))
    return tables


def markdown_tables(content: bytes) -> list[Cells]:
    rows = []
    lines = text_of(content).split("\n")
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        match = _TABLE_LINE.fullmatch(line)
        if match is None or _COMMENT.match(line) or _SEPARATOR.fullmatch(match[1]):
            continue
        cells = [clean_cell(cell.strip().replace(r"\|", "|")) for cell in _BAR.split(match[1])]
        rows.append((number, cells))
    return _by_first_column(rows)


def text_of(content: bytes) -> str:
    """UTF-8, or what Excel saves in the west of Europe."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormUnreadable(_("The letters of this file cannot be read. Save it as UTF-8."))


def csv_rows(text: str) -> Iterable[tuple[int, list[str]]]:
    """Each row with the number of its line, cut at the sign that the first lines use most."""
    head = text[:5000]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL * 4))
    reader = csv.reader(StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    started = 1
    try:
        for row in reader:
            yield started, [clean_cell(cell) for cell in row[:_MOST_COLUMNS]]
            started = reader.line_num + 1
    except csv.Error as error:
        message = _("Line {n} of this file cannot be read. Save it again as CSV.")
        raise FormUnreadable(message.format(n=reader.line_num)) from error


def _by_first_column(rows: Iterable[tuple[int, list[str]]]) -> list[Cells]:
    tables: dict[str, Cells] = {}
    current: Cells | None = None
    for number, cells in rows:
        name, rest = (cells[0], cells[1:]) if cells else ("", [])
        if name:
            current = tables.setdefault(name.casefold(), Cells(name, [], [], []))
        if current is not None and any(rest):
            current.rows.append(rest)
            current.numbers.append(number)
    if not tables:
        raise FormUnreadable(
            _("This file has no tables. A form's first column names its sheet: survey, choices.")
        )
    return list(tables.values())
