"""A project as the evaluator hands it to a caseworker, and what a newer one would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from pollkit.domain.consent import ConsentText
from pollkit.domain.instruments import Instrument
from pollkit.domain.programmes import Activity, Call, Programme, Project
from pollkit.domain.texts import in_language
from pollkit.domain.versions.steps import VersionStep
from pollkit.domain.waves import Wave

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


@dataclass(frozen=True)
class ProjectPackage:
    """
    Attributes:
        instruments: version -> instrument, of every wave.
        consent: what every respondent is asked to agree to; None = nobody is asked.
        pictures: SHA-256 -> bytes, of the instruments.
        steps: how its questionnaires went from version to version.
    """

    project: Project
    waves: tuple[Wave, ...] = ()
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    consent: ConsentText | None = None
    activities: tuple[Activity, ...] = ()
    programme: Programme | None = None
    call: Call | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    steps: tuple[VersionStep, ...] = ()


class Part(StrEnum):
    """What a difference is in."""

    PROJECT = "project"
    OUTCOMES = "outcomes"
    CONSENT = "consent"
    EVALUATOR_KEY = "evaluator_key"
    ACTIVITY = "activity"
    WAVE = "wave"
    INSTRUMENT = "instrument"


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Difference:
    """One thing that the workspace does not have as the package has it.

    `title` is that of the wave, activity or questionnaire; `wave_id` is None but for those of a
    wave. What is gone from a package stays in the workspace.
    """

    part: Part
    change: Change
    title: str
    wave_id: UUID | None = None


def differences(known: ProjectPackage | None, new: ProjectPackage) -> tuple[Difference, ...]:
    """What opening `new` would change; nothing = it is known already."""
    if known is None:
        return (Difference(Part.PROJECT, Change.NEW, new.project.title),)
    title = new.project.title
    pairs = (
        (Part.PROJECT, _frame(known), _frame(new)),
        (Part.OUTCOMES, known.project.outcomes, new.project.outcomes),
        (Part.CONSENT, known.consent, new.consent),
        (Part.EVALUATOR_KEY, known.project.evaluator_key, new.project.evaluator_key),
    )
    found = [
        Difference(part, _change(before, after), title)
        for part, before, after in pairs
        if before != after
    ]
    return (*found, *_of_activities(known, new), *_of_waves(known, new))


def is_age_recipient(text: str) -> bool:
    """Whether this is a public key as age writes it: "age1…", 32 bytes in Bech32 (BIP 173)."""
    if not text.startswith("age1") or len(text) != 62 or not set(text[4:]) <= set(_BECH32):
        return False
    prefix = [ord(c) >> 5 for c in "age"] + [0] + [ord(c) & 31 for c in "age"]
    return _checksum([*prefix, *(_BECH32.index(symbol) for symbol in text[4:])]) == 1


def _frame(package: ProjectPackage) -> tuple[object, ...]:
    project = package.project
    return (project.title, project.call_id, project.languages, package.programme, package.call)


def _change(before: object, after: object) -> Change:
    if before in (None, ()):
        return Change.NEW
    return Change.GONE if after in (None, ()) else Change.CHANGED


def _of_activities(known: ProjectPackage, new: ProjectPackage) -> list[Difference]:
    before = {one.id: one for one in known.activities}
    after = {one.id: one for one in new.activities}
    return [
        Difference(Part.ACTIVITY, _of_two(before.get(one), after.get(one)), _title(known, new, one))
        for one in dict.fromkeys([*before, *after])
        if before.get(one) != after.get(one)
    ]


def _of_waves(known: ProjectPackage, new: ProjectPackage) -> list[Difference]:
    before = {wave.id: wave for wave in known.waves}
    found = []
    for wave in new.waves:
        was = before.pop(wave.id, None)
        if was is None:
            found.append(Difference(Part.WAVE, Change.NEW, wave.title, wave.id))
            continue
        if was.instrument_version != wave.instrument_version:
            texts = new.instruments[wave.instrument_version].title
            title = in_language(texts, "en") or wave.title
            found.append(Difference(Part.INSTRUMENT, Change.CHANGED, title, wave.id))
        if _planned(was) != _planned(wave):
            found.append(Difference(Part.WAVE, Change.CHANGED, wave.title, wave.id))
    gone = [Difference(Part.WAVE, Change.GONE, wave.title, wave.id) for wave in before.values()]
    return found + gone


def _planned(wave: Wave) -> tuple[object, ...]:
    """All of a wave but its instrument."""
    days = (wave.opens_on, wave.closes_on, wave.due_on)
    return (wave.kind, wave.title, wave.modes, wave.activity_id, days, wave.expected)


def _of_two(before: object | None, after: object | None) -> Change:
    if before is None:
        return Change.NEW
    return Change.GONE if after is None else Change.CHANGED


def _title(known: ProjectPackage, new: ProjectPackage, activity_id: UUID) -> str:
    both = (*new.activities, *known.activities)
    return next(one.title for one in both if one.id == activity_id)


def _checksum(values: list[int]) -> int:
    """Bech32's polymod (BIP 173); 1 for what is written right."""
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for place in range(5):
            state ^= generator[place] if top >> place & 1 else 0
    return state
