"""Finding a response by its code, and changing an answer with the reason; the old one stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from pollkit.desktop.answering.answer_words import answer_words
from pollkit.desktop.answering.view import QuestionView
from pollkit.desktop.caseworker.naming import answered_count, mode_name
from pollkit.desktop.caseworker.scribe import Follow, Scribe
from pollkit.domain.answers import read_choice
from pollkit.domain.codes import nearest_codes, read_mark, spaced
from pollkit.domain.paging import is_counted, shown_questions
from pollkit.domain.waves import Mode, PastAnswer, Response, ResponseState
from pollkit.errors import AnswerNotAccepted, CodeNotAccepted, PollKitError
from pollkit.i18n import _, current_language, ngettext
from pollkit.store import Repositories, Workspace
from pollkit.usecases.collect import edit
from pollkit.usecases.open_sitting import open_sitting
from pollkit.usecases.sittings import Sitting


@dataclass(frozen=True)
class FoundResponse:
    """One wave of the person whose code it is."""

    response_id: UUID
    wave: str
    state: ResponseState
    mode: Mode
    answers: int
    day: date | None


@dataclass(frozen=True)
class OldAnswer:
    words: str
    changed_on: date
    reason: str


@dataclass(frozen=True)
class AnswerLine:
    """A question with what is kept, and what was kept before, the newest first."""

    address: str
    number: str
    text: str
    words: str
    is_unsaid: bool
    old: tuple[OldAnswer, ...]


@dataclass(frozen=True)
class AmendState:
    """
    Attributes:
        code: whose responses are shown, as it is printed; "" = nobody is found yet.
        chosen: the response whose answers are shown.
        can_change: it is finished: what is still a draft is gone on with instead.
        editing: the question that is being changed, with what was typed.
    """

    code: str = ""
    found: tuple[FoundResponse, ...] = ()
    near: tuple[str, ...] = ()
    chosen: FoundResponse | None = None
    lines: tuple[AnswerLine, ...] = ()
    can_change: bool = False
    editing: QuestionView | None = None
    trouble: str = ""
    said: str = ""


class AmendPresenter:
    def __init__(self, workspace: Workspace, project_id: UUID, follow: Follow) -> None:
        self._workspace = workspace
        self._project_id = project_id
        self._follow = follow
        self._sitting: Sitting | None = None
        self._scribe: Scribe | None = None
        self._words: tuple[str, ...] | None = None
        self.on_changed: Callable[[], None] = lambda: None
        self.state = AmendState()

    def look_up(self, typed: str) -> None:
        self._sitting = self._scribe = None
        self.state = AmendState()
        with self._workspace.read() as repos:
            try:
                code = read_mark(typed, self._known(repos))
            except CodeNotAccepted as wrong:
                self._set(trouble=str(wrong), near=self._near(repos, typed))
                return
            people = repos.respondents.with_code(self._project_id, code)
            found = [_found(repos, one) for p in people for one in repos.responses.of(p.id)]
            if not found:
                words = _("Nothing was gathered under the code {code}.")
                trouble = words.format(code=spaced(code))
                self._set(trouble=trouble, near=self._near(repos, code))
                return
        self._set(code=spaced(code), found=tuple(found))
        if len(found) == 1:
            self.choose(found[0].response_id)

    def choose(self, response_id: UUID) -> None:
        chosen = next(one for one in self.state.found if one.response_id == response_id)
        self._sitting = open_sitting(self._workspace, response_id)
        # It shows, and writes nothing: a change goes by `edit`.
        self._scribe = Scribe(self._sitting, self._follow, lambda: 0.0, lambda: None)
        self._set(
            chosen=chosen,
            can_change=chosen.state is ResponseState.FINISHED,
            editing=None,
            said="",
            trouble="",
        )
        self._show_lines()

    def begin_edit(self, address: str) -> None:
        self._words = None
        self._set(editing=self._view(address), trouble="", said="")

    def leave_edit(self) -> None:
        self._set(editing=None, trouble="")

    def write(self, words: Sequence[str]) -> None:
        """What was answered instead; it is kept with the reason, by `save`."""
        assert self.state.editing is not None
        self._words = tuple(words)
        shown = replace(self.state.editing, written=self._words)
        self._set(editing=_with_written(shown), trouble="")

    def save(self, reason: str) -> None:
        """Changes the answer; the reason must say why."""
        editing, chosen = self.state.editing, self.state.chosen
        assert editing is not None and chosen is not None
        if self._words is None:
            self._set(trouble=_("Give the new answer first."))
            return
        try:
            future = edit(
                self._workspace, chosen.response_id, editing.address, list(self._words), reason
            )
        except PollKitError as wrong:
            self._set(trouble=str(wrong))
            return
        self._follow(future, lambda _done: self._on_saved(), self._on_failed)

    def _on_saved(self) -> None:
        assert self.state.chosen is not None
        self.choose(self.state.chosen.response_id)
        self._set(said=_("Changed. The old answer stays in the history."))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(trouble=str(error))

    def _near(self, repos: Repositories, typed: str) -> tuple[str, ...]:
        return tuple(spaced(code) for code in nearest_codes(typed, self._known(repos)))

    def _known(self, repos: Repositories) -> frozenset[str]:
        people = repos.respondents.list(self._project_id)
        return frozenset(person.code for person in people if person.code)

    def _view(self, address: str) -> QuestionView:
        assert self._sitting is not None and self._scribe is not None
        now = self._sitting.filling.question(address)
        assert now is not None
        view = replace(self._scribe.view(now, self._language()), can_decline=False)
        before = answer_words(view, view.choice) or _("no answer")
        return replace(view, note=_("Until now: {words}").format(words=before))

    def _show_lines(self) -> None:
        assert self._sitting is not None and self._scribe is not None
        with self._workspace.read() as repos:
            history = repos.responses.history(self._sitting.response.id)
        lines = []
        for one in shown_questions(self._scribe.standings()):
            if is_counted(one.item):
                view = self._scribe.view(one, self._language())
                lines.append(_line(view, [past for past in history if past.item == one.path]))
        self._set(lines=tuple(lines))

    def _language(self) -> str:
        """The caseworker's where the form has it, else that in which it was asked."""
        assert self._sitting is not None
        own = current_language()
        return own if own in self._sitting.instrument.languages else self._sitting.language

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def found_words(found: FoundResponse) -> str:
    count = ngettext("{n} answer", "{n} answers", found.answers).format(n=found.answers)
    states = {
        ResponseState.DRAFT: _("begun"),
        ResponseState.FINISHED: _("finished"),
        ResponseState.REFUSED: _("refused"),
        ResponseState.WITHDRAWN: _("withdrawn"),
    }
    return " · ".join((states[found.state], count, mode_name(found.mode)))


def _found(repos: Repositories, response: Response) -> FoundResponse:
    return FoundResponse(
        response.id,
        repos.waves.get(response.wave_id).title,
        response.state,
        response.mode,
        answered_count(response),
        response.ended_on or response.started_on,
    )


def _line(view: QuestionView, history: Sequence[PastAnswer]) -> AnswerLine:
    return AnswerLine(
        view.address,
        view.number,
        view.text,
        answer_words(view, view.choice),
        view.has_declined,
        tuple(_old(view, past) for past in reversed(history) if past.reason),
    )


def _old(view: QuestionView, past: PastAnswer) -> OldAnswer:
    words = _("would rather not say") if past.was_unsaid else answer_words(view, past.choice)
    day = past.changed_at.astimezone().date()
    return OldAnswer(words or _("no answer"), day, past.reason)


def _with_written(view: QuestionView) -> QuestionView:
    """Shown as it was chosen, before it is kept; what does not fit stays as it was typed."""
    if not view.written:
        return replace(view, choice=None, problem="")
    try:
        choice = read_choice(view.item, view.written)
    except AnswerNotAccepted as wrong:
        return replace(view, problem=str(wrong))
    return replace(view, choice=choice, written=(), problem="")
