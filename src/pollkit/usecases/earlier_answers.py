"""Taking in answers that were gathered before: look at the file, say what is what, import."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from pollkit.domain.instruments import Instrument
from pollkit.domain.waves import Mode, Respondent, Response, ResponseState, Wave
from pollkit.errors import NotAllowedNow
from pollkit.formats.responses.mapping import (
    ColumnUse,
    Preview,
    ReadRow,
    Use,
    preview,
    suggested_uses,
)
from pollkit.formats.responses.reading import Sheet, read_answers
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace


@dataclass(frozen=True)
class EarlierAnswers:
    """A file beside the questionnaire that it may answer. `uses` are guesses until confirmed."""

    sheet: Sheet
    instrument: Instrument
    uses: tuple[ColumnUse, ...]

    def preview(self) -> Preview:
        return preview(self.sheet, self.uses, self.instrument)

    @property
    def waves(self) -> tuple[str, ...]:
        """What the file calls its waves, in its order; empty where no column says."""
        place = next((n for n, use in enumerate(self.uses) if use.use is Use.WAVE), None)
        found = () if place is None else self.sheet.cells(place)
        return tuple(dict.fromkeys(name for name in found if name))


@dataclass(frozen=True)
class Imported:
    """
    Attributes:
        responses: how many were taken in.
        known: rows of people who have a response in their wave already; nothing of them changed.
        elsewhere: rows of a wave that the file names and nobody placed.
    """

    responses: int
    known: tuple[int, ...]
    elsewhere: tuple[int, ...]


def open_earlier(repos: Repositories, path: Path, wave_id: UUID) -> EarlierAnswers:
    """
    Raises:
        FormUnreadable: see `read_answers`.
    """
    wave = repos.waves.get(wave_id)
    instrument = repos.instruments.get(wave.instrument_version)
    sheet = read_answers(path)
    return EarlierAnswers(sheet, instrument, suggested_uses(sheet, instrument))


def import_earlier(
    workspace: Workspace,
    earlier: EarlierAnswers,
    waves: Mapping[str, UUID],
    mode: Mode = Mode.PAPER,
    language: str = "",
) -> Future[Imported]:
    """Takes the rows in as finished responses, all of them or none.

    Args:
        waves: what the file calls a wave -> the wave; "" = rows that name none. All of one project,
            and all ask the questionnaire that the file was read with.
        language: in which the people were asked, if it is known.
    Raises:
        NotAllowedNow: a cell cannot be taken, or a wave asks something else.
    """
    seen = earlier.preview()
    if seen.problems:
        first = seen.problems[0]
        raise NotAllowedNow(
            _("Row {row}, column “{column}”: {message}").format(
                row=first.row, column=first.column, message=first.message
            )
        )

    def take_in(repos: Repositories) -> Imported:
        targets = {name: repos.waves.get(wave_id) for name, wave_id in waves.items()}
        _check_same(targets.values(), earlier.instrument)
        people: dict[str, Respondent] = {}
        known, elsewhere, count = [], [], 0
        for row in seen.rows:
            wave = targets.get(row.wave)
            if wave is None:
                elsewhere.append(row.row)
                continue
            person = _person(repos, wave, row, people)
            if any(one.wave_id == wave.id for one in repos.responses.of(person.id)):
                known.append(row.row)
                continue
            repos.responses.save(_response(row, wave, person, mode, language))
            count += 1
        return Imported(count, tuple(known), tuple(elsewhere))

    return workspace.write(take_in)


def _check_same(found: Collection[Wave], instrument: Instrument) -> None:
    if any(wave.instrument_version != instrument.version_id for wave in found):
        raise NotAllowedNow(_("A wave asks another questionnaire than the file was read with."))
    if len({wave.project_id for wave in found}) > 1:
        raise NotAllowedNow(_("The waves belong to different projects."))


def _person(
    repos: Repositories, wave: Wave, row: ReadRow, people: dict[str, Respondent]
) -> Respondent:
    """Whoever has this mark, in the file or in the project; somebody new where there is none."""
    mark = row.person
    if mark and mark in people:
        return people[mark]
    known = repos.respondents.with_code(wave.project_id, mark) if mark else ()
    person = known[0] if known else Respondent(uuid4(), wave.project_id, mark or None)
    if not known:
        repos.respondents.save(person)
    if mark:
        people[mark] = person
    return person


def _response(row: ReadRow, wave: Wave, person: Respondent, mode: Mode, language: str) -> Response:
    return Response(
        id=uuid7(),
        respondent_id=person.id,
        wave_id=wave.id,
        instrument_version=wave.instrument_version,
        mode=mode,
        state=ResponseState.FINISHED,
        answers=row.answers,
        unsaid=row.unsaid,
        language=language,
    )
