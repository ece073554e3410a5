"""Sheets -> a form: which column is which, which rows count, what stands there twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from pollkit.formats.xlsform.columns import SETTING_TYPES, Column, duplicates, read_headers
from pollkit.formats.xlsform.form import Form, FormRow, Key, TypedRow
from pollkit.formats.xlsform.notes import NoteList
from pollkit.formats.xlsform.sheets import FormSheets, JoinColumn, Repair, Sheet
from pollkit.formats.xlsform.types import read_type
from pollkit.i18n import _, ngettext

_YES = frozenset({"yes", "true", "true()"})
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
# Columns that are read by machines: typographic quotes and blanks in them are slips.
_FOR_MACHINES = frozenset(
    {
        "type", "name", "relevant", "required", "constraint", "calculation", "read_only",
        "choice_filter", "trigger", "repeat_count", "parameters", "list_name", "appearance",
    }
)  # fmt: skip
_EXPRESSIONS = frozenset(
    {"relevant", "required", "constraint", "calculation", "read_only", "choice_filter",
     "repeat_count"}
)  # fmt: skip


def read_layout(sheets: FormSheets, notes: NoteList, origin: str = "") -> Form:
    """The form as it stands, before groups and lists are looked at."""
    for remark in sheets.remarks:
        notes.differ((remark.sheet, remark.row, remark.column), remark.message)
    languages: dict[str, None] = {}
    survey = _rows(sheets.sheet("survey"), notes, languages, origin)
    if sheets.sheet("survey") is None:
        _refuse_without_survey(sheets, notes)
    rows = _survey_rows(survey, notes)
    rows, titles = _without_settings(rows)
    settings_rows = list(_rows(sheets.sheet("settings"), notes, languages, origin))
    settings_row = settings_rows[0] if settings_rows else FormRow("settings", 2, {}, {}, origin)
    for further in settings_rows[1:]:
        notes.differ(further.place(), _("Only the first row of the settings is read."))
    return Form(
        name=sheets.name,
        rows=tuple(rows),
        lists=_lists(_rows(sheets.sheet("choices"), notes, languages, origin), notes),
        external_lists=_lists(
            _rows(sheets.sheet("external_choices"), notes, languages, origin), notes
        ),
        settings={**titles, **{name: text for (name, _l), text in settings_row.cells.items()}},
        settings_row=settings_row,
        languages=tuple(languages),
        scales=tuple(_rows(sheets.sheet("scales"), notes, languages, origin)),
        kept_sheets={
            name: _as_written(sheet)
            for name in ("entities", "osm")
            if (sheet := sheets.sheet(name)) is not None
        },
    )


def _refuse_without_survey(sheets: FormSheets, notes: NoteList) -> None:
    names = [sheet.name for sheet in sheets.sheets]
    near = get_close_matches("survey", [name.casefold() for name in names], n=1, cutoff=0.7)
    message = _("There is no sheet named “survey”. It holds the questions, one in each row.")
    if near:
        message = _("There is no sheet named “survey”. Rename the sheet “{name}”.").format(
            name=near[0]
        )
    notes.refuse(("", None, ""), message)


def _rows(
    sheet: Sheet | None, notes: NoteList, languages: dict[str, None], origin: str
) -> list[FormRow]:
    if sheet is None:
        return []
    columns = read_headers(sheet.name, sheet.header)
    dropped = _note_duplicates(sheet, columns, notes, origin)
    _note_headers(sheet, columns, notes, origin)
    kept = [column for column in columns if column.place not in dropped]
    for column in kept:
        if column.language and any(True for _cell in sheet.column_cells(column.place)):
            languages.setdefault(column.language)
    headers = {column.key: column.header for column in kept}
    rows = []
    for row in sheet.rows:
        cells: dict[Key, str] = {}
        for column in kept:
            text = row.cell(column.place)
            if text:
                cells.setdefault(column.key, text)
        rows.append(FormRow(sheet.name, row.number, cells, headers, origin))
    _note_blank_rows(sheet, notes, origin)
    return [_for_machines(row, notes) for row in rows if row.cells]


def _note_duplicates(
    sheet: Sheet, columns: Iterable[Column], notes: NoteList, origin: str
) -> set[int]:
    """Says which columns mean the same; the places of those that are empty and so left out."""
    empty: set[int] = set()
    for first, second in duplicates(columns):
        shown = f"{origin}: {sheet.name}" if origin else sheet.name
        place = (shown, sheet.header_row, second.header)
        if not any(True for _cell in sheet.column_cells(second.place)):
            empty.add(second.place)
            notes.differ(place, _same_words(first, second) + " " + _("It is empty: left out."))
            continue
        clash = [
            row.number
            for row, text in sheet.column_cells(second.place)
            if row.cell(first.place) not in ("", text)
        ]
        message = _same_words(first, second) + " "
        if clash:
            message += _("They differ in row {n}: keep one of them.").format(n=clash[0])
        else:
            message += _("Put what is in it into the first one, and delete it.")
        words = _("Keep what the first column says, and fill its empty cells from the other one")
        join = JoinColumn(sheet.name, second.place, first.place)
        notes.refuse(place, message, None if origin else Repair(words, (join,)))
        empty.add(second.place)
    return empty


def _same_words(first: Column, second: Column) -> str:
    if first.header == second.header:
        return _("The column “{header}” is there twice.").format(header=first.header)
    message = _("The columns “{first}” and “{second}” mean the same.")
    return message.format(first=first.header, second=second.header)


def _note_headers(sheet: Sheet, columns: Iterable[Column], notes: NoteList, origin: str) -> None:
    shown = f"{origin}: {sheet.name}" if origin else sheet.name
    written = {column.place for column in columns}
    nameless = [
        place
        for place in range(len(sheet.header))
        if place not in written and any(True for _cell in sheet.column_cells(place))
    ]
    for place in nameless:
        message = _("Column {letter} has no header, so what is in it is not read.")
        notes.differ((shown, sheet.header_row, ""), message.format(letter=column_letter(place)))
    blank = [place for place in range(len(sheet.header)) if place not in written]
    if set(blank) - set(nameless):
        message = _("Column {letter} is blank and was passed over.")
        letter = column_letter(min(set(blank) - set(nameless)))
        notes.differ((shown, sheet.header_row, ""), message.format(letter=letter))
    if sheet.name != sheet.name.casefold():
        message = _("This sheet's name was read as “{name}”.").format(name=sheet.name.casefold())
        notes.differ((shown, None, ""), message)
    for column in columns:
        if ": " in column.header and column.name != " ".join(column.header.split()):
            message = _("This header was read as “{name}”.").format(name=column.name)
            notes.differ((shown, sheet.header_row, column.header), message)
    if sheet.name.casefold() != "choices":
        return
    for column in columns:
        if " " in column.header.strip() and column.name == " ".join(column.header.split()):
            message = _(
                "No expression can name a column with blanks, so this one is kept and not used."
            )
            notes.differ((shown, sheet.header_row, column.header), message)


def _note_blank_rows(sheet: Sheet, notes: NoteList, origin: str) -> None:
    if origin or sheet.name.casefold() != "survey":
        return
    blank = [row.number for row in sheet.rows if row.is_blank]
    if blank:
        message = ngettext(
            "{n} blank row was passed over.", "{n} blank rows were passed over.", len(blank)
        )
        notes.keep((sheet.name, blank[0], ""), message.format(n=len(blank)))


def column_letter(place: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _for_machines(row: FormRow, notes: NoteList) -> FormRow:
    cells = dict(row.cells)
    for (column, language), text in row.cells.items():
        if column not in _FOR_MACHINES:
            continue
        straight = text.translate(_STRAIGHT)
        cells[column, language] = straight
        if straight != text and column in _EXPRESSIONS:
            message = _("Curly quotes and special blanks were read as plain ones: {text}")
            notes.differ(row.place(column), message.format(text=straight))
    return replace(row, cells=cells)


def _survey_rows(rows: Iterable[FormRow], notes: NoteList) -> list[TypedRow]:
    read: list[TypedRow] = []
    for row in rows:
        if row["disabled"].casefold() in _YES:
            notes.differ(row.place("disabled"), _("This row is disabled and was left out."))
            continue
        row = row.without("disabled")
        if not row["type"]:
            if row.has("name", "label"):
                message = _("This row has no type. Write what it asks for, such as “text”.")
                repair = row.set(_("Ask for a text"), "type", "text")
                notes.refuse(row.place("type"), message, repair)
            elif row.cells:
                notes.keep(row.place(), _("This row is a remark without a type; left out."))
            continue
        word = read_type(row["type"])
        read.append(TypedRow(row.sheet, row.number, row.cells, row.headers, row.origin, word))
    return read


def _without_settings(rows: Iterable[TypedRow]) -> tuple[list[TypedRow], dict[str, str]]:
    """Old forms set the title in a row of the survey: `set form title | Household`."""
    kept, settings = [], {}
    for row in rows:
        setting = SETTING_TYPES.get(" ".join(row["type"].replace("_", " ").split()).casefold())
        if setting and not row.type.name:
            settings[setting] = row.name
        else:
            kept.append(row)
    return kept, settings


def _lists(rows: Iterable[FormRow], notes: NoteList) -> dict[str, tuple[FormRow, ...]]:
    lists: dict[str, list[FormRow]] = {}
    for row in rows:
        if not row["list_name"]:
            if row.has("name", "label"):
                message = _("This choice belongs to no list. Write its list in “list_name”.")
                notes.differ(row.place("list_name"), message)
            continue
        lists.setdefault(row["list_name"], []).append(row)
    return {name: tuple(members) for name, members in lists.items()}


def _as_written(sheet: Sheet) -> tuple[dict[str, str], ...]:
    return tuple(
        {header: row.cell(place) for place, header in enumerate(sheet.header) if row.cell(place)}
        for row in sheet.rows
        if not row.is_blank
    )
