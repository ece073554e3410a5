"""What people decide over what the codes say, and how it is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from pollkit.domain.linking.decisions import (
    LinkDecision,
    MatchTable,
    Verdict,
    match_table,
    standing_decisions,
)
from pollkit.domain.linking.links import Alone, Coded, How, Link, Why
from pollkit.domain.linking.matching import CodedWave
from pollkit.domain.linking.people import WaveLink, people
from pollkit.domain.linking.sealing import seal

FIRST, SECOND, THIRD = (UUID(int=number) for number in (1001, 1002, 1003))
AMA = ["14", "m", "j", "a", "1", "l", "s"]
BEN = ["3", "s", "d", "n", "0", "b", "h"]
TWIN, OTHER_TWIN = ["9", "k", "r", "e", "2", "l", "g"], ["9", "k", "r", "o", "2", "l", "g"]
NEITHER_TWIN = ["9", "k", "r", "i", "2", "l", "g"]

BEFORE = {1: AMA, 2: TWIN, 3: OTHER_TWIN, 4: None}
AFTER = {11: AMA, 12: NEITHER_TWIN, 13: BEN}


def wave(codes: dict[int, list[str] | None]) -> CodedWave:
    people = (
        Coded(UUID(int=number), said and seal(said, "scheme", UUID(int=99), bytes(32)))
        for number, said in codes.items()
    )
    return CodedWave(tuple(people))


def decided(verdict: Verdict, before: int, after: int) -> LinkDecision:
    return LinkDecision(
        uuid4(), UUID(int=99), FIRST, SECOND, UUID(int=before), UUID(int=after), verdict,
        "Maya", datetime(2026, 11, 24, tzinfo=UTC), "she told me",
    )  # fmt: skip


def table(*decisions: LinkDecision) -> MatchTable:
    return match_table(wave(BEFORE), wave(AFTER), decisions)


def links(of: MatchTable) -> dict[tuple[int, int], How]:
    return {(link.before.int, link.after.int): link.how for link in of.links}


def proposals(of: MatchTable) -> list[tuple[int, int]]:
    return [(one.before.int, one.after.int) for one in of.proposals]


def test_without_decisions_the_table_says_what_the_codes_say() -> None:
    found = table()
    assert (found.before, found.after) == (4, 3)
    assert links(found) == {(1, 11): How.EXACT}
    assert proposals(found) == [(2, 12), (3, 12)]
    assert found.alone_before[UUID(int=4)] is Alone.NO_CODE
    # One of three that could be linked.
    assert found.linked_share == 1 / 3
    assert not found.supports_change


def test_a_confirmed_proposal_is_a_link_and_ends_what_else_was_proposed_of_both() -> None:
    found = table(decided(Verdict.CONFIRM, 2, 12))
    assert links(found) == {(1, 11): How.EXACT, (2, 12): How.PERSON}
    assert proposals(found) == []
    assert found.alone_before[UUID(int=3)] is Alone.PARTNER_TAKEN
    assert found.supports_change


def test_a_rejected_proposal_is_not_made_again_and_does_not_force_the_other() -> None:
    found = table(decided(Verdict.REJECT, 2, 12))
    assert links(found) == {(1, 11): How.EXACT}
    assert proposals(found) == [(3, 12)]
    assert found.alone_before[UUID(int=2)] is Alone.REJECTED


def test_a_link_that_codes_made_can_be_rejected() -> None:
    found = table(decided(Verdict.REJECT, 1, 11))
    assert links(found) == {}
    assert found.alone_before[UUID(int=1)] is found.alone_after[UUID(int=11)] is Alone.REJECTED


def test_a_person_can_link_two_whom_no_code_brings_together() -> None:
    assert links(table(decided(Verdict.CONFIRM, 4, 13)))[4, 13] is How.PERSON


def test_a_person_who_confirms_another_link_ends_the_one_that_the_codes_made() -> None:
    found = table(decided(Verdict.CONFIRM, 1, 13))
    assert links(found) == {(1, 13): How.PERSON}
    assert found.alone_after[UUID(int=11)] is Alone.PARTNER_TAKEN


def test_whatever_was_decided_can_be_taken_back() -> None:
    before = table()
    for verdict, pair in ((Verdict.CONFIRM, (2, 12)), (Verdict.REJECT, (1, 11))):
        decision = decided(verdict, *pair)
        assert table(decision) != before
        assert table(decision, decided(Verdict.TAKE_BACK, *pair)) == before


def test_of_two_decisions_that_cannot_both_be_right_neither_is_followed() -> None:
    """Two laptops may each have confirmed one, before they heard of each other."""
    found = table(decided(Verdict.CONFIRM, 2, 12), decided(Verdict.CONFIRM, 3, 12))
    assert links(found) == {(1, 11): How.EXACT}
    assert {
        (*pair, one.why) for pair, one in zip(proposals(found), found.proposals, strict=True)
    } == {
        (2, 12, Why.CONTRADICTION),
        (3, 12, Why.CONTRADICTION),
    }


def test_a_decision_on_somebody_who_was_erased_says_nothing() -> None:
    assert table(decided(Verdict.CONFIRM, 77, 12)) == table()


def test_a_confirmed_link_of_codes_still_rests_on_the_codes() -> None:
    assert links(table(decided(Verdict.CONFIRM, 1, 11))) == {(1, 11): How.EXACT}


def test_the_last_decision_on_a_pair_counts() -> None:
    told = [decided(verdict, 2, 12) for verdict in (Verdict.REJECT, Verdict.CONFIRM)]
    assert standing_decisions(told) == {told[1].pair: told[1]}


def test_links_of_three_waves_make_one_person_of_three_respondents() -> None:
    made = people([step(FIRST, 1, SECOND, 11), step(SECOND, 11, THIRD, 21)])
    assert made.persons == (
        frozenset({(FIRST, UUID(int=1)), (SECOND, UUID(int=11)), (THIRD, UUID(int=21))}),
    )
    assert people([step(FIRST, 1, SECOND, 11)]).persons == (
        frozenset({(FIRST, UUID(int=1)), (SECOND, UUID(int=11))}),
    )


def test_nobody_answers_a_wave_twice_the_weaker_link_is_left_to_a_person() -> None:
    weak = step(FIRST, 2, THIRD, 21, How.ONE_OFF)
    made = people([weak, step(FIRST, 1, SECOND, 11), step(SECOND, 11, THIRD, 21)])
    assert made.refused == (weak,)
    assert len(made.persons) == 1


def step(wave: UUID, one: int, later: UUID, other: int, how: How = How.EXACT) -> WaveLink:
    return WaveLink(wave, later, Link(UUID(int=one), UUID(int=other), how))
