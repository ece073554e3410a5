"""What a project belongs to, what it does and what it hopes to change."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from pollkit.domain.programmes import Activity, Call, Outcome, Programme, Project
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace


def place_in_fund(
    workspace: Workspace, project_id: UUID, programme: str, call: str
) -> Future[Project]:
    """Says which call of which programme pays for a project; those of these titles, made if there
    are none."""

    def place(repos: Repositories) -> Project:
        project = repos.programmes.get_project(project_id)
        placed = replace(project, call_id=_call(repos, _programme(repos, programme), call).id)
        repos.programmes.save_project(placed)
        return placed

    return workspace.write(place)


def add_activity(
    workspace: Workspace, project_id: UUID, title: str, place: str, starts_at: datetime
) -> Future[Activity]:
    """`starts_at` with a time zone."""
    activity = Activity(uuid7(), project_id, title, place, starts_at)

    def add(repos: Repositories) -> Activity:
        repos.programmes.get_project(project_id)
        repos.programmes.save_activity(activity)
        return activity

    return workspace.write(add)


def name_outcome(workspace: Workspace, project_id: UUID, outcome: Outcome) -> Future[Project]:
    """Adds an outcome, or changes the one of this name; a project has one primary outcome at the
    most.

    The future fails with NotFound where no questionnaire of the project measures it.
    """

    def name(repos: Repositories) -> Project:
        project = repos.programmes.get_project(project_id)
        known = _measures(repos, project_id)
        unknown = next((scale for scale in outcome.scales if scale not in known), None)
        if known and unknown is not None:
            words = _("No questionnaire of this project has a scale or question “{name}”.")
            raise NotFound(words.format(name=unknown))
        others = [
            replace(one, is_primary=one.is_primary and not outcome.is_primary)
            for one in project.outcomes
        ]
        if any(one.name == outcome.name for one in others):
            outcomes = tuple(outcome if one.name == outcome.name else one for one in others)
        else:
            outcomes = (*others, outcome)
        named = replace(project, outcomes=outcomes)
        repos.programmes.save_project(named)
        return named

    return workspace.write(name)


def _measures(repos: Repositories, project_id: UUID) -> frozenset[str]:
    """Names of the scales and items that its waves ask; empty where it has no waves yet."""
    versions = {wave.instrument_version for wave in repos.waves.list(project_id)}
    instruments = [repos.instruments.get(version) for version in versions]
    scales = (scale.name for one in instruments for scale in one.scales)
    items = (item.name for one in instruments for item in one.items)
    return frozenset([*scales, *items])


def _programme(repos: Repositories, title: str) -> Programme:
    known = (one for one in repos.programmes.list_programmes() if one.title == title)
    found = next(known, None)
    if found is None:
        found = Programme(uuid7(), title)
        repos.programmes.save_programme(found)
    return found


def _call(repos: Repositories, programme: Programme, title: str) -> Call:
    known = (one for one in repos.programmes.list_calls(programme.id) if one.title == title)
    found = next(known, None)
    if found is None:
        found = Call(uuid7(), programme.id, title)
        repos.programmes.save_call(found)
    return found
