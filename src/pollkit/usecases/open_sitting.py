"""Takes up a response where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import lru_cache
from uuid import UUID

from pollkit.domain.changes import rows_in
from pollkit.domain.consent import ConsentText
from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.filling import Filling
from pollkit.domain.logic.form import Form
from pollkit.domain.waves import Response, Wave
from pollkit.store import Repositories, Workspace
from pollkit.usecases.sittings import Sitting


def open_sitting(workspace: Workspace, response_id: UUID) -> Sitting:
    """Whatever state the response is in."""
    with workspace.read() as repos:
        response = repos.responses.get(response_id)
        wave = repos.waves.get(response.wave_id)
        text = _consent_text(repos, wave)
        said = repos.consents.get(response.respondent_id, wave.id)
        instrument = repos.instruments.get(response.instrument_version)
        respondent = repos.respondents.get(response.respondent_id)
    is_given = said is not None and said.is_given
    needs_consent = text is not None and not (
        is_given and said is not None and said.text_version == text.version
    )
    filling = filling_of(response, instrument, workspace)
    return Sitting(workspace, wave, respondent, response, filling, text, needs_consent)


def filling_of(response: Response, instrument: Instrument, workspace: Workspace) -> Filling:
    rows = rows_in(response.answers)
    is_new = not response.answers and not response.unsaid
    return Filling(
        _form(_Version(response.instrument_version, instrument)),
        _clock_of(response, workspace),
        own=str(response.id),
        language=response.language if response.language in instrument.languages else None,
        answers=None if is_new else {a: c for a, c in response.answers.items() if a not in rows},
        rows=None if is_new else rows,
    )


def _clock_of(response: Response, workspace: Workspace) -> Callable[[], datetime]:
    """The clock; of a response that has ended, the day of its end: an edit next year must not make
    everybody a year older."""
    if response.ended_on is None:
        return lambda: workspace.now().astimezone()
    noon = datetime.combine(response.ended_on, time(12)).astimezone()
    return lambda: noon


@dataclass(frozen=True)
class _Version:
    """An instrument that is told from others by its version alone."""

    id: str
    instrument: Instrument = field(compare=False)


@lru_cache(maxsize=8)
def _form(version: _Version) -> Form:
    """Made once for all respondents: it reads every expression."""
    return Form(version.instrument)


def _consent_text(repos: Repositories, wave: Wave) -> ConsentText | None:
    project = repos.programmes.get_project(wave.project_id)
    if project.consent_version is None:
        return None
    return repos.consents.text(project.id, project.consent_version)
