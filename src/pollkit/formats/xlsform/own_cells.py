"""The column “pollkit”: what XLSForm has no words for, as JSON beside what it has.

A cell holds fields of the item, and under "was" a fingerprint of what the row itself says of each:
where somebody has changed the row since, the row wins.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.formats.xlsform.form import Form, FormRow, TypedRow, path_of
from pollkit.formats.xlsform.notes import NoteList
from pollkit.i18n import _
from pollkit.store.encoding import instrument_from

_WAS, _OWN = "was", "own"
_LONGEST_TEXT_HERE = Item("", ItemKind.TEXT, {}).longest_text
# What stands in the sheet in other ways, and is compared there.
_INSTRUMENT_FIELDS = ("title", "languages", "sections", "tables", "scales", "settings")


def own_cell(row: FormRow) -> dict[str, Any]:
    """What the cell holds; nothing if it cannot be read."""
    try:
        content = json.loads(row["pollkit"] or "{}")
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def is_matrix(row: TypedRow) -> bool:
    return row.begins and bool(row["pollkit"]) and own_cell(row).get("kind") == "matrix"


def differences(plain: Any, wanted: Any) -> dict[str, Any]:
    """The cell that makes of `plain`, as a row says it, what is wanted; empty if it is that."""
    cell: dict[str, Any] = {}
    if isinstance(wanted, Item) and "type" not in wanted.columns:
        plain, cell = _made_here(plain), {_OWN: True}
    before, after = _fields(plain), _fields(wanted)
    changed = {name: after[name] for name in after if before[name] != after[name]}
    if not changed:
        return cell
    return {**cell, **changed, _WAS: {name: _fingerprint(before[name]) for name in changed}}


def _made_here(item: Item) -> Item:
    """As an item is that was never in a sheet: without a type, a list's name and a long answer."""
    columns = {name: text for name, text in item.columns.items() if name != "type"}
    return dataclasses.replace(item, columns=columns, list_name="", longest_text=_LONGEST_TEXT_HERE)


def with_own_cells(instrument: Instrument, form: Form, notes: NoteList) -> Instrument:
    """The instrument with what its sheet holds in the column “pollkit”."""
    cells = {path_of(row, around): row for row, around in form.walk() if row["pollkit"]}
    items = []
    for item in instrument.items:
        row = cells.get(item.name)
        items.append(item if row is None else _changed_item(item, row, instrument, notes))
    instrument = dataclasses.replace(instrument, items=tuple(items))
    if not form.settings_row["pollkit"]:
        return instrument
    content = json.loads(json.dumps(dataclasses.asdict(instrument)))
    return _decoded(content, own_cell(form.settings_row), instrument, form.settings_row, notes)


def _changed_item(item: Item, row: FormRow, whole: Instrument, notes: NoteList) -> Item:
    if own_cell(row).get(_OWN) is True:
        item = _made_here(item)
    one = dataclasses.replace(whole, items=(item,), sections=(), tables=(), scales=())
    content = json.loads(json.dumps(dataclasses.asdict(one)))
    cell = {name: value for name, value in own_cell(row).items() if name not in ("code", _OWN)}
    content["items"][0] = _nested(_applied(_fields(item), cell))
    return _read(content, one, row, notes).items[0]


def _decoded(
    content: dict[str, Any],
    cell: dict[str, Any],
    instrument: Instrument,
    row: FormRow,
    notes: NoteList,
) -> Instrument:
    before = {name: content[name] for name in _INSTRUMENT_FIELDS}
    known = {name: v for name, v in cell.items() if name in (*_INSTRUMENT_FIELDS, _WAS)}
    return _read(content | _applied(before, known), instrument, row, notes)


def _read(content: dict[str, Any], plain: Instrument, row: FormRow, notes: NoteList) -> Instrument:
    try:
        read = instrument_from(json.dumps(content))
        # Proof that what was typed into the cell is of the right types.
        if instrument_from(read.canonical_json()) != read:
            raise ValueError(content)
        return read
    except Exception:  # anything may stand in the cell
        message = _("This is not what PollKit writes here, so it was passed over.")
        notes.differ(row.place("pollkit"), message)
        return plain


def _applied(before: Mapping[str, Any], cell: Mapping[str, Any]) -> dict[str, Any]:
    was = cell.get(_WAS)
    fingerprints = was if isinstance(was, dict) else {}
    fields = dict(before)
    for name, value in cell.items():
        is_as_it_was = fingerprints.get(name, "") in ("", _fingerprint(fields.get(name)))
        if name in fields and is_as_it_was:
            fields[name] = value
    return fields


def _fields(value: Any) -> dict[str, Any]:
    """Of an item, with the fields of its rules apart: "rules.constraint"."""
    if isinstance(value, Instrument):
        whole = json.loads(json.dumps(dataclasses.asdict(value)))
        return {name: whole[name] for name in _INSTRUMENT_FIELDS}
    content: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(value)))
    rules = content.pop("rules", {})
    return content | {f"rules.{name}": text for name, text in rules.items()}


def _nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    content = {name: value for name, value in fields.items() if not name.startswith("rules.")}
    rules = {
        name.removeprefix("rules."): value
        for name, value in fields.items()
        if name.startswith("rules.")
    }
    return content | {"rules": rules}


def _fingerprint(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
