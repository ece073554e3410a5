"""What is plainly meant is put right without asking, and said in a note."""

from __future__ import annotations

import re
from dataclasses import replace

from pollkit.domain.instruments import ItemKind
from pollkit.formats.xlsform.columns import MEDIA
from pollkit.formats.xlsform.form import Form, TypedRow
from pollkit.formats.xlsform.notes import NoteList
from pollkit.formats.xlsform.types import FROM_FILE, KINDS, OF_THE_DEVICE, PRESETS, TypeWord
from pollkit.i18n import _

# A bare word to the right of a sign, as in `pastel=yes`; with "(" behind, it is a function.
_BARE_WORD = re.compile(
    r"(?P<sign>!?=)(?P<blank>\s*)(?P<word>[^\W\d][\w.-]*)(?=\s*(?:$|\)|\s(?:and|or)\b))"
)
_NULL = re.compile(r"(?<![\w/$.{:-])null(?![\w/(.:}-])")
_QUOTED = re.compile(r"""('[^']*'|"[^"]*")""")


def mend_silently(form: Form, notes: NoteList) -> Form:
    rows = []
    for row in form.rows:
        row = _named(_without_preset(row))
        row = _labelled(row, notes)
        row = _without_null(row, form, notes)
        _note_odd_day(row, notes)
        rows.append(_filtered(row, form, notes))
    return replace(form, rows=tuple(rows))


def _without_preset(row: TypedRow) -> TypedRow:
    """A type that is another one with a constraint and a hint, written out."""
    preset = PRESETS.get(row.type.name)
    if preset is None:
        return row
    base, constraint, hint = preset
    cells = {"type": base, "constraint": row["constraint"] or constraint}
    if hint and not row.has("hint"):
        cells["hint"] = hint
    return replace(row.with_cells(**cells), type=TypeWord(base))


def _named(row: TypedRow) -> TypedRow:
    """Notes and audits may go without a name: pyxform's rule, with the number of the row."""
    if row.name or row.type.name not in ("note", "audit"):
        return row
    made = "audit" if row.type.name == "audit" else f"generated_note_name_{row.number}"
    return row.with_cells(name=made)


def _labelled(row: TypedRow, notes: NoteList) -> TypedRow:
    kind = KINDS.get(row.type.name, ItemKind.NUMBER)
    is_asked = kind is not ItemKind.HIDDEN and row.type.name not in OF_THE_DEVICE
    if row.begins or row.ends or not row.name or not row.type.name or not is_asked:
        return row
    if row.has("label", "hint", *MEDIA):
        return row
    message = _("This question has no words, so its name is shown. Write them into “label”.")
    repair = row.set(_("Write the name as label"), "label", row.name)
    notes.differ(row.place("label"), message, repair)
    return row.with_cells(label=row.name)


def _note_odd_day(row: TypedRow, notes: NoteList) -> None:
    if row["default"].startswith(("1899-", "1900-01-0")):
        message = _(
            "“{day}” is what a spreadsheet program makes of a cell with a time, or with next to"
            " nothing, in it. If another day is meant, write it as text: 2026-11-24."
        )
        notes.differ(row.place("default"), message.format(day=row["default"]))


def _without_null(row: TypedRow, form: Form, notes: NoteList) -> TypedRow:
    """`null` is no word of the language: everywhere it is taken for a question that is not there,
    and so for nothing. The WHO's verbal autopsy form has it."""
    cells = dict(row.cells)
    for column in ("calculation", "relevant", "constraint", "required"):
        parts = _QUOTED.split(row[column])
        parts[::2] = [_NULL.sub("''", part) for part in parts[::2]]
        changed = "".join(parts)
        if changed == row[column] or any(other.name == "null" for other in form.rows):
            continue
        cells[column, ""] = changed
        message = _("“null” was read as nothing: write '' for that.")
        repair = row.set(_("Write it so"), column, changed)
        notes.differ(row.place(column), message, repair)
    return replace(row, cells=cells)


def _filtered(row: TypedRow, form: Form, notes: NoteList) -> TypedRow:
    """`pastel=yes` finds nothing anywhere, where "yes" is no column of the list."""
    written = row["choice_filter"]
    members = form.list_of(row)
    if not written or not members or row.type.name in FROM_FILE:
        return row
    columns = {column for member in members for column, _language in member.headers} | {"label"}
    words: list[str] = []

    def quoted(match: re.Match[str]) -> str:
        if match["word"] in columns:
            return match[0]
        words.append(match["word"])
        return f"{match['sign']}{match['blank']}'{match['word']}'"

    # Nothing is changed between quotes.
    parts = _QUOTED.split(written)
    parts[::2] = [_BARE_WORD.sub(quoted, part) for part in parts[::2]]
    if not words:
        return row
    changed = "".join(parts)
    message = _("“{word}” is no column of the list, so it was read as a word: {text}")
    text = message.format(word=words[0], text=changed)
    repair = row.set(_("Write it so"), "choice_filter", changed)
    notes.differ(row.place("choice_filter"), text, repair)
    return row.with_cells(choice_filter=changed)
