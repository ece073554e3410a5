"""What the evaluator says of a form's expressions: what it cannot work out refuses the form at its
cell; what other programs answer differently is told."""

from __future__ import annotations

import re

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.checks import differences_of, problems_of
from pollkit.formats.xlsform.form import Form, TypedRow, path_of
from pollkit.formats.xlsform.notes import NoteList, Place
from pollkit.i18n import _


def check_logic(instrument: Instrument, form: Form, notes: NoteList) -> None:
    rows = {path_of(row, around): row for row, around in form.walk()}

    def place(path: str, column: str, text: str) -> Place:
        row = rows.get(path) or _named_in(text, form)
        return ("survey", None, column) if row is None else row.place(column)

    problems = problems_of(instrument)
    for problem in problems:
        repair = None
        if problem.column == "choice_filter":
            repair = rows[problem.path].set(_("Offer all choices"), "choice_filter", "")
        notes.refuse(place(problem.path, problem.column, problem.text), problem.text, repair)
    for found in () if problems else differences_of(instrument):
        message = _("Collect and web forms answer this differently. {what} {here}")
        text = message.format(what=found.difference.what, here=found.difference.here)
        notes.differ(place(found.path, found.column, ""), text)


def _named_in(text: str, form: Form) -> TypedRow | None:
    """The row whose name the sentence says first: of a circle, one of those that are in it."""
    for name in re.findall("“([^”]+)”", text):
        found = [row for row in form.rows if row.name == name.rpartition("/")[2] and not row.ends]
        if found:
            return found[0]
    return None
