"""A project's responses as files: CSV, XLSX, SPSS, Stata, in any of its languages.

No file has a code that somebody keeps, an id of the workspace or a time of day: a person is a mark
that is drawn for this export.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random, SystemRandom
from uuid import UUID

from pollkit.domain.instruments import Instrument
from pollkit.domain.linking.people import End
from pollkit.domain.versions.moving import is_aside, move_answers
from pollkit.domain.versions.steps import VersionStep, renames_between
from pollkit.domain.waves import Response, ResponseState, Wave
from pollkit.errors import NotAllowedNow
from pollkit.formats.responses.files import write_csv, write_xlsx
from pollkit.formats.responses.statistics import write_dta, write_sav
from pollkit.formats.responses.table import Answered, Table, tables
from pollkit.i18n import _, speaking
from pollkit.store import Repositories
from pollkit.usecases.linking import person_keys

_MARK_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class ResponseFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    SAV = "sav"
    DTA = "dta"


EVERY_FORMAT = tuple(ResponseFormat)


@dataclass(frozen=True)
class ResponseSet:
    """What is exported together: waves that ask the same questionnaire, in its newest version."""

    name: str
    instrument: Instrument
    responses: tuple[Answered, ...]


def export_responses(
    repos: Repositories,
    project_id: UUID,
    out: Path,
    language: str = "en",
    formats: Sequence[ResponseFormat] = EVERY_FORMAT,
    with_drafts: bool = False,
    random: Random | None = None,
) -> tuple[Path, ...]:
    """Writes a project's responses, a folder for each questionnaire that it asks.

    Args:
        language: of labels; texts that lack it are in the instrument's first language.
        with_drafts: what was begun and not finished too; the column `state` tells them apart.
        random: who draws the marks and the order of rows; for tests.
    Raises:
        NotAllowedNow: there is nothing to export yet.
    """
    found = response_sets(repos, project_id, with_drafts, random or SystemRandom())
    if not found:
        raise NotAllowedNow(_("Nobody has finished a questionnaire of this project yet."))
    written: list[Path] = []
    for one in found:
        folder = out / one.name if len(found) > 1 else out
        folder.mkdir(parents=True, exist_ok=True)
        with speaking(language):
            written += _write(one, folder, language, formats)
    return tuple(written)


def response_sets(
    repos: Repositories, project_id: UUID, with_drafts: bool, random: Random
) -> tuple[ResponseSet, ...]:
    """One for each version that is asked now and what came before it; rows in no order that tells
    who came when."""
    steps = repos.version_steps.list(project_id)
    marks = _Marks(random, person_keys(repos, project_id))
    sets: list[ResponseSet] = []
    for version, waves in _by_version(repos.waves.list(project_id)).items():
        instrument = repos.instruments.get(version)
        numbers = _version_numbers(steps, version)
        rows = [
            _answered(repos, response, wave, instrument, steps, numbers, marks)
            for wave in waves
            for response in repos.responses.list(wave.id)
            if _goes_out(response, with_drafts)
        ]
        if rows:
            random.shuffle(rows)
            sets.append(ResponseSet(f"questionnaire-{len(sets) + 1}", instrument, tuple(rows)))
    return tuple(sets)


def _write(
    one: ResponseSet, folder: Path, language: str, formats: Sequence[ResponseFormat]
) -> list[Path]:
    made = tables(one.instrument, one.responses, language)
    title = one.instrument.title.get(language) or next(iter(one.instrument.title.values()), "")
    written: list[Path] = []
    if ResponseFormat.CSV in formats:
        written += write_csv(made, one.responses, folder)
    if ResponseFormat.XLSX in formats:
        path = folder / "responses.xlsx"
        write_xlsx(made, one.responses, path)
        written.append(path)
    for table in made:
        written += _write_statistics(table, folder, title, formats)
    return written


def _write_statistics(
    table: Table, folder: Path, title: str, formats: Sequence[ResponseFormat]
) -> list[Path]:
    written = []
    stem = table.stem
    if ResponseFormat.SAV in formats:
        written.append(folder / f"{stem}.sav")
        write_sav(table, written[-1], title)
    if ResponseFormat.DTA in formats:
        written.append(folder / f"{stem}.dta")
        write_dta(table, written[-1], title)
    return written


def _by_version(waves: Sequence[Wave]) -> dict[str, list[Wave]]:
    found: dict[str, list[Wave]] = {}
    for wave in waves:
        found.setdefault(wave.instrument_version, []).append(wave)
    return found


def _version_numbers(steps: Sequence[VersionStep], newest: str) -> dict[str, int]:
    """Version -> its number from 1; the newest has the highest."""
    order = [newest]
    for version in order:
        order += [
            s.from_version for s in steps if s.to_version == version and s.from_version not in order
        ]
    return {version: len(order) - place for place, version in enumerate(order)}


def _goes_out(response: Response, with_drafts: bool) -> bool:
    if response.state is ResponseState.FINISHED:
        return True
    return with_drafts and response.state is ResponseState.DRAFT


def _answered(
    repos: Repositories,
    response: Response,
    wave: Wave,
    instrument: Instrument,
    steps: Sequence[VersionStep],
    numbers: Mapping[str, int],
    marks: _Marks,
) -> Answered:
    given_to = repos.instruments.get(response.instrument_version)
    renames = renames_between(steps, response.instrument_version, wave.instrument_version)
    moved = move_answers(response.answers, given_to, instrument, renames)
    aside = {one: choice for one, choice in moved.answers.items() if is_aside(one)}
    return Answered(
        person=marks.of(wave.id, response.respondent_id),
        wave=wave.title,
        wave_kind=wave.kind.value,
        mode=response.mode.value,
        state=response.state.value,
        language=response.language,
        version=numbers.get(response.instrument_version, 1),
        answers={one: choice for one, choice in moved.answers.items() if one not in aside},
        unsaid=frozenset(renames.item(address) for address in response.unsaid),
        earlier={**moved.set_aside, **aside},
    )


class _Marks:
    """A random mark for each person, the same in all waves of one export and in no other. Linked
    respondents are one person."""

    def __init__(self, random: Random, persons: Mapping[End, Hashable]) -> None:
        self._random = random
        self._persons = persons
        self._marks: dict[Hashable, str] = {}

    def of(self, wave_id: UUID, respondent_id: UUID) -> str:
        person = self._persons[wave_id, respondent_id]
        if person not in self._marks:
            self._marks[person] = self._new()
        return self._marks[person]

    def _new(self) -> str:
        while True:
            mark = "".join(self._random.choice(_MARK_LETTERS) for _place in range(6))
            if mark not in self._marks.values():
                return mark
