"""Whether what expressions and texts refer to is there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import get_close_matches

from pollkit.formats.xlsform.columns import TRANSLATED
from pollkit.formats.xlsform.form import Form, FormRow
from pollkit.formats.xlsform.names import is_name, references
from pollkit.formats.xlsform.notes import NoteList
from pollkit.i18n import _

_EXPRESSIONS = (
    "relevant", "required", "constraint", "calculation", "read_only", "default", "choice_filter",
    "repeat_count", "trigger",
)  # fmt: skip
_ALSO = frozenset({"instanceID"})
_OPENS = re.compile(r"\$\{")


def check_references(form: Form, notes: NoteList) -> None:
    _check_calculations(form, notes)
    names = _names(form)
    for row in form.rows:
        for (column, language), text in row.cells.items():
            if (
                "${" in text
                and not notes.is_full
                and (column in _EXPRESSIONS or column in TRANSLATED)
            ):
                _check_cell(row, column, language, text, names, notes)
    for members in (*form.lists.values(), *form.external_lists.values()):
        for member in members:
            for language, text in member.texts("label").items():
                if "${" in text:
                    _check_cell(member, "label", language, text, names, notes)
    name = form.settings.get("instance_name", "")
    if "${" in name:
        _check_cell(form.settings_row, "instance_name", "", name, names, notes)


def _check_calculations(form: Form, notes: NoteList) -> None:
    for row in form.rows:
        if row.type.name != "calculate" or row["calculation"] or "(" in row["default"]:
            continue
        if row["default"] and "${" in row["default"]:
            continue
        message = _("This row calculates nothing: write into “calculation” what it is.")
        repair = row.set(_("Keep it as an empty hidden value"), "type", "hidden")
        notes.refuse(row.place("calculation"), message, repair)


def _names(form: Form) -> Counter[str]:
    """Name -> how many rows have it; a row that a loop repeats counts once."""
    places: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in form.rows:
        if row.name and not row.ends:
            places[row.name].add((row.origin, row.number))
    return Counter({name: len(found) for name, found in places.items()})


def _check_cell(
    row: FormRow, column: str, language: str, text: str, names: Counter[str], notes: NoteList
) -> None:
    place = row.place(column, language)
    found = list(references(text))
    starts = {start for start, name in found if is_name(name)}
    if any(match.start() not in starts for match in _OPENS.finditer(text)):
        message = _("A reference is written “${{name}}”, with the name of a question: {text}")
        notes.refuse(place, message.format(text=text[:80]))
        return
    for _start, name in found:
        if names[name] > 1:
            message = _(
                "Several questions or groups are called “{name}”, so it is not clear which is"
                " meant. Give each a name of its own."
            )
            notes.refuse(place, message.format(name=name))
        elif not names[name] and name not in _ALSO:
            _refuse_unknown(row, column, language, text, name, names, notes)


def _refuse_unknown(
    row: FormRow,
    column: str,
    language: str,
    text: str,
    name: str,
    names: Counter[str],
    notes: NoteList,
) -> None:
    folded = {each.casefold(): each for each in names}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.75)
    message = _("There is no question or group called “{name}”.").format(name=name)
    repair = None
    if near:
        meant = folded[near[0]]
        message += " " + _("Is “{meant}” meant?").format(meant=meant)
        mended = re.sub(
            r"\$\{\s*(last-saved#)?" + re.escape(name) + r"\s*\}",
            lambda match: f"${{{match[1] or ''}{meant}}}",
            text,
        )
        words = _("Refer to “{meant}”").format(meant=meant)
        repair = row.set(words, column, mended, language)
    notes.refuse(row.place(column, language), message, repair)
