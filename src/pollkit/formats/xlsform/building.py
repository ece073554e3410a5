"""A checked form -> the instrument."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import LookupTable, Rules, Scale, Section
from pollkit.formats.xlsform.columns import MEDIA
from pollkit.formats.xlsform.form import Form, TypedRow, path_of
from pollkit.formats.xlsform.names import PARAMETER, references
from pollkit.formats.xlsform.notes import NoteList
from pollkit.formats.xlsform.own_cells import is_matrix, own_cell
from pollkit.formats.xlsform.tables import Lists
from pollkit.formats.xlsform.tongues import Tongues
from pollkit.formats.xlsform.types import KINDS, OF_THE_DEVICE, ONE, ONE_EXTERNAL
from pollkit.i18n import _

# Longer than any answer that people type; XLSForm itself sets no limit.
LONGEST_TEXT = 10_000
YES = frozenset({"yes", "true", "true()"})
NO = frozenset({"no", "false", "false()"})

# Columns that have a field of their own in `Item` and `Rules`.
_ITEM_FIELDS = frozenset(
    {
        "type", "name", "label", "hint", "relevant", "required", "required_message", "constraint",
        "constraint_message", "calculation", "default", "choice_filter", "read_only", "trigger",
        "appearance", "parameters", "pollkit", "low_label", "high_label", "bottom_label",
        "top_label", "unit",
    }
)  # fmt: skip
_SECTION_FIELDS = frozenset(
    {"type", "name", "label", "relevant", "appearance", "repeat_count", "pollkit"}
)


def build(
    form: Form,
    tongues: Tongues,
    folder: Path | None,
    notes: NoteList,
    files: Mapping[str, LookupTable] | None = None,
) -> Instrument:
    """
    Args:
        files: tables by the name of their file, where they do not lie in the folder yet.
    """
    lists = Lists(form, folder, tongues, notes, files)
    items: list[Item] = []
    sections: list[Section] = []
    for row, around in form.walk():
        path = path_of(row, around)
        if any(is_matrix(outer) for outer in around):
            continue
        if is_matrix(row):
            items.append(_matrix(row, path, form, tongues, lists))
        elif row.begins:
            sections.append(_section(row, path, tongues))
        else:
            items.append(_item(row, path, tongues, lists, notes))
    filled = {item.name for item in items}
    kept = []
    for section in sections:
        if any(name.startswith(section.path + "/") for name in filled):
            kept.append(section)
        else:
            message = _("The group “{name}” has no questions in it and was left out.")
            notes.differ(("survey", None, "name"), message.format(name=section.path))
    return Instrument(
        title={tongues.main: _title(form)},
        languages=tongues.languages,
        items=tuple(items),
        sections=tuple(kept),
        tables=lists.tables(),
        scales=tuple(_scales(form, tongues)),
        settings=_settings(form, tongues),
    )


def read_parameters(written: str) -> dict[str, str]:
    return {match[1].casefold(): match[2] for match in PARAMETER.finditer(written)}


def plain_flag(text: str) -> str:
    """ "yes" for any way to say always, "" for never, else the expression."""
    folded = text.strip().casefold()
    if folded in YES:
        return "yes"
    return "" if folded in NO else text


def _title(form: Form) -> str:
    return form.settings.get("form_title") or form.settings.get("form_id") or form.name


def _settings(form: Form, tongues: Tongues) -> dict[str, str]:
    settings = {
        name: text
        for name, text in form.settings.items()
        if name not in ("form_title", "default_language", "pollkit")
    }
    for tag, name in tongues.names.items():
        settings[f"language {tag}"] = name
    for sheet, rows in form.kept_sheets.items():
        settings[f"sheet {sheet}"] = json.dumps(rows, ensure_ascii=False)
    return settings


def _section(row: TypedRow, path: str, tongues: Tongues) -> Section:
    return Section(
        path=path,
        texts=tongues.texts(row, "label"),
        repeats=row.type.name == "begin repeat",
        repeat_count=row["repeat_count"],
        relevant=plain_relevant(row["relevant"]),
        appearance=row["appearance"],
        columns=_other_columns(row, tongues, _SECTION_FIELDS),
    )


def plain_relevant(text: str) -> str:
    """ "yes" is "always", which needs no words; pyxform makes true() of it."""
    folded = text.strip().casefold()
    return "" if folded in YES else "false()" if folded in NO else text


def _other_columns(row: TypedRow, tongues: Tongues, known: frozenset[str]) -> dict[str, str]:
    return {
        tongues.key(column, language): text
        for (column, language), text in row.cells.items()
        if column not in known
    }


def _item(row: TypedRow, name: str, tongues: Tongues, lists: Lists, notes: NoteList) -> Item:
    kind = KINDS[row.type.name]
    parameters = read_parameters(row["parameters"])
    options: tuple[Option, ...] = ()
    if row.type.is_select:
        found = lists.options_of(row, parameters)
        # Without its list it is answered in words: nothing that was gathered is lost.
        kind = ItemKind.TEXT if found is None else kind
        options = found or ()
    elif row.type.name == "acknowledge":
        options = (Option("OK", dict.fromkeys(tongues.languages, "OK")),)
    _note_kind(row, kind, notes)
    smallest, largest, whole = _limits(row, parameters)
    word = row.type
    if word.name == ONE_EXTERNAL:
        word = replace(word, name=ONE)
    plain = _plain_item(row, name, kind, tongues)
    return replace(
        plain,
        options=options,
        longest_text=LONGEST_TEXT if kind is ItemKind.TEXT else 280,
        smallest=smallest,
        largest=largest,
        whole=whole,
        list_name=row.type.list_name,
        columns={"type": word.text, **plain.columns},
    )


def _plain_item(row: TypedRow, name: str, kind: ItemKind, tongues: Tongues) -> Item:
    """What every kind of item has."""
    return Item(
        name=name,
        kind=kind,
        texts=tongues.texts(row, "label"),
        low_label=tongues.texts(row, "low_label"),
        high_label=tongues.texts(row, "high_label"),
        bottom_label=tongues.texts(row, "bottom_label"),
        top_label=tongues.texts(row, "top_label"),
        unit=tongues.texts(row, "unit"),
        hint=tongues.texts(row, "hint"),
        rules=_rules(row, tongues),
        appearance=row["appearance"],
        parameters=read_parameters(row["parameters"]),
        columns=_other_columns(row, tongues, _ITEM_FIELDS),
    )


def _matrix(row: TypedRow, name: str, form: Form, tongues: Tongues, lists: Lists) -> Item:
    """A group that PollKit wrote for a matrix: its questions are the statements."""
    statements = [inner for inner, around in form.walk() if around and around[-1] is row]
    selects = [inner for inner in statements if inner.type.is_select]
    options = tuple(
        Option(
            str(own_cell(inner).get("code", inner.name.removeprefix(f"{row.name}_"))),
            tongues.texts(inner, "label"),
        )
        for inner in selects
    )
    points = [option.code for option in (lists.options_of(selects[0], {}) or ())] if selects else []
    plain = _plain_item(row, name, ItemKind.MATRIX, tongues)
    lowest = int(points[0]) if points and points[0].lstrip("-").isdecimal() else 1
    return replace(plain, options=options, points=len(points), lowest=lowest, columns={})


def _note_kind(row: TypedRow, kind: ItemKind, notes: NoteList) -> None:
    if kind is ItemKind.OTHER:
        message = _("“{type}” is not collected on this computer. The question is kept.")
        notes.keep(row.place("type"), message.format(type=row.type.name))
    elif row.type.name in OF_THE_DEVICE:
        message = _("“{type}” is a phone's matter and stays empty. The row is kept.")
        notes.keep(row.place("type"), message.format(type=row.type.name))
    for media in MEDIA:
        if row.has(media):
            message = _("Pictures, sounds and films of a form are kept and not shown.")
            notes.keep(row.place(media), message)


def _limits(row: TypedRow, parameters: Mapping[str, str]) -> tuple[str | None, str | None, bool]:
    if row.type.name == "integer":
        return None, None, True
    if row.type.name != "range":
        return None, None, False
    # What the standard takes where nothing is said.
    start, end = parameters.get("start", "1"), parameters.get("end", "10")
    step = parameters.get("step", "1")
    low, high = sorted((start, end), key=_number)
    return low, high, all(_number(part).is_integer() for part in (start, end, step))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.5


def _rules(row: TypedRow, tongues: Tongues) -> Rules:
    return Rules(
        relevant=plain_relevant(row["relevant"]),
        required=plain_flag(row["required"]),
        required_message=tongues.texts(row, "required_message"),
        constraint=row["constraint"],
        constraint_message=tongues.texts(row, "constraint_message"),
        calculation=row["calculation"],
        default=row["default"],
        choice_filter=row["choice_filter"],
        read_only=plain_flag(row["read_only"]),
        trigger=tuple(name for _start, name in references(row["trigger"])),
    )


def _scales(form: Form, tongues: Tongues) -> list[Scale]:
    scales = []
    for row in form.scales:
        least = row["min_answered"]
        scales.append(
            Scale(
                name=row["name"],
                texts=tongues.texts(row, "label"),
                items=tuple(row["items"].split()),
                reverse_keyed=tuple(row["reverse_keyed"].split()),
                min_answered=int(least) if least.isdecimal() else None,
            )
        )
    return scales
