"""A person takes everything back: what would be erased is said first, then it is asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from pollkit.desktop.caseworker.naming import answered_count
from pollkit.domain.codes import nearest_codes, spaced
from pollkit.domain.waves import Response, ResponseState
from pollkit.domain.withdrawals import Withdrawal
from pollkit.errors import CodeNotAccepted, NotFound, PollKitError
from pollkit.i18n import _, ngettext
from pollkit.store import Repositories, Workspace
from pollkit.usecases.link_words import respondent_words
from pollkit.usecases.withdrawal import (
    Withdrawable,
    what_would_go,
    what_would_go_of,
    withdraw_respondent,
)


@dataclass(frozen=True)
class ErasedLine:
    words: str
    day: date | None


@dataclass(frozen=True)
class WithdrawState:
    """
    Attributes:
        code: whose answers would be erased, as it is printed, or the start of the id of who has no
            card; "" = nobody is found yet.
        people: their respondents.
        erases: what would be erased, one line each.
        near: known codes that are one slip from what was typed.
        outcome: what was erased, as a sentence; "" = nothing yet.
    """

    code: str = ""
    people: tuple[UUID, ...] = ()
    erases: tuple[ErasedLine, ...] = ()
    near: tuple[str, ...] = ()
    trouble: str = ""
    outcome: str = ""
    is_busy: bool = False


class WithdrawPresenter:
    """`run` does work off the window's thread, as `Tasks.run` does."""

    def __init__(self, workspace: Workspace, project_id: UUID, run: Callable[..., object]) -> None:
        self._workspace = workspace
        self._project_id = project_id
        self._run = run
        self.on_changed: Callable[[], None] = lambda: None
        self.state = WithdrawState()

    def look_up(self, typed: str) -> None:
        """Finds whom the code belongs to, and says what would be erased."""
        self._clear()
        try:
            found = what_would_go(self._workspace, self._project_id, typed)
        except (CodeNotAccepted, NotFound) as wrong:
            with self._workspace.read() as repos:
                self._set(trouble=str(wrong), near=self._near(repos, typed))
            return
        self._show(found, spaced(found.respondents[0].code or "").strip())

    def look_up_answers(self, answers: Mapping[str, str]) -> None:
        """The same for somebody without a card, by the answers of a code of their own."""
        self._clear()
        try:
            found = what_would_go_of(self._workspace, self._project_id, answers)
        except PollKitError as wrong:
            self._set(trouble=str(wrong))
            return
        self._show(found, respondent_words(found.respondents[0].id, {}))

    def erase(self) -> None:
        """After the person was asked again; nothing brings it back."""
        people = self.state.people
        self._set(is_busy=True, trouble="")
        self._run(
            lambda _task: withdraw_respondent(self._workspace, *people),
            self._on_erased,
            self._on_failed,
        )

    def _near(self, repos: Repositories, typed: str) -> tuple[str, ...]:
        people = repos.respondents.list(self._project_id)
        known = frozenset(person.code for person in people if person.code)
        return tuple(spaced(code) for code in nearest_codes(typed, known))

    def _clear(self) -> None:
        self._set(code="", people=(), erases=(), near=(), trouble="", outcome="")

    def _show(self, found: Withdrawable, code: str) -> None:
        people = tuple(person.id for person in found.respondents)
        with self._workspace.read() as repos:
            erases = [self._line(repos, one) for p in people for one in repos.responses.of(p)]
        self._set(code=code, people=people, erases=tuple(erases))

    def _line(self, repos: Repositories, response: Response) -> ErasedLine:
        wave = repos.waves.get(response.wave_id).title
        count = answered_count(response)
        answers = ngettext("{n} answer", "{n} answers", count).format(n=count)
        words = f"{wave}: {_state_words(response.state)} · {answers}"
        return ErasedLine(words, response.ended_on or response.started_on)

    def _on_erased(self, done: Withdrawal) -> None:
        words = [
            ngettext(
                "Erased: {n} response, with its history, consent and links.",
                "Erased: {n} responses, with their history, consent and links.",
                done.responses,
            ).format(n=done.responses)
        ]
        if done.copies:
            words.append(
                ngettext(
                    "Also erased from {n} backup.", "Also erased from {n} backups.", done.copies
                ).format(n=done.copies)
            )
        words.append(_("Files that were exported before, and paper, are out of reach."))
        self._set(code="", people=(), erases=(), outcome=" ".join(words), is_busy=False)

    def _on_failed(self, error: BaseException) -> None:
        self._set(is_busy=False)
        if not isinstance(error, PollKitError):
            raise error
        self._set(trouble=str(error))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _state_words(state: ResponseState) -> str:
    return {
        ResponseState.DRAFT: _("begun"),
        ResponseState.FINISHED: _("finished"),
        ResponseState.REFUSED: _("refused"),
        ResponseState.WITHDRAWN: _("withdrawn"),
    }[state]
