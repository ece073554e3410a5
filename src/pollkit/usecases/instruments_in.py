"""A questionnaire from a spreadsheet: look at it, mend it, keep it; and back into a spreadsheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pollkit.domain.instruments import Instrument, ItemKind
from pollkit.domain.questionnaires import Questionnaire
from pollkit.errors import InstrumentProblem
from pollkit.formats.xlsform import (
    FormSheets,
    ImportResult,
    Note,
    Repair,
    import_form,
    read_form,
    repair,
    repair_all,
    write_form,
)
from pollkit.i18n import _
from pollkit.store import Workspace
from pollkit.usecases.export_results import faults_of
from pollkit.usecases.questionnaires import from_instrument, save_version


@dataclass(frozen=True)
class FormImport:
    """A form on its way in: what its file says, and what has been mended since.

    Attributes:
        sheets: as they are now; the file itself is never changed.
        language: of texts whose columns name none; None = it was guessed.
        done: what was mended, in words.
    """

    sheets: FormSheets
    language: str | None = None
    done: tuple[str, ...] = ()

    @cached_property
    def result(self) -> ImportResult:
        return import_form(self.sheets, self.language)

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.result.notes

    @property
    def instrument(self) -> Instrument | None:
        """None as long as a note refuses the form."""
        return self.result.instrument

    @cached_property
    def overview(self) -> FormOverview | None:
        return None if self.instrument is None else overview_of(self.instrument)

    def repaired(self, repairs: Iterable[Repair]) -> FormImport:
        """With these repairs, which came with its notes."""
        chosen = tuple(repairs)
        words = tuple(one.words for one in chosen)
        return replace(self, sheets=repair(self.sheets, chosen), done=(*self.done, *words))

    def repaired_throughout(self) -> FormImport:
        """With all that refusals offer, again and again as long as it helps."""
        sheets, _result, done = repair_all(self.sheets, self.language)
        return replace(self, sheets=sheets, done=(*self.done, *done))

    def in_language(self, language: str) -> FormImport:
        """The same where the person has said which language its texts are in."""
        return replace(self, language=language)


@dataclass(frozen=True)
class FormOverview:
    """What a form holds, to see whether it is the one that was meant."""

    title: str
    languages: tuple[str, ...]
    asked: int
    sections: int
    repeats: int
    calculated: int
    not_collected: tuple[str, ...]


def open_form(path: Path, language: str | None = None) -> FormImport:
    """Reads a form from .xlsx, .xlsm, .xls, .csv or .md; files that it names are found beside it.

    Raises:
        FormUnreadable: the file holds no form, or cannot be opened.
    """
    return FormImport(read_form(path), language)


def overview_of(instrument: Instrument) -> FormOverview:
    silent = (ItemKind.HIDDEN, ItemKind.NOTE, ItemKind.OTHER)
    return FormOverview(
        title=instrument.title.get(instrument.languages[0], ""),
        languages=instrument.languages,
        asked=sum(item.kind not in silent for item in instrument.items),
        sections=sum(not section.repeats for section in instrument.sections),
        repeats=sum(section.repeats for section in instrument.sections),
        calculated=sum(item.kind is ItemKind.HIDDEN for item in instrument.items),
        not_collected=tuple(i.name for i in instrument.items if i.kind is ItemKind.OTHER),
    )


def keep_form(workspace: Workspace, form: FormImport) -> Questionnaire:
    """Makes a questionnaire of the workspace of it; waits until it is on disk.

    Raises:
        InstrumentProblem: a note still refuses the form.
    """
    if form.instrument is None:
        first = form.result.refusals[0]
        message = _("This form cannot be taken yet. {place}: {why}")
        raise InstrumentProblem(message.format(place=first.place, why=first.message))
    questionnaire = from_instrument(form.instrument)
    save_version(workspace, questionnaire).result()
    return questionnaire


def export_form(instrument: Instrument, path: Path) -> tuple[tuple[Path, ...], tuple[Note, ...]]:
    """Writes the questionnaire as an XLSForm, and beside it the tables that it looks things up in;
    gives the files, and what other programs will ask differently.

    Raises:
        DiskFull, FolderNotWritable: nothing was changed.
    """
    target = path if path.suffix.casefold() == ".xlsx" else path.with_name(path.name + ".xlsx")
    # Whole or not at all: a stick may be full, or pulled out, half way.
    with faults_of(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".part-") as part:
            files, notes = write_form(instrument, Path(part) / target.name)
            written = tuple(file.replace(target.with_name(file.name)) for file in files)
    return written, notes
