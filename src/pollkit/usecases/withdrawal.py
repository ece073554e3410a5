"""A respondent takes everything back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from pollkit.domain.codes import read_code, spaced
from pollkit.domain.waves import Respondent
from pollkit.domain.withdrawals import Tombstone, Withdrawal
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace


def withdraw(workspace: Workspace, project_id: UUID, typed: str) -> Withdrawal:
    """Erases every wave of whoever has this code: answers, drafts, history, consent and links, in
    this workspace's tables, log and backups. Only a tombstone stays, which erases late edits too.

    Exported files and paper are out of its reach.

    Raises:
        CodeNotAccepted: what was typed is no code.
        NotFound: nobody of the project has this code.
    """
    code = read_code(typed)

    def whom(repos: Repositories) -> tuple[Respondent, ...]:
        found = repos.respondents.with_code(project_id, code)
        if not found:
            words = _("Nobody in this project has the code {code}. Nothing was erased.")
            raise NotFound(words.format(code=spaced(code)))
        return found

    return _withdraw(workspace, whom)


def withdraw_respondent(workspace: Workspace, respondent_id: UUID) -> Withdrawal:
    """The same for somebody whose response is open, who may have no code."""
    return _withdraw(workspace, lambda repos: (repos.respondents.get(respondent_id),))


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
