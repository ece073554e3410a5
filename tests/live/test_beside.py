"""A board that stays open, over real HTTP: beside the question on the wall, on phones by choice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from room_phones import (
    COLOUR,
    FRUIT,
    Phone,
    both,
    new_workspace,
    open_room,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.boards import PostEdit, PostState, PostVerb
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Move
from pollkit.errors import IllegalMove
from pollkit.live.client import RoomClient
from pollkit.store import Role, Workspace

ASK = Item("ask", ItemKind.QUESTIONS, both("Your questions?", "Vos questions ?"), stays_open=True)
ASIDE = "Ask the speaker a question"
BACK = "Back to the poll"


@pytest.fixture
def link(tmp_path: Path) -> Iterator[RoomClient]:
    with running_room(tmp_path, small_event((COLOUR, ASK, FRUIT))) as (room_link, _workspace):
        yield room_link


def newcomer(link: RoomClient) -> Phone:
    phone = Phone(link.status.addresses[0].url)
    phone.join()
    return phone


def go_to(phone: Phone, item: str) -> str:
    assert phone.send_form(f"/{phone.pin}/go", item=item).status == 303
    return phone.now()


def write(phone: Phone, text: str) -> UUID:
    post_id = uuid4()
    reply = phone.vote("ask", f"post={text}", vote_id=post_id)
    assert (reply.status, reply.json["state"]) == (200, "saved"), reply.text
    return post_id


def states(link: RoomClient) -> dict[str, str]:
    return {one.item: one.state.value for one in link.status.room.questions}


def test_the_board_is_open_from_the_start_and_phones_find_the_way_to_it(link: RoomClient) -> None:
    assert states(link) == {"colour": "waiting", "ask": "open", "fruit": "waiting"}
    phone = newcomer(link)
    assert ASIDE in phone.now()
    there = go_to(phone, "ask")
    assert 'data-item="ask"' in there
    assert "Your questions?" in there
    assert BACK in there
    back = go_to(phone, "")
    assert "You are in." in back
    assert ASIDE in back


def test_a_question_is_posted_while_another_one_is_answered(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    phone, other = newcomer(link), newcomer(link)
    assert phone.vote("colour", "red").json["state"] == "saved"
    post = write(phone, "Why only now?")
    (held,) = until(lambda: link.status.beside_posts, "the post")
    assert (held.id, held.text, held.state) == (post, "Why only now?", PostState.HELD)
    assert link.status.posts == ()
    assert until(lambda: link.status.heads.answered == 1, "the answer, and nothing else, counted")
    link.moderate(PostEdit(PostVerb.RELEASE, (post,), item="ask"))
    assert "Why only now?" in go_to(other, "ask")
    assert other.vote("ask", f"for={post}").json["state"] == "saved"
    assert until(lambda: link.status.beside_posts[0].supports == 1, "the support")
    assert 'data-item="colour"' in go_to(other, "")


def test_a_question_that_is_asked_calls_the_phones_back_from_the_board(link: RoomClient) -> None:
    phone = newcomer(link)
    go_to(phone, "ask")
    link.move(Move.ASK, "colour")
    assert 'data-item="colour"' in phone.now()


def test_closing_and_revealing_leaves_the_board_open_and_phones_at_it(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    phone = newcomer(link)
    go_to(phone, "ask")
    link.move(Move.CLOSE)
    link.move(Move.REVEAL)
    assert states(link)["ask"] == "open"
    assert 'data-item="ask"' in phone.now()
    write(phone, "And after that?")


def test_clearing_a_question_leaves_whose_posts_are_whose(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    phone = newcomer(link)
    write(phone, "Mine")
    link.move(Move.CLEAR)
    assert "Mine" in go_to(phone, "ask")
    assert "Only you and the facilitator see this." in phone.now()


def test_posts_go_on_through_the_grace_and_the_clock_of_another_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_CLOSE_GRACE_S", "30")
    with running_room(tmp_path, small_event((COLOUR, ASK))) as (link, _workspace):
        phone = newcomer(link)
        link.move(Move.ASK, "colour", seconds=1)
        until(lambda: states(link)["colour"] == "closed", "the clock to run out")
        write(phone, "Still there?")


def test_the_facilitator_closes_it_and_opens_it_again(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    phone = newcomer(link)
    go_to(phone, "ask")
    link.move(Move.ASIDE)
    assert states(link) == {"colour": "open", "ask": "closed", "fruit": "waiting"}
    assert ASIDE not in phone.now()
    assert 'data-item="colour"' in phone.now()
    link.move(Move.ASIDE)
    write(phone, "Now then")


def test_the_board_comes_on_the_wall_and_off_it_again(link: RoomClient) -> None:
    phone = newcomer(link)
    post = write(phone, "On the wall?")
    link.move(Move.SHOW, "ask")
    assert [one.text for one in link.status.posts] == ["On the wall?"]
    now = phone.now()
    assert 'data-item="ask"' in now
    assert BACK not in now
    link.moderate(PostEdit(PostVerb.RELEASE, (post,)))
    link.moderate(PostEdit(PostVerb.ENLARGE, (post,)))
    assert link.status.large_post == post
    link.move(Move.NEXT)
    assert link.status.room.current == "colour"
    assert states(link)["ask"] == "open"


def test_a_post_of_a_board_that_is_not_on_the_wall_cannot_be_large_there(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    post = write(newcomer(link), "Large")
    with pytest.raises(IllegalMove):
        link.moderate(PostEdit(PostVerb.ENLARGE, (post,), item="ask"))


def test_at_their_own_pace_people_go_to_the_board_and_back_to_where_they_were(
    link: RoomClient,
) -> None:
    phone = newcomer(link)
    link.move(Move.HAND_OVER)
    go_to(phone, "fruit")
    there = go_to(phone, "ask")
    assert "Question 2 of 2" not in there
    write(phone, "A question")
    assert 'data-item="fruit"' in go_to(phone, "")
    assert [one.item for one in link.status.progress] == ["colour", "fruit"]
    link.move(Move.TAKE_BACK)
    assert states(link) == {"colour": "closed", "ask": "open", "fruit": "closed"}


def test_the_end_seals_the_board(tmp_path: Path) -> None:
    event = small_event((COLOUR, ASK))
    with running_room(tmp_path, event) as (link, workspace):
        link.move(Move.ASK, "colour")
        write(newcomer(link), "To be kept")
        link.move(Move.END)
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        assert [post.text for post in repos.boards.posts(event.id, "ask", 1)] == ["To be kept"]
        assert repos.boards.open_rounds(event.id) == []
        assert repos.rooms.asked(event.id, "ask", 1) == 1


def test_a_killed_room_comes_back_with_the_board_beside_the_same_question(tmp_path: Path) -> None:
    event = small_event((COLOUR, ASK))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    try:
        link.move(Move.ASK, "colour")
        phone = newcomer(link)
        write(phone, "Before the cut")
        room_process().kill()
        until(lambda: not link.is_up, "the room to be gone")
        link = open_room(workspace, event)
        assert states(link) == {"colour": "open", "ask": "open"}
        assert "Before the cut" in go_to(phone, "ask")
        write(phone, "After it")
    finally:
        link.shut()


def test_the_kiosk_is_for_the_question_on_the_wall(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    url = urlsplit(link.status.ways.kiosk_url)
    kiosk = Phone(f"http://{url.netloc}{url.path.removesuffix('/kiosk')}")
    opened = kiosk.ask("GET", f"{url.path}?{url.query}")
    kiosk.cookie = opened.headers["set-cookie"].split(";")[0]
    assert ASIDE not in kiosk.now()
    assert 'data-item="colour"' in go_to(kiosk, "ask")


def test_a_post_that_stands_large_stands_so_after_a_restart(tmp_path: Path) -> None:
    event = small_event((ASK,))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    try:
        post = write(newcomer(link), "Large")
        link.move(Move.SHOW, "ask")
        link.moderate(PostEdit(PostVerb.RELEASE, (post,)))
        link.moderate(PostEdit(PostVerb.ENLARGE, (post,)))
        room_process().kill()
        until(lambda: not link.is_up, "the room to be gone")
        link = open_room(workspace, event)
        assert link.status.large_post == post
        link.moderate(PostEdit(PostVerb.ENLARGE))
        assert link.status.large_post is None
    finally:
        link.shut()
