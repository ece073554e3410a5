"""Forms written as tables in a test, and what is said about them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from house import ROOT

from pollkit.domain.instruments import Instrument
from pollkit.formats.xlsform import (
    FormSheets,
    ImportResult,
    form_files,
    import_form,
    read_content,
)

# Sample forms of the pyxform project; not part of this one.
SAMPLES = ROOT.parent / "shared" / "data" / "xlsforms"


def sheets(markdown: str, folder: Path | None = None) -> FormSheets:
    """`| survey |` on a line of its own names a sheet; its table follows, with a first column."""
    text = textwrap.dedent(markdown).strip()
    return read_content(text.encode(), "form", ".md", folder)


def questions(*lines: str, header: str = "type | name | label::English (en)") -> FormSheets:
    """A survey sheet alone, a line for each row."""
    return sheets("\n".join(["| survey |", *(f"| | {line} |" for line in (header, *lines))]))


def imported(form: FormSheets) -> Instrument:
    result = import_form(form)
    assert result.instrument is not None, said(result)
    return result.instrument


def said(result: ImportResult) -> list[tuple[str, int | None, str, str]]:
    return [(note.sheet, note.row, note.column, note.message) for note in result.notes]


def refused(form: FormSheets) -> list[tuple[str, int | None, str, str]]:
    result = import_form(form)
    assert result.instrument is None
    return [(note.sheet, note.row, note.column, note.message) for note in result.refusals]


def pyxform_sheets(instrument: Instrument) -> dict[str, object]:
    """What pyxform takes instead of a file."""
    given: dict[str, object] = {}
    for sheet in form_files(instrument).sheets.sheets:
        if sheet.name == "scales":
            continue  # PollKit's own; in a file other programs pass over it
        given[sheet.name] = [
            {h: row.cell(n) for n, h in enumerate(sheet.header) if row.cell(n)}
            for row in sheet.rows
        ]
        given[f"{sheet.name}_header"] = [dict.fromkeys(sheet.header)]
    return given
