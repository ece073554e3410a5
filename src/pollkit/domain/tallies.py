"""Who was expected in a wave, who came, who is missing, and how each day went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pollkit.domain.waves import Mode, Respondent, Response, ResponseState, Wave
from pollkit.domain.withdrawals import Tombstone

NOBODY: Mapping[UUID, UUID] = {}


@dataclass(frozen=True)
class DayTally:
    """One day of a wave; `by_mode` counts what was finished."""

    day: date
    started: int = 0
    finished: int = 0
    refused: int = 0
    by_mode: Mapping[Mode, int] = field(default_factory=dict)


@dataclass(frozen=True)
class WaveTally:
    """
    Attributes:
        expected: None = nobody is known yet, and no number was set.
        started: drafts that are neither finished nor refused.
        missing: who is known to the project and has no finished or refused response here.
        by_mode: finished responses.
        days: those on which something happened, in order.
    """

    expected: int | None
    started: int
    finished: int
    refused: int
    withdrawn: int
    missing: tuple[Respondent, ...]
    by_mode: Mapping[Mode, int]
    days: tuple[DayTally, ...]
    today: DayTally


def tally_wave(
    wave: Wave,
    known: Sequence[Respondent],
    responses: Sequence[Response],
    tombstones: Iterable[Tombstone],
    today: date,
    same: Mapping[UUID, UUID] = NOBODY,
) -> WaveTally:
    """
    Args:
        known: who is expected here: see `expected_in`.
        responses: of this wave.
        tombstones: of the project.
        same: respondent -> one of those who are the same person, always the same one; a respondent
            who is not in it is nobody else.
    """
    states = Counter(response.state for response in responses)
    ended = {
        same.get(r.respondent_id, r.respondent_id)
        for r in responses
        if r.state is not ResponseState.DRAFT
    }
    withdrawn = sum(tombstone.waves.count(wave.id) for tombstone in tombstones)
    days = _days(responses)
    return WaveTally(
        expected=wave.expected if wave.expected is not None else len(known) or None,
        started=states[ResponseState.DRAFT],
        finished=states[ResponseState.FINISHED],
        refused=states[ResponseState.REFUSED],
        withdrawn=withdrawn,
        missing=tuple(one for one in known if same.get(one.id, one.id) not in ended),
        by_mode=_modes(r for r in responses if r.state is ResponseState.FINISHED),
        days=days,
        today=next((one for one in days if one.day == today), DayTally(today)),
    )


def expected_in(
    wave: Wave,
    waves: Sequence[Wave],
    respondents: Sequence[Respondent],
    answered: Mapping[UUID, frozenset[UUID]],
    same: Mapping[UUID, UUID] = NOBODY,
) -> tuple[Respondent, ...]:
    """Who should answer in this wave: everybody known to its activity but those who joined later.
    Of several respondents who are one person, the one who answered first.

    Args:
        waves: of the project, in their order.
        answered: wave -> respondents who have a response in it.
        same: see `tally_wave`.
    """
    order = [one.id for one in waves]
    earlier = order[: order.index(wave.id) + 1]
    later = order[order.index(wave.id) + 1 :]
    found = [
        person
        for person in respondents
        if wave.activity_id is None or person.activity_id in (None, wave.activity_id)
        if any(person.id in answered.get(one, ()) for one in earlier)
        or not any(person.id in answered.get(one, ()) for one in later)
    ]
    first: dict[UUID, Respondent] = {}
    for person in sorted(found, key=lambda one: _first_wave(one, order, answered)):
        first.setdefault(same.get(person.id, person.id), person)
    kept = {person.id for person in first.values()}
    return tuple(person for person in found if person.id in kept)


def _first_wave(
    person: Respondent, order: Sequence[UUID], answered: Mapping[UUID, frozenset[UUID]]
) -> int:
    came = (place for place, wave in enumerate(order) if person.id in answered.get(wave, ()))
    return next(came, len(order))


def _days(responses: Sequence[Response]) -> tuple[DayTally, ...]:
    started = Counter(r.started_on for r in responses)
    days = {r.started_on for r in responses} | {r.ended_on for r in responses}
    return tuple(
        DayTally(
            day,
            started[day],
            len(_ended(responses, day, ResponseState.FINISHED)),
            len(_ended(responses, day, ResponseState.REFUSED)),
            _modes(_ended(responses, day, ResponseState.FINISHED)),
        )
        for day in sorted(day for day in days if day is not None)
    )


def _ended(responses: Sequence[Response], day: date, state: ResponseState) -> list[Response]:
    return [r for r in responses if r.ended_on == day and r.state is state]


def _modes(responses: Iterable[Response]) -> dict[Mode, int]:
    counts = Counter(response.mode for response in responses)
    return {mode: counts[mode] for mode in Mode if counts[mode]}
