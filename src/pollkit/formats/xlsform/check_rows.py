"""What is wrong with the rows of the survey: types, names, groups, parameters."""

from __future__ import annotations

from collections import Counter

from pollkit.formats.xlsform.form import Form, TypedRow
from pollkit.formats.xlsform.names import (
    PARAMETER,
    RESERVED,
    ROOT,
    as_name,
    free_name,
    is_name,
    rename,
)
from pollkit.formats.xlsform.notes import NoteList
from pollkit.formats.xlsform.sheets import AddRow, DropRow, FormSheets, Repair
from pollkit.formats.xlsform.types import OF_THE_DEVICE, nearest_type
from pollkit.i18n import _

# No questionnaire that people fill in is deeper; pyxform walks into each by recursion.
_MOST_GROUPS_DEEP = 30


def check_rows(form: Form, sheets: FormSheets, notes: NoteList) -> None:
    taken = Counter(row.name for row in form.rows if row.name)
    for row in form.rows:
        if notes.is_full:
            return
        _check_type(row, notes)
        _check_parameters(row, notes)
        if not row.ends:
            _check_name(row, sheets, taken, notes)
    if _check_balance(form, notes):
        _check_unique(form, sheets, taken, notes)


def _check_type(row: TypedRow, notes: NoteList) -> None:
    if row.type.name in OF_THE_DEVICE and row.has("label"):
        message = _(
            "“{type}” is filled in by a phone and asks nobody, though this row has a label."
            " A laptop leaves it empty."
        )
        repair = row.set(_("Ask for it as a text"), "type", "text")
        notes.differ(row.place("type"), message.format(type=row["type"]), repair)
    if row.type.name:
        return
    near = nearest_type(row["type"])
    if row["type"].casefold() in ("select_one", "select_multiple", "rank", "select one"):
        message = _("“{type}” lacks the name of its list: write it behind, as in “{type} yes_no”.")
        notes.refuse(row.place("type"), message.format(type=row["type"]))
    elif near:
        message = _("There is no type “{type}”. Did you mean “{near}”?")
        repair = row.set(_("Read it as “{near}”").format(near=near), "type", near)
        notes.refuse(row.place("type"), message.format(type=row["type"], near=near), repair)
    else:
        message = _("There is no type “{type}”. A question for words has the type “text”.")
        repair = row.set(_("Ask for a text"), "type", "text")
        notes.refuse(row.place("type"), message.format(type=row["type"]), repair)


def _check_parameters(row: TypedRow, notes: NoteList) -> None:
    written = row["parameters"]
    if written and PARAMETER.sub("", written).strip(" ,;\t\n"):
        message = _("Parameters are pairs, such as “start=1 end=10 step=1”. This is: {text}")
        repair = row.set(_("Leave the parameters out"), "parameters", "")
        notes.refuse(row.place("parameters"), message.format(text=written), repair)


def _check_name(row: TypedRow, sheets: FormSheets, taken: Counter[str], notes: NoteList) -> None:
    name = row.name
    if row.type.name in ("note", "audit", "include") and not name:
        return
    if not name:
        label = next(iter(row.texts("label").values()), "")
        made = as_name(label, taken) if label else ""
        if not made or made == "q":
            made = f"{row.type.name.rpartition(' ')[2] or 'question'}_{row.number}"
        message = _("This question has no name. Write one into the column “name”.")
        if row.begins:
            message = _("This group has no name. Write one into the column “name”.")
        repair = row.set(_("Call it “{name}”").format(name=made), "name", made)
        notes.refuse(row.place("name"), message, repair)
        return
    if not is_name(name):
        message = _(
            "“{name}” cannot be a name: it begins with a letter and has no blanks or signs but"
            " “_”, “-” and “.”."
        )
        _refuse_name(row, sheets, message.format(name=name), as_name(name, taken), notes)
    elif name.casefold() == RESERVED:
        message = _("The name “{name}” is reserved in XLSForm. Choose another one.")
        _refuse_name(row, sheets, message.format(name=name), as_name(name, taken), notes)
    elif row.type.name == "begin repeat" and name == ROOT:
        message = _("A repeat cannot be called “{name}”: that is the whole form's name.")
        _refuse_name(row, sheets, message.format(name=name), as_name(name, taken), notes)
    if row.type.name == "audit" and name != "audit":
        message = _("An audit is always called “audit”.")
        notes.refuse(row.place("name"), message, row.set(_("Call it so"), "name", "audit"))


def _refuse_name(
    row: TypedRow, sheets: FormSheets, message: str, new: str, notes: NoteList
) -> None:
    words = _("Rename it to “{name}”, in all expressions too").format(name=new)
    repair = None
    if not row.origin:
        repair = rename(sheets, row.sheet, row.number, row.name, new, words)
    notes.refuse(row.place("name"), message, repair)


def _check_balance(form: Form, notes: NoteList) -> bool:
    """Whether each group ends; says where not."""
    begun: list[TypedRow] = []
    is_balanced = True
    for row in form.rows:
        if row.begins:
            begun.append(row)
            if len(begun) > _MOST_GROUPS_DEEP:
                notes.refuse(row.place(), _("Groups are nested too deeply here."))
                return False
        elif row.ends:
            what = row.type.name.removeprefix("end ")
            if begun and begun[-1].type.name == f"begin {what}":
                begun.pop()
                continue
            is_balanced = False
            _refuse_end(row, begun, what, notes)
            # It was meant for the one that is open, or what is in that one was never ended.
            has_begun = any(one.type.name == f"begin {what}" for one in begun)
            while begun and begun.pop().type.name != f"begin {what}" and has_begun:
                pass
    last = form.rows[-1].number if form.rows else 0
    for row in reversed(begun):
        is_balanced = False
        what = row.type.name.removeprefix("begin ")
        message = _("“{name}” begins here and never ends. Add a row “end_{what}”.")
        add = AddRow(row.sheet, last, {row.header("type"): f"end_{what}"})
        repair = None if row.origin else Repair(_("End it behind the last question"), (add,))
        text = message.format(name=row.name or row["type"], what=what)
        notes.refuse(row.place("type"), text, repair)
    return is_balanced


def _refuse_end(row: TypedRow, begun: list[TypedRow], what: str, notes: NoteList) -> None:
    if begun and begun[-1].type.name != f"begin {what}":
        inner = begun[-1]
        wanted = inner.type.name.replace("begin ", "end_")
        message = _("“{end}” does not end what is open here: that began in row {n} as “{type}”.")
        text = message.format(end=row["type"], n=inner.number, type=inner["type"])
        words = _("Read it as “{type}”").format(type=wanted)
        notes.refuse(row.place("type"), text, row.set(words, "type", wanted))
        return
    message = _("“{end}” ends nothing: no group is open here.")
    drop = DropRow(row.sheet, row.number)
    repair = None if row.origin else Repair(_("Leave this row out"), (drop,))
    notes.refuse(row.place("type"), message.format(end=row["type"]), repair)


def _check_unique(form: Form, sheets: FormSheets, taken: Counter[str], notes: NoteList) -> None:
    # By the names of the groups around; a name and, in small letters, how it is like others.
    seen: dict[tuple[str, ...], dict[str, TypedRow]] = {}
    folded: set[tuple[tuple[str, ...], str]] = set()
    repeats: dict[str, TypedRow] = {}
    for row, around in form.walk():
        if not row.name or notes.is_full:
            continue
        group = tuple(outer.name for outer in around)
        names = seen.setdefault(group, {})
        first = names.get(row.name)
        if first is not None:
            _refuse_second(row, first, sheets, taken, notes)
        elif (group, row.name.casefold()) in folded:
            message = _(
                "“{name}” differs from another name in its capitals only. Some programs take"
                " both for one."
            )
            notes.differ(row.place("name"), message.format(name=row.name))
        names.setdefault(row.name, row)
        folded.add((group, row.name.casefold()))
        if row.type.name == "begin repeat":
            other = repeats.setdefault(row.name, row)
            if other is not row and first is None:
                _refuse_second(row, other, sheets, taken, notes)


def _refuse_second(
    row: TypedRow, first: TypedRow, sheets: FormSheets, taken: Counter[str], notes: NoteList
) -> None:
    message = _("“{name}” is the name of row {n} already.")
    new = free_name(row.name, taken)
    taken[new] += 1
    # References mean the first one: they stay as they are.
    words = _("Call this one “{name}”").format(name=new)
    repair = row.set(words, "name", new)
    notes.refuse(row.place("name"), message.format(name=row.name, n=first.number), repair)
