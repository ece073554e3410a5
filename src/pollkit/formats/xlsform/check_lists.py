"""What is wrong with the lists of choices, and with the questions that use them."""

from __future__ import annotations

from difflib import get_close_matches

from pollkit.formats.xlsform.form import Form, FormRow, TypedRow
from pollkit.formats.xlsform.names import free_name
from pollkit.formats.xlsform.notes import NoteList
from pollkit.formats.xlsform.sheets import AddRow, DropRow, Edit, FormSheets, Repair, SetCell
from pollkit.formats.xlsform.types import (
    FROM_FILE,
    MANY,
    MANY_FROM_FILE,
    ONE_EXTERNAL,
    ONE_FROM_FILE,
    RANK,
)
from pollkit.i18n import _

FILE_SUFFIXES = (".csv", ".xml", ".geojson")
_YES = frozenset({"yes", "true", "true()"})


def check_lists(form: Form, sheets: FormSheets, notes: NoteList) -> None:
    for row in form.rows:
        if row.type.is_select and not notes.is_full:
            _check_list_is_there(row, form, notes)
    with_blanks = {row.type.list_name for row in form.rows if row.type.name in (MANY, RANK)}
    for name, members in form.lists.items():
        _check_members(name, members, form, notes)
        if name in with_blanks:
            _check_blanks(members, sheets, notes)
    for members in form.external_lists.values():
        for member in members:
            if not member["name"]:
                _refuse_nameless(member, members, notes)
    _check_table_lists(form, notes)


def _check_list_is_there(row: TypedRow, form: Form, notes: NoteList) -> None:
    name = row.type.list_name
    if row.type.name in FROM_FILE:
        if not name.casefold().endswith(FILE_SUFFIXES):
            message = _("“{name}” is no file that choices come from. It must end in {suffixes}.")
            text = message.format(name=name, suffixes=", ".join(FILE_SUFFIXES))
            words = _("Read it as “{name}.csv”").format(name=name)
            repair = row.set(words, "type", f"{row.type.name} {name}.csv")
            notes.refuse(row.place("type"), text, repair)
        return
    if name.startswith("${") or form.list_of(row):
        return
    if row.type.name == ONE_EXTERNAL:
        message = _("There is no list “{name}” in the sheet “external_choices”.")
        repair = row.set(_("Take it from “choices”"), "type", f"select_one {name}")
        found = repair if name in form.lists else row.set(_("Ask for a text"), "type", "text")
        notes.refuse(row.place("type"), message.format(name=name), found)
        return
    if name.casefold().endswith(FILE_SUFFIXES):
        message = _("Choices of a file have the type “{type}”.")
        kind = ONE_FROM_FILE if row.type.name != MANY else MANY_FROM_FILE
        words = _("Read it as “{near}”").format(near=f"{kind} {name}")
        repair = row.set(words, "type", f"{kind} {name}")
        notes.refuse(row.place("type"), message.format(type=kind), repair)
        return
    near = get_close_matches(name, [*form.lists], n=1, cutoff=0.7)
    if near:
        message = _("There is no list “{name}” in the sheet “choices”. Did you mean “{near}”?")
        repair = row.set(
            _("Take the list “{near}”").format(near=near[0]), "type", f"{row.type.name} {near[0]}"
        )
        notes.refuse(row.place("type"), message.format(name=name, near=near[0]), repair)
        return
    message = _("There is no list “{name}” in the sheet “choices”. Add its choices there.")
    repair = row.set(_("Ask for a text until the list is there"), "type", "text")
    notes.refuse(row.place("type"), message.format(name=name), repair)


def _check_members(
    list_name: str, members: tuple[FormRow, ...], form: Form, notes: NoteList
) -> None:
    may_repeat = form.settings.get("allow_choice_duplicates", "").casefold() in _YES
    first: dict[str, FormRow] = {}
    for row in members:
        name = row["name"]
        if notes.is_full:
            return
        if not name:
            _refuse_nameless(row, members, notes)
        elif name in first and not may_repeat:
            _refuse_second(row, first[name], members, form, notes)
        elif not row.has("label", "image", "big-image", "audio", "video"):
            message = _("This choice has no label, so its name is shown.")
            notes.differ(row.place("label"), message)
        first.setdefault(name, row)


def _refuse_nameless(row: FormRow, members: tuple[FormRow, ...], notes: NoteList) -> None:
    label = next(iter(row.texts("label").values()), "")
    names = [member["name"] for member in members]
    made = "_".join(label.split())[:30] if label else free_name("choice", names)
    message = _("This choice of the list “{list}” has no name, which answers are kept by.")
    repair = row.set(_("Call it “{name}”").format(name=made), "name", made)
    notes.refuse(row.place("name"), message.format(list=row["list_name"]), repair)


def _refuse_second(
    row: FormRow, first: FormRow, members: tuple[FormRow, ...], form: Form, notes: NoteList
) -> None:
    name, list_name = row["name"], row["list_name"]
    message = _("The list “{list}” has “{name}” twice: here and in row {n}.")
    text = message.format(list=list_name, name=name, n=first.number)
    repair: Repair | None = None
    filtered = any(
        question["choice_filter"] and question.type.list_name == list_name for question in form.rows
    )
    if row.origin:
        pass
    elif row.cells == first.cells:
        repair = Repair(_("Leave the second one out"), (DropRow(row.sheet, row.number),))
    elif filtered:
        text += " " + _("A filtered list may do so, if the settings allow it.")
        repair = Repair(_("Allow it in the settings"), (_allow_duplicates(form),))
    else:
        new = free_name(name, [member["name"] for member in members])
        repair = row.set(_("Call this one “{name}”").format(name=new), "name", new)
    notes.refuse(row.place("name"), text, repair)


def _allow_duplicates(form: Form) -> Edit:
    row = form.settings_row
    if row.cells:
        return SetCell(row.sheet, row.number, "allow_choice_duplicates", "yes")
    return AddRow("settings", 0, {"allow_choice_duplicates": "yes"})


def _check_blanks(members: tuple[FormRow, ...], sheets: FormSheets, notes: NoteList) -> None:
    for row in members:
        name = row["name"]
        if len(name.split()) < 2:
            continue
        message = _("“{name}” has blanks, and several chosen names are kept with blanks between.")
        new = "_".join(name.split())
        words = _("Rename it to “{name}”, in all expressions too").format(name=new)
        repair = None if row.origin else _rename_choice(row, new, sheets, words)
        notes.refuse(row.place("name"), message.format(name=name), repair)


def _rename_choice(row: FormRow, new: str, sheets: FormSheets, words: str) -> Repair:
    old = row["name"]
    edits: list[Edit] = [SetCell(row.sheet, row.number, row.header("name"), new)]
    survey = sheets.sheet("survey")
    for line in survey.rows if survey else ():
        for place, header in enumerate(survey.header if survey else ()):
            text = line.cell(place)
            changed = text.replace(f"'{old}'", f"'{new}'").replace(f'"{old}"', f'"{new}"')
            if changed != text:
                edits.append(SetCell("survey", line.number, header, changed))
    return Repair(words, tuple(edits))


def _check_table_lists(form: Form, notes: NoteList) -> None:
    first: dict[int, str] = {}
    for row, around in form.walk():
        group = around[-1] if around else None
        if group is None or not row.type.is_select:
            continue
        if "table-list" not in group["appearance"].split():
            continue
        wanted = first.setdefault(id(group), row.type.list_name)
        if row.type.list_name != wanted:
            message = _("A table-list has one list for all its questions: “{one}”, not “{other}”.")
            text = message.format(one=wanted, other=row.type.list_name)
            words = _("Show the group as a page, not as a table")
            repair = group.set(words, "appearance", "field-list")
            notes.refuse(row.place("type"), text, repair)
        elif row["choice_filter"]:
            message = _("A choice filter does not go into a table-list.")
            words = _("Show the group as a page, not as a table")
            repair = group.set(words, "appearance", "field-list")
            notes.refuse(row.place("choice_filter"), message, repair)
