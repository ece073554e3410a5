"""Boards: posts, who stands behind them, and what is left when they close."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from store_samples import event, token

from pollkit.domain.boards import MOST_POSTS, OwnPart, Post, PostState
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move
from pollkit.errors import AnswerNotAccepted, NotFound
from pollkit.store import Repositories, Role, Workspace
from pollkit.store.projection import rebuild_projection

ITEM = "how"


@pytest.fixture
def meeting(workspace: Workspace) -> Event:
    held = event()
    workspace.write(lambda repos: repos.events.save(held)).result()
    return held


def post(workspace: Workspace, meeting: Event, phone: int, text: str = "Why?") -> Post:
    new = Post(uuid4(), text, state=PostState.SHOWN)
    return workspace.write(
        lambda repos: repos.boards.add(meeting.id, ITEM, 1, token(phone), new)
    ).result()


def support(
    workspace: Workspace,
    meeting: Event,
    phone: int,
    wanted: UUID,
    *,
    is_given: bool = True,
    most: int | None = None,
) -> int:
    def work(repos: Repositories) -> Post:
        return repos.boards.support(
            meeting.id, ITEM, 1, token(phone), wanted, is_given=is_given, most=most
        )

    return workspace.write(work).result().supports


def seal(workspace: Workspace, meeting: Event) -> int:
    return workspace.write(lambda repos: repos.boards.seal(meeting.id, ITEM, 1)).result()


def posts(workspace: Workspace, meeting: Event) -> dict[str, Post]:
    with workspace.read() as repos:
        return {one.text: one for one in repos.boards.posts(meeting.id, ITEM, 1)}


def test_a_post_that_is_sent_twice_is_there_once(workspace: Workspace, meeting: Event) -> None:
    first = post(workspace, meeting, 1)
    again = Post(first.id, "Something else")
    kept = workspace.write(
        lambda repos: repos.boards.add(meeting.id, ITEM, 1, token(1), again)
    ).result()
    assert kept == first
    assert posts(workspace, meeting) == {"Why?": first}


def test_nobody_can_post_under_the_id_of_another(workspace: Workspace, meeting: Event) -> None:
    first = post(workspace, meeting, 1)
    with pytest.raises(AnswerNotAccepted):
        workspace.write(
            lambda repos: repos.boards.add(meeting.id, ITEM, 1, token(2), Post(first.id, "Mine"))
        ).result()
    assert posts(workspace, meeting) == {"Why?": first}


def test_one_phone_cannot_bury_the_others_posts(workspace: Workspace, meeting: Event) -> None:
    for number in range(MOST_POSTS):
        post(workspace, meeting, 1, f"Question {number}")
    with pytest.raises(AnswerNotAccepted, match="Let others speak"):
        post(workspace, meeting, 1, "One more")
    post(workspace, meeting, 2, "Mine")
    assert len(posts(workspace, meeting)) == MOST_POSTS + 1


def test_support_counts_each_phone_once_and_can_be_taken_back(
    workspace: Workspace, meeting: Event
) -> None:
    wanted = post(workspace, meeting, 1).id
    assert [support(workspace, meeting, phone, wanted) for phone in (2, 3, 2)] == [1, 2, 2]
    assert support(workspace, meeting, 2, wanted, is_given=False) == 1
    with workspace.read() as repos:
        assert repos.boards.own(meeting.id, ITEM, 1, token(3)) == OwnPart(
            frozenset(), frozenset({wanted})
        )


def test_nobody_supports_their_own_question(workspace: Workspace, meeting: Event) -> None:
    wanted = post(workspace, meeting, 1).id
    with pytest.raises(AnswerNotAccepted, match="your own"):
        support(workspace, meeting, 1, wanted)


def test_two_votes_for_ideas_are_two(workspace: Workspace, meeting: Event) -> None:
    ideas = [post(workspace, meeting, 1, text).id for text in ("A", "B", "C")]
    assert [support(workspace, meeting, 2, idea, most=2) for idea in ideas[:2]] == [1, 1]
    assert support(workspace, meeting, 2, ideas[0], most=2) == 1
    with pytest.raises(AnswerNotAccepted, match="Take one back"):
        support(workspace, meeting, 2, ideas[2], most=2)


def test_a_post_that_is_not_shown_cannot_be_supported(workspace: Workspace, meeting: Event) -> None:
    wanted = post(workspace, meeting, 1).id
    workspace.write(
        lambda repos: repos.boards.set_state(meeting.id, ITEM, 1, wanted, PostState.HIDDEN)
    ).result()
    with pytest.raises(NotFound):
        support(workspace, meeting, 2, wanted)


def test_merged_posts_count_each_person_behind_either_of_them_once(
    workspace: Workspace, meeting: Event
) -> None:
    one, other = post(workspace, meeting, 1, "Who pays?").id, post(workspace, meeting, 2, "Pay?").id
    for phone, wanted in ((3, one), (3, other), (4, other), (1, other)):
        support(workspace, meeting, phone, wanted)
    workspace.write(lambda repos: repos.boards.merge(meeting.id, ITEM, 1, other, one)).result()
    # Behind "Who pays?": phone 3, phone 4, and phone 2 who wrote the other; its author is phone 1.
    assert posts(workspace, meeting)["Who pays?"].supports == 3
    assert posts(workspace, meeting)["Pay?"].state is PostState.MERGED


def test_a_closed_board_knows_numbers_but_no_phones(workspace: Workspace, meeting: Event) -> None:
    wanted = post(workspace, meeting, 1).id
    support(workspace, meeting, 2, wanted)
    before = posts(workspace, meeting)
    assert seal(workspace, meeting) == 1
    assert posts(workspace, meeting) == before
    raw = sqlite3.connect(workspace.path / "workspace.sqlite")
    rows = [*raw.execute("SELECT * FROM open_post"), *raw.execute("SELECT * FROM open_support")]
    raw.close()
    assert rows == []
    with workspace.read() as repos:
        assert repos.boards.own(meeting.id, ITEM, 1, token(1)) == OwnPart()
        assert repos.boards.own(meeting.id, ITEM, 1, token(2)).is_in_box


def test_a_board_that_is_opened_again_takes_new_posts_and_new_phones_only(
    workspace: Workspace, meeting: Event
) -> None:
    wanted = post(workspace, meeting, 1).id
    support(workspace, meeting, 2, wanted)
    seal(workspace, meeting)
    with pytest.raises(AnswerNotAccepted, match="in the ballot box"):
        support(workspace, meeting, 2, wanted)
    assert support(workspace, meeting, 3, wanted) == 2
    post(workspace, meeting, 2, "And now?")
    seal(workspace, meeting)
    assert {text: one.supports for text, one in posts(workspace, meeting).items()} == {
        "Why?": 2,
        "And now?": 0,
    }


def test_a_sealed_post_can_still_be_put_away(workspace: Workspace, meeting: Event) -> None:
    wanted = post(workspace, meeting, 1).id
    seal(workspace, meeting)
    workspace.write(
        lambda repos: repos.boards.set_state(meeting.id, ITEM, 1, wanted, PostState.HIDDEN)
    ).result()
    assert posts(workspace, meeting)["Why?"].state is PostState.HIDDEN


def test_the_end_of_the_event_closes_its_boards(workspace: Workspace, meeting: Event) -> None:
    post(workspace, meeting, 1)

    def work(repos: Repositories) -> None:
        repos.rooms.save(repos.rooms.load(meeting.id).make(Move.END), Move.END)

    workspace.write(work).result()
    with workspace.read() as repos:
        assert repos.boards.open_rounds(meeting.id) == []
        assert len(repos.boards.posts(meeting.id, ITEM, 1)) == 1


def test_closed_boards_are_made_again_from_the_log(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        held = event()
        workspace.write(lambda repos: repos.events.save(held)).result()
        support(workspace, held, 2, post(workspace, held, 1).id)
        seal(workspace, held)
        before = posts(workspace, held)
        workspace.write(lambda repos: rebuild_projection(repos.connection)).result()
        assert posts(workspace, held) == before
