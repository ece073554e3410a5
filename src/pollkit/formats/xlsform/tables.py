"""The lists and tables of a form: the options of each question, and what is only looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pollkit.domain.instruments import Option
from pollkit.domain.rules import LookupTable
from pollkit.errors import UserError
from pollkit.formats.xlsform.files_beside import find_beside, read_table
from pollkit.formats.xlsform.form import Form, FormRow, TypedRow
from pollkit.formats.xlsform.notes import NoteList
from pollkit.formats.xlsform.tongues import Tongues
from pollkit.formats.xlsform.types import EXTERNAL, FROM_FILE
from pollkit.i18n import _

_WORD = re.compile(r"[^\W\d][\w.-]*")
_OWN = frozenset({"list_name", "name", "label", "pollkit"})
_LOOKED_UP = re.compile(r"""\b(instance|pulldata)\s*\(\s*(?:'([^']*)'|"([^"]*)")""")


class Lists:
    """The options of every list, each made once and shared by the questions that have it."""

    def __init__(
        self,
        form: Form,
        folder: Path | None,
        tongues: Tongues,
        notes: NoteList,
        files: Mapping[str, LookupTable] | None = None,
    ) -> None:
        self._form = form
        self._folder = folder
        self._tongues = tongues
        self._notes = notes
        self._options: dict[tuple[str, ...], tuple[Option, ...] | None] = {}
        self._files: dict[str, LookupTable | None] = dict(files or {})

    def options_of(self, row: TypedRow, parameters: Mapping[str, str]) -> tuple[Option, ...] | None:
        """None where the list cannot be had: its file is not there, or answers make it."""
        name = row.type.list_name
        if row.type.name not in FROM_FILE:
            if name.startswith("${"):
                message = _(
                    "This question offers what was answered before. PollKit cannot do that yet:"
                    " the answer is written."
                )
                self._notes.differ(row.place("type"), message)
                return None
            key: tuple[str, ...] = (row.type.name, name)
            if key not in self._options:
                members = self._form.list_of(row)
                filtered_by = self._filtered_by(row)
                self._options[key] = tuple(self._option(each, filtered_by) for each in members)
            return self._options[key]
        is_places = name.casefold().endswith(".geojson")
        code = parameters.get("value", "id" if is_places else "name")
        label = parameters.get("label", "title" if is_places else "label")
        key = (name, code, label)
        if key not in self._options:
            self._options[key] = self._from_file(row, code, label)
        return self._options[key]

    def tables(self) -> tuple[LookupTable, ...]:
        """What is kept beside the questions: lists that no question has, and files that
        expressions look into."""
        used = {row.type.list_name for row in self._form.rows if row.type.is_select}
        for name, members in self._form.lists.items():
            if name not in used:
                message = _("No question has the list “{name}”. It is kept.").format(name=name)
                self._notes.keep(members[0].place("list_name"), message)
        found = {
            name: self._table_of_list(name, members)
            for name, members in self._form.lists.items()
            if name not in used
        }
        for name, row, column in self._looked_up():
            if name in self._form.lists or name in found:
                continue
            table = self._file_named(name, row, column)
            if table is not None:
                found[name] = table
        return tuple(found.values())

    def _filtered_by(self, row: TypedRow) -> frozenset[str]:
        """Columns of the sheet that filters of this list name: they count though they be empty."""
        filters = " ".join(
            other["choice_filter"]
            for other in self._form.rows
            if other["choice_filter"] and other.type == row.type
        )
        members = self._form.list_of(row)
        columns = {column for member in members for column, _language in member.headers}
        return frozenset(columns & set(_WORD.findall(filters)) - _OWN)

    def _option(self, member: FormRow, filtered_by: frozenset[str]) -> Option:
        texts = self._tongues.texts(member, "label")
        if not texts:
            texts = {self._tongues.main: member["name"]}
        columns = dict.fromkeys(sorted(filtered_by), "")
        for (column, language), text in member.cells.items():
            if column in _OWN:
                continue
            columns[self._tongues.key(column, language)] = text
        return Option(member["name"], texts, columns=columns)

    def _from_file(self, row: TypedRow, code: str, label: str) -> tuple[Option, ...] | None:
        table = self._file(row.type.list_name, row, "type")
        if table is None:
            message = _(
                "Put “{name}” beside the form, and import it again, to have its choices. Until"
                " then the answer is written."
            )
            self._notes.differ(row.place("type"), message.format(name=row.type.list_name))
            return None
        if code not in table.columns:
            message = _("“{name}” has no column “{column}”. It has: {columns}.")
            text = message.format(
                name=row.type.list_name, column=code, columns=", ".join(table.columns)
            )
            self._notes.refuse(row.place("type"), text)
            return None
        options = []
        for values in table.rows:
            cells = {
                column: value for column, value in zip(table.columns, values, strict=True) if value
            }
            name = cells.pop(code, "")
            if name:
                words = cells.get(label) or name
                others = {column: value for column, value in cells.items() if column != label}
                options.append(Option(name, {self._tongues.main: words}, columns=others))
        return tuple(options)

    def _table_of_list(self, name: str, members: Sequence[FormRow]) -> LookupTable:
        rows = []
        for member in members:
            rows.append(
                {
                    "name": member["name"],
                    **{
                        _label_column(self._tongues, language): text
                        for language, text in self._tongues.texts(member, "label").items()
                    },
                    **{
                        self._tongues.key(column, language): text
                        for (column, language), text in member.cells.items()
                        if column not in _OWN
                    },
                }
            )
        columns = tuple(dict.fromkeys(column for row in rows for column in row))
        cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
        return LookupTable(name, columns, cells)

    def _looked_up(self) -> list[tuple[str, TypedRow, str]]:
        """(name, where) of each list or file that an expression or a type names."""
        found = []
        for row in self._form.rows:
            if row.type.name in EXTERNAL:
                found.append((row.name, row, "name"))
            for (column, _language), text in row.cells.items():
                for match in _LOOKED_UP.finditer(text):
                    found.append((match[2] or match[3], row, column))
        return found

    def _file_named(self, name: str, row: TypedRow, column: str) -> LookupTable | None:
        for suffix in (".csv", ".xml", ".geojson"):
            is_there = find_beside(name + suffix, self._folder) is not None
            if is_there or self._files.get(name + suffix) is not None:
                return self._file(name + suffix, row, column)
        if name.startswith("__"):
            return None
        message = _(
            "There is no list “{name}”, and no file “{name}.csv” beside the form. What is looked"
            " up there is found empty."
        )
        self._notes.differ(row.place(column), message.format(name=name))
        return LookupTable(name, ())

    def _file(self, name: str, row: TypedRow, column: str) -> LookupTable | None:
        if name not in self._files:
            path = find_beside(name, self._folder)
            try:
                self._files[name] = None if path is None else read_table(path)
            except UserError as error:
                self._notes.differ(row.place(column), str(error))
                self._files[name] = None
        return self._files[name]


def _label_column(tongues: Tongues, language: str) -> str:
    return "label" if language == tongues.main else f"label::{language}"
