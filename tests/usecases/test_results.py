"""The results of an event, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import NO, YES, event, token, vote

from pollkit.domain.ballots import Choice, Vote
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.results import EventResults
from pollkit.domain.rooms import Move
from pollkit.domain.text_edits import TextEdit, TextVerb
from pollkit.errors import NotFound
from pollkit.store import Repositories, Role, Workspace
from pollkit.usecases.results import event_results


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.ROOM) as opened:
        yield opened


def play(workspace: Workspace, meeting: Event, item: str, votes: list[Vote], asked: int) -> None:
    def work(repos: Repositories) -> None:
        room = repos.rooms.load(meeting.id).make(Move.ASK, item)
        repos.rooms.save(room, Move.ASK)
        repos.rooms.cast(meeting.id, votes)
        room = room.make(Move.CLOSE)
        repos.rooms.save(room, Move.CLOSE, asked=asked)
        repos.rooms.seal(meeting.id, item, room.question(item).round)

    workspace.write(work).result()


def keep(workspace: Workspace, meeting: Event, phones: int) -> None:
    def work(repos: Repositories) -> None:
        repos.events.save(meeting)
        for phone in range(phones):
            repos.rooms.join(meeting.id, token(phone), "en")

    workspace.write(work).result()


def results(workspace: Workspace, meeting: Event, split_by: str | None = None) -> EventResults:
    with workspace.read() as repos:
        return event_results(repos, meeting.id, split_by)


def test_a_question_s_result_says_how_many_of_how_many(workspace: Workspace) -> None:
    meeting = replace(event(), population=60)
    keep(workspace, meeting, phones=12)
    play(workspace, meeting, "evaluates", [vote(n, YES if n < 7 else NO) for n in range(11)], 12)
    found = results(workspace, meeting)
    assert found.joined == 12
    (question,) = found.questions  # the others were never asked
    tally = question.tally
    assert (question.item.name, question.round) == ("evaluates", 1)
    assert (tally.asked, tally.answered, tally.count("yes"), tally.count("no")) == (12, 11, 7, 4)
    assert tally.population == 60
    assert question.asked_at is not None


def test_a_cleared_question_has_no_result_until_it_is_asked_again(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=3)
    play(workspace, meeting, "evaluates", [vote(n, YES) for n in range(3)], 3)

    def clear(repos: Repositories) -> None:
        room = repos.rooms.load(meeting.id).make(Move.CLEAR)
        repos.rooms.save(room, Move.CLEAR)

    workspace.write(clear).result()
    assert results(workspace, meeting).questions == ()
    play(workspace, meeting, "evaluates", [vote(0, NO, round_=2)], 3)
    (question,) = results(workspace, meeting).questions
    assert (question.round, question.tally.count("no"), question.tally.answered) == (2, 1, 1)


def test_tied_answers_can_be_split_by_another_question(workspace: Workspace) -> None:
    """Ten say which topics matter: the five who evaluate say a, the five who do not say b."""
    meeting = event(tied=True)
    keep(workspace, meeting, phones=10)
    play(workspace, meeting, "evaluates", [vote(n, YES if n < 5 else NO) for n in range(10)], 10)
    topics = [vote(n, Choice(("a" if n < 5 else "b",)), "topics") for n in range(10)]
    play(workspace, meeting, "topics", topics, 10)
    evaluates, by_topic = results(workspace, meeting, "evaluates").questions
    assert evaluates.split is None
    assert by_topic.split is not None
    counts = {group.codes: group.result.count("a") for group in by_topic.split.groups}
    assert counts == {("yes",): 5, ("no",): 0}


def test_untied_answers_have_no_split(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=10)
    for item, code in (("evaluates", "yes"), ("topics", "a")):
        votes = [vote(n, Choice((code,)), item) for n in range(10)]
        play(workspace, meeting, item, votes, 10)
    assert [q.split for q in results(workspace, meeting, "evaluates").questions] == [None, None]


def test_a_split_by_no_question_of_the_event_is_refused(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting, phones=0)
    with pytest.raises(NotFound):
        results(workspace, meeting, "age")


def test_both_rounds_of_a_question_are_there_and_who_moved(workspace: Workspace) -> None:
    meeting = event(tied=True)
    keep(workspace, meeting, phones=20)
    play(workspace, meeting, "evaluates", [vote(n, YES if n < 8 else NO) for n in range(20)], 20)

    def again(repos: Repositories) -> None:
        room = repos.rooms.load(meeting.id).make(Move.SECOND_ROUND)
        repos.rooms.save(room, Move.SECOND_ROUND)
        votes = [vote(n, YES if n < 14 else NO, round_=2) for n in range(20)]
        repos.rooms.cast(meeting.id, votes)
        repos.rooms.save(room.make(Move.CLOSE), Move.CLOSE, asked=20)
        repos.rooms.seal(meeting.id, "evaluates", 2)

    workspace.write(again).result()
    (question,) = results(workspace, meeting).questions
    assert (question.round, question.tally.count("yes")) == (2, 14)
    assert [tally.count("yes") for tally in question.before] == [8]
    assert question.shift is not None
    assert [(p.before, p.after, p.count) for p in question.shift.passages] == [
        ("yes", "yes", 8),
        ("no", "yes", 6),
        ("no", "no", 6),
    ]


def test_words_that_were_merged_in_the_room_are_merged_in_the_results(
    workspace: Workspace,
) -> None:
    meeting = event()
    words = replace(meeting.instrument.item("how"), kind=ItemKind.WORDS, asked_if=None)
    meeting = replace(meeting, instrument=replace(meeting.instrument, items=(words,)))
    keep(workspace, meeting, phones=3)
    said = [Choice(text=text) for text in ("trust", "Confidence", "rude")]
    play(workspace, meeting, "how", [vote(n, c, "how") for n, c in enumerate(said)], 3)
    for edit in (
        TextEdit(TextVerb.MERGE, ("confidence",), "trust"),
        TextEdit(TextVerb.HIDE, ("rude",)),
    ):
        workspace.write(lambda r, edit=edit: r.rooms.edit_texts(meeting.id, "how", edit)).result()
    (question,) = results(workspace, meeting).questions
    assert [(word.text, word.count) for word in question.tally.words] == [("trust", 2)]
