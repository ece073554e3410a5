"""Who answers: a code from a card, somebody new with a new code, or somebody without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pollkit.domain.codes import nearest_codes, new_code, read_mark, spaced
from pollkit.domain.waves import Respondent, ResponseState, Wave
from pollkit.errors import CodeNotAccepted
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace


@dataclass(frozen=True)
class Newcomer:
    """With whom the sitting begins: `code` None = without one; `is_new` = the code was made now;
    `makes_own` = the person makes one from seven answers, before the first question."""

    code: str | None
    is_new: bool = False
    makes_own: bool = False


@dataclass(frozen=True)
class WelcomeState:
    """
    Attributes:
        typed: what stands in the field.
        trouble: what is wrong with it, as a sentence.
        near: known codes that are one slip from what was typed, as they are printed.
        unknown: a code that is right in itself and that nobody of the project has yet; "" = none.
        chosen: with whom to begin; None = not settled.
    """

    wave_title: str
    typed: str = ""
    trouble: str = ""
    near: tuple[str, ...] = ()
    unknown: str = ""
    chosen: Newcomer | None = None


class WelcomePresenter:
    def __init__(self, workspace: Workspace, wave: Wave) -> None:
        self._workspace = workspace
        self._wave = wave
        self.on_changed: Callable[[], None] = lambda: None
        self.state = WelcomeState(wave.title)

    def enter(self, typed: str) -> None:
        """A code as it was typed or scanned: whoever has it, or what is wrong with it."""
        self._set(typed=typed, trouble="", near=(), unknown="", chosen=None)
        with self._workspace.read() as repos:
            self._look_up(repos, typed)

    def begin_anew(self) -> None:
        """Somebody who has no card: a new code is made."""
        with self._workspace.read() as repos:
            taken = self._codes(repos)
        self._set(chosen=Newcomer(new_code(taken), is_new=True))

    def begin_with_card(self) -> None:
        """A card that was printed and has not been used before."""
        self._set(chosen=Newcomer(self.state.unknown))

    def begin_with_own(self) -> None:
        """Somebody who makes a code of their own, and can make it again another time."""
        self._set(chosen=Newcomer(None, makes_own=True))

    def begin_without_code(self) -> None:
        self._set(chosen=Newcomer(None))

    def _look_up(self, repos: Repositories, typed: str) -> None:
        try:
            code = read_mark(typed, self._codes(repos))
        except CodeNotAccepted as wrong:
            near = nearest_codes(typed, self._codes(repos))
            self._set(trouble=str(wrong), near=tuple(spaced(one) for one in near))
            return
        known = repos.respondents.with_code(self._wave.project_id, code)
        if not known:
            near = nearest_codes(code, self._codes(repos))
            self._set(unknown=code, near=tuple(spaced(one) for one in near))
        elif self._has_ended(repos, known):
            self._set(trouble=self._ended_words(repos, known))
        else:
            self._set(chosen=Newcomer(code))

    def _codes(self, repos: Repositories) -> frozenset[str]:
        people = repos.respondents.list(self._wave.project_id)
        return frozenset(person.code for person in people if person.code)

    def _has_ended(self, repos: Repositories, known: tuple[Respondent, ...]) -> bool:
        return self._ended_state(repos, known[0].id) is not None

    def _ended_words(self, repos: Repositories, known: tuple[Respondent, ...]) -> str:
        if self._ended_state(repos, known[0].id) is ResponseState.FINISHED:
            return _(
                "This person has answered already. To change an answer, find the response by its "
                "code on the project's page."
            )
        return _("This person has said no to this wave.")

    def _ended_state(self, repos: Repositories, respondent_id: UUID) -> ResponseState | None:
        for one in repos.responses.of(respondent_id):
            if one.wave_id == self._wave.id and one.state is not ResponseState.DRAFT:
                return one.state
        return None

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()
