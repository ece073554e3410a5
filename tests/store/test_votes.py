"""What becomes of votes while their question is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import NO, YES, event, token, vote

from pollkit.domain.ballots import Choice, StoredVote, Vote
from pollkit.domain.events import Event
from pollkit.store import Role, Workspace

MAYBE = Choice(("maybe",))


@pytest.fixture
def meeting(workspace: Workspace) -> Event:
    meeting = event()
    workspace.write(lambda repos: repos.events.save(meeting)).result()
    return meeting


def cast(workspace: Workspace, meeting: Event, *votes: Vote) -> list[StoredVote]:
    return workspace.write(lambda repos: repos.rooms.cast(meeting.id, votes)).result()


def test_the_reply_to_a_vote_is_what_is_stored(workspace: Workspace, meeting: Event) -> None:
    first, second = vote(1, YES), vote(2, NO)
    assert cast(workspace, meeting, first, second) == [
        StoredVote(first.id, YES, 1),
        StoredVote(second.id, NO, 1),
    ]
    with workspace.read() as repos:
        assert repos.rooms.votes(meeting.id, "evaluates", 1) == {
            token(1): StoredVote(first.id, YES, 1),
            token(2): StoredVote(second.id, NO, 1),
        }


def test_a_vote_sent_twice_is_counted_once(workspace: Workspace, meeting: Event) -> None:
    once = vote(1, YES)
    assert cast(workspace, meeting, once) == [StoredVote(once.id, YES, 1)]
    assert cast(workspace, meeting, once, once) == [StoredVote(once.id, YES, 1)] * 2


def test_a_phone_may_change_its_answer(workspace: Workspace, meeting: Event) -> None:
    cast(workspace, meeting, vote(1, YES))
    changed = vote(1, NO)
    assert cast(workspace, meeting, changed) == [StoredVote(changed.id, NO, 2)]
    with workspace.read() as repos:
        assert len(repos.rooms.votes(meeting.id, "evaluates", 1)) == 1


def test_an_old_vote_that_arrives_late_does_not_undo_a_newer_one(
    workspace: Workspace, meeting: Event
) -> None:
    old, newer, newest = vote(1, YES), vote(1, NO), vote(1, MAYBE)
    for one in (old, newer, newest):
        cast(workspace, meeting, one)
    assert cast(workspace, meeting, old, newer) == [StoredVote(newest.id, MAYBE, 3)] * 2


def test_old_and_new_votes_of_one_phone_in_one_group_end_with_the_newest(
    workspace: Workspace, meeting: Event
) -> None:
    old, newer = vote(1, YES), vote(1, NO)
    replies = cast(workspace, meeting, old, newer, old, newer)
    assert [reply.choice for reply in replies] == [YES, NO, NO, NO]
    assert [reply.revision for reply in replies] == [1, 2, 2, 2]


def test_questions_rounds_and_events_do_not_mix(workspace: Workspace, meeting: Event) -> None:
    other = event()
    workspace.write(lambda repos: repos.events.save(other)).result()
    cast(workspace, meeting, vote(1, YES), vote(1, NO, round_=2), vote(1, MAYBE, item="sure"))
    cast(workspace, other, vote(1, NO))
    with workspace.read() as repos:
        held = [
            repos.rooms.votes(meeting.id, "evaluates", 1),
            repos.rooms.votes(meeting.id, "evaluates", 2),
            repos.rooms.votes(meeting.id, "sure", 1),
            repos.rooms.votes(other.id, "evaluates", 1),
        ]
    assert [votes[token(1)].choice for votes in held] == [YES, NO, MAYBE, NO]


def test_a_vote_s_id_means_nothing_for_another_phone(workspace: Workspace, meeting: Event) -> None:
    shared = uuid4()
    cast(workspace, meeting, vote(1, YES, id_=shared))
    assert cast(workspace, meeting, vote(2, NO, id_=shared)) == [StoredVote(shared, NO, 1)]


def test_history_is_kept_while_the_question_is_open(workspace: Workspace, meeting: Event) -> None:
    for choice in (YES, NO, YES):
        cast(workspace, meeting, vote(1, choice))

    def past(repos: object) -> list[tuple[int, str]]:
        rows = repos.connection.exec_driver_sql(  # type: ignore[attr-defined]
            "SELECT revision, choice FROM past_vote ORDER BY revision"
        )
        return [tuple(row) for row in rows]

    assert workspace.write(past).result() == [(1, '{"codes":["yes"]}'), (2, '{"codes":["no"]}')]


def test_a_withdrawn_vote_counts_no_more_and_can_be_cast_anew(
    workspace: Workspace, meeting: Event
) -> None:
    first = vote(1, YES)
    workspace.write(lambda r: r.rooms.cast(meeting.id, [first, vote(2, NO)])).result()
    workspace.write(lambda r: r.rooms.withdraw(meeting.id, "evaluates", 1, [token(1)])).result()
    with workspace.read() as repos:
        assert set(repos.rooms.votes(meeting.id, "evaluates", 1)) == {token(2)}
    again = workspace.write(lambda r: r.rooms.cast(meeting.id, [vote(1, NO)])).result()
    assert again[0].choice == NO
    assert workspace.write(lambda r: r.rooms.seal(meeting.id, "evaluates", 1)).result() == 2


@pytest.fixture(scope="module")
def shared_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("votes") / "workspace"
    with Workspace.open(folder, Role.ROOM) as workspace:
        yield workspace


POOL = [vote(n % 3, (YES, NO, MAYBE)[n % 2 + (n > 7)]) for n in range(12)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(groups=st.lists(st.lists(st.sampled_from(POOL), max_size=8), max_size=6))
def test_the_last_vote_with_a_new_id_always_stands(
    shared_workspace: Workspace, groups: list[list[Vote]]
) -> None:
    """Against the rule, told in six lines of its own."""
    meeting = event()
    shared_workspace.write(lambda repos: repos.events.save(meeting)).result()
    seen: dict[bytes, list[Vote]] = {}
    for group in groups:
        expected = []
        for one in group:
            mine = seen.setdefault(one.token_hash, [])
            if one not in mine:
                mine.append(one)
            expected.append(StoredVote(mine[-1].id, mine[-1].choice, len(mine)))
        assert cast(shared_workspace, meeting, *group) == expected
    with shared_workspace.read() as repos:
        assert repos.rooms.votes(meeting.id, "evaluates", 1) == {
            who: StoredVote(mine[-1].id, mine[-1].choice, len(mine)) for who, mine in seen.items()
        }


def test_a_group_of_any_size_is_taken_in_its_order(workspace: Workspace, meeting: Event) -> None:
    first = [vote(n, YES) for n in range(1000)]
    second = [vote(n, NO) for n in range(1000)]
    replies = cast(workspace, meeting, *first, *second, *first)
    assert [reply.vote_id for reply in replies] == [
        *(one.id for one in first),
        *(one.id for one in second),
        *(one.id for one in second),
    ]
    with workspace.read() as repos:
        stored = repos.rooms.votes(meeting.id, "evaluates", 1)
    assert stored == {one.token_hash: StoredVote(one.id, NO, 2) for one in second}
