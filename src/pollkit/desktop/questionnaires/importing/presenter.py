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
    from pollkit.formats.xlsform import FormSheets, Note, Repair
    from pollkit.usecases.instruments_in import FormImport

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
    form: as it stands, repairs and own changes included; None = no file is read yet.
    chosen: the note whose place is shown.
    is_reading: work is under way; what is shown is from before it.
    trouble: why the file could not be read at all, "" if it could.
    """

    path: Path | None = None
    form: FormImport | None = None
    chosen: Note | None = None
    is_reading: bool = False
    trouble: str = ""
    can_undo: bool = False

    @property
    def sheets(self) -> FormSheets | None:
        return None if self.form is None else self.form.sheets

    @property
    def notes(self) -> tuple[Note, ...]:
        return () if self.form is None else self.form.notes

    @property
    def can_be_taken(self) -> bool:
        return self.form is not None and self.form.instrument is not None

    @property
    def refusals(self) -> int:
        return 0 if self.form is None else len(self.form.result.refusals)

    @property
    def repairable(self) -> int:
        """How many refusals PollKit can mend by itself."""
        found = () if self.form is None else self.form.result.refusals
        return sum(note.repair is not None for note in found)

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the questionnaire that comes of it; none as long as it cannot be taken."""
        found = None if self.form is None else self.form.instrument
        return () if found is None else found.languages


class ImportPresenter:
    """Every change of a cell is a new try; `on_shown` says that the state has changed, in the
    window's thread."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._before: list[FormImport] = []
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
        self._change(lambda form: form.repaired([wanted]))

    def repair_all(self) -> None:
        """All that refuses the form and can be mended, one try after the other."""
        self._change(lambda form: form.repaired_throughout())

    def speak(self, language: str) -> None:
        """The texts whose columns name no language are in this one."""
        self._change(lambda form: form.in_language(language))

    def write_cell(self, sheet: str, row: int, header: str, text: str) -> None:
        """The person's own change; the file itself stays as it is."""
        from pollkit.formats.xlsform import Repair
        from pollkit.formats.xlsform.sheets import SetCell

        self.repair(Repair("", (SetCell(sheet, row, header, text),)))

    def undo(self) -> None:
        if self._before:
            form = self._before.pop()
            self._try(lambda: form, self.state)

    def choose(self, note: Note | None) -> None:
        self.state = replace(self.state, chosen=note)

    def take(self) -> Questionnaire:
        """A questionnaire of what was read, not yet kept."""
        form = self.state.form
        assert form is not None
        assert form.instrument is not None
        return from_instrument(form.instrument)

    def _change(self, change: Callable[[FormImport], FormImport]) -> None:
        form = self.state.form
        if form is not None and not self.state.is_reading:
            self._before.append(form)
            self._try(lambda: change(form), self.state)

    def _try(self, work: Callable[[], FormImport], state: ImportState) -> None:
        self._turn += 1
        turn = self._turn
        self.state = replace(state, is_reading=True, trouble="")
        self.on_shown()

        def tried(_task: object) -> FormImport:
            form = work()
            form.result  # noqa: B018 - reads the whole form here and not in the window's thread
            return form

        def on_done(form: FormImport) -> None:
            # What was begun before a later file says nothing any more.
            if turn == self._turn:
                self._show(form)

        def on_failed(error: BaseException) -> None:
            if turn != self._turn:
                return
            self.state = replace(self.state, is_reading=False)
            if not isinstance(error, PollKitError):
                raise error
            self.state = replace(self.state, trouble=str(error))
            self.on_shown()

        self._runner.run(tried, on_done, on_failed)

    def _show(self, form: FormImport) -> None:
        chosen = self.state.chosen
        if chosen not in form.notes:
            chosen = next(iter(form.notes), None)
        self.state = replace(
            self.state,
            form=form,
            chosen=chosen,
            is_reading=False,
            can_undo=bool(self._before),
        )
        self.on_shown()


def _read(path: Path) -> FormImport:
    from pollkit.usecases.instruments_in import open_form

    return open_form(path)
