"""Sealing: what is left of votes when a question closes, and what must not be left."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from store_samples import NO, YES, event, token, vote

from pollkit.domain.ballots import SURE, Channel, Choice, Vote
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move
from pollkit.store import Repositories, Role, Workspace


def keep(workspace: Workspace, meeting: Event, phones: int = 0) -> None:
    def work(repos: Repositories) -> None:
        repos.events.save(meeting)
        for phone in range(phones):
            repos.rooms.join(meeting.id, token(phone), "en")

    workspace.write(work).result()


def cast(workspace: Workspace, event_id: UUID, *votes: Vote) -> list[tuple[Choice, int]]:
    stored = workspace.write(lambda repos: repos.rooms.cast(event_id, votes)).result()
    return [(one.choice, one.revision) for one in stored]


def seal(workspace: Workspace, event_id: UUID, item: str = "evaluates", round_: int = 1) -> int:
    return workspace.write(lambda repos: repos.rooms.seal(event_id, item, round_)).result()


def move(workspace: Workspace, event_id: UUID, *moves: Move, item: str = "evaluates") -> None:
    def work(repos: Repositories) -> None:
        for one in moves:
            room = repos.rooms.load(event_id).make(one, item)
            repos.rooms.save(room, one)

    workspace.write(work).result()


def test_sealing_turns_each_phone_s_last_vote_into_one_ballot(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=3)
    cast(workspace, meeting.id, vote(0, YES), vote(1, YES), vote(2, NO))
    cast(workspace, meeting.id, vote(1, NO))
    assert seal(workspace, meeting.id) == 3
    with workspace.read() as repos:
        ballots = repos.rooms.ballots(meeting.id)
        assert sorted(ballot.choice.codes for ballot in ballots) == [("no",), ("no",), ("yes",)]
        assert repos.rooms.votes(meeting.id, "evaluates", 1) == {}
        assert repos.rooms.in_box(meeting.id, "evaluates", 1) == {token(n) for n in range(3)}


def test_sealing_again_adds_nothing(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    cast(workspace, meeting.id, vote(0))
    assert [seal(workspace, meeting.id), seal(workspace, meeting.id)] == [1, 0]


def test_ballots_keep_several_codes_in_order_and_texts(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    both, words = Choice(("c", "a")), Choice(text="<b>by hand</b> 🙂")
    cast(workspace, meeting.id, vote(0, both, "topics"), vote(0, words, "how"))
    seal(workspace, meeting.id, "topics")
    seal(workspace, meeting.id, "how")
    with workspace.read() as repos:
        assert [b.choice for b in repos.rooms.ballots(meeting.id, "topics")] == [both]
        assert [b.choice for b in repos.rooms.ballots(meeting.id, "how")] == [words]


def test_no_table_leads_from_a_phone_to_its_ballot_once_an_untied_question_is_sealed(
    workspace: Workspace,
) -> None:
    """Whatever a ballot's row shares with a row that knows the phone is shared by all of them."""
    meeting = event()
    keep(workspace, meeting, phones=20)
    cast(workspace, meeting.id, *(vote(n, YES if n % 3 else NO) for n in range(20)))
    seal(workspace, meeting.id)
    rows = all_rows(workspace.database)
    ballots = rows["ballot"]
    assert len(ballots) == 20
    for row in ballots:
        own = {value for name, value in row.items() if name not in ("event_id", "item", "round")}
        for table, others in rows.items():
            if table not in ("ballot", "ballot_code", "op"):
                shared = [o for o in others if own & set(o.values()) - {None}]
                assert not shared, table
    columns = "id event_id item round respondent_id text channel receipt"
    assert set(ballots[0]) == set(columns.split())


def test_neither_the_ballots_nor_their_operation_tell_the_order_of_the_votes(
    workspace: Workspace,
) -> None:
    meeting = event()
    keep(workspace, meeting)
    codes = [secrets.choice(("yes", "no")) for _ in range(200)]
    cast(workspace, meeting.id, *(vote(n, Choice((code,))) for n, code in enumerate(codes)))
    seal(workspace, meeting.id)
    with workspace.read() as repos:
        ballots = repos.rooms.ballots(meeting.id)
    assert all(ballot.id.version == 4 for ballot in ballots)
    assert [b.id for b in ballots] == sorted(b.id for b in ballots)
    assert [b.choice.codes[0] for b in ballots] != codes  # 1 in 2**200 by chance
    (body,) = [r["body"] for r in all_rows(workspace.database)["op"] if b"ballots" in r["body"]]
    places = [body.index(str(ballot.id).encode()) for ballot in ballots]
    assert places == sorted(places)


def test_the_operation_of_a_sealing_names_no_phone_and_no_vote(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=5)
    votes = [vote(n) for n in range(5)]
    cast(workspace, meeting.id, *votes)
    seal(workspace, meeting.id)
    for op in all_rows(workspace.database)["op"]:
        for one in votes:
            assert one.token_hash.hex().encode() not in op["body"]
            assert str(one.id).encode() not in op["body"]


@pytest.mark.parametrize("is_long", [False, True], ids=["choices", "long texts"])
def test_no_byte_of_the_map_stays_in_the_files_after_sealing(folder: Path, is_long: bool) -> None:
    """The ids of votes and the answers that were taken back occur nowhere but in the map."""
    meeting = event()
    canaries = []
    with Workspace.open(folder, Role.ROOM) as workspace:
        keep(workspace, meeting)
        for group in range(5):
            votes = []
            for n in range(60):
                words = secrets.token_hex(300 if is_long else 12)
                taken_back = vote(group * 60 + n, Choice(text=words), "how")
                votes += [taken_back, vote(group * 60 + n, Choice(text="kept"), "how")]
                canaries += [taken_back.id.bytes, votes[-1].id.bytes, words.encode()]
            cast(workspace, meeting.id, *votes)
            with sqlite3.connect(workspace.database) as raw:  # some of it reaches the main file
                raw.execute("PRAGMA wal_checkpoint")
            raw.close()
        assert found_in_files(folder, canaries) == set(canaries)
        seal(workspace, meeting.id, "how")
        assert found_in_files(folder, canaries) == set()
    assert found_in_files(folder, canaries) == set()


def test_a_reader_in_mid_sentence_only_delays_the_wiping(folder: Path) -> None:
    meeting = event()
    with Workspace.open(folder, Role.ROOM) as workspace:
        keep(workspace, meeting)
        canary = vote(1)
        cast(workspace, meeting.id, canary)
        with workspace.read() as repos:
            assert len(repos.rooms.votes(meeting.id, "evaluates", 1)) == 1
            seal(workspace, meeting.id)
            assert found_in_files(folder, [canary.id.bytes])
            assert len(repos.rooms.votes(meeting.id, "evaluates", 1)) == 1
    assert not found_in_files(folder, [canary.id.bytes])


def test_a_ballot_in_an_untied_box_cannot_be_doubled_or_changed(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=3)
    move(workspace, meeting.id, Move.ASK)
    first = vote(0, YES)
    cast(workspace, meeting.id, first)
    move(workspace, meeting.id, Move.CLOSE)
    seal(workspace, meeting.id)
    move(workspace, meeting.id, Move.REOPEN)
    assert cast(workspace, meeting.id, vote(0, NO), first) == [(Choice(), 0), (Choice(), 0)]
    assert cast(workspace, meeting.id, vote(1, NO)) == [(NO, 1)]
    seal(workspace, meeting.id)
    with workspace.read() as repos:
        codes = sorted(b.choice.codes[0] for b in repos.rooms.ballots(meeting.id))
        assert codes == ["no", "yes"]


def test_tied_answers_can_be_changed_after_a_reopening(workspace: Workspace) -> None:
    meeting = event(tied=True)
    keep(workspace, meeting, phones=3)
    move(workspace, meeting.id, Move.ASK)
    first = vote(0, YES)
    cast(workspace, meeting.id, first, vote(1, YES))
    move(workspace, meeting.id, Move.CLOSE)
    seal(workspace, meeting.id)
    with workspace.read() as repos:
        pseudonyms = {
            phone.token_hash: phone.respondent_id for phone in repos.rooms.phones(meeting.id)
        }
    move(workspace, meeting.id, Move.REOPEN)
    with workspace.read() as repos:
        held = repos.rooms.votes(meeting.id, "evaluates", 1)
        assert {who: one.choice for who, one in held.items()} == {token(0): YES, token(1): YES}
    assert cast(workspace, meeting.id, vote(1, NO)) == [(NO, 2)]
    # The phone sends once more what the laptop has had since before the first sealing.
    assert cast(workspace, meeting.id, vote(0, NO), first)[1] == (NO, 2)
    assert seal(workspace, meeting.id) == 2
    with workspace.read() as repos:
        ballots = repos.rooms.ballots(meeting.id)
        assert {ballot.respondent_id: ballot.choice for ballot in ballots} == {
            pseudonyms[token(0)]: NO,
            pseudonyms[token(1)]: NO,
        }
        assert len(ballots) == 2
        assert repos.rooms.in_box(meeting.id, "evaluates", 1) == frozenset()


def test_cleared_ballots_do_not_count_until_they_are_restored(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=2)
    move(workspace, meeting.id, Move.ASK)
    cast(workspace, meeting.id, vote(0, YES))
    move(workspace, meeting.id, Move.CLEAR)  # seals what is in the map
    with workspace.read() as repos:
        assert repos.rooms.votes(meeting.id, "evaluates", 1) == {}
        assert repos.rooms.ballots(meeting.id) == ()
    move(workspace, meeting.id, Move.RESTORE)
    with workspace.read() as repos:
        assert [b.choice for b in repos.rooms.ballots(meeting.id)] == [YES]


def test_the_end_of_an_event_seals_what_is_still_open(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    move(workspace, meeting.id, Move.ASK)
    cast(workspace, meeting.id, vote(0, YES))
    move(workspace, meeting.id, Move.END)
    with workspace.read() as repos:
        assert repos.rooms.votes(meeting.id, "evaluates", 1) == {}
        assert len(repos.rooms.ballots(meeting.id)) == 1


def test_a_phone_that_joined_before_the_event_was_tied_gets_its_pseudonym_when_sealed(
    workspace: Workspace,
) -> None:
    meeting = event()
    keep(workspace, meeting, phones=1)
    cast(workspace, meeting.id, vote(0, YES))
    keep(workspace, event_tied(meeting))
    seal(workspace, meeting.id)
    with workspace.read() as repos:
        (ballot,), phone = repos.rooms.ballots(meeting.id), repos.rooms.phone(meeting.id, token(0))
        assert phone is not None
        assert ballot.respondent_id == phone.respondent_id is not None


def event_tied(meeting: Event) -> Event:
    from dataclasses import replace

    return replace(meeting, answers_tied=True)


def all_rows(database: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, read past the store."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    raw.row_factory = sqlite3.Row
    names = [r[0] for r in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: [dict(r) for r in raw.execute(f'SELECT * FROM "{name}"')] for name in names}
    raw.close()
    return rows


def found_in_files(folder: Path, needles: list[bytes]) -> set[bytes]:
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {needle for needle in needles if any(needle in content for content in contents)}


def test_the_search_through_the_files_would_find_a_phone(folder: Path) -> None:
    """A check of the check: the token of a joined phone does lie in the file."""
    meeting = event()
    with Workspace.open(folder, Role.ROOM) as workspace:
        keep(workspace, meeting, phones=2)
    assert found_in_files(folder, [token(1), uuid4().bytes]) == {token(1)}


def test_every_kind_of_answer_comes_out_of_the_box_as_it_went_in(workspace: Workspace) -> None:
    given = [
        Choice(("c", "a", "b")),
        Choice(values=(("a", "40"), ("c", "60"))),
        Choice(("yes",), values=((SURE, "3"),)),
        Choice(text="hope\nmoney"),
    ]
    meeting = event()
    keep(workspace, meeting, phones=len(given))
    cast(workspace, meeting.id, *(vote(phone, choice) for phone, choice in enumerate(given)))
    seal(workspace, meeting.id)
    with workspace.read() as repos:
        ballots = repos.rooms.ballots(meeting.id)
    assert {ballot.choice for ballot in ballots} == set(given)


def test_a_phone_s_ballot_has_the_receipt_of_its_last_vote(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=1)
    last = UUID("7f3c94d1-0a2b-4c5d-8e6f-001122334455")
    cast(workspace, meeting.id, vote(0, NO), vote(0, YES, id_=last))
    seal(workspace, meeting.id)
    with workspace.read() as repos:
        (ballot,) = repos.rooms.ballots(meeting.id)
    assert (ballot.receipt, ballot.channel) == ("7F3C9-4D10A", Channel.PHONE)


def test_an_answer_by_another_way_says_so_and_has_no_receipt(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    workspace.write(
        lambda repos: repos.rooms.join(meeting.id, token(0), "en", Channel.CARD)
    ).result()
    cast(workspace, meeting.id, vote(0))
    seal(workspace, meeting.id)
    with workspace.read() as repos:
        (ballot,) = repos.rooms.ballots(meeting.id)
    assert (ballot.receipt, ballot.channel) == (None, Channel.CARD)
