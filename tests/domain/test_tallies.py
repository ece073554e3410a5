"""Who is expected, who came, who is missing, counted by hand."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from pollkit.domain.tallies import DayTally, expected_in, tally_wave
from pollkit.domain.waves import Mode, Respondent, Response, ResponseState, Wave, WaveKind
from pollkit.domain.withdrawals import Tombstone

PROJECT = uuid4()
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
BEFORE, AFTER = (
    Wave(UUID(int=n), PROJECT, kind, kind.value, "v")
    for n, kind in enumerate((WaveKind.BEFORE, WaveKind.AFTER), start=1)
)


def person(activity: UUID | None = None) -> Respondent:
    return Respondent(uuid4(), PROJECT, activity_id=activity)


def response(
    who: Respondent,
    state: ResponseState = ResponseState.FINISHED,
    mode: Mode = Mode.KIOSK,
    started_on: date = MONDAY,
    ended_on: date | None = MONDAY,
) -> Response:
    return Response(
        uuid4(),
        who.id,
        BEFORE.id,
        "v",
        mode,
        state,
        {},
        started_on=started_on,
        ended_on=ended_on,
    )


def test_those_who_joined_later_are_not_missing_before() -> None:
    came, card_only, late = person(), person(), person()
    answered = {BEFORE.id: frozenset({came.id}), AFTER.id: frozenset({late.id})}
    people, waves = (came, card_only, late), (BEFORE, AFTER)
    assert expected_in(BEFORE, waves, people, answered) == (came, card_only)
    assert expected_in(AFTER, waves, people, answered) == people


def test_a_wave_of_an_activity_expects_its_people_and_those_of_none() -> None:
    tea, choir = uuid4(), uuid4()
    here, there, anywhere = person(tea), person(choir), person()
    wave = Wave(BEFORE.id, PROJECT, WaveKind.BEFORE, "", "v", activity_id=tea)
    assert expected_in(wave, (wave,), (here, there, anywhere), {}) == (here, anywhere)


def test_a_lost_card_that_was_linked_is_one_person() -> None:
    first, second, other = person(), person(), person()
    same = {first.id: first.id, second.id: first.id}
    answered = {BEFORE.id: frozenset({first.id, other.id}), AFTER.id: frozenset({second.id})}
    known = expected_in(AFTER, (BEFORE, AFTER), (second, other, first), answered, same)
    assert known == (other, first)
    tally = tally_wave(AFTER, known, [response(second)], [], MONDAY, same)
    assert tally.missing == (other,)
    assert tally.expected == 2


def test_states_modes_and_days_are_counted() -> None:
    people = [person() for _ in range(6)]
    responses = [
        response(people[0]),
        response(people[1], mode=Mode.PAPER, ended_on=TUESDAY),
        response(people[2], started_on=TUESDAY, ended_on=TUESDAY),
        response(people[3], ResponseState.REFUSED, ended_on=TUESDAY),
        response(people[4], ResponseState.DRAFT, started_on=TUESDAY, ended_on=None),
    ]
    stone = Tombstone(uuid4(), PROJECT, (BEFORE.id, AFTER.id), TUESDAY)
    tally = tally_wave(BEFORE, people, responses, [stone], TUESDAY)
    assert (tally.expected, tally.started, tally.finished, tally.refused) == (6, 1, 3, 1)
    assert tally.withdrawn == 1
    assert tally.missing == (people[4], people[5])
    assert tally.by_mode == {Mode.KIOSK: 2, Mode.PAPER: 1}
    assert tally.days == (
        DayTally(MONDAY, started=3, finished=1, refused=0, by_mode={Mode.KIOSK: 1}),
        DayTally(TUESDAY, started=2, finished=2, refused=1, by_mode={Mode.KIOSK: 1, Mode.PAPER: 1}),
    )
    assert tally.today == tally.days[1]


def test_a_day_on_which_nothing_happened_is_empty() -> None:
    wave = Wave(BEFORE.id, PROJECT, WaveKind.BEFORE, "", "v", expected=20)
    tally = tally_wave(wave, (), (), (), TUESDAY)
    assert (tally.expected, tally.today) == (20, DayTally(TUESDAY))
