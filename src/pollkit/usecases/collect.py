"""Asking one respondent in one wave: begin, answer, leave out, finish, refuse, and edit later.

A `Sitting` belongs to one thread; what it writes is on disk once the future of each answer is done.
"""

from __future__ import annotations

from concurrent.futures import Future
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from pollkit.domain.consent import Consent, GivenBy
from pollkit.domain.waves import Mode, Respondent, Response, ResponseState, Wave
from pollkit.errors import NotAllowedNow
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace
from pollkit.usecases.open_sitting import open_sitting
from pollkit.usecases.sittings import AnswerOutcome, Missing, Sitting

__all__ = ["AnswerOutcome", "Missing", "Sitting", "consent", "drafts", "edit", "resume", "start"]


def start(
    workspace: Workspace,
    wave_id: UUID,
    mode: Mode,
    language: str,
    respondent_id: UUID | None = None,
    code: str | None = None,
) -> Sitting:
    """Begins a response, or goes on with the draft that this respondent has in the wave.

    Args:
        language: in which the person is asked.
        respondent_id: None = somebody new, or whoever has the code.
        code: from the person's card, as `codes.read_code` gives it.
    Raises:
        NotAllowedNow: the wave does not take this mode, or the person has answered already.
    """
    today = workspace.today()

    def begin(repos: Repositories) -> UUID:
        wave = repos.waves.get(wave_id)
        _check_mode(wave, mode)
        person = _respondent(repos, wave, respondent_id, code)
        known = next((r for r in repos.responses.of(person.id) if r.wave_id == wave_id), None)
        if known is not None:
            return _to_go_on_with(known)
        response = Response(
            id=uuid7(),
            respondent_id=person.id,
            wave_id=wave_id,
            instrument_version=wave.instrument_version,
            mode=mode,
            state=ResponseState.DRAFT,
            answers={},
            language=language,
            started_on=today,
        )
        repos.responses.save(response)
        return response.id

    return open_sitting(workspace, workspace.write(begin).result())


def resume(workspace: Workspace, response_id: UUID) -> Sitting:
    """
    Raises:
        NotAllowedNow: it is no draft any more.
    """
    sitting = open_sitting(workspace, response_id)
    _to_go_on_with(sitting.response)
    return sitting


def drafts(workspace: Workspace, wave_id: UUID) -> tuple[Response, ...]:
    """What was begun in a wave and not ended, the oldest first."""
    with workspace.read() as repos:
        found = repos.responses.list(wave_id)
    return tuple(one for one in found if one.state is ResponseState.DRAFT)


def edit(
    workspace: Workspace, response_id: UUID, address: str, words: list[str], reason: str
) -> Future[None]:
    """Changes an answer of a finished response; the old one stays in its history.

    Args:
        words: as `Sitting.answer` takes them; none = take the answer away.
        reason: why; never empty.
    Raises:
        AnswerNotAccepted: it does not fit the question.
        NotAllowedNow: the response is not finished, or no reason was given.
    """
    if not reason.strip():
        raise NotAllowedNow(_("Please say why this answer is changed."))
    sitting = open_sitting(workspace, response_id)
    if sitting.response.state is not ResponseState.FINISHED:
        raise NotAllowedNow(_("Only a finished response is changed with a reason."))
    return sitting.amend(address, words, reason.strip())


def consent(
    workspace: Workspace,
    wave_id: UUID,
    respondent_id: UUID,
    text_version: str,
    language: str,
    given: bool,
    given_by: GivenBy = GivenBy.SELF,
) -> Future[None]:
    """Records what a respondent said to the consent text; see `Sitting.record_consent` too."""
    said = Consent(
        respondent_id, wave_id, text_version, language, given, given_by, workspace.today()
    )
    return workspace.write(lambda repos: repos.consents.save(said))


def _check_mode(wave: Wave, mode: Mode) -> None:
    if mode not in wave.modes:
        raise NotAllowedNow(
            _("“{wave}” is not to be asked in this way. Choose another.").format(wave=wave.title)
        )


def _respondent(
    repos: Repositories, wave: Wave, respondent_id: UUID | None, code: str | None
) -> Respondent:
    if respondent_id is not None:
        return repos.respondents.get(respondent_id)
    known = repos.respondents.with_code(wave.project_id, code) if code else ()
    if known:
        return known[0]
    person = Respondent(uuid4(), wave.project_id, code, wave.activity_id)
    repos.respondents.save(person)
    return person


def _to_go_on_with(response: Response) -> UUID:
    if response.state is ResponseState.FINISHED:
        raise NotAllowedNow(_("This person has answered already. Open the answers to change one."))
    if response.state is not ResponseState.DRAFT:
        raise NotAllowedNow(_("This person has said no to this wave."))
    return response.id
