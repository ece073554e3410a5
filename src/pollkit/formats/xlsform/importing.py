"""A form's sheets -> an instrument, or what must be mended first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from pollkit.formats.xlsform.building import build
from pollkit.formats.xlsform.check_lists import check_lists
from pollkit.formats.xlsform.check_references import check_references
from pollkit.formats.xlsform.check_rows import check_rows
from pollkit.formats.xlsform.expansion import expand
from pollkit.formats.xlsform.gate import pass_gate
from pollkit.formats.xlsform.layout import read_layout
from pollkit.formats.xlsform.logic_notes import check_logic
from pollkit.formats.xlsform.mending import mend_silently
from pollkit.formats.xlsform.notes import ImportResult, NoteList
from pollkit.formats.xlsform.own_cells import with_own_cells
from pollkit.formats.xlsform.sheets import (
    AddRow,
    DropRow,
    Edit,
    FormSheets,
    JoinColumn,
    RenameColumn,
    Repair,
    SetCell,
    repair,
)
from pollkit.formats.xlsform.tongues import find_tongues
from pollkit.i18n import _

_MOST_ROUNDS = 8


def import_form(sheets: FormSheets, language: str | None = None) -> ImportResult:
    """The instrument of these sheets, with all that there is to say about them.

    Args:
        language: of texts whose columns name none, where the person has said it.
    """
    notes = NoteList()
    form = read_layout(sheets, notes)
    if not form.rows:
        if not notes.has_refusals:
            notes.refuse(("survey", None, ""), _("The sheet “survey” has no questions."))
        return ImportResult(None, notes.in_order())
    form = mend_silently(expand(form, sheets.folder, notes), notes)
    check_rows(form, sheets, notes)
    check_lists(form, sheets, notes)
    check_references(form, notes)
    if notes.has_refusals or not form.rows:
        return ImportResult(None, notes.in_order())
    pass_gate(form, notes)
    if notes.has_refusals:
        return ImportResult(None, notes.in_order())
    tongues = find_tongues(form, language, notes)
    instrument = build(form, tongues, sheets.folder, notes)
    instrument = with_own_cells(instrument, form, notes)
    check_logic(instrument, form, notes)
    if not instrument.items:
        notes.refuse(("survey", None, ""), _("The sheet “survey” has no questions."))
    return ImportResult(None if notes.has_refusals else instrument, notes.in_order())


def repair_all(
    sheets: FormSheets, language: str | None = None
) -> tuple[FormSheets, ImportResult, tuple[str, ...]]:
    """Takes every repair that a refusal offers, as long as that helps; and what was done."""
    result = import_form(sheets, language)
    done: list[str] = []
    for _round in range(_MOST_ROUNDS):
        offered = [note for note in result.refusals if note.repair is not None]
        if result.instrument is not None or not offered:
            break
        # Two that mend the same cell would undo each other: the second has its turn later.
        chosen = _apart(note.repair for note in offered if note.repair is not None)
        sheets = repair(sheets, chosen)
        done += [f"{note.place}: {note.repair.words}" for note in offered if note.repair in chosen]
        result = import_form(sheets, language)
    return sheets, result, tuple(done)


def _apart(repairs: Iterable[Repair]) -> list[Repair]:
    """Those that touch no cell that an earlier one touches."""
    chosen: list[Repair] = []
    touched: set[Hashable] = set()
    for one in repairs:
        cells = {_touches(edit) for edit in one.edits}
        if not cells & touched:
            chosen.append(one)
            touched |= cells
    return chosen


def _touches(edit: Edit) -> Hashable:
    match edit:
        case SetCell(sheet=sheet, row=row, header=header):
            return sheet, row, header
        case DropRow(sheet=sheet, row=row) | AddRow(sheet=sheet, below=row):
            return sheet, row
        case RenameColumn(sheet=sheet, place=place) | JoinColumn(sheet=sheet, place=place):
            return sheet, "column", place
