"""Projects with their waves: set up, look over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from pollkit.domain.consent import ConsentText
from pollkit.domain.instruments import Instrument
from pollkit.domain.programmes import Activity, Project
from pollkit.domain.tallies import WaveTally, expected_in, tally_wave
from pollkit.domain.texts import Texts
from pollkit.domain.waves import OF_WAVES, Mode, Respondent, Wave, WaveKind
from pollkit.store import Repositories, Workspace
from pollkit.usecases.linking import project_people

T = TypeVar("T")


@dataclass(frozen=True)
class WaveOverview:
    wave: Wave
    tally: WaveTally


@dataclass(frozen=True)
class ProjectOverview:
    """
    Attributes:
        waves: in their order, the first one first.
        respondents: who is known and was not erased.
        withdrawn: how many took everything back.
    """

    project: Project
    activities: tuple[Activity, ...]
    waves: tuple[WaveOverview, ...]
    respondents: tuple[Respondent, ...]
    withdrawn: int


def new_project(
    workspace: Workspace, title: str, languages: Sequence[str] = (), call_id: UUID | None = None
) -> Future[Project]:
    project = Project(uuid7(), title, call_id, tuple(languages))
    return workspace.write(lambda repos: _kept(repos.programmes.save_project, project))


def save_project(workspace: Workspace, project: Project) -> Future[Project]:
    return workspace.write(lambda repos: _kept(repos.programmes.save_project, project))


def list_projects(workspace: Workspace) -> tuple[Project, ...]:
    """By title."""
    with workspace.read() as repos:
        return repos.programmes.list_projects()


def add_wave(
    workspace: Workspace,
    project_id: UUID,
    kind: WaveKind,
    title: str,
    instrument: Instrument,
    *,
    modes: Sequence[Mode] = OF_WAVES,
    activity_id: UUID | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    due_on: date | None = None,
    expected: int | None = None,
) -> Future[Wave]:
    """Plans a wave with the instrument as it is now; see `Wave` for the rest."""

    def add(repos: Repositories) -> Wave:
        version = repos.instruments.save(instrument)
        wave = Wave(
            id=uuid7(),
            project_id=project_id,
            kind=kind,
            title=title,
            instrument_version=version,
            modes=tuple(modes),
            activity_id=activity_id,
            opens_on=opens_on,
            closes_on=closes_on,
            due_on=due_on,
            expected=expected,
        )
        return _kept(repos.waves.save, wave)

    return workspace.write(add)


def save_wave(workspace: Workspace, wave: Wave) -> Future[Wave]:
    return workspace.write(lambda repos: _kept(repos.waves.save, wave))


def ask_for_consent(workspace: Workspace, project_id: UUID, texts: Texts) -> Future[Project]:
    """From now on every respondent of the project is asked to agree to these words; none = nobody
    is asked."""

    def change(repos: Repositories) -> Project:
        project = repos.programmes.get_project(project_id)
        version = None
        if texts:
            text = ConsentText(texts)
            repos.consents.save_text(project_id, text)
            version = text.version
        return _kept(repos.programmes.save_project, replace(project, consent_version=version))

    return workspace.write(change)


def add_respondents(
    workspace: Workspace,
    project_id: UUID,
    codes: Iterable[str | None],
    activity_id: UUID | None = None,
) -> Future[tuple[Respondent, ...]]:
    """Makes people known who are expected, such as the future owners of printed cards; a code that
    is known already stays its owner's."""
    wanted = tuple(codes)

    def add(repos: Repositories) -> tuple[Respondent, ...]:
        found = []
        for code in wanted:
            known = repos.respondents.with_code(project_id, code) if code else ()
            person = known[0] if known else Respondent(uuid4(), project_id, code, activity_id)
            if not known:
                repos.respondents.save(person)
            found.append(person)
        return tuple(found)

    return workspace.write(add)


def project_overview(repos: Repositories, project_id: UUID, today: date) -> ProjectOverview:
    project = repos.programmes.get_project(project_id)
    waves = repos.waves.list(project_id)
    respondents = repos.respondents.list(project_id)
    tombstones = repos.withdrawals.list(project_id)
    responses = {wave.id: repos.responses.bare(wave.id) for wave in waves}
    answered = {
        wave_id: frozenset(one.respondent_id for one in found)
        for wave_id, found in responses.items()
    }
    same = _same_person(repos, project_id, respondents)
    return ProjectOverview(
        project=project,
        activities=repos.programmes.list_activities(project_id),
        waves=tuple(
            WaveOverview(
                wave,
                tally_wave(
                    wave,
                    expected_in(wave, waves, respondents, answered, same),
                    responses[wave.id],
                    tombstones,
                    today,
                    same,
                ),
            )
            for wave in waves
        ),
        respondents=respondents,
        withdrawn=len(tombstones),
    )


def _same_person(
    repos: Repositories, project_id: UUID, respondents: Sequence[Respondent]
) -> dict[UUID, UUID]:
    """A lost card is a second respondent until somebody links the two."""
    codes = [one.code for one in respondents if one.code]
    if len(set(codes)) == len(codes) and not repos.links.is_used(project_id):
        return {}  # half of the time for a project of a thousand
    found: dict[UUID, UUID] = {}
    for person in project_people(repos, project_id).persons:
        ids = sorted({respondent for _wave, respondent in person})
        found.update({one: found.get(one, ids[0]) for one in ids})
    return found


def _kept(save: Callable[[T], None], value: T) -> T:
    save(value)
    return value
