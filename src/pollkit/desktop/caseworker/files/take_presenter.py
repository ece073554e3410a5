"""Earlier answers taken in: the file, what each column is, what each wave is, then all or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.desktop.caseworker.files.save_presenter import Run
from pollkit.domain.waves import Wave
from pollkit.errors import PollKitError
from pollkit.formats.responses.mapping import (
    ColumnUse,
    Preview,
    RowProblem,
    Use,
    answer_use,
    variables_once,
)
from pollkit.i18n import _, ngettext
from pollkit.store import Workspace
from pollkit.usecases.earlier_answers import (
    EarlierAnswers,
    Imported,
    import_earlier,
    open_earlier,
)

# What a column can be besides an answer.
PLAIN_USES = (Use.NOTHING, Use.PERSON, Use.WAVE)
_MOST_PROBLEMS = 200


@dataclass(frozen=True)
class ColumnLine:
    """`key` is the use's value or the variable's name; `examples` are what stands in the column."""

    column: str
    examples: str
    key: str


@dataclass(frozen=True)
class TakeState:
    """
    Attributes:
        file: its name; "" = none is open.
        choices: (key, words) of what a column can be.
        file_waves: what the file calls its waves; empty where no column says.
        placed: file's wave, "" where it names none -> id of the project's wave.
        rows: how many would be taken in.
    """

    project_title: str
    waves: tuple[tuple[UUID, str], ...]
    file: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[ColumnLine, ...] = ()
    file_waves: tuple[str, ...] = ()
    placed: tuple[tuple[str, UUID], ...] = ()
    rows: int = 0
    problems: tuple[RowProblem, ...] = ()
    is_busy: bool = False
    said: str = ""
    is_trouble: bool = False

    @property
    def can_take_in(self) -> bool:
        return bool(self.file and self.rows and self.placed) and not (self.problems or self.is_busy)


class TakePresenter:
    def __init__(self, workspace: Workspace, project_id: UUID, run: Run) -> None:
        self._workspace = workspace
        self._run = run
        self._earlier: EarlierAnswers | None = None
        self.on_changed: Callable[[], None] = lambda: None
        with workspace.read() as repos:
            title = repos.programmes.get_project(project_id).title
            self._waves: tuple[Wave, ...] = repos.waves.list(project_id)
        self.state = TakeState(title, tuple((wave.id, wave.title) for wave in self._waves))

    def open_file(self, path: str) -> None:
        """Reads the file and guesses what its columns are."""
        if not self._waves:
            self._set(said=_("Set up a wave first: the answers belong to one."), is_trouble=True)
            return
        wave = self._waves[0]

        def work(_task: object) -> EarlierAnswers:
            with self._workspace.read() as repos:
                return open_earlier(repos, Path(path), wave.id)

        self._set(is_busy=True, said="", file=Path(path).name)
        self._run(work, self._opened, self._failed)

    def use_column(self, column: str, key: str) -> None:
        """Says what a column is: a plain use, or the name of a variable."""
        if self._earlier is None:
            return
        uses = list(self._earlier.uses)
        place = next(n for n, use in enumerate(uses) if use.column == column)
        uses[place] = self._use(self._earlier, place, key)
        self._earlier = replace(self._earlier, uses=tuple(uses))
        self._look()

    def place_wave(self, named: str, wave_id: UUID) -> None:
        """Which of the project's waves the file means."""
        placed = {**dict(self.state.placed), named: wave_id}
        self._set(placed=tuple(placed.items()))

    def take_in(self) -> None:
        if not self.state.can_take_in or self._earlier is None:
            return
        earlier, placed = self._earlier, dict(self.state.placed)
        self._set(is_busy=True, said="")
        self._run(
            lambda _task: import_earlier(self._workspace, earlier, placed).result(),
            self._taken,
            self._failed,
        )

    def _opened(self, earlier: EarlierAnswers) -> None:
        self._earlier = earlier
        variables = variables_once(earlier.instrument)
        plain = {
            Use.NOTHING: _("— leave it out —"),
            Use.PERSON: _("the person’s mark"),
            Use.WAVE: _("the wave"),
        }
        choices = [(use.value, plain[use]) for use in PLAIN_USES]
        choices += [(variable.name, variable.label) for variable in variables]
        self._set(is_busy=False, choices=tuple(choices), placed=())
        self._look()

    def _look(self) -> None:
        earlier = self._earlier
        assert earlier is not None
        seen: Preview = earlier.preview()
        named = earlier.waves
        known = dict(self.state.placed)
        placed = {name: known.get(name, guess) for name, guess in self._guesses(named).items()}
        self._set(
            columns=tuple(self._line(earlier, place) for place in range(len(earlier.uses))),
            file_waves=named,
            placed=tuple(placed.items()),
            rows=len(seen.rows),
            problems=seen.problems[:_MOST_PROBLEMS],
        )

    def _guesses(self, named: tuple[str, ...]) -> dict[str, UUID]:
        """The wave of the same title or kind, else in the order of both."""
        found = {}
        for place, name in enumerate(named or ("",)):
            same = [
                wave
                for wave in self._waves
                if name.casefold() in (wave.title.casefold(), wave.kind.value)
            ]
            ordered = self._waves[min(place, len(self._waves) - 1)]
            found[name] = (same[0] if same else ordered).id
        return found

    def _line(self, earlier: EarlierAnswers, place: int) -> ColumnLine:
        use = earlier.uses[place]
        key = use.variable.name if use.variable is not None else use.use.value
        cells = dict.fromkeys(cell for cell in earlier.sheet.cells(place) if cell)
        return ColumnLine(use.column, ", ".join(list(cells)[:4]), key)

    def _use(self, earlier: EarlierAnswers, place: int, key: str) -> ColumnUse:
        column = earlier.sheet.columns[place]
        if key in {use.value for use in PLAIN_USES}:
            return ColumnUse(column.name, Use(key))
        variable = next(v for v in variables_once(earlier.instrument) if v.name == key)
        return answer_use(column, variable, earlier.instrument)

    def _taken(self, done: Imported) -> None:
        words = [
            ngettext(
                "{n} response was taken in.", "{n} responses were taken in.", done.responses
            ).format(n=done.responses)
        ]
        if done.known:
            known = ngettext(
                "{n} was here already and stays as it is.",
                "{n} were here already and stay as they are.",
                len(done.known),
            )
            words.append(known.format(n=len(done.known)))
        if done.elsewhere:
            rows = ngettext(
                "{n} row names a wave that was not placed.",
                "{n} rows name a wave that was not placed.",
                len(done.elsewhere),
            )
            words.append(rows.format(n=len(done.elsewhere)))
        self._set(is_busy=False, said=" ".join(words), is_trouble=False)

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, PollKitError):
            raise trouble
        self._set(is_busy=False, said=str(trouble), is_trouble=True)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()
