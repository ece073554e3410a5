"""A project's responses as files: which, where to, in which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.errors import PollKitError
from pollkit.i18n import current_language, ngettext
from pollkit.store import Workspace
from pollkit.usecases.export_responses import EVERY_FORMAT, ResponseFormat, export_responses

# (work, what to do with its result, what to do with its error), in the window's thread.
Run = Callable[[Callable[[Any], Any], Callable[[Any], None], Callable[[BaseException], None]], Any]


@dataclass(frozen=True)
class SaveState:
    """
    Attributes:
        folder: "" = not chosen.
        files: what was written last.
        said: how it went, as a sentence.
    """

    project_title: str
    languages: tuple[str, ...]
    language: str
    formats: tuple[ResponseFormat, ...] = EVERY_FORMAT
    with_drafts: bool = False
    folder: str = ""
    is_busy: bool = False
    files: tuple[Path, ...] = ()
    said: str = ""
    is_trouble: bool = False

    @property
    def can_save(self) -> bool:
        return bool(self.folder and self.formats) and not self.is_busy


class SavePresenter:
    def __init__(self, workspace: Workspace, project_id: UUID, run: Run) -> None:
        self._workspace = workspace
        self._project_id = project_id
        self._run = run
        self.on_changed: Callable[[], None] = lambda: None
        with workspace.read() as repos:
            project = repos.programmes.get_project(project_id)
            asked = [
                repos.instruments.get(wave.instrument_version).languages
                for wave in repos.waves.list(project_id)
            ]
        offered = project.languages or (asked[0] if asked else ("en",))
        own = current_language()
        self.state = SaveState(project.title, offered, own if own in offered else offered[0])

    def choose_language(self, language: str) -> None:
        self._set(language=language)

    def choose_format(self, one: ResponseFormat, is_wanted: bool) -> None:
        chosen = {*self.state.formats, one} if is_wanted else {*self.state.formats} - {one}
        self._set(formats=tuple(f for f in EVERY_FORMAT if f in chosen))

    def include_drafts(self, is_wanted: bool) -> None:
        self._set(with_drafts=is_wanted)

    def choose_folder(self, folder: str) -> None:
        self._set(folder=folder)

    def save(self) -> None:
        if not self.state.can_save:
            return
        state = self.state
        self._set(is_busy=True, said="", files=())

        def work(_task: object) -> tuple[Path, ...]:
            with self._workspace.read() as repos:
                return export_responses(
                    repos,
                    self._project_id,
                    Path(state.folder),
                    state.language,
                    state.formats,
                    state.with_drafts,
                )

        self._run(work, self._done, self._failed)

    def _done(self, files: tuple[Path, ...]) -> None:
        words = ngettext("{n} file was written.", "{n} files were written.", len(files))
        self._set(is_busy=False, files=files, said=words.format(n=len(files)), is_trouble=False)

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, PollKitError):
            raise trouble
        self._set(is_busy=False, said=str(trouble), is_trouble=True)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()
