"""Cards with codes, and questionnaires on paper, as PDFs to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.desktop.caseworker.files.save_presenter import Run
from pollkit.domain.codes import new_codes
from pollkit.domain.waves import Wave
from pollkit.errors import PollKitError
from pollkit.i18n import _, current_language, ngettext
from pollkit.store import Repositories, Workspace
from pollkit.usecases.paper import print_code_cards, print_forms
from pollkit.usecases.projects import add_respondents, project_overview

MOST_PEOPLE = 500


class What(StrEnum):
    CARDS = "cards"
    BLANK = "blank"  # a form to be copied, with boxes for the code
    CODED = "coded"  # a form for each person, with the code on it


class ForWhom(StrEnum):
    NEW = "new"  # codes are made, and their owners are expected from now on
    MISSING = "missing"  # who is known and has not answered in the wave


@dataclass(frozen=True)
class PrintState:
    """
    Attributes:
        people: how many new ones.
        missing: how many of the wave's missing have a code.
        target: file or folder; "" = not chosen.
        written: what was written last.
    """

    project_title: str
    waves: tuple[tuple[UUID, str], ...]
    wave: UUID | None
    languages: tuple[str, ...]
    language: str
    what: What = What.CARDS
    for_whom: ForWhom = ForWhom.NEW
    people: int = 20
    missing: int = 0
    is_busy: bool = False
    written: Path | None = None
    said: str = ""
    is_trouble: bool = False

    @property
    def asks_for_whom(self) -> bool:
        return self.what is not What.BLANK

    @property
    def can_print(self) -> bool:
        needs_wave = self.what is not What.CARDS or self.for_whom is ForWhom.MISSING
        if self.is_busy or (needs_wave and self.wave is None):
            return False
        has_people = self.people > 0 if self.for_whom is ForWhom.NEW else self.missing > 0
        return has_people or not self.asks_for_whom

    @property
    def writes_folder(self) -> bool:
        """Whether there will be a file for each person."""
        return self.what is What.CODED


class PrintPresenter:
    def __init__(self, workspace: Workspace, project_id: UUID, run: Run) -> None:
        self._workspace = workspace
        self._project_id = project_id
        self._run = run
        self.on_changed: Callable[[], None] = lambda: None
        with workspace.read() as repos:
            project = repos.programmes.get_project(project_id)
            self._waves: tuple[Wave, ...] = repos.waves.list(project_id)
            languages = project.languages or self._languages(repos)
        own = current_language()
        wave = self._waves[0].id if self._waves else None
        self.state = PrintState(
            project.title,
            tuple((one.id, one.title) for one in self._waves),
            wave,
            languages,
            own if own in languages else languages[0],
        )
        self._count_missing()

    def choose_what(self, what: What) -> None:
        self._set(what=what, said="", written=None)

    def choose_for_whom(self, for_whom: ForWhom) -> None:
        self._set(for_whom=for_whom, said="", written=None)

    def choose_wave(self, wave_id: UUID) -> None:
        self._set(wave=wave_id)
        self._count_missing()

    def choose_language(self, language: str) -> None:
        self._set(language=language)

    def choose_people(self, people: int) -> None:
        self._set(people=max(0, min(people, MOST_PEOPLE)))

    def print_to(self, target: Path) -> None:
        """Writes the PDFs; new people are known once they are written."""
        if not self.state.can_print:
            return
        state = self.state
        self._set(is_busy=True, said="", written=None)
        self._run(lambda _task: self._print(state, target), self._done, self._failed)

    def _print(self, state: PrintState, target: Path) -> tuple[Path, int]:
        with self._workspace.read() as repos:
            codes = self._codes(repos, state)
            if state.what is What.CARDS:
                path = print_code_cards(repos, self._project_id, codes, state.language, target)
            else:
                assert state.wave is not None
                path = print_forms(repos, state.wave, state.language, target, codes)
        if codes and state.for_whom is ForWhom.NEW:
            add_respondents(self._workspace, self._project_id, codes).result()
        return path, len(codes)

    def _codes(self, repos: Repositories, state: PrintState) -> tuple[str, ...]:
        if state.what is What.BLANK:
            return ()
        if state.for_whom is ForWhom.MISSING:
            return self._missing(repos, state.wave)
        people = repos.respondents.list(self._project_id)
        return new_codes(state.people, frozenset(one.code for one in people if one.code))

    def _missing(self, repos: Repositories, wave_id: UUID | None) -> tuple[str, ...]:
        overview = project_overview(repos, self._project_id, self._workspace.today())
        for one in overview.waves:
            if one.wave.id == wave_id:
                return tuple(person.code for person in one.tally.missing if person.code)
        return ()

    def _count_missing(self) -> None:
        with self._workspace.read() as repos:
            self._set(missing=len(self._missing(repos, self.state.wave)))

    def _languages(self, repos: Repositories) -> tuple[str, ...]:
        if not self._waves:
            return ("en",)
        return repos.instruments.get(self._waves[0].instrument_version).languages

    def _done(self, outcome: tuple[Path, int]) -> None:
        path, people = outcome
        if self.state.what is What.BLANK:
            words = _("The form is written. Print it as often as you need it.")
        else:
            words = ngettext("Written for {n} person.", "Written for {n} people.", people).format(
                n=people
            )
        self._set(is_busy=False, written=path, said=words, is_trouble=False)
        self._count_missing()

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, PollKitError):
            raise trouble
        self._set(is_busy=False, said=str(trouble), is_trouble=True)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()
