"""Setting up a project: its title, its languages, and what people are told before they answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from pollkit.domain.programmes import Project
from pollkit.domain.texts import Texts
from pollkit.errors import PollKitError
from pollkit.i18n import _, current_language, language_name
from pollkit.store import Workspace
from pollkit.usecases.projects import ask_for_consent, new_project, save_project

Follow = Callable[..., None]


@dataclass(frozen=True)
class SetUpState:
    """
    Attributes:
        consent: language -> what people are told; all empty = nobody is asked for consent.
        has_answers: a changed text is another version, and is read from the next person on.
    """

    is_new: bool
    title: str = ""
    languages: tuple[str, ...] = ()
    consent: Texts = field(default_factory=dict)
    has_consent: bool = False
    trouble: str = ""


class SetUpPresenter:
    """Nothing is written before `save`."""

    def __init__(self, workspace: Workspace, project_id: UUID | None, follow: Follow) -> None:
        """`project_id` None = a new one."""
        self._workspace = workspace
        self._follow = follow
        self._project: Project | None = None
        self._known_consent: Texts = {}
        self.on_changed: Callable[[], None] = lambda: None
        self.on_saved: Callable[[UUID], None] = lambda _project_id: None
        self.state = self._first_state(project_id)

    def write_title(self, title: str) -> None:
        self._set(title=title, trouble="")

    def add_language(self, tag: str) -> None:
        self._set(languages=(*self.state.languages, tag))

    def remove_language(self, tag: str) -> None:
        """What is written in it is kept until it is saved."""
        self._set(languages=tuple(one for one in self.state.languages if one != tag))

    def lead_with(self, tag: str) -> None:
        others = (one for one in self.state.languages if one != tag)
        self._set(languages=(tag, *others))

    def write_consent(self, language: str, words: str) -> None:
        self._set(consent={**self.state.consent, language: words}, trouble="")

    def save(self) -> None:
        trouble = self._trouble()
        self._set(trouble=trouble)
        if trouble:
            return
        state = self.state
        if self._project is None:
            future: Any = new_project(self._workspace, state.title.strip(), state.languages)
        else:
            changed = replace(self._project, title=state.title.strip(), languages=state.languages)
            future = save_project(self._workspace, changed)
        self._follow(future, self._on_written, self._on_failed)

    def _on_written(self, project: Project) -> None:
        consent = self._wanted_consent()
        if consent == self._known_consent:
            self.on_saved(project.id)
            return
        future: Any = ask_for_consent(self._workspace, project.id, consent)
        self._follow(future, lambda _p: self.on_saved(project.id), self._on_failed)

    def _wanted_consent(self) -> Texts:
        state = self.state
        written = {tag: state.consent.get(tag, "").strip() for tag in state.languages}
        return {tag: words for tag, words in written.items() if words}

    def _trouble(self) -> str:
        state = self.state
        if not state.title.strip():
            return _("Give the project a title.")
        consent = self._wanted_consent()
        missing = [language_name(tag) for tag in state.languages if tag not in consent]
        if consent and missing:
            return _("The consent text is missing in: {languages}.").format(
                languages=", ".join(missing)
            )
        return ""

    def _first_state(self, project_id: UUID | None) -> SetUpState:
        if project_id is None:
            return SetUpState(True, languages=(current_language(),))
        with self._workspace.read() as repos:
            self._project = repos.programmes.get_project(project_id)
            version = self._project.consent_version
            if version is not None:
                self._known_consent = repos.consents.text(project_id, version).texts
        languages = self._project.languages or tuple(self._known_consent) or (current_language(),)
        return SetUpState(
            False, self._project.title, languages, dict(self._known_consent), version is not None
        )

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(trouble=str(error))

    def _set(self, **changes: Any) -> None:
        following = replace(self.state, **changes)
        if following != self.state:
            self.state = following
            self.on_changed()
