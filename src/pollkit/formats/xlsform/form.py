"""A form's sheets with their columns understood: rows of questions, lists of choices, settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self, TypeAlias

from pollkit.formats.xlsform.notes import Place
from pollkit.formats.xlsform.sheets import Repair, SetCell
from pollkit.formats.xlsform.types import TypeWord

# (column, language as it is written or "")
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class FormRow:
    """One row of a sheet; cells that are empty are not in it.

    Attributes:
        headers: how the sheet writes the columns.
        origin: the file that it was included from, "" = the form itself.
    """

    sheet: str
    number: int
    cells: Mapping[Key, str]
    headers: Mapping[Key, str] = field(default_factory=dict)
    origin: str = ""

    def __getitem__(self, column: str) -> str:
        """The cell of a column without language; "" if it is empty."""
        return self.cells.get((column, ""), "")

    def texts(self, column: str) -> dict[str, str]:
        """Language as it is written -> text, of a column that may have several."""
        return {language: text for (name, language), text in self.cells.items() if name == column}

    def has(self, *columns: str) -> bool:
        return any(name in columns for name, _language in self.cells)

    def header(self, column: str, language: str = "") -> str:
        written = self.headers.get((column, language))
        if written:
            return written
        return f"{column}::{language}" if language else column

    def place(self, column: str = "", language: str = "") -> Place:
        sheet = f"{self.origin}: {self.sheet}" if self.origin else self.sheet
        return sheet, self.number, self.header(column, language) if column else ""

    def with_cells(self, **cells: str) -> Self:
        changed = {**self.cells, **{(name, ""): text for name, text in cells.items()}}
        return replace(self, cells={key: text for key, text in changed.items() if text})

    def without(self, *columns: str) -> Self:
        kept = {key: text for key, text in self.cells.items() if key[0] not in columns}
        return replace(self, cells=kept)

    def set(self, words: str, column: str, text: str, language: str = "") -> Repair | None:
        """The repair that writes one cell of this row; none in an included file."""
        if self.origin:
            return None
        header = self.header(column, language)
        return Repair(words, (SetCell(self.sheet, self.number, header, text),))


@dataclass(frozen=True)
class TypedRow(FormRow):
    """A row of the survey sheet with its type understood."""

    type: TypeWord = field(default_factory=lambda: TypeWord(""))

    @property
    def name(self) -> str:
        return self["name"]

    @property
    def begins(self) -> bool:
        return self.type.name.startswith("begin ")

    @property
    def ends(self) -> bool:
        return self.type.name.startswith("end ")


@dataclass(frozen=True)
class Form:
    """Attributes:
    lists: of the choices sheet, in its order.
    external_lists: of the sheet external_choices.
    list_columns: the columns of the choices sheet that are not known, as they are written.
    settings: by their one name; `settings_row` is where they stand.
    languages: as they are written, in the order in which the columns name them.
    kept_sheets: rows of sheets that are kept without being used, header -> cell.
    """

    name: str
    rows: tuple[TypedRow, ...]
    lists: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)
    external_lists: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    settings_row: FormRow = field(default_factory=lambda: FormRow("settings", 2, {}))
    languages: tuple[str, ...] = ()
    scales: tuple[FormRow, ...] = ()
    kept_sheets: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)

    def walk(self) -> Iterator[tuple[TypedRow, tuple[TypedRow, ...]]]:
        """Each row that is no end, with the beginnings of the groups around it."""
        around: list[TypedRow] = []
        for row in self.rows:
            if row.ends:
                if around:
                    around.pop()
                continue
            yield row, tuple(around)
            if row.begins:
                around.append(row)

    def list_of(self, row: TypedRow) -> tuple[FormRow, ...]:
        lists = self.external_lists if row.type.name == "select_one_external" else self.lists
        return lists.get(row.type.list_name, ())


def path_of(row: TypedRow, around: tuple[TypedRow, ...]) -> str:
    return "/".join([*(outer.name for outer in around), row.name])
