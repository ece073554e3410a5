"""Expressions that the evaluator cannot read or work out: each refuses the form at its cell."""

from __future__ import annotations

import re

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.form import problems_of
from pollkit.formats.xlsform.form import Form, TypedRow, path_of
from pollkit.formats.xlsform.notes import NoteList


def check_logic(instrument: Instrument, form: Form, notes: NoteList) -> None:
    rows = {path_of(row, around): row for row, around in form.walk()}
    for problem in problems_of(instrument):
        row = rows.get(problem.path) or _named_in(problem.text, form)
        if row is None:
            notes.refuse(("survey", None, problem.column), problem.text)
        else:
            notes.refuse(row.place(problem.column), problem.text)


def _named_in(text: str, form: Form) -> TypedRow | None:
    """The row whose name the sentence says first: of a circle, one of those that are in it."""
    for name in re.findall("“([^”]+)”", text):
        found = [row for row in form.rows if row.name == name.rpartition("/")[2] and not row.ends]
        if found:
            return found[0]
    return None
