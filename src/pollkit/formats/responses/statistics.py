"""Responses for SPSS (.sav) and Stata (.dta), with labels of columns and of codes.

Codes that are words become numbers with value labels, as both programs want them; the codebook
has the code beside each number. What a person would rather not say is a missing value of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pollkit.formats.responses.table import FRAME, Cell, Table, Unsaid
from pollkit.formats.responses.variables import Holds, Variable
from pollkit.i18n import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series

# The first of these that no answer is: SPSS has missing values among a column's own numbers.
_UNSAID_NUMBERS = (-9, -99, -999, -9999, -99999)
# Stata's own: a letter beside the numbers.
_UNSAID_LETTER = "r"
# Characters: of Stata's labels of columns; bytes: of SPSS's labels of columns and of values.
_LONGEST_STATA_LABEL = 80
_LONGEST_SPSS_LABEL = 256
_LONGEST_SPSS_VALUE_LABEL = 120
_LONGEST_STATA_TEXT = 2045  # bytes
_LONGEST_SPSS_TEXT = 32_767


def write_sav(table: Table, path: Path, title: str = "") -> None:
    """Writes one table for SPSS and everything that reads its files (R's haven, PSPP, jamovi)."""
    import pyreadstat

    missing = {v.name: _unsaid_number(v, _cells(table, v)) for v in _numeric(table)}
    frame = _frame(table, missing, _LONGEST_SPSS_TEXT)
    labels = {v.name: _values(v) for v in table.variables if v.codes}
    for name in missing:
        labels.setdefault(name, {})[missing[name]] = _("would rather not say")
    pyreadstat.write_sav(
        frame,
        path,
        file_label=_clipped(title, 64),
        column_labels=[_clipped(one, _LONGEST_SPSS_LABEL) for one in _labels(table)],
        variable_value_labels=_clipped_all(labels, _LONGEST_SPSS_VALUE_LABEL),
        missing_ranges={name: [number] for name, number in missing.items()},
        variable_measure={v.name: v.measure.value for v in table.variables},
        variable_format={v.name: "F8.0" for v in table.variables if v.holds is Holds.CODE},
        row_compress=True,
    )


def write_dta(table: Table, path: Path, title: str = "") -> None:
    """Writes one table for Stata 14 and newer."""
    import pyreadstat

    numeric = [v.name for v in _numeric(table)]
    frame = _frame(table, dict.fromkeys(numeric, _UNSAID_LETTER), _LONGEST_STATA_TEXT)
    labels: dict[str, dict[Any, str]] = {v.name: _values(v) for v in table.variables if v.codes}
    used = [name for name in numeric if frame[name].isin([_UNSAID_LETTER]).any()]
    for name in used:
        labels.setdefault(name, {})[_UNSAID_LETTER] = _("would rather not say")
    pyreadstat.write_dta(
        frame,
        path,
        file_label=_clipped(title, 80),
        column_labels=[one[:_LONGEST_STATA_LABEL] for one in _labels(table)],
        variable_value_labels=labels,
        missing_user_values={name: [_UNSAID_LETTER] for name in used},
    )


def _frame(table: Table, unsaid: dict[str, Any], longest: int) -> DataFrame:
    from pandas import DataFrame, Series

    columns: dict[str, Series] = {}
    for place, name in enumerate((*FRAME, *table.positions)):
        cells = [row[place] for row in table.rows]
        is_number = name == "version" or name in table.positions
        columns[name] = Series(cells, dtype="float64" if is_number else "object")
    for variable in table.variables:
        columns[variable.name] = _series(variable, _cells(table, variable), unsaid, longest)
    return DataFrame(columns)


def _series(
    variable: Variable, cells: list[Cell], unsaid: dict[str, Any], longest: int
) -> Series[Any]:
    from pandas import Series

    if variable.name in unsaid:
        mark = unsaid[variable.name]
        numbers = [mark if isinstance(c, Unsaid) else _as_number(variable, c) for c in cells]
        is_plain = mark != _UNSAID_LETTER or mark not in numbers
        return Series(numbers, dtype="float64" if is_plain else "object")
    said = [None if isinstance(cell, Unsaid) or cell is None else str(cell) for cell in cells]
    read = _READ.get(variable.holds)
    if read is not None and any(said):
        return Series([None if text is None else read(text) for text in said], dtype="object")
    return Series([_clipped(text or "", longest) for text in said], dtype="object")


def _as_number(variable: Variable, cell: Cell) -> float | None:
    if cell is None or isinstance(cell, Unsaid):
        return None
    if variable.holds is Holds.CODE:
        # A code that an earlier version had, or that a choice filter brought in.
        return variable.numbers.get(str(cell))
    return float(cell)


_READ: dict[Holds, Callable[[str], Any]] = {
    Holds.DATE: date.fromisoformat,
    Holds.TIME: time.fromisoformat,
    # Neither program knows zones: the wall clock of the place is what was meant.
    Holds.MOMENT: lambda text: datetime.fromisoformat(text).replace(tzinfo=None),
}


def _numeric(table: Table) -> Iterable[Variable]:
    return [v for v in table.variables if v.holds in (Holds.CODE, Holds.NUMBER)]


def _cells(table: Table, variable: Variable) -> list[Cell]:
    place = table.heading.index(variable.name)
    return [row[place] for row in table.rows]


def _unsaid_number(variable: Variable, cells: list[Cell]) -> int:
    given = {str(cell) for cell in (*cells, *variable.numbers.values())}
    return next(number for number in _UNSAID_NUMBERS if str(number) not in given)


def _values(variable: Variable) -> dict[Any, str]:
    return {variable.numbers[code]: label for code, label in variable.codes.items()}


def _labels(table: Table) -> list[str]:
    return [*frame_labels(), *table.positions, *(v.label for v in table.variables)]


def frame_labels() -> tuple[str, ...]:
    """What the columns of FRAME are, in the spoken language."""
    return (
        _("a random mark, the same in all waves of one person"),
        _("the wave"),
        _("the kind of wave: before, after, follow_up, pulse, then_and_now"),
        _("the way in: phone, kiosk, interview, paper"),
        _("how it ended: finished, draft, refused"),
        _("the language in which the person was asked"),
        _("which version of the questionnaire it was, from 1"),
    )


def _clipped(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, with no letter cut in two."""
    return text.encode()[:most].decode(errors="ignore")


def _clipped_all(labels: dict[str, dict[Any, str]], most: int) -> dict[str, dict[Any, str]]:
    return {
        name: {code: _clipped(label, most) for code, label in of.items()}
        for name, of in labels.items()
    }
