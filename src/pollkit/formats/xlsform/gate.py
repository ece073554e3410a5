"""pyxform as the second reader: what it refuses, no other program would take.

It converts the sheet to an XForm and so finds what only the whole shows; and it must find the same
questions as we did. It is guarded: some sheets make it stumble over itself.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from pollkit.formats.xlsform.form import Form, FormRow, TypedRow, path_of
from pollkit.formats.xlsform.notes import NoteList, Place
from pollkit.formats.xlsform.types import EXTERNAL
from pollkit.i18n import _

_log = logging.getLogger(__name__)

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"On the '(\w+)' sheet, (?:the '([^']+)' value is invalid\.)?\s*")
# pyxform 4.5 makes nests of columns with "::", and stumbles over those in the choices.
_OTHER_COLUMN = re.compile(r"(?!pollkit$)[^\s:]+")
_BIND = re.compile(r'<bind [^>]*?nodeset="/[^/"]+/([^"]+)"')
# Columns that it is given; what it does not know makes some versions stumble ("instance::tag").
_GIVEN = frozenset(
    {
        "type", "name", "label", "hint", "guidance_hint", "relevant", "required",
        "required_message", "constraint", "constraint_message", "calculation", "default",
        "choice_filter", "read_only", "trigger", "appearance", "parameters", "repeat_count",
        "image", "big-image", "audio", "video",
    }
)  # fmt: skip
_SETTINGS = ("form_title", "form_id", "version", "default_language", "allow_choice_duplicates")


def pass_gate(form: Form, notes: NoteList) -> None:
    """Adds what pyxform finds to the notes."""
    converted = _converted(form, notes)
    if converted is not None:
        _compare(form, converted, notes)


def _converted(form: Form, notes: NoteList) -> str | None:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        result = convert(_as_given(form), form_name="data", validate=False, pretty_print=False)
    except PyXFormError as error:
        _note_refusal(str(error), form, notes)
        return None
    except Exception as error:
        # Its own mistakes come as any exception (pyxform 4.5: unhashable dict, RecursionError).
        _log.warning("pyxform stumbled: %s", type(error).__name__)
        message = _(
            "The converter that all programs use for XLSForms (pyxform) fails on this form."
            " Look for cells in it that should be empty. It says: {why}"
        )
        notes.refuse(("", None, ""), message.format(why=f"{type(error).__name__}: {error}"[:300]))
        return None
    xform: str = result.xform
    return xform


def _as_given(form: Form) -> dict[str, Any]:
    given: dict[str, Any] = {
        "survey": [_cells(row) for row in form.rows],
        "choices": [_cells(row) for rows in form.lists.values() for row in rows],
        "external_choices": [_cells(row) for rows in form.external_lists.values() for row in rows],
        "settings": [{name: form.settings[name] for name in _SETTINGS if form.settings.get(name)}],
        "sheet_names": ["survey", "choices", "settings"],
        "fallback_form_name": "form",
    }
    if not given["settings"][0]:
        del given["settings"]
    for name in ("survey", "choices", "external_choices", "settings"):
        if not given.get(name):
            given.pop(name, None)
            continue
        headers = dict.fromkeys(header for row in given[name] for header in row)
        given[f"{name}_header"] = [headers]
    return given


def _cells(row: FormRow) -> dict[str, str]:
    cells = {}
    for (column, language), text in row.cells.items():
        if column in _GIVEN:
            cells[f"{column}::{language}" if language else column] = text
        elif not isinstance(row, TypedRow) and _OTHER_COLUMN.fullmatch(column):
            cells[column] = text
    if isinstance(row, TypedRow):
        cells["type"] = row.type.text
        if not row.name and row.type.name == "audit":
            cells["name"] = "audit"
    return cells


def _note_refusal(message: str, form: Form, notes: NoteList) -> None:
    """Its sentence at our row: it numbers the rows of what it was given."""
    found = _ROW.search(message)
    where = _SHEET.search(message)
    sheet, column = (where[1], where[2] or "") if where else ("survey", "")
    plain = _SHEET.sub("", _ROW.sub("", message)).strip()
    text = _("The converter that all programs use for XLSForms (pyxform) refuses this: {why}")
    rows: list[FormRow] = list(form.rows)
    if sheet == "choices":
        rows = [row for members in form.lists.values() for row in members]
    if sheet == "settings":
        rows = [form.settings_row]
    place: Place = ("", None, "")
    repair = None
    if found and 0 <= int(found[1]) - 2 < len(rows):
        row = rows[int(found[1]) - 2]
        place = row.place(column)
        if column == "parameters":
            repair = row.set(_("Leave the parameters out"), "parameters", "")
    else:
        place = _row_named_in(plain, form) or place
    notes.refuse(place, text.format(why=plain), repair)


def _row_named_in(message: str, form: Form) -> Place | None:
    quoted = re.findall(r"'([^']+)'|\[([^\]]+)\]", message)
    names = {first or second for first, second in quoted}
    return next((row.place() for row in form.rows if row.name in names), None)


def _compare(form: Form, xform: str, notes: NoteList) -> None:
    """Both must have found the same questions: none may be lost unseen."""
    theirs = set(_BIND.findall(xform))
    for row, around in form.walk():
        if row.begins or row.type.name in EXTERNAL or row.type.name in ("audit", "osm"):
            continue
        path = path_of(row, around)
        if path not in theirs:
            message = _(
                "Other programs would not have this question: pyxform leaves it out. It may"
                " stand in a row that is not what it seems."
            )
            notes.differ(row.place("name"), message)
