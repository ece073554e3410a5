"""Expressions that the evaluator cannot read or work out: each refuses the form at its cell."""

from __future__ import annotations

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.form import problems_of
from pollkit.formats.xlsform.form import Form, path_of
from pollkit.formats.xlsform.notes import NoteList


def check_logic(instrument: Instrument, form: Form, notes: NoteList) -> None:
    rows = {path_of(row, around): row for row, around in form.walk()}
    for problem in problems_of(instrument):
        row = rows.get(problem.path)
        if row is None:
            notes.refuse(("survey", None, problem.column), problem.text)
        else:
            notes.refuse(row.place(problem.column), problem.text)
