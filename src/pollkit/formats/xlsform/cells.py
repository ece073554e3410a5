"""A table as a file gives it, and one cell's value as text."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from pollkit.formats.xlsform.sheets import Remark

LONGEST_CELL = 32_767  # what a spreadsheet program lets into one

# What no XML may hold, and a workbook cannot be written with.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Cells:
    """Rows of texts with their numbers in the file."""

    name: str
    rows: list[list[str]]
    numbers: list[int]
    remarks: list[Remark]

    def renamed(self, name: str) -> Cells:
        return replace(self, name=name)


def clean_cell(value: object) -> str:
    """As pyxform would write it, and without what no form can hold."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime() | datetime.date() | datetime.time():
            return str(value)
    text = str(value)[:LONGEST_CELL].replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text).strip()
