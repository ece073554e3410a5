"""Changing a questionnaire while people are answering it: rehearse, decide, go over to it.

Finished responses stay with the version that they were given to. Drafts move, each answer to where
it belongs now; what has no place any more waits beside them, and every export has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from uuid import UUID

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.row_paths import without_rows
from pollkit.domain.versions.changes import Change, Stored, changes
from pollkit.domain.versions.moving import Moved, kept_aside, move_answers, without_aside
from pollkit.domain.versions.renames import NO_RENAMES, Renames, likely_renames
from pollkit.domain.versions.steps import VersionStep, renames_between
from pollkit.domain.waves import Response, ResponseState, Wave
from pollkit.store import Repositories, Workspace


@dataclass(frozen=True)
class DraftMove:
    """What going over to the new version does to one open draft."""

    response: Response
    moved: Moved


@dataclass(frozen=True)
class ChangeRehearsal:
    """What would happen, before anything does.

    Attributes:
        waves: of the project, which ask the old version now and would ask the new one.
        renames: as given, else as they look; a person confirms them.
        drafts: open ones of these waves.
        finished: how many responses stay with the version that they were given to.
    """

    old: Instrument
    new: Instrument
    waves: tuple[Wave, ...]
    renames: Renames
    changes: tuple[Change, ...]
    drafts: tuple[DraftMove, ...]
    finished: int


def rehearse_change(
    repos: Repositories, wave_id: UUID, new: Instrument, renames: Renames | None = None
) -> ChangeRehearsal:
    """What the new version changes for this wave and all others of its project that ask the same.

    Args:
        renames: None = guess them; see `likely_renames`.
    """
    asked = repos.waves.get(wave_id)
    waves = tuple(
        wave
        for wave in repos.waves.list(asked.project_id)
        if wave.instrument_version == asked.instrument_version
    )
    old = repos.instruments.get(asked.instrument_version)
    names = likely_renames(old, new) if renames is None else renames
    steps = repos.version_steps.list(asked.project_id)
    responses = [one for wave in waves for one in repos.responses.list(wave.id)]
    drafts = [one for one in responses if one.state is ResponseState.DRAFT]
    finished = [one for one in responses if one.state is ResponseState.FINISHED]
    stored = _stored(finished, drafts, steps, asked.instrument_version)
    return ChangeRehearsal(
        old=old,
        new=new,
        waves=waves,
        renames=names,
        changes=changes(old, new, names, stored),
        drafts=tuple(_draft_move(repos, draft, new, names, steps, asked) for draft in drafts),
        finished=len(finished),
    )


def change_instrument(
    workspace: Workspace,
    wave_ids: Sequence[UUID],
    new: Instrument,
    renames: Renames = NO_RENAMES,
    reason: str = "",
) -> Future[int]:
    """Has these waves ask the new version, and moves their drafts to it; how many drafts moved.

    All in one transaction: a cable pulled half way leaves the old version.
    """

    def change(repos: Repositories) -> int:
        version = repos.instruments.save(new)
        return sum(go_over(repos, wave_id, new, version, renames, reason) for wave_id in wave_ids)

    return workspace.write(change)


def go_over(
    repos: Repositories,
    wave_id: UUID,
    new: Instrument,
    version: str,
    renames: Renames,
    reason: str,
) -> int:
    """The same for one wave, within a transaction; the version must be in the workspace."""
    wave = repos.waves.get(wave_id)
    if wave.instrument_version == version:
        return 0
    steps = repos.version_steps.list(wave.project_id)
    drafts = [
        _draft_move(repos, one, new, renames, steps, wave)
        for one in repos.responses.list(wave_id)
        if one.state is ResponseState.DRAFT
    ]
    repos.version_steps.save(
        wave.project_id, VersionStep(wave.instrument_version, version, renames, reason)
    )
    repos.waves.save(replace(wave, instrument_version=version))
    for draft in drafts:
        answers = kept_aside(draft.moved, draft.response.instrument_version)
        unsaid = frozenset(renames.item(address) for address in draft.response.unsaid)
        repos.responses.save(
            replace(draft.response, instrument_version=version, answers=answers, unsaid=unsaid),
            reason,
        )
    return len(drafts)


def _draft_move(
    repos: Repositories,
    draft: Response,
    new: Instrument,
    renames: Renames,
    steps: Iterable[VersionStep],
    wave: Wave,
) -> DraftMove:
    before = renames_between(steps, draft.instrument_version, wave.instrument_version)
    given_to = repos.instruments.get(draft.instrument_version)
    return DraftMove(draft, move_answers(draft.answers, given_to, new, before.then(renames)))


def _stored(
    finished: Iterable[Response],
    drafts: Iterable[Response],
    steps: Sequence[VersionStep],
    version: str,
) -> Stored:
    """Counted under the names of the version that is asked now."""
    options: dict[str, Counter[str]] = {}
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for count, responses in zip(counts, (finished, drafts), strict=True):
        for response in responses:
            names = renames_between(steps, response.instrument_version, version)
            count.update(_items(response, names))
            for address, choice in without_aside(response.answers).items():
                item = without_rows(address)
                chosen = (names.option(item, code) for code in choice.codes)
                options.setdefault(names.item(item), Counter()).update(chosen)
    told: Mapping[str, Mapping[str, int]] = options
    return Stored(responses=counts[0], drafts=counts[1], options=told)


def _items(response: Response, names: Renames) -> set[str]:
    return {names.item(without_rows(one)) for one in without_aside(response.answers)}
