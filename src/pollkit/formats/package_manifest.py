"""What the manifest of a project package says of the project, and how it is read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pollkit.domain.consent import ConsentText
from pollkit.domain.packages import ProjectPackage, is_age_recipient
from pollkit.domain.programmes import Activity, Call, Outcome, Programme, Project
from pollkit.domain.versions.renames import Renames
from pollkit.domain.versions.steps import VersionStep
from pollkit.domain.waves import Mode, Wave, WaveKind
from pollkit.errors import PackageRefused
from pollkit.i18n import _
from pollkit.store.encoding import day_from, day_text, id_from, id_text, time_text

# Longer words would only be sent to stop a window.
_LONGEST_TEXT = 20_000
_MOST_EXPECTED = 10**7


def project_facts(package: ProjectPackage) -> dict[str, Any]:
    """All of a package but its files."""
    project = package.project
    return {
        "project": {
            "id": str(project.id),
            "title": project.title,
            "call_id": id_text(project.call_id),
            "languages": list(project.languages),
            "outcomes": [asdict(outcome) for outcome in project.outcomes],
            "evaluator_key": project.evaluator_key,
        },
        "programme": package.programme and _ids_as_text(asdict(package.programme)),
        "call": package.call and _ids_as_text(asdict(package.call)),
        "activities": [
            {
                "id": str(one.id),
                "title": one.title,
                "place": one.place,
                "starts_at": time_text(one.starts_at),
            }
            for one in package.activities
        ],
        "waves": [_wave_entry(wave) for wave in package.waves],
        "steps": [
            {
                "from": step.from_version,
                "to": step.to_version,
                "items": dict(step.renames.items),
                "options": {item: dict(codes) for item, codes in step.renames.options.items()},
                "reason": step.reason,
            }
            for step in package.steps
        ],
    }


def read_facts(facts: Mapping[str, Any], consent: ConsentText | None) -> ProjectPackage:
    """A package without its files.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is not what `project_facts` writes.
        PackageRefused: the evaluator's key has a wrong letter.
    """
    project = _project(facts["project"], consent)
    programme, call = facts.get("programme"), facts.get("call")
    package = ProjectPackage(
        project=project,
        waves=tuple(_wave(wave, project.id) for wave in facts["waves"]),
        consent=consent,
        activities=tuple(_activity(one, project.id) for one in facts["activities"]),
        programme=programme and Programme(UUID(programme["id"]), _text(programme["title"])),
        call=call and Call(UUID(call["id"]), UUID(call["programme_id"]), _text(call["title"])),
        steps=tuple(_step(step) for step in facts["steps"]),
    )
    _check_whole(package)
    return package


def _check_whole(package: ProjectPackage) -> None:
    """Whether everything that is named is there, and once."""
    call, programme = package.call, package.programme
    activities = [one.id for one in package.activities]
    waves = [wave.id for wave in package.waves]
    is_whole = (
        package.project.call_id == (call and call.id)
        and (call and call.programme_id) == (programme and programme.id)
        and len(set(activities)) == len(activities)
        and len(set(waves)) == len(waves)
        and {wave.activity_id for wave in package.waves} <= {None, *activities}
    )
    if not is_whole:
        raise ValueError("something that is named is not there")


def _wave_entry(wave: Wave) -> dict[str, Any]:
    return {
        "id": str(wave.id),
        "kind": wave.kind.value,
        "title": wave.title,
        "instrument": wave.instrument_version,
        "modes": [mode.value for mode in wave.modes],
        "activity_id": id_text(wave.activity_id),
        "opens_on": day_text(wave.opens_on),
        "closes_on": day_text(wave.closes_on),
        "due_on": day_text(wave.due_on),
        "expected": wave.expected,
    }


def _wave(entry: Mapping[str, Any], project_id: UUID) -> Wave:
    expected = entry["expected"]
    if expected is not None and not (isinstance(expected, int) and 0 <= expected < _MOST_EXPECTED):
        raise ValueError("expected")
    return Wave(
        id=UUID(entry["id"]),
        project_id=project_id,
        kind=WaveKind(entry["kind"]),
        title=_text(entry["title"]),
        instrument_version=_text(entry["instrument"]),
        modes=tuple(Mode(mode) for mode in entry["modes"]),
        activity_id=id_from(entry["activity_id"]),
        opens_on=_day(entry["opens_on"]),
        closes_on=_day(entry["closes_on"]),
        due_on=_day(entry["due_on"]),
        expected=expected,
    )


def _project(entry: Mapping[str, Any], consent: ConsentText | None) -> Project:
    key = entry["evaluator_key"]
    if key is not None and not is_age_recipient(key):
        raise PackageRefused(
            _("The evaluator's key in this package is damaged. Ask for the package once more.")
        )
    return Project(
        id=UUID(entry["id"]),
        title=_text(entry["title"]),
        call_id=id_from(entry["call_id"]),
        languages=tuple(_text(language) for language in entry["languages"]),
        consent_version=None if consent is None else consent.version,
        outcomes=tuple(_outcome(outcome) for outcome in entry["outcomes"]),
        evaluator_key=key,
    )


def _outcome(entry: Mapping[str, Any]) -> Outcome:
    return Outcome(
        name=_text(entry["name"]),
        texts=read_texts(entry["texts"]),
        scales=tuple(_text(scale) for scale in entry["scales"]),
        is_primary=entry["is_primary"] is True,
    )


def _step(entry: Mapping[str, Any]) -> VersionStep:
    options = {_text(item): read_texts(codes) for item, codes in entry["options"].items()}
    renames = Renames(read_texts(entry["items"]), options)
    return VersionStep(_text(entry["from"]), _text(entry["to"]), renames, _text(entry["reason"]))


def _activity(entry: Mapping[str, Any], project_id: UUID) -> Activity:
    starts_at = datetime.fromisoformat(entry["starts_at"])
    if starts_at.tzinfo is None:
        raise ValueError("a time without a zone")
    return Activity(
        UUID(entry["id"]), project_id, _text(entry["title"]), _text(entry["place"]), starts_at
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise TypeError("no text")
    return value


def read_texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError("no texts")
    return {_text(language): _text(words) for language, words in value.items()}


def _day(value: object) -> date | None:
    return day_from(None if value is None else _text(value))


def _ids_as_text(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, UUID) else v for k, v in values.items()}
