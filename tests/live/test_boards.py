"""A board over real HTTP: posts and support from phones, and what nobody else may see of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from room_phones import (
    Phone,
    both,
    new_workspace,
    open_room,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.boards import Post, PostEdit, PostState, PostVerb
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.rooms import Move
from pollkit.domain.views import wall_picture
from pollkit.errors import IllegalMove
from pollkit.live.client import RoomClient
from pollkit.live.requests import token_hash_of
from pollkit.store import Role, Workspace

CATEGORIES = (Option("money", both("Money", "Argent")), Option("people", both("People", "Gens")))
QA = Item("qa", ItemKind.QUESTIONS, both("Your questions?", "Vos questions ?"), CATEGORIES)
IDEAS = Item("ideas", ItemKind.IDEAS, both("Ideas?", "Idées ?"), most_choices=2, holds_texts=False)
HOSTILE = "<img src=x onerror=alert(1)>'\";--\u202e\u2067{{7*7}}"


class Board:
    def __init__(self, link: RoomClient, workspace: Path, event: Any) -> None:
        self.link, self.workspace, self.event = link, workspace, event

    def phone(self, language: str = "en") -> Phone:
        phone = Phone(self.link.status.addresses[0].url, language)
        phone.join()
        return phone

    def do(self, verb: PostVerb, *posts: UUID, into: UUID | None = None) -> None:
        self.link.moderate(PostEdit(verb, posts, into))

    def posts(self) -> dict[str, Post]:
        item = self.link.status.room.current
        with Workspace.open(self.workspace, Role.READER) as opened, opened.read() as repos:
            return {p.text: p for p in repos.boards.posts(self.event.id, str(item), 1)}

    def on_wall(self) -> tuple[str, ...]:
        status = self.link.status
        item = self.event.instrument.item(status.room.current)
        board = wall_picture(status, item).board
        assert board is not None
        return tuple(post.text for post in board.posts)


@pytest.fixture
def board(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Board]:
    event = small_event((getattr(request, "param", QA),))
    with running_room(tmp_path, event) as (link, workspace):
        link.move(Move.ASK, event.instrument.items[0].name)
        yield Board(link, workspace, event)


ideas = pytest.mark.parametrize("board", [IDEAS], indirect=True)


def write(phone: Phone, text: str, post_id: UUID | None = None, item: str = "qa") -> UUID:
    post_id = post_id or uuid4()
    reply = phone.vote(item, f"post={text}", vote_id=post_id)
    assert (reply.status, reply.json["state"]) == (200, "saved"), reply.text
    return post_id


def test_a_post_that_is_sent_again_is_there_once(board: Board) -> None:
    phone, post_id = board.phone(), uuid4()
    for _time in range(2):
        write(phone, "Who pays?", post_id)
    assert board.posts() == {"Who pays?": Post(post_id, "Who pays?", None, PostState.HELD)}


def test_a_post_that_is_sent_again_after_the_close_is_told_saved(board: Board) -> None:
    phone, post_id = board.phone(), uuid4()
    write(phone, "Who pays?", post_id)
    board.link.move(Move.CLOSE)
    board.link.move(Move.REVEAL)
    write(phone, "Who pays?", post_id)
    assert phone.vote("qa", "post=Too late?").status == 409
    assert board.phone().vote("qa", "post=Another text", vote_id=post_id).status == 409


def test_a_held_post_reaches_nobody_but_its_author_and_the_console(board: Board) -> None:
    author, other = board.phone(), board.phone("fr")
    stream = other.listen()
    write(author, "Held words")
    assert "Held words" in author.now()
    until(lambda: board.link.status.posts, "the console hears of it")
    other.join()
    other.now()
    other.vote("qa", "post=Mine")
    board.do(PostVerb.RELEASE, board.posts()["Mine"].id)
    until(lambda: "Mine" in stream.next_snapshot()["html"], "the other is sent the released one")
    stream.close()
    assert b"Held words" not in other.received
    assert board.on_wall() == ("Mine",)
    result = board.link.status.result
    assert result is not None
    assert [post.text for post in result.posts] == ["Mine"]


def test_put_away_and_merged_posts_leave_phones_and_wall(board: Board) -> None:
    author, other = board.phone(), board.phone()
    ids = [write(author, text) for text in ("Who pays?", "Who is paying?", "Rude")]
    board.do(PostVerb.RELEASE)
    assert len(board.on_wall()) == 3
    board.do(PostVerb.MERGE, ids[1], into=ids[0])
    board.do(PostVerb.HIDE, ids[2])
    assert board.on_wall() == ("Who pays?",)
    html = other.now()
    assert "Who pays?" in html
    assert "Who is paying?" not in html
    assert "Rude" not in html


def test_support_is_counted_once_and_taken_back(board: Board) -> None:
    author, other = board.phone(), board.phone()
    wanted = write(author, "Who pays?")
    assert other.vote("qa", f"for={wanted}").status == 409  # held
    board.do(PostVerb.RELEASE, wanted)
    for _time in range(2):
        reply = other.vote("qa", f"for={wanted}")
        assert reply.json["answer"] == [f"for={wanted}"]
    assert board.posts()["Who pays?"].supports == 1
    refused = author.vote("qa", f"for={wanted}")
    assert (refused.status, refused.json["why"]) == (409, "This one is your own.")
    other.vote("qa", f"off={wanted}")
    assert board.posts()["Who pays?"].supports == 0


def test_a_page_without_scripts_posts_and_supports(board: Board) -> None:
    author, other = board.phone(), board.phone()
    fields = {"item": "qa", "round": "1", "answer.post": "No script", "answer.category": "money"}
    for _time in range(2):  # an impatient finger
        assert author.send_form(f"/{author.pin}/vote", **fields).status == 303
    (post,) = board.posts().values()
    assert (post.text, post.category) == ("No script", "money")
    board.do(PostVerb.RELEASE)
    sent = other.send_form(f"/{other.pin}/vote", item="qa", round="1", answer=f"for={post.id}")
    assert sent.status == 303
    assert board.posts()["No script"].supports == 1
    assert 'aria-pressed="true"' in other.join().text


def test_upvotes_are_not_pushed_and_released_posts_are(board: Board) -> None:
    author, other = board.phone(), board.phone()
    wanted = write(author, "Who pays?")
    stream = other.listen()
    stream.next_snapshot()
    board.do(PostVerb.RELEASE)
    assert str(wanted) in stream.next_snapshot()["html"]
    seen = len(other.received)
    for _number in range(5):
        board.phone().vote("qa", f"for={wanted}")
    board.link.move(Move.BLANK)  # comes next on the stream, and nothing before it
    told = stream.next_snapshot()
    stream.close()
    assert other.received[seen:].count(b"data: ") == 1
    assert "▲</span> 5" in told["html"]


@pytest.mark.parametrize(
    "answer",
    [["post="], ["post=" + "x" * 281], ["post=a", "category=x"], ["for=x"], ["a"], [HOSTILE], []],
)
def test_what_does_not_belong_is_refused_and_not_stored(board: Board, answer: list[str]) -> None:
    assert board.phone().vote("qa", *answer).status == 422
    assert board.posts() == {}


def test_hostile_words_come_out_as_words(board: Board) -> None:
    phone = board.phone()
    write(phone, HOSTILE)
    board.do(PostVerb.RELEASE)
    html = board.phone().now()
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "\u202e" not in html
    assert "{{7*7}}" in html


def test_one_greedy_phone_cannot_fill_the_disk(board: Board) -> None:
    phone, wanted = board.phone(), write(board.phone(), "Who pays?")
    board.do(PostVerb.RELEASE)
    told = {
        phone.vote("qa", f"{way}={wanted}").status for way in ("for", "off") for _n in range(70)
    }
    assert told == {200, 429}


@ideas
def test_ideas_are_gathered_first_and_then_voted_on(board: Board) -> None:
    phones = [board.phone() for _number in range(3)]
    ids = [write(phone, text, item="ideas") for phone, text in zip(phones, "ABC", strict=True)]
    assert phones[0].vote("ideas", f"for={ids[1]}").status == 409
    board.link.move(Move.VOTE)
    assert phones[0].vote("ideas", "post=Too late").status == 409
    for wanted in ids[:2]:
        assert phones[2].vote("ideas", f"for={wanted}").status == 200
    third = phones[2].vote("ideas", f"for={ids[2]}")
    assert "Take one back" in third.json["why"]
    assert "▲ 1" not in phones[0].now()  # early votes would sway the room
    assert [post.supports for post in wall_picture(board.link.status, IDEAS).board.posts] == [0] * 3  # type: ignore[union-attr]
    phones[0].vote("ideas", f"for={ids[1]}")
    board.link.move(Move.CLOSE)
    assert phones[1].now().count("▲") == 0
    board.link.move(Move.REVEAL)
    assert board.on_wall() == ("B", "A", "C")
    assert "▲ 2" in phones[1].now()


@ideas
def test_there_must_be_an_idea_to_vote_on(board: Board) -> None:
    with pytest.raises(IllegalMove, match="nothing to vote on"):
        board.link.move(Move.VOTE)
    assert not board.link.status.room.question("ideas").is_voting


def test_only_ideas_are_voted_on_in_a_second_step(board: Board) -> None:
    with pytest.raises(IllegalMove):
        board.link.move(Move.VOTE)


@pytest.mark.parametrize("tied", [False, True])
def test_after_the_close_nothing_near_a_post_tells_whose_it_is(tmp_path: Path, tied: bool) -> None:
    event = small_event((QA,), tied=tied)
    with running_room(tmp_path, event) as (link, workspace):
        link.move(Move.ASK, "qa")
        board = Board(link, workspace, event)
        author, other = board.phone(), board.phone()
        wanted = write(author, "Who pays?")
        board.do(PostVerb.RELEASE)
        other.vote("qa", f"for={wanted}")
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        link.move(Move.END)
    database = sqlite3.connect(workspace / "workspace.sqlite")
    tables = [
        row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    rows = {name: database.execute(f"SELECT * FROM {name!r}").fetchall() for name in tables}
    database.close()
    assert rows["open_post"] == rows["open_support"] == []
    assert any("Who pays?" in row for row in rows["post"])
    raw = b"".join(one.read_bytes() for one in workspace.rglob("*") if one.is_file())
    for place in _places(raw, b"Who pays?"):
        around = raw[max(0, place - 300) : place + 300]
        for phone in (author, other):
            token = phone.cookie.split("=", 1)[1].encode()
            assert token not in around
            assert token_hash_of(token) not in around


def _places(raw: bytes, text: bytes) -> list[int]:
    found, start = [], raw.find(text)
    while start >= 0:
        found.append(start)
        start = raw.find(text, start + 1)
    return found


def test_a_board_outlives_a_killed_room(tmp_path: Path) -> None:
    event = small_event((QA,))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    link.move(Move.ASK, "qa")
    board = Board(link, workspace, event)
    author, other = board.phone(), board.phone()
    wanted = write(author, "Who pays?")
    write(author, "Held words")
    board.do(PostVerb.RELEASE, wanted)
    other.vote("qa", f"for={wanted}")
    port = int(link.status.addresses[0].url.split(":")[2].split("/")[0])
    room_process().kill()
    until(lambda: not link.is_up, "the room is gone")
    link.leave()
    again = open_room(workspace, event, port)
    try:
        board.link = again
        assert {p.text: p.supports for p in again.status.posts} == {"Who pays?": 1, "Held words": 0}
        assert board.on_wall() == ("Who pays?",)
        assert "Held words" in author.now()
        assert f"for={wanted}" in other.now()
        assert "Held words" not in other.now()
    finally:
        again.shut()


def test_a_rude_post_waits_on_a_board_that_holds_nothing_back(tmp_path: Path) -> None:
    event = small_event((IDEAS,))
    with running_room(tmp_path, event) as (link, workspace):
        board = Board(link, workspace, event)
        link.move(Move.ASK, "ideas")
        rude, other = board.phone("fr"), board.phone()
        for phone, text in ((rude, "quelle merde"), (other, "a garden")):
            assert phone.vote("ideas", f"post={text}").json["state"] == "saved"
        assert {text: post.state for text, post in board.posts().items()} == {
            "quelle merde": PostState.HELD,
            "a garden": PostState.SHOWN,
        }
        assert "merde" not in other.now()
