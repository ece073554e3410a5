"""One respondent before the questions of one wave."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from uuid import UUID

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import Choice, is_asked
from pollkit.domain.consent import Consent, ConsentText, GivenBy
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.domain.versions.moving import is_aside
from pollkit.domain.waves import Changes, Respondent, Response, ResponseState, Wave
from pollkit.errors import ConsentMissing, NotAllowedNow
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace

_NOBODY_ANSWERS = (ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER)


@dataclass(frozen=True)
class AnswerOutcome:
    """What an answer did.

    Attributes:
        changed: addresses of everything on the form that is not as it was: asked or not, its
            value, its options, its words.
        saved: done once the answer is on disk; fails where it could not be written, and then it is
            written with the next answer or at the end.
    """

    address: str
    changed: frozenset[str]
    saved: Future[None]


@dataclass(frozen=True)
class Missing:
    """What must be answered before the response can be finished, and how to say so."""

    address: str
    message: str


class Sitting:
    """Made by `collect.start` and `collect.resume`."""

    def __init__(
        self,
        workspace: Workspace,
        wave: Wave,
        instrument: Instrument,
        respondent: Respondent,
        response: Response,
        consent_text: ConsentText | None,
        has_consent: bool,
    ) -> None:
        self.wave = wave
        self.instrument = instrument
        self.respondent = respondent
        self.consent_text = consent_text
        self.needs_consent = consent_text is not None and not has_consent
        self._workspace = workspace
        self._response = response
        self._owed = Changes()  # what could not be written yet
        self._lock = threading.Lock()

    @property
    def response(self) -> Response:
        """The response as it stands, with what is still on its way to the disk."""
        return self._response

    @property
    def language(self) -> str:
        return self._response.language

    def asked(self) -> tuple[str, ...]:
        """Addresses of what is on the form now, in order; notes too."""
        return tuple(
            item.name
            for item in self.instrument.items
            if item.kind is not ItemKind.HIDDEN and is_asked(item.asked_if, self._response.answers)
        )

    def item(self, address: str) -> Item:
        return self.instrument.item(address)

    def answer(
        self, address: str, words: Sequence[str], took_ms: int | None = None
    ) -> AnswerOutcome:
        """Takes an answer and has it written.

        Args:
            words: codes, texts, or values as "part=value", as phones send them.
            took_ms: how long the person took; None = not known.
        Raises:
            AnswerNotAccepted: it does not fit the question; nothing was changed.
            ConsentMissing: the person was not asked yet, or said no.
            NotAllowedNow: the response has ended.
        """
        self._check_can_answer()
        choice = read_choice(self.item(address), words)
        took = {} if took_ms is None else {address: took_ms}
        return self._take(address, Changes({address: choice}, took_ms=took))

    def clear(self, address: str) -> AnswerOutcome:
        """Takes an answer away."""
        self._check_can_answer()
        return self._take(address, Changes(cleared=frozenset({address})))

    def would_rather_not_say(self, address: str) -> AnswerOutcome:
        """Leaves a question out on purpose, a required one too."""
        self._check_can_answer()
        return self._take(address, Changes(unsaid=frozenset({address})))

    def record_consent(self, given: bool, given_by: GivenBy = GivenBy.SELF) -> None:
        """Keeps what the person said to the consent text; a no ends the response as refused."""
        assert self.consent_text is not None
        said = Consent(
            self.respondent.id,
            self.wave.id,
            self.consent_text.version,
            self.language,
            given,
            given_by,
            self._workspace.today(),
        )
        self._workspace.write(lambda repos: repos.consents.save(said)).result()
        self.needs_consent = not given
        if not given:
            self.refuse("consent")

    def missing(self) -> tuple[Missing, ...]:
        """What must still be answered, in order."""
        answered = self._response.answers.keys() | self._response.unsaid
        return tuple(
            Missing(address, self._required_words(self.item(address)))
            for address in self.asked()
            if address not in answered and _is_required(self.item(address))
        )

    def finish(self) -> tuple[Missing, ...]:
        """Ends the response if nothing is missing; answers to what is not asked any more go.

        Raises:
            ConsentMissing, NotAllowedNow
        """
        self._check_can_answer()
        missing = self.missing()
        if not missing:
            kept = frozenset(self.asked())
            told = self._response.answers.keys() | self._response.unsaid
            gone = frozenset(one for one in told - kept if not is_aside(one))
            self._end(ResponseState.FINISHED, Changes(cleared=gone))
        return missing

    def refuse(self, reason: str = "") -> None:
        """Ends the response: the person does not want to answer. What was said until then goes."""
        if self._response.state is not ResponseState.DRAFT:
            raise NotAllowedNow(_("This response has ended already."))
        gone = frozenset(self._response.answers.keys() | self._response.unsaid)
        self._end(ResponseState.REFUSED, Changes(cleared=gone), reason)

    def amend(self, address: str, words: Sequence[str], reason: str) -> Future[None]:
        """See `collect.edit`."""
        if words:
            changes = Changes({address: read_choice(self.item(address), words)})
        else:
            changes = Changes(cleared=frozenset({address}))
        response_id = self._response.id
        self._response = with_changes(self._response, changes)
        return self._workspace.write(
            lambda repos: repos.responses.change(response_id, changes, reason=reason)
        )

    def _check_can_answer(self) -> None:
        if self._response.state is not ResponseState.DRAFT:
            raise NotAllowedNow(_("This response has ended already."))
        if self.needs_consent:
            raise ConsentMissing(_("Please read the consent text and ask for consent first."))

    def _take(self, address: str, changes: Changes) -> AnswerOutcome:
        before = set(self.asked())
        self._response = with_changes(self._response, changes)
        changed = before ^ set(self.asked()) | {address}
        return AnswerOutcome(address, frozenset(changed), self._write(changes))

    def _write(self, changes: Changes) -> Future[None]:
        with self._lock:
            changes, self._owed = merged(self._owed, changes), Changes()
        response_id = self._response.id
        future = self._workspace.write(lambda repos: repos.responses.change(response_id, changes))
        future.add_done_callback(lambda done: self._on_written(changes, done))
        return future

    def _on_written(self, changes: Changes, done: Future[None]) -> None:
        if done.cancelled() or done.exception() is not None:
            with self._lock:
                self._owed = merged(changes, self._owed)

    def _end(self, state: ResponseState, changes: Changes, reason: str = "") -> None:
        today, response_id = self._workspace.today(), self._response.id
        with self._lock:
            changes = merged(self._owed, changes)
        self._workspace.write(
            lambda repos: repos.responses.change(
                response_id, changes, state=state, ended_on=today, reason=reason
            )
        ).result()
        with self._lock:
            self._owed = Changes()
        ended = with_changes(self._response, changes)
        self._response = replace(ended, state=state, ended_on=today, reason=reason)

    def _required_words(self, item: Item) -> str:
        own = in_language(item.rules.required_message, self.language)
        return own or _("Please answer this question.")


def open_sitting(workspace: Workspace, response_id: UUID) -> Sitting:
    """Whatever state the response is in."""
    with workspace.read() as repos:
        response = repos.responses.get(response_id)
        wave = repos.waves.get(response.wave_id)
        text = _consent_text(repos, wave)
        said = repos.consents.get(response.respondent_id, wave.id)
        is_given = said is not None and said.is_given
        return Sitting(
            workspace,
            wave,
            repos.instruments.get(response.instrument_version),
            repos.respondents.get(response.respondent_id),
            response,
            text,
            is_given
            and text is not None
            and said is not None
            and said.text_version == text.version,
        )


def merged(earlier: Changes, later: Changes) -> Changes:
    """Both, the later one where they speak of the same."""
    fresh = later.addresses
    return Changes(
        {**{a: c for a, c in earlier.answers.items() if a not in fresh}, **later.answers},
        (earlier.unsaid - fresh) | later.unsaid,
        (earlier.cleared - fresh) | later.cleared,
        {**earlier.took_ms, **later.took_ms},
    )


def with_changes(response: Response, changes: Changes) -> Response:
    answers: dict[str, Choice] = {
        address: choice
        for address, choice in response.answers.items()
        if address not in changes.addresses
    }
    took = {**response.took_ms, **changes.took_ms}
    return replace(
        response,
        answers={**answers, **changes.answers},
        unsaid=(response.unsaid - changes.addresses) | changes.unsaid,
        took_ms={address: ms for address, ms in took.items() if address not in changes.cleared},
    )


def _consent_text(repos: Repositories, wave: Wave) -> ConsentText | None:
    project = repos.programmes.get_project(wave.project_id)
    if project.consent_version is None:
        return None
    return repos.consents.text(project.id, project.consent_version)


def _is_required(item: Item) -> bool:
    return item.kind not in _NOBODY_ANSWERS and item.rules.required in ("yes", "true()", "true")
