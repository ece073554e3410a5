"""Who was expected in a wave, who came, who is missing, and how each day went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pollkit.domain.waves import Mode, Respondent, Response, ResponseState, Wave
from pollkit.domain.withdrawals import Tombstone


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
) -> WaveTally:
    """
    Args:
        known: who is expected here: see `expected_in`.
        responses: of this wave.
        tombstones: of the project.
    """
    states = Counter(response.state for response in responses)
    ended = {r.respondent_id for r in responses if r.state is not ResponseState.DRAFT}
    withdrawn = sum(tombstone.waves.count(wave.id) for tombstone in tombstones)
    days = _days(responses)
    return WaveTally(
        expected=wave.expected if wave.expected is not None else len(known) or None,
        started=states[ResponseState.DRAFT],
        finished=states[ResponseState.FINISHED],
        refused=states[ResponseState.REFUSED],
        withdrawn=withdrawn,
        missing=tuple(person for person in known if person.id not in ended),
        by_mode=_modes(r for r in responses if r.state is ResponseState.FINISHED),
        days=days,
        today=next((one for one in days if one.day == today), DayTally(today)),
    )


def expected_in(
    wave: Wave,
    waves: Sequence[Wave],
    respondents: Sequence[Respondent],
    answered: Mapping[UUID, frozenset[UUID]],
) -> tuple[Respondent, ...]:
    """Who should answer in this wave: everybody known to its activity but those who joined later.

    Args:
        waves: of the project, in their order.
        answered: wave -> respondents who have a response in it.
    """
    order = [one.id for one in waves]
    earlier = order[: order.index(wave.id) + 1]
    later = order[order.index(wave.id) + 1 :]
    return tuple(
        person
        for person in respondents
        if wave.activity_id is None or person.activity_id in (None, wave.activity_id)
        if any(person.id in answered.get(one, ()) for one in earlier)
        or not any(person.id in answered.get(one, ()) for one in later)
    )


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
