"""What is said about a form: each sentence with its place in the sheets, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pollkit.domain.instruments import Instrument
from pollkit.formats.xlsform.sheets import Repair
from pollkit.i18n import _

# Sheet, row and column, as in `Note`.
Place: TypeAlias = tuple[str, int | None, str]


MOST_NOTES = 1000


class Severity(StrEnum):
    REFUSED = "refused"  # the form cannot be taken like this
    DIFFERENT = "different"  # it is taken, and something is not as the sheet might mean it
    KEPT = "kept"  # it is kept and written out again, and PollKit does not use it


@dataclass(frozen=True)
class Note:
    """One sentence for the list beside the sheet.

    Attributes:
        sheet: "" = the whole file.
        row: as the spreadsheet program counts, or None.
        column: its header as it is written; "" = the whole row.
        repair: what PollKit can do about it, if the person agrees.
    """

    sheet: str
    row: int | None
    column: str
    severity: Severity
    message: str
    repair: Repair | None = None

    @property
    def place(self) -> str:
        """Where it is, in words: “survey, row 9, relevant”."""
        parts = [self.sheet] if self.sheet else []
        if self.row is not None:
            parts.append(_("row {n}").format(n=self.row))
        if self.column:
            parts.append(self.column)
        return ", ".join(parts)


@dataclass(frozen=True)
class ImportResult:
    """`instrument` is None where a note refuses the form."""

    instrument: Instrument | None
    notes: tuple[Note, ...]

    @property
    def refusals(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.severity is Severity.REFUSED)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """All that can be mended, in the order of the notes."""
        return tuple(note.repair for note in self.notes if note.repair is not None)


class NoteList:
    """Gathers notes; the same sentence about the same place is said once.

    `is_full`: more than anybody would read; who is looking for more may stop.
    """

    def __init__(self) -> None:
        self._notes: dict[tuple[str, int | None, str, str], Note] = {}

    def refuse(self, place: Place, message: str, repair: Repair | None = None) -> None:
        self._add(Severity.REFUSED, place, message, repair)

    def differ(self, place: Place, message: str, repair: Repair | None = None) -> None:
        self._add(Severity.DIFFERENT, place, message, repair)

    def keep(self, place: Place, message: str) -> None:
        self._add(Severity.KEPT, place, message, None)

    def _add(
        self,
        severity: Severity,
        place: Place,
        message: str,
        repair: Repair | None,
    ) -> None:
        if not self.is_full or severity is Severity.REFUSED:
            note = Note(*place, severity, message, repair)
            self._notes.setdefault((*place, message), note)

    @property
    def is_full(self) -> bool:
        return len(self._notes) >= MOST_NOTES

    @property
    def has_refusals(self) -> bool:
        return any(note.severity is Severity.REFUSED for note in self._notes.values())

    def in_order(self) -> tuple[Note, ...]:
        """What refuses the form first, then by sheet and row."""
        return tuple(sorted(self._notes.values(), key=_order))


_SHEETS = ("", "survey", "choices", "external_choices", "settings")


def _order(note: Note) -> tuple[int, int, int]:
    severity = list(Severity).index(note.severity)
    known = note.sheet.casefold() in _SHEETS
    sheet = _SHEETS.index(note.sheet.casefold()) if known else len(_SHEETS)
    return severity, sheet, note.row or 0
