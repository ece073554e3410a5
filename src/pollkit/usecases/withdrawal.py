"""A respondent takes everything back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from pollkit.domain.codes import read_mark, spaced
from pollkit.domain.waves import Respondent, Response, Wave
from pollkit.domain.withdrawals import Tombstone, Withdrawal
from pollkit.errors import NotAllowedNow, NotFound
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace
from pollkit.usecases.linking import linked_respondents, respondents_with_answers


@dataclass(frozen=True)
class Withdrawable:
    """What would be erased: everybody who is this person, and each response (without its answers)
    with its wave."""

    respondents: tuple[Respondent, ...]
    responses: tuple[tuple[Wave, Response], ...]


def what_would_go(workspace: Workspace, project_id: UUID, typed: str) -> Withdrawable:
    """For a person to look at before it is erased; raises as `withdraw` does."""
    with workspace.read() as repos:
        return _withdrawable(repos, project_id, _with_code(repos, project_id, typed))


def what_would_go_of(
    workspace: Workspace, project_id: UUID, answers: Mapping[str, str]
) -> Withdrawable:
    """The same for somebody without a card, by the seven answers of a code of their own.

    Raises:
        NotFound: nobody has made this code.
        NotAllowedNow: several people have; or the key of the project's codes is on another laptop.
    """
    ids = respondents_with_answers(workspace, project_id, answers)
    with workspace.read() as repos:
        if not ids:
            raise NotFound(_("Nobody in this project gave these seven answers."))
        waves = [wave for one in ids for wave in repos.withdrawals.waves_of(one)]
        if len(set(waves)) < len(waves):
            raise NotAllowedNow(
                _("Several people gave these seven answers; which of them it is cannot be told.")
            )
        return _withdrawable(repos, project_id, _one_person(repos, ids))


def withdraw(workspace: Workspace, project_id: UUID, typed: str) -> Withdrawal:
    """Erases every wave of whoever has this code, and of those linked with them: answers, drafts,
    history, consent and links, in this workspace's tables, log and backups. Only tombstones stay,
    which erase late edits too.

    Exported files and paper are out of its reach.

    Raises:
        CodeNotAccepted: what was typed is no code.
        NotFound: nobody of the project has this code.
    """
    return _withdraw(workspace, lambda repos: _with_code(repos, project_id, typed))


def withdraw_respondent(workspace: Workspace, *respondent_ids: UUID) -> Withdrawal:
    """The same for somebody whose response is open, or who was looked up, and may have no code."""
    return _withdraw(workspace, lambda repos: _one_person(repos, respondent_ids))


def _withdrawable(
    repos: Repositories, project_id: UUID, people: tuple[Respondent, ...]
) -> Withdrawable:
    ids = {person.id for person in people}
    found = (
        (wave, response)
        for wave in repos.waves.list(project_id)
        for response in repos.responses.bare(wave.id)
        if response.respondent_id in ids
    )
    return Withdrawable(people, tuple(found))


def _with_code(repos: Repositories, project_id: UUID, typed: str) -> tuple[Respondent, ...]:
    people = repos.respondents.list(project_id)
    code = read_mark(typed, frozenset(one.code for one in people if one.code))
    found = repos.respondents.with_code(project_id, code)
    if not found:
        words = _("Nobody in this project has the code {code}. Nothing was erased.")
        raise NotFound(words.format(code=spaced(code).strip()))
    return _one_person(repos, [one.id for one in found])


def _one_person(repos: Repositories, ids: Sequence[UUID]) -> tuple[Respondent, ...]:
    whole = {one for known in ids for one in linked_respondents(repos, known)}
    return tuple(repos.respondents.get(one) for one in sorted(whole))


def _withdraw(
    workspace: Workspace, whom: Callable[[Repositories], Sequence[Respondent]]
) -> Withdrawal:
    today = workspace.today()

    def erase(repos: Repositories) -> tuple[Tombstone, ...]:
        stones = tuple(
            Tombstone(one.id, one.project_id, repos.withdrawals.waves_of(one.id), today)
            for one in whom(repos)
        )
        for stone in stones:
            repos.withdrawals.erase(stone)
        return stones

    stones = workspace.write(erase).result()
    erased = workspace.erase_in_backups([stone.respondent_id for stone in stones])
    responses = sum(len(stone.waves) for stone in stones)
    return Withdrawal(stones, responses, erased.copies, erased.left)
