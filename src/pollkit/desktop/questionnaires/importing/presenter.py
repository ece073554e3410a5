"""A spreadsheet taken in: what is wrong with it, where, and what mends it; without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pollkit.domain.questionnaires import Questionnaire
from pollkit.errors import PollKitError
from pollkit.usecases.questionnaires import from_instrument

if TYPE_CHECKING:
    from pollkit.formats.xlsform import FormSheets, ImportResult, Note, Repair

T = TypeVar("T")


class Runner(Protocol):
    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


@dataclass(frozen=True)
class ImportState:
    """Attributes:
    sheets: as they stand, repairs and own changes included; None = no file is read yet.
    chosen: the note whose place is shown.
    is_reading: work is under way; what is shown is from before it.
    trouble: why the file could not be read at all, "" if it could.
    """

    path: Path | None = None
    sheets: FormSheets | None = None
    result: ImportResult | None = None
    chosen: Note | None = None
    is_reading: bool = False
    trouble: str = ""
    done: tuple[str, ...] = ()
    can_undo: bool = False

    @property
    def notes(self) -> tuple[Note, ...]:
        return () if self.result is None else self.result.notes

    @property
    def can_be_taken(self) -> bool:
        return self.result is not None and self.result.instrument is not None

    @property
    def repairable(self) -> int:
        """How many refusals PollKit can mend by itself."""
        found = () if self.result is None else self.result.refusals
        return sum(note.repair is not None for note in found)


class ImportPresenter:
    """Every change of a cell is a new try; `on_shown` says that the state has changed, in the
    window's thread."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._before: list[FormSheets] = []
        self._turn = 0
        self.on_shown: Callable[[], None] = lambda: None
        self.state = ImportState()

    def read(self, path: Path) -> None:
        self._before = []
        self._try(lambda: _read(path), replace(ImportState(), path=path))

    def read_again(self) -> None:
        """As the file is now, after somebody has changed it in another program."""
        if self.state.path is not None:
            self.read(self.state.path)

    def repair(self, wanted: Repair) -> None:
        sheets = self.state.sheets
        if sheets is not None:
            self._keep()
            self._try(lambda: _repaired(sheets, wanted), self.state, (wanted.words,))

    def repair_all(self) -> None:
        """All that refuses the form and can be mended, one try after the other."""
        sheets = self.state.sheets
        if sheets is not None:
            self._keep()
            self._try(lambda: _all_repaired(sheets), self.state)

    def write_cell(self, sheet: str, row: int, header: str, text: str) -> None:
        """The person's own change; the file itself stays as it is."""
        from pollkit.formats.xlsform import Repair
        from pollkit.formats.xlsform.sheets import SetCell

        self.repair(Repair("", (SetCell(sheet, row, header, text),)))

    def undo(self) -> None:
        if self._before:
            sheets = self._before.pop()
            self._try(lambda: _tried(sheets), replace(self.state, done=self.state.done[:-1]))

    def choose(self, note: Note | None) -> None:
        self.state = replace(self.state, chosen=note)

    def take(self) -> Questionnaire:
        """A questionnaire of what was read."""
        result = self.state.result
        assert result is not None
        assert result.instrument is not None
        return from_instrument(result.instrument)

    def _keep(self) -> None:
        assert self.state.sheets is not None
        self._before.append(self.state.sheets)

    def _try(
        self, work: Callable[[], _Tried], state: ImportState, words: tuple[str, ...] = ()
    ) -> None:
        self._turn += 1
        turn = self._turn
        self.state = replace(state, is_reading=True, trouble="")
        self.on_shown()

        def on_done(tried: _Tried) -> None:
            # What was begun before a later change says nothing any more.
            if turn == self._turn:
                self._show(tried, words)

        def on_failed(error: BaseException) -> None:
            if turn != self._turn:
                return
            if not isinstance(error, PollKitError):
                self.state = replace(self.state, is_reading=False)
                raise error
            self.state = replace(self.state, is_reading=False, trouble=str(error))
            self.on_shown()

        self._runner.run(lambda _task: work(), on_done, on_failed)

    def _show(self, tried: _Tried, words: tuple[str, ...]) -> None:
        sheets, result, done = tried
        notes = result.notes
        chosen = self.state.chosen if self.state.chosen in notes else next(iter(notes), None)
        self.state = replace(
            self.state,
            sheets=sheets,
            result=result,
            chosen=chosen,
            is_reading=False,
            done=(*self.state.done, *(word for word in (*words, *done) if word)),
            can_undo=bool(self._before),
        )
        self.on_shown()


_Tried = tuple["FormSheets", "ImportResult", tuple[str, ...]]


def _read(path: Path) -> _Tried:
    from pollkit.formats.xlsform import read_form

    return _tried(read_form(path))


def _tried(sheets: FormSheets) -> _Tried:
    from pollkit.formats.xlsform import import_form

    return sheets, import_form(sheets), ()


def _repaired(sheets: FormSheets, wanted: Repair) -> _Tried:
    from pollkit.formats.xlsform import repair

    return _tried(repair(sheets, [wanted]))


def _all_repaired(sheets: FormSheets) -> _Tried:
    from pollkit.formats.xlsform import repair_all

    return repair_all(sheets)
