"""What a sheet only hints at, written out: files that are included, "or other", loops over a list.

What comes out is a form that says the same with groups, lists and questions alone; it is what
pyxform makes of the hints, done on the rows so that each keeps its place in the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pollkit.errors import UserError
from pollkit.formats.xlsform.form import Form, FormRow, Key, TypedRow
from pollkit.formats.xlsform.languages import language_tag
from pollkit.formats.xlsform.layout import read_layout
from pollkit.formats.xlsform.notes import NoteList
from pollkit.formats.xlsform.reading import SUFFIXES, read_form
from pollkit.formats.xlsform.sheets import DropRow, Repair
from pollkit.formats.xlsform.types import TypeWord, read_type
from pollkit.i18n import _

_DEEPEST_INCLUDE = 5
_MOST_ROWS = 20_000
OTHER_NAME = "other"
# The choice, and the question for what it is. pyxform gives every language its English words.
_OTHER_WORDS = {
    "en": ("Other", "Specify other."),
    "ar": ("أخرى", "يرجى التحديد."),
    "de": ("Anderes", "Bitte angeben."),
    "es": ("Otro", "Especifique."),
    "fr": ("Autre", "Veuillez préciser."),
    "it": ("Altro", "Specificare."),
    "nl": ("Anders", "Licht toe."),
    "pt": ("Outro", "Especifique."),
    "sw": ("Nyingine", "Taja nyingine."),
}
_SUBSTITUTED = re.compile(r"%\((name|label)\)s")


def expand(form: Form, folder: Path | None, notes: NoteList) -> Form:
    form = _with_included(form, folder, notes, ())
    form = _with_other_choices(form)
    form = _with_specify_questions(form, notes)
    return _with_loops(form, notes)


def _with_included(
    form: Form, folder: Path | None, notes: NoteList, through: tuple[str, ...]
) -> Form:
    rows: list[TypedRow] = []
    for row in form.rows:
        if row.type.name != "include":
            rows.append(row)
            continue
        part = _included(row, folder, notes, through)
        if part is None:
            continue
        form, part = _with_lists_of(form, part, row.name)
        rows += part.rows
        known = {language.casefold() for language in form.languages}
        added = [each for each in part.languages if each.casefold() not in known]
        form = replace(form, languages=(*form.languages, *added))
    return replace(form, rows=tuple(rows))


def _included(
    row: TypedRow, folder: Path | None, notes: NoteList, through: tuple[str, ...]
) -> Form | None:
    name = row.name
    path = _file_of(name, folder)
    drop = None
    if not row.origin:
        drop = Repair(_("Go on without this part"), (DropRow(row.sheet, row.number),))
    if path is None:
        message = _(
            "The part “{name}” is to be included, and no form of that name ({suffixes}) lies"
            " beside this one. Put it there, or leave this row out."
        )
        text = message.format(name=name, suffixes=", ".join(SUFFIXES))
        notes.refuse(row.place("name"), text, drop)
        return None
    if name in through or len(through) >= _DEEPEST_INCLUDE:
        message = _("“{name}” includes itself, so it would never end. Leave this row out.")
        notes.refuse(row.place("name"), message.format(name=name), drop)
        return None
    try:
        sheets = read_form(path)
    except UserError as error:
        message = _("The part “{name}” cannot be included. {reason}")
        notes.refuse(row.place("name"), message.format(name=name, reason=error), drop)
        return None
    part = read_layout(sheets, notes, origin=path.name)
    return _with_included(part, folder, notes, (*through, name))


def _file_of(name: str, folder: Path | None) -> Path | None:
    if folder is None or not re.fullmatch(r"[\w .-]+", name) or name.startswith("."):
        return None
    return next(
        (path for suffix in SUFFIXES if (path := folder / f"{name}{suffix}").is_file()), None
    )


def _with_lists_of(form: Form, part: Form, name: str) -> tuple[Form, Form]:
    """Both with the part's lists; one that has the name of another list gets a longer one."""
    renamed: dict[str, str] = {}
    lists = dict(form.lists)
    for list_name, members in part.lists.items():
        if list_name in lists and _contents(lists[list_name]) != _contents(members):
            renamed[list_name] = f"{name}_{list_name}"
            members = tuple(row.with_cells(list_name=renamed[list_name]) for row in members)
        lists[renamed.get(list_name, list_name)] = members
    rows = tuple(
        replace(row, type=replace(row.type, list_name=renamed[row.type.list_name]))
        if row.type.list_name in renamed
        else row
        for row in part.rows
    )
    return replace(form, lists=lists), replace(part, rows=rows)


def _contents(members: Iterable[FormRow]) -> list[dict[Key, str]]:
    return [
        {(name, language.casefold()): text for (name, language), text in row.cells.items()}
        for row in members
    ]


def _with_other_choices(form: Form) -> Form:
    wanted = {row.type.list_name for row in form.rows if row.type.or_other}
    lists = {
        name: (*members, _other_choice(members))
        if name in wanted and all(row["name"] != OTHER_NAME for row in members)
        else members
        for name, members in form.lists.items()
    }
    return replace(form, lists=lists)


def _other_choice(members: tuple[FormRow, ...]) -> FormRow:
    last = members[-1]
    languages = {language: None for row in members for language in row.texts("label")}
    cells: dict[Key, str] = {
        ("list_name", ""): last["list_name"],
        ("name", ""): OTHER_NAME,
        **{("label", language): _other_words(language)[0] for language in languages or {"": None}},
    }
    return replace(last, cells=cells)


def _with_specify_questions(form: Form, notes: NoteList) -> Form:
    rows: list[TypedRow] = []
    for row in form.rows:
        if not row.type.or_other or not form.lists.get(row.type.list_name):
            rows.append(row)
            continue
        if row["choice_filter"]:
            message = _(
                "“or other” does not go with a choice filter. Write the choice “other” into the"
                " list, and a question for what it is."
            )
            plain = f"{row.type.name} {row.type.list_name}"
            repair = row.set(_("Leave out “or other”"), "type", plain)
            notes.refuse(row.place("type"), message, repair)
        for language in form.languages:
            if not _is_spoken(language):
                message = _("“or other” has English words in “{language}” too. Translate them.")
                notes.differ(row.place("type"), message.format(language=language))
        cells: dict[Key, str] = {
            ("type", ""): "text",
            ("name", ""): f"{row.name}_other",
            **{("label", lang): _other_words(lang)[1] for lang in form.languages or ("",)},
            ("relevant", ""): f"selected(../{row.name}, '{OTHER_NAME}')",
        }
        rows.append(replace(row, type=replace(row.type, or_other=False)))
        rows.append(replace(row, cells=cells, type=TypeWord("text")))
    return replace(form, rows=tuple(rows))


def _other_words(language: str) -> tuple[str, str]:
    return _OTHER_WORDS.get(language_tag(language).split("-")[0], _OTHER_WORDS["en"])


def _is_spoken(language: str) -> bool:
    return language_tag(language).split("-")[0] in _OTHER_WORDS


def _with_loops(form: Form, notes: NoteList) -> Form:
    """Each loop is a group with a group in it for each choice of its list."""
    rows = list(form.rows)
    while (found := _innermost_loop(rows)) is not None:
        first, last = found
        written_out = _one_loop(form, rows[first], rows[first + 1 : last], rows[last], notes)
        rows[first : last + 1] = written_out
        if len(rows) > _MOST_ROWS:
            notes.refuse(form.rows[0].place(), _("With its loops this form has too many rows."))
            return replace(form, rows=())
    return replace(form, rows=tuple(rows))


def _innermost_loop(rows: list[TypedRow]) -> tuple[int, int] | None:
    begin = None
    for place, row in enumerate(rows):
        if row.type.name == "begin loop":
            begin = place
        elif row.type.name == "end loop" and begin is not None:
            return begin, place
    return None


def _one_loop(
    form: Form, begin: TypedRow, inside: list[TypedRow], end: TypedRow, notes: NoteList
) -> list[TypedRow]:
    members = form.lists.get(begin.type.list_name, ())
    if not members:
        message = _("There is no list “{name}” to loop over in the sheet “choices”.")
        notes.refuse(begin.place("type"), message.format(name=begin.type.list_name))
    group, end_group = TypeWord("begin group"), TypeWord("end group")
    rows = [replace(begin, type=group)]
    for member in members:
        # pyxform passes over a choice of this name.
        if member["name"] == "none":
            continue
        cells = {key: text for key, text in member.cells.items() if key[0] in ("name", "label")}
        rows.append(replace(begin, cells=cells, type=group))
        rows += [_for_member(row, member) for row in inside]
        rows.append(replace(end, type=end_group))
    return [*rows, replace(end, type=end_group)]


def _for_member(row: TypedRow, member: FormRow) -> TypedRow:
    """The row with the choice's name and label where it asks for them: `%(label)s`."""
    labels = {language.casefold(): text for language, text in member.texts("label").items()}

    def filled(key: Key, text: str) -> str:
        words: Mapping[str, str] = {
            "name": member["name"],
            "label": labels.get(key[1].casefold()) or next(iter(labels.values()), member["name"]),
        }
        return _SUBSTITUTED.sub(lambda match: words[match[1]], text)

    cells = {key: filled(key, text) for key, text in row.cells.items()}
    word = row.type if row.type.name != "" else read_type(cells.get(("type", ""), ""))
    return replace(row, cells=cells, type=word)
