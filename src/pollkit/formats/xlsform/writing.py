"""An instrument -> an XLSForm that other programs take, and that comes back as the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pollkit.domain.instruments import Instrument, ItemKind
from pollkit.domain.rules import LookupTable
from pollkit.domain.texts import in_language
from pollkit.formats.xlsform.building import build
from pollkit.formats.xlsform.expansion import expand
from pollkit.formats.xlsform.files_beside import table_bytes
from pollkit.formats.xlsform.headers import Headers, headers_of
from pollkit.formats.xlsform.layout import read_layout
from pollkit.formats.xlsform.mending import mend_silently
from pollkit.formats.xlsform.notes import Note, NoteList, Severity
from pollkit.formats.xlsform.own_cells import differences
from pollkit.formats.xlsform.sheets import FormSheets, Row, Sheet
from pollkit.formats.xlsform.tongues import find_tongues
from pollkit.formats.xlsform.written_rows import UNKNOWN_ELSEWHERE, Line, Written, write_rows
from pollkit.i18n import _

_SURVEY_ORDER = (
    "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
    "constraint_message", "calculation", "choice_filter", "default", "read_only", "trigger",
    "repeat_count", "appearance", "parameters",
)  # fmt: skip


@dataclass(frozen=True)
class FormFiles:
    """Attributes:
    sheets: of the form.
    tables: name of each file that belongs beside it -> the table in it.
    notes: what other programs will not show as PollKit does.
    """

    sheets: FormSheets
    tables: Mapping[str, LookupTable]
    notes: tuple[Note, ...]


def form_files(instrument: Instrument, name: str = "form") -> FormFiles:
    """The form as sheets, not yet in a file."""
    headers = headers_of(instrument)
    written = write_rows(instrument, headers)
    settings = _settings(instrument, headers)
    sheets = _sheets(name, instrument, written, settings, headers)
    plain = _as_read(sheets, written.files)
    _add_own_cells(instrument, plain, written, settings)
    sheets = _sheets(name, instrument, written, settings, headers)
    return FormFiles(sheets, written.files, _notes(instrument))


def write_form(instrument: Instrument, path: Path) -> tuple[tuple[Path, ...], tuple[Note, ...]]:
    """Writes the form as .xlsx and its tables beside it; the files, and what to know of them.

    Raises:
        OSError: a file cannot be written.
    """
    files = form_files(instrument, path.stem)
    _write_workbook(files.sheets, path)
    paths = [path]
    for name, table in files.tables.items():
        beside = path.with_name(name)
        beside.write_bytes(table_bytes(table, beside.suffix))
        paths.append(beside)
    return tuple(paths), files.notes


def _settings(instrument: Instrument, headers: Headers) -> Line:
    settings = {"form_title": in_language(instrument.title, headers.main)}
    settings |= {
        name: text for name, text in instrument.settings.items() if not name.startswith("sheet ")
    }
    settings["default_language"] = headers.names[headers.main]
    if any(len(set(item.codes)) < len(item.codes) for item in instrument.items):
        settings.setdefault("allow_choice_duplicates", "yes")
    return settings


def _as_read(sheets: FormSheets, tables: Mapping[str, LookupTable]) -> Instrument:
    """The instrument that these sheets alone would give."""
    notes = NoteList()
    form = mend_silently(expand(read_layout(sheets, notes), None, notes), notes)
    tongues = find_tongues(form, None, notes)
    return build(form, tongues, None, notes, tables)


def _add_own_cells(
    instrument: Instrument, plain: Instrument, written: Written, settings: Line
) -> None:
    """Puts into the column “pollkit” what the rows do not say."""
    lines = written.item_lines
    for line, before, after in zip(lines, plain.items, instrument.items, strict=True):
        cell = json.loads(line.get("pollkit", "{}")) | differences(before, after)
        if cell:
            line["pollkit"] = json.dumps(cell, ensure_ascii=False)
    whole = differences(replace(plain, items=()), replace(instrument, items=()))
    if whole:
        settings["pollkit"] = json.dumps(whole, ensure_ascii=False)


def _sheets(
    name: str, instrument: Instrument, written: Written, settings: Line, headers: Headers
) -> FormSheets:
    labels = [headers.header("label", tag) for tag in instrument.languages]
    sheets = [_sheet("survey", _in_order(written.survey, ["type", "name", *labels]))]
    if written.choices:
        sheets.append(_sheet("choices", _in_order(written.choices, ["list_name", "name", *labels])))
    sheets.append(_sheet("settings", [settings]))
    if instrument.scales:
        lines = [
            {
                "name": scale.name,
                **headers.cells("label", scale.texts),
                "items": " ".join(scale.items),
                "reverse_keyed": " ".join(scale.reverse_keyed),
                "min_answered": "" if scale.min_answered is None else str(scale.min_answered),
            }
            for scale in instrument.scales
        ]
        sheets.append(_sheet("scales", lines))
    for setting, text in instrument.settings.items():
        if setting.startswith("sheet "):
            sheets.append(_sheet(setting.removeprefix("sheet "), json.loads(text)))
    return FormSheets(name, tuple(sheets))


def _in_order(lines: list[Line], first: list[str]) -> list[Line]:
    """With the columns in the order in which people look for them."""
    place = {column: number for number, column in enumerate(_SURVEY_ORDER)}
    found = dict.fromkeys(header for line in lines for header in line)
    rest = sorted(found, key=lambda header: place.get(header.partition("::")[0], 99))
    order = list(dict.fromkeys([*first, *(h for h in rest if h != "pollkit"), "pollkit"]))
    kept = [header for header in order if header in found or header in first]
    return [{header: line.get(header, "") for header in kept} for line in lines]


def _sheet(name: str, lines: list[Line]) -> Sheet:
    header = tuple(dict.fromkeys(header for line in lines for header in line))
    rows = tuple(
        Row(number, tuple(line.get(column, "") for column in header))
        for number, line in enumerate(lines, start=2)
    )
    return Sheet(name, header, rows)


def _notes(instrument: Instrument) -> tuple[Note, ...]:
    notes = []
    for item in instrument.items:
        if item.kind in UNKNOWN_ELSEWHERE:
            message = _("XLSForm has no question like this: other programs ask for a text.")
            notes.append(Note("survey", None, item.leaf, Severity.DIFFERENT, message))
        elif item.kind is ItemKind.MATRIX:
            message = _("Other programs show each statement as a question of its own.")
            notes.append(Note("survey", None, item.leaf, Severity.DIFFERENT, message))
        if item.image is not None or any(option.image for option in item.options):
            message = _("The pictures stay in PollKit: an XLSForm only names files.")
            notes.append(Note("survey", None, item.leaf, Severity.DIFFERENT, message))
    return tuple(notes)


def _write_workbook(sheets: FormSheets, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for sheet in sheets.sheets:
        page = book.create_sheet(sheet.name)
        for number, texts in enumerate([sheet.header, *(row.cells for row in sheet.rows)], start=1):
            for column, text in enumerate(texts, start=1):
                if text:
                    cell = page.cell(number, column, text)
                    # Whatever begins with "=" is words here, never a formula.
                    cell.data_type = "s"
                    cell.quotePrefix = True
                    cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
                    cell.font = Font(bold=number == 1)
        page.freeze_panes = "A2"
        for column, width in enumerate(_widths(sheet), start=1):
            page.column_dimensions[get_column_letter(column)].width = width
    book.save(path)


def _widths(sheet: Sheet) -> Iterable[int]:
    for place, header in enumerate(sheet.header):
        longest = max((len(row.cell(place)) for row in sheet.rows), default=0)
        yield min(max(len(header), longest, 8) + 2, 50)
